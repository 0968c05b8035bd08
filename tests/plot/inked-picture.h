#pragma once

#include <cairo.h>
#include <glib.h>
#include <math.h>
#include <string.h>

#include "core/base/rng.h"
#include "ui/plot/plot.h"

/* Random series drawn with nothing around them, for tests that look at single
 * pixels. Any trace of colour is ink: anti-aliasing, which spreads it by less
 * than a pixel, stays on, for that is what is seen. (Without it Cairo rounds
 * steep edges by half a pixel sideways.) */

#define WIDTH 360
#define HEIGHT 240
#define PEN 2.0

/* A picture and the columns of its device's pixels. */
typedef struct
{
  cairo_surface_t *surface;
  cairo_rectangle_t area; /* in device pixels, as all that follows */
  double scale;           /* device pixels a unit of the plot */
} Picture;

/* Nothing but data; @line: whether lines are to be seen, or only marks, which
 * are never fainter than 0.6. */
static inline InkTheme
bare_theme (gboolean line)
{
  InkTheme theme = *ink_theme_find ("light");

  theme.grid = theme.axis = theme.text = theme.dim = theme.ground;
  theme.palette[0].a = line ? 1 : 0;
  return theme;
}

/* @manner: lines painted as they are on images, or as on other surfaces; or
 * only marks. */
typedef enum
{
  PAINTED,
  STROKED,
  MARKS_ONLY,
} PictureManner;

static inline void
picture_draw (Picture *picture, InkPlot *plot, double scale,
              PictureManner manner)
{
  const InkTheme theme = bare_theme (manner != MARKS_ONLY);
  cairo_t *cr;

  picture->scale = scale;
  picture->surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) (WIDTH * scale), (int) (HEIGHT * scale));
  cairo_surface_set_device_scale (picture->surface, scale, scale);
  cr = cairo_create (picture->surface);
  if (manner == STROKED) /* the same on an opaque surface, but left to Cairo */
    cairo_set_operator (cr, CAIRO_OPERATOR_ATOP);
  ink_plot_draw (plot, cr, WIDTH, HEIGHT, &theme);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (picture->surface);
  g_assert_true (ink_plot_area (plot, &picture->area));
  picture->area.x *= scale;
  picture->area.y *= scale;
  picture->area.width *= scale;
  picture->area.height *= scale;
}

static inline gboolean
is_inked (const Picture *picture, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (picture->surface);
  const int stride = cairo_image_surface_get_stride (picture->surface);
  guint32 pixel;

  if (x < 0 || y < 0 || x >= cairo_image_surface_get_width (picture->surface) ||
      y >= cairo_image_surface_get_height (picture->surface))
    return FALSE;
  memcpy (&pixel, data + (gsize) y * (gsize) stride + (gsize) x * 4, 4);
  return (pixel & 0xffffff) != 0xffffff;
}

static inline gboolean
is_inked_in (const Picture *picture, double x0, double x1, double y0, double y1)
{
  for (int y = (int) floor (y0); y < y1; y++)
    for (int x = (int) floor (x0); x < x1; x++)
      if (is_inked (picture, x, y))
        return TRUE;
  return FALSE;
}

static inline void
to_device (InkPlot *plot, const Picture *picture, InkSeries *series, gsize i,
           double *px, double *py)
{
  ink_plot_to_pixels (plot, ink_series_x (series, i), ink_series_y (series, i),
                      px, py);
  *px *= picture->scale;
  *py *= picture->scale;
}

typedef struct
{
  gsize n;
  double noise;    /* beside a slow wave of height 1 */
  double spikes;   /* share of points that leap, */
  double height;   /* so far */
  double holes;    /* share that are NaN or infinite, */
  guint hole_size; /* so many in a row */
  double repeats;  /* share that have the x of the point before */
  double gaps;     /* share after which nothing follows for long */
  double lift;     /* added to all: above 0 for a log axis */
} Recipe;

static inline double
pick (InkRng *rng, const double *from, guint n)
{
  return from[ink_rng_below (rng, n)];
}

static inline Recipe
random_recipe (InkRng *rng)
{
  static const double sizes[] = { 1, 2, 7, 60, 500, 1500, 4000, 20000, 60000 };
  static const double noises[] = { 0, 1e-3, 0.02, 1, 30 };
  static const double shares[] = { 0, 0, 1e-4, 1e-2, 0.3 };
  static const double heights[] = { 1, 20, 1e6, 1e300 };
  static const double holes[] = { 1, 1, 3, 40, 400 };
  static const double lifts[] = { 0, 3, 1e3, -1e3 };

  return (Recipe){
    .n = (gsize) pick (rng, sizes, G_N_ELEMENTS (sizes)),
    .noise = pick (rng, noises, G_N_ELEMENTS (noises)),
    .spikes = pick (rng, shares, G_N_ELEMENTS (shares)),
    .height = pick (rng, heights, G_N_ELEMENTS (heights)),
    .holes = pick (rng, shares, G_N_ELEMENTS (shares)),
    .hole_size = (guint) pick (rng, holes, G_N_ELEMENTS (holes)),
    .repeats = pick (rng, shares, G_N_ELEMENTS (shares)),
    .gaps = pick (rng, shares, G_N_ELEMENTS (shares)),
    .lift = pick (rng, lifts, G_N_ELEMENTS (lifts)),
  };
}

static inline double
random_y (InkRng *rng, const Recipe *recipe, gsize i)
{
  double y = sin (9.0 * (double) i / (double) recipe->n);

  y += recipe->noise * ink_rng_normal (rng) + recipe->lift;
  if (ink_rng_uniform (rng) < recipe->spikes)
    y += recipe->height * (ink_rng_uniform (rng) - 0.5);
  return y;
}

static inline InkSeries *
random_series (InkRng *rng, const Recipe *recipe)
{
  static const double odd[] = { NAN, NAN, INFINITY, -INFINITY };
  InkSeries *series = ink_series_new ();
  guint hole = 0;
  double x = 1;

  for (gsize i = 0; i < recipe->n; i++)
    {
      if (ink_rng_uniform (rng) >= recipe->repeats)
        x += ink_rng_uniform (rng);
      if (ink_rng_uniform (rng) < recipe->gaps / 30)
        x += 0.2 * (double) recipe->n;
      if (hole == 0 && ink_rng_uniform (rng) < recipe->holes)
        hole = recipe->hole_size;
      ink_series_append (series, x,
                         hole > 0 ? pick (rng, odd, G_N_ELEMENTS (odd))
                                  : random_y (rng, recipe, i));
      hole -= hole > 0;
    }
  return series;
}

/* A copy of @series whose point @at is @y. */
static inline InkSeries *
series_with (InkSeries *series, gsize at, double y)
{
  InkSeries *copy = ink_series_new ();

  for (gsize i = 0; i < ink_series_count (series); i++)
    ink_series_append (copy, ink_series_x (series, i),
                       i == at ? y : ink_series_y (series, i));
  return copy;
}
