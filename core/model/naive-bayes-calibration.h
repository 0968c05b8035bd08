#pragma once

#include "core/model/naive-bayes.h"

G_BEGIN_DECLS

/* Naive Bayes takes words for independent, so its probabilities are too sure or,
 * with normed weights, not sure enough. A calibrated model gives
 *   softmax (log scores / T)
 * with the temperature T that is likeliest on texts it has not seen; the class
 * stays the same. */

/* 1 where the model is not calibrated. */
double ink_naive_bayes_temperature (const InkModel *model);
/* ink_naive_bayes_with_temperature: the same model with another temperature;
 * shares all else with @model, facts are copied. 1 gives the raw one.
 * Returns: (transfer full). Any thread. */
InkModel *ink_naive_bayes_with_temperature (const InkModel *model,
                                            double temperature);

/* What calibration was fitted on. */
typedef struct
{
  double temperature;
  guint n;                  /* texts held out in turn */
  guint folds;
  double error_before, error_after; /* expected calibration error of the
                                       held-out texts, raw and calibrated */
  double log_loss_before, log_loss_after;
} InkNaiveBayesCalibration;

/* ink_naive_bayes_calibrate: by stratified folds of @texts, each read by a model
 * that has not seen it, trained with @options.
 * @folds: 2 and more; @seed: of the folds
 * Returns: FALSE with INK_ERROR_MISMATCH where the texts are too few to hold
 * any out, or the watch's error. Any thread; blocks. */
typedef gboolean (*InkCalibrationWatch) (double fraction, gpointer user_data,
                                         GError **error);
gboolean ink_naive_bayes_calibrate (InkTextSet *texts,
                                    const InkNaiveBayesOptions *options,
                                    guint folds, guint64 seed,
                                    guint n_threads, InkCalibrationWatch watch,
                                    gpointer watch_data,
                                    InkNaiveBayesCalibration *calibration,
                                    GError **error);

G_END_DECLS
