/* That no extreme is lost, on random data: what is inked in each column of
 * pixels reaches as far up and down as the line through all points does there,
 * within a pixel, and no further; one spike or one NaN among a million shows at
 * every zoom; what lies beyond the view has its arrow, and nothing else has.
 * Any trace of colour is ink: anti-aliasing, which spreads it by less than a
 * pixel, stays on, for that is what is seen. (Without it Cairo rounds steep
 * edges by half a pixel sideways.) */
#include <cairo.h>
#include <glib.h>
#include <math.h>
#include <string.h>

#include "core/base/rng.h"
#include "ui/plot/plot.h"

#define WIDTH 360
#define HEIGHT 240
#define N_SEEDS 300
#define PEN 2.0
#define MILLION 1000000
/* Of ui/plot/trace.c: a mark stands for so many pixels. */
#define MARK_WIDTH 8

/* A picture and the columns of its device's pixels. */
typedef struct
{
  cairo_surface_t *surface;
  cairo_rectangle_t area; /* in device pixels, as all that follows */
  double scale;           /* device pixels a unit of the plot */
} Picture;

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

/* Nothing but data; @line: whether lines are to be seen, or only marks, which
 * are never fainter than 0.6. */
static InkTheme
bare_theme (gboolean line)
{
  InkTheme theme = *ink_theme_find ("light");

  theme.grid = theme.axis = theme.text = theme.dim = theme.ground;
  theme.palette[0].a = line ? 1 : 0;
  return theme;
}

static void
picture_draw (Picture *picture, InkPlot *plot, double scale, gboolean line)
{
  const InkTheme theme = bare_theme (line);
  cairo_t *cr;

  picture->scale = scale;
  picture->surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) (WIDTH * scale), (int) (HEIGHT * scale));
  cairo_surface_set_device_scale (picture->surface, scale, scale);
  cr = cairo_create (picture->surface);
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

static gboolean
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

static gboolean
is_inked_in (const Picture *picture, double x0, double x1, double y0, double y1)
{
  for (int y = (int) floor (y0); y < y1; y++)
    for (int x = (int) floor (x0); x < x1; x++)
      if (is_inked (picture, x, y))
        return TRUE;
  return FALSE;
}

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
to_device (InkPlot *plot, const Picture *picture, InkSeries *series, gsize i,
           double *px, double *py)
{
  ink_plot_to_pixels (plot, ink_series_x (series, i), ink_series_y (series, i),
                      px, py);
  *px *= picture->scale;
  *py *= picture->scale;
}

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
judge_plot (InkPlot *plot, InkSeries *series, double scale)
{
  char *wrong = NULL;
  Picture picture;
  g_autofree Reach *reaches = NULL;

  picture_draw (&picture, plot, scale, TRUE);
  reaches = line_reaches (plot, &picture, series);
  for (int x = (int) picture.area.x;
       wrong == NULL && x < (int) (picture.area.x + picture.area.width); x++)
    wrong = judge_column (&picture, reaches, x);
  cairo_surface_destroy (picture.surface);
  return wrong;
}

/* Random data */

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

static double
pick (InkRng *rng, const double *from, guint n)
{
  return from[ink_rng_below (rng, n)];
}

static Recipe
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

static double
random_y (InkRng *rng, const Recipe *recipe, gsize i)
{
  double y = sin (9.0 * (double) i / (double) recipe->n);

  y += recipe->noise * ink_rng_normal (rng) + recipe->lift;
  if (ink_rng_uniform (rng) < recipe->spikes)
    y += recipe->height * (ink_rng_uniform (rng) - 0.5);
  return y;
}

static InkSeries *
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
  picture_draw (&picture, plot, 1, TRUE);
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
      wrong = judge_plot (plot, series, 1 + ink_rng_below (&rng, 2));
      if (wrong == NULL)
        continue;
      g_test_message ("seed %u, %zu points, noise %g: %s", seed, recipe.n,
                      recipe.noise, wrong);
      g_test_fail ();
    }
}

