#pragma once

#include "core/data/text-set.h"
#include "core/model/naive-bayes-source.h"

G_BEGIN_DECLS

/* Naive Bayes takes words for independent, so its probabilities are too sure
 * or, with normed weights, not sure enough. A calibrated model gives
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
  guint n;                  /* texts held out */
  guint folds;              /* that held them out in turn; 0: texts that were
                               never learned from */
  guint64 seed;             /* of the folds and the sample */
  double error_before, error_after; /* expected calibration error of the
                                       held-out texts, raw and calibrated */
  double log_loss_before, log_loss_after;
} InkNaiveBayesCalibration;

/* The fewest texts to calibrate on, and the most: of more, a stratified sample
 * of so many (fewer with very many classes) by the seed. */
#define INK_CALIBRATION_MIN_TEXTS 20
#define INK_CALIBRATION_MAX_TEXTS 20000
#define INK_CALIBRATION_FOLDS 5 /* unless said */

/* How far it has come, 0 to 1, in the calling thread. FALSE, with an error, to
 * end it. */
typedef gboolean (*InkCalibrationWatch) (double fraction, gpointer user_data,
                                         GError **error);

/* ink_naive_bayes_calibrate: by stratified folds of @texts, each read by the
 * model without it: its counts are taken out again, so that nothing is learnt
 * anew. A class's only text is not held out. The same bits whatever the
 * threads.
 * @model: naive Bayes; its temperature does not matter
 * @texts: all or some of those that @model was trained on
 * @folds: 2 to 254; @seed: of the folds and the sample
 * @n_threads: 0 for all
 * @watch: (nullable)
 * Returns: FALSE with INK_ERROR_MISMATCH where the texts are too few to hold
 * any out, or of a class that @model does not know, INK_ERROR_ARGUMENT (folds)
 * or the watch's error. Any thread; blocks. */
gboolean ink_naive_bayes_calibrate (const InkModel *model, InkTextSet *texts,
                                    guint folds, guint64 seed, guint n_threads,
                                    InkCalibrationWatch watch,
                                    gpointer watch_data,
                                    InkNaiveBayesCalibration *calibration,
                                    GError **error);

typedef struct
{
  double error; /* expected calibration error */
  double log_loss;
} InkCalibrationFigures;

/* ink_naive_bayes_calibrate_held_out: on texts that @model has not learned
 * from, in one pass; of more than the most a sample by the seed. Memory does
 * not grow with the texts. The same bits whatever the threads.
 * @source: at its beginning
 * @training: (nullable): threads and watch
 * @now: (out) (optional): figures with the temperature that @model has
 * Returns: FALSE with INK_ERROR_MISMATCH (too few texts, or of one class, of a
 * class that @model does not know or takes for impossible; texts that it tells
 * nothing of, or no better than chance), @source's or the watch's error. Any
 * thread; blocks. */
gboolean ink_naive_bayes_calibrate_held_out (
    const InkModel *model, InkTextSource *source, guint64 seed,
    const InkNaiveBayesTraining *training,
    InkNaiveBayesCalibration *calibration, InkCalibrationFigures *now,
    GError **error);

/* ink_naive_bayes_calibrated: @model with that temperature, and with the rest
 * of @calibration as facts, which its file keeps. (transfer full) */
InkModel *
ink_naive_bayes_calibrated (const InkModel *model,
                            const InkNaiveBayesCalibration *calibration);
/* ink_naive_bayes_calibration_of: what those facts say; with the model's own
 * temperature. FALSE where there are none, or not all of them. */
gboolean
ink_naive_bayes_calibration_of (const InkModel *model,
                                InkNaiveBayesCalibration *calibration);

G_END_DECLS
