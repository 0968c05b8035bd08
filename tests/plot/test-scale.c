/* Scales: the ends, the way back, and anything a caller may pass. */
#include "ui/plot/scale.h"

#include <float.h>
#include <glib.h>
#include <math.h>

#include "core/base/rng.h"

static void
test_ends (void)
{
  InkScale scale;

  ink_scale_init (&scale, INK_SCALE_LINEAR, -2, 6);
  ink_scale_set_pixels (&scale, 100, 20);
  g_assert_cmpfloat (ink_scale_to_pixels (&scale, -2), ==, 100);
  g_assert_cmpfloat (ink_scale_to_pixels (&scale, 6), ==, 20);
  g_assert_cmpfloat (ink_scale_to_pixels (&scale, 2), ==, 60);
  g_assert_true (isnan (ink_scale_to_pixels (&scale, NAN)));
  ink_scale_init (&scale, INK_SCALE_LOG, 0.01, 100);
  ink_scale_set_pixels (&scale, 0, 400);
  g_assert_cmpfloat_with_epsilon (ink_scale_to_pixels (&scale, 1), 200, 1e-9);
  g_assert_cmpfloat_with_epsilon (ink_scale_to_pixels (&scale, 10), 300, 1e-9);
  g_assert_cmpfloat (ink_scale_to_pixels (&scale, 0), <, -1e5);
  g_assert_cmpfloat (ink_scale_to_pixels (&scale, -5), <, -1e5);
}

static void
test_round_trip (void)
{
  InkRng rng = ink_rng (1, INK_STREAM_TEST, 0, 0);

  for (guint i = 0; i < 2000; i++)
    {
      InkScaleKind kind = i % 2 ? INK_SCALE_LOG : INK_SCALE_LINEAR;
      double low = exp (20 * ink_rng_normal (&rng));
      double high = low * (1 + 10 * ink_rng_uniform (&rng) + 0.01);
      double value = low + (high - low) * ink_rng_uniform (&rng);
      double back;
      InkScale scale;

      ink_scale_init (&scale, kind, low, high);
      ink_scale_set_pixels (&scale, 13, 870);
      back = ink_scale_to_data (&scale, ink_scale_to_pixels (&scale, value));
      g_assert_cmpfloat (fabs (back - value), <, 1e-9 * high);
    }
}

static void
test_anything (void)
{
  static const double values[] = { NAN,    INFINITY, -INFINITY, 0,
                                   -0.0,   1,        -1,        1e300,
                                   -1e300, DBL_MAX,  -DBL_MAX,  DBL_MIN,
                                   5e-324, 1e-9,     1 + 1e-15 };

  for (guint kind = 0; kind < 2; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (values); i++)
      for (guint k = 0; k < G_N_ELEMENTS (values); k++)
        {
          InkScale scale;

          ink_scale_init (&scale, kind, values[i], values[k]);
          g_assert_true (isfinite (scale.low) && isfinite (scale.high));
          g_assert_cmpfloat (scale.low, <, scale.high);
          if (kind == INK_SCALE_LOG)
            g_assert_cmpfloat (scale.low, >, 0);
          ink_scale_set_pixels (&scale, 0, 100);
          for (guint j = 1; j < G_N_ELEMENTS (values); j++)
            g_assert_cmpfloat (fabs (ink_scale_to_pixels (&scale, values[j])),
                               <=, 1e6);
        }
}

static void
check_all (const InkScale *scale, const double *values, gsize n)
{
  g_autofree double *pixels = g_new (double, n);

  ink_scale_all_to_pixels (scale, values, n, pixels);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (
        pixels[i], ink_scale_to_pixels (scale, values[i]), 1e-3);
}

/* Many values at a time go where one would, also far out and close together. */
static void
test_all (void)
{
  static const double far[] = { 0,     -0.0,    -1,   -1e300,  1e-300, 1e-9,
                                1e300, DBL_MAX, -DBL_MAX, DBL_MIN, 1, 2, 3 };
  InkRng rng = ink_rng (2, INK_STREAM_TEST, 0, 0);

  for (guint i = 0; i < 500; i++)
    {
      const double low = exp (20 * ink_rng_normal (&rng));
      const double high = low * (1 + exp (12 * ink_rng_normal (&rng)));
      double values[101];
      InkScale scale;

      for (guint k = 0; k < G_N_ELEMENTS (values); k++)
        values[k] = low + (high - low) * (2 * ink_rng_uniform (&rng) - 0.5);
      ink_scale_init (&scale, i % 2 ? INK_SCALE_LOG : INK_SCALE_LINEAR, low,
                      high);
      ink_scale_set_pixels (&scale, i % 3 ? 13 : 870, i % 3 ? 870 : 13);
      check_all (&scale, values, G_N_ELEMENTS (values));
      check_all (&scale, far, G_N_ELEMENTS (far));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/scale/ends", test_ends);
  g_test_add_func ("/plot/scale/round-trip", test_round_trip);
  g_test_add_func ("/plot/scale/anything", test_anything);
  g_test_add_func ("/plot/scale/all", test_all);
  return g_test_run ();
}
