/* The texts of exported charts read back, and files that nobody should trust:
 * cut anywhere, damaged anywhere, or made to swell. */
#include "ui/plot/png-texts.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/base/error.h"
#include "ui/plot/plot-export.h"

static const guint8 signature[] = { 137, 'P', 'N', 'G', 13, 10, 26, 10 };

/* Of an exported chart. (transfer full) */
static GByteArray *
chart_new (void)
{
  g_autofree char *folder = g_dir_make_tmp ("inkling-texts-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.png", NULL);
  g_autoptr (InkPlot) plot = ink_plot_new ("Loss <损失>");
  g_autoptr (GError) error = NULL;
  GByteArray *bytes = g_byte_array_new ();
  InkExportOptions options;
  char *contents;
  gsize size;

  ink_plot_set_fact (plot, "Run", "2026-11-26-144300");
  ink_plot_set_fact (plot, "Recipe", "fast: epochs 4, µ");
  ink_plot_set_fact (plot, "Data hash", "abcd");
  ink_export_options_init (&options);
  options.width = options.height = 40;
  g_assert_true (ink_plot_export_png (plot, &options, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  g_byte_array_append (bytes, (guint8 *) contents, (guint) size);
  g_free (contents);
  g_unlink (path);
  g_rmdir (folder);
  return bytes;
}

static guint32
crc_of (const guint8 *bytes, gsize size)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= bytes[i];
      for (guint k = 0; k < 8; k++)
        crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
  return ~crc;
}

static void
append_u32 (GByteArray *png, guint32 value)
{
  const guint32 bytes = GUINT32_TO_BE (value);

  g_byte_array_append (png, (const guint8 *) &bytes, 4);
}

static void
append_chunk (GByteArray *png, const char *type, const void *data, gsize size)
{
  guint start;

  append_u32 (png, (guint32) size);
  start = png->len;
  g_byte_array_append (png, (const guint8 *) type, 4);
  g_byte_array_append (png, data, (guint) size);
  append_u32 (png, crc_of (png->data + start, size + 4));
}

/* A picture of one pixel up to its first chunk after the header. */
static GByteArray *
head_new (void)
{
  static const guint8 header[] = { 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0 };
  GByteArray *png = g_byte_array_new ();

  g_byte_array_append (png, signature, sizeof signature);
  append_chunk (png, "IHDR", header, sizeof header);
  return png;
}

static GPtrArray *
parse (const GByteArray *png, GError **error)
{
  return ink_png_texts_parse ("x.png", png->data, png->len, error);
}

static void
test_round_trip (void)
{
  g_autoptr (GByteArray) png = chart_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) texts = parse (png, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ink_png_texts_find (texts, "Title"), ==, "Loss <损失>");
  g_assert_cmpstr (ink_png_texts_find (texts, "Run"), ==,
                   "2026-11-26-144300");
  g_assert_cmpstr (ink_png_texts_find (texts, "Recipe"), ==,
                   "fast: epochs 4, µ");
  g_assert_cmpstr (ink_png_texts_find (texts, "Data hash"), ==, "abcd");
  g_assert_null (ink_png_texts_find (texts, "Seed"));
  g_assert_true (ink_png_texts_are_of_chart (texts));
}

/* Up to the pixels every cut is an error; what comes after is not looked at. */
static void
test_cut (void)
{
  g_autoptr (GByteArray) png = chart_new ();
  const guint8 *pixels = memmem (png->data, png->len, "IDAT", 4);
  const guint end = (guint) (pixels - png->data) + 4;

  for (guint size = 0; size < end; size++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
          ink_png_texts_parse ("x.png", png->data, size, &error));
      g_assert_true (g_error_matches (error, INK_ERROR, INK_ERROR_FORMAT)
                     || g_error_matches (error, INK_ERROR,
                                         INK_ERROR_TRUNCATED));
      g_assert_true (g_str_has_prefix (error->message, "x.png: expected "));
    }
  g_ptr_array_unref (ink_png_texts_parse ("x.png", png->data, end, NULL));
}

/* Nothing crashes; what is read is valid. */
static void
test_damage (void)
{
  g_autoptr (GByteArray) png = chart_new ();
  const guint8 *pixels = memmem (png->data, png->len, "IDAT", 4);
  const guint end = (guint) (pixels - png->data);

  for (guint i = 0; i < end; i++)
    for (guint bit = 0; bit < 8; bit += 3)
      {
        g_autoptr (GPtrArray) texts = NULL;

        png->data[i] ^= (guint8) (1 << bit);
        texts = parse (png, NULL);
        for (guint k = 0; texts != NULL && k < texts->len; k++)
          g_assert_true (g_utf8_validate (texts->pdata[k], -1, NULL));
        png->data[i] ^= (guint8) (1 << bit);
      }
}

