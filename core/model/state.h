#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A model at rest: named tensors and string metadata, as a safetensors file
 * holds them. Not thread-safe while it changes. */

typedef enum
{
  INK_DTYPE_F32,
  INK_DTYPE_F64,
  INK_DTYPE_U8,
  INK_DTYPE_U32,
  INK_DTYPE_U64,
  INK_DTYPE_I64,
  INK_DTYPE_BF16,
  INK_DTYPE_F16,
} InkDtype;

#define INK_STATE_MAX_DIMS 4

typedef struct
{
  char *name;
  InkDtype dtype;
  guint n_dims;
  gsize shape[INK_STATE_MAX_DIMS];
  GBytes *data; /* little-endian, exactly the shape's size */
} InkStateTensor;

typedef struct _InkState InkState;

InkState *ink_state_new (void);
void ink_state_free (InkState *state);

gsize ink_dtype_size (InkDtype dtype);
/* "F32", "U8", ... as safetensors names them. */
const char *ink_dtype_name (InkDtype dtype);
/* FALSE, with @dtype untouched, where there is none of that name. */
gboolean ink_dtype_from_name (const char *name, InkDtype *dtype);
/* The bytes that a tensor takes; FALSE where that overflows. */
gboolean ink_shape_bytes (InkDtype dtype, guint n_dims, const gsize *shape,
                          gsize *bytes);

/* Takes @data, also when it fails: INK_ERROR_MISMATCH where its size is not the
 * shape's, INK_ERROR_FORMAT where the name is there already, is not UTF-8 or
 * reserved, INK_ERROR_LIMIT where the shape has too many dimensions or its size
 * overflows. */
gboolean ink_state_add (InkState *state, const char *name, InkDtype dtype,
                        guint n_dims, const gsize *shape, GBytes *data,
                        GError **error);
guint ink_state_n_tensors (const InkState *state);
const InkStateTensor *ink_state_tensor (const InkState *state, guint index);
/* NULL where there is none. */
const InkStateTensor *ink_state_find (const InkState *state, const char *name);
/* ink_state_require: as find, but a missing tensor (INK_ERROR_NOT_FOUND),
 * another dtype or another shape (INK_ERROR_MISMATCH) is an error that says
 * what was expected and found. A size of 0 in @shape takes any. */
const InkStateTensor *ink_state_require (const InkState *state,
                                         const char *name, InkDtype dtype,
                                         guint n_dims, const gsize *shape,
                                         GError **error);

/* Copies; bytes that are not UTF-8 become U+FFFD. */
void ink_state_set_metadata (InkState *state, const char *key,
                             const char *value);
/* NULL where there is none. */
const char *ink_state_metadata (const InkState *state, const char *key);
/* Keys in the order they were set; (transfer container). */
GPtrArray *ink_state_metadata_keys (const InkState *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkState, ink_state_free)

G_END_DECLS
