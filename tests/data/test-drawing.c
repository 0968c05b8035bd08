/* Strokes, their history, and the limits of both. */
#include "core/data/drawing.h"

#include <math.h>
#include <unistd.h>

static void
add_stroke (InkDrawing *drawing, double x, guint n)
{
  ink_drawing_begin_stroke (drawing);
  for (guint i = 0; i < n; i++)
    g_assert_true (ink_drawing_add_point (drawing, x, i, 0.5f));
}

/* "1 2 5": the first x of every stroke that is seen. */
static char *
seen (const InkDrawing *drawing)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      g_string_append_printf (text, "%s%g", i > 0 ? " " : "",
                              n > 0 ? points[0].x : -1);
    }
  return g_string_free (text, FALSE);
}

static gsize
n_points (const InkDrawing *drawing)
{
  gsize sum = 0;

  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;

      ink_drawing_stroke (drawing, i, &n);
      sum += n;
    }
  return sum;
}

#define assert_seen(drawing, expected)                                         \
  G_STMT_START                                                                 \
  {                                                                            \
    g_autofree char *found = seen (drawing);                                   \
    g_assert_cmpstr (found, ==, expected);                                     \
  }                                                                            \
  G_STMT_END

static void
test_strokes (void)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  const InkPoint *points;
  guint n;

  g_assert_true (ink_drawing_is_empty (drawing));
  add_stroke (drawing, 1, 3);
  add_stroke (drawing, 2, 2);
  assert_seen (drawing, "1 2");
  points = ink_drawing_stroke (drawing, 0, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpfloat (points[2].y, ==, 2);
  g_assert_false (ink_drawing_is_empty (drawing));
  g_assert_null (ink_drawing_stroke (drawing, 2, &n));
  g_assert_cmpuint (n, ==, 0);
}

static void
test_undo (void)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();

  g_assert_false (ink_drawing_can_undo (drawing));
  ink_drawing_undo (drawing);
  ink_drawing_redo (drawing);
  add_stroke (drawing, 1, 1);
  add_stroke (drawing, 2, 1);
  add_stroke (drawing, 3, 1);
  ink_drawing_undo (drawing);
  ink_drawing_undo (drawing);
  assert_seen (drawing, "1");
  g_assert_true (ink_drawing_can_redo (drawing));
  ink_drawing_redo (drawing);
  assert_seen (drawing, "1 2");
  add_stroke (drawing, 4, 1);
  g_assert_false (ink_drawing_can_redo (drawing));
  assert_seen (drawing, "1 2 4");
}

static void
test_undo_clear (void)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();

  ink_drawing_clear (drawing);
  g_assert_false (ink_drawing_can_undo (drawing));
  add_stroke (drawing, 1, 2);
  add_stroke (drawing, 2, 2);
  ink_drawing_clear (drawing);
  g_assert_true (ink_drawing_is_empty (drawing));
  assert_seen (drawing, "");
  add_stroke (drawing, 3, 2);
  assert_seen (drawing, "3");
  ink_drawing_undo (drawing);
  assert_seen (drawing, "");
  ink_drawing_undo (drawing);
  assert_seen (drawing, "1 2");
  ink_drawing_redo (drawing);
  assert_seen (drawing, "");
  ink_drawing_redo (drawing);
  assert_seen (drawing, "3");
}

/* A stroke that nobody drew on leaves no step in the history. */
static void
test_empty_stroke (void)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();

  ink_drawing_begin_stroke (drawing);
  ink_drawing_begin_stroke (drawing);
  g_assert_true (ink_drawing_is_empty (drawing));
  g_assert_true (ink_drawing_add_point (drawing, 7, 0, 0.5f));
  assert_seen (drawing, "7");
  ink_drawing_undo (drawing);
  g_assert_false (ink_drawing_can_undo (drawing));
}

static void
test_bad_points (void)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  const InkPoint *points;
  guint n;

  g_assert_false (ink_drawing_add_point (drawing, NAN, 0, 0.5f));
  g_assert_false (ink_drawing_add_point (drawing, 0, -INFINITY, 0.5f));
  g_assert_cmpuint (ink_drawing_n_strokes (drawing), ==, 0);
  g_assert_true (ink_drawing_add_point (drawing, 1, 1, NAN));
  g_assert_true (ink_drawing_add_point (drawing, 1, 1, 7));
  g_assert_true (ink_drawing_add_point (drawing, 1, 1, -7));
  points = ink_drawing_stroke (drawing, 0, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpfloat (points[0].pressure, ==, 0.5f);
  g_assert_cmpfloat (points[1].pressure, ==, 1);
  g_assert_cmpfloat (points[2].pressure, ==, 0);
}

