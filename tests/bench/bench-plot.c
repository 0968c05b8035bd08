/* How long a chart takes to draw while it is panned and zoomed: a line of
 * 1,000,000 points, its smoothed line, and 50 lines of 20,000 points, each of
 * 1400 x 900 pixels on an image surface, one thread; and how long a million
 * points take to append. Every frame shows another view. One line of JSON with
 * the median milliseconds of a frame. Usage: bench-plot FRAMES */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <cairo.h>

#include "core/base/rng.h"
#include "ui/plot/plot.h"

#define WIDTH 1400
#define HEIGHT 900
#define N_POINTS 1000000
#define N_SERIES 50
#define N_OF_MANY 20000
#define APPENDS 3

/* A loss that falls, with the noise of a batch. */
static double
loss_at (InkRng *rng, double t)
{
  return (2.3 * exp (-6 * t) + 0.02) * exp (0.15 * ink_rng_normal (rng));
}

static InkSeries *
series_new (gsize n, guint64 seed)
{
  InkSeries *series = ink_series_new ();
  InkRng rng = ink_rng (seed, INK_STREAM_TEST, 0, 0);

  for (gsize i = 0; i < n; i++)
    ink_series_append (series, (double) i,
                       loss_at (&rng, (double) i / (double) n));
  return series;
}

static InkPlot *
plot_new (double n)
{
  InkPlot *plot = ink_plot_new ("Loss");
  const InkAxisSpec x = { "step", NULL, INK_SCALE_LINEAR, 0, n };
  const InkAxisSpec y = { NULL, "nats", INK_SCALE_LOG, NAN, NAN };

  ink_plot_set_axis (plot, INK_AXIS_X, &x);
  ink_plot_set_axis (plot, INK_AXIS_Y, &y);
  return plot;
}

static InkPlot *
line_plot_new (void)
{
  g_autoptr (InkSeries) series = series_new (N_POINTS, 1);
  InkPlot *plot = plot_new (N_POINTS);
  const InkLayerStyle style = { "step", 0, FALSE, 0 };

  ink_plot_add_layer (plot, ink_layer_line_new (series, &style));
  return plot;
}

static InkPlot *
smooth_plot_new (void)
{
  g_autoptr (InkSeries) series = series_new (N_POINTS, 1);
  InkPlot *plot = plot_new (N_POINTS);
  const InkLayerStyle style = { "smoothed", 0, FALSE, 0 };

  ink_plot_add_layer (plot, ink_layer_smooth_new (series, 0.95, &style));
  return plot;
}

static InkPlot *
many_plot_new (void)
{
  InkPlot *plot = plot_new (N_OF_MANY);

  for (guint i = 0; i < N_SERIES; i++)
    {
      g_autoptr (InkSeries) series = series_new (N_OF_MANY, i);
      g_autofree char *name = g_strdup_printf ("run %u", i + 1);
      const InkLayerStyle style = { name, i, FALSE, 0 };

      ink_plot_add_layer (plot, ink_layer_line_new (series, &style));
    }
  return plot;
}

static int
compare_doubles (const void *a, const void *b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* Zooms in to a thousandth of the width and out again, panning on the way. */
static void
set_view (InkPlot *plot, double n, guint frame, guint frames)
{
  const double t = (double) frame / frames;
  const double width = n * pow (1e-3, 1 - fabs (2 * t - 1));
  const double left = (n - width) * (0.5 + 0.5 * sin (7 * t));

  ink_plot_set_view (plot, INK_AXIS_X, left, left + width);
}

static double
draw_frame (InkPlot *plot, cairo_t *cr)
{
  const gint64 start = g_get_monotonic_time ();

  ink_plot_draw (plot, cr, WIDTH, HEIGHT, ink_theme_find ("light"));
  cairo_surface_flush (cairo_get_target (cr));
  return (g_get_monotonic_time () - start) / 1e3;
}

static void
print_frames (const char *name, InkPlot *plot, double n, guint frames)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autofree double *ms = g_new (double, frames);

  draw_frame (plot, cr); /* fonts, and the smoothed line */
  for (guint i = 0; i < frames; i++)
    {
      set_view (plot, n, i, frames);
      ms[i] = draw_frame (plot, cr);
    }
  qsort (ms, frames, sizeof *ms, compare_doubles);
  printf ("\"%s_ms\":%.3f,\"%s_tenth\":%.3f,\"%s_nine_tenths\":%.3f,", name,
          ms[frames / 2], name, ms[frames / 10], name, ms[frames * 9 / 10]);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  ink_plot_unref (plot);
}

static double
append_ms (void)
{
  g_autoptr (InkSeries) series = ink_series_new ();
  const gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < N_POINTS; i++)
    ink_series_append (series, i, (double) (i * 2654435761u % 1000003u));
  return (g_get_monotonic_time () - start) / 1e3;
}

int
main (int argc, char **argv)
{
  const guint frames = argc > 1 ? MAX (3, (guint) atoi (argv[1])) : 101;
  double ms[APPENDS];

  printf ("{");
  print_frames ("line", line_plot_new (), N_POINTS, frames);
  print_frames ("smooth", smooth_plot_new (), N_POINTS, frames);
  print_frames ("many", many_plot_new (), N_OF_MANY, frames);
  for (guint i = 0; i < APPENDS; i++)
    ms[i] = append_ms ();
  qsort (ms, APPENDS, sizeof *ms, compare_doubles);
  printf ("\"append_ms\":%.2f}\n", ms[APPENDS / 2]);
  return 0;
}
