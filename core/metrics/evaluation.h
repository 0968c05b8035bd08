#pragma once

#include <glib.h>

#include "core/metrics/calibration.h"
#include "core/metrics/precision-recall.h"
#include "core/metrics/roc.h"

G_BEGIN_DECLS

/* Every figure of DESIGN.md section 5 on one set of predictions, as
 * scikit-learn 1.2 defines them. A figure that is not defined (a class absent
 * from the data) is NAN.
 *
 * ROC and average precision are one class against the rest, also where there
 * are two classes only. Micro averages rank all n x n_classes probabilities at
 * once (label_binarize, ravelled; for two classes both columns). Macro averages
 * are over the classes where the figure is defined; those of precision, recall
 * and F1 over the classes that occur among labels or predictions. Immutable
 * once made; counted references; any thread. */
typedef struct _InkEvaluation InkEvaluation;

typedef struct
{
  double precision, recall, f1; /* 0 where nothing was predicted / is there:
                                   evaluation-warnings.h says where */
  guint64 support;
  double roc_auc;           /* one against the rest; NAN if not defined */
  double roc_auc_variance;  /* DeLong's; NAN if not defined */
  double average_precision; /* NAN if not defined */
} InkClassFigures;

/* macro, micro, weighted */
typedef struct
{
  double precision, recall, f1, roc_auc, average_precision;
} InkAverageFigures;

typedef enum
{
  INK_AVERAGE_MACRO,
  INK_AVERAGE_MICRO,
  INK_AVERAGE_WEIGHTED,
} InkAverage;

/* ink_evaluation_new:
 * @probabilities: [n][n_classes], finite, rows sum to about 1; copied
 * @labels: [n], each below @n_classes; copied
 * @class_names: NULL-terminated; copied
 * Returns: (transfer full): or NULL: INK_ERROR_MISMATCH for n == 0, no class or
 * a label beyond them, INK_ERROR_FORMAT for a probability that is not
 * finite. */
InkEvaluation *ink_evaluation_new (const double *probabilities,
                                   const guint32 *labels, gsize n,
                                   const char *const *class_names,
                                   GError **error);
InkEvaluation *ink_evaluation_ref (InkEvaluation *evaluation);
void ink_evaluation_unref (InkEvaluation *evaluation);

gsize ink_evaluation_count (const InkEvaluation *evaluation);
guint ink_evaluation_n_classes (const InkEvaluation *evaluation);
const char *const *ink_evaluation_class_names (const InkEvaluation *evaluation);
/* [n][n_classes] */
const double *ink_evaluation_probabilities (const InkEvaluation *evaluation);
const guint32 *ink_evaluation_labels (const InkEvaluation *evaluation);
/* [n]: the first of the most probable classes */
const guint32 *ink_evaluation_predicted (const InkEvaluation *evaluation);
double ink_evaluation_accuracy (const InkEvaluation *evaluation);
/* Wilson, 95 %. */
void ink_evaluation_accuracy_interval (const InkEvaluation *evaluation,
                                       double *low, double *high);
/* The same at @level, in (0, 1). */
void ink_evaluation_accuracy_interval_at (const InkEvaluation *evaluation,
                                          double level, double *low,
                                          double *high);
/* ink_evaluation_roc_auc_interval: of one class against the rest,
 * ink_interval_auc() at @level; NAN where the area is not defined. */
void ink_evaluation_roc_auc_interval (const InkEvaluation *evaluation,
                                      guint class_index, double level,
                                      double *low, double *high);
double ink_evaluation_log_loss (const InkEvaluation *evaluation);
/* 15 equal-width bins of confidence. */
double ink_evaluation_calibration_error (const InkEvaluation *evaluation);
/* [INK_CALIBRATION_BINS], for a reliability diagram */
const InkCalibrationBin *ink_evaluation_calibration_bins (
    const InkEvaluation *evaluation);
const InkClassFigures *ink_evaluation_class (const InkEvaluation *evaluation,
                                             guint class_index);
const InkAverageFigures *ink_evaluation_average (
    const InkEvaluation *evaluation, InkAverage average);
/* [n_classes][n_classes], rows true, columns predicted */
const guint64 *ink_evaluation_confusion (const InkEvaluation *evaluation);
/* One against the rest; NULL where not defined. (transfer none) */
const InkRoc *ink_evaluation_roc (const InkEvaluation *evaluation,
                                  guint class_index);
/* One against the rest; NULL where not defined. Made anew at each call.
 * (transfer full) */
InkPrecisionRecall *ink_evaluation_precision_recall (
    const InkEvaluation *evaluation, guint class_index);
/* Of all n x n_classes probabilities at once; its area is the micro average's.
 * NULL with one class only. (transfer none) */
const InkRoc *ink_evaluation_roc_micro (const InkEvaluation *evaluation);
/* The mean of the classes' curves (ink_roc_new_macro); NULL where no class has
 * one. (transfer none) */
const InkRoc *ink_evaluation_roc_macro (const InkEvaluation *evaluation);
/* Of all n x n_classes probabilities at once. Made anew at each call.
 * (transfer full) */
InkPrecisionRecall *ink_evaluation_precision_recall_micro (
    const InkEvaluation *evaluation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkEvaluation, ink_evaluation_unref)

G_END_DECLS
