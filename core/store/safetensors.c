/* The safetensors format (https://github.com/huggingface/safetensors). The
 * header is pulled strictly: every tensor says dtype, shape and data_offsets
 * once, and sorted by offset the tensors cover the data exactly, without gap or
 * overlap, so nothing can hide in the file. Written files keep the state's
 * order in the header; the data goes by falling size of the elements, and the
 * header is padded to 8 bytes, so that every tensor is aligned in the file. */
#include "core/store/safetensors.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/json-writer.h"
#include "core/base/json-reader.h"

#define LENGTH_BYTES 8
#define ALIGNMENT 8
/* Of tensors, and of metadata. Real files have a few hundred; names that all
 * hash alike, which are easily made, cost the square of their number. */
#define MAX_ENTRIES 10000

typedef struct
{
  char *name;
  InkDtype dtype;
  guint n_dims;
  gsize shape[INK_STATE_MAX_DIMS];
  gsize begin, end; /* in the data */
} Entry;

static void
entry_clear (gpointer data)
{
  g_free (((Entry *) data)->name);
}

static gboolean
take_dtype (InkReader *reader, Entry *entry, GError **error)
{
  g_autofree char *name = NULL;

  if (!ink_json_take_string (reader, "a dtype in quotes", &name, error))
    return FALSE;
  if (!ink_dtype_from_name (name, &entry->dtype))
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: tensor `%s`: expected a dtype of F32, F64, U8, "
                          "U32, U64, I64, BF16, F16, found `%s`",
                          reader->name, entry->name, name);
  return TRUE;
}

/* A list of at most @max sizes; what is over is named @what. */
static gboolean
take_sizes (InkReader *reader, const char *what, guint max, gsize *sizes,
            guint *n_sizes, GError **error)
{
  gboolean more;
  guint n = 0;

  if (!ink_json_expect (reader, '[', "a list of sizes", error))
    return FALSE;
  for (;;)
    {
      if (!ink_json_next (reader, ']', &n, &more, error))
        return FALSE;
      if (!more)
        break;
      if (n > max)
        return ink_error_set (error, INK_ERROR_LIMIT,
                              "%s: JSON byte %" G_GSIZE_FORMAT
                              ": expected at most %u %s, found more",
                              reader->name, reader->offset, max, what);
      if (!ink_json_take_size (reader, "a size", &sizes[n - 1], error))
        return FALSE;
    }
  *n_sizes = n;
  return TRUE;
}

static gboolean
take_offsets (InkReader *reader, Entry *entry, GError **error)
{
  gsize offsets[2];
  guint n;

  if (!take_sizes (reader, "data offsets", 2, offsets, &n, error))
    return FALSE;
  if (n != 2)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: tensor `%s`: expected two data offsets, "
                          "found %u",
                          reader->name, entry->name, n);
  entry->begin = offsets[0];
  entry->end = offsets[1];
  return TRUE;
}

/* Whether the entry's place is sound on its own: begin <= end, and as many
 * bytes as its shape takes. */
static gboolean
check_extent (const InkReader *reader, const Entry *entry, GError **error)
{
  gsize bytes;

  if (!ink_shape_bytes (entry->dtype, entry->n_dims, entry->shape, &bytes))
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "%s: tensor `%s`: its shape's size overflows",
                          reader->name, entry->name);
  if (entry->begin > entry->end)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: tensor `%s`: expected rising data offsets, "
                          "found %" G_GSIZE_FORMAT " to %" G_GSIZE_FORMAT,
                          reader->name, entry->name, entry->begin, entry->end);
  if (entry->end - entry->begin != bytes)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: tensor `%s`: its shape takes %" G_GSIZE_FORMAT
                          " bytes, its data offsets give %" G_GSIZE_FORMAT,
                          reader->name, entry->name, bytes,
                          entry->end - entry->begin);
  return TRUE;
}

enum
{
  FIELD_DTYPE = 1,
  FIELD_SHAPE = 2,
  FIELD_OFFSETS = 4,
  FIELD_ALL = 7,
};

