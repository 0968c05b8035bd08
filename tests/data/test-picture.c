/* PNG of every kind to grey and back, and every way a file can be damaged. */
#include "core/data/picture.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <png.h>
#include <string.h>
#include <sys/resource.h>

#include "core/base/error.h"
#include "core/base/rng.h"

#define H 9
#define W 11

typedef struct
{
  const char *name;
  int color;
  int bits;
  gboolean transparent; /* a tRNS chunk */
  int tolerance;
} Kind;

static const Kind kinds[] = {
  { "grey1", PNG_COLOR_TYPE_GRAY, 1, FALSE, 127 },
  { "grey2", PNG_COLOR_TYPE_GRAY, 2, FALSE, 43 },
  { "grey4", PNG_COLOR_TYPE_GRAY, 4, FALSE, 9 },
  { "grey8", PNG_COLOR_TYPE_GRAY, 8, FALSE, 0 },
  { "grey16", PNG_COLOR_TYPE_GRAY, 16, FALSE, 0 },
  { "rgb8", PNG_COLOR_TYPE_RGB, 8, FALSE, 0 },
  { "rgb16", PNG_COLOR_TYPE_RGB, 16, FALSE, 0 },
  { "palette4", PNG_COLOR_TYPE_PALETTE, 4, FALSE, 9 },
  { "palette8", PNG_COLOR_TYPE_PALETTE, 8, FALSE, 0 },
  { "palette8-trns", PNG_COLOR_TYPE_PALETTE, 8, TRUE, 0 },
  { "grey8-alpha", PNG_COLOR_TYPE_GRAY_ALPHA, 8, FALSE, 1 },
  { "grey16-alpha", PNG_COLOR_TYPE_GRAY_ALPHA, 16, FALSE, 1 },
  { "rgb8-alpha", PNG_COLOR_TYPE_RGB_ALPHA, 8, FALSE, 1 },
  { "rgb16-alpha", PNG_COLOR_TYPE_RGB_ALPHA, 16, FALSE, 1 },
};

/* The grey level that the picture has at a place. */
static guint
level (guint y, guint x)
{
  return (y * 37 + x * 23) % 256;
}

static void
append_cb (png_structp png, png_bytep bytes, png_size_t n)
{
  g_byte_array_append (png_get_io_ptr (png), bytes, (guint) n);
}

static void
flush_cb (png_structp png)
{
}

static void
set_palette (png_structp png, png_infop info, const Kind *kind)
{
  png_color palette[256];
  png_byte alpha[256];
  int n = 1 << kind->bits;

  for (int i = 0; i < n; i++)
    {
      guint8 grey = (guint8) (i * 255 / (n - 1));

      palette[i] = (png_color) { grey, grey, grey };
      alpha[i] = i == 0 ? 0 : 255;
    }
  png_set_PLTE (png, info, palette, n);
  if (kind->transparent)
    png_set_tRNS (png, info, alpha, n, NULL);
}

/* One row, unpacked to 8 or 16 bits a sample. */
static void
fill_row (const Kind *kind, guint channels, guint y, guint8 *row)
{
  gboolean alpha = (kind->color & PNG_COLOR_MASK_ALPHA) != 0;
  guint highest = (1u << MIN (kind->bits, 8)) - 1;
  guint bytes = kind->bits == 16 ? 2 : 1;

  for (guint x = 0; x < W; x++)
    for (guint c = 0; c < channels; c++)
      {
        /* Black of alpha 255 - level looks like that level on white. */
        guint sample = !alpha                ? level (y, x)
                       : c + 1 == channels ? 255 - level (y, x)
                                             : 0;

        memset (row + (x * channels + c) * bytes,
                (int) ((sample * highest + 127) / 255), bytes);
      }
}

#define COMMENT_BYTES (7 * 1000 * 1000)

