#pragma once

/* For tests of what a plot draws: its pixels, odd data, odd sizes. */

#include <cairo.h>
#include <float.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "ui/plot/plot-export.h"
#include "ui/plot/plot.h"

/* A theme that draws nothing but data. */
static inline InkTheme
drawing_bare_theme (void)
{
  InkTheme theme = *ink_theme_find ("light");

  theme.grid = theme.axis = theme.text = theme.dim = theme.ground;
  return theme;
}

/* (transfer full) */
static inline cairo_surface_t *
drawing_new (InkPlot *plot, int width, int height, const InkTheme *theme)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  ink_plot_draw (plot, cr, width, height, theme);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* On a white ground. */
static inline gboolean
drawing_is_inked (cairo_surface_t *surface, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  const int width = cairo_image_surface_get_width (surface);
  const int height = cairo_image_surface_get_height (surface);
  guint32 pixel;

  if (x < 0 || y < 0 || x >= width || y >= height)
    return FALSE;
  memcpy (&pixel,
          data + (gsize) y * cairo_image_surface_get_stride (surface) + x * 4,
          4);
  return (pixel & 0xffffff) != 0xffffff;
}

/* How many pixels are inked at most @reach from a place of the data. */
static inline guint
drawing_count_at (InkPlot *plot, cairo_surface_t *surface, double x, double y,
                  int reach)
{
  guint n = 0;
  double px, py;

  ink_plot_to_pixels (plot, x, y, &px, &py);
  for (int dy = -reach; dy <= reach; dy++)
    for (int dx = -reach; dx <= reach; dx++)
      n += drawing_is_inked (surface, (int) floor (px) + dx,
                             (int) floor (py) + dy);
  return n;
}

/* The inked pixels of column @x within the plot's area. */
static inline gboolean
drawing_column_span (cairo_surface_t *surface, const cairo_rectangle_t *area,
                     int x, double *top, double *bottom)
{
  gboolean some = FALSE;

  for (int y = (int) area->y - 3; y < (int) (area->y + area->height) + 3; y++)
    if (drawing_is_inked (surface, x, y))
      {
        *top = some ? *top : y;
        *bottom = y + 1;
        some = TRUE;
      }
  return some;
}

/* What hovering reads at a place of the data; NULL for nothing.
 * (transfer full) */
static inline char *
drawing_read (InkPlot *plot, double x, double y)
{
  g_autoptr (InkReading) reading = NULL;
  double px, py;

  ink_plot_to_pixels (plot, x, y, &px, &py);
  reading = ink_plot_read_at (plot, px, py);
  return reading != NULL ? ink_reading_to_text (reading) : NULL;
}

/* (transfer full) */
static inline char *
drawing_csv (InkPlot *plot)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("inkling-drawing-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "chart.csv", NULL);
  char *text = NULL;

  g_assert_no_error (error);
  ink_plot_export_csv (plot, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_unlink (path);
  g_rmdir (folder);
  return text;
}

#define DRAWING_N_ODD 23

/* All equal, all NaN, huge, tiny, negative, none, one, and many of each. */
static inline InkSeries *
drawing_odd_series (guint kind)
{
  static const double odd[][4] = {
    { 1, 1, 1, 1 },           { NAN, NAN, NAN, NAN },
    { 1e300, -1e300, 0, 1 },  { INFINITY, -INFINITY, NAN, 1 },
    { 0, 0, 0, 0 },           { -1, -2, -3, -4 },
    { 5e-324, 0, 1e-310, 0 }, { DBL_MAX, -DBL_MAX, DBL_MAX, 1 },
    { 1, 1 + 1e-15, 1, 1 },   { 1e-300, 1e300, NAN, 1e5 },
  };
  const guint n_odd = G_N_ELEMENTS (odd);
  InkSeries *series = ink_series_new ();

  if (kind == 2 * n_odd + 1) /* one point, far away */
    ink_series_append (series, 1e300, 3);
  if (kind == 2 * n_odd + 2)
    ink_series_append (series, 0, NAN);
  if (kind >= 2 * n_odd) /* and none */
    return series;
  for (guint i = 0; i < (kind < n_odd ? 4 : 20000); i++)
    ink_series_append (series, kind < n_odd && i == 3 ? 1e9 : i,
                       odd[kind % n_odd][i % 4]);
  return series;
}

/* Everything that the pointer and the keyboard can ask for. */
static inline void
drawing_poke (InkPlot *plot, double width, double height)
{
  for (double f = -0.1; f < 1.2; f += 0.25)
    {
      g_autoptr (InkReading) at = ink_plot_read_at (plot, f * width,
                                                    f * height);
      g_autoptr (InkReading) next = ink_plot_read_next (plot, at, 1, 0);
      g_autoptr (InkReading) down = ink_plot_read_next (plot, next, 0, 1);
      g_autoptr (InkReading) end = ink_plot_read_next (plot, NULL, 2, 0);

      if (end != NULL)
        g_free (ink_reading_to_text (end));
    }
  ink_plot_zoom_at (plot, width / 2, height / 2, 3);
  ink_plot_pan (plot, 10, 10);
  ink_plot_zoom_to (plot, 0, 0, width, height / 2);
  ink_plot_zoom_at (plot, 0, 0, 0.01);
}

/* On no, tiny, narrow, flat and plain surfaces, with a reading, zoomed too. */
static inline void
drawing_at_all_sizes (InkPlot *plot)
{
  static const int sizes[][2] = { { 0, 0 },    { 1, 1 },    { 16, 16 },
                                  { 16, 300 }, { 300, 16 }, { 120, 90 },
                                  { 480, 300 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint again = 0; again < 2; again++)
      {
        const InkTheme *theme = ink_theme_find (again ? "dark" : "print");
        cairo_surface_t *surface
            = drawing_new (plot, sizes[i][0], sizes[i][1], theme);
        cairo_t *cr = cairo_create (surface);
        g_autoptr (InkReading) reading = ink_plot_read_at (
            plot, sizes[i][0] * 0.6, sizes[i][1] * 0.6);

        ink_plot_draw_reading (plot, cr, reading, theme);
        g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
        cairo_destroy (cr);
        cairo_surface_destroy (surface);
        drawing_poke (plot, sizes[i][0], sizes[i][1]);
      }
  ink_plot_reset_view (plot);
}

/* A plot whose axes are both of @kind. (transfer full) */
static inline InkPlot *
drawing_plot_new (InkScaleKind kind)
{
  const InkAxisSpec axis = { "x 标签", "nats", kind, NAN, NAN };
  InkPlot *plot = ink_plot_new ("Odd \xfe title");

  ink_plot_set_axis (plot, INK_AXIS_X, &axis);
  ink_plot_set_axis (plot, INK_AXIS_Y, &axis);
  return plot;
}
