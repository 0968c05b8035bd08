/* Counting the n-grams of texts. A corpus is read once: every n-gram gets a
 * number as it first comes up, a document's counts are kept by a stamp a term,
 * and at the end the terms that stay are numbered again in code point order. */
#include "core/text/term-counts.h"

#include <stdlib.h>

#include "core/base/error.h"
#include "core/text/term-limit.h"

/* Between two calls of the watch. */
#define TEXTS_A_WATCH 128

void
ink_term_each (const InkVocabulary *vocabulary, const InkTermRule *rule,
               const InkTokenizer *tokenizer, const InkToken *tokens,
               gsize n_tokens, InkTermFunc func, gpointer user_data)
{
  const char *string = ink_tokenizer_string (tokenizer);

  for (gsize n = rule->ngram_min; n <= rule->ngram_max && n <= n_tokens; n++)
    for (gsize i = 0; i + n <= n_tokens; i++)
      {
        gsize start = tokens[i].start;
        guint32 term;

        if (ink_vocabulary_find (vocabulary, string + start,
                                 tokens[i + n - 1].end - start, &term))
          func (term, i, i + n - 1, user_data);
      }
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

static gboolean
corpus_add (Corpus *corpus, gsize document, const InkTermRule *rule,
            InkTokenizer *tokenizer, const char *text, GError **error)
{
  gsize n_tokens;
  const InkToken *tokens = ink_tokenizer_run (tokenizer, text, &n_tokens);
  const char *string = ink_tokenizer_string (tokenizer);
  gsize start = corpus->entries->len;

  if (n_tokens * rule->ngram_max >= G_MAXUINT32 / 2 - start)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "text %" G_GSIZE_FORMAT ": expected at most %u"
                          " entries of terms in all, found more",
                          document, G_MAXUINT32 / 2);
  for (gsize n = rule->ngram_min; n <= rule->ngram_max && n <= n_tokens; n++)
    for (gsize i = 0; i + n <= n_tokens; i++)
      {
        gsize from = tokens[i].start;
        guint32 term;

        if (!ink_vocabulary_intern (corpus->vocabulary, string + from,
                                    tokens[i + n - 1].end - from, &term, error))
          return FALSE;
        corpus_count (corpus, term, start);
      }
  corpus->starts[document + 1] = corpus->entries->len;
  return TRUE;
}

/* The terms that stay, in code point order. Takes @order. */
static guint32 *
choose_terms (const Corpus *corpus, guint32 *order, const InkTermLimits *limits,
              guint32 *n_chosen)
{
  const guint32 *frequencies
      = (const guint32 *) (void *) corpus->frequencies->data;
  const guint64 *totals = (const guint64 *) (void *) corpus->totals->data;
  guint32 n_terms = ink_vocabulary_count (corpus->vocabulary);
  guint32 n = 0;

  for (guint32 i = 0; i < n_terms; i++)
    if (frequencies[order[i]] >= limits->min_df)
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

gboolean
ink_term_matrix_set_empty_error (gboolean any, GError **error)
{
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "texts: expected terms to learn from, found %s",
                        any ? "none in as many texts as min_df asks for"
                            : "none in any text");
}

static InkTermMatrix *
corpus_finish (const Corpus *corpus, gsize n_documents,
               const InkTermLimits *limits, GError **error)
{
  guint32 n_terms = ink_vocabulary_count (corpus->vocabulary);
  guint32 n = 0;
  g_autofree guint32 *order
      = choose_terms (corpus, ink_vocabulary_order (corpus->vocabulary), limits,
                      &n);
  g_autofree guint32 *numbers = g_new (guint32, n_terms);
  InkTermMatrix *matrix;

  if (n == 0)
    {
      ink_term_matrix_set_empty_error (n_terms > 0, error);
      return NULL;
    }
  matrix = g_new0 (InkTermMatrix, 1);
  matrix->n_documents = n_documents;
  matrix->vocabulary = ink_vocabulary_select (corpus->vocabulary, order, n);
  matrix->n_terms = n;
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

InkTermMatrix *
ink_term_matrix_new_watched (const char *const *texts, gsize n,
                             const InkTermRule *rule,
                             const InkTermLimits *limits, InkTermWatch watch,
                             gpointer user_data, GError **error)
{
  g_autoptr (InkTokenizer) tokenizer = ink_tokenizer_new (rule->analyzer);
  InkTermMatrix *matrix = NULL;
  Corpus corpus;
  gboolean ok = TRUE;

  corpus_init (&corpus, n);
  for (gsize i = 0; ok && i < n; i++)
    {
      if (watch != NULL && i % TEXTS_A_WATCH == 0)
        ok = watch ((double) i / n, user_data, error);
      ok = ok && corpus_add (&corpus, i, rule, tokenizer, texts[i], error);
    }
  if (ok)
    matrix = corpus_finish (&corpus, n, limits, error);
  corpus_clear (&corpus);
  return matrix;
}

InkTermMatrix *
ink_term_matrix_new (const char *const *texts, gsize n, const InkTermRule *rule,
                     const InkTermLimits *limits, GError **error)
{
  return ink_term_matrix_new_watched (texts, n, rule, limits, NULL, NULL,
                                      error);
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
