/* Counting the n-grams of texts. A corpus is read once: every n-gram gets a
 * number as it first comes up, a document's counts are kept by a stamp a term,
 * and at the end the terms that stay are numbered again in code point order. */
#include "core/text/term-counts.h"

#include <stdlib.h>

#include "core/base/error.h"
#include "core/text/term-limit.h"
#include "core/text/term-walk-private.h"

InkTokenizer *
ink_term_tokenizer_new (const InkTermRule *rule)
{
  InkTokenizer *tokenizer = ink_tokenizer_new (rule->analyzer);

  ink_tokenizer_set_stop_words (tokenizer, rule->stop_words);
  return tokenizer;
}

typedef struct
{
  const InkVocabulary *vocabulary;
  const char *string;
  const InkToken *tokens;
  InkTermFunc func;
  gpointer user_data;
} Each;

static gboolean
find_term (gsize first, gsize last, gpointer user_data)
{
  const Each *each = user_data;
  gsize start = each->tokens[first].start;
  guint32 term;

  if (ink_vocabulary_find (each->vocabulary, each->string + start,
                           each->tokens[last].end - start, &term))
    each->func (term, first, last, each->user_data);
  return TRUE;
}

void
ink_term_each (const InkVocabulary *vocabulary, const InkTermRule *rule,
               const InkTokenizer *tokenizer, const InkToken *tokens,
               gsize n_tokens, InkTermFunc func, gpointer user_data)
{
  Each each = { vocabulary, ink_tokenizer_string (tokenizer), tokens, func,
                user_data };

  walk_ngrams (rule, tokenizer, n_tokens, find_term, &each);
}

static void
append_term_cb (guint32 term, gsize first, gsize last, gpointer user_data)
{
  InkTermCount entry = { term, 1 };

  g_array_append_val (user_data, entry);
}

static int
compare_entries (const void *a, const void *b)
{
  guint32 a_term = ((const InkTermCount *) a)->term;
  guint32 b_term = ((const InkTermCount *) b)->term;

  return (a_term > b_term) - (a_term < b_term);
}

/* Sorts by term and adds up what is equal. */
static void
merge_entries (GArray *entries)
{
  InkTermCount *e = (InkTermCount *) (void *) entries->data;
  guint n = 0;

  qsort (e, entries->len, sizeof *e, compare_entries);
  for (guint i = 0; i < entries->len; i++)
    {
      if (n > 0 && e[n - 1].term == e[i].term)
        e[n - 1].count += e[i].count;
      else
        e[n++] = e[i];
    }
  g_array_set_size (entries, n);
}

void
ink_term_count_text (const InkVocabulary *vocabulary, const InkTermRule *rule,
                     InkTokenizer *tokenizer, const char *text, GArray *counts)
{
  gsize n;
  const InkToken *tokens = ink_tokenizer_run (tokenizer, text, &n);

  g_array_set_size (counts, 0);
  ink_term_each (vocabulary, rule, tokenizer, tokens, n, append_term_cb,
                 counts);
  if (counts->len > 1)
    merge_entries (counts);
}

/* A corpus while it is read. */
typedef struct
{
  InkVocabulary *vocabulary;
  GArray *frequencies; /* guint32 [terms]: documents that hold it */
  GArray *totals;      /* guint64 [terms]: occurrences in all */
  GArray *stamps;      /* gsize [terms]: its last entry, plus one */
  GArray *entries;     /* InkTermCount */
  gsize *starts;
} Corpus;

static void
corpus_init (Corpus *corpus, gsize n)
{
  corpus->vocabulary = ink_vocabulary_new ();
  corpus->frequencies = g_array_new (FALSE, TRUE, sizeof (guint32));
  corpus->totals = g_array_new (FALSE, TRUE, sizeof (guint64));
  corpus->stamps = g_array_new (FALSE, TRUE, sizeof (gsize));
  corpus->entries = g_array_new (FALSE, FALSE, sizeof (InkTermCount));
  corpus->starts = g_new0 (gsize, n + 1);
}

static void
corpus_clear (Corpus *corpus)
{
  ink_vocabulary_free (corpus->vocabulary);
  g_array_unref (corpus->frequencies);
  g_array_unref (corpus->totals);
  g_array_unref (corpus->stamps);
  g_array_unref (corpus->entries);
  g_free (corpus->starts);
}

/* Counts one occurrence of @term in the document whose entries begin at
 * @start. */
static void
corpus_count (Corpus *corpus, guint32 term, gsize start)
{
  InkTermCount entry = { term, 1 };
  gsize *stamp;

  if (term >= corpus->stamps->len)
    {
      g_array_set_size (corpus->frequencies, term + 1);
      g_array_set_size (corpus->totals, term + 1);
      g_array_set_size (corpus->stamps, term + 1);
    }
  g_array_index (corpus->totals, guint64, term)++;
  stamp = &g_array_index (corpus->stamps, gsize, term);
  if (*stamp > start)
    {
      g_array_index (corpus->entries, InkTermCount, *stamp - 1).count++;
      return;
    }
  g_array_index (corpus->frequencies, guint32, term)++;
  g_array_append_val (corpus->entries, entry);
  *stamp = corpus->entries->len;
}

typedef struct
{
  Corpus *corpus;
  const char *string;
  const InkToken *tokens;
  gsize start; /* the document's first entry */
  GError **error;
} Adding;

static gboolean
add_ngram (gsize first, gsize last, gpointer user_data)
{
  const Adding *adding = user_data;
  gsize from = adding->tokens[first].start;
  guint32 term;

  if (!ink_vocabulary_intern (adding->corpus->vocabulary,
                              adding->string + from,
                              adding->tokens[last].end - from, &term,
                              adding->error))
    return FALSE;
  corpus_count (adding->corpus, term, adding->start);
  return TRUE;
}

