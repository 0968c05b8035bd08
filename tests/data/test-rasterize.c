/* Ink at 28x28: it fills the box, its mass is in the middle, and neither
 * where, how large nor with how many points it was drawn matters. */
#include "core/data/rasterize.h"

#include <math.h>
#include <string.h>

#define SIZE INK_DIGIT_SIZE

/* A 3-like curve, and a dot beside it, at a place and size. */
static InkDrawing *
curve (double x0, double y0, double scale, guint n)
{
  InkDrawing *drawing = ink_drawing_new ();

  ink_drawing_begin_stroke (drawing);
  for (guint i = 0; i <= n; i++)
    {
      double t = (double) i / n;

      ink_drawing_add_point (drawing,
                             x0 + scale * fabs (sin (2 * G_PI * t)) * 0.5,
                             y0 + scale * t, 0.5f);
    }
  ink_drawing_begin_stroke (drawing);
  ink_drawing_add_point (drawing, x0 - scale * 0.2, y0 + scale * 0.4, 0.5f);
  return drawing;
}

static InkDrawing *
line (double x0, double y0, double x1, double y1)
{
  InkDrawing *drawing = ink_drawing_new ();

  ink_drawing_begin_stroke (drawing);
  ink_drawing_add_point (drawing, x0, y0, 0.5f);
  ink_drawing_add_point (drawing, x1, y1, 0.5f);
  return drawing;
}

static void
read_drawing (const InkDrawing *drawing, guint8 *pixels)
{
  InkRasterOptions options = INK_RASTER_OPTIONS_DEFAULT;

  g_assert_true (ink_rasterize_drawing (drawing, &options, pixels, NULL));
}

static int
greatest_difference (const guint8 *a, const guint8 *b)
{
  int greatest = 0;

  for (int i = 0; i < INK_DIGIT_PIXELS; i++)
    greatest = MAX (greatest, ABS (a[i] - b[i]));
  return greatest;
}

typedef struct
{
  double mass, x, y;
  int left, right, top, bottom; /* of pixels of at least half ink */
} Shape;

static Shape
measure (const guint8 *pixels)
{
  Shape shape = { .left = SIZE, .top = SIZE, .right = -1, .bottom = -1 };

  for (int y = 0; y < SIZE; y++)
    for (int x = 0; x < SIZE; x++)
      {
        double c = pixels[y * SIZE + x] / 255.0;

        shape.mass += c;
        shape.x += c * (x + 0.5);
        shape.y += c * (y + 0.5);
        if (c < 0.45)
          continue;
        shape.left = MIN (shape.left, x);
        shape.right = MAX (shape.right, x);
        shape.top = MIN (shape.top, y);
        shape.bottom = MAX (shape.bottom, y);
      }
  shape.x /= shape.mass;
  shape.y /= shape.mass;
  return shape;
}

#define assert_near(a, b, tolerance)                                           \
  g_assert_cmpfloat_with_epsilon (a, b, tolerance)

static void
test_empty (void)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  InkRasterOptions options = INK_RASTER_OPTIONS_DEFAULT;
  guint8 pixels[INK_DIGIT_PIXELS], boxed[400];
  InkRasterSteps steps = { .boxed = boxed };

  memset (pixels, 9, sizeof pixels);
  memset (boxed, 9, sizeof boxed);
  ink_drawing_begin_stroke (drawing);
  g_assert_false (ink_rasterize_drawing (drawing, &options, pixels, &steps));
  for (int i = 0; i < INK_DIGIT_PIXELS; i++)
    g_assert_cmpuint (pixels[i], ==, 0);
  for (int i = 0; i < 400; i++)
    g_assert_cmpuint (boxed[i], ==, 0);
}

static void
test_dot (void)
{
  g_autoptr (InkDrawing) drawing = line (3, 4, 3, 4);
  guint8 pixels[INK_DIGIT_PIXELS];
  Shape shape;

  read_drawing (drawing, pixels);
  shape = measure (pixels);
  assert_near (shape.x, 14, 1e-6);
  assert_near (shape.y, 14, 1e-6);
  assert_near (shape.mass, G_PI * 1.2 * 1.2, 0.6);
}