static void
test_latin (void)
{
  static const char text[] = "Author\0Bj\xf6rn";
  g_autoptr (GByteArray) png = head_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) texts = NULL;

  append_chunk (png, "tEXt", text, sizeof text - 1);
  append_chunk (png, "IDAT", "", 0);
  texts = parse (png, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ink_png_texts_find (texts, "Author"), ==, "Björn");
  g_assert_false (ink_png_texts_are_of_chart (texts));
}

/* (transfer full): @size zeros, deflated */
static GByteArray *
deflate_zeros (gsize size)
{
  g_autoptr (GZlibCompressor) deflate
      = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (
      memory, G_CONVERTER (deflate));
  g_autofree guint8 *block = g_malloc0 (65536);
  GByteArray *bytes = g_byte_array_new ();

  memset (block, 'a', 65536);
  for (gsize done = 0; done < size; done += 65536)
    g_assert_true (g_output_stream_write_all (stream, block, 65536, NULL, NULL,
                                              NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  g_byte_array_append (
      bytes,
      g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
      (guint) g_memory_output_stream_get_data_size (
          G_MEMORY_OUTPUT_STREAM (memory)));
  return bytes;
}

/* 64 MiB in 64 KiB is not inflated. */
static void
test_bomb (void)
{
  g_autoptr (GByteArray) deflated = deflate_zeros (64 * 1024 * 1024);
  g_autoptr (GByteArray) chunk = g_byte_array_new ();
  g_autoptr (GByteArray) png = head_new ();
  g_autoptr (GPtrArray) texts = NULL;

  g_byte_array_append (chunk, (const guint8 *) "Comment\0", 9);
  chunk->data[7] = chunk->data[8] = 0;
  g_byte_array_append (chunk, deflated->data, deflated->len);
  for (guint i = 0; i < 20; i++)
    append_chunk (png, "zTXt", chunk->data, chunk->len);
  append_chunk (png, "IDAT", "", 0);
  texts = parse (png, NULL);
  g_assert_true (texts == NULL || texts->len == 0);
}

/* More texts than anybody needs are not all kept, larger ones not at all. */
/* A chunk that says it is longer than the file takes no memory: it is refused
 * where it begins. */
static void
test_boast (void)
{
  g_autoptr (GByteArray) png = head_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *place = g_strdup_printf ("byte %u", png->len);

  append_u32 (png, 0x7fffffff);
  g_byte_array_append (png, (const guint8 *) "tEXtTitle", 9);
  g_assert_null (parse (png, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_TRUNCATED);
  g_assert_nonnull (strstr (error->message, place));
}

static void
test_many (void)
{
  static const char text[] = "Comment\0again";
  g_autoptr (GByteArray) png = head_new ();
  g_autofree char *large = g_strnfill (INK_PNG_TEXT_MAX * 4, 'a');
  g_autoptr (GPtrArray) texts = NULL;
  g_autoptr (GPtrArray) none = NULL;

  for (guint i = 0; i < 5000; i++)
    append_chunk (png, "tEXt", text, sizeof text - 1);
  append_chunk (png, "IDAT", "", 0);
  texts = parse (png, NULL);
  g_assert_true (texts == NULL || texts->len <= 2 * INK_PNG_TEXTS_MAX);

  g_byte_array_set_size (png, 0);
  g_byte_array_append (png, signature, sizeof signature);
  memcpy (large, "Key", 4);
  append_chunk (png, "tEXt", large, INK_PNG_TEXT_MAX * 4);
  none = parse (png, NULL);
  g_assert_null (none);
}

static void
test_no_png (void)
{
  static const char *const others[] = { "", "GIF89a", "<ink/>", "\x89PNG" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ink_png_texts_parse ("x", others[i], strlen (others[i]),
                                          &error));
      g_assert_error (error, INK_ERROR, INK_ERROR_FORMAT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/png-texts/round-trip", test_round_trip);
  g_test_add_func ("/plot/png-texts/cut", test_cut);
  g_test_add_func ("/plot/png-texts/damage", test_damage);
  g_test_add_func ("/plot/png-texts/latin", test_latin);
  g_test_add_func ("/plot/png-texts/bomb", test_bomb);
  g_test_add_func ("/plot/png-texts/boast", test_boast);
  g_test_add_func ("/plot/png-texts/many", test_many);
  g_test_add_func ("/plot/png-texts/no-png", test_no_png);
  return g_test_run ();
}