/* The limit is on what is seen; a long history is forgotten, not refused. */
static void
test_limit (void)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  guint undone = 0;

  for (guint sheet = 0; sheet < 6; sheet++)
    {
      add_stroke (drawing, sheet, INK_DRAWING_MAX_POINTS);
      g_assert_false (ink_drawing_add_point (drawing, 0, 0, 0.5f));
      ink_drawing_clear (drawing);
    }
  for (; ink_drawing_can_undo (drawing); undone++)
    ink_drawing_undo (drawing);
  g_assert_cmpuint (undone, >=, 7);
  g_assert_cmpuint (undone, <, 12);
}

static void
test_replace (void)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  g_autoptr (InkDrawing) other = ink_drawing_new ();

  add_stroke (drawing, 1, 2);
  add_stroke (drawing, 2, 2);
  add_stroke (other, 3, 2);
  add_stroke (other, 4, 2);
  add_stroke (other, 5, 2);
  ink_drawing_replace (drawing, other);
  assert_seen (drawing, "3 4 5");
  ink_drawing_add_point (other, 0, 0, 0.5f); /* is the other's alone */
  add_stroke (drawing, 6, 2);
  ink_drawing_undo (drawing);
  ink_drawing_undo (drawing);
  assert_seen (drawing, "1 2");
  ink_drawing_redo (drawing);
  assert_seen (drawing, "3 4 5");
  g_assert_cmpuint (n_points (drawing), ==, 6);
  g_assert_cmpuint (n_points (other), ==, 7);
}

/* What lies below goes with the first stroke and comes back. */
static void
test_backdrop (void)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();

  add_stroke (drawing, 1, 2);
  ink_drawing_set_backdrop (drawing, 7);
  assert_seen (drawing, "");
  g_assert_cmpuint (ink_drawing_get_backdrop (drawing), ==, 7);
  add_stroke (drawing, 2, 2);
  g_assert_cmpuint (ink_drawing_get_backdrop (drawing), ==, 0);
  ink_drawing_undo (drawing);
  g_assert_cmpuint (ink_drawing_get_backdrop (drawing), ==, 7);
  ink_drawing_clear (drawing);
  g_assert_cmpuint (ink_drawing_get_backdrop (drawing), ==, 0);
  ink_drawing_undo (drawing);
  g_assert_cmpuint (ink_drawing_get_backdrop (drawing), ==, 7);
  ink_drawing_undo (drawing);
  assert_seen (drawing, "1");
  g_assert_cmpuint (ink_drawing_get_backdrop (drawing), ==, 0);
  ink_drawing_redo (drawing);
  g_assert_cmpuint (ink_drawing_get_backdrop (drawing), ==, 7);
}

static void
test_cancel (void)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();

  ink_drawing_cancel_stroke (drawing);
  add_stroke (drawing, 1, 2);
  add_stroke (drawing, 2, 2);
  ink_drawing_cancel_stroke (drawing);
  assert_seen (drawing, "1");
  g_assert_false (ink_drawing_can_redo (drawing));
  ink_drawing_cancel_stroke (drawing); /* was ended by the one after it */
  assert_seen (drawing, "1");
  g_assert_cmpuint (n_points (drawing), ==, 2);
  ink_drawing_undo (drawing);
  g_assert_true (ink_drawing_is_empty (drawing));
  g_assert_false (ink_drawing_can_undo (drawing));
}

static void
test_times (void)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  const double times[] = { 0, 12.5, NAN, INFINITY, -3 };
  const InkPoint *points;
  guint n;

  ink_drawing_append (drawing, &(InkPoint) { 1, 1, 0.5f });
  g_assert_false (ink_drawing_has_times (drawing));
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    g_assert_true (
        ink_drawing_append (drawing, &(InkPoint) { 1, 1, 0.5f, times[i] }));
  g_assert_true (ink_drawing_has_times (drawing));
  points = ink_drawing_stroke (drawing, 0, &n);
  g_assert_cmpfloat (points[2].time, ==, 12.5);
  for (guint i = 3; i < n; i++)
    g_assert_cmpfloat (points[i].time, ==, 0);
}

/* A point after undo begins a stroke of its own and leaves what is shared with
 * the history and with copies alone. */
