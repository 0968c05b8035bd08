/* What follows from the counts of naive Bayes: each event model as a score for
 * each class, base[c] + sum_t x[t] log_theta[t][c]. Classes that lack a term
 * have a common log theta (of complement, one that is linear in something of
 * the term's), so that logarithms are taken of what there is alone. Sums run
 * over the terms in their order, in double precision. */
#include "core/model/naive-bayes.h"

#include <math.h>
#include <string.h>

#include "core/model/naive-bayes-private.h"

/* scikit-learn's least smoothing. */
#define LEAST_ALPHA 1e-10
#define TERMS_PER_TASK 4096

InkVocabulary *
ink_naive_bayes_stop_vocabulary (const char *const *stop_words)
{
  InkVocabulary *stops;
  guint32 index;

  if (stop_words == NULL)
    return NULL;
  stops = ink_vocabulary_new ();
  for (guint i = 0; stop_words[i] != NULL; i++)
    ink_vocabulary_intern (stops, stop_words[i], strlen (stop_words[i]),
                           &index, NULL);
  return stops;
}

void
ink_naive_bayes_prepare (InkNaiveBayes *bayes)
{
  const InkNaiveBayesOptions *options = &bayes->options;

  if (bayes->temperature == 0)
    bayes->temperature = 1;
  bayes->stops = ink_naive_bayes_stop_vocabulary (options->stop_words);
  bayes->rule = (InkTermRule) { options->analyzer, options->ngram_min,
                                options->ngram_max, bayes->stops };
  bayes->idf = g_new (double, bayes->n_terms);
  ink_tfidf_idf (options->idf, bayes->document_frequency, bayes->n_terms,
                 bayes->n_documents, bayes->idf);
}

void
ink_naive_bayes_log_theta (const InkNaiveBayes *bayes, guint32 term,
                           double *row)
{
  memcpy (row, bayes->absent, bayes->n_classes * sizeof *row);
  if (bayes->absent_slope != NULL)
    for (guint c = 0; c < bayes->n_classes; c++)
      row[c] += bayes->absent_term[term] * bayes->absent_slope[c];
  for (guint32 p = bayes->counts.starts[term];
       p < bayes->counts.starts[term + 1]; p++)
    row[bayes->counts.classes[p]] = bayes->log_theta[p];
}

static void
finish_priors (InkNaiveBayes *bayes)
{
  double documents = 0.0;

  for (guint c = 0; c < bayes->n_classes; c++)
    documents += bayes->class_count[c];
  for (guint c = 0; c < bayes->n_classes; c++)
    if (bayes->options.events == INK_EVENTS_COMPLEMENT)
      bayes->base[c] = 0;
    else if (bayes->options.prior == INK_PRIOR_GIVEN)
      bayes->base[c] = log (bayes->class_prior[c]);
    else if (bayes->options.prior == INK_PRIOR_UNIFORM)
      bayes->base[c] = -log (bayes->n_classes);
    else
      bayes->base[c] = log (bayes->class_count[c]) - log (documents);
}

/* What all terms of one class share. */
typedef struct
{
  InkNaiveBayes *bayes;
  double alpha;
  double *totals; /* [n_classes] */
  double *all;    /* COMPLEMENT: [n_terms]: each term's count in all classes */
} Finishing;

typedef void (*PairFunc) (const Finishing *f, guint32 term, guint32 pair);

/* Pairs of all terms, a stretch of terms a task. */
static void
each_pair (const Finishing *f, guint task, PairFunc func)
{
  const InkClassCounts *counts = &f->bayes->counts;
  guint32 first = task * TERMS_PER_TASK;
  guint32 end = MIN (first + TERMS_PER_TASK, counts->n_terms);

  for (guint32 t = first; t < end; t++)
    for (guint32 p = counts->starts[t]; p < counts->starts[t + 1]; p++)
      func (f, t, p);
}

static void
multinomial_pair (const Finishing *f, guint32 term, guint32 pair)
{
  InkNaiveBayes *bayes = f->bayes;

  bayes->log_theta[pair]
      = log (ink_class_counts_value (&bayes->counts, pair) + f->alpha)
        - f->totals[bayes->counts.classes[pair]];
}

static void
multinomial_task_cb (guint task, guint worker, gpointer user_data)
{
  each_pair (user_data, task, multinomial_pair);
}

static void
add_all_counts (const Finishing *f)
{
  const InkClassCounts *counts = &f->bayes->counts;
  g_autofree double *row = g_new (double, counts->n_classes);

  for (guint32 t = 0; t < counts->n_terms; t++)
    {
      ink_class_counts_row (counts, t, row);
      for (guint c = 0; c < counts->n_classes; c++)
        f->totals[c] += (f->all == NULL ? row[c] + f->alpha
                                        : f->all[t] + f->alpha - row[c]);
    }
}

static void
finish_multinomial (Finishing *f, guint n_tasks, InkPool *pool)
{
  add_all_counts (f);
  for (guint c = 0; c < f->bayes->n_classes; c++)
    {
      f->totals[c] = log (f->totals[c]);
      f->bayes->absent[c] = log (f->alpha) - f->totals[c];
    }
  ink_pool_run (pool, n_tasks, multinomial_task_cb, f);
}

/* - log (a / b) of the whole row, where a class lacks the term as
 * log b - log a. */
