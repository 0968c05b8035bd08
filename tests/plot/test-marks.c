/* One spike or one NaN among a million points shows at every zoom; what lies
 * beyond the view has its arrow, and nothing else has. */
#include "inked-picture.h"

#define N_SEEDS 75
#define MILLION 1000000
/* Of ui/plot/trace.c: a mark stands for so many pixels. */
#define MARK_WIDTH 8

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
      picture_draw (&picture, plot, 1, PAINTED);
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

typedef enum
{
  TOP,
  FOOT,
  CROSS,
  N_MARKS,
} Mark;

/* Where marks are due in a column: at its first extreme, or its first NaN. */
typedef struct
{
  double y[N_MARKS];
  double px[N_MARKS]; /* NAN: none is due */
} Due;

static void
add_due (Due *due, double px, double y, double low, double high)
{
  const gboolean is_due[N_MARKS]
      = { isgreater (y, high) && !(due->y[TOP] >= y),
          isless (y, low) && !(due->y[FOOT] <= y),
          isnan (y) && isnan (due->px[CROSS]) };

  for (guint mark = 0; mark < N_MARKS; mark++)
    if (is_due[mark])
      {
        due->y[mark] = y;
        due->px[mark] = px;
      }
}

/* [n columns of MARK_WIDTH pixels] (transfer full) */
static Due *
due_marks (InkPlot *plot, const Picture *picture, InkSeries *series, double low,
           double high)
{
  const guint n = (guint) ceil (picture->area.width / MARK_WIDTH);
  Due *due = g_new (Due, n);

  for (guint i = 0; i < n; i++)
    due[i] = (Due){ { NAN, NAN, NAN }, { NAN, NAN, NAN } };
  for (gsize i = 0; i < ink_series_count (series); i++)
    {
      double px, py, at;

      ink_plot_to_pixels (plot, ink_series_x (series, i), 0, &px, &py);
      at = (px - picture->area.x) / MARK_WIDTH;
      if (at >= 0 && at <= picture->area.width / MARK_WIDTH)
        add_due (&due[MIN ((guint) at, n - 1)], px, ink_series_y (series, i),
                 low, high);
    }
  return due;
}

static gboolean
is_drawn (const Picture *picture, Mark mark, double from, double to)
{
  const double top = picture->area.y;
  const double foot = top + picture->area.height;

  if (mark == TOP)
    return is_inked_in (picture, from, to, top + 2, top + 5);
  if (mark == FOOT)
    return is_inked_in (picture, from, to, foot - 5, foot - 3);
  return is_inked_in (picture, from, to, foot + 2, foot + 4);
}

/* Whether the tip of an arrow or the middle of a cross is there. */
static gboolean
is_drawn_at (const Picture *picture, Mark mark, double px)
{
  const double top = picture->area.y;
  const double foot = top + picture->area.height;

  if (mark == TOP)
    return is_inked_in (picture, px - 1, px + 1, top + 1, top + 2);
  if (mark == FOOT)
    return is_inked_in (picture, px - 1, px + 1, foot - 2, foot - 1);
  return is_inked_in (picture, px - 1, px + 1, foot, foot + 1);
}

/* Whether column @i or a neighbour has something where @mark is looked for: a
 * cross reaches up to the arrows of the foot. */
static gboolean
has_near (const Due *due, guint i, Mark mark)
{
  for (guint at = i > 0 ? i - 1 : 0; at <= i + 1; at++)
    if (!isnan (due[at].px[mark])
        || (mark == FOOT && !isnan (due[at].px[CROSS])))
      return TRUE;
  return FALSE;
}

/* Whether @mark is where it is due in column @i, and nowhere where none is due
 * near. */
static gboolean
is_as_due (const Picture *picture, const Due *due, guint i, Mark mark)
{
  const double left = picture->area.x + i * MARK_WIDTH;
  const double px = due[i].px[mark];

  if (!isnan (px))
    return is_drawn_at (picture, mark, px);
  return has_near (due, i, mark)
         || !is_drawn (picture, mark, left + 1, left + MARK_WIDTH - 1);
}

static void
check_marks (guint seed)
{
  InkRng rng = ink_rng (seed, INK_STREAM_TEST, 6, 0);
  const Recipe recipe = random_recipe (&rng);
  g_autoptr (InkSeries) series = random_series (&rng, &recipe);
  g_autoptr (InkPlot) plot = ink_plot_new ("");
  const double low = recipe.lift - 2, high = recipe.lift + 2;
  g_autofree Due *due = NULL;
  Picture picture;

  ink_plot_set_axis (plot, INK_AXIS_Y,
                     &(InkAxisSpec){ NULL, NULL, INK_SCALE_LINEAR, low, high });
  ink_plot_add_layer (plot, ink_layer_line_new (series, NULL));
  picture_draw (&picture, plot, 1, MARKS_ONLY);
  due = due_marks (plot, &picture, series, low, high);
  /* But the last column, which is narrower. */
  for (guint i = 0; (i + 1) * MARK_WIDTH < picture.area.width; i++)
    for (Mark mark = 0; mark < N_MARKS; mark++)
      if (!is_as_due (&picture, due, i, mark))
        {
          g_test_message ("seed %u: mark %u of column %u, due at %g", seed,
                          mark, i, due[i].px[mark]);
          g_test_fail ();
        }
  cairo_surface_destroy (picture.surface);
}

static void
test_marks (void)
{
  for (guint seed = 0; seed < N_SEEDS; seed++)
    check_marks (seed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/marks/one-in-a-million", test_one_in_a_million);
  g_test_add_func ("/plot/marks/random", test_marks);
  return g_test_run ();
}
