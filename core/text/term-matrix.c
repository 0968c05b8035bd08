/* A corpus read on many threads: blocks of documents are counted by themselves,
 * their terms gathered, and their entries written with the numbers of the terms
 * that stay. Blocks are cut by the texts alone. */
#include "core/text/term-matrix.h"

#include <stdatomic.h>
#include <string.h>

#include "core/base/error.h"
#include "core/text/term-gatherer.h"

#define BLOCK_BYTES (512u << 10)
#define BLOCK_TEXTS 8192u

typedef struct
{
  const char *const *texts;
  const InkTermRule *rule;
  GArray *firsts; /* gsize: each block's first text, then the end */
  guint n_blocks;
  InkTermGatherer *gatherer;
  GError **errors;       /* [blocks] */
  InkTermBlock **counts; /* [threads] */
  InkTermRows *rows;     /* [threads] */
  InkTermWatch watch;
  gpointer watch_data;
  GError *given_up;     /* the watch's */
  atomic_bool stopping; /* it is set */
  _Atomic guint n_counted;
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

static gboolean
count_texts (InkTermBlock *block, const char *const *texts, gsize first,
             gsize end, GError **error)
{
  ink_term_block_begin (block);
  for (gsize i = first; i < end; i++)
    if (!ink_term_block_add (block, texts[i], strlen (texts[i]), error))
      {
        g_prefix_error (error, "text %" G_GSIZE_FORMAT ": ", i);
        return FALSE;
      }
  return TRUE;
}

static void
count_block_cb (guint task, guint worker, gpointer user_data)
{
  Corpus *corpus = user_data;

  if (!look_around (corpus, worker))
    return;
  if (corpus->counts[worker] == NULL)
    corpus->counts[worker] = ink_term_block_new (corpus->rule);
  if (count_texts (corpus->counts[worker], corpus->texts,
                   first_of (corpus, task), first_of (corpus, task + 1),
                   &corpus->errors[task]))
    ink_term_gatherer_add (corpus->gatherer, task, corpus->counts[worker],
                           NULL, &corpus->errors[task]);
  atomic_fetch_add (&corpus->n_counted, 1);
}

/* The first block's error, whichever came first. */
static gboolean
take_error (Corpus *corpus, GError **error)
{
  gboolean ok = TRUE;

  for (guint b = 0; b < corpus->n_blocks; b++)
    if (corpus->errors[b] != NULL)
      {
        if (ok)
          g_propagate_error (error, g_steal_pointer (&corpus->errors[b]));
        g_clear_error (&corpus->errors[b]);
        ok = FALSE;
      }
  if (corpus->given_up != NULL && ok)
    {
      g_propagate_error (error, g_steal_pointer (&corpus->given_up));
      ok = FALSE;
    }
  return ok;
}

static gboolean
count_blocks (Corpus *corpus, InkPool *pool, GError **error)
{
  guint n_threads = ink_pool_n_threads (pool);
  gboolean ok;

  corpus->errors = g_new0 (GError *, corpus->n_blocks);
  corpus->counts = g_new0 (InkTermBlock *, n_threads);
  ink_pool_run (pool, corpus->n_blocks, count_block_cb, corpus);
  ok = take_error (corpus, error);
  for (guint i = 0; i < n_threads; i++)
    {
      if (ok && corpus->counts[i] != NULL)
        ok = ink_term_gatherer_flush (corpus->gatherer, corpus->counts[i],
                                      error);
      ink_term_block_free (corpus->counts[i]);
    }
  return ok;
}

/* How many entries of each document stay, into starts[document + 1]. */
static void
measure_block_cb (guint task, guint worker, gpointer user_data)
{
  Corpus *corpus = user_data;
  InkTermRows *rows = &corpus->rows[worker];
  gsize *starts = corpus->matrix->starts + first_of (corpus, task) + 1;

  ink_term_gatherer_rows (corpus->gatherer, task, rows);
  for (gsize d = 0; d < rows->n; d++)
    starts[d] = rows->ends[d] - (d == 0 ? 0 : rows->ends[d - 1]);
}

static void
write_block_cb (guint task, guint worker, gpointer user_data)
{
  Corpus *corpus = user_data;
  InkTermRows *rows = &corpus->rows[worker];

  ink_term_gatherer_rows (corpus->gatherer, task, rows);
  ink_term_gatherer_drop_rows (corpus->gatherer, task);
  if (rows->n_entries > 0)
    memcpy (corpus->matrix->entries
                + corpus->matrix->starts[first_of (corpus, task)],
            rows->entries, rows->n_entries * sizeof *rows->entries);
}

static void
write_entries (Corpus *corpus, InkPool *pool)
{
  InkTermMatrix *matrix = corpus->matrix;
  guint n_threads = ink_pool_n_threads (pool);

  corpus->rows = g_new0 (InkTermRows, n_threads);
  matrix->starts = g_new0 (gsize, matrix->n_documents + 1);
  ink_pool_run (pool, corpus->n_blocks, measure_block_cb, corpus);
  for (gsize d = 0; d < matrix->n_documents; d++)
    matrix->starts[d + 1] += matrix->starts[d];
  matrix->entries
      = g_new (InkTermCount, matrix->starts[matrix->n_documents]);
  ink_pool_run (pool, corpus->n_blocks, write_block_cb, corpus);
  for (guint i = 0; i < n_threads; i++)
    ink_term_rows_clear (&corpus->rows[i]);
}

static InkTermMatrix *
finish (Corpus *corpus, gsize n_documents, const InkTermLimits *limits,
        InkPool *pool, GError **error)
{
  InkGatheredTerms terms;

  if (!ink_term_gatherer_finish (corpus->gatherer, limits, n_documents, pool,
                                 &terms, error))
    return NULL;
  g_free (terms.masks);
  corpus->matrix = g_new0 (InkTermMatrix, 1);
  corpus->matrix->vocabulary = terms.vocabulary;
  corpus->matrix->n_terms = terms.n;
  corpus->matrix->document_frequency = terms.document_frequency;
  corpus->matrix->n_documents = n_documents;
  write_entries (corpus, pool);
  return corpus->matrix;
}

static void
corpus_clear (Corpus *corpus)
{
  ink_term_gatherer_free (corpus->gatherer);
  g_array_unref (corpus->firsts);
  g_free (corpus->errors);
  g_free (corpus->counts);
  g_free (corpus->rows);
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
                    .gatherer = ink_term_gatherer_new (G_MAXSIZE),
                    .watch = watch,
                    .watch_data = user_data };
  InkTermMatrix *matrix = NULL;

  cut_blocks (&corpus, n);
  if (count_blocks (&corpus, pool, error))
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
