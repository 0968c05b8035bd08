/* Copies: every kind of chart draws the same from its copy, in another thread
 * and once the original is gone; what the original gets later is not in it. */
#include "ui/plot/plot-export.h"

#include <glib.h>
#include <string.h>

#include "tests/plot/golden-charts.h"

typedef struct
{
  InkPlot *plot; /* owned */
  cairo_surface_t *surface;
  char *csv;
} Drawing;

static gpointer
draw_worker (gpointer data)
{
  Drawing *drawing = data;
  InkExportOptions options;

  ink_export_options_init (&options);
  options.width = GOLDEN_WIDTH;
  options.height = GOLDEN_HEIGHT;
  options.scale = 1;
  drawing->surface = ink_plot_export_surface (drawing->plot, &options);
  drawing->csv = ink_plot_to_csv (drawing->plot);
  ink_plot_unref (drawing->plot);
  return NULL;
}

static void
drawing_clear (Drawing *drawing)
{
  cairo_surface_destroy (drawing->surface);
  g_free (drawing->csv);
}

static void
assert_same (const Drawing *a, const Drawing *b)
{
  const gsize size
      = (gsize) cairo_image_surface_get_stride (a->surface)
        * (gsize) cairo_image_surface_get_height (a->surface);

  g_assert_cmpstr (a->csv, ==, b->csv);
  g_assert_cmpint (memcmp (cairo_image_surface_get_data (a->surface),
                           cairo_image_surface_get_data (b->surface), size),
                   ==, 0);
}

/* Takes @plot. */
static void
check_copy (InkPlot *plot)
{
  Drawing copied = { .plot = ink_plot_copy (plot) };
  Drawing original = { .plot = plot };

  draw_worker (&original);
  g_thread_join (g_thread_new ("draw", draw_worker, &copied));
  assert_same (&copied, &original);
  drawing_clear (&copied);
  drawing_clear (&original);
}

static void
test_chart (gconstpointer data)
{
  const GoldenChart *chart = data;
  InkPlot *plot = chart->make ();

  check_copy (ink_plot_ref (plot));
  if (ink_plot_n_entries (plot) > 1)
    {
      ink_plot_show_entry (plot, 0, FALSE);
      check_copy (ink_plot_ref (plot));
    }
  ink_plot_set_view (plot, INK_AXIS_X, 0.1, 0.7);
  check_copy (plot);
}

static void
test_apart (void)
{
  static const double values[] = { 1, 2, 3 };
  const InkLayerStyle style = { "line", 0, FALSE, 0 };
  g_autoptr (InkSeries) series = ink_series_new_from (values, values, 3);
  g_autoptr (InkPlot) plot = ink_plot_new ("Loss");
  g_autoptr (InkPlot) copy = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  ink_plot_add_layer (plot, ink_layer_line_new (series, &style));
  ink_plot_set_fact (plot, "Seed", "1");
  copy = ink_plot_copy (plot);
  before = ink_plot_to_csv (plot);
  ink_series_append (series, 4, 4);
  ink_plot_set_fact (plot, "Seed", "2");
  after = ink_plot_to_csv (copy);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (ink_plot_title (copy), ==, "Loss");
  g_assert_cmpstr (ink_plot_fact (copy, "Seed"), ==, "1");
  ink_series_clear (series);
  g_free (after);
  after = ink_plot_to_csv (copy);
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; golden_charts[i].name != NULL; i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/plot/copy/%s", golden_charts[i].name);

      g_test_add_data_func (path, &golden_charts[i], test_chart);
    }
  g_test_add_func ("/plot/copy/apart", test_apart);
  return g_test_run ();
}
