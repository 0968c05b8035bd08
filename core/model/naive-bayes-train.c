/* Training naive Bayes: on texts in memory, and on a source of any size. */
#include "core/model/naive-bayes.h"

#include "core/base/error.h"
#include "core/model/naive-bayes-passes-private.h"

static void
settle_fine (InkNaiveBayesOptions *options, InkAnalyzer analyzer)
{
  options->analyzer = analyzer == INK_ANALYZER_CHAR ? INK_ANALYZER_CHAR_WB
                                                    : INK_ANALYZER_ICU;
  if (analyzer == INK_ANALYZER_CHAR)
    options->ngram_max
        = MIN (options->ngram_max + 1, INK_NAIVE_BAYES_MAX_NGRAM);
}

void
ink_naive_bayes_settle (InkNaiveBayesOptions *options, InkAnalyzer analyzer)
{
  if (options->analyzer != INK_ANALYZER_AUTO)
    return;
  if (options->auto_fine)
    {
      settle_fine (options, analyzer);
      return;
    }
  options->analyzer = analyzer;
  if (options->analyzer == INK_ANALYZER_CHAR && options->ngram_max == 1)
    options->ngram_max = 2;
}

void
ink_naive_bayes_resolve (InkNaiveBayesOptions *options,
                         const char *const *texts, gsize n)
{
  if (options->analyzer == INK_ANALYZER_AUTO)
    ink_naive_bayes_settle (options, ink_analyzer_choose (texts, n));
}

static gboolean
check_priors (const InkTextSet *texts, const InkNaiveBayesOptions *options,
              GError **error)
{
  guint n = ink_text_set_n_classes (texts);

  if (options->prior != INK_PRIOR_GIVEN || options->n_class_prior == n)
    return TRUE;
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s: expected a prior for each of %u classes, found %u",
                        ink_text_set_name (texts), n, options->n_class_prior);
}

static gboolean
check_classes (const InkTextSet *texts, GError **error)
{
  const guint32 *labels = ink_text_set_labels (texts);
  guint n = ink_text_set_count (texts);

  for (guint i = 1; i < n; i++)
    if (labels[i] != labels[0])
      return TRUE;
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s: expected texts of two classes or more, found %u "
                        "texts of %s", ink_text_set_name (texts), n,
                        n == 0 ? "none"
                               : ink_text_set_class_names (texts)[labels[0]]);
}

gboolean
ink_naive_bayes_check (const InkTextSet *texts,
                       const InkNaiveBayesOptions *options, GError **error)
{
  return ink_naive_bayes_check_options (options, error)
         && check_classes (texts, error)
         && check_priors (texts, options, error);
}

InkModel *
ink_naive_bayes_train (const InkTextSet *texts,
                       const InkNaiveBayesOptions *options, GError **error)
{
  return ink_naive_bayes_train_on (texts, options, 0, error);
}

InkModel *
ink_naive_bayes_train_on (const InkTextSet *texts,
                          const InkNaiveBayesOptions *options,
                          guint n_threads, GError **error)
{
  /* a second pass costs more than the counts of texts that are in memory */
  const InkNaiveBayesTraining training
      = { .n_threads = n_threads, .memory = G_MAXSIZE };
  g_autoptr (InkTextSetFeed) set = NULL;
  InkTextFeed feed;

  if (!ink_naive_bayes_check (texts, options, error))
    return NULL;
  set = ink_text_set_feed_new (texts);
  feed = ink_text_feed_of_set (set);
  return ink_naive_bayes_train_feed (&feed, options, &training, error);
}

InkModel *
ink_naive_bayes_train_source (InkTextSource *source,
                              const InkNaiveBayesOptions *options,
                              const InkNaiveBayesTraining *training,
                              GError **error)
{
  InkTextFeed feed = ink_text_feed_of_source (source);

  if (!ink_naive_bayes_check_options (options, error))
    return NULL;
  return ink_naive_bayes_train_feed (&feed, options, training, error);
}