/* Comments of one letter, which compress to nothing. */
static void
write_comments (png_structp png, guint n)
{
  g_autofree char *text = g_strnfill (COMMENT_BYTES, 'a');
  g_autofree guint8 *packed = g_malloc0 (COMMENT_BYTES);
  g_autoptr (GConverter) deflate = G_CONVERTER (
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9));
  gsize n_read, n_written;

  packed[0] = 'k'; /* the keyword, its end, and the method */
  g_assert_cmpint (g_converter_convert (deflate, text, COMMENT_BYTES,
                                        packed + 3, COMMENT_BYTES - 3,
                                        G_CONVERTER_INPUT_AT_END, &n_read,
                                        &n_written, NULL),
                   ==, G_CONVERTER_FINISHED);
  for (guint i = 0; i < n; i++)
    png_write_chunk (png, (png_const_bytep) "zTXt", packed, n_written + 3);
}

static GByteArray *
encode_with_comments (const Kind *kind, int interlace, guint n_comments)
{
  GByteArray *bytes = g_byte_array_new ();
  png_structp png
      = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  guint8 rows[H][W * 8];
  guint8 *pointers[H];
  guint channels;

  png_set_write_fn (png, bytes, append_cb, flush_cb);
  png_set_IHDR (png, info, W, H, kind->bits, kind->color, interlace,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (kind->color == PNG_COLOR_TYPE_PALETTE)
    set_palette (png, info, kind);
  channels = png_get_channels (png, info);
  png_write_info (png, info);
  if (n_comments > 0)
    write_comments (png, n_comments);
  png_set_packing (png);
  for (guint y = 0; y < H; y++)
    {
      fill_row (kind, channels, y, rows[y]);
      pointers[y] = rows[y];
    }
  png_write_image (png, pointers);
  png_write_end (png, info);
  png_destroy_write_struct (&png, &info);
  return bytes;
}

static GByteArray *
encode (const Kind *kind, int interlace)
{
  return encode_with_comments (kind, interlace, 0);
}

static void
check_kind (const Kind *kind, int interlace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) bytes = encode (kind, interlace);
  g_autofree guint8 *grey = NULL;
  guint height = 0, width = 0;

  grey = ink_picture_decode (kind->name, bytes->data, bytes->len, &height,
                             &width, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (height, ==, H);
  g_assert_cmpuint (width, ==, W);
  for (guint y = 0; y < H; y++)
    for (guint x = 0; x < W; x++)
      {
        guint wanted = kind->transparent && level (y, x) == 0 ? 255
                                                              : level (y, x);

        if (ABS ((int) grey[y * W + x] - (int) wanted) > kind->tolerance)
          g_error ("%s, interlace %d, (%u, %u): %u for %u", kind->name,
                   interlace, x, y, grey[y * W + x], wanted);
      }
}

static void
test_kinds (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      check_kind (&kinds[i], PNG_INTERLACE_NONE);
      check_kind (&kinds[i], PNG_INTERLACE_ADAM7);
    }
}

static void
test_luminance (void)
{
  const guint8 colors[][4] = { { 255, 0, 0, 54 },   { 0, 255, 0, 182 },
                               { 0, 0, 255, 18 },   { 255, 255, 255, 255 },
                               { 0, 0, 0, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (colors); i++)
    {
      png_image image = { .version = PNG_IMAGE_VERSION,
                          .width = 1,
                          .height = 1,
                          .format = PNG_FORMAT_RGB };
      guint8 file[256];
      png_alloc_size_t size = sizeof file;
      g_autofree guint8 *grey = NULL;
      guint height, width;

      g_assert_true (png_image_write_to_memory (&image, file, &size, 0,
                                                colors[i], 0, NULL));
      grey = ink_picture_decode ("c", file, size, &height, &width, NULL);
      g_assert_cmpuint (grey[0], ==, colors[i][3]);
    }
}

static void
test_cut (void)
{
  for (int interlace = 0; interlace < 2; interlace++)
    {
      g_autoptr (GByteArray) bytes = encode (&kinds[5], interlace);

      for (guint n = 0; n < bytes->len; n++)
        {
          g_autoptr (GError) error = NULL;
          g_autofree guint8 *part = g_memdup2 (bytes->data, n);
          guint height = 77, width = 77;

          g_assert_null (ink_picture_decode ("cut", part, n, &height, &width,
                                             &error));
          g_assert_error (error, INK_ERROR, INK_ERROR_TRUNCATED);
          g_assert_true (g_str_has_prefix (error->message, "cut: "));
          g_assert_cmpuint (height, ==, 77);
          g_assert_cmpuint (width, ==, 77);
        }
    }
}

/* A changed byte breaks a CRC or a length. The zlib stream holds the only
 * other check, and there CRC comes first. */
static void
test_changed (void)
{
  g_autoptr (GByteArray) bytes = encode (&kinds[8], PNG_INTERLACE_ADAM7);

  for (guint i = 0; i < bytes->len; i++)
    for (guint bit = 0; bit < 8; bit++)
      {
        g_autoptr (GError) error = NULL;
        guint height, width;

        bytes->data[i] ^= 1u << bit;
        g_assert_null (ink_picture_decode ("changed", bytes->data, bytes->len,
                                           &height, &width, &error));
        g_assert_cmpuint (error->domain, ==, INK_ERROR);
        g_assert_cmpstr (error->message, !=, "");
        bytes->data[i] ^= 1u << bit;
      }
}

static void
test_crc (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) bytes = encode (&kinds[3], PNG_INTERLACE_NONE);
  guint height, width;

  bytes->data[29] ^= 1; /* IHDR's */
  g_assert_null (ink_picture_decode ("crc", bytes->data, bytes->len, &height,
                                     &width, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "CRC"));
}