static void
test_lines (void)
{
  g_autoptr (InkDrawing) down = line (100, 7, 100, 900);
  g_autoptr (InkDrawing) across = line (0, 0, -5, 0);
  guint8 a[INK_DIGIT_PIXELS], b[INK_DIGIT_PIXELS];
  Shape shape;

  read_drawing (down, a);
  read_drawing (across, b);
  for (int y = 0; y < SIZE; y++)
    for (int x = 0; x < SIZE; x++)
      g_assert_cmpint (a[y * SIZE + x], ==, b[x * SIZE + y]);
  shape = measure (a);
  g_assert_cmpint (shape.bottom - shape.top + 1, ==, INK_DIGIT_BOX);
  assert_near (shape.mass, 17.6 * 2.4 + G_PI * 1.2 * 1.2, 2);
  assert_near (shape.y, 14, 1e-3);
}

static void
test_box_and_centre (void)
{
  g_autoptr (InkDrawing) drawing = curve (0, 0, 100, 60);
  guint8 pixels[INK_DIGIT_PIXELS];
  Shape shape;

  read_drawing (drawing, pixels);
  shape = measure (pixels);
  assert_near (shape.x, 14, 0.08);
  assert_near (shape.y, 14, 0.08);
  g_assert_cmpint (shape.bottom - shape.top + 1, >=, 19);
  g_assert_cmpint (shape.bottom - shape.top + 1, <=, 20);
  g_assert_cmpint (shape.right - shape.left + 1, <=, 20);
}

static void
test_invariance (void)
{
  const double places[][3] = { { 1000, -2000, 1 },   { 5, 5, 0.001 },
                               { 0, 0, 1e6 },        { 0, 0, 1e-200 },
                               { -3e8, 7e8, 12345 }, { 0, 0, 1e300 },
                               { 0, 0, 1.7e308 } };
  g_autoptr (InkDrawing) drawing = curve (0, 0, 100, 60);
  guint8 wanted[INK_DIGIT_PIXELS], found[INK_DIGIT_PIXELS];

  read_drawing (drawing, wanted);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (InkDrawing) moved
          = curve (places[i][0], places[i][1], places[i][2], 60);

      read_drawing (moved, found);
      g_assert_cmpint (greatest_difference (wanted, found), <=, 1);
    }
}

/* More points on the same line change nothing that one could see. */
static void
test_density (void)
{
  g_autoptr (InkDrawing) sparse = curve (0, 0, 100, 400);
  g_autoptr (InkDrawing) dense = curve (0, 0, 100, 100000);
  guint8 a[INK_DIGIT_PIXELS], b[INK_DIGIT_PIXELS];

  read_drawing (sparse, a);
  read_drawing (dense, b);
  g_assert_cmpint (greatest_difference (a, b), <=, 12);
}

/* Coverage against counting 32x32 points in every pixel. */
static void
test_coverage (void)
{
  g_autoptr (InkDrawing) drawing = line (0, 0, 3, 4);
  guint8 pixels[INK_DIGIT_PIXELS];
  double mass = 0, reference = 0;

  read_drawing (drawing, pixels);
  for (int i = 0; i < SIZE * 32 * SIZE * 32; i++)
    {
      double x = (i % (SIZE * 32) + 0.5) / 32 - 14;
      double y = (i / (SIZE * 32) + 0.5) / 32 - 14;
      double along = CLAMP (0.6 * x + 0.8 * y, -11, 11);

      reference += hypot (x - 0.6 * along, y - 0.8 * along) <= 1.2;
    }
  for (int i = 0; i < INK_DIGIT_PIXELS; i++)
    mass += pixels[i] / 255.0;
  assert_near (mass, reference / 1024, 0.02 * reference / 1024);
}

static void
test_steps (void)
{
  g_autoptr (InkDrawing) drawing = curve (0, 0, 100, 60);
  InkRasterOptions options = INK_RASTER_OPTIONS_DEFAULT;
  guint8 pixels[INK_DIGIT_PIXELS], sheet[INK_DIGIT_PIXELS];
  guint8 cropped[INK_DIGIT_PIXELS], boxed[INK_DIGIT_BOX * INK_DIGIT_BOX];
  InkRasterSteps steps = { sheet, cropped, boxed };
  Shape shape;

  g_assert_true (ink_rasterize_drawing (drawing, &options, pixels, &steps));
  for (int y = 0; y < SIZE; y++)
    for (int x = 0; x < SIZE; x++)
      if (x >= 4 && x < 24 && y >= 4 && y < 24)
        g_assert_cmpint (sheet[y * SIZE + x], ==,
                         boxed[(y - 4) * INK_DIGIT_BOX + x - 4]);
  shape = measure (cropped);
  g_assert_cmpint (shape.top, ==, 0);
  g_assert_cmpint (shape.bottom, ==, SIZE - 1);
}

