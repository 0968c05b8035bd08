/* A corpus read on many threads: blocks of documents are counted by themselves,
 * their vocabularies merged, and the entries numbered anew. Blocks are cut by
 * the texts alone. */
#include "core/text/term-matrix.h"

#include <stdatomic.h>
#include <string.h>

#include "core/base/error.h"
#include "core/text/term-block-private.h"
#include "core/text/term-limit.h"
#include "core/text/term-merge-private.h"

#define BLOCK_BYTES (256u << 10)
#define BLOCK_TEXTS 8192u

typedef struct
{
  const char *const *texts;
  const InkTermRule *rule;
  GArray *firsts; /* gsize: each block's first text, then the end */
  TermBlock *blocks;
  GError **errors; /* [blocks] */
  InkTokenizer **tokenizers; /* [threads] */
  guint n_blocks;
  InkTermWatch watch;
  gpointer watch_data;
  GError *given_up;     /* the watch's */
  atomic_bool stopping; /* it is set */
  _Atomic guint n_counted;

  /* once merged */
  TermMerge merge;
  guint32 *kept; /* [merge.n]: numbers of those that stay, else G_MAXUINT32 */
  InkTermMatrix *matrix;
} Corpus;

static void
cut_blocks (Corpus *corpus, gsize n)
{
  gsize bytes = 0, begun = 0, zero = 0;

  corpus->firsts = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_array_append_val (corpus->firsts, zero);
  for (gsize i = 0; i < n; i++)
    {
      gsize end = i + 1;

      bytes += strlen (corpus->texts[i]);
      if (bytes < BLOCK_BYTES && end - begun < BLOCK_TEXTS && end < n)
        continue;
      g_array_append_val (corpus->firsts, end);
      begun = end;
      bytes = 0;
    }
  corpus->n_blocks = corpus->firsts->len - 1;
}

static gsize
first_of (const Corpus *corpus, guint block)
{
  return g_array_index (corpus->firsts, gsize, block);
}

/* The calling thread is worker 0. Returns: whether to go on. */
static gboolean
look_around (Corpus *corpus, guint worker)
{
  guint n_counted = atomic_load (&corpus->n_counted);

  if (atomic_load (&corpus->stopping))
    return FALSE;
  if (worker != 0 || corpus->watch == NULL
      || corpus->watch ((double) n_counted / corpus->n_blocks,
                        corpus->watch_data, &corpus->given_up))
    return TRUE;
  atomic_store (&corpus->stopping, TRUE);
  return FALSE;
}

static void
count_block_cb (guint task, guint worker, gpointer user_data)
{
  Corpus *corpus = user_data;
  gsize first = first_of (corpus, task);

  if (!look_around (corpus, worker))
    return;
  if (corpus->tokenizers[worker] == NULL)
    corpus->tokenizers[worker] = ink_term_tokenizer_new (corpus->rule);
  term_block_init (&corpus->blocks[task], corpus->rule,
                   corpus->tokenizers[worker], corpus->texts + first, first,
                   first_of (corpus, task + 1) - first, &corpus->errors[task]);
  atomic_fetch_add (&corpus->n_counted, 1);
}

/* The first block's error, whichever came first. */
static gboolean
count_blocks (Corpus *corpus, InkPool *pool, GError **error)
{
  gboolean ok = TRUE;

  corpus->blocks = g_new0 (TermBlock, corpus->n_blocks);
  corpus->errors = g_new0 (GError *, corpus->n_blocks);
  corpus->tokenizers = g_new0 (InkTokenizer *, ink_pool_n_threads (pool));
  ink_pool_run (pool, corpus->n_blocks, count_block_cb, corpus);
  for (guint b = 0; b < corpus->n_blocks; b++)
    if (corpus->errors[b] != NULL)
      {
        if (ok)
          g_propagate_error (error, g_steal_pointer (&corpus->errors[b]));
        g_clear_error (&corpus->errors[b]);
        ok = FALSE;
      }
  for (guint i = 0; i < ink_pool_n_threads (pool); i++)
    ink_tokenizer_free (corpus->tokenizers[i]);
  if (corpus->given_up != NULL && ok)
    {
      g_propagate_error (error, g_steal_pointer (&corpus->given_up));
      ok = FALSE;
    }
  return ok;
}

/* Takes on the terms @chosen [n] as the matrix' own. */
static void
keep_terms (Corpus *corpus, const guint32 *chosen, guint32 n)
{
  InkTermMatrix *matrix = corpus->matrix;
  g_autofree InkVocabularyTerm *terms = g_new (InkVocabularyTerm, n);

  corpus->kept = g_new (guint32, corpus->merge.n);
  memset (corpus->kept, 0xff, corpus->merge.n * sizeof *corpus->kept);
  matrix->n_terms = n;
  matrix->document_frequency = g_new (guint32, n);
  for (guint32 i = 0; i < n; i++)
    {
      corpus->kept[chosen[i]] = i;
      terms[i] = corpus->merge.terms[chosen[i]];
      matrix->document_frequency[i] = corpus->merge.frequencies[chosen[i]];
    }
  matrix->vocabulary = ink_vocabulary_new_of (terms, n);
}