/* One field of a tensor's object; its bit goes into @seen. */
static gboolean
take_field (InkReader *reader, Entry *entry, guint *seen, GError **error)
{
  g_autofree char *key = NULL;
  guint field = 0;
  gboolean sound;

  if (!ink_json_take_string (reader, "a field's name", &key, error)
      || !ink_json_expect (reader, ':', "`:`", error))
    return FALSE;
  if (strcmp (key, "dtype") == 0)
    field = FIELD_DTYPE;
  else if (strcmp (key, "shape") == 0)
    field = FIELD_SHAPE;
  else if (strcmp (key, "data_offsets") == 0)
    field = FIELD_OFFSETS;
  if (field == 0 || (*seen & field) != 0)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: tensor `%s`: expected dtype, shape and "
                          "data_offsets once each, found `%s`%s",
                          reader->name, entry->name, key,
                          field == 0 ? "" : " twice");
  *seen |= field;
  if (field == FIELD_DTYPE)
    sound = take_dtype (reader, entry, error);
  else if (field == FIELD_SHAPE)
    sound = take_sizes (reader, "dimensions", INK_STATE_MAX_DIMS, entry->shape,
                        &entry->n_dims, error);
  else
    sound = take_offsets (reader, entry, error);
  return sound;
}

static gboolean
take_entry (InkReader *reader, Entry *entry, GError **error)
{
  gboolean more;
  guint seen = 0;
  guint n = 0;

  if (!ink_json_expect (reader, '{', "a tensor's description", error))
    return FALSE;
  for (;;)
    {
      if (!ink_json_next (reader, '}', &n, &more, error))
        return FALSE;
      if (!more)
        break;
      if (!take_field (reader, entry, &seen, error))
        return FALSE;
    }
  if (seen != FIELD_ALL)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: tensor `%s`: expected dtype, shape and "
                          "data_offsets, found less",
                          reader->name, entry->name);
  return check_extent (reader, entry, error);
}

static gboolean
take_metadatum (InkReader *reader, InkState *state, GError **error)
{
  g_autofree char *key = NULL;
  g_autofree char *value = NULL;

  if (!ink_json_take_string (reader, "a metadata key", &key, error)
      || !ink_json_expect (reader, ':', "`:`", error)
      || !ink_json_take_string (reader, "a metadata value in quotes", &value,
                                error))
    return FALSE;
  if (ink_state_metadata (state, key) != NULL)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: metadata `%s` is there twice", reader->name,
                          key);
  ink_state_set_metadata (state, key, value);
  return TRUE;
}

static gboolean
take_metadata (InkReader *reader, InkState *state, GError **error)
{
  gboolean more;
  guint n = 0;

  if (!ink_json_expect (reader, '{', "the metadata's object", error))
    return FALSE;
  for (;;)
    {
      if (!ink_json_next (reader, '}', &n, &more, error))
        return FALSE;
      if (!more)
        return TRUE;
      if (n > MAX_ENTRIES)
        return ink_error_set (error, INK_ERROR_LIMIT,
                              "%s: expected at most %d metadata, found more",
                              reader->name, MAX_ENTRIES);
      if (!take_metadatum (reader, state, error))
        return FALSE;
    }
}

/* One member of the header: a tensor or, once, the metadata. */
static gboolean
take_member (InkReader *reader, InkState *state, GArray *entries,
             gboolean *has_metadata, GError **error)
{
  g_autofree char *name = NULL;
  Entry entry = { 0 };

  if (!ink_json_take_string (reader, "a tensor's name", &name, error)
      || !ink_json_expect (reader, ':', "`:`", error))
    return FALSE;
  if (strcmp (name, "__metadata__") == 0)
    {
      if (*has_metadata)
        return ink_error_set (error, INK_ERROR_FORMAT,
                              "%s: `__metadata__` is there twice",
                              reader->name);
      *has_metadata = TRUE;
      return take_metadata (reader, state, error);
    }
  entry.name = name;
  if (!take_entry (reader, &entry, error))
    return FALSE;
  name = NULL;
  g_array_append_val (entries, entry);
  return TRUE;
}

