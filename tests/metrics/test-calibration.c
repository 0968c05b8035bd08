/* Reliability bins and their error. */
#include "core/metrics/calibration-interval.h"

#include <math.h>

#include "core/metrics/intervals.h"

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

/* @n examples of one confidence, of which so many are right. */
static void
fill_bins (gsize n, double sure, gsize right, InkCalibrationBin *bins)
{
  g_autofree double *confidence = g_new (double, n);
  g_autofree guint8 *correct = g_new (guint8, n);

  for (gsize i = 0; i < n; i++)
    {
      confidence[i] = sure;
      correct[i] = i < right;
    }
  ink_calibration_bins (confidence, correct, n, INK_CALIBRATION_BINS, bins);
}

/* Of one bin: far from 0 as wide as the accuracy's own interval, and next to 0
 * from 0 on, to where the gap is not usual any more; the same each time. */
static void
test_interval (void)
{
  InkCalibrationBin bins[INK_CALIBRATION_BINS];
  double low, high, again_low, again_high, middle;

  fill_bins (1000, 0.9, 700, bins);
  middle = ink_calibration_error_interval (bins, INK_CALIBRATION_BINS, 0.95, 1,
                                           &low, &high);
  g_assert_cmpfloat_with_epsilon (middle, 0.2, 0.002);
  g_assert_cmpfloat_with_epsilon (low, 0.2 - 1.96 * 0.0145, 0.003);
  g_assert_cmpfloat_with_epsilon (high, 0.2 + 1.96 * 0.0145, 0.003);
  ink_calibration_error_interval (bins, INK_CALIBRATION_BINS, 0.95, 1,
                                  &again_low, &again_high);
  g_assert_cmpfloat (low, ==, again_low);
  g_assert_cmpfloat (high, ==, again_high);
  ink_calibration_error_interval (bins, INK_CALIBRATION_BINS, 0.5, 1,
                                  &again_low, &again_high);
  g_assert_cmpfloat (low, <, again_low);
  g_assert_cmpfloat (high, >, again_high);

  fill_bins (1000, 0.9, 895, bins);
  ink_calibration_error_interval (bins, INK_CALIBRATION_BINS, 0.95, 1, &low,
                                  &high);
  g_assert_cmpfloat (low, ==, 0);
  g_assert_cmpfloat_with_epsilon (high, 0.005 + 1.96 * 0.0095, 0.004);
}

/* Certain and right: not proven to be calibrated by twenty examples. */
static void
test_interval_extremes (void)
{
  InkCalibrationBin bins[INK_CALIBRATION_BINS];
  double low, high;

  fill_bins (20, 1, 20, bins);
  ink_calibration_error_interval (bins, INK_CALIBRATION_BINS, 0.95, 1, &low,
                                  &high);
  g_assert_cmpfloat (low, ==, 0);
  g_assert_cmpfloat (high, >, 0.05);
  g_assert_cmpfloat (high, <, 0.3);
  fill_bins (20, 1, 0, bins); /* certain and wrong */
  ink_calibration_error_interval (bins, INK_CALIBRATION_BINS, 0.95, 1, &low,
                                  &high);
  g_assert_cmpfloat (low, >, 0.7);
  g_assert_cmpfloat (high, ==, 1);
  fill_bins (0, 1, 0, bins);
  g_assert_true (isnan (ink_calibration_error_interval (
      bins, INK_CALIBRATION_BINS, 0.95, 1, &low, &high)));
  g_assert_true (isnan (low) && isnan (high));
}

static void
test_bin_interval (void)
{
  const InkCalibrationBin bin
      = { .count = 40, .confidence = 0.5, .accuracy = 0.25 };
  const InkCalibrationBin empty
      = { .confidence = NAN, .accuracy = NAN };
  double low, high, expected_low, expected_high;

  ink_interval_wilson_at (10, 40, 0.9, &expected_low, &expected_high);
  ink_calibration_bin_interval (&bin, 0.9, &low, &high);
  g_assert_cmpfloat (low, ==, expected_low);
  g_assert_cmpfloat (high, ==, expected_high);
  ink_calibration_bin_interval (&empty, 0.9, &low, &high);
  g_assert_cmpfloat (low, ==, 0);
  g_assert_cmpfloat (high, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/calibration/bins", test_bins);
  g_test_add_func ("/core/calibration/edges", test_edges);
  g_test_add_func ("/core/calibration/empty", test_empty);
  g_test_add_func ("/core/calibration/interval", test_interval);
  g_test_add_func ("/core/calibration/interval-extremes",
                   test_interval_extremes);
  g_test_add_func ("/core/calibration/bin-interval", test_bin_interval);
  return g_test_run ();
}
