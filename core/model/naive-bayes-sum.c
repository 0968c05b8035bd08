/* Adding up what was counted on parts of a corpus. N[c][t] is a sum of weights
 * tf idf[t] / |d|: without the norm |d| of each text, idf_new[t] / idf[t] times
 * it is what it would have been with the idf of all texts. */
#include "core/model/naive-bayes-sum-private.h"

#include <string.h>

#include "core/base/error.h"

gboolean
ink_naive_bayes_is_local (const InkNaiveBayesOptions *options)
{
  return options->events == INK_EVENTS_BERNOULLI
         || options->idf == INK_IDF_NONE;
}

gboolean
ink_naive_bayes_is_linear (const InkNaiveBayesOptions *options)
{
  return options->norm == INK_NORM_NONE
         && !ink_naive_bayes_is_local (options);
}

static gboolean
check_size (guint64 n_classes, guint64 n_terms, guint64 n_documents,
            GError **error)
{
  if (n_classes > INK_MODEL_MAX_CLASSES)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "expected at most %d classes together, found %"
                          G_GUINT64_FORMAT, INK_MODEL_MAX_CLASSES, n_classes);
  if (n_classes * n_terms > INK_NAIVE_BAYES_MAX_COUNTS)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "expected at most %u counts (classes x terms) "
                          "together, found %" G_GUINT64_FORMAT " x %"
                          G_GUINT64_FORMAT,
                          INK_NAIVE_BAYES_MAX_COUNTS, n_classes, n_terms);
  if (n_documents > G_MAXUINT32)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "expected at most %u texts together, found %"
                          G_GUINT64_FORMAT, G_MAXUINT32, n_documents);
  return TRUE;
}

guint32 *
ink_naive_bayes_add_frequencies (const InkTermUnion *terms,
                                 const guint32 *first, guint32 n_first,
                                 const guint32 *second, guint32 n_second)
{
  guint32 *both = g_new0 (guint32, MAX (terms->n_terms, 1));

  for (guint32 t = 0; t < n_first; t++)
    both[terms->first[t]] = first[t];
  for (guint32 t = 0; second != NULL && t < n_second; t++)
    both[terms->second[t]] += second[t];
  return both;
}

InkNaiveBayes *
ink_naive_bayes_sum_new (const InkNaiveBayesOptions *options, guint n_classes,
                         InkVocabulary *vocabulary,
                         guint32 *document_frequency, guint64 n_documents,
                         GError **error)
{
  g_autofree guint32 *frequency = document_frequency;
  g_autoptr (InkVocabulary) terms = vocabulary;
  guint32 n_terms = ink_vocabulary_count (terms);
  InkNaiveBayes *bayes;

  if (!check_size (n_classes, n_terms, n_documents, error))
    return NULL;
  bayes = g_new0 (InkNaiveBayes, 1);
  ink_naive_bayes_set_options (bayes, options);
  bayes->n_classes = n_classes;
  bayes->n_documents = n_documents;
  bayes->temperature = 1;
  bayes->n_terms = n_terms;
  bayes->vocabulary = g_steal_pointer (&terms);
  bayes->class_count = g_new0 (double, n_classes);
  bayes->document_frequency = g_steal_pointer (&frequency);
  ink_naive_bayes_prepare (bayes);
  return bayes;
}

typedef struct
{
  guint32 class_index;
  double value;
} Pair;

/* Sorts by class and adds up what is equal; a few pairs, mostly sorted. */
static void
join_pairs (GArray *pairs)
{
  Pair *p = (Pair *) (void *) pairs->data;
  guint n = 0;

  for (guint i = 0; i < pairs->len; i++)
    {
      Pair held = p[i];
      guint at = n;

      while (at > 0 && p[at - 1].class_index > held.class_index)
        at--;
      if (at > 0 && p[at - 1].class_index == held.class_index)
        {
          p[at - 1].value += held.value;
          continue;
        }
      memmove (p + at + 1, p + at, (n - at) * sizeof *p);
      p[at] = held;
      n++;
    }
  g_array_set_size (pairs, n);
}

