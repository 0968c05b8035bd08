#pragma once

#include "core/metrics/figure.h"
#include "core/train/learner.h"

G_BEGIN_DECLS

/* Stratified k-fold cross-validation, repeated: every example is held out once
 * a repeat, by a model that has not seen it (Kohavi, A Study of
 * Cross-Validation and Bootstrap for Accuracy Estimation and Model Selection,
 * 1995). The folds depend on the seed and the repeat, the result on nothing
 * else: not on the threads. A class without any example is left out of account.
 * Immutable once made; counted references; any thread. */
typedef struct _InkCrossValidation InkCrossValidation;

typedef struct
{
  guint n_folds;   /* 2 to INK_CROSS_VALIDATION_MAX_FOLDS */
  guint n_repeats; /* 1 to INK_CROSS_VALIDATION_MAX_REPEATS */
  guint64 seed;
  guint n_threads; /* 0 for all */
  double level;    /* of the intervals and the ROC's band, in (0, 1) */
} InkCrossValidationOptions;

#define INK_CROSS_VALIDATION_MAX_FOLDS 100
#define INK_CROSS_VALIDATION_MAX_REPEATS 100
#define INK_CROSS_VALIDATION_OPTIONS_DEFAULT                                   \
  ((InkCrossValidationOptions) {                                               \
      .n_folds = 5, .n_repeats = 1, .seed = 1, .level = 0.95 })

typedef struct
{
  guint n_done, n_folds; /* folds of all repeats */
  double fraction;       /* of all the work, 0 to 1 */
  /* Of the fold that has just ended; NULL between. Borrowed. */
  const InkEvaluation *evaluation;
  guint fold; /* which one: repeat x n_folds + fold */
} InkCrossValidationProgress;

/* One call at a time, from whichever thread works. */
typedef void (*InkCrossValidationFunc) (
    const InkCrossValidationProgress *progress, gpointer user_data);

/* ink_cross_validate: blocks.
 * @func: (nullable)
 * Returns: (transfer full): or NULL with INK_ERROR_ARGUMENT (an option out of
 * range, by name), INK_ERROR_MISMATCH (a class with fewer examples than folds,
 * by name and number; examples of one class only), INK_ERROR_LIMIT (more
 * repeats than the probabilities' memory is for), G_IO_ERROR_CANCELLED, or a
 * fit's own error with the fold's number before it: that of the first fold that
 * fails. */
InkCrossValidation *ink_cross_validate (
    const InkLearner *learner, const InkCrossValidationOptions *options,
    GCancellable *cancellable, InkCrossValidationFunc func, gpointer user_data,
    GError **error);
InkCrossValidation *ink_cross_validation_ref (InkCrossValidation *self);
void ink_cross_validation_unref (InkCrossValidation *self);

const InkCrossValidationOptions *ink_cross_validation_options (
    const InkCrossValidation *self);
/* n_folds x n_repeats */
guint ink_cross_validation_n_folds (const InkCrossValidation *self);
/* Of the held-out part of fold @fold, 0 to n_folds - 1. (transfer none) */
InkEvaluation *ink_cross_validation_fold (const InkCrossValidation *self,
                                          guint fold);
/* The examples of that fold, [count of its evaluation], in its order. */
const guint32 *ink_cross_validation_fold_examples (
    const InkCrossValidation *self, guint fold);
/* Over the folds. The interval is of the mean: Student's t with the corrected
 * variance (1 / n + test / train) s^2, since folds share what they learn from
 * (Nadeau & Bengio, Inference for the Generalization Error, 2003), cut to the
 * values that the figure can have. NAN where not defined; folds without the
 * figure have no part in it. */
typedef struct
{
  double mean, deviation; /* s, n - 1 in the denominator */
  double least, most;
  double low, high; /* at the options' level */
} InkFoldSummary;
InkFoldSummary ink_cross_validation_figure (const InkCrossValidation *self,
                                            InkFigure figure);

/* The folds' ROC curves of one class against the rest, averaged over true
 * positive rates at false positive rates 0, (1 / n)^2, (2 / n)^2, ... 1, close
 * near 0 where good models' curves bend (vertical averaging:
 * Fawcett, An introduction to ROC analysis, 2006), each curve at its upper end
 * where it is upright. The band is of the mean, at each rate by itself, as
 * InkFoldSummary's interval; NAN with one curve only. */
#define INK_ROC_MEAN_POINTS 201
typedef struct
{
  double rate[INK_ROC_MEAN_POINTS]; /* false positive */
  double mean[INK_ROC_MEAN_POINTS];
  double low[INK_ROC_MEAN_POINTS], high[INK_ROC_MEAN_POINTS]; /* in 0 to 1 */
  double mean_auc, auc_deviation;
  guint n_folds; /* that have a curve */
} InkRocMean;
/* @class_index: or -1 for the macro average.
 * Returns: FALSE where no fold has a curve. */
gboolean ink_cross_validation_roc (const InkCrossValidation *self,
                                   int class_index, InkRocMean *mean);

/* JSON as of `inkling-cli cross-validate --json`. (transfer full) */
char *ink_cross_validation_to_json (const InkCrossValidation *self);
/* ink_cross_validation_write_predictions: what each example was read as by the
 * model that had not seen it: a CSV file as ink_evaluation_write_predictions(),
 * with the columns `index` (of the example, from 0), `repeat` and `fold` (from
 * 1) before `label`; by repeat, then by index. Whole or not at all. */
gboolean ink_cross_validation_write_predictions (
    const InkCrossValidation *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkCrossValidation, ink_cross_validation_unref)

G_END_DECLS
