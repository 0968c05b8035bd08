/* A model at rest. Tensors keep the order in which they were added, metadata
 * the order in which keys were first set, so that the same model always gives
 * the same file. What is held is sound: each tensor's data has exactly its
 * shape's size, names are unique valid UTF-8, and so are metadata. */
#include "core/model/state.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/reader.h"

struct _InkState
{
  GPtrArray *tensors;   /* of InkStateTensor, in order */
  GHashTable *by_name;  /* borrowed name -> borrowed InkStateTensor */
  GPtrArray *keys;      /* of char *, in order */
  GHashTable *metadata; /* borrowed key -> owned value */
};

static const struct
{
  const char *name;
  gsize size;
} dtypes[] = {
  [INK_DTYPE_F32] = { "F32", 4 },   [INK_DTYPE_F64] = { "F64", 8 },
  [INK_DTYPE_U8] = { "U8", 1 },     [INK_DTYPE_U32] = { "U32", 4 },
  [INK_DTYPE_U64] = { "U64", 8 },   [INK_DTYPE_I64] = { "I64", 8 },
  [INK_DTYPE_BF16] = { "BF16", 2 }, [INK_DTYPE_F16] = { "F16", 2 },
};

gsize
ink_dtype_size (InkDtype dtype)
{
  return dtypes[dtype].size;
}

const char *
ink_dtype_name (InkDtype dtype)
{
  return dtypes[dtype].name;
}

gboolean
ink_dtype_from_name (const char *name, InkDtype *dtype)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dtypes); i++)
    if (strcmp (name, dtypes[i].name) == 0)
      {
        *dtype = (InkDtype) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
ink_shape_bytes (InkDtype dtype, guint n_dims, const gsize *shape, gsize *bytes)
{
  gsize count;

  return ink_size_product (shape, n_dims, &count)
         && g_size_checked_mul (bytes, count, ink_dtype_size (dtype));
}

static void
tensor_free (gpointer data)
{
  InkStateTensor *tensor = data;

  g_free (tensor->name);
  g_bytes_unref (tensor->data);
  g_free (tensor);
}

InkState *
ink_state_new (void)
{
  InkState *state = g_new0 (InkState, 1);

  state->tensors = g_ptr_array_new_with_free_func (tensor_free);
  state->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  state->keys = g_ptr_array_new_with_free_func (g_free);
  state->metadata
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  return state;
}

void
ink_state_free (InkState *state)
{
  if (state == NULL)
    return;
  g_hash_table_unref (state->by_name);
  g_ptr_array_unref (state->tensors);
  g_hash_table_unref (state->metadata);
  g_ptr_array_unref (state->keys);
  g_free (state);
}

/* "[6, 1, 5, 5]"; where @wildcard, a size of 0 shows as "any". */
static char *
shape_to_string (guint n_dims, const gsize *shape, gboolean wildcard)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < n_dims; i++)
    {
      g_string_append (text, i > 0 ? ", " : "");
      if (wildcard && shape[i] == 0)
        g_string_append (text, "any");
      else
        g_string_append_printf (text, "%" G_GSIZE_FORMAT, shape[i]);
    }
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

static gboolean
check_name (const InkState *state, const char *name, GError **error)
{
  if (!g_utf8_validate (name, -1, NULL))
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "a tensor's name: expected UTF-8");
  if (strcmp (name, "__metadata__") == 0)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "a tensor's name: `%s` is reserved", name);
  if (g_hash_table_contains (state->by_name, name))
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "tensor `%s`: there are two of that name", name);
  return TRUE;
}