/* The sheet shows the ink where it lies. */
static void
test_sheet (void)
{
  g_autoptr (InkDrawing) drawing = line (750, 250, 750, 250);
  InkSheet sheet = { .side = 1000, .pen_width = 100 };
  guint8 pixels[INK_DIGIT_PIXELS];
  Shape shape;

  ink_rasterize_sheet (drawing, &sheet, pixels);
  shape = measure (pixels);
  assert_near (shape.x, 21, 0.01);
  assert_near (shape.y, 7, 0.01);
  sheet.x = 2000; /* all of it beside the sheet */
  ink_rasterize_sheet (drawing, &sheet, pixels);
  for (int i = 0; i < INK_DIGIT_PIXELS; i++)
    g_assert_cmpuint (pixels[i], ==, 0);
}

/* A ring of a radius and width in a picture, ink on ground. */
static guint8 *
ring (guint side, double radius, double width, int ink, int ground)
{
  guint8 *image = g_malloc ((gsize) side * side);

  for (guint i = 0; i < side * side; i++)
    {
      double d = hypot (i % side + 0.5 - side * 0.4,
                        i / side + 0.5 - side / 2.0);
      double c = CLAMP (width / 2 - fabs (d - radius) + 0.5, 0, 1);

      image[i] = (guint8) (ground + (ink - ground) * c + 0.5);
    }
  return image;
}

/* Rings of any size, width, contrast and polarity come out like the stroke. */
static void
test_image (void)
{
  const double rings[][5]
      = { { 280, 80, 24, 0, 255 },  { 280, 80, 24, 255, 0 },
          { 500, 150, 3, 40, 200 }, { 900, 300, 1, 0, 255 },
          { 64, 20, 4, 255, 10 },   { 40, 10, 2.5, 90, 160 },
          { 300, 90, 60, 0, 255 } };
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  guint8 wanted[INK_DIGIT_PIXELS], found[INK_DIGIT_PIXELS];
  double mass;

  for (int i = 0; i <= 100; i++)
    ink_drawing_add_point (drawing, cos (i * G_PI / 50), sin (i * G_PI / 50),
                           0.5f);
  read_drawing (drawing, wanted);
  mass = measure (wanted).mass;
  for (gsize i = 0; i < G_N_ELEMENTS (rings); i++)
    {
      const double *r = rings[i];
      g_autofree guint8 *image
          = ring ((guint) r[0], r[1], r[2], (int) r[3], (int) r[4]);
      Shape shape;

      g_assert_true (ink_rasterize_image (image, (guint) r[0], (guint) r[0],
                                          found));
      shape = measure (found);
      g_test_message ("ring %zu: mass %.1f of %.1f, box %d..%d", i, shape.mass,
                      mass, shape.left, shape.right);
      assert_near (shape.x, 14, 0.1);
      assert_near (shape.y, 14, 0.1);
      g_assert_cmpint (shape.right - shape.left + 1, >=, 18);
      g_assert_cmpint (shape.right - shape.left + 1, <=, 21);
      g_assert_cmpfloat (shape.mass, >, mass * 0.85);
      g_assert_cmpfloat (shape.mass, <, mass * 1.6);
    }
}

static void
test_image_blank (void)
{
  guint8 pixels[INK_DIGIT_PIXELS];
  guint8 image[50 * 60];

  for (int level = 0; level < 256; level += 51)
    {
      memset (image, level, sizeof image);
      memset (pixels, 7, sizeof pixels);
      g_assert_false (ink_rasterize_image (image, 50, 60, pixels));
      for (int i = 0; i < INK_DIGIT_PIXELS; i++)
        g_assert_cmpuint (pixels[i], ==, 0);
    }
  for (gsize i = 0; i < sizeof image; i++)
    image[i] = (guint8) (128 + (i * 2654435761u >> 24) % 9);
  g_assert_false (ink_rasterize_image (image, 50, 60, pixels));
  g_assert_false (ink_rasterize_image (image, 0, 60, pixels));
}