static void
test_not_png (void)
{
  const char *texts[] = { "just some text in a file", "GIF89a", "\x89PNX",
                          "\x89PNG\r\n\x1a\nand then something else" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      guint height, width;

      g_assert_null (ink_picture_decode ("t", texts[i], strlen (texts[i]),
                                         &height, &width, &error));
      g_assert_error (error, INK_ERROR, INK_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, "PNG"));
    }
}

static void
test_limits (void)
{
  g_autoptr (GByteArray) bytes = encode (&kinds[3], PNG_INTERLACE_NONE);
  const guint32 sides[] = { INK_PICTURE_MAX_SIDE + 1, 0x7fffffff, 0xffffffff };

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    for (guint place = 16; place <= 20; place += 4)
      {
        g_autoptr (GError) error = NULL;
        g_autofree guint8 *copy = g_memdup2 (bytes->data, bytes->len);
        guint32 side = GUINT32_TO_BE (sides[i]);
        guint height, width;

        memcpy (copy + place, &side, 4);
        g_assert_null (ink_picture_decode ("l", copy, bytes->len, &height,
                                           &width, &error));
        g_assert_error (error, INK_ERROR, INK_ERROR_LIMIT);
        g_assert_nonnull (strstr (error->message, "at most 16384"));
      }
}

