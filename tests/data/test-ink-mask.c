/* The mask of ink: what hangs together, what is dust, grain or a line, and
 * that no bytes lead out of the arrays. */
#include "core/data/ink-mask.h"

#include <math.h>
#include <string.h>
#include <sys/resource.h>

#include "core/base/rng.h"

#define SIDE 120

typedef struct
{
  guint8 v[SIDE * SIDE];
} Sheet;

static void
fill (Sheet *sheet, int level)
{
  memset (sheet->v, level, sizeof sheet->v);
}

static void
bar (Sheet *sheet, guint x0, guint y0, guint x1, guint y1, int level)
{
  for (guint y = y0; y < y1; y++)
    memset (sheet->v + y * SIDE + x0, level, x1 - x0);
}

static void
assert_box (const InkBox *box, guint x0, guint y0, guint x1, guint y1)
{
  g_assert_cmpuint (box->x0, ==, x0);
  g_assert_cmpuint (box->y0, ==, y0);
  g_assert_cmpuint (box->x1, ==, x1);
  g_assert_cmpuint (box->y1, ==, y1);
}

/* A U whose arms are found apart before its base joins them, and a bar. */
static void
test_components (void)
{
  Sheet sheet;
  guint32 labels[SIDE * SIDE];
  g_autoptr (InkMask) mask = NULL;
  g_autoptr (GArray) components = NULL;
  const InkComponent *first, *second;

  fill (&sheet, 255);
  bar (&sheet, 20, 30, 26, 90, 0);
  bar (&sheet, 50, 30, 56, 90, 0);
  bar (&sheet, 20, 84, 56, 90, 0);
  bar (&sheet, 80, 40, 86, 80, 0);
  mask = ink_mask_new (sheet.v, SIDE, SIDE, SIDE);
  g_assert_nonnull (mask);
  g_assert_false (mask->light);
  g_assert_cmpuint (mask->reduction, ==, 1);
  components = ink_mask_components (mask, labels);
  g_assert_cmpuint (components->len, ==, 2);
  first = &g_array_index (components, InkComponent, 0);
  second = &g_array_index (components, InkComponent, 1);
  assert_box (&first->box, 20, 30, 56, 90);
  assert_box (&second->box, 80, 40, 86, 80);
  g_assert_cmpuint (first->area, ==, 2 * 6 * 60 + 24 * 6);
  g_assert_cmpuint (second->area, ==, 6 * 40);
  g_assert_cmpuint (labels[40 * SIDE + 22], ==, 1);
  g_assert_cmpuint (labels[40 * SIDE + 52], ==, 1);
  g_assert_cmpuint (labels[50 * SIDE + 82], ==, 2);
  g_assert_cmpuint (labels[0], ==, 0);
}

/* Diagonal neighbours hang together. */
static void
test_diagonal (void)
{
  guint8 ink[9] = { 255, 0, 0, 0, 255, 0, 0, 0, 255 };
  InkMask mask = { 3, 3, ink, 1, FALSE };
  g_autoptr (GArray) components = ink_mask_components (&mask, NULL);

  g_assert_cmpuint (components->len, ==, 1);
}

/* The width of rings, from a pixel to a blot's. */
static void
test_stroke_width (void)
{
  for (guint wide = 2; wide <= 20; wide += 6)
    {
      Sheet sheet;
      g_autoptr (InkMask) mask = NULL;
      InkBox box;

      for (guint i = 0; i < SIDE * SIDE; i++)
        {
          double d = fabs (hypot (i % SIDE - 60.0, i / SIDE - 60.0) - 40);

          sheet.v[i] = (guint8) (255 * CLAMP (wide / 2.0 - d + 0.5, 0, 1));
        }
      mask = ink_mask_new (sheet.v, SIDE, SIDE, SIDE);
      g_assert_nonnull (mask);
      g_assert_true (mask->light);
      g_assert_true (ink_mask_find_box (mask, &box));
      g_assert_cmpfloat (fabs (ink_mask_stroke_width (mask, &box) - wide), <,
                         0.15 * wide);
    }
}

/* Dust and a line across are no ink; a second stroke is. */
static void
test_specks (void)
{
  Sheet sheet;
  g_autoptr (InkMask) mask = NULL;
  InkBox box;

  fill (&sheet, 255);
  bar (&sheet, 40, 30, 46, 80, 0);
  bar (&sheet, 60, 50, 72, 56, 0);
  bar (&sheet, 5, 5, 8, 8, 0);
  bar (&sheet, 110, 110, 113, 112, 0);
  bar (&sheet, 0, 100, SIDE, 102, 0);
  mask = ink_mask_new (sheet.v, SIDE, SIDE, SIDE);
  g_assert_nonnull (mask);
  g_assert_true (ink_mask_find_box (mask, &box));
  assert_box (&box, 40, 30, 72, 80);
}

/* A line alone is what was drawn. */
static void
test_lone_line (void)
{
  Sheet sheet;
  g_autoptr (InkMask) mask = NULL;
  InkBox box;

  fill (&sheet, 255);
  bar (&sheet, 58, 0, 64, SIDE, 0);
  mask = ink_mask_new (sheet.v, SIDE, SIDE, SIDE);
  g_assert_nonnull (mask);
  g_assert_true (ink_mask_find_box (mask, &box));
  assert_box (&box, 58, 0, 64, SIDE);
}

