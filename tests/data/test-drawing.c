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
  g_test_add_func ("/data/drawing/copy", test_copy);
  g_test_add_func ("/data/drawing/many-strokes", test_many_strokes);
  return g_test_run ();
}