static gboolean
take_header (InkReader *reader, InkState *state, GArray *entries,
             GError **error)
{
  gboolean has_metadata = FALSE;
  gboolean more;
  guint n = 0;

  if (!ink_json_expect (reader, '{', "the header's object", error))
    return FALSE;
  for (;;)
    {
      if (!ink_json_next (reader, '}', &n, &more, error))
        return FALSE;
      if (!more)
        return ink_json_expect_end (reader, error);
      if (n > MAX_ENTRIES)
        return ink_error_set (error, INK_ERROR_LIMIT,
                              "%s: expected at most %d tensors, found more",
                              reader->name, MAX_ENTRIES);
      if (!take_member (reader, state, entries, &has_metadata, error))
        return FALSE;
    }
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Entry *left = *(const Entry *const *) a;
  const Entry *right = *(const Entry *const *) b;

  if (left->begin != right->begin)
    return left->begin < right->begin ? -1 : 1;
  return (left->end > right->end) - (left->end < right->end);
}

/* Sorted by place, each entry must begin where the one before ends, and the
 * last end with the data. */
static gboolean
check_cover (const char *name, const GArray *entries, gsize size,
             GError **error)
{
  g_autofree const Entry **sorted = g_new (const Entry *, entries->len + 1);
  gsize at = 0;

  for (guint i = 0; i < entries->len; i++)
    sorted[i] = &g_array_index (entries, Entry, i);
  qsort (sorted, entries->len, sizeof *sorted, compare_places);
  for (guint i = 0; i < entries->len; i++)
    {
      if (sorted[i]->begin != at)
        return ink_error_set (error, INK_ERROR_FORMAT,
                              "%s: tensor `%s`: expected data from byte "
                              "%" G_GSIZE_FORMAT ", found %" G_GSIZE_FORMAT,
                              name, sorted[i]->name, at, sorted[i]->begin);
      at = sorted[i]->end;
      if (at > size)
        return ink_error_set (error, INK_ERROR_TRUNCATED,
                              "%s: truncated: tensor `%s` ends at byte "
                              "%" G_GSIZE_FORMAT " of the data, "
                              "%" G_GSIZE_FORMAT " are there",
                              name, sorted[i]->name, at, size);
    }
  if (at != size)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: expected %" G_GSIZE_FORMAT
                          " bytes of data, found %" G_GSIZE_FORMAT,
                          name, at, size);
  return TRUE;
}

static gboolean
add_tensors (const char *name, const GArray *entries, const guint8 *data,
             InkState *state, GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      GBytes *bytes
          = g_bytes_new (data + entry->begin, entry->end - entry->begin);

      if (!ink_state_add (state, entry->name, entry->dtype, entry->n_dims,
                          entry->shape, bytes, error))
        {
          g_prefix_error (error, "%s: ", name);
          return FALSE;
        }
    }
  return TRUE;
}

/* The header alone, as a reader of its own: its offsets are JSON's. */
static gboolean
take_header_bytes (InkReader *file, InkReader *header, GError **error)
{
  const guint8 *bytes;
  guint64 length;

  if (!ink_reader_take_u64_le (file, "the header's length", &length, error))
    return FALSE;
  if (length > INK_SAFETENSORS_MAX_HEADER)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "%s: expected a header of at most %" G_GUINT64_FORMAT
                          " bytes, found a length of %" G_GUINT64_FORMAT
                          "; is this a safetensors file?",
                          file->name, (guint64) INK_SAFETENSORS_MAX_HEADER,
                          length);
  if (!ink_reader_take_bytes (file, "the header", (gsize) length, &bytes,
                              error))
    return FALSE;
  ink_reader_init (header, file->name, bytes, (gsize) length);
  return TRUE;
}

InkState *
ink_safetensors_parse (const char *name, const void *bytes, gsize size,
                       GError **error)
{
  g_autoptr (InkState) state = ink_state_new ();
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  InkReader file, header;

  g_array_set_clear_func (entries, entry_clear);
  if (size > INK_SAFETENSORS_MAX_BYTES)
    {
      ink_error_set (error, INK_ERROR_LIMIT,
                     "%s: expected at most %" G_GUINT64_FORMAT
                     " bytes, found %" G_GSIZE_FORMAT,
                     name, (guint64) INK_SAFETENSORS_MAX_BYTES, size);
      return NULL;
    }
  ink_reader_init (&file, name, bytes, size);
  if (!take_header_bytes (&file, &header, error)
      || !take_header (&header, state, entries, error)
      || !check_cover (name, entries, ink_reader_left (&file), error)
      || !add_tensors (name, entries, file.bytes + file.offset, state, error))
    return NULL;
  return g_steal_pointer (&state);
}