static gboolean
has_term (const InkNaiveBayesPart *part, guint32 next, guint32 t)
{
  return next < part->counts->n_terms && part->terms[next] == t;
}

/* The pairs of term @t of the sum, where the part has it; goes on in @next. */
static void
take_pairs (const InkNaiveBayesPart *part, guint32 *next, guint32 t,
            double idf, GArray *pairs)
{
  const InkClassCounts *counts = part->counts;
  double factor;

  if (!has_term (part, *next, t))
    return;
  factor = part->idf == NULL ? 1.0 : idf / part->idf[*next];
  for (guint32 i = counts->starts[*next]; i < counts->starts[*next + 1]; i++)
    {
      Pair pair = { part->classes[counts->classes[i]],
                    ink_class_counts_value (counts, i) * factor };

      g_array_append_val (pairs, pair);
    }
  ++*next;
}

static void
put_pairs (InkClassCounts *counts, guint32 first, const GArray *pairs)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);

      counts->classes[first + i] = (guint16) pair->class_index;
      if (counts->compact)
        ((float *) counts->values)[first + i] = (float) pair->value;
      else
        ((double *) counts->values)[first + i] = pair->value;
    }
}

static gboolean
is_ascending (const guint32 *numbers, guint n)
{
  for (guint i = 1; i < n; i++)
    if (numbers[i] <= numbers[i - 1])
      return FALSE;
  return TRUE;
}

/* Term @t of the sum, its pair @n on, is that of the part alone: what most
 * terms are where a model learns a text. */
static guint32
copy_term (InkClassCounts *sum, const InkNaiveBayesPart *part, guint32 *next,
           double idf, guint32 n)
{
  const InkClassCounts *counts = part->counts;
  guint32 first = counts->starts[*next], end = counts->starts[*next + 1];
  double factor = part->idf == NULL ? 1.0 : idf / part->idf[*next];

  for (guint32 i = first; i < end; i++)
    {
      double value = ink_class_counts_value (counts, i) * factor;

      sum->classes[n + i - first] = (guint16) part->classes[counts->classes[i]];
      if (sum->compact)
        ((float *) sum->values)[n + i - first] = (float) value;
      else
        ((double *) sum->values)[n + i - first] = value;
    }
  ++*next;
  return end - first;
}

/* With room for the pairs of both parts. */
static void
init_counts (InkNaiveBayes *sum, const InkNaiveBayesPart *a,
             const InkNaiveBayesPart *b)
{
  gsize most = (gsize) a->counts->starts[a->counts->n_terms]
               + b->counts->starts[b->counts->n_terms];
  gboolean compact = sum->options.compact;

  sum->counts = (InkClassCounts) {
    sum->n_classes, sum->n_terms, compact,
    g_new (guint32, (gsize) sum->n_terms + 1), g_new (guint16, most),
    g_malloc_n (MAX (most, 1), compact ? sizeof (float) : sizeof (double))
  };
}

void
ink_naive_bayes_sum_add (InkNaiveBayes *sum, const InkNaiveBayesPart *a,
                         const InkNaiveBayesPart *b)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  gboolean ascending = is_ascending (a->classes, a->counts->n_classes);
  guint32 next_a = 0, next_b = 0, n = 0;

  init_counts (sum, a, b);
  for (guint32 t = 0; t < sum->n_terms; t++)
    {
      sum->counts.starts[t] = n;
      if (ascending && has_term (a, next_a, t) && !has_term (b, next_b, t))
        {
          n += copy_term (&sum->counts, a, &next_a, sum->idf[t], n);
          continue;
        }
      g_array_set_size (pairs, 0);
      take_pairs (a, &next_a, t, sum->idf[t], pairs);
      take_pairs (b, &next_b, t, sum->idf[t], pairs);
      join_pairs (pairs);
      put_pairs (&sum->counts, n, pairs);
      n += pairs->len;
    }
  sum->counts.starts[sum->n_terms] = n;
  for (guint c = 0; c < a->counts->n_classes; c++)
    sum->class_count[a->classes[c]] += a->class_count[c];
  for (guint c = 0; c < b->counts->n_classes; c++)
    sum->class_count[b->classes[c]] += b->class_count[c];
}