static void
complement_pair (const Finishing *f, guint32 term, guint32 pair)
{
  InkNaiveBayes *bayes = f->bayes;

  bayes->log_theta[pair]
      = -log ((f->all[term] + f->alpha
               - ink_class_counts_value (&bayes->counts, pair))
              / f->totals[bayes->counts.classes[pair]]);
}

static void
complement_task_cb (guint task, guint worker, gpointer user_data)
{
  const Finishing *f = user_data;
  guint32 first = task * TERMS_PER_TASK;

  each_pair (f, task, complement_pair);
  for (guint32 t = first;
       t < MIN (first + TERMS_PER_TASK, f->bayes->n_terms); t++)
    f->bayes->absent_term[t] = log (f->all[t] + f->alpha);
}

/* Divides each class by the sum of its row. */
static void
normalize_complement (InkNaiveBayes *bayes)
{
  guint n_classes = bayes->n_classes;
  g_autofree double *sums = g_new0 (double, n_classes);
  g_autofree double *row = g_new (double, n_classes);

  for (guint32 t = 0; t < bayes->n_terms; t++)
    {
      ink_naive_bayes_log_theta (bayes, t, row);
      for (guint c = 0; c < n_classes; c++)
        sums[c] += row[c];
    }
  for (guint c = 0; c < n_classes; c++)
    if (sums[c] == 0.0) /* one term alone */
      sums[c] = 1.0;
  for (guint c = 0; c < n_classes; c++)
    {
      bayes->absent[c] /= sums[c];
      bayes->absent_slope[c] /= sums[c];
    }
  for (guint32 p = 0; p < bayes->counts.starts[bayes->n_terms]; p++)
    bayes->log_theta[p] /= sums[bayes->counts.classes[p]];
}

static void
finish_complement (Finishing *f, guint n_tasks, InkPool *pool)
{
  InkNaiveBayes *bayes = f->bayes;
  const InkClassCounts *counts = &bayes->counts;

  f->all = g_new0 (double, bayes->n_terms);
  for (guint32 t = 0; t < bayes->n_terms; t++)
    for (guint32 p = counts->starts[t]; p < counts->starts[t + 1]; p++)
      f->all[t] += ink_class_counts_value (counts, p);
  add_all_counts (f);
  bayes->absent_term = g_new (double, bayes->n_terms);
  bayes->absent_slope = g_new (double, bayes->n_classes);
  for (guint c = 0; c < bayes->n_classes; c++)
    {
      bayes->absent[c] = log (f->totals[c]);
      bayes->absent_slope[c] = -1.0;
    }
  ink_pool_run (pool, n_tasks, complement_task_cb, f);
  g_clear_pointer (&f->all, g_free);
  if (bayes->options.complement_norm)
    normalize_complement (bayes);
}

/* Log odds of a term that @count of the class's texts hold; *absent is of a
 * text without it. */
static double
bernoulli_odds (const Finishing *f, guint c, double count, double *absent)
{
  double p = log (count + f->alpha) - f->totals[c];

  *absent = log (1.0 - exp (p));
  if (!isfinite (*absent)) /* in every text, with hardly any smoothing */
    *absent = log (f->bayes->class_count[c] - count + f->alpha) - f->totals[c];
  return p - *absent;
}

static void
finish_bernoulli (Finishing *f)
{
  InkNaiveBayes *bayes = f->bayes;
  const InkClassCounts *counts = &bayes->counts;
  guint n_classes = bayes->n_classes;
  g_autofree double *none = g_new (double, n_classes);
  g_autofree double *row = g_new (double, n_classes);

  for (guint c = 0; c < n_classes; c++)
    {
      f->totals[c] = log (bayes->class_count[c] + 2.0 * f->alpha);
      bayes->absent[c] = bernoulli_odds (f, c, 0, &none[c]);
    }
  for (guint32 t = 0; t < bayes->n_terms; t++)
    {
      memcpy (row, none, n_classes * sizeof *row);
      for (guint32 p = counts->starts[t]; p < counts->starts[t + 1]; p++)
        bayes->log_theta[p]
            = bernoulli_odds (f, counts->classes[p],
                              ink_class_counts_value (counts, p),
                              &row[counts->classes[p]]);
      for (guint c = 0; c < n_classes; c++)
        bayes->base[c] += row[c];
    }
}

void
ink_naive_bayes_finish (InkNaiveBayes *bayes, InkPool *pool)
{
  guint n_tasks = (bayes->n_terms + TERMS_PER_TASK - 1) / TERMS_PER_TASK;
  Finishing finishing = { .bayes = bayes,
                          .alpha = MAX (bayes->options.alpha, LEAST_ALPHA),
                          .totals = g_new0 (double, bayes->n_classes) };

  bayes->base = g_new (double, bayes->n_classes);
  bayes->absent = g_new (double, bayes->n_classes);
  bayes->log_theta = g_new (double, bayes->counts.starts[bayes->n_terms]);
  finish_priors (bayes);
  switch (bayes->options.events)
    {
    case INK_EVENTS_MULTINOMIAL:
      finish_multinomial (&finishing, n_tasks, pool);
      break;
    case INK_EVENTS_COMPLEMENT:
      finish_complement (&finishing, n_tasks, pool);
      break;
    case INK_EVENTS_BERNOULLI:
      finish_bernoulli (&finishing);
      break;
    }
  g_free (finishing.totals);
}
