/* gzip by GIO's GZlibDecompressor. Between two members only the next one's
 * magic number, or zeros to the end, may come. */
#include "core/base/inflate.h"

#include <gio/gio.h>

#include "core/base/error.h"

typedef enum
{
  IN_MEMBER,
  BETWEEN, /* a member has ended */
  PADDING,
} Place;

struct _InkInflate
{
  char *name;
  GConverter *converter;
  Place place;
  guint64 offset; /* of the next byte to take */
};

InkInflate *
ink_inflate_new (const char *name)
{
  InkInflate *inflate = g_new0 (InkInflate, 1);

  inflate->name = g_strdup (name);
  inflate->converter = G_CONVERTER (
      g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  return inflate;
}

void
ink_inflate_free (InkInflate *inflate)
{
  if (inflate == NULL)
    return;
  g_object_unref (inflate->converter);
  g_free (inflate->name);
  g_free (inflate);
}

gboolean
ink_inflate_has_magic (const guint8 *bytes, gsize n)
{
  return n >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

static gboolean
cannot_inflate (const InkInflate *inflate, const GError *cause,
                GError **error)
{
  InkError code = INK_ERROR_IO;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    code = INK_ERROR_FORMAT;
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    code = INK_ERROR_TRUNCATED;
  return ink_error_set (error, code, "%s: cannot read: %s", inflate->name,
                        cause->message);
}

/* Passes over what is between members; the next one begins with its first
 * byte. */
static gboolean
look_between (InkInflate *inflate, const guint8 *in, gsize n, gsize *n_in,
              GError **error)
{
  while (*n_in < n && in[*n_in] == 0)
    {
      inflate->place = PADDING;
      (*n_in)++;
    }
  if (*n_in == n)
    return TRUE;
  if (inflate->place == PADDING || in[*n_in] != 0x1f
      || (n - *n_in >= 2 && in[*n_in + 1] != 0x8b))
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: expected the end or more gzip data at byte "
                          "%" G_GUINT64_FORMAT ", found 0x%02x",
                          inflate->name, inflate->offset + *n_in, in[*n_in]);
  g_converter_reset (inflate->converter);
  inflate->place = IN_MEMBER;
  return TRUE;
}

static gboolean
inflate_member (InkInflate *inflate, const guint8 *in, gsize n,
                gboolean at_end, guint8 *out, gsize size, gsize *n_in,
                gsize *n_out, GError **error)
{
  g_autoptr (GError) cause = NULL;
  gsize taken = 0;
  GConverterResult result = g_converter_convert (
      inflate->converter, in, n, out, size,
      at_end ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS, &taken, n_out,
      &cause);

  if (result == G_CONVERTER_ERROR)
    return cannot_inflate (inflate, cause, error);
  *n_in += taken;
  if (result == G_CONVERTER_FINISHED)
    inflate->place = BETWEEN;
  return TRUE;
}

gboolean
ink_inflate_step (InkInflate *inflate, const guint8 *in, gsize n,
                  gboolean at_end, guint8 *out, gsize size, gsize *n_in,
                  gsize *n_out, gboolean *more, GError **error)
{
  *n_in = *n_out = 0;
  if (inflate->place != IN_MEMBER
      && !look_between (inflate, in, n, n_in, error))
    return FALSE;
  if (inflate->place == IN_MEMBER
      && !inflate_member (inflate, in + *n_in, n - *n_in, at_end, out, size,
                          n_in, n_out, error))
    return FALSE;
  inflate->offset += *n_in;
  *more = inflate->place == IN_MEMBER || !at_end || *n_in < n;
  return TRUE;
}
