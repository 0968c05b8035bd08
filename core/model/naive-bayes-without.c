/* Taking texts out of a naive Bayes model, as if it had not seen them. A sum's
 * rest is rounded, so that it may miss 0 by a last bit: what would be below is
 * 0. */
#include "core/model/naive-bayes-without-private.h"

#include <string.h>

#define TEXTS_PER_TASK 64

typedef struct
{
  const InkNaiveBayes *bayes;
  const InkTextSet *texts;
  InkTermMatrix *matrix;
  GArray **parts; /* of each task: InkTermCount */
} Counting;

static void
count_task_cb (guint task, guint worker, gpointer user_data)
{
  const Counting *c = user_data;
  const guint first = task * TEXTS_PER_TASK;
  const guint end = MIN (first + TEXTS_PER_TASK, ink_text_set_count (c->texts));
  g_autoptr (InkTermCounter) counter
      = ink_term_counter_new (c->bayes->vocabulary, &c->bayes->rule);

  c->parts[task] = g_array_new (FALSE, FALSE, sizeof (InkTermCount));
  for (guint i = first; i < end; i++)
    {
      gsize n;
      const InkTermCount *counts = ink_term_counter_run (
          counter, ink_text_set_text (c->texts, i), &n);

      g_array_append_vals (c->parts[task], counts, (guint) n);
      c->matrix->starts[i + 1] = n;
    }
}

static void
join_parts (const Counting *c, guint n_tasks)
{
  InkTermMatrix *matrix = c->matrix;
  InkTermCount *next;

  for (gsize i = 0; i < matrix->n_documents; i++)
    matrix->starts[i + 1] += matrix->starts[i];
  next = g_new (InkTermCount, MAX (1, matrix->starts[matrix->n_documents]));
  matrix->entries = next;
  for (guint i = 0; i < n_tasks; i++)
    {
      memcpy (next, c->parts[i]->data, c->parts[i]->len * sizeof *next);
      next += c->parts[i]->len;
      g_array_unref (c->parts[i]);
    }
}

InkTermMatrix *
ink_naive_bayes_count_texts (const InkNaiveBayes *bayes,
                             const InkTextSet *texts, InkPool *pool)
{
  const guint n = ink_text_set_count (texts);
  const guint n_tasks = n / TEXTS_PER_TASK + (n % TEXTS_PER_TASK != 0);
  InkTermMatrix *matrix = g_new0 (InkTermMatrix, 1);
  g_autofree GArray **parts = g_new0 (GArray *, MAX (1, n_tasks));
  Counting counting = { bayes, texts, matrix, parts };

  matrix->n_terms = bayes->n_terms;
  matrix->n_documents = n;
  matrix->starts = g_new0 (gsize, (gsize) n + 1);
  ink_pool_run (pool, n_tasks, count_task_cb, &counting);
  join_parts (&counting, n_tasks);
  return matrix;
}

/* What is left of a model. */
typedef struct
{
  guint32 *frequency; /* [n_terms] */
  double *values;     /* of each pair of counts */
  double *class_count; /* [n_classes] */
} Rest;

static double *
find_pair (const InkClassCounts *counts, double *values, guint32 term,
           guint class_index)
{
  guint32 low = counts->starts[term], high = counts->starts[term + 1];

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (counts->classes[middle] < class_index)
        low = middle + 1;
      else
        high = middle;
    }
  return low < counts->starts[term + 1] && counts->classes[low] == class_index
             ? &values[low]
             : NULL;
}

static void
take_out (const InkNaiveBayes *bayes, const InkTermCount *counts, gsize n,
          guint label, double *weights, Rest *rest)
{
  ink_naive_bayes_weigh (bayes, counts, n, weights);
  for (gsize i = 0; i < n; i++)
    {
      guint32 term = counts[i].term;
      double *value
          = find_pair (&bayes->counts, rest->values, term, label);

      if (value != NULL)
        *value = MAX (0, *value - weights[i]);
      if (rest->frequency[term] > 0)
        rest->frequency[term]--;
    }
  rest->class_count[label] = MAX (0, rest->class_count[label] - 1);
}

