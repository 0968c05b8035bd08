/* Naive Bayes as a learner. Vocabulary, document frequencies and counts are of
 * the part that is learnt from alone. */
#include "core/train/learner.h"

#include <string.h>

#include "core/train/learner-private.h"

/* Of a fit; the rest is for reading the test part. */
#define TRAINING_SHARE 0.8
/* Texts read at a time. */
#define READ_AT_ONCE 512

typedef struct
{
  InkTextSet *texts;
  InkNaiveBayesOptions options;
} NaiveBayes;

static void
naive_bayes_free (gpointer payload)
{
  NaiveBayes *self = payload;

  ink_text_set_unref (self->texts);
  g_free (self);
}

static gboolean
read_test (const NaiveBayes *self, const InkLearnerFit *fit,
           const InkModel *model, double *probabilities, GError **error)
{
  const guint n_classes = ink_text_set_n_classes (self->texts);
  const char *texts[READ_AT_ONCE];

  for (guint first = 0; first < fit->n_test; first += READ_AT_ONCE)
    {
      guint n = MIN (READ_AT_ONCE, fit->n_test - first);
      double done = (double) first / fit->n_test;

      for (guint i = 0; i < n; i++)
        texts[i] = ink_text_set_text (self->texts, fit->test[first + i]);
      ink_model_predict_texts (model, texts, n, fit->n_threads,
                               probabilities + (gsize) first * n_classes);
      if (!ink_learner_fit_step (
              fit, TRAINING_SHARE + (1 - TRAINING_SHARE) * done, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
naive_bayes_fit (gconstpointer payload, const InkLearnerFit *fit,
                 double *probabilities, GError **error)
{
  const NaiveBayes *self = payload;
  g_autoptr (InkTextSet) texts
      = ink_text_set_subset (self->texts, ink_text_set_name (self->texts),
                             fit->train, fit->n_train);
  g_autoptr (InkModel) model
      = ink_naive_bayes_train (texts, &self->options, error);

  return model != NULL
         && ink_learner_fit_step (fit, TRAINING_SHARE, error)
         && read_test (self, fit, model, probabilities, error);
}

static const InkLearnerClass naive_bayes_class = { .name = "naive-bayes",
                                                   .fit = naive_bayes_fit,
                                                   .free = naive_bayes_free };

InkLearner *
ink_learner_new_naive_bayes (InkTextSet *texts,
                             const InkNaiveBayesOptions *options,
                             GError **error)
{
  guint n = ink_text_set_count (texts);
  NaiveBayes *self;

  if (!ink_naive_bayes_check (texts, options, error))
    return NULL;
  self = g_new0 (NaiveBayes, 1);
  self->texts = ink_text_set_ref (texts);
  self->options = *options;
  return ink_learner_new (
      &naive_bayes_class, self, ink_text_set_name (texts),
      g_memdup2 (ink_text_set_labels (texts), n * sizeof (guint32)), n,
      ink_text_set_class_names (texts));
}
