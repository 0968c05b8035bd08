#pragma once

#include "core/model/naive-bayes-source.h"

G_BEGIN_DECLS

/* Counts are additive. Any thread. */

/* ink_naive_bayes_merge: one model of two that were counted on different parts
 * of a corpus, with the same options (alpha and prior may differ: @a's hold).
 * It is not calibrated: a temperature is of the part that it was fitted on.
 * Vocabularies, classes (by name), document frequencies and counts are added.
 * Without a norm the sums are re-weighted with the idf of both parts together:
 * to rounding the model of the whole corpus. With one, each part keeps the
 * weights of its own idf, unless both were fitted with the same dictionary.
 * @exact: (out) (optional): whether it is the model of the whole corpus
 * Returns: (transfer full): or NULL: INK_ERROR_MISMATCH naming the option that
 * differs, INK_ERROR_LIMIT (too many counts, or sums that are not finite). */
InkModel *ink_naive_bayes_merge (const InkModel *a, const InkModel *b,
                                 gboolean *exact, GError **error);

/* The texts that it was trained on, and has learned. */
guint64 ink_naive_bayes_n_texts (const InkModel *model);
/* The texts that its document frequencies are of: more or others than the above
 * where its dictionary was given. */
guint64 ink_naive_bayes_n_documents (const InkModel *model);

/* ink_naive_bayes_train_with: as ink_naive_bayes_train_on(), with a dictionary
 * that is given, as of a TfidfVectorizer that was fitted before: vocabulary,
 * document frequencies and number of documents are @dictionary's, and so is how
 * texts become terms (analyzer, n-grams, stop words, idf); terms that are not
 * in it do not count. Of its terms those are kept that min_df and max_df let
 * through. Parts of a corpus that are trained with the dictionary of all of it
 * add up to its model whatever the norm. One class is enough. */
InkModel *ink_naive_bayes_train_with (const InkTextSet *texts,
                                      const InkNaiveBayesOptions *options,
                                      const InkModel *dictionary,
                                      guint n_threads, GError **error);
/* The same of a source at its beginning, in two passes; memory does not grow
 * with the texts. @training: (nullable). Also the errors of @source and the
 * watch's. */
InkModel *ink_naive_bayes_train_source_with (
    InkTextSource *source, const InkNaiveBayesOptions *options,
    const InkModel *dictionary, const InkNaiveBayesTraining *training,
    GError **error);

/* ink_naive_bayes_learn_texts: the model with more texts, each of the class of
 * that name; words it has not known are added, and a name that is new makes a
 * new class. @model is left as it is, so that an undo is to go back to it. They
 * count as further texts of the corpus: document frequencies and their number
 * grow, and the idf follows. Without a norm, and without an idf, it is to
 * rounding the model of the whole corpus; with both, what was learned before
 * keeps the weights of its own idf and the new texts get those of the new one.
 * Facts are the model's, and `learned`: how many texts it has learned since it
 * was trained.
 * @texts, @labels: [n], n > 0: UTF-8; the order does not matter but for
 * rounding
 * Returns: (transfer full): or NULL with INK_ERROR_MISMATCH (no tokens in any
 * text; a class that is new where the prior was given) or INK_ERROR_LIMIT. */
InkModel *ink_naive_bayes_learn_texts (const InkModel *model,
                                       const char *const *texts,
                                       const char *const *labels, gsize n,
                                       GError **error);

G_END_DECLS
