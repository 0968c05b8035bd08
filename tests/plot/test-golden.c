/* Every chart looks as its golden picture does, in light and dark; and the
 * comparison tells a chart with any one fault from it, but not a chart that was
 * drawn by another version of the libraries below. */
#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "golden-charts.h"
#include "golden-faults.h"
#include "picture-difference.h"
#include "tests/support/slow-build.h"
#include "ui/plot/plot-private.h"

#define HOW_TO_WRITE "INKLING_GOLDEN=write tests/run plot-golden"

static const char *const fonts[][2] = {
  { "DejaVu Sans", "fonts-dejavu-core" },
  { "WenQuanYi Micro Hei", "fonts-wqy-microhei" },
};
static const char *const theme_names[] = { "light", "dark", "print" };

static cairo_surface_t *
draw (InkPlot *plot, const GoldenChart *chart, const Manner *manner)
{
  const int height = GOLDEN_HEIGHT / (chart->is_small ? 2 : 1);
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, GOLDEN_WIDTH, height);
  cairo_t *cr = cairo_create (surface);

  ink_set_color (cr, &manner->theme.ground);
  cairo_paint (cr);
  cairo_translate (cr, manner->shift, manner->shift);
  cairo_set_antialias (cr, manner->antialias);
  ink_plot_draw (plot, cr, GOLDEN_WIDTH, height, &manner->theme);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  return surface;
}

/* References */

static char *
reference_path (const GoldenChart *chart, const char *theme)
{
  g_autofree char *name = g_strdup_printf ("%s-%s.txt", chart->name, theme);

  return g_build_filename (g_test_get_dir (G_TEST_DIST), "golden", "plots",
                           name, NULL);
}

static gboolean
load_reference (const GoldenChart *chart, const char *theme, LookGrid *grid)
{
  g_autofree char *path = reference_path (chart, theme);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL)
         && look_grid_parse (grid, text);
}

