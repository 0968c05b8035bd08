/* Ink cut into parts: what stays together, what comes apart, and the limits. */
#include "core/data/drawing-parts.h"
#include "core/data/picture-parts.h"
#include "core/data/rasterize.h"

#include <math.h>
#include <string.h>

/* "0,0 10,20; 30,0 30,20": strokes of points. */
static InkDrawing *
draw (const char *text)
{
  InkDrawing *drawing = ink_drawing_new ();
  g_auto (GStrv) strokes = g_strsplit (text, ";", 0);

  for (guint i = 0; strokes[i] != NULL; i++)
    {
      g_auto (GStrv) points = g_strsplit (g_strstrip (strokes[i]), " ", 0);

      ink_drawing_begin_stroke (drawing);
      for (guint k = 0; points[k] != NULL; k++)
        {
          g_auto (GStrv) xy = g_strsplit (points[k], ",", 2);

          ink_drawing_add_point (drawing, g_ascii_strtod (xy[0], NULL),
                                 g_ascii_strtod (xy[1], NULL), 0.5f);
        }
    }
  return drawing;
}

static guint
count_parts (const char *text)
{
  g_autoptr (InkDrawing) drawing = draw (text);
  g_autoptr (InkDrawingParts) parts = ink_drawing_parts_new (drawing);

  return parts != NULL ? ink_drawing_parts_get (parts)->n : 0;
}

static void
test_strokes (void)
{
  g_autoptr (InkDrawing) empty = ink_drawing_new ();

  g_assert_null (ink_drawing_parts_new (empty));
  ink_drawing_begin_stroke (empty);
  g_assert_null (ink_drawing_parts_new (empty));
  g_assert_cmpuint (count_parts ("5,5"), ==, 1);
  g_assert_cmpuint (count_parts ("0,0 0,100"), ==, 1);
  /* two strokes side by side, and one across the other */
  g_assert_cmpuint (count_parts ("0,0 0,100; 30,0 30,100"), ==, 2);
  g_assert_cmpuint (count_parts ("0,50 60,50; 30,0 30,100"), ==, 1);
  /* flat ones have no height to be cut by */
  g_assert_cmpuint (count_parts ("0,0 50,0 100,0 200,0"), ==, 1);
}

/* From left to right, whatever the order of writing; boxes and gaps. */
static void
test_order (void)
{
  g_autoptr (InkDrawing) drawing
      = draw ("100,0 100,90; 0,0 10,100; 50,0 60,80");
  g_autoptr (InkDrawingParts) parts = ink_drawing_parts_new (drawing);
  const InkParts *p = ink_drawing_parts_get (parts);

  g_assert_cmpuint (p->n, ==, 3);
  g_assert_cmpfloat (p->parts[0].box.x, ==, 0);
  g_assert_cmpfloat (p->parts[0].box.width, ==, 10);
  g_assert_cmpfloat (p->parts[1].box.x, ==, 50);
  g_assert_cmpfloat (p->parts[1].box.height, ==, 80);
  g_assert_cmpfloat (p->parts[2].box.x, ==, 100);
  g_assert_cmpfloat (p->joints[0].gap, ==, 40);
  g_assert_cmpfloat (p->joints[1].gap, ==, 40);
  g_assert_cmpfloat_with_epsilon (p->joints[0].distance, 49.75, 0.01);
  g_assert_false (p->joints[0].through);
  g_assert_cmpfloat (p->height, ==, 90);
}

static guint
count_points (const InkDrawing *drawing)
{
  guint sum = 0, n;

  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      ink_drawing_stroke (drawing, i, &n);
      sum += n;
    }
  return sum;
}

/* Two ones in one movement: down, up the line between, down. */
static void
test_joined (void)
{
  g_autoptr (InkDrawing) drawing = draw ("0,0 0,50 0,100 60,0 60,50 60,100");
  g_autoptr (InkDrawingParts) parts = ink_drawing_parts_new (drawing);
  const InkParts *p = ink_drawing_parts_get (parts);
  g_autoptr (InkDrawing) left = NULL;
  g_autoptr (InkDrawing) both = NULL;

  g_assert_cmpuint (p->n, ==, 2);
  g_assert_true (p->joints[0].through);
  left = ink_drawing_parts_join (parts, 0, 0);
  g_assert_cmpuint (ink_drawing_n_strokes (left), ==, 1);
  g_assert_cmpfloat (p->parts[0].box.width, <, 10);
  g_assert_cmpfloat (p->parts[1].box.x, >, 50);
  /* together they are the one stroke again */
  both = ink_drawing_parts_join (parts, 0, 1);
  g_assert_cmpuint (ink_drawing_n_strokes (both), ==, 1);
  g_assert_cmpuint (count_points (both), ==, 6);
}

