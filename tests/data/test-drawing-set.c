/* Labelled drawings: UNIPEN's text, folders of InkML, and their variations. */
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/data/drawing-set.h"
#include "core/data/drawing-variation.h"
#include "core/data/inkml.h"
#include "core/data/rasterize.h"
#include "tests/data/temp-folder.h"

static InkDrawingSet *
parse (const char *text, GError **error)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "some.txt", NULL);
  InkDrawingSet *set;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  set = ink_unipen_read (path, error);
  temp_folder_remove (folder);
  return set;
}

static void
test_unipen (void)
{
  g_autoptr (InkDrawingSet) set = parse (
      ".VERSION 1.0\n.COORD X Y\n\n"
      ".SEGMENT DIGIT 0 ? \"7\"\n.COMMENT 1 aga data/a.dat 73\n"
      ".PEN_DOWN\n1 10\n5 10\n.PEN_UP\n.PEN_DOWN\n5 10\n3 -2.5\n.PEN_UP\n"
      ".SEGMENT DIGIT 1 ? \"0\"\n" /* without a stroke */
      ".SEGMENT DIGIT 2 ? \"1\"\r\n.PEN_DOWN\r\n3 4\r\n",
      NULL);
  const InkPoint *points;
  guint n;

  g_assert_nonnull (set);
  g_assert_cmpuint (ink_drawing_set_count (set), ==, 2);
  g_assert_cmpstr (ink_drawing_set_label (set, 0), ==, "7");
  g_assert_cmpstr (ink_drawing_set_source (set, 0), ==, "aga");
  g_assert_cmpuint (ink_drawing_n_strokes (ink_drawing_set_drawing (set, 0)),
                    ==, 2);
  points = ink_drawing_stroke (ink_drawing_set_drawing (set, 0), 1, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpfloat (points[1].x, ==, 3);
  g_assert_cmpfloat (points[1].y, ==, 2.5); /* turned */
  g_assert_cmpstr (ink_drawing_set_label (set, 1), ==, "1");
  g_assert_cmpstr (ink_drawing_set_source (set, 1), ==, "");
}

static void
test_unipen_refused (void)
{
  static const struct
  {
    const char *text, *message;
  } table[] = {
    { "", "found none" },
    { "PNG\n", "found none" },
    { ".SEGMENT DIGIT 0 ? 7\n", "line 1: expected a segment's label" },
    { ".SEGMENT DIGIT 0 ? \"\"\n", "line 1: expected a segment's label" },
    { ".SEGMENT DIGIT 0 ? \"\xff\"\n", "line 1: expected a segment's label" },
    { ".SEGMENT D 0 ? \"7\"\n.PEN_DOWN\n1 2\nx y\n", "line 4: expected a point" },
    { ".SEGMENT D 0 ? \"7\"\n.PEN_DOWN\n1\n", "line 3: expected a point" },
    { ".SEGMENT D 0 ? \"7\"\n.PEN_DOWN\nnan 2\n", "line 3: expected a finite" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (table[i].text, &error));
      g_assert_error (error, INK_ERROR, INK_ERROR_FORMAT);
      if (strstr (error->message, table[i].message) == NULL)
        g_error ("expected \"%s\" in \"%s\"", table[i].message,
                 error->message);
    }
}

static void
test_unipen_limit (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i <= INK_UNIPEN_MAX_DRAWINGS; i++)
    g_string_append (text, ".SEGMENT D 0 ? \"1\"\n.PEN_DOWN\n1 2\n");
  g_assert_null (parse (text->str, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_LIMIT);
}

/* An L: down, then to the right. */
static InkDrawing *
corner (double size)
{
  InkDrawing *drawing = ink_drawing_new ();

  ink_drawing_begin_stroke (drawing);
  for (guint i = 0; i <= 20; i++)
    ink_drawing_add_point (drawing, i <= 10 ? 0 : (i - 10) * size / 10,
                           i <= 10 ? i * size / 10 : size, 0.5f);
  return drawing;
}

static void
test_folder (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *class = g_build_filename (folder, "4", NULL);
  g_autofree char *path = g_build_filename (class, "ann-000001.inkml", NULL);
  g_autoptr (InkDrawing) drawing = corner (30);
  g_autoptr (InkDrawingSet) set = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (ink_drawing_set_read (folder, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_FORMAT);
  g_assert_cmpint (g_mkdir_with_parents (class, 0700), ==, 0);
  g_assert_true (ink_inkml_write (drawing, path, NULL));
  set = ink_drawing_set_read (folder, NULL);
  g_assert_nonnull (set);
  g_assert_cmpuint (ink_drawing_set_count (set), ==, 1);
  g_assert_cmpstr (ink_drawing_set_label (set, 0), ==, "4");
  g_assert_cmpstr (ink_drawing_set_source (set, 0), ==, "ann");
  temp_folder_remove (folder);
}

/* Share of pixels that differ by more than half. */
static double
difference (const guint8 *a, const guint8 *b)
{
  guint n = 0;

  for (guint i = 0; i < INK_DIGIT_PIXELS; i++)
    n += ABS (a[i] - b[i]) > 128;
  return (double) n / INK_DIGIT_PIXELS;
}

/* The same draw gives the same picture whatever the drawing's size; another
 * draw another one; without a range it is the drawing itself. */
static void
test_variation (void)
{
  const InkVariationRange none = { .width_low = 2.4, .width_high = 2.4 };
  const InkRasterOptions options = INK_RASTER_OPTIONS_DEFAULT;
  g_autoptr (InkDrawing) small = corner (1);
  g_autoptr (InkDrawing) large = corner (1e6);
  guint8 a[INK_DIGIT_PIXELS], b[INK_DIGIT_PIXELS];
  InkRng rng = ink_rng (1, INK_STREAM_TEST, 0, 0), again = rng;

  ink_drawing_vary_pixels (small, &ink_variation_range_default, &rng, a);
  ink_drawing_vary_pixels (large, &ink_variation_range_default, &again, b);
  g_assert_cmpfloat (difference (a, b), ==, 0);
  g_assert_cmpuint (rng.counter, ==, again.counter);
  ink_drawing_vary_pixels (small, &ink_variation_range_default, &rng, b);
  g_assert_cmpfloat (difference (a, b), >, 0.01);
  ink_drawing_vary_pixels (small, &none, &rng, a);
  ink_rasterize_drawing (small, &options, b, NULL);
  g_assert_cmpfloat (difference (a, b), ==, 0);
}

/* Neither a dot nor nothing at all is a trouble. */
static void
test_variation_of_little (void)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  guint8 pixels[INK_DIGIT_PIXELS];
  InkRng rng = ink_rng (1, INK_STREAM_TEST, 0, 0);
  guint sum = 0;

  ink_drawing_vary_pixels (drawing, &ink_variation_range_default, &rng,
                           pixels);
  for (guint i = 0; i < INK_DIGIT_PIXELS; i++)
    g_assert_cmpuint (pixels[i], ==, 0);
  ink_drawing_begin_stroke (drawing);
  ink_drawing_add_point (drawing, 5, 5, 0.5f);
  ink_drawing_vary_pixels (drawing, &ink_variation_range_default, &rng,
                           pixels);
  for (guint i = 0; i < INK_DIGIT_PIXELS; i++)
    sum += pixels[i];
  g_assert_cmpuint (sum, >, 255);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data/drawing-set/unipen", test_unipen);
  g_test_add_func ("/data/drawing-set/unipen-refused", test_unipen_refused);
  g_test_add_func ("/data/drawing-set/unipen-limit", test_unipen_limit);
  g_test_add_func ("/data/drawing-set/folder", test_folder);
  g_test_add_func ("/data/drawing-set/variation", test_variation);
  g_test_add_func ("/data/drawing-set/variation-of-little",
                   test_variation_of_little);
  return g_test_run ();
}