/* But not one that nothing differs from. */
static void
write_reference (const GoldenChart *chart, const char *theme, const Look *look)
{
  g_autofree char *path = reference_path (chart, theme);
  g_autofree char *folder = g_path_get_dirname (path);
  g_auto (LookGrid) stored = { 0 };
  g_auto (LookGrid) grid = { 0 };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (load_reference (chart, theme, &stored)
      && look_compare (look, &stored) == 0)
    return;
  look_grid_init (&grid, look);
  text = look_grid_to_text (&grid);
  g_mkdir_with_parents (folder, 0777);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static const char *
log_folder (void)
{
  const char *folder = g_getenv ("INKLING_TEST_LOGS");

  return folder != NULL ? folder : g_get_tmp_dir ();
}

/* Writes what was drawn and what differs; says where. */
static void
keep_pictures (const char *folder, const char *name, cairo_surface_t *surface,
               const Look *look, const LookGrid *grid)
{
  g_autofree char *drawn = g_strdup_printf ("%s/plot-%s.png", folder, name);
  g_autofree char *apart
      = g_strdup_printf ("%s/plot-%s-difference.png", folder, name);
  cairo_surface_t *difference = look_difference (look, grid, surface);

  cairo_surface_write_to_png (surface, drawn);
  cairo_surface_write_to_png (difference, apart);
  cairo_surface_destroy (difference);
  g_test_message ("drawn: %s", drawn);
  g_test_message ("stored, drawn, where they differ: %s", apart);
}

/* The tests */

typedef struct
{
  const GoldenChart *chart;
  const char *theme;
} Picture;

static void
test_picture (gconstpointer data)
{
  const Picture *picture = data;
  const Manner manner = golden_manner (picture->theme);
  g_autoptr (InkPlot) plot = picture->chart->make ();
  cairo_surface_t *surface = draw (plot, picture->chart, &manner);
  g_autofree char *name
      = g_strdup_printf ("%s-%s", picture->chart->name, picture->theme);
  g_auto (Look) look = { 0 };
  g_auto (LookGrid) grid = { 0 };
  int n;

  look_init (&look, surface);
  if (g_strcmp0 (g_getenv ("INKLING_GOLDEN"), "write") == 0)
    write_reference (picture->chart, picture->theme, &look);
  if (!load_reference (picture->chart, picture->theme, &grid))
    {
      g_test_message ("%s has no reference; " HOW_TO_WRITE " makes it", name);
      g_test_fail ();
      cairo_surface_destroy (surface);
      return;
    }
  n = look_compare (&look, &grid);
  g_test_message ("%s: %d of %d places differ", name, n,
                  grid.rows * grid.columns);
  if (n > LOOK_PLACES)
    {
      keep_pictures (log_folder (), name, surface, &look, &grid);
      g_test_message ("where that is meant: " HOW_TO_WRITE);
      g_test_fail ();
    }
  cairo_surface_destroy (surface);
}

static gboolean
is_wanted (const char *file)
{
  for (const GoldenChart *chart = golden_charts; chart->name != NULL; chart++)
    for (guint t = 0; t < G_N_ELEMENTS (theme_names); t++)
      {
        g_autofree char *path = reference_path (chart, theme_names[t]);

        if ((t < 2 || chart->in_print) && g_str_has_suffix (path, file))
          return TRUE;
      }
  return FALSE;
}

/* No reference is left of a chart that is no longer there. */
static void
test_no_more (void)
{
  g_autofree char *folder
      = g_test_build_filename (G_TEST_DIST, "golden", "plots", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_strconcat (G_DIR_SEPARATOR_S, name, NULL);

      if (is_wanted (file))
        continue;
      g_test_message ("%s/%s is of no chart", folder, name);
      g_test_fail ();
    }
}

/* Places in which @plot, drawn in @manner, differs from the reference; -1, and
 * the test fails, where there is none. */
static int
differences (InkPlot *plot, const GoldenChart *chart, const char *theme,
             const Manner *manner)
{
  cairo_surface_t *surface = draw (plot, chart, manner);
  g_auto (Look) look = { 0 };
  g_auto (LookGrid) grid = { 0 };

  look_init (&look, surface);
  cairo_surface_destroy (surface);
  if (load_reference (chart, theme, &grid))
    return look_compare (&look, &grid);
  g_test_fail ();
  return -1;
}

static void
test_tolerates (void)
{
  for (guint k = 0; golden_charts[k].name != NULL; k++)
    for (guint i = 0; tolerated_changes[i].name != NULL; i++)
      {
        const char *theme = theme_names[(k + i) % 2];
        Manner manner = golden_manner (theme);
        g_autoptr (InkPlot) plot = golden_charts[k].make ();
        int n;

        tolerated_changes[i].change (&manner);
        n = differences (plot, &golden_charts[k], theme, &manner);
        g_test_message ("%s, %s, %s: %d places", golden_charts[k].name, theme,
                        tolerated_changes[i].name, n);
        if (n > LOOK_PLACES)
          g_test_fail ();
      }
}

static void
check_fault (const GoldenChart *chart, const char *theme, const Fault *fault,
             guint i)
{
  Manner manner = golden_manner (theme);
  g_autoptr (InkPlot) plot = chart->make ();
  int n;

  if (!fault->spoil (plot, i, &manner))
    return;
  n = differences (plot, chart, theme, &manner);
  g_test_message ("%s, %s, %s (%u): %d places", chart->name, theme,
                  fault->name, i, n);
  if (n <= LOOK_PLACES)
    g_test_fail ();
}

/* Of many layers one more or less is not seen, nor meant to be. */
#define FEW_LAYERS 20

static void
test_tells (gconstpointer data)
{
  const Fault *fault = data;

  for (guint k = 0; golden_charts[k].name != NULL; k++)
    {
      g_autoptr (InkPlot) plot = golden_charts[k].make ();
      const guint n_layers = plot->layers->len;

      if (!fault->once && n_layers > FEW_LAYERS)
        continue;
      if (IS_SLOW_BUILD && k % 4 != 0) /* that all are told, others say */
        continue;
      for (guint i = 0; i < (fault->once ? 1 : n_layers); i++)
        check_fault (&golden_charts[k], theme_names[(k + i) % 2], fault, i);
    }
}

/* A failure leaves both pictures. */
static void
test_pictures_kept (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("inkling-golden-XXXXXX", &error);
  const Manner manner = golden_manner ("dark");
  g_autoptr (InkPlot) plot = golden_charts[0].make ();
  cairo_surface_t *surface = draw (plot, &golden_charts[0], &manner);
  g_auto (Look) look = { 0 };
  g_auto (LookGrid) grid = { 0 };

  g_assert_no_error (error);
  look_init (&look, surface);
  if (!load_reference (&golden_charts[0], "light", &grid))
    look_grid_init (&grid, &look); /* told elsewhere; fails below */
  g_assert_cmpint (look_compare (&look, &grid), >, LOOK_PLACES);
  keep_pictures (folder, "it", surface, &look, &grid);
  cairo_surface_destroy (surface);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path
          = g_build_filename (folder, i == 0 ? "plot-it.png"
                                             : "plot-it-difference.png", NULL);

      surface = cairo_image_surface_create_from_png (path);
      g_assert_cmpint (cairo_image_surface_get_width (surface), ==,
                       i == 0 ? GOLDEN_WIDTH : 3 * GOLDEN_WIDTH);
      cairo_surface_destroy (surface);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* What is written is read; what was cut or has more is not. */
static void
test_text (void)
{
  const Manner manner = golden_manner ("light");
  g_autoptr (InkPlot) plot = golden_charts[0].make ();
  cairo_surface_t *surface = draw (plot, &golden_charts[0], &manner);
  g_auto (Look) look = { 0 };
  g_auto (LookGrid) grid = { 0 };
  g_auto (LookGrid) read = { 0 };
  g_autofree char *text = NULL;
  gsize length;

  look_init (&look, surface);
  cairo_surface_destroy (surface);
  look_grid_init (&grid, &look);
  text = look_grid_to_text (&grid);
  length = strlen (text);
  g_assert_true (look_grid_parse (&read, text));
  g_assert_cmpmem (read.values, (gsize) (read.rows * read.columns * 3),
                   grid.values, (gsize) (grid.rows * grid.columns * 3));
  g_assert_cmpint (look_compare (&look, &read), ==, 0);
  for (gsize cut = length; cut-- > 0;)
    {
      g_auto (LookGrid) none = { 0 };

      text[cut] = '\0';
      g_assert_false (look_grid_parse (&none, text));
    }
}

/* Fonts */

static gboolean
has_font (const char *name)
{
  PangoFontMap *map = pango_cairo_font_map_get_default ();
  PangoFontFamily **families;
  gboolean has = FALSE;
  int n;

  pango_font_map_list_families (map, &families, &n);
  for (int i = 0; i < n; i++)
    has = has
          || g_strcmp0 (pango_font_family_get_name (families[i]), name) == 0;
  g_free (families);
  return has;
}

/* Without the fonts no picture can be right: said once, and all is skipped, or
 * fails on the build server, which has them. */
static int
without_fonts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fonts); i++)
    if (!has_font (fonts[i][0]))
      {
        const gboolean must = g_getenv ("CI") != NULL;

        g_print (must ? "1..1\nnot ok 1 - the font %s is not installed "
                        "(Debian: %s)\n"
                      : "1..0 # SKIP the font %s is not installed (Debian: "
                        "%s)\n",
                 fonts[i][0], fonts[i][1]);
        return must ? 1 : 0;
      }
  return -1;
}

static void
add_pictures (void)
{
  for (const GoldenChart *chart = golden_charts; chart->name != NULL; chart++)
    for (guint t = 0; t < (chart->in_print ? 3 : 2); t++)
      {
        g_autofree char *path = g_strdup_printf (
            "/plot/golden/%s-%s", chart->name, theme_names[t]);
        Picture *picture = g_new (Picture, 1);

        *picture = (Picture){ chart, theme_names[t] };
        g_test_add_data_func_full (path, picture, test_picture, g_free);
      }
}

int
main (int argc, char **argv)
{
  const int status = without_fonts ();

  if (status >= 0)
    return status;
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  add_pictures ();
  g_test_add_func ("/plot/golden/no-more", test_no_more);
  g_test_add_func ("/plot/golden/tolerates", test_tolerates);
  for (guint i = 0; golden_faults[i].name != NULL; i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/plot/golden/tells/%s", golden_faults[i].name);

      g_test_add_data_func (path, &golden_faults[i], test_tells);
    }
  g_test_add_func ("/plot/golden/pictures-kept", test_pictures_kept);
  g_test_add_func ("/plot/golden/text", test_text);
  return g_test_run ();
}
