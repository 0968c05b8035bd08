/* Erasers: what goes, where the rest ends, and that undo brings all back. The
 * rubber is compared with counting points of a fine line. */
#include "core/data/drawing.h"

#include <math.h>

static InkDrawing *
lines (guint n)
{
  InkDrawing *drawing = ink_drawing_new ();

  for (guint i = 0; i < n; i++)
    {
      ink_drawing_begin_stroke (drawing);
      ink_drawing_append (drawing, &(InkPoint) { 0, 10.0 * i, 0, 100 * i });
      ink_drawing_append (drawing,
                          &(InkPoint) { 100, 10.0 * i, 1, 100 * i + 50 });
    }
  return drawing;
}

/* "0..40 60..100 | ": from x to x of every stroke. */
static char *
spans (const InkDrawing *drawing)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      g_string_append_printf (text, "%s%.4g..%.4g@%.4g", i > 0 ? " " : "",
                              points[0].x, points[n - 1].x, points[0].y);
    }
  return g_string_free (text, FALSE);
}

#define assert_spans(drawing, expected)                                        \
  G_STMT_START                                                                 \
  {                                                                            \
    g_autofree char *found = spans (drawing);                                  \
    g_assert_cmpstr (found, ==, expected);                                     \
  }                                                                            \
  G_STMT_END

static void
test_erase (void)
{
  g_autoptr (InkDrawing) drawing = lines (4);

  g_assert_false (ink_drawing_erase (drawing,
                                     &(InkSweep) { 50, -9, 200, -9, 8.9 }));
  assert_spans (drawing, "0..100@0 0..100@10 0..100@20 0..100@30");
  /* Reaches the middle two: between the points of both. */
  g_assert_true (ink_drawing_erase (drawing,
                                    &(InkSweep) { 50, 11, 50, 16, 4.1 }));
  assert_spans (drawing, "0..100@0 0..100@30");
  ink_drawing_undo (drawing);
  assert_spans (drawing, "0..100@0 0..100@10 0..100@20 0..100@30");
  ink_drawing_redo (drawing);
  assert_spans (drawing, "0..100@0 0..100@30");
}

static void
test_rub (void)
{
  g_autoptr (InkDrawing) drawing = lines (2);
  const InkPoint *points;
  guint n;

  g_assert_true (ink_drawing_rub (drawing,
                                  &(InkSweep) { 30, 0, 50, 0, 5 }));
  assert_spans (drawing, "0..25@0 55..100@0 0..100@10");
  points = ink_drawing_stroke (drawing, 0, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpfloat_with_epsilon (points[1].pressure, 0.25, 1e-6);
  g_assert_cmpfloat_with_epsilon (points[1].time, 12.5, 1e-9);
  /* An end, across; then all of a line, at once. */
  ink_drawing_rub (drawing, &(InkSweep) { 100, -50, 100, 0, 3 });
  assert_spans (drawing, "0..25@0 55..97@0 0..100@10");
  ink_drawing_rub (drawing, &(InkSweep) { -10, 11, 110, 11, 2 });
  assert_spans (drawing, "0..25@0 55..97@0");
  for (int i = 0; i < 3; i++)
    ink_drawing_undo (drawing);
  assert_spans (drawing, "0..100@0 0..100@10");
}

/* One gesture is one step, and one that took nothing is none. */
static void
test_gesture (void)
{
  g_autoptr (InkDrawing) drawing = lines (3);

  ink_drawing_undo (drawing);
  ink_drawing_begin_edit (drawing);
  g_assert_false (ink_drawing_rub (drawing, &(InkSweep) { 0, 70, 9, 70, 5 }));
  ink_drawing_end_edit (drawing);
  g_assert_true (ink_drawing_can_redo (drawing));
  ink_drawing_begin_edit (drawing);
  for (int i = 0; i < 10; i++)
    ink_drawing_rub (drawing,
                     &(InkSweep) { 40 + i, 5, 41 + i, 5, 5.0001 + i * 0.1 });
  g_assert_cmpuint (ink_drawing_n_strokes (drawing), ==, 4);
  ink_drawing_end_edit (drawing);
  g_assert_false (ink_drawing_can_redo (drawing));
  ink_drawing_undo (drawing);
  assert_spans (drawing, "0..100@0 0..100@10");
  ink_drawing_redo (drawing);
  g_assert_cmpuint (ink_drawing_n_strokes (drawing), ==, 4);
  ink_drawing_undo (drawing);
  ink_drawing_undo (drawing);
  assert_spans (drawing, "0..100@0");
}

/* A stroke and undo end a gesture that nobody ended. */
static void
test_open_gesture (void)
{
  g_autoptr (InkDrawing) drawing = lines (2);

  ink_drawing_begin_edit (drawing);
  ink_drawing_erase (drawing, &(InkSweep) { 0, 0, 0, 0, 1 });
  ink_drawing_begin_stroke (drawing);
  ink_drawing_add_point (drawing, 7, 7, 0.5f);
  assert_spans (drawing, "0..100@10 7..7@7");
  ink_drawing_undo (drawing);
  ink_drawing_undo (drawing);
  assert_spans (drawing, "0..100@0 0..100@10");
}

static void
test_dots (void)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();

  for (int i = 0; i < 3; i++)
    {
      ink_drawing_begin_stroke (drawing);
      ink_drawing_add_point (drawing, 10 * i, 0, 0.5f);
    }
  g_assert_true (ink_drawing_rub (drawing, &(InkSweep) { 10, 3, 12, 3, 4 }));
  assert_spans (drawing, "0..0@0 20..20@0");
  g_assert_true (ink_drawing_erase (drawing, &(InkSweep) { 0, 1, 0, 1, 2 }));
  assert_spans (drawing, "20..20@0");
}