static gboolean
check_size (const char *name, InkDtype dtype, guint n_dims, const gsize *shape,
            gsize found, GError **error)
{
  g_autofree char *text = NULL;
  gsize expected;

  if (n_dims > INK_STATE_MAX_DIMS)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "tensor `%s`: expected at most %d dimensions, "
                          "found %u",
                          name, INK_STATE_MAX_DIMS, n_dims);
  text = shape_to_string (n_dims, shape, FALSE);
  if (!ink_shape_bytes (dtype, n_dims, shape, &expected))
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "tensor `%s`: the size of shape %s overflows", name,
                          text);
  if (found != expected)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "tensor `%s`: %s of shape %s takes %" G_GSIZE_FORMAT
                          " bytes, found %" G_GSIZE_FORMAT,
                          name, ink_dtype_name (dtype), text, expected, found);
  return TRUE;
}

gboolean
ink_state_add (InkState *state, const char *name, InkDtype dtype, guint n_dims,
               const gsize *shape, GBytes *data, GError **error)
{
  InkStateTensor *tensor;

  if (!check_name (state, name, error)
      || !check_size (name, dtype, n_dims, shape, g_bytes_get_size (data),
                      error))
    {
      g_bytes_unref (data);
      return FALSE;
    }
  tensor = g_new0 (InkStateTensor, 1);
  tensor->name = g_strdup (name);
  tensor->dtype = dtype;
  tensor->n_dims = n_dims;
  for (guint i = 0; i < n_dims; i++)
    tensor->shape[i] = shape[i];
  tensor->data = data;
  g_ptr_array_add (state->tensors, tensor);
  g_hash_table_insert (state->by_name, tensor->name, tensor);
  return TRUE;
}

guint
ink_state_n_tensors (const InkState *state)
{
  return state->tensors->len;
}

const InkStateTensor *
ink_state_tensor (const InkState *state, guint index)
{
  return g_ptr_array_index (state->tensors, index);
}

const InkStateTensor *
ink_state_find (const InkState *state, const char *name)
{
  return g_hash_table_lookup (state->by_name, name);
}

static gboolean
shape_fits (const InkStateTensor *tensor, guint n_dims, const gsize *shape)
{
  if (tensor->n_dims != n_dims)
    return FALSE;
  for (guint i = 0; i < n_dims; i++)
    if (shape[i] != 0 && shape[i] != tensor->shape[i])
      return FALSE;
  return TRUE;
}

const InkStateTensor *
ink_state_require (const InkState *state, const char *name, InkDtype dtype,
                   guint n_dims, const gsize *shape, GError **error)
{
  const InkStateTensor *tensor = ink_state_find (state, name);
  g_autofree char *expected = shape_to_string (n_dims, shape, TRUE);
  g_autofree char *found = NULL;

  if (tensor == NULL)
    {
      ink_error_set (error, INK_ERROR_NOT_FOUND,
                     "tensor `%s`: expected %s %s, found no such tensor", name,
                     ink_dtype_name (dtype), expected);
      return NULL;
    }
  if (tensor->dtype == dtype && shape_fits (tensor, n_dims, shape))
    return tensor;
  found = shape_to_string (tensor->n_dims, tensor->shape, FALSE);
  ink_error_set (error, INK_ERROR_MISMATCH,
                 "tensor `%s`: expected %s %s, found %s %s", name,
                 ink_dtype_name (dtype), expected,
                 ink_dtype_name (tensor->dtype), found);
  return NULL;
}

void
ink_state_set_metadata (InkState *state, const char *key, const char *value)
{
  g_autofree char *sound = g_utf8_make_valid (key, -1);
  char *kept;

  if (!g_hash_table_lookup_extended (state->metadata, sound, (gpointer *) &kept,
                                     NULL))
    {
      kept = g_steal_pointer (&sound);
      g_ptr_array_add (state->keys, kept);
    }
  g_hash_table_insert (state->metadata, kept, g_utf8_make_valid (value, -1));
}

const char *
ink_state_metadata (const InkState *state, const char *key)
{
  return g_hash_table_lookup (state->metadata, key);
}

GPtrArray *
ink_state_metadata_keys (const InkState *state)
{
  GPtrArray *keys = g_ptr_array_sized_new (state->keys->len);

  for (guint i = 0; i < state->keys->len; i++)
    g_ptr_array_add (keys, g_ptr_array_index (state->keys, i));
  return keys;
}
