#pragma once

#include <gio/gio.h>

#include "core/data/image-set.h"
#include "core/data/text-set.h"
#include "core/metrics/evaluation.h"
#include "core/model/model.h"

G_BEGIN_DECLS

/* ink_model_evaluate_images, ink_model_evaluate_texts: runs @model over all
 * examples of a set. Labels are matched with the model's classes by name.
 * @images: 28x28; the model's input must be of the set's kind
 * @n_threads: 0 for all
 * Returns: (transfer full): of the model's classes; or NULL with INK_ERROR_
 * MISMATCH naming the labels that the model does not know, INK_ERROR_LIMIT
 * where the probabilities do not fit into the memory. Any thread. */
InkEvaluation *ink_model_evaluate_images (const InkModel *model,
                                          const InkImageSet *images,
                                          guint n_threads,
                                          GCancellable *cancellable,
                                          GError **error);
InkEvaluation *ink_model_evaluate_texts (const InkModel *model,
                                         const InkTextSet *texts,
                                         guint n_threads,
                                          GCancellable *cancellable,
                                          GError **error);

G_END_DECLS
