/* Exported files, read back: sizes, resolution, texts, well-formed markup, the
 * data; and nothing left behind where a file cannot be written. */
#include "ui/plot/plot-export.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <png.h>
#include <string.h>

#include "core/base/error.h"

#define LONG_KEY                                                              \
  "a key of more than seventy-nine characters, which the PNG specification "  \
  "does not allow"

typedef struct
{
  char *folder;
  char *path;
  InkPlot *plot;
  InkExportOptions options;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  static const double x[] = { 0, 1, 2 };
  static const double y[] = { 0.1, NAN, 1e-20 };
  const InkLayerStyle style = { "a, \"b\"", 0, FALSE, 0 };
  g_autoptr (InkSeries) series = ink_series_new_from (x, y, 3);

  f->folder = g_dir_make_tmp ("inkling-plot-XXXXXX", NULL);
  g_assert_nonnull (f->folder);
  f->path = g_build_filename (f->folder, "chart", NULL);
  f->plot = ink_plot_new ("Loss <& 损失>");
  ink_plot_add_layer (f->plot, ink_layer_line_new (series, &style));
  ink_plot_set_fact (f->plot, "Recipe", "best");
  ink_plot_set_fact (f->plot, "Data", "中文");
  ink_plot_set_fact (f->plot, LONG_KEY, "dropped");
  ink_export_options_init (&f->options);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0); /* nothing else was left */
  ink_plot_unref (f->plot);
  g_free (f->path);
  g_free (f->folder);
}

static void
check_texts (png_structp png, png_infop info)
{
  png_textp text;
  int n = 0;
  gboolean title = FALSE, software = FALSE, recipe = FALSE, set = FALSE;

  png_get_text (png, info, &text, &n);
  for (int i = 0; i < n; i++)
    {
      title = title
              || (strcmp (text[i].key, "Title") == 0
                  && strcmp (text[i].text, "Loss <& 损失>") == 0
                  && text[i].compression == PNG_ITXT_COMPRESSION_NONE);
      software = software
                 || (strcmp (text[i].key, "Software") == 0
                     && g_str_has_prefix (text[i].text, "Inkling "));
      recipe = recipe
               || (strcmp (text[i].key, "Recipe") == 0
                   && strcmp (text[i].text, "best") == 0
                   && text[i].compression == PNG_TEXT_COMPRESSION_NONE);
      set = set
            || (strcmp (text[i].key, "Data") == 0
                && strcmp (text[i].text, "中文") == 0);
    }
  g_assert_true (title && software && recipe && set);
  g_assert_cmpint (n, ==, 4); /* the long key is left out */
}

static void
test_png (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  png_structp png;
  png_infop info;
  png_uint_32 x, y;
  int unit;
  FILE *file;

  f->options.width = 301.5;
  f->options.scale = 3;
  g_assert_true (
      ink_plot_export_png (f->plot, &f->options, f->path, &error));
  g_assert_no_error (error);
  file = g_fopen (f->path, "rb");
  png = png_create_read_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  info = png_create_info_struct (png);
  if (setjmp (png_jmpbuf (png)) != 0)
    g_error ("libpng cannot read the file");
  png_init_io (png, file);
  png_read_png (png, info, PNG_TRANSFORM_IDENTITY, NULL);
  g_assert_cmpuint (png_get_image_width (png, info), ==, 905);
  g_assert_cmpuint (png_get_image_height (png, info), ==, 1920);
  g_assert_cmpint (png_get_pHYs (png, info, &x, &y, &unit), !=, 0);
  g_assert_cmpint (unit, ==, PNG_RESOLUTION_METER);
  g_assert_cmpuint (x, ==, 11339); /* 288 DPI */
  g_assert_cmpuint (y, ==, 11339);
  check_texts (png, info);
  png_destroy_read_struct (&png, &info, NULL);
  fclose (file);
}

/* A ground that lets through gives a picture that does. */
static void
test_png_alpha (Fixture *f, gconstpointer data)
{
  InkTheme theme = *ink_theme_find ("dark");
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  theme.ground.a = 0;
  f->options.theme = &theme;
  g_assert_true (
      ink_plot_export_png (f->plot, &f->options, f->path, &error));
  g_assert_true (g_file_get_contents (f->path, &bytes, &length, NULL));
  g_assert_cmpuint (length, >, 33);
  g_assert_cmpint (bytes[25], ==, PNG_COLOR_TYPE_RGBA);
}