/* Where each tensor's data goes: by falling size of the elements, otherwise in
 * order. @offsets: [n_tensors]. Returns: the size of all. */
static gsize
place_tensors (const InkState *state, gsize *offsets)
{
  gsize at = 0;

  for (gsize element = ALIGNMENT; element > 0; element /= 2)
    for (guint i = 0; i < ink_state_n_tensors (state); i++)
      {
        const InkStateTensor *tensor = ink_state_tensor (state, i);

        if (ink_dtype_size (tensor->dtype) != element)
          continue;
        offsets[i] = at;
        at += g_bytes_get_size (tensor->data);
      }
  return at;
}

static void
append_metadata (GString *json, const InkState *state)
{
  g_autoptr (GPtrArray) keys = ink_state_metadata_keys (state);

  if (keys->len == 0)
    return;
  g_string_append (json, "\"__metadata__\":{");
  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);

      g_string_append (json, i > 0 ? "," : "");
      ink_json_append_string (json, key);
      g_string_append_c (json, ':');
      ink_json_append_string (json, ink_state_metadata (state, key));
    }
  g_string_append_c (json, '}');
}

static void
append_tensor (GString *json, const InkStateTensor *tensor, gsize offset)
{
  g_string_append (json, json->len > 1 ? "," : "");
  ink_json_append_string (json, tensor->name);
  g_string_append_printf (json, ":{\"dtype\":\"%s\",\"shape\":[",
                          ink_dtype_name (tensor->dtype));
  for (guint i = 0; i < tensor->n_dims; i++)
    g_string_append_printf (json, "%s%" G_GSIZE_FORMAT, i > 0 ? "," : "",
                            tensor->shape[i]);
  g_string_append_printf (json,
                          "],\"data_offsets\":[%" G_GSIZE_FORMAT
                          ",%" G_GSIZE_FORMAT "]}",
                          offset, offset + g_bytes_get_size (tensor->data));
}

static GString *
make_header (const InkState *state, const gsize *offsets)
{
  GString *json = g_string_new ("{");

  append_metadata (json, state);
  for (guint i = 0; i < ink_state_n_tensors (state); i++)
    append_tensor (json, ink_state_tensor (state, i), offsets[i]);
  g_string_append_c (json, '}');
  while (json->len % ALIGNMENT != 0)
    g_string_append_c (json, ' ');
  return json;
}

GBytes *
ink_safetensors_serialize (const InkState *state)
{
  guint n = ink_state_n_tensors (state);
  g_autofree gsize *offsets = g_new0 (gsize, n + 1);
  gsize data_size = place_tensors (state, offsets);
  g_autoptr (GString) header = make_header (state, offsets);
  guint64 length = GUINT64_TO_LE ((guint64) header->len);
  gsize data_at = LENGTH_BYTES + header->len;
  guint8 *bytes = g_malloc (data_at + data_size);

  memcpy (bytes, &length, LENGTH_BYTES);
  memcpy (bytes + LENGTH_BYTES, header->str, header->len);
  for (guint i = 0; i < n; i++)
    {
      gsize size;
      const void *data
          = g_bytes_get_data (ink_state_tensor (state, i)->data, &size);

      if (size > 0)
        memcpy (bytes + data_at + offsets[i], data, size);
    }
  return g_bytes_new_take (bytes, data_at + data_size);
}

InkState *
ink_safetensors_read (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes
      = ink_file_read (path, INK_SAFETENSORS_MAX_BYTES, error);
  const void *data;
  gsize size;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  return ink_safetensors_parse (path, data, size, error);
}

gboolean
ink_safetensors_write (const InkState *state, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = ink_safetensors_serialize (state);
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return ink_file_replace (path, data, size, error);
}
