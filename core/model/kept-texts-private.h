#pragma once

#include "core/model/class-counts.h"
#include "core/model/naive-bayes-passes-private.h"

G_BEGIN_DECLS

/* The adding up of texts whose counts are kept: class by class, each by one
 * thread that goes through its texts in their order. So the sums have the same
 * bits as those of weighed texts, and what a thread writes to stays in its
 * cache. */

/* Whether classes are even enough for the threads, they not too many for the
 * texts, and terms not too many for the threads' memory. */
gboolean kept_texts_suit (const InkCounting *counting,
                          const InkNaiveBayes *bayes);

/* kept_texts_sum: adds all texts to @sums, and forgets their counts.
 * @numbers: (nullable): what each label is called in the model
 * @before: the fraction of all that is done, for the watch
 * Returns: FALSE, with the error noted, where the watch ends it. */
gboolean kept_texts_sum (InkCounting *counting, const InkNaiveBayes *bayes,
                         const guint32 *numbers, double before,
                         InkClassSums *sums);

G_END_DECLS
