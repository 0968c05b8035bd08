/* That no extreme is lost, on random data: what is inked in each column of
 * pixels reaches as far up and down as the line through all points does there,
 * within a pixel, and no further. */
#include "inked-picture.h"

#define N_SEEDS 300

/* From the highest to the lowest in a column; none where top > bottom. */
typedef struct
{
  double top, bottom;
} Span;

/* Of the line in a column: what has to be inked and what may be. They differ
 * where the line is so steep that Cairo's rounding of x (to 1/256) counts. */
typedef struct
{
  Span least, most;
} Reach;

#define ROUNDING 0.02

static const Span NO_SPAN = { INFINITY, -INFINITY };

static Span
inked_span (const Picture *picture, int x)
{
  const int top = (int) picture->area.y - 4;
  const int bottom = (int) (picture->area.y + picture->area.height) + 4;
  Span span = NO_SPAN;

  for (int y = top; y < bottom; y++)
    if (is_inked (picture, x, y))
      {
        span.top = MIN (span.top, y);
        span.bottom = MAX (span.bottom, y + 1);
      }
  return span;
}

/* What a line through the points covers, the slow way. */

static void
span_add (Span *span, double y)
{
  span->top = MIN (span->top, y);
  span->bottom = MAX (span->bottom, y);
}

/* The part of a line from one point to the next between two x. */
static void
add_part (Span *span, double x0, double y0, double x1, double y1, double left,
          double right)
{
  const double from = MAX (left, x0), to = MIN (right, x1);
  const double slope = x1 > x0 ? (y1 - y0) / (x1 - x0) : 0;

  if (!(from < to))
    return;
  span_add (span, y0 + slope * (from - x0));
  span_add (span, y0 + slope * (to - x0));
}

static void
add_segment (Reach *reaches, const Picture *picture, double x0, double y0,
             double x1, double y1)
{
  const int width = cairo_image_surface_get_width (picture->surface);
  const int first = (int) floor (CLAMP (x0 - 1, 0, width));
  const int last = (int) floor (CLAMP (x1 + 1, -1, width - 1));

  for (int x = first; x <= last; x++)
    {
      add_part (&reaches[x].least, x0, y0, x1, y1, x + ROUNDING,
                x + 1 - ROUNDING);
      add_part (&reaches[x].most, x0, y0, x1, y1, x - ROUNDING,
                x + 1 + ROUNDING);
    }
}

static void
add_point (Reach *reaches, const Picture *picture, double px, double py)
{
  const double left = picture->area.x;
  const double right = left + picture->area.width;
  Reach *reach;

  if (px < 0 || px >= cairo_image_surface_get_width (picture->surface))
    return;
  if (px >= right && px < right + 1e-6) /* the end is the last column's */
    px = right - 1;
  reach = &reaches[(int) px];
  if (px >= left && px < right)
    span_add (&reach->least, py);
  span_add (&reach->most, py);
}

/* [the surface's width] (transfer full) */
static Reach *
line_reaches (InkPlot *plot, const Picture *picture, InkSeries *series)
{
  const int width = cairo_image_surface_get_width (picture->surface);
  Reach *reaches = g_new (Reach, (gsize) width);
  double last_x = NAN, last_y = NAN;

  for (int x = 0; x < width; x++)
    reaches[x] = (Reach){ NO_SPAN, NO_SPAN };
  for (gsize i = 0; i < ink_series_count (series); i++)
    {
      double px, py;

      if (!isfinite (ink_series_y (series, i)))
        {
          last_y = NAN;
          continue;
        }
      to_device (plot, picture, series, i, &px, &py);
      add_point (reaches, picture, px, py);
      if (isfinite (last_y))
        add_segment (reaches, picture, last_x, last_y, px, py);
      last_x = px;
      last_y = py;
    }
  return reaches;
}

/* NULL, or what is wrong with column @x. */
static char *
judge_column (const Picture *picture, const Reach *reaches, int x)
{
  const double pen = PEN * picture->scale / 2;
  const double slack = 1 + 1e-6;
  const double high = picture->area.y;
  const double low = high + picture->area.height;
  const int around = (int) ceil (pen);
  const Span own = reaches[x].least;
  const Span inked = inked_span (picture, x);
  Span near = NO_SPAN;

  for (int i = x - around; i <= x + around; i++)
    if (reaches[i].most.top <= reaches[i].most.bottom)
      {
        span_add (&near, reaches[i].most.top);
        span_add (&near, reaches[i].most.bottom);
      }
  if (own.top <= low && own.bottom >= high)
    {
      if (!(inked.top <= MAX (own.top, high) + slack))
        return g_strdup_printf ("column %d: the line goes up to %.2f, ink to "
                                "%.0f only",
                                x, own.top, inked.top);
      if (!(inked.bottom >= MIN (own.bottom, low) - slack))
        return g_strdup_printf ("column %d: the line goes down to %.2f, ink to "
                                "%.0f only",
                                x, own.bottom, inked.bottom);
    }
  if (inked.top < near.top - pen - slack)
    return g_strdup_printf ("column %d: ink up to %.0f, the line to %.2f only",
                            x, inked.top, near.top);
  if (inked.bottom > near.bottom + pen + slack)
    return g_strdup_printf ("column %d: ink down to %.0f, the line to %.2f "
                            "only",
                            x, inked.bottom, near.bottom);
  return NULL;
}

