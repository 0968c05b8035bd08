/* How far confidence can be believed: of the examples that were predicted with
 * a probability of about p, about p should be right. */
#include "core/metrics/calibration.h"

#include <math.h>

static double
edge (guint i, guint n_bins)
{
  return (double) i / n_bins;
}

/* The bin with low < confidence <= high; the product may be off by one where
 * it rounds. */
guint
ink_calibration_bin (double confidence, guint n_bins)
{
  double scaled = CLAMP (confidence * n_bins, 0, n_bins - 1);
  guint bin = (guint) scaled;

  while (bin > 0 && confidence <= edge (bin, n_bins))
    bin--;
  while (bin + 1 < n_bins && confidence > edge (bin + 1, n_bins))
    bin++;
  return bin;
}

double
ink_calibration_bins (const double *confidence, const guint8 *correct, gsize n,
                      guint n_bins, InkCalibrationBin *bins)
{
  double error = 0;

  for (guint i = 0; i < n_bins; i++)
    bins[i] = (InkCalibrationBin) { .low = edge (i, n_bins),
                                    .high = edge (i + 1, n_bins) };
  for (gsize i = 0; i < n; i++)
    {
      guint at = ink_calibration_bin (confidence[i], n_bins);
      InkCalibrationBin *bin = &bins[at];

      bin->count++;
      bin->confidence += confidence[i];
      bin->accuracy += correct[i] != 0;
    }
  for (guint i = 0; i < n_bins; i++)
    {
      double count = (double) bins[i].count;

      error += fabs (bins[i].accuracy - bins[i].confidence);
      bins[i].confidence = count > 0 ? bins[i].confidence / count : NAN;
      bins[i].accuracy = count > 0 ? bins[i].accuracy / count : NAN;
    }
  return n > 0 ? error / (double) n : NAN;
}
