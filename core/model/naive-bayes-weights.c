/* What follows from the counts of naive Bayes: each event model as a score for
 * each class, base[c] + sum_t x[t] log_theta[t][c]. Sums run over the terms in
 * their order, in double precision. */
#include "core/model/naive-bayes.h"

#include <math.h>
#include <string.h>

#include "core/model/naive-bayes-private.h"

/* scikit-learn's least smoothing. */
#define LEAST_ALPHA 1e-10

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

  bayes->stops = ink_naive_bayes_stop_vocabulary (options->stop_words);
  bayes->rule = (InkTermRule) { options->analyzer, options->ngram_min,
                                options->ngram_max, bayes->stops };
  bayes->idf = g_new (double, bayes->n_terms);
  ink_tfidf_idf (options->idf, bayes->document_frequency, bayes->n_terms,
                 bayes->n_documents, bayes->idf);
}

static double
count_at (const InkNaiveBayes *bayes, gconstpointer counts, guint c, guint32 t)
{
  gsize i = (gsize) c * bayes->n_terms + t;

  return bayes->options.compact ? (double) ((const float *) counts)[i]
                                : ((const double *) counts)[i];
}

static double *
theta_of (InkNaiveBayes *bayes, guint c, guint32 t)
{
  return &bayes->log_theta[(gsize) t * bayes->n_classes + c];
}

static void
finish_multinomial (InkNaiveBayes *bayes, gconstpointer counts, double alpha,
                    guint c)
{
  double total = 0.0;

  for (guint32 t = 0; t < bayes->n_terms; t++)
    total += count_at (bayes, counts, c, t) + alpha;
  for (guint32 t = 0; t < bayes->n_terms; t++)
    *theta_of (bayes, c, t)
        = log (count_at (bayes, counts, c, t) + alpha) - log (total);
}

/* @all: [n_terms]: each term's count in all classes */
static void
finish_complement (InkNaiveBayes *bayes, gconstpointer counts, double alpha,
                   const double *all, guint c)
{
  double total = 0.0, sum = 0.0;

  for (guint32 t = 0; t < bayes->n_terms; t++)
    total += all[t] + alpha - count_at (bayes, counts, c, t);
  for (guint32 t = 0; t < bayes->n_terms; t++)
    {
      double *theta = theta_of (bayes, c, t);

      *theta = -log ((all[t] + alpha - count_at (bayes, counts, c, t))
                     / total);
      sum += *theta;
    }
  if (!bayes->options.complement_norm || sum == 0.0) /* one term alone */
    return;
  for (guint32 t = 0; t < bayes->n_terms; t++)
    *theta_of (bayes, c, t) /= sum;
}

static void
finish_bernoulli (InkNaiveBayes *bayes, gconstpointer counts, double alpha,
                  guint c)
{
  double texts = log (bayes->class_count[c] + 2.0 * alpha);

  for (guint32 t = 0; t < bayes->n_terms; t++)
    {
      double p = log (count_at (bayes, counts, c, t) + alpha) - texts;
      double absent = log (1.0 - exp (p));

      if (!isfinite (absent)) /* in every text, with hardly any smoothing */
        absent = log (bayes->class_count[c] - count_at (bayes, counts, c, t)
                      + alpha)
                 - texts;
      *theta_of (bayes, c, t) = p - absent;
      bayes->base[c] += absent;
    }
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

static double *
count_all (const InkNaiveBayes *bayes, gconstpointer counts)
{
  double *all = g_new0 (double, bayes->n_terms);

  for (guint c = 0; c < bayes->n_classes; c++)
    for (guint32 t = 0; t < bayes->n_terms; t++)
      all[t] += count_at (bayes, counts, c, t);
  return all;
}

typedef struct
{
  InkNaiveBayes *bayes;
  gconstpointer counts;
  double alpha;
  double *all; /* COMPLEMENT: [n_terms] */
} Finishing;

static void
finish_class_cb (guint task, guint worker, gpointer user_data)
{
  const Finishing *f = user_data;

  switch (f->bayes->options.events)
    {
    case INK_EVENTS_MULTINOMIAL:
      finish_multinomial (f->bayes, f->counts, f->alpha, task);
      break;
    case INK_EVENTS_COMPLEMENT:
      finish_complement (f->bayes, f->counts, f->alpha, f->all, task);
      break;
    case INK_EVENTS_BERNOULLI:
      finish_bernoulli (f->bayes, f->counts, f->alpha, task);
      break;
    }
}

void
ink_naive_bayes_finish (InkNaiveBayes *bayes, InkPool *pool)
{
  Finishing finishing
      = { .bayes = bayes,
          .counts = g_bytes_get_data (bayes->feature_count, NULL),
          .alpha = MAX (bayes->options.alpha, LEAST_ALPHA) };

  bayes->base = g_new (double, bayes->n_classes);
  bayes->log_theta = g_new (double, (gsize) bayes->n_classes * bayes->n_terms);
  finish_priors (bayes);
  if (bayes->options.events == INK_EVENTS_COMPLEMENT)
    finishing.all = count_all (bayes, finishing.counts);
  ink_pool_run (pool, bayes->n_classes, finish_class_cb, &finishing);
  g_free (finishing.all);
}
