/* A trained model learns a few texts more, in the time that it takes to copy
 * its counts. The texts are a part of the corpus of their own, weighed under
 * the idf of all, and added. */
#include "core/model/naive-bayes-merge.h"

#include "core/base/error.h"
#include "core/model/naive-bayes-sum-private.h"

#define FACT "learned"

/* The new texts. Where the model's terms are buckets they have none of their
 * own. */
typedef struct
{
  InkTermMatrix *matrix;
  GArray *buckets; /* (nullable): guint32: the matrix's terms, ascending */
} Counted;

static void
counted_clear (Counted *counted)
{
  ink_term_matrix_free (counted->matrix);
  g_clear_pointer (&counted->buckets, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Counted, counted_clear)

static int
compare_buckets (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return (x > y) - (x < y);
}

/* The different ones of @entries' terms, which get their numbers among them. */
static GArray *
number_buckets (GArray *entries)
{
  GArray *buckets = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    g_array_append_val (buckets,
                        g_array_index (entries, InkTermCount, i).term);
  g_array_sort (buckets, compare_buckets);
  for (guint i = 0; i < buckets->len; i++)
    if (i == 0
        || g_array_index (buckets, guint32, i)
               != g_array_index (buckets, guint32, n - 1))
      g_array_index (buckets, guint32, n++)
          = g_array_index (buckets, guint32, i);
  g_array_set_size (buckets, n);
  for (guint i = 0; i < entries->len; i++)
    g_array_binary_search (buckets,
                           &g_array_index (entries, InkTermCount, i).term,
                           compare_buckets,
                           &g_array_index (entries, InkTermCount, i).term);
  return buckets;
}

static void
count_buckets (const InkNaiveBayes *bayes, const char *const *texts, gsize n,
               Counted *counted)
{
  g_autoptr (InkTermCounter) counter
      = ink_term_counter_new (bayes->vocabulary, &bayes->rule);
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (InkTermCount));
  InkTermMatrix *matrix = g_new0 (InkTermMatrix, 1);

  matrix->n_documents = n;
  matrix->starts = g_new0 (gsize, n + 1);
  for (gsize d = 0; d < n; d++)
    {
      gsize n_terms;
      const InkTermCount *found
          = ink_term_counter_run (counter, texts[d], &n_terms);

      g_array_append_vals (entries, found, (guint) n_terms);
      matrix->starts[d + 1] = entries->len;
    }
  counted->buckets = number_buckets (entries);
  matrix->n_terms = counted->buckets->len;
  matrix->document_frequency = g_new0 (guint32, matrix->n_terms + 1);
  for (guint i = 0; i < entries->len; i++)
    matrix->document_frequency[g_array_index (entries, InkTermCount, i).term]++;
  matrix->entries = (InkTermCount *) (void *) g_array_free (entries, FALSE);
  counted->matrix = matrix;
}

static gboolean
no_words (const InkNaiveBayes *bayes, GError **error)
{
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "expected a text with a %s in it, found none",
                        bayes->options.analyzer == INK_ANALYZER_CHAR
                            ? "character"
                            : "word");
}

static gboolean
count (const InkNaiveBayes *bayes, const char *const *texts, gsize n,
       Counted *counted, GError **error)
{
  const InkTermLimits all = { .min_df = { 1, FALSE } };
  g_autoptr (GError) found = NULL;

  if (ink_vocabulary_n_buckets (bayes->vocabulary) > 0)
    {
      count_buckets (bayes, texts, n, counted);
      return counted->matrix->n_terms > 0 || no_words (bayes, error);
    }
  counted->matrix
      = ink_term_matrix_new (texts, n, &bayes->rule, &all, 1, &found);
  if (counted->matrix != NULL)
    return TRUE;
  if (g_error_matches (found, INK_ERROR, INK_ERROR_MISMATCH))
    return no_words (bayes, error);
  g_propagate_error (error, g_steal_pointer (&found));
  return FALSE;
}

/* What the texts weigh, by class and term of their own. */
typedef struct
{
  InkClassSums sums;
  double *class_count; /* [n_classes] */
} Texts;

