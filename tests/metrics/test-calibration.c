/* Reliability bins and their error. */
#include "core/metrics/calibration.h"

#include <math.h>

static void
test_bins (void)
{
  const double confidence[] = { 0.05, 0.45, 0.55, 0.95 };
  const guint8 correct[] = { 0, 1, 0, 1 };
  InkCalibrationBin bins[2];
  double error = ink_calibration_bins (confidence, correct, 4, 2, bins);

  g_assert_cmpuint (bins[0].count, ==, 2);
  g_assert_cmpfloat_with_epsilon (bins[0].confidence, 0.25, 1e-15);
  g_assert_cmpfloat (bins[0].accuracy, ==, 0.5);
  g_assert_cmpfloat (bins[1].low, ==, 0.5);
  g_assert_cmpfloat (bins[1].high, ==, 1);
  g_assert_cmpfloat_with_epsilon (bins[1].confidence, 0.75, 1e-15);
  g_assert_cmpfloat_with_epsilon (error, 0.25, 1e-15);
}

/* Every edge i/15 belongs to the bin below it, 0 to the first, and what is
 * over 1 by rounding to the last. */
static void
test_edges (void)
{
  InkCalibrationBin bins[INK_CALIBRATION_BINS];
  guint8 correct = 1;

  for (guint i = 0; i <= INK_CALIBRATION_BINS; i++)
    {
      double confidence = (double) i / INK_CALIBRATION_BINS;
      guint expected = i == 0 ? 0 : i - 1;

      ink_calibration_bins (&confidence, &correct, 1, INK_CALIBRATION_BINS,
                            bins);
      g_assert_cmpuint (bins[expected].count, ==, 1);
      if (i == 0 || i == INK_CALIBRATION_BINS)
        continue;
      confidence = nextafter (confidence, 2);
      ink_calibration_bins (&confidence, &correct, 1, INK_CALIBRATION_BINS,
                            bins);
      g_assert_cmpuint (bins[expected + 1].count, ==, 1);
    }
  ink_calibration_bins (&(double) { 1.0000001 }, &correct, 1,
                        INK_CALIBRATION_BINS, bins);
  g_assert_cmpuint (bins[INK_CALIBRATION_BINS - 1].count, ==, 1);
}

static void
test_empty (void)
{
  InkCalibrationBin bins[3];

  g_assert_true (isnan (ink_calibration_bins (NULL, NULL, 0, 3, bins)));
  g_assert_cmpuint (bins[1].count, ==, 0);
  g_assert_true (isnan (bins[1].confidence));
  g_assert_true (isnan (bins[1].accuracy));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/calibration/bins", test_bins);
  g_test_add_func ("/core/calibration/edges", test_edges);
  g_test_add_func ("/core/calibration/empty", test_empty);
  return g_test_run ();
}
