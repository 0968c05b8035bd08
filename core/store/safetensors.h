#pragma once

#include "core/model/state.h"

G_BEGIN_DECLS

/* The safetensors format: 8 bytes little-endian length of a JSON header, the
 * header, then the tensors' bytes without gaps. Read with full checking. */

/* The most bytes of a file and of its header that are accepted. */
#define INK_SAFETENSORS_MAX_BYTES (1024ull * 1024 * 1024)
#define INK_SAFETENSORS_MAX_HEADER (64ull * 1024 * 1024)

/* @name: for messages. Returns: (transfer full): or NULL. Any thread. */
InkState *ink_safetensors_parse (const char *name, const void *bytes,
                                 gsize size, GError **error);
/* Returns: (transfer full): the same bytes for the same state. */
GBytes *ink_safetensors_serialize (const InkState *state);

InkState *ink_safetensors_read (const char *path, GError **error);
/* Whole or not at all. */
gboolean ink_safetensors_write (const InkState *state, const char *path,
                                GError **error);

G_END_DECLS