/* Draws @plot and compares each column with @series; NULL or what is wrong. */
static char *
judge_plot (InkPlot *plot, InkSeries *series, double scale,
            PictureManner manner)
{
  char *wrong = NULL;
  Picture picture;
  g_autofree Reach *reaches = NULL;

  picture_draw (&picture, plot, scale, manner);
  reaches = line_reaches (plot, &picture, series);
  for (int x = (int) picture.area.x;
       wrong == NULL && x < (int) (picture.area.x + picture.area.width); x++)
    wrong = judge_column (&picture, reaches, x);
  cairo_surface_destroy (picture.surface);
  return wrong;
}

/* Smoothing of weight 0 is the line itself without its marks, which would be
 * ink, too. */
static InkPlot *
line_plot (InkSeries *series, InkScaleKind x_kind, InkScaleKind y_kind)
{
  InkPlot *plot = ink_plot_new ("");
  const InkLayerStyle style = { NULL, 0, FALSE, PEN };

  ink_plot_set_axis (plot, INK_AXIS_X,
                     &(InkAxisSpec){ NULL, NULL, x_kind, NAN, NAN });
  ink_plot_set_axis (plot, INK_AXIS_Y,
                     &(InkAxisSpec){ NULL, NULL, y_kind, NAN, NAN });
  ink_plot_add_layer (plot, ink_layer_smooth_new (series, 0, &style));
  return plot;
}

/* The whole, or a part of it in one direction or both. */
static void
choose_view (InkRng *rng, InkPlot *plot)
{
  Picture picture;
  double a, b;

  if (ink_rng_below (rng, 3) == 0)
    return;
  picture_draw (&picture, plot, 1, PAINTED);
  cairo_surface_destroy (picture.surface);
  a = ink_rng_uniform (rng);
  b = pow (10, -3 * ink_rng_uniform (rng)) / 2;
  ink_plot_zoom_to (plot, picture.area.x + (a - b) * picture.area.width,
                    ink_rng_below (rng, 2) ? 0 : HEIGHT * 0.3,
                    picture.area.x + (a + b) * picture.area.width,
                    ink_rng_below (rng, 2) ? HEIGHT : HEIGHT * 0.6);
}

static void
test_columns (void)
{
  for (guint seed = 0; seed < N_SEEDS; seed++)
    {
      InkRng rng = ink_rng (seed, INK_STREAM_TEST, 1, 0);
      const Recipe recipe = random_recipe (&rng);
      g_autoptr (InkSeries) series = random_series (&rng, &recipe);
      const gboolean x_log = ink_rng_below (&rng, 4) == 0;
      const gboolean y_log = ink_rng_below (&rng, 3) == 0;
      g_autoptr (InkPlot) plot
          = line_plot (series, x_log ? INK_SCALE_LOG : INK_SCALE_LINEAR,
                       y_log ? INK_SCALE_LOG : INK_SCALE_LINEAR);
      g_autofree char *wrong = NULL;

      choose_view (&rng, plot);
      wrong = judge_plot (plot, series, 1 + ink_rng_below (&rng, 2),
                          seed % 3 == 0 ? STROKED : PAINTED);
      if (wrong == NULL)
        continue;
      g_test_message ("seed %u, %zu points, noise %g: %s", seed, recipe.n,
                      recipe.noise, wrong);
      g_test_fail ();
    }
}

/* Every @n-th point of it. */
static InkSeries *
thinned (InkSeries *series, gsize n)
{
  InkSeries *copy = ink_series_new ();

  for (gsize i = 0; i < ink_series_count (series); i += n)
    ink_series_append (copy, ink_series_x (series, i),
                       ink_series_y (series, i));
  return copy;
}

static void
assert_told (InkSeries *drawn, InkSeries *series)
{
  g_autoptr (InkPlot) plot
      = line_plot (drawn, INK_SCALE_LINEAR, INK_SCALE_LINEAR);
  g_autofree char *wrong = NULL;

  ink_plot_set_view (plot, INK_AXIS_Y, -4, 4);
  wrong = judge_plot (plot, series, 1, PAINTED);
  g_assert_nonnull (wrong);
  g_test_message ("%s", wrong);
}

/* The judge itself: drawings of other data do not pass. */
static void
test_judge (void)
{
  const double noises[] = { 0.001, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (noises); i++)
    {
      InkRng rng = ink_rng (4, INK_STREAM_TEST, 3, 0);
      const Recipe recipe = { .n = 20000, .noise = noises[i] };
      g_autoptr (InkSeries) series = random_series (&rng, &recipe);
      g_autoptr (InkSeries) high = series_with (series, 7777, 3.9);
      g_autoptr (InkSeries) low = series_with (series, 7777, -3.9);
      g_autoptr (InkSeries) hole = series_with (series, 7777, NAN);
      g_autoptr (InkSeries) few = thinned (series, 80);

      assert_told (series, high);
      assert_told (series, low);
      assert_told (high, series);
      assert_told (low, hole);
      if (noises[i] >= 1) /* else it looks the same */
        assert_told (few, series);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/extremes/columns", test_columns);
  g_test_add_func ("/plot/extremes/judge", test_judge);
  return g_test_run ();
}
