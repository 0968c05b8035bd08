#pragma once

#include "core/metrics/calibration.h"

G_BEGIN_DECLS

/* ink_calibration_error_interval: how sure an expected calibration error is.
 * What is measured of it is never below 0 and so lies above the truth, a
 * bootstrap's resamples more so; hence a test of each value that it may truly
 * have against what is measured, those that pass being the interval. It begins
 * at 0 where the model may be calibrated, and may lie below what is measured.
 * @bins: [n_bins], of ink_calibration_bins()
 * @level: in (0, 1)
 * @seed: of the simulation
 * @low, @high: (out): NAN without an example
 * Returns: what the error would have to be for what is measured to be usual:
 * without the bias; NAN without an example. Any thread. */
double ink_calibration_error_interval (const InkCalibrationBin *bins,
                                       guint n_bins, double level,
                                       guint64 seed, double *low,
                                       double *high);

/* ink_calibration_bin_interval: of one bin's accuracy, Wilson's at @level; [0,
 * 1] where it is empty. */
void ink_calibration_bin_interval (const InkCalibrationBin *bin, double level,
                                   double *low, double *high);

G_END_DECLS
