#pragma once

#include "core/data/text-labels.h"

G_BEGIN_DECLS

/* ink_text_source_hash: ink_text_set_hash() of the texts of a whole pass, which
 * begins here; by the calling thread. One pass must have gone before it, since
 * classes are numbered at its end.
 * @watch: (nullable): in the calling thread
 * Returns: (transfer full): or NULL with an error of the source or the watch's.
 * Blocks. */
char *ink_text_source_hash (InkTextSource *source, InkTextLabelsWatch watch,
                            gpointer user_data, GError **error);

G_END_DECLS