static gboolean
corpus_add (Corpus *corpus, gsize document, const InkTermRule *rule,
            InkTokenizer *tokenizer, const char *text, GError **error)
{
  gsize n_tokens;
  const InkToken *tokens = ink_tokenizer_run (tokenizer, text, &n_tokens);
  Adding adding = { corpus, ink_tokenizer_string (tokenizer), tokens,
                    corpus->entries->len, error };

  if (n_tokens * rule->ngram_max >= G_MAXUINT32 / 2 - adding.start)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "text %" G_GSIZE_FORMAT ": expected at most %u"
                          " entries of terms in all, found more",
                          document, G_MAXUINT32 / 2);
  if (!walk_ngrams (rule, tokenizer, n_tokens, add_ngram, &adding))
    return FALSE;
  corpus->starts[document + 1] = corpus->entries->len;
  return TRUE;
}

static double
documents_of (const InkDocumentLimit *limit, gsize n_documents)
{
  return limit->is_share ? limit->value * (double) n_documents : limit->value;
}

/* The terms that stay, in code point order. Takes @order. */
static guint32 *
choose_terms (const Corpus *corpus, guint32 *order, const InkTermLimits *limits,
              double min_df, double max_df, guint32 *n_chosen)
{
  const guint32 *frequencies
      = (const guint32 *) (void *) corpus->frequencies->data;
  const guint64 *totals = (const guint64 *) (void *) corpus->totals->data;
  guint32 n_terms = ink_vocabulary_count (corpus->vocabulary);
  guint32 n = 0;

  for (guint32 i = 0; i < n_terms; i++)
    if (frequencies[order[i]] >= min_df && frequencies[order[i]] <= max_df)
      order[n++] = order[i];
  if (limits->max_features > 0 && n > limits->max_features)
    n = ink_term_limit (order, n, totals, limits->max_features);
  *n_chosen = n;
  return order;
}

/* Numbers the entries anew and drops those of terms that do not stay. */
static void
renumber_entries (InkTermMatrix *matrix, const Corpus *corpus,
                  const guint32 *numbers)
{
  const InkTermCount *old
      = (const InkTermCount *) (void *) corpus->entries->data;
  gsize n = 0;

  matrix->starts = g_new0 (gsize, matrix->n_documents + 1);
  matrix->entries = g_new (InkTermCount, corpus->entries->len);
  for (gsize d = 0; d < matrix->n_documents; d++)
    {
      for (gsize i = corpus->starts[d]; i < corpus->starts[d + 1]; i++)
        if (numbers[old[i].term] != G_MAXUINT32)
          matrix->entries[n++]
              = (InkTermCount) { numbers[old[i].term], old[i].count };
      matrix->starts[d + 1] = n;
    }
}

static InkTermMatrix *
corpus_renumber (const Corpus *corpus, gsize n_documents, const guint32 *order,
                 guint32 n)
{
  guint32 n_terms = ink_vocabulary_count (corpus->vocabulary);
  g_autofree guint32 *numbers = g_new (guint32, n_terms);
  InkTermMatrix *matrix = g_new0 (InkTermMatrix, 1);

  matrix->n_documents = n_documents;
  matrix->vocabulary = ink_vocabulary_select (corpus->vocabulary, order, n);
  matrix->document_frequency = g_new (guint32, n);
  for (guint32 i = 0; i < n_terms; i++)
    numbers[i] = G_MAXUINT32;
  for (guint32 i = 0; i < n; i++)
    {
      numbers[order[i]] = i;
      matrix->document_frequency[i]
          = g_array_index (corpus->frequencies, guint32, order[i]);
    }
  renumber_entries (matrix, corpus, numbers);
  return matrix;
}

static InkTermMatrix *
corpus_finish (const Corpus *corpus, gsize n_documents,
               const InkTermLimits *limits, GError **error)
{
  guint32 n_terms = ink_vocabulary_count (corpus->vocabulary);
  double min_df = documents_of (&limits->min_df, n_documents);
  double max_df = limits->max_df.value == 0 && !limits->max_df.is_share
                      ? (double) n_documents
                      : documents_of (&limits->max_df, n_documents);
  g_autofree guint32 *order = NULL;
  guint32 n = 0;

  if (max_df < min_df)
    {
      ink_error_set (error, INK_ERROR_MISMATCH,
                     "max-df: expected at least as many texts as min-df, %g,"
                     " found %g",
                     min_df, max_df);
      return NULL;
    }
  order = choose_terms (corpus, ink_vocabulary_order (corpus->vocabulary),
                        limits, min_df, max_df, &n);
  if (n > 0)
    return corpus_renumber (corpus, n_documents, order, n);
  ink_error_set (error, INK_ERROR_MISMATCH,
                 "texts: expected terms to learn from, found %s",
                 n_terms == 0 ? "none in any text"
                              : "none in as many texts as min-df and max-df "
                                "ask for");
  return NULL;
}

InkTermMatrix *
ink_term_matrix_new (const char *const *texts, gsize n, const InkTermRule *rule,
                     const InkTermLimits *limits, GError **error)
{
  g_autoptr (InkTokenizer) tokenizer = ink_term_tokenizer_new (rule);
  InkTermMatrix *matrix = NULL;
  Corpus corpus;
  gboolean ok = TRUE;

  corpus_init (&corpus, n);
  for (gsize i = 0; ok && i < n; i++)
    ok = corpus_add (&corpus, i, rule, tokenizer, texts[i], error);
  if (ok)
    matrix = corpus_finish (&corpus, n, limits, error);
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
