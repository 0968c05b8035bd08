/* A trained model learns a few texts more, in the time that it takes to copy
 * its counts. The texts are a part of the corpus of their own, weighed under the
 * idf of all, and added. */
#include "core/model/naive-bayes-merge.h"

#include "core/base/error.h"
#include "core/model/naive-bayes-sum-private.h"

#define FACT "learned"

static InkTermMatrix *
count (const InkNaiveBayes *bayes, const char *const *texts, gsize n,
       GError **error)
{
  const InkTermLimits all = { .min_df = { 1, FALSE } };
  g_autoptr (GError) found = NULL;
  InkTermMatrix *matrix
      = ink_term_matrix_new (texts, n, &bayes->rule, &all, 1, &found);

  if (matrix != NULL)
    return matrix;
  if (g_error_matches (found, INK_ERROR, INK_ERROR_MISMATCH))
    ink_error_set (error, INK_ERROR_MISMATCH,
                   "expected a text with a %s in it, found none",
                   bayes->options.analyzer == INK_ANALYZER_CHAR ? "character"
                                                                : "word");
  else
    g_propagate_error (error, g_steal_pointer (&found));
  return NULL;
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

static InkNaiveBayes *
add (const InkNaiveBayes *base, const InkTermMatrix *matrix,
     const InkClassUnion *classes, const guint32 *labels, GError **error)
{
  g_autoptr (InkTermUnion) terms
      = ink_term_union_new (base->vocabulary, matrix->vocabulary, error);
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
  g_autoptr (InkTermMatrix) matrix = NULL;
  g_autofree guint32 *numbers = NULL;
  InkNaiveBayes *bayes;
  InkModel *learned;

  g_return_val_if_fail (ink_model_class (model) == &ink_naive_bayes_class
                            && n > 0, NULL);

  if (base->options.hash_features > 0)
    {
      ink_error_set (error, INK_ERROR_MISMATCH,
                     "expected a model whose features have names, found one "
                     "with hash-features, which learns no more");
      return NULL;
    }
  classes = ink_class_union_new (ink_model_class_names (model),
                                 (const char *const *) named);
  if (!ink_naive_bayes_check_prior_of (base, classes, error))
    return NULL;
  matrix = count (base, texts, n, error);
  if (matrix == NULL)
    return NULL;
  numbers = number (labels, n, classes->names);
  bayes = add (base, matrix, classes, numbers, error);
  if (bayes == NULL)
    return NULL;
  learned = ink_model_new (&ink_naive_bayes_class, bayes,
                           (const char *const *) classes->names);
  copy_facts (model, learned, n);
  return learned;
}

InkModel *
ink_naive_bayes_learn (const InkModel *model, const char *text,
                       guint class_index, GError **error)
{
  g_return_val_if_fail (class_index < ink_model_n_classes (model), NULL);

  return ink_naive_bayes_learn_texts (
      model, &text, &ink_model_class_names (model)[class_index], 1, error);
}