static void
add_text (Texts *texts, const InkNaiveBayes *sum, const InkTermMatrix *matrix,
          const guint32 *terms, gsize document, guint class_index)
{
  const InkTermCount *entries = matrix->entries + matrix->starts[document];
  gsize n = matrix->starts[document + 1] - matrix->starts[document];
  g_autofree InkTermCount *counts = g_new (InkTermCount, MAX (n, 1));
  g_autofree double *weights = g_new (double, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    counts[i] = (InkTermCount) { terms[entries[i].term], entries[i].count };
  ink_naive_bayes_weigh (sum, counts, n, weights);
  for (gsize i = 0; i < n; i++)
    ink_class_sums_add (&texts->sums, entries[i].term, class_index,
                        weights[i]);
  texts->class_count[class_index] += 1.0;
}

/* @labels: [n_documents]: classes of the sum */
static void
add_texts (InkNaiveBayes *sum, const InkNaiveBayes *base,
           const InkTermMatrix *matrix, const InkTermUnion *terms,
           const InkClassUnion *classes, const guint32 *labels)
{
  gboolean reweigh = ink_naive_bayes_is_linear (&base->options);
  g_autofree guint32 *same = g_new (guint32, classes->n);
  g_autofree double *class_count = g_new0 (double, classes->n);
  Texts texts = { .class_count = class_count };
  InkClassCounts counts;

  for (guint c = 0; c < classes->n; c++)
    same[c] = c;
  ink_class_sums_init (&texts.sums, classes->n, matrix->n_terms, NULL);
  for (gsize d = 0; d < matrix->n_documents; d++)
    add_text (&texts, sum, matrix, terms->second, d, labels[d]);
  ink_class_sums_finish (&texts.sums, FALSE, &counts);
  ink_naive_bayes_sum_add (
      sum,
      &(InkNaiveBayesPart) { &base->counts, base->class_count, terms->first,
                             classes->first, reweigh ? base->idf : NULL },
      &(InkNaiveBayesPart) { &counts, class_count, terms->second, same, NULL });
  ink_class_counts_clear (&counts);
}

/* [n]: the number of each label among @names; (transfer full) */
static guint32 *
number (const char *const *labels, gsize n, GStrv names)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  guint32 *found = g_new (guint32, n);

  for (guint i = 0; names[i] != NULL; i++)
    g_hash_table_insert (numbers, names[i], GUINT_TO_POINTER (i));
  for (gsize i = 0; i < n; i++)
    found[i] = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, labels[i]));
  return found;
}

/* The model's terms and those of the texts. */
static InkTermUnion *
join_terms (const InkNaiveBayes *base, const Counted *counted, GError **error)
{
  InkTermUnion *terms;

  if (counted->buckets == NULL)
    return ink_term_union_new (base->vocabulary, counted->matrix->vocabulary,
                               error);
  terms = ink_term_union_new (base->vocabulary, base->vocabulary, error);
  if (terms == NULL)
    return NULL;
  g_free (terms->second);
  terms->second = g_memdup2 (counted->buckets->data,
                             counted->buckets->len * sizeof (guint32));
  return terms;
}

static InkNaiveBayes *
add (const InkNaiveBayes *base, const Counted *counted,
     const InkClassUnion *classes, const guint32 *labels, GError **error)
{
  const InkTermMatrix *matrix = counted->matrix;
  g_autoptr (InkTermUnion) terms = join_terms (base, counted, error);
  InkNaiveBayes *sum;
  g_autoptr (InkPool) pool = NULL;

  if (terms == NULL)
    return NULL;
  sum = ink_naive_bayes_sum_new (
      &base->options, classes->n, g_steal_pointer (&terms->vocabulary),
      ink_naive_bayes_add_frequencies (
          terms, base->document_frequency, base->n_terms,
          matrix->document_frequency, matrix->n_terms),
      base->n_documents + matrix->n_documents, error);
  if (sum == NULL)
    return NULL;
  sum->temperature = base->temperature;
  add_texts (sum, base, matrix, terms, classes, labels);
  pool = ink_pool_new (1);
  ink_naive_bayes_finish (sum, pool);
  if (!ink_naive_bayes_check_finite (
          sum, (const char *const *) classes->names, error))
    {
      ink_naive_bayes_free (sum);
      return NULL;
    }
  sum->dictionary_given = base->dictionary_given;
  return sum;
}

static void
copy_facts (const InkModel *from, InkModel *to, gsize n)
{
  g_autoptr (GPtrArray) keys = ink_model_fact_keys (from);
  static const char *const of_another[]
      = { "train_accuracy", "validation_accuracy", NULL };
  const char *before = ink_model_fact (from, FACT);
  guint64 learned = 0;

  for (guint i = 0; i < keys->len; i++)
    if (!g_strv_contains (of_another, keys->pdata[i]))
      ink_model_set_fact (to, keys->pdata[i],
                          ink_model_fact (from, keys->pdata[i]));
  if (before != NULL)
    g_ascii_string_to_unsigned (before, 10, 0, G_MAXUINT32, &learned, NULL);
  ink_model_set_integer_fact (to, FACT, learned + n);
  ink_model_set_integer_fact (to, "examples", ink_naive_bayes_n_texts (to));
}

InkModel *
ink_naive_bayes_learn_texts (const InkModel *model, const char *const *texts,
                             const char *const *labels, gsize n,
                             GError **error)
{
  const InkNaiveBayes *base = ink_model_payload (model);
  g_auto (GStrv) named = ink_class_names_of (labels, n);
  g_autoptr (InkClassUnion) classes = NULL;
  g_auto (Counted) counted = { NULL, NULL };
  g_autofree guint32 *numbers = NULL;
  InkNaiveBayes *bayes;
  InkModel *learned;

  g_return_val_if_fail (ink_model_class (model) == &ink_naive_bayes_class
                            && n > 0, NULL);

  classes = ink_class_union_new (ink_model_class_names (model),
                                 (const char *const *) named);
  if (!ink_naive_bayes_check_prior_of (base, classes, error))
    return NULL;
  if (!count (base, texts, n, &counted, error))
    return NULL;
  numbers = number (labels, n, classes->names);
  bayes = add (base, &counted, classes, numbers, error);
  if (bayes == NULL)
    return NULL;
  learned = ink_model_new (&ink_naive_bayes_class, bayes,
                           (const char *const *) classes->names);
  copy_facts (model, learned, n);
  return learned;
}