/* Paler lines that cross the ink are left out. */
static void
test_ruled (void)
{
  for (int light = 0; light < 2; light++)
    {
      Sheet sheet;
      g_autoptr (InkMask) mask = NULL;
      InkBox box;

      fill (&sheet, 230);
      for (guint y = 10; y < SIDE; y += 20)
        bar (&sheet, 0, y, SIDE, y + 2, 160);
      bar (&sheet, 40, 25, 47, 95, 40);
      for (gsize i = 0; light && i < sizeof sheet.v; i++)
        sheet.v[i] = 255 - sheet.v[i];
      mask = ink_mask_new (sheet.v, SIDE, SIDE, SIDE);
      g_assert_nonnull (mask);
      g_assert_cmpint (mask->light, ==, light);
      g_assert_true (ink_mask_find_box (mask, &box));
      assert_box (&box, 40, 25, 47, 95);
    }
}

/* Noise of any kind and strength, and nothing. */
static void
test_grain (void)
{
  for (guint kind = 0; kind < 6; kind++)
    for (guint side = 20; side <= SIDE; side += 25)
      {
        InkRng rng = ink_rng (3, INK_STREAM_TEST, kind, side);
        g_autofree guint8 *v = g_malloc (side * side);
        g_autoptr (InkMask) mask = NULL;

        for (guint i = 0; i < side * side; i++)
          {
            double even = ink_rng_uniform (&rng);
            double normal = ink_rng_normal (&rng);

            v[i] = (guint8) (kind == 0   ? 128
                             : kind == 1 ? 255 * even
                             : kind == 2 ? CLAMP (128 + 8 * normal, 0, 255)
                             : kind == 3 ? CLAMP (128 + 50 * normal, 0, 255)
                             : kind == 4 ? (even < 0.5 ? 0 : 255)
                                         : 60 + 150 * i / (side * side));
          }
        mask = ink_mask_new (v, side, side, side);
        if (mask != NULL)
          g_error ("kind %u, side %u: ink where there is none", kind, side);
      }
}

/* A part of a picture, reduced. */
static void
test_region (void)
{
  Sheet sheet;
  const InkBox region = { 50, 40, 110, 120 };
  const InkBox none = { 10, 10, 10, 20 }, beyond = { 0, 0, SIDE + 1, 5 };
  g_autoptr (InkMask) mask = NULL;
  InkBox box;

  fill (&sheet, 200);
  bar (&sheet, 10, 10, 40, 20, 20);
  bar (&sheet, 70, 60, 82, 100, 20);
  mask = ink_mask_new_region (sheet.v, SIDE, SIDE, &region, 40);
  g_assert_nonnull (mask);
  g_assert_cmpuint (mask->reduction, ==, 2);
  g_assert_cmpuint (mask->height, ==, 40);
  g_assert_cmpuint (mask->width, ==, 30);
  g_assert_true (ink_mask_find_box (mask, &box));
  assert_box (&box, 10, 10, 16, 30);
  g_assert_null (ink_mask_new_region (sheet.v, SIDE, SIDE, &none, 40));
  g_assert_null (ink_mask_new_region (sheet.v, SIDE, SIDE, &beyond, 40));
  g_assert_null (ink_mask_new (sheet.v, 0, 5, 40));
}

/* Any bytes in any shape. The sanitizers see to it that all is within. */
static void
test_any_bytes (void)
{
  for (guint i = 0; i < 400; i++)
    {
      InkRng rng = ink_rng (4, INK_STREAM_TEST, i, 0);
      guint height = 1 + (guint) ink_rng_below (&rng, i % 4 == 0 ? 3 : 90);
      guint width = 1 + (guint) ink_rng_below (&rng, i % 4 == 1 ? 3 : 90);
      guint most = 1 + (guint) ink_rng_below (&rng, 100);
      guint steps = 1 + (guint) ink_rng_below (&rng, 40);
      g_autofree guint8 *v = g_malloc ((gsize) height * width);
      g_autoptr (InkMask) mask = NULL;
      guint8 level = 0;

      for (guint k = 0; k < height * width; k++)
        {
          if (ink_rng_below (&rng, steps) == 0)
            level = (guint8) ink_rng_u64 (&rng);
          v[k] = level;
        }
      mask = ink_mask_new (v, height, width, most);
      if (mask == NULL)
        continue;
      g_assert_cmpuint (MAX (mask->height, mask->width), <=, most);
      g_array_unref (ink_mask_components (mask, NULL));
    }
}

/* The largest picture costs little memory beside itself. */
static void
test_large (void)
{
  const guint side = 4096;
  g_autofree guint8 *v = g_malloc ((gsize) side * side);
  g_autoptr (InkMask) mask = NULL;
  struct rusage before, after;
  InkBox box;

  memset (v, 240, (gsize) side * side);
  for (guint y = 1000; y < 3000; y++)
    memset (v + (gsize) y * side + 2000, 10, 1);
  getrusage (RUSAGE_SELF, &before);
  mask = ink_mask_new (v, side, side, INK_MASK_MAX_SIDE);
  getrusage (RUSAGE_SELF, &after);
  g_assert_nonnull (mask);
  g_assert_cmpuint (mask->width, ==, INK_MASK_MAX_SIDE);
  g_assert_true (ink_mask_find_box (mask, &box));
  assert_box (&box, 500, 250, 501, 750);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpint (after.ru_maxrss - before.ru_maxrss, <, 60 * 1000);
#endif
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data/ink-mask/components", test_components);
  g_test_add_func ("/data/ink-mask/diagonal", test_diagonal);
  g_test_add_func ("/data/ink-mask/stroke-width", test_stroke_width);
  g_test_add_func ("/data/ink-mask/specks", test_specks);
  g_test_add_func ("/data/ink-mask/lone-line", test_lone_line);
  g_test_add_func ("/data/ink-mask/ruled", test_ruled);
  g_test_add_func ("/data/ink-mask/grain", test_grain);
  g_test_add_func ("/data/ink-mask/region", test_region);
  g_test_add_func ("/data/ink-mask/any-bytes", test_any_bytes);
  g_test_add_func ("/data/ink-mask/large", test_large);
  return g_test_run ();
}