static void
test_many (void)
{
  g_autoptr (InkDrawing) strokes = ink_drawing_new ();
  g_autoptr (InkDrawing) points = ink_drawing_new ();
  g_autoptr (InkDrawingParts) of_strokes = NULL;
  g_autoptr (InkDrawingParts) of_points = NULL;

  for (guint i = 0; i < 90; i++)
    {
      ink_drawing_begin_stroke (strokes);
      ink_drawing_add_point (strokes, 50 * i, 0, 0.5f);
      ink_drawing_add_point (strokes, 50 * i, 100, 0.5f);
    }
  of_strokes = ink_drawing_parts_new (strokes);
  g_assert_cmpuint (ink_drawing_parts_get (of_strokes)->n, ==, INK_PARTS_MAX);
  for (guint i = 0; i < 100000; i++)
    ink_drawing_add_point (points, i % 1000, (i * 7919) % 1013, 0.5f);
  of_points = ink_drawing_parts_new (points);
  g_assert_cmpuint (ink_drawing_parts_get (of_points)->n, ==, 1);
}

/* Where differences and squares are not finite. */
static void
test_far (void)
{
  g_assert_cmpuint (count_parts ("-1e308,-1e308 -1e308,1e308; 1e308,0 1e308,9"),
                    ==, 1);
  g_assert_cmpuint (count_parts ("0,0 0,1e-200; 1e-200,0 1e-200,1e-200"), >=,
                    1);
}

/* --- Pictures --- */

#define WIDE 160
#define HIGH 60

static void
fill (guint8 *pixels, guint x0, guint y0, guint x1, guint y1)
{
  for (guint y = y0; y < y1; y++)
    memset (pixels + y * WIDE + x0, 0, x1 - x0);
}

static InkPictureParts *
parts_of (const guint8 *pixels)
{
  return ink_picture_parts_new (pixels, HIGH, WIDE);
}

static void
test_pictures (void)
{
  guint8 pixels[WIDE * HIGH], digit[INK_DIGIT_PIXELS];
  g_autoptr (InkPictureParts) parts = NULL;
  g_autofree guint8 *alone = NULL;
  const InkParts *p;
  guint height, width, ink = 0;

  memset (pixels, 255, sizeof pixels);
  g_assert_null (parts_of (pixels));
  fill (pixels, 20, 10, 24, 50);
  fill (pixels, 60, 10, 64, 50);
  fill (pixels, 90, 10, 110, 14); /* a seven: bar and stem, connected */
  fill (pixels, 106, 10, 110, 50);
  parts = parts_of (pixels);
  p = ink_picture_parts_get (parts);
  g_assert_cmpuint (p->n, ==, 3);
  g_assert_cmpfloat_with_epsilon (p->parts[0].box.x, 20, 1);
  g_assert_cmpfloat_with_epsilon (p->parts[2].box.width, 20, 2);
  g_assert_cmpfloat_with_epsilon (p->joints[0].gap, 36, 2);
  alone = ink_picture_parts_join (parts, 1, 1, &height, &width);
  for (guint i = 0; i < height * width; i++)
    ink += alone[i] > 127;
  g_assert_cmpuint (ink, ==, 4 * 40);
  g_assert_true (ink_picture_parts_rasterize (parts, 2, 2, digit));
}

/* Two rings with a bridge: one of the cuts is through that, and none goes
 * through less ink. */
static void
test_touching (void)
{
  guint8 pixels[WIDE * HIGH];
  g_autoptr (InkPictureParts) parts = NULL;
  const InkParts *p;
  double least = INFINITY, between = 0;

  memset (pixels, 255, sizeof pixels);
  for (int y = 0; y < HIGH; y++)
    for (int x = 0; x < WIDE; x++)
      {
        double a = hypot (x - 50, (y - 30) * 0.75);
        double b = hypot (x - 90, (y - 30) * 0.75);

        if (fabs (a - 15) < 2 || fabs (b - 15) < 2)
          pixels[y * WIDE + x] = 0;
      }
  fill (pixels, 65, 29, 75, 32);
  parts = parts_of (pixels);
  p = ink_picture_parts_get (parts);
  g_assert_cmpuint (p->n, >=, 2);
  for (guint i = 0; i + 1 < p->n; i++)
    {
      const InkRect *box = &p->parts[i].box;

      least = fmin (least, p->joints[i].fold);
      if (fabs (box->x + box->width - 70) < 4 && p->joints[i].through)
        between = p->joints[i].fold;
    }
  g_assert_cmpfloat (between, ==, least);
}

static void
test_odd_pictures (void)
{
  const guint8 dot = 0;
  guint8 noise[WIDE * HIGH];
  g_autoptr (InkPictureParts) parts = NULL;

  g_assert_null (ink_picture_parts_new (&dot, 1, 1));
  for (guint i = 0; i < sizeof noise; i++)
    noise[i] = (guint8) (i * 2654435761u >> 13);
  parts = parts_of (noise);
  if (parts != NULL)
    g_assert_cmpuint (ink_picture_parts_get (parts)->n, <=, INK_PARTS_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/parts/strokes", test_strokes);
  g_test_add_func ("/core/parts/order", test_order);
  g_test_add_func ("/core/parts/joined", test_joined);
  g_test_add_func ("/core/parts/many", test_many);
  g_test_add_func ("/core/parts/far", test_far);
  g_test_add_func ("/core/parts/pictures", test_pictures);
  g_test_add_func ("/core/parts/touching", test_touching);
  g_test_add_func ("/core/parts/odd-pictures", test_odd_pictures);
  return g_test_run ();
}