static double
distance_to (const InkSweep *sweep, double x, double y)
{
  double dx = sweep->x1 - sweep->x0, dy = sweep->y1 - sweep->y0;
  double square = dx * dx + dy * dy;
  double t = square > 0 ? ((x - sweep->x0) * dx + (y - sweep->y0) * dy) / square
                        : 0;

  t = CLAMP (t, 0, 1);
  return hypot (x - sweep->x0 - t * dx, y - sweep->y0 - t * dy);
}

static double
length_of (const InkDrawing *drawing)
{
  double length = 0;

  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *p = ink_drawing_stroke (drawing, i, &n);

      for (guint k = 1; k < n; k++)
        length += hypot (p[k].x - p[k - 1].x, p[k].y - p[k - 1].y);
    }
  return length;
}

/* Of a random line, sampled finely, how much lies outside of the sweep. */
static double
length_outside (const InkPoint *p, guint n, const InkSweep *sweep)
{
  const int samples = 2000;
  double length = 0;

  for (guint k = 1; k < n; k++)
    {
      double dx = p[k].x - p[k - 1].x, dy = p[k].y - p[k - 1].y;
      int outside = 0;

      for (int i = 0; i < samples; i++)
        {
          double t = (i + 0.5) / samples;

          outside += distance_to (sweep, p[k - 1].x + t * dx,
                                  p[k - 1].y + t * dy)
                     > sweep->radius;
        }
      length += hypot (dx, dy) * outside / samples;
    }
  return length;
}

/* What is left lies outside, ends on the edge, and is as long as it should. */
static void
check_random (GRand *rand)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  InkSweep sweep = { g_rand_double (rand), g_rand_double (rand),
                     g_rand_double (rand), g_rand_double (rand),
                     0.02 + 0.3 * g_rand_double (rand) };
  InkPoint points[6];
  double wanted;

  if (g_rand_boolean (rand))
    sweep.x1 = sweep.x0, sweep.y1 = sweep.y0;
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      points[i] = (InkPoint) { g_rand_double (rand), g_rand_double (rand), 1 };
      ink_drawing_append (drawing, &points[i]);
    }
  wanted = length_outside (points, G_N_ELEMENTS (points), &sweep);
  ink_drawing_rub (drawing, &sweep);
  g_assert_cmpfloat_with_epsilon (length_of (drawing), wanted, 4e-3);
  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *p = ink_drawing_stroke (drawing, i, &n);

      g_assert_cmpuint (n, >=, 2);
      for (guint k = 0; k < n; k++)
        g_assert_cmpfloat (distance_to (&sweep, p[k].x, p[k].y), >,
                           sweep.radius - 1e-9);
      if (i > 0)
        g_assert_cmpfloat_with_epsilon (distance_to (&sweep, p[0].x, p[0].y),
                                        sweep.radius, 1e-9);
    }
}

static void
test_random (void)
{
  GRand *rand = g_rand_new_with_seed (5);

  for (int i = 0; i < 150; i++)
    check_random (rand);
  g_rand_free (rand);
}

static void
test_bad_sweeps (void)
{
  g_autoptr (InkDrawing) drawing = lines (1);
  const InkSweep bad[]
      = { { NAN, 0, 0, 0, 5 },  { 0, INFINITY, 0, 0, 5 },
          { 0, 0, 0, NAN, 5 },  { 0, 0, 0, 0, NAN },
          { 0, 0, 0, 0, -1 },   { 0, 0, 100, 0, 0 },
          { 0, 0, 0, 0, INFINITY } };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (ink_drawing_erase (drawing, &bad[i]));
      g_assert_false (ink_drawing_rub (drawing, &bad[i]));
    }
  assert_spans (drawing, "0..100@0");
  /* Sizes that overflow take something or nothing, and harm nothing. */
  ink_drawing_begin_stroke (drawing);
  ink_drawing_add_point (drawing, -1.7e308, 0, 0.5f);
  ink_drawing_add_point (drawing, 1.7e308, 1, 0.5f);
  ink_drawing_rub (drawing, &(InkSweep) { 0, 0, 1.7e308, 0, 1e308 });
  ink_drawing_rub (drawing, &(InkSweep) { 50, 0, 50, 0, 1 });
}

/* A full drawing has no room for points at the cuts, and stays whole. */
static void
test_full (void)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  gsize n_points = 0;

  for (guint i = 0; i < INK_DRAWING_MAX_POINTS; i++)
    g_assert_true (ink_drawing_add_point (drawing, i % 2 * 100, i, 0.5f));
  for (int i = 0; i < 50; i++)
    g_assert_true (ink_drawing_rub (
        drawing, &(InkSweep) { 45, 100 * i, 45, 100 * i + 50, 0.04 }));
  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;

      ink_drawing_stroke (drawing, i, &n);
      g_assert_cmpuint (n, >=, 1);
      n_points += n;
    }
  g_assert_cmpuint (n_points, <=, INK_DRAWING_MAX_POINTS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data/drawing-erase/erase", test_erase);
  g_test_add_func ("/data/drawing-erase/rub", test_rub);
  g_test_add_func ("/data/drawing-erase/gesture", test_gesture);
  g_test_add_func ("/data/drawing-erase/open-gesture", test_open_gesture);
  g_test_add_func ("/data/drawing-erase/dots", test_dots);
  g_test_add_func ("/data/drawing-erase/random", test_random);
  g_test_add_func ("/data/drawing-erase/bad-sweeps", test_bad_sweeps);
  g_test_add_func ("/data/drawing-erase/full", test_full);
  return g_test_run ();
}