static void
rest_init (Rest *rest, const InkNaiveBayes *bayes)
{
  const gsize n_pairs = bayes->counts.starts[bayes->n_terms];

  rest->frequency = g_memdup2 (bayes->document_frequency,
                               bayes->n_terms * sizeof (guint32));
  rest->class_count
      = g_memdup2 (bayes->class_count, bayes->n_classes * sizeof (double));
  rest->values = g_new (double, MAX (1, n_pairs));
  for (guint32 p = 0; p < n_pairs; p++)
    rest->values[p] = ink_class_counts_value (&bayes->counts, p);
}

/* The terms that stay, and their number. */
static guint32
number_terms (const InkNaiveBayes *bayes, const Rest *rest, guint32 *numbers)
{
  const InkDocumentLimit *limit = &bayes->options.min_df;
  const double least = limit->is_share ? 1 : MAX (1, limit->value);
  const gboolean hashed = bayes->options.hash_features > 0;
  guint32 n = 0;

  for (guint32 t = 0; t < bayes->n_terms; t++)
    numbers[t] = bayes->dictionary_given || hashed
                         || rest->frequency[t] >= least
                     ? n++
                     : G_MAXUINT32;
  return n;
}

static void
keep_terms (const InkNaiveBayes *bayes, const Rest *rest,
            const guint32 *numbers, InkNaiveBayes *other)
{
  const InkClassCounts *from = &bayes->counts;
  const gsize most = MAX (1, from->starts[from->n_terms]);
  double *values = g_new (double, most);
  guint32 n = 0;

  other->counts
      = (InkClassCounts) { bayes->n_classes, other->n_terms, FALSE,
                           g_new (guint32, (gsize) other->n_terms + 1),
                           g_new (guint16, most), values };
  other->document_frequency = g_new (guint32, MAX (1, other->n_terms));
  for (guint32 t = 0; t < bayes->n_terms; t++)
    {
      if (numbers[t] == G_MAXUINT32)
        continue;
      other->counts.starts[numbers[t]] = n;
      other->document_frequency[numbers[t]]
          = bayes->dictionary_given ? bayes->document_frequency[t]
                                    : rest->frequency[t];
      for (guint32 p = from->starts[t]; p < from->starts[t + 1]; p++)
        {
          other->counts.classes[n] = from->classes[p];
          values[n++] = rest->values[p];
        }
    }
  other->counts.starts[other->n_terms] = n;
}

InkNaiveBayes *
ink_naive_bayes_without (const InkNaiveBayes *bayes,
                         const InkTermMatrix *texts, const guint32 *labels,
                         const guint32 *out, guint n, guint32 *numbers,
                         InkPool *pool)
{
  InkNaiveBayes *other = g_new0 (InkNaiveBayes, 1);
  g_autoptr (GArray) weights = g_array_new (FALSE, FALSE, sizeof (double));
  Rest rest;

  rest_init (&rest, bayes);
  for (guint i = 0; i < n; i++)
    {
      const InkTermCount *counts = texts->entries + texts->starts[out[i]];
      gsize length = texts->starts[out[i] + 1] - texts->starts[out[i]];

      g_array_set_size (weights, (guint) length);
      take_out (bayes, counts, length, labels[out[i]],
                (double *) (void *) weights->data, &rest);
    }
  ink_naive_bayes_set_options (other, &bayes->options);
  other->options.compact = FALSE;
  other->dictionary_given = bayes->dictionary_given;
  other->n_classes = bayes->n_classes;
  other->n_documents = bayes->dictionary_given || bayes->n_documents <= n
                           ? bayes->n_documents
                           : bayes->n_documents - n;
  other->n_terms = number_terms (bayes, &rest, numbers);
  keep_terms (bayes, &rest, numbers, other);
  other->class_count = rest.class_count;
  g_free (rest.frequency); /* before more is taken */
  g_free (rest.values);
  ink_naive_bayes_prepare (other);
  ink_naive_bayes_finish (other, pool);
  return other;
}
