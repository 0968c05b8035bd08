#pragma once

#include "core/data/text-source.h"

G_BEGIN_DECLS

/* ink_text_part_load: of the training texts of @data those that are held out
 * by a fraction and a seed: by ink_split_stratified(), as `train naive-bayes
 * --validation-fraction` and the workbench do. Pass by pass, so that what is
 * not held out need not fit into memory. The set is called "held-out 20 % of
 * NAME".
 * @fraction: more than 0, less than 1
 * @whole_hash: (out) (transfer full): ink_text_set_hash() of all the texts
 * Returns: (transfer full): or NULL with the errors of ink_text_source_open()
 * and of reading, or INK_ERROR_MISMATCH where the texts are too few. Any
 * thread; blocks. */
InkTextSet *ink_text_part_load (const char *data,
                                const InkTextOptions *options,
                                double fraction, guint64 seed,
                                char **whole_hash, GError **error);

G_END_DECLS
