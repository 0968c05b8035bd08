/* Smooth strokes: no point moves far, ends and corners stay, jitter goes, and
 * the network sees the same digit. And the SVG that is made of them. */
#include "core/data/stroke-path.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/data/drawing-svg.h"
#include "core/data/rasterize.h"

#define WIDTH 42.0

/* Strokes like a hand's on a sheet of 1000: bent at random, from pixel to
 * pixel of a screen on which the sheet is 450 wide. */
static InkDrawing *
random_drawing (GRand *rand)
{
  InkDrawing *drawing = ink_drawing_new ();
  int n_strokes = g_rand_int_range (rand, 1, 4);
  const double pixel = 1000.0 / 450;

  for (int s = 0; s < n_strokes; s++)
    {
      double x = 250 + 500 * g_rand_double (rand);
      double y = 200 + 600 * g_rand_double (rand);
      double angle = 2 * G_PI * g_rand_double (rand), bend = 0;
      double speed = g_rand_double_range (rand, 3, 30);

      ink_drawing_begin_stroke (drawing);
      for (int i = 0; i < 600 / speed; i++)
        {
          bend += 0.02 * (g_rand_double (rand) - 0.5);
          angle += bend * speed / 10;
          x += speed * cos (angle);
          y += speed * sin (angle);
          ink_drawing_add_point (drawing, round (x / pixel) * pixel,
                                 round (y / pixel) * pixel, 0.5f);
        }
    }
  return drawing;
}

static void
read_pixels (const InkDrawing *drawing, guint8 *pixels)
{
  InkRasterOptions options = INK_RASTER_OPTIONS_DEFAULT;

  g_assert_true (ink_rasterize_drawing (drawing, &options, pixels, NULL));
}

static void
test_same_digit (void)
{
  GRand *rand = g_rand_new_with_seed (3);
  double sum = 0;
  int worst = 0;

  for (int i = 0; i < 300; i++)
    {
      g_autoptr (InkDrawing) drawing = random_drawing (rand);
      g_autoptr (InkDrawing) smooth = ink_drawing_smooth (drawing, WIDTH);
      guint8 a[INK_DIGIT_PIXELS], b[INK_DIGIT_PIXELS];
      double mean = 0;

      read_pixels (drawing, a);
      read_pixels (smooth, b);
      for (int k = 0; k < INK_DIGIT_PIXELS; k++)
        {
          mean += abs (a[k] - b[k]) / (double) INK_DIGIT_PIXELS;
          worst = MAX (worst, abs (a[k] - b[k]));
        }
      sum += mean;
      g_assert_cmpfloat (mean, <, 0.5);
    }
  g_rand_free (rand);
  g_test_message ("mean difference %.3f, greatest %d of 255", sum / 300, worst);
  g_assert_cmpfloat (sum / 300, <, 0.2);
  g_assert_cmpint (worst, <, 40);
}

/* A moved point is within the bound; the first and the last do not move. */
static void
test_bound (void)
{
  GRand *rand = g_rand_new_with_seed (4);
  InkPoint points[200];
  const guint n = G_N_ELEMENTS (points);

  for (guint i = 0; i < n; i++)
    points[i] = (InkPoint) { 3.0 * i + 40 * g_rand_double (rand),
                             40 * g_rand_double (rand), 0.3f, i };
  for (guint i = 0; i < n; i++)
    {
      InkPoint smooth = ink_stroke_smooth (points, n, i, WIDTH);
      double moved = hypot (smooth.x - points[i].x, smooth.y - points[i].y);

      g_assert_cmpfloat (moved, <=, INK_SMOOTH_MOST * WIDTH + 1e-9);
      g_assert_cmpfloat (smooth.pressure, ==, points[i].pressure);
      g_assert_cmpfloat (smooth.time, ==, points[i].time);
      if (i == 0 || i == n - 1)
        g_assert_cmpfloat (moved, ==, 0);
    }
  g_rand_free (rand);
}

/* Jitter of a pixel halves at least; a corner of a quick stroke stands. */
static void
test_jitter (void)
{
  InkPoint points[101], corner[3] = { { 0, 0 }, { 100, 0 }, { 100, 100 } };
  double before = 0, after = 0;
  InkPoint smooth;

  for (guint i = 0; i <= 100; i++)
    points[i] = (InkPoint) { 3.0 * i, i % 2 ? 1.5 : -1.5, 0.5f };
  for (guint i = 10; i <= 90; i++)
    {
      before += fabs (points[i].y);
      after += fabs (ink_stroke_smooth (points, 101, i, WIDTH).y);
    }
  g_assert_cmpfloat (after, <, before / 2);
  smooth = ink_stroke_smooth (corner, 3, 1, WIDTH);
  g_assert_cmpfloat (smooth.x, ==, 100);
  g_assert_cmpfloat (smooth.y, ==, 0);
}

/* Pieces hang together, and those that are settled do not change. */
static void
test_pieces (void)
{
  GRand *rand = g_rand_new_with_seed (6);
  InkPoint points[60];
  const guint n = G_N_ELEMENTS (points);
  InkStrokePiece piece, before = { 0 };

  for (guint i = 0; i < n; i++)
    points[i] = (InkPoint) { 1.5 * i, 3 * g_rand_double (rand), 0.5f };
  for (guint i = 0; i < n; i++)
    {
      guint cut = i + INK_SMOOTH_REACH + 2;
      InkStrokePiece early;

      ink_stroke_piece (points, n, i, WIDTH, &piece);
      g_assert_cmpfloat_with_epsilon (piece.width, WIDTH, 1e-4);
      if (i > 0)
        {
          g_assert_cmpfloat (piece.x0, ==, before.x1);
          g_assert_cmpfloat (piece.y0, ==, before.y1);
        }
      before = piece;
      if (cut > n)
        continue;
      ink_stroke_piece (points, cut, i, WIDTH, &early);
      g_assert_cmpmem (&early, sizeof early, &piece, sizeof piece);
    }
  g_assert_cmpfloat (before.x1, ==, points[n - 1].x);
  g_assert_cmpfloat (before.y1, ==, points[n - 1].y);
  g_rand_free (rand);
}