/* A ground to the last pixel, also where the size in pixels is rounded up. */
static void
test_png_opaque (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  f->options.width = 33;
  f->options.height = 41;
  f->options.scale = 3.125; /* 300 DPI: 103.125 x 128.125 */
  g_assert_true (
      ink_plot_export_png (f->plot, &f->options, f->path, &error));
  g_assert_true (g_file_get_contents (f->path, &bytes, &length, NULL));
  g_assert_cmpuint (length, >, 33);
  g_assert_cmpint (bytes[19], ==, 104);
  g_assert_cmpint (bytes[25], ==, PNG_COLOR_TYPE_RGB);
}

static void
test_svg (Fixture *f, gconstpointer data)
{
  static const GMarkupParser nothing = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GMarkupParseContext) context
      = g_markup_parse_context_new (&nothing, 0, NULL, NULL);
  g_autofree char *svg = NULL;
  gsize length;

  g_assert_true (
      ink_plot_export_svg (f->plot, &f->options, f->path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (f->path, &svg, &length, NULL));
  g_assert_true (
      g_markup_parse_context_parse (context, svg, (gssize) length, &error));
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (svg, "<title>Loss &lt;&amp; 损失&gt;</title>"));
  g_assert_nonnull (strstr (svg, "Recipe: best; Data: 中文"));
  g_assert_nonnull (strstr (svg, "<path"));
}

