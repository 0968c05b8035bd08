/* Naive Bayes as a learner. Vocabulary, document frequencies and counts are of
 * the part that is learnt from alone, though the texts are read once for all
 * fits. A fit is of one thread. */
#include "core/train/learner.h"

#include "core/model/naive-bayes-corpus.h"
#include "core/train/learner-private.h"

static gboolean
watch_cb (double fraction, gpointer user_data, GError **error)
{
  return ink_learner_fit_step (user_data, fraction, error);
}

static gboolean
naive_bayes_fit (gpointer payload, const InkLearnerFit *fit,
                 double *probabilities, GError **error)
{
  return ink_naive_bayes_corpus_fit (payload, fit->train, fit->n_train,
                                     fit->test, fit->n_test, watch_cb,
                                     (gpointer) fit, probabilities, error);
}

static void
naive_bayes_free (gpointer payload)
{
  ink_naive_bayes_corpus_free (payload);
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

  if (!ink_naive_bayes_check (texts, options, error))
    return NULL;
  return ink_learner_new (
      &naive_bayes_class, ink_naive_bayes_corpus_new (texts, options),
      ink_text_set_name (texts),
      g_memdup2 (ink_text_set_labels (texts), n * sizeof (guint32)), n,
      ink_text_set_class_names (texts));
}