static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("inkling-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.png", NULL);
  g_autofree guint8 *back = NULL;
  guint8 pixels[28 * 28];
  guint height, width;

  for (guint i = 0; i < sizeof pixels; i++)
    pixels[i] = (guint8) (i * 7);
  g_assert_null (ink_picture_read (path, &height, &width, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (ink_picture_write_grey (path, pixels, 28, 28, &error));
  g_assert_no_error (error);
  back = ink_picture_read (path, &height, &width, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (back, (gsize) height * width, pixels, sizeof pixels);
  g_assert_false (ink_picture_write_grey (path, pixels, 0, 28, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (ink_picture_write_grey ("/nowhere/at/all.png", pixels, 28,
                                          28, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_IO);
  g_unlink (path);
  g_rmdir (folder);
}

/* Comments are not inflated: 300 MB of them lie in 300 kB. */
static void
test_comments (void)
{
  g_autoptr (GByteArray) bytes
      = encode_with_comments (&kinds[3], PNG_INTERLACE_NONE, 43);
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *grey = NULL;
  struct rusage before, after;
  guint height, width;

  g_assert_cmpuint (bytes->len, <, 1000 * 1000);
  getrusage (RUSAGE_SELF, &before);
  grey = ink_picture_decode ("comments", bytes->data, bytes->len, &height,
                             &width, &error);
  getrusage (RUSAGE_SELF, &after);
  g_assert_no_error (error);
  g_assert_cmpuint (grey[W + 1], ==, level (1, 1));
  g_assert_cmpint (after.ru_maxrss - before.ru_maxrss, <, 30 * 1000);
}

/* Writes RGBA pixels as a PNG. (transfer full) */
static GByteArray *
encode_rgba (const guint8 *rgba, guint height, guint width)
{
  png_image image = { .version = PNG_IMAGE_VERSION,
                      .width = width,
                      .height = height,
                      .format = PNG_FORMAT_RGBA };
  png_alloc_size_t size = 0;
  GByteArray *bytes = g_byte_array_new ();

  g_assert_true (
      png_image_write_to_memory (&image, NULL, &size, 0, rgba, 0, NULL));
  g_byte_array_set_size (bytes, (guint) size);
  g_assert_true (png_image_write_to_memory (&image, bytes->data, &size, 0,
                                            rgba, 0, NULL));
  return bytes;
}

/* White ink on nothing is on black; a white label with black ink, and black
 * ink on nothing, are on white. Nothing at all is blank. */
static void
test_transparent (void)
{
  static const struct
  {
    guint ink[2], label[2]; /* luma and alpha */
    guint8 ground, at_ink;
  } cases[] = {
    { { 255, 255 }, { 0, 0 }, 0, 255 },
    { { 0, 255 }, { 0, 0 }, 255, 0 },
    { { 0, 255 }, { 255, 255 }, 255, 0 },
    { { 60, 255 }, { 255, 0 }, 255, 60 },
    { { 255, 0 }, { 255, 0 }, 255, 255 },
  };

  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      guint8 rgba[20 * 20 * 4] = { 0 };
      g_autoptr (GByteArray) bytes = NULL;
      g_autofree guint8 *grey = NULL;
      guint height, width;

      for (guint y = 6; y < 14; y++)
        for (guint x = 6; x < 14; x++)
          {
            gboolean ink = x == 9 || x == 10;
            const guint *of = ink ? cases[k].ink : cases[k].label;

            memset (rgba + (y * 20 + x) * 4, (int) of[0], 3);
            rgba[(y * 20 + x) * 4 + 3] = (guint8) of[1];
          }
      bytes = encode_rgba (rgba, 20, 20);
      grey = ink_picture_decode ("t", bytes->data, bytes->len, &height, &width,
                                 NULL);
      g_assert_nonnull (grey);
      g_assert_cmpuint (grey[0], ==, cases[k].ground);
      g_assert_cmpuint (grey[10 * 20 + 10], ==, cases[k].at_ink);
    }
}

/* Pictures over the result's size come averaged, of every interlacing. */
static void
test_reduced (void)
{
  const guint w = 2 * INK_PICTURE_MAX_RESULT + 1, h = 7; /* squares of 3 */
  g_autofree guint8 *row = g_malloc (w);

  for (int interlace = 0; interlace < 2; interlace++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autofree guint8 *grey = NULL;
      png_structp png
          = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
      png_infop info = png_create_info_struct (png);
      int passes;
      guint height, width;

      png_set_write_fn (png, bytes, append_cb, flush_cb);
      png_set_IHDR (png, info, w, h, 8, PNG_COLOR_TYPE_GRAY, interlace,
                    PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
      png_write_info (png, info);
      passes = png_set_interlace_handling (png);
      for (int pass = 0; pass < passes; pass++)
        for (guint y = 0; y < h; y++)
          {
            for (guint x = 0; x < w; x++)
              row[x] = (guint8) (y == 6 ? 30 : 9 * (x / 3 % 20) + x % 3);
            png_write_row (png, row);
          }
      png_write_end (png, info);
      png_destroy_write_struct (&png, &info);
      grey = ink_picture_decode ("wide", bytes->data, bytes->len, &height,
                                 &width, NULL);
      g_assert_nonnull (grey);
      g_assert_cmpuint (height, ==, 3);
      g_assert_cmpuint (width, ==, (w + 2) / 3);
      for (guint x = 0; x + 1 < width; x++)
        {
          g_assert_cmpuint (grey[x], ==, 9 * (x % 20) + 1);
          g_assert_cmpuint (grey[2 * width + x], ==, 30);
        }
    }
}

static void
test_kind_of_file (void)
{
  g_autoptr (GError) error = NULL;
  guint height, width;

  g_assert_null (ink_picture_decode ("x.png", "\xff\xd8\xff\xe0", 4, &height,
                                     &width, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_FORMAT);
  g_assert_cmpstr (error->message, ==,
                   "x.png: expected a PNG picture, found a JPEG picture");
  g_assert_null (ink_picture_kind ("hello, world", 12));
  g_assert_null (ink_picture_kind ("", 0));
  g_assert_cmpstr (ink_picture_kind ("RIFF1234WEBP", 12), ==,
                   "a WebP picture");
}

/* Sets the CRC of every chunk right, so that what is behind it is reached. */
static void
mend_crcs (GByteArray *bytes)
{
  gsize at = 8;

  while (at + 12 <= bytes->len)
    {
      guint32 n, crc = 0xffffffff;

      memcpy (&n, bytes->data + at, 4);
      n = GUINT32_FROM_BE (n);
      if (n > bytes->len - at - 12)
        return;
      for (gsize i = at + 4; i < at + 8 + n; i++)
        {
          crc ^= bytes->data[i];
          for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
        }
      crc = GUINT32_TO_BE (~crc);
      memcpy (bytes->data + at + 8 + n, &crc, 4);
      at += 12 + n;
    }
}

/* Damage behind right CRCs, a byte at a time, in every kind: a picture or an
 * error, and never more than the limits allow. */
static void
test_mended (void)
{
  guint n_read = 0, n_refused = 0;

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 8; i < 400; i++)
      {
        g_autoptr (GByteArray) bytes = encode (&kinds[k], (int) (i % 2));
        g_autoptr (GError) error = NULL;
        g_autofree guint8 *grey = NULL;
        guint height, width;

        if (i >= bytes->len)
          break;
        if (i >= 16 && i < 24 && i != 19 && i != 23)
          continue; /* sizes whose blank pictures take long */
        bytes->data[i] ^= (guint8) (1 + i * 37 % 255);
        mend_crcs (bytes);
        grey = ink_picture_decode ("mended", bytes->data, bytes->len, &height,
                                   &width, &error);
        g_assert_true ((grey == NULL) == (error != NULL));
        n_read += grey != NULL;
        n_refused += grey == NULL;
      }
  g_test_message ("%u read, %u refused", n_read, n_refused);
  g_assert_cmpuint (n_read, >, 100);
  g_assert_cmpuint (n_refused, >, 100);
}

/* Bytes of chance behind a sound beginning. */
static void
test_any_bytes (void)
{
  for (guint i = 0; i < 500; i++)
    {
      InkRng rng = ink_rng (5, INK_STREAM_TEST, i, 0);
      g_autoptr (GByteArray) bytes
          = encode (&kinds[i % G_N_ELEMENTS (kinds)], (int) (i % 2));
      g_autofree guint8 *grey = NULL;
      guint start = 33 + (guint) ink_rng_below (&rng, bytes->len - 33);
      guint height, width;

      for (guint k = i % 3 == 0 ? 0 : start; k < bytes->len; k++)
        bytes->data[k] = (guint8) ink_rng_u64 (&rng);
      if (i % 2 == 0)
        mend_crcs (bytes);
      grey = ink_picture_decode ("any", bytes->data, bytes->len, &height,
                                 &width, NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data/picture/kinds", test_kinds);
  g_test_add_func ("/data/picture/luminance", test_luminance);
  g_test_add_func ("/data/picture/cut", test_cut);
  g_test_add_func ("/data/picture/changed", test_changed);
  g_test_add_func ("/data/picture/crc", test_crc);
  g_test_add_func ("/data/picture/not-png", test_not_png);
  g_test_add_func ("/data/picture/limits", test_limits);
  g_test_add_func ("/data/picture/comments", test_comments);
  g_test_add_func ("/data/picture/file", test_file);
  g_test_add_func ("/data/picture/transparent", test_transparent);
  g_test_add_func ("/data/picture/reduced", test_reduced);
  g_test_add_func ("/data/picture/kind-of-file", test_kind_of_file);
  g_test_add_func ("/data/picture/mended", test_mended);
  g_test_add_func ("/data/picture/any-bytes", test_any_bytes);
  return g_test_run ();
}
