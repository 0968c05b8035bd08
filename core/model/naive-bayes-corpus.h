#pragma once

#include "core/model/naive-bayes-source.h"

G_BEGIN_DECLS

/* Texts whose terms are counted once, so that many models can be fitted, each
 * on some of them, and read others: to the bit what ink_naive_bayes_train() and
 * ink_model_predict_texts() give, many times as fast. A model's vocabulary,
 * document frequencies and counts are of the texts that it is fitted on, of
 * nothing else. Any thread, also several at once. */
typedef struct _InkNaiveBayesCorpus InkNaiveBayesCorpus;

/* @texts: referenced. @options: sound, see ink_naive_bayes_check().
 * Returns: (transfer full). Nothing is counted yet. */
InkNaiveBayesCorpus *
ink_naive_bayes_corpus_new (InkTextSet *texts,
                            const InkNaiveBayesOptions *options);
void ink_naive_bayes_corpus_free (InkNaiveBayesCorpus *corpus);

/* ink_naive_bayes_corpus_fit: one thread; the first call counts.
 * @train, @test: [n_train], [n_test]: indices of texts
 * @watch: (nullable)
 * @probabilities: (out): [n_test][n_classes]
 * Returns: FALSE with the errors of ink_naive_bayes_train() or @watch's. */
gboolean ink_naive_bayes_corpus_fit (InkNaiveBayesCorpus *corpus,
                                     const guint32 *train, guint n_train,
                                     const guint32 *test, guint n_test,
                                     InkNaiveBayesWatch watch,
                                     gpointer user_data, double *probabilities,
                                     GError **error);

G_END_DECLS