static void
test_after_undo (void)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  g_autoptr (InkDrawing) copy = NULL;

  add_stroke (drawing, 1, 2);
  add_stroke (drawing, 2, 2);
  copy = ink_drawing_copy (drawing);
  ink_drawing_add_point (drawing, 2, 9, 0.5f);
  g_assert_cmpuint (n_points (copy), ==, 4);
  ink_drawing_undo (drawing);
  ink_drawing_add_point (drawing, 3, 0, 0.5f);
  assert_seen (drawing, "1 3");
  ink_drawing_add_point (copy, 4, 0, 0.5f);
  assert_seen (copy, "1 2");
  g_assert_cmpuint (n_points (copy), ==, 5);
  g_assert_cmpuint (n_points (drawing), ==, 3);
}

/* A fixed series of random acts against lists kept by hand. */
static void
test_random_acts (void)
{
  GRand *rand = g_rand_new_with_seed (11);
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  guint now = 0, next = 1;

  g_ptr_array_add (states, seen (drawing));
  for (int i = 0; i < 3000; i++)
    {
      int act = g_rand_int_range (rand, 0, 8);

      if (act < 3)
        {
          g_assert_cmpint (ink_drawing_can_undo (drawing), ==, now > 0);
          ink_drawing_undo (drawing);
          now -= now > 0;
        }
      else if (act < 5)
        {
          g_assert_cmpint (ink_drawing_can_redo (drawing), ==,
                           now + 1 < states->len);
          ink_drawing_redo (drawing);
          now += now + 1 < states->len;
        }
      else
        {
          if (act == 5)
            add_stroke (drawing, next++, 2);
          else if (act == 6)
            ink_drawing_erase (
                drawing,
                &(InkSweep) { next / 2, 0, next / 2 + 2, 0, 0.5 });
          else if (g_rand_int_range (rand, 0, 9) == 0)
            ink_drawing_clear (drawing);
          g_autofree char *after = seen (drawing);
          if (g_strcmp0 (after, g_ptr_array_index (states, now)) != 0)
            {
              g_ptr_array_set_size (states, (int) ++now);
              g_ptr_array_add (states, g_steal_pointer (&after));
            }
        }
      assert_seen (drawing, g_ptr_array_index (states, now));
    }
  g_rand_free (rand);
}

static void
test_copy (void)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  g_autoptr (InkDrawing) copy = NULL;

  add_stroke (drawing, 1, 2);
  ink_drawing_clear (drawing);
  add_stroke (drawing, 2, 2);
  add_stroke (drawing, 3, 2);
  ink_drawing_undo (drawing);
  copy = ink_drawing_copy (drawing);
  add_stroke (drawing, 9, 2);
  assert_seen (copy, "2");
  ink_drawing_redo (copy);
  assert_seen (copy, "2 3");
  for (int i = 0; i < 3; i++)
    ink_drawing_undo (copy);
  assert_seen (copy, "1");
}

/* As many strokes as there may be points cost seconds, were each to look at
 * all before it. */
static void
test_many_strokes (void)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();

  alarm (60); /* it took minutes */
  for (guint i = 0; i < INK_DRAWING_MAX_POINTS; i++)
    add_stroke (drawing, i, 1);
  alarm (0);
  g_assert_cmpuint (ink_drawing_n_strokes (drawing), ==,
                    INK_DRAWING_MAX_POINTS);
  ink_drawing_begin_stroke (drawing);
  g_assert_false (ink_drawing_add_point (drawing, 0, 0, 0.5f));
  ink_drawing_undo (drawing);
  ink_drawing_undo (drawing);
  g_assert_cmpuint (ink_drawing_n_strokes (drawing), <,
                    INK_DRAWING_MAX_POINTS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data/drawing/strokes", test_strokes);
  g_test_add_func ("/data/drawing/undo", test_undo);
  g_test_add_func ("/data/drawing/undo-clear", test_undo_clear);
  g_test_add_func ("/data/drawing/empty-stroke", test_empty_stroke);
  g_test_add_func ("/data/drawing/bad-points", test_bad_points);
  g_test_add_func ("/data/drawing/limit", test_limit);
  g_test_add_func ("/data/drawing/replace", test_replace);
  g_test_add_func ("/data/drawing/backdrop", test_backdrop);
  g_test_add_func ("/data/drawing/cancel", test_cancel);
  g_test_add_func ("/data/drawing/times", test_times);
  g_test_add_func ("/data/drawing/after-undo", test_after_undo);
  g_test_add_func ("/data/drawing/random-acts", test_random_acts);
  g_test_add_func ("/data/drawing/copy", test_copy);
  g_test_add_func ("/data/drawing/many-strokes", test_many_strokes);
  return g_test_run ();
}
