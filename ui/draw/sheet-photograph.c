/* Photographs for the sheet. A camera's picture lies as its sensor did; what it
 * says of that is heeded. The bytes are given to the loader in pieces, so that
 * it can be left as soon as it tells of a picture too large. */
#include "ui/draw/sheet-photograph.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "core/base/error.h"
#include "core/data/picture.h"

#define PIECE 65536

typedef struct
{
  int width, height; /* in the file; 0 before they are known */
} Size;

static gboolean
is_too_large (const Size *size)
{
  return MAX (size->width, size->height) > INK_PICTURE_MAX_SIDE;
}

/* A smaller size is less to decode. */
static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height,
                  gpointer user_data)
{
  Size *size = user_data;
  int side = (MAX (width, height) - 1) / INK_PICTURE_MAX_RESULT + 1;

  *size = (Size) { width, height };
  if (side > 1)
    gdk_pixbuf_loader_set_size (loader, MAX (width / side, 1),
                                MAX (height / side, 1));
}

/* (transfer full) (nullable): NULL also where it is too large. */
static GdkPixbuf *
load (const guint8 *bytes, gsize n, Size *size, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  GdkPixbuf *pixbuf = NULL;
  gboolean good = TRUE;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb),
                    size);
  for (gsize i = 0; i < n && good && !is_too_large (size); i += PIECE)
    good = gdk_pixbuf_loader_write (loader, bytes + i, MIN (PIECE, n - i),
                                    error);
  if (!good || is_too_large (size))
    gdk_pixbuf_loader_close (loader, NULL);
  /* Of a short file the size may be known only now. */
  else if (gdk_pixbuf_loader_close (loader, error) && !is_too_large (size))
    pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  return pixbuf != NULL ? gdk_pixbuf_apply_embedded_orientation (pixbuf)
                        : NULL;
}

/* Where the pixels of a JPEG begin: past the segment FF DA; @n where it is not
 * there. */
static gsize
find_scan (const guint8 *bytes, gsize n)
{
  gsize at = 2;

  while (at + 4 <= n && bytes[at] == 0xFF && bytes[at + 1] != 0xDA)
    at += bytes[at + 1] == 0xFF
              ? 1
              : 2 + (gsize) (bytes[at + 2] << 8 | bytes[at + 3]);
  return MIN (at, n);
}

/* Whether a JPEG has its end, FF D9, after its pixels. GdkPixbuf would fill in
 * with grey what is not there. */
static gboolean
is_cut_jpeg (const guint8 *bytes, gsize n)
{
  if (n < 3 || bytes[0] != 0xFF || bytes[1] != 0xD8)
    return FALSE;
  for (gsize i = find_scan (bytes, n); i + 1 < n; i++)
    if (bytes[i] == 0xFF && bytes[i + 1] == 0xD9)
      return FALSE;
  return TRUE;
}

static guint8
grey_of (const guint8 *p, gboolean has_alpha)
{
  guint luma
      = (13933 * p[0] + 46871 * p[1] + 4732 * p[2] + 32768) >> 16;
  guint a = has_alpha ? p[3] : 255;

  return (guint8) ((luma * a + 255 * (255 - a) + 127) / 255);
}

static guint8 *
to_grey (const GdkPixbuf *pixbuf, guint *height, guint *width)
{
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  gsize stride = (gsize) gdk_pixbuf_get_rowstride (pixbuf);
  guint channels = (guint) gdk_pixbuf_get_n_channels (pixbuf);
  gboolean alpha = gdk_pixbuf_get_has_alpha (pixbuf);
  guint8 *grey;

  *height = (guint) gdk_pixbuf_get_height (pixbuf);
  *width = (guint) gdk_pixbuf_get_width (pixbuf);
  grey = g_malloc ((gsize) *height * *width);
  for (guint y = 0; y < *height; y++)
    for (guint x = 0; x < *width; x++)
      grey[(gsize) y * *width + x]
          = grey_of (pixels + y * stride + x * channels, alpha);
  return grey;
}

guint8 *
ink_sheet_photograph_decode (const char *name, const guint8 *bytes, gsize size,
                             guint *height, guint *width, GError **error)
{
  g_autoptr (GError) refused = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  const char *kind = ink_picture_kind (bytes, size);
  Size found = { 0 };

  if (is_cut_jpeg (bytes, size))
    {
      ink_error_set (error, INK_ERROR_TRUNCATED,
                     "%s: expected a whole picture, found a JPEG picture that "
                     "ends too early",
                     name);
      return NULL;
    }
  pixbuf = load (bytes, size, &found, &refused);
  if (pixbuf != NULL)
    return to_grey (pixbuf, height, width);
  if (is_too_large (&found))
    ink_error_set (error, INK_ERROR_LIMIT,
                   "%s: expected at most %u x %u pixels, found %d x %d", name,
                   INK_PICTURE_MAX_SIDE, INK_PICTURE_MAX_SIDE, found.width,
                   found.height);
  else
    ink_error_set (error, INK_ERROR_FORMAT,
                   "%s: expected a whole picture that can be read here (PNG, "
                   "JPEG), found %s%s%s",
                   name, kind != NULL ? kind : "something else",
                   refused != NULL ? ": " : "",
                   refused != NULL ? refused->message : "");
  return NULL;
}
