#pragma once

#include "core/model/naive-bayes-private.h"

G_BEGIN_DECLS

/* Counts are additive: texts that a model was trained on can be taken out of
 * it. */

/* The texts in a model's own terms, each text's in the order in which they
 * first come up. Without a vocabulary and document frequencies. (transfer
 * full) */
InkTermMatrix *ink_naive_bayes_count_texts (const InkNaiveBayes *bayes,
                                            const InkTextSet *texts,
                                            InkPool *pool);

/* ink_naive_bayes_without: the model without some of its texts. What is left
 * keeps the weights of the idf of all texts; the idf itself is of what is left,
 * and terms that too few of those texts hold (min_df) are gone.
 * @texts: of ink_naive_bayes_count_texts()
 * @labels: of all of @texts
 * @out: [n]: the texts to take out
 * @numbers: (out): [n_terms of @bayes]: each term's number, or G_MAXUINT32
 * where it is gone
 * Returns: (transfer full): without a vocabulary. */
InkNaiveBayes *ink_naive_bayes_without (const InkNaiveBayes *bayes,
                                        const InkTermMatrix *texts,
                                        const guint32 *labels,
                                        const guint32 *out, guint n,
                                        guint32 *numbers, InkPool *pool);

G_END_DECLS
