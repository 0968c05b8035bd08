#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One bar of a reliability diagram: the examples whose confidence is in
 * (low, high]; the first bin has its low end too. */
typedef struct
{
  double low, high;
  guint64 count;
  double confidence; /* mean; NAN where the bin is empty */
  double accuracy;   /* NAN where the bin is empty */
} InkCalibrationBin;

#define INK_CALIBRATION_BINS 15

/* ink_calibration_bins: sorts @n examples into @n_bins bins of equal width.
 * @confidence: [n], the probability of the predicted class
 * @correct: [n], 0 or 1
 * @bins: (out): [n_bins]
 * Returns: the expected calibration error, the bins' mean of |accuracy -
 * confidence| weighted by count (Guo et al., ICML 2017); NAN for n == 0. Any
 * thread. */
double ink_calibration_bins (const double *confidence, const guint8 *correct,
                             gsize n, guint n_bins, InkCalibrationBin *bins);

/* ink_calibration_bin: which of them @confidence is in. */
guint ink_calibration_bin (double confidence, guint n_bins);

G_END_DECLS