/* The number of each of a block's entries, or G_MAXUINT32. */
static inline guint32
number_of (const Corpus *corpus, guint block, const InkTermCount *entry)
{
  return corpus->kept[corpus->merge.numbers[block][entry->term]];
}

/* How many entries of each document stay, into starts[document + 1]. */
static void
count_kept_cb (guint task, guint worker, gpointer user_data)
{
  Corpus *corpus = user_data;
  const TermBlock *block = &corpus->blocks[task];
  const InkTermCount *entries
      = (const InkTermCount *) (void *) block->entries->data;
  gsize *starts = corpus->matrix->starts + first_of (corpus, task) + 1;
  guint32 e = 0;

  for (gsize d = 0; d < block->n; d++)
    for (starts[d] = 0; e < block->ends[d]; e++)
      starts[d] += number_of (corpus, task, &entries[e]) != G_MAXUINT32;
}

static void
write_kept_cb (guint task, guint worker, gpointer user_data)
{
  Corpus *corpus = user_data;
  const TermBlock *block = &corpus->blocks[task];
  const InkTermCount *entries
      = (const InkTermCount *) (void *) block->entries->data;
  InkTermCount *out = corpus->matrix->entries
                      + corpus->matrix->starts[first_of (corpus, task)];

  for (guint32 e = 0; e < block->entries->len; e++)
    {
      guint32 number = number_of (corpus, task, &entries[e]);

      if (number != G_MAXUINT32)
        *out++ = (InkTermCount) { number, entries[e].count };
    }
}

static void
renumber (Corpus *corpus, gsize n_documents, InkPool *pool)
{
  InkTermMatrix *matrix = corpus->matrix;

  matrix->starts = g_new0 (gsize, n_documents + 1);
  ink_pool_run (pool, corpus->n_blocks, count_kept_cb, corpus);
  for (gsize d = 0; d < n_documents; d++)
    matrix->starts[d + 1] += matrix->starts[d];
  matrix->entries = g_new (InkTermCount, matrix->starts[n_documents]);
  ink_pool_run (pool, corpus->n_blocks, write_kept_cb, corpus);
}

static InkTermMatrix *
finish (Corpus *corpus, gsize n_documents, const InkTermLimits *limits,
        InkPool *pool, GError **error)
{
  guint32 n;
  g_autofree guint32 *chosen = ink_term_limits_choose (
      limits, corpus->merge.frequencies, corpus->merge.totals,
      corpus->merge.n, n_documents, &n, error);

  if (chosen == NULL)
    return NULL;
  corpus->matrix = g_new0 (InkTermMatrix, 1);
  corpus->matrix->n_documents = n_documents;
  keep_terms (corpus, chosen, n);
  renumber (corpus, n_documents, pool);
  return g_steal_pointer (&corpus->matrix);
}

static void
corpus_clear (Corpus *corpus)
{
  term_merge_clear (&corpus->merge);
  for (guint b = 0; b < corpus->n_blocks; b++)
    term_block_clear (&corpus->blocks[b]);
  g_array_unref (corpus->firsts);
  g_free (corpus->blocks);
  g_free (corpus->errors);
  g_free (corpus->tokenizers);
  g_free (corpus->kept);
  g_clear_error (&corpus->given_up);
}

InkTermMatrix *
ink_term_matrix_new (const char *const *texts, gsize n, const InkTermRule *rule,
                     const InkTermLimits *limits, guint n_threads,
                     GError **error)
{
  return ink_term_matrix_new_watched (texts, n, rule, limits, n_threads, NULL,
                                      NULL, error);
}

InkTermMatrix *
ink_term_matrix_new_watched (const char *const *texts, gsize n,
                             const InkTermRule *rule,
                             const InkTermLimits *limits, guint n_threads,
                             InkTermWatch watch, gpointer user_data,
                             GError **error)
{
  g_autoptr (InkPool) pool = ink_pool_new (n_threads);
  Corpus corpus = { .texts = texts,
                    .rule = rule,
                    .watch = watch,
                    .watch_data = user_data };
  InkTermMatrix *matrix = NULL;

  cut_blocks (&corpus, n);
  if (count_blocks (&corpus, pool, error)
      && term_merge_init (&corpus.merge, corpus.blocks, corpus.n_blocks, pool,
                          error))
    matrix = finish (&corpus, n, limits, pool, error);
  corpus_clear (&corpus);
  return matrix;
}

void
ink_term_matrix_free (InkTermMatrix *matrix)
{
  if (matrix == NULL)
    return;
  ink_vocabulary_free (matrix->vocabulary);
  g_free (matrix->document_frequency);
  g_free (matrix->starts);
  g_free (matrix->entries);
  g_free (matrix);
}
