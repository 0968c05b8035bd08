#pragma once

#include "core/model/model.h"

G_BEGIN_DECLS

/* Models of either kind as safetensors files. Any thread. */

/* Returns: (transfer full): or NULL with an error naming the file. */
InkModel *ink_checkpoint_load (const char *path, GError **error);
/* Whole or not at all; adds the program's version to the metadata. */
gboolean ink_checkpoint_save (const InkModel *model, const char *path,
                              GError **error);

G_END_DECLS