static void
test_pdf (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *pdf = NULL;
  gsize length;

  g_assert_true (
      ink_plot_export_pdf (f->plot, &f->options, f->path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (f->path, &pdf, &length, NULL));
  g_assert_cmpuint (length, >, 1000);
  g_assert_true (g_str_has_prefix (pdf, "%PDF-1."));
  g_assert_cmpmem (pdf + length - 6, 6, "%%EOF\n", 6);
  g_assert_nonnull (memmem (pdf, length, "0 0 750 480", 11));
}

static void
check_csv (Fixture *f, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = NULL;

  g_assert_true (ink_plot_export_csv (f->plot, f->path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (f->path, &csv, NULL, NULL));
  g_assert_cmpstr (csv, ==, expected);
}

static void
test_csv (Fixture *f, gconstpointer data)
{
  static const guint64 counts[] = { 1, 2, 3, 4 };
  static const char *const names[] = { "a", "b,c", NULL };
  static const double bars[] = { 0.1 + 0.2, -INFINITY };

  check_csv (f, "series,x,y\n"
                "\"a, \"\"b\"\"\",0,0.1\n"
                "\"a, \"\"b\"\"\",1,nan\n"
                "\"a, \"\"b\"\"\",2,1e-20\n");
  ink_plot_unref (f->plot);
  f->plot = ink_plot_new ("Cells");
  ink_plot_add_layer (f->plot,
                      ink_layer_heat_map_new (counts, 2, 2, names, names));
  ink_plot_add_layer (f->plot, ink_layer_bars_new (bars, names, NULL));
  check_csv (f, "row,column,value\na,a,1\na,\"b,c\",2\n\"b,c\",a,3\n"
                "\"b,c\",\"b,c\",4\n"
                "series,label,value\n,a,0.30000000000000004\n"
                ",\"b,c\",-inf\n");
}

/* What is on screen keeps its pixels while a file is drawn in another size. */
static void
test_view_kept (Fixture *f, gconstpointer data)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 300, 200);
  cairo_t *cr = cairo_create (surface);
  double before[2], after[2];

  ink_plot_draw (f->plot, cr, 300, 200, ink_theme_find ("light"));
  ink_plot_to_pixels (f->plot, 1, 0.05, &before[0], &before[1]);
  g_assert_true (ink_plot_export_png (f->plot, &f->options, f->path, NULL));
  g_assert_true (ink_plot_export_svg (f->plot, &f->options, f->path, NULL));
  ink_plot_to_pixels (f->plot, 1, 0.05, &after[0], &after[1]);
  g_assert_cmpfloat (before[0], ==, after[0]);
  g_assert_cmpfloat (before[1], ==, after[1]);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

typedef gboolean (*Export) (InkPlot *, const InkExportOptions *, const char *,
                            GError **);

static gboolean
export_csv (InkPlot *plot, const InkExportOptions *options, const char *path,
            GError **error)
{
  return ink_plot_export_csv (plot, path, error);
}

static const Export exports[] = { ink_plot_export_png, ink_plot_export_svg,
                                  ink_plot_export_pdf, export_csv };

static void
test_unwritable (Fixture *f, gconstpointer data)
{
  g_autofree char *nowhere
      = g_build_filename (f->folder, "none", "chart.png", NULL);
  g_autofree char *taken = g_build_filename (f->folder, "taken", NULL);

  g_assert_cmpint (g_mkdir (taken, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (exports); i++)
    {
      g_autoptr (GError) missing = NULL;
      g_autoptr (GError) folder = NULL;
      g_autoptr (GError) full = NULL;

      g_assert_false (exports[i](f->plot, &f->options, nowhere, &missing));
      g_assert_error (missing, INK_ERROR, INK_ERROR_IO);
      g_assert_nonnull (strstr (missing->message, nowhere));
      g_assert_false (exports[i](f->plot, &f->options, taken, &folder));
      g_assert_error (folder, INK_ERROR, INK_ERROR_IO);
      g_assert_false (exports[i](f->plot, &f->options, "/dev/full", &full));
      g_assert_error (full, INK_ERROR, INK_ERROR_IO);
      g_assert_cmpuint (count_files (f->folder), ==, 1);
    }
  g_assert_cmpint (g_rmdir (taken), ==, 0);
}

/* Stopped, there is no file, and one that was there is as it was. */
static void
test_stopped (Fixture *f, gconstpointer data)
{
  InkExportWatch watch = { 0 };

  f->options.watch = &watch;
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *bytes = NULL;

      watch.stopped = TRUE;
      g_assert_false (exports[i](f->plot, &f->options, f->path, &error));
      g_assert_error (error, INK_ERROR, INK_ERROR_CANCELLED);
      g_assert_cmpuint (count_files (f->folder), ==, 0);
      g_assert_true (g_file_set_contents (f->path, "mine", -1, NULL));
      g_assert_false (exports[i](f->plot, &f->options, f->path, NULL));
      g_assert_true (g_file_get_contents (f->path, &bytes, NULL, NULL));
      g_assert_cmpstr (bytes, ==, "mine");
      watch.stopped = FALSE;
      g_assert_true (exports[i](f->plot, &f->options, f->path, NULL));
      g_unlink (f->path);
    }
  g_assert_cmpuint (watch.permille, >, 990);
  g_assert_cmpuint (watch.permille, <=, 1000);
}

static void
test_sizes (Fixture *f, gconstpointer data)
{
  static const double bad[][3] = {
    { 0, 100, 1 },     { 100, -1, 1 },     { NAN, 100, 1 },
    { 100, 100, 0.5 }, { 100, 100, 9 },    { 100, 100, NAN },
    { 20000, 10, 1 },  { 9000, 9000, 8 },  { INFINITY, 100, 1 },
    { 8000, 10, 8 },   { 10, INFINITY, 1 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    for (guint k = 0; k < 3; k++)
      {
        g_autoptr (GError) error = NULL;

        f->options.width = bad[i][0];
        f->options.height = bad[i][1];
        f->options.scale = bad[i][2];
        g_assert_false (exports[k](f->plot, &f->options, f->path, &error));
        g_assert_error (error, INK_ERROR, INK_ERROR_ARGUMENT);
        g_assert_cmpuint (count_files (f->folder), ==, 0);
      }
}

/* Cairo 1.16 loses an array for every PDF with a Chinese font in it. */
const char *__lsan_default_suppressions (void);

const char *
__lsan_default_suppressions (void)
{
  return "leak:libcairo.so\n";
}

#define ADD(name, func)                                                       \
  g_test_add ("/plot/export/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("png", test_png);
  ADD ("png-alpha", test_png_alpha);
  ADD ("png-opaque", test_png_opaque);
  ADD ("svg", test_svg);
  ADD ("pdf", test_pdf);
  ADD ("csv", test_csv);
  ADD ("view-kept", test_view_kept);
  ADD ("unwritable", test_unwritable);
  ADD ("stopped", test_stopped);
  ADD ("sizes", test_sizes);
  return g_test_run ();
}