/* --- SVG --- */

typedef struct
{
  guint n_paths, n_dots;
  char *box;
  double x, y; /* of the first path's first point */
} Seen;

static void
element_cb (GMarkupParseContext *context, const char *element,
            const char **names, const char **values, gpointer data,
            GError **error)
{
  Seen *seen = data;

  seen->n_paths += strcmp (element, "path") == 0;
  seen->n_dots += strcmp (element, "circle") == 0;
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_assert_null (strstr (values[i], "nan"));
      g_assert_null (strstr (values[i], "inf"));
      if (strcmp (names[i], "viewBox") == 0)
        seen->box = g_strdup (values[i]);
      if (strcmp (names[i], "d") == 0 && seen->n_paths == 1)
        {
          char *end;

          g_assert_cmpint (values[i][0], ==, 'M');
          seen->x = g_ascii_strtod (values[i] + 1, &end);
          seen->y = g_ascii_strtod (end, NULL);
        }
    }
}

static Seen
parse_svg (const InkDrawing *drawing, const InkSvgOptions *options)
{
  g_autofree char *text = ink_drawing_svg_format (drawing, options);
  const GMarkupParser parser = { .start_element = element_cb };
  g_autoptr (GError) error = NULL;
  Seen seen = { 0 };
  GMarkupParseContext *context
      = g_markup_parse_context_new (&parser, 0, &seen, NULL);

  g_markup_parse_context_parse (context, text, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_markup_parse_context_free (context);
  return seen;
}

static void
test_svg (void)
{
  const InkSvgOptions options = { .side = 1000, .pen_width = WIDTH };
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  Seen seen;

  seen = parse_svg (drawing, &options);
  g_assert_cmpstr (seen.box, ==, "0 0 1000 1000");
  g_free (seen.box);
  ink_drawing_add_point (drawing, 100.5, 200, 0.5f);
  for (int i = 0; i < 50; i++)
    ink_drawing_add_point (drawing, 110 + 10 * i, 200 + i, 0.5f);
  ink_drawing_begin_stroke (drawing);
  ink_drawing_add_point (drawing, 500, 900, 0.5f);
  seen = parse_svg (drawing, &options);
  g_assert_cmpuint (seen.n_paths, ==, 1);
  g_assert_cmpuint (seen.n_dots, ==, 1);
  g_assert_cmpfloat (seen.x, ==, 100.5);
  g_assert_cmpfloat (seen.y, ==, 200);
  g_assert_cmpstr (seen.box, ==, "0 0 1000 1000");
  g_free (seen.box);
  /* Pressure parts a stroke; ink beside the square makes it larger. */
  ink_drawing_begin_stroke (drawing);
  for (int i = 0; i < 10; i++)
    ink_drawing_add_point (drawing, -100 + i, 300, 0.1f * (float) i);
  seen = parse_svg (drawing, &options);
  g_assert_cmpuint (seen.n_paths, ==, 11);
  g_assert_cmpfloat (seen.x, <, 100.5 + 130);
  g_assert_cmpfloat (seen.x, >, 150);
  g_assert_true (g_str_has_prefix (seen.box, "0 0 1000 "));
  g_free (seen.box);
}

static void
test_svg_odd (void)
{
  const double scales[] = { 1e308, 1e-308, 0, 5e-324 };

  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    for (int k = 0; k < 3; k++)
      {
        g_autoptr (InkDrawing) drawing = ink_drawing_new ();
        const InkSvgOptions options = { .side = k == 1 ? NAN : k * 500.0,
                                        .pen_width = k == 2 ? INFINITY : k };

        ink_drawing_add_point (drawing, -scales[i], 0, 1);
        ink_drawing_add_point (drawing, scales[i], scales[i], 0);
        ink_drawing_add_point (drawing, 0, -scales[i], 0);
        g_free (parse_svg (drawing, &options).box);
      }
}

/* The comma of a locale is none of SVG's; a file is whole or not there. */
static void
test_svg_file (void)
{
  const InkSvgOptions options = { .side = 1000, .pen_width = WIDTH };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("inkling-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.svg", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "b", "a.svg", NULL);
  g_autofree char *text = NULL;
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();

  ink_drawing_add_point (drawing, 101.5, 202.25, 0.5f);
  g_assert_false (ink_drawing_svg_write (drawing, &options, nowhere, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_IO);
  g_clear_error (&error);
  g_assert_true (ink_drawing_svg_write (drawing, &options, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_suffix (text, "</svg>\n"));
  g_assert_nonnull (strstr (text, "cx=\"101.5\" cy=\"202.25\" r=\"21\""));
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data/stroke-path/same-digit", test_same_digit);
  g_test_add_func ("/data/stroke-path/bound", test_bound);
  g_test_add_func ("/data/stroke-path/jitter", test_jitter);
  g_test_add_func ("/data/stroke-path/pieces", test_pieces);
  g_test_add_func ("/data/drawing-svg/svg", test_svg);
  g_test_add_func ("/data/drawing-svg/odd", test_svg_odd);
  g_test_add_func ("/data/drawing-svg/file", test_svg_file);
  return g_test_run ();
}