static void
test_image_steps (void)
{
  g_autofree guint8 *image = ring (200, 40, 12, 0, 255);
  guint8 pixels[INK_DIGIT_PIXELS], sheet[INK_DIGIT_PIXELS];
  guint8 cropped[INK_DIGIT_PIXELS], boxed[INK_DIGIT_BOX * INK_DIGIT_BOX];
  InkRasterSteps steps = { sheet, cropped, boxed };
  Shape shape;

  g_assert_true (ink_rasterize_image_steps (image, 200, 200, pixels, &steps));
  shape = measure (sheet);
  assert_near (shape.x, 28 * 0.4, 0.2);
  assert_near (shape.y, 14, 0.2);
  shape = measure (cropped);
  g_assert_cmpint (shape.left, ==, 0);
  g_assert_cmpint (shape.right, ==, SIZE - 1);
  g_assert_cmpint (boxed[10 * INK_DIGIT_BOX + 10], ==, 0);
  g_assert_cmpint (boxed[10 * INK_DIGIT_BOX + 1], >, 200);
}

/* No shape of picture and no content may lead out of the arrays. */
static void
test_image_odd (void)
{
  const guint sizes[][2]
      = { { 1, 1 },    { 1, 300 }, { 300, 1 }, { 2, 2 },
          { 3, 4000 }, { 28, 28 }, { 7, 5 },   { 129, 131 } };
  guint8 pixels[INK_DIGIT_PIXELS], sheet[INK_DIGIT_PIXELS];
  guint8 cropped[INK_DIGIT_PIXELS], boxed[INK_DIGIT_BOX * INK_DIGIT_BOX];
  InkRasterSteps steps = { sheet, cropped, boxed };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint kind = 0; kind < 4; kind++)
      {
        gsize n = (gsize) sizes[i][0] * sizes[i][1];
        g_autofree guint8 *image = g_malloc0 (n);

        for (gsize k = 0; k < n; k++)
          image[k] = kind == 0   ? (k * 2654435761u >> 13) & 255
                     : kind == 1 ? (k % 2) * 255
                     : kind == 2 ? (k == n / 2) * 255
                                 : (k == 0) * 200;
        ink_rasterize_image_steps (image, sizes[i][0], sizes[i][1], pixels,
                                   &steps);
      }
}

/* What is as MNIST's images are is not touched. */
static void
test_image_ready (void)
{
  g_autoptr (InkDrawing) drawing = curve (0, 0, 100, 60);
  guint8 ready[INK_DIGIT_PIXELS], again[INK_DIGIT_PIXELS];
  guint8 inverse[INK_DIGIT_PIXELS];

  read_drawing (drawing, ready);
  g_assert_true (ink_rasterize_image (ready, SIZE, SIZE, again));
  g_assert_cmpmem (ready, sizeof ready, again, sizeof again);
  for (int i = 0; i < INK_DIGIT_PIXELS; i++)
    inverse[i] = 255 - ready[i];
  g_assert_true (ink_rasterize_image (inverse, SIZE, SIZE, again));
  assert_near (measure (again).mass, measure (ready).mass,
               0.15 * measure (ready).mass);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data/rasterize/empty", test_empty);
  g_test_add_func ("/data/rasterize/dot", test_dot);
  g_test_add_func ("/data/rasterize/lines", test_lines);
  g_test_add_func ("/data/rasterize/box-and-centre", test_box_and_centre);
  g_test_add_func ("/data/rasterize/invariance", test_invariance);
  g_test_add_func ("/data/rasterize/density", test_density);
  g_test_add_func ("/data/rasterize/coverage", test_coverage);
  g_test_add_func ("/data/rasterize/steps", test_steps);
  g_test_add_func ("/data/rasterize/sheet", test_sheet);
  g_test_add_func ("/data/rasterize/image", test_image);
  g_test_add_func ("/data/rasterize/image-steps", test_image_steps);
  g_test_add_func ("/data/rasterize/image-blank", test_image_blank);
  g_test_add_func ("/data/rasterize/image-odd", test_image_odd);
  g_test_add_func ("/data/rasterize/image-ready", test_image_ready);
  return g_test_run ();
}
