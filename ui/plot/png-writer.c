/* PNG files through libpng, by hand because Cairo's writer knows neither the
 * resolution nor texts. libpng leaves by longjmp: what must be freed then is
 * owned by a struct outside the function that set the jump. */
#include "ui/plot/png-writer.h"

#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <string.h>

#define INCHES_PER_METRE (1 / 0.0254)

typedef struct
{
  png_structp png;
  png_infop info;
  GByteArray *bytes;
  guint8 *row;
  GArray *texts; /* png_text */
  const guint8 *pixels;
  gsize stride;
  guint width, height;
  gboolean opaque;
  InkExportWatch *watch; /* nullable */
  guint permille;        /* of the work before this */
} Writer;

static void
write_cb (png_structp png, png_bytep data, png_size_t length)
{
  Writer *writer = png_get_io_ptr (png);

  if (length > G_MAXUINT - writer->bytes->len)
    png_error (png, "too large");
  g_byte_array_append (writer->bytes, data, (guint) length);
}

static void
flush_cb (png_structp png)
{
}

static void
error_cb (png_structp png, png_const_charp message)
{
  longjmp (png_jmpbuf (png), 1);
}

static void
warning_cb (png_structp png, png_const_charp message)
{
}

static guint32
pixel_at (const Writer *writer, guint x, guint y)
{
  guint32 pixel;

  memcpy (&pixel, writer->pixels + y * writer->stride + (gsize) x * 4, 4);
  return pixel;
}

static gboolean
is_opaque (const Writer *writer)
{
  for (guint y = 0; y < writer->height; y++)
    for (guint x = 0; x < writer->width; x++)
      if (pixel_at (writer, x, y) >> 24 != 255)
        return FALSE;
  return TRUE;
}

/* Undoes Cairo's multiplication with alpha. */
static guint8
channel (guint32 pixel, guint shift)
{
  guint alpha = pixel >> 24;
  guint value = pixel >> shift & 255;

  if (alpha == 0)
    return 0;
  return (guint8) MIN (255, (value * 255 + alpha / 2) / alpha);
}

static void
fill_row (Writer *writer, guint y)
{
  guint8 *out = writer->row;

  for (guint x = 0; x < writer->width; x++)
    {
      guint32 pixel = pixel_at (writer, x, y);

      *out++ = channel (pixel, 16);
      *out++ = channel (pixel, 8);
      *out++ = channel (pixel, 0);
      if (!writer->opaque)
        *out++ = (guint8) (pixel >> 24);
    }
}

/* 1 to 79 printable characters, no space at an end or twice. */
static gboolean
is_keyword (const char *key)
{
  gsize n = strlen (key);

  if (n < 1 || n > 79 || key[0] == ' ' || key[n - 1] == ' ' ||
      strstr (key, "  ") != NULL)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (key[i] < 32 || key[i] > 126)
      return FALSE;
  return TRUE;
}

static void
add_texts (Writer *writer, const GPtrArray *texts)
{
  for (guint i = 0; i + 1 < texts->len; i += 2)
    {
      char *value = texts->pdata[i + 1];
      png_text text = {
        .compression = g_str_is_ascii (value) ? PNG_TEXT_COMPRESSION_NONE
                                              : PNG_ITXT_COMPRESSION_NONE,
        .key = texts->pdata[i],
        .text = value,
        .text_length = strlen (value),
        .lang = (char *) "",
        .lang_key = texts->pdata[i],
      };

      if (is_keyword (text.key))
        g_array_append_val (writer->texts, text);
    }
}

/* FALSE where the rest is no longer wanted. */
static gboolean
tell (const Writer *writer, guint y)
{
  const guint left = 1000 - writer->permille;

  if (writer->watch == NULL)
    return TRUE;
  writer->watch->permille
      = writer->permille + (guint) ((guint64) left * y / writer->height);
  return !writer->watch->stopped;
}

static gboolean
write_all (Writer *writer, double dpi)
{
  png_uint_32 per_metre = (png_uint_32) lround (dpi * INCHES_PER_METRE);

  if (setjmp (png_jmpbuf (writer->png)) != 0)
    return FALSE;
  png_set_write_fn (writer->png, writer, write_cb, flush_cb);
  png_set_IHDR (writer->png, writer->info, writer->width, writer->height, 8,
                writer->opaque ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGBA,
                PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                PNG_FILTER_TYPE_DEFAULT);
  png_set_pHYs (writer->png, writer->info, per_metre, per_metre,
                PNG_RESOLUTION_METER);
  png_set_sRGB (writer->png, writer->info, PNG_sRGB_INTENT_PERCEPTUAL);
  png_set_text (writer->png, writer->info, (png_textp) writer->texts->data,
                (int) writer->texts->len);
  png_write_info (writer->png, writer->info);
  for (guint y = 0; y < writer->height; y++)
    {
      if (!tell (writer, y))
        return FALSE;
      fill_row (writer, y);
      png_write_row (writer->png, writer->row);
    }
  png_write_end (writer->png, NULL);
  return TRUE;
}

GByteArray *
ink_png_encode (cairo_surface_t *surface, double dpi, const GPtrArray *texts,
                InkExportWatch *watch)
{
  gboolean done = FALSE;
  Writer writer = {
    .bytes = g_byte_array_new (),
    .texts = g_array_new (FALSE, TRUE, sizeof (png_text)),
    .pixels = cairo_image_surface_get_data (surface),
    .stride = (gsize) cairo_image_surface_get_stride (surface),
    .width = (guint) cairo_image_surface_get_width (surface),
    .height = (guint) cairo_image_surface_get_height (surface),
    .watch = watch,
    .permille = watch != NULL ? watch->permille : 0,
  };

  writer.opaque = is_opaque (&writer);
  writer.row = g_malloc ((gsize) writer.width * 4);
  add_texts (&writer, texts);
  writer.png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, error_cb,
                                        warning_cb);
  if (writer.png != NULL)
    writer.info = png_create_info_struct (writer.png);
  if (writer.info != NULL)
    done = write_all (&writer, dpi);
  png_destroy_write_struct (&writer.png, &writer.info);
  g_array_unref (writer.texts);
  g_free (writer.row);
  if (!done)
    g_clear_pointer (&writer.bytes, g_byte_array_unref);
  return writer.bytes;
}
