/* Bounds-checked reading. Invariant: offset <= size, so `size - offset` never
 * wraps, and every take compares with it before touching a byte. */
#include "core/base/reader.h"

#include <string.h>

#include "core/base/error.h"

void
ink_reader_init (InkReader *reader, const char *name, const void *bytes,
                 gsize size)
{
  reader->bytes = bytes;
  reader->size = size;
  reader->offset = 0;
  reader->name = name;
}

gsize
ink_reader_left (const InkReader *reader)
{
  return reader->size - reader->offset;
}

gboolean
ink_reader_take_bytes (InkReader *reader, const char *what, gsize n,
                       const guint8 **bytes, GError **error)
{
  if (n > ink_reader_left (reader))
    return ink_error_set (error, INK_ERROR_TRUNCATED,
                          "%s: truncated: %s at byte %" G_GSIZE_FORMAT
                          " needs %" G_GSIZE_FORMAT " bytes, %" G_GSIZE_FORMAT
                          " are left",
                          reader->name, what, reader->offset, n,
                          ink_reader_left (reader));

  *bytes = reader->bytes + reader->offset;
  reader->offset += n;
  return TRUE;
}

gboolean
ink_reader_take_u8 (InkReader *reader, const char *what, guint8 *value,
                    GError **error)
{
  const guint8 *bytes;

  if (!ink_reader_take_bytes (reader, what, 1, &bytes, error))
    return FALSE;
  *value = bytes[0];
  return TRUE;
}

gboolean
ink_reader_take_u32_be (InkReader *reader, const char *what, guint32 *value,
                        GError **error)
{
  const guint8 *bytes;
  guint32 raw;

  if (!ink_reader_take_bytes (reader, what, sizeof raw, &bytes, error))
    return FALSE;
  memcpy (&raw, bytes, sizeof raw);
  *value = GUINT32_FROM_BE (raw);
  return TRUE;
}

gboolean
ink_reader_take_u64_le (InkReader *reader, const char *what, guint64 *value,
                        GError **error)
{
  const guint8 *bytes;
  guint64 raw;

  if (!ink_reader_take_bytes (reader, what, sizeof raw, &bytes, error))
    return FALSE;
  memcpy (&raw, bytes, sizeof raw);
  *value = GUINT64_FROM_LE (raw);
  return TRUE;
}

gboolean
ink_reader_expect_end (const InkReader *reader, GError **error)
{
  if (ink_reader_left (reader) == 0)
    return TRUE;
  return ink_error_set (error, INK_ERROR_FORMAT,
                        "%s: expected the end at byte %" G_GSIZE_FORMAT
                        ", found %" G_GSIZE_FORMAT " bytes more",
                        reader->name, reader->offset, ink_reader_left (reader));
}

gboolean
ink_size_product (const gsize *factors, gsize n_factors, gsize *product)
{
  gsize result = 1;

  for (gsize i = 0; i < n_factors; i++)
    if (!g_size_checked_mul (&result, result, factors[i]))
      return FALSE;
  *product = result;
  return TRUE;
}
