#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bounds-checked reading of bytes that nobody vouched for. Once a take fails
 * it has set @error and nothing was consumed. Values on the stack; the bytes
 * are borrowed and must outlive the reader. Any thread, one at a time. */
typedef struct
{
  const guint8 *bytes;
  gsize size;
  gsize offset;     /* of the next byte; <= size always */
  const char *name; /* of the file, for messages; borrowed */
} InkReader;

void ink_reader_init (InkReader *reader, const char *name, const void *bytes,
                      gsize size);
gsize ink_reader_left (const InkReader *reader);

/* Each ink_reader_take_*: consumes the bytes of one value. @what names it for
 * the message ("magic number"). INK_ERROR_TRUNCATED where too few are left. */
gboolean ink_reader_take_u8 (InkReader *reader, const char *what, guint8 *value,
                             GError **error);
gboolean ink_reader_take_u32_be (InkReader *reader, const char *what,
                                 guint32 *value, GError **error);
gboolean ink_reader_take_u64_le (InkReader *reader, const char *what,
                                 guint64 *value, GError **error);
/* @bytes: (out) (transfer none): points into the reader's bytes. */
gboolean ink_reader_take_bytes (InkReader *reader, const char *what, gsize n,
                                const guint8 **bytes, GError **error);
/* INK_ERROR_FORMAT where bytes are left over. */
gboolean ink_reader_expect_end (const InkReader *reader, GError **error);

/* ink_size_product: multiplies the @n_factors sizes into @product; FALSE,
 * with @product untouched, where that overflows a gsize. */
gboolean ink_size_product (const gsize *factors, gsize n_factors,
                           gsize *product);

G_END_DECLS