/* A copy of @series whose point @at is @y. */
static InkSeries *
series_with (InkSeries *series, gsize at, double y)
{
  InkSeries *copy = ink_series_new ();

  for (gsize i = 0; i < ink_series_count (series); i++)
    ink_series_append (copy, ink_series_x (series, i),
                       i == at ? y : ink_series_y (series, i));
  return copy;
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
  wrong = judge_plot (plot, series, 1);
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

/* One among a million */

typedef void (*LookFunc) (const Picture *picture, double px, double py,
                          gboolean there);

static InkSeries *
million (InkRng *rng, double noise)
{
  InkSeries *series = ink_series_new ();

  for (guint i = 0; i < MILLION; i++)
    ink_series_append (series, i,
                       sin (i * 1e-5) + noise * (ink_rng_uniform (rng) - 0.5));
  return series;
}

/* Zooms in on point @at of a million, until it is all there is, and looks. */
static void
look_at_all_zooms (InkSeries *series, gsize at, LookFunc look, gboolean there)
{
  g_autoptr (InkPlot) plot = ink_plot_new ("");
  const InkLayerStyle style = { NULL, 0, FALSE, PEN };
  const InkAxisSpec y = { NULL, NULL, INK_SCALE_LINEAR, -3, 3 };
  InkRng rng = ink_rng (at, INK_STREAM_TEST, 4, 0);

  ink_plot_set_axis (plot, INK_AXIS_Y, &y);
  ink_plot_add_layer (plot, ink_layer_line_new (series, &style));
  for (double width = MILLION; width >= 1; width *= 0.45)
    {
      const double left = (double) at - ink_rng_uniform (&rng) * width;
      Picture picture;
      double px, py;

      ink_plot_set_view (plot, INK_AXIS_X, left, left + width);
      picture_draw (&picture, plot, 1, TRUE);
      to_device (plot, &picture, series, at, &px, &py);
      look (&picture, px, py, there);
      cairo_surface_destroy (picture.surface);
    }
}

static void
look_for_spike (const Picture *picture, double px, double py, gboolean there)
{
  g_assert_cmpint (is_inked_in (picture, px - 1, px + 1, py - 1, py + 1), ==,
                   there);
}

/* A cross on the axis, the lower half of which is below all lines. */
static void
look_for_cross (const Picture *picture, double px, double py, gboolean there)
{
  const double foot = picture->area.y + picture->area.height;

  g_assert_cmpint (is_inked_in (picture, px - MARK_WIDTH, px + MARK_WIDTH,
                                foot + 2, foot + 4),
                   ==, there);
}

static void
look_for_arrow (const Picture *picture, double px, double py, gboolean there)
{
  const double top = picture->area.y;

  g_assert_cmpint (is_inked_in (picture, px - MARK_WIDTH, px + MARK_WIDTH,
                                top + 2, top + 5),
                   ==, there);
}

static void
look_for_lowest (const Picture *picture, double px, double py, gboolean there)
{
  const double foot = picture->area.y + picture->area.height;

  g_assert_cmpint (is_inked_in (picture, px - MARK_WIDTH, px + MARK_WIDTH,
                                foot - 5, foot - 2),
                   ==, there);
}

static void
test_one_in_a_million (void)
{
  static const struct
  {
    double y;
    LookFunc look;
  } cases[] = {
    { 2.9, look_for_spike },       { -2.9, look_for_spike },
    { NAN, look_for_cross },       { 1e9, look_for_arrow },
    { INFINITY, look_for_arrow },  { -3.5, look_for_lowest },
    { -INFINITY, look_for_lowest }
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      InkRng rng = ink_rng (i, INK_STREAM_TEST, 5, 0);
      const double y = cases[i / 2].y;
      const LookFunc look = cases[i / 2].look;
      const gsize at = ink_rng_below (&rng, MILLION);
      g_autoptr (InkSeries) series = million (&rng, i % 2 ? 1 : 1e-4);
      g_autoptr (InkSeries) with = series_with (series, at, y);

      look_at_all_zooms (with, at, look, TRUE);
      if (look != look_for_spike) /* whose place without it is on the line */
        look_at_all_zooms (series, at, look, FALSE);
    }
}

/* Marks */

/* Which marks are due near a pixel, by the edge. */
typedef enum
{
  TOP = 1 << 0,
  FOOT = 1 << 1,
  CROSS = 1 << 2,
} Marks;

static Marks
marks_of (double y, double low, double high)
{
  if (isnan (y))
    return CROSS;
  return (y > high ? TOP : 0) | (y < low ? FOOT : 0);
}

/* [n columns of MARK_WIDTH pixels] (transfer full) */
static guint *
due_marks (InkPlot *plot, const Picture *picture, InkSeries *series, double low,
           double high)
{
  const guint n = (guint) ceil (picture->area.width / MARK_WIDTH);
  guint *due = g_new0 (guint, n);

  for (gsize i = 0; i < ink_series_count (series); i++)
    {
      double px, py, at;

      ink_plot_to_pixels (plot, ink_series_x (series, i), 0, &px, &py);
      at = (px - picture->area.x) / MARK_WIDTH;
      if (at >= 0 && at <= picture->area.width / MARK_WIDTH)
        due[MIN ((guint) at, n - 1)] |=
            marks_of (ink_series_y (series, i), low, high);
    }
  return due;
}

static guint
drawn_marks (const Picture *picture, guint column)
{
  const double left = picture->area.x + column * MARK_WIDTH;
  const double middle = MIN (left + MARK_WIDTH / 2.0,
                             picture->area.x + picture->area.width);
  const double top = picture->area.y;
  const double foot = top + picture->area.height;
  guint marks = 0;

  if (is_inked_in (picture, middle - 1, middle + 1, top + 2, top + 5))
    marks |= TOP;
  if (is_inked_in (picture, middle - 1, middle + 1, foot - 5, foot - 3))
    marks |= FOOT;
  if (is_inked_in (picture, middle - 3, middle + 3, foot + 2, foot + 4))
    marks |= CROSS;
  return marks;
}

static void
check_marks (guint seed)
{
  InkRng rng = ink_rng (seed, INK_STREAM_TEST, 6, 0);
  const Recipe recipe = random_recipe (&rng);
  g_autoptr (InkSeries) series = random_series (&rng, &recipe);
  g_autoptr (InkPlot) plot = ink_plot_new ("");
  const double low = recipe.lift - 2, high = recipe.lift + 2;
  g_autofree guint *due = NULL;
  Picture picture;

  ink_plot_set_axis (plot, INK_AXIS_Y,
                     &(InkAxisSpec){ NULL, NULL, INK_SCALE_LINEAR, low, high });
  ink_plot_add_layer (plot, ink_layer_line_new (series, NULL));
  picture_draw (&picture, plot, 1, FALSE);
  due = due_marks (plot, &picture, series, low, high);
  /* But the last column, which is narrower. */
  for (guint i = 0; (i + 1) * MARK_WIDTH <= picture.area.width; i++)
    if (drawn_marks (&picture, i) != due[i])
      {
        g_test_message ("seed %u: marks %u of column %u, expected %u", seed,
                        drawn_marks (&picture, i), i, due[i]);
        g_test_fail ();
        break;
      }
  cairo_surface_destroy (picture.surface);
}

static void
test_marks (void)
{
  for (guint seed = 0; seed < N_SEEDS / 4; seed++)
    check_marks (seed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/extremes/columns", test_columns);
  g_test_add_func ("/plot/extremes/judge", test_judge);
  g_test_add_func ("/plot/extremes/one-in-a-million", test_one_in_a_million);
  g_test_add_func ("/plot/extremes/marks", test_marks);
  return g_test_run ();
}
