/* One set of predictions and every figure on it, computed once when it is made;
 * after that it only answers. Rankings of scores are made one class at a time
 * and dropped, since only the ROC's corners are few enough to keep. */
#include "core/metrics/evaluation.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/metrics/classification-report.h"
#include "core/metrics/confusion.h"
#include "core/metrics/delong-private.h"
#include "core/metrics/intervals.h"
#include "core/metrics/log-loss.h"
#include "core/metrics/precision-recall-private.h"
#include "core/metrics/ranking-private.h"
#include "core/metrics/roc-average.h"
#include "core/metrics/roc-private.h"

struct _InkEvaluation
{
  gatomicrefcount references;
  gsize n;
  guint n_classes;
  GStrv class_names;
  double *probabilities; /* [n][n_classes] */
  guint32 *labels;       /* [n] */
  guint32 *predicted;    /* [n] */
  guint64 *confusion;    /* [n_classes][n_classes] */
  guint64 hits;
  double log_loss;
  double calibration_error;
  InkCalibrationBin bins[INK_CALIBRATION_BINS];
  InkClassFigures *classes; /* [n_classes] */
  InkAverageFigures averages[3];
  InkRoc **rocs; /* [n_classes], each may be NULL */
  InkRoc *roc_micro, *roc_macro; /* may be NULL */
};

static gboolean
check_probabilities (const double *probabilities, gsize n, guint n_classes,
                     GError **error)
{
  if (n == 0 || n_classes == 0)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "an evaluation needs at least one example and one "
                          "class, found %" G_GSIZE_FORMAT " and %u",
                          n, n_classes);
  for (gsize i = 0; i < n * n_classes; i++)
    if (!isfinite (probabilities[i]))
      return ink_error_set (error, INK_ERROR_FORMAT,
                            "example %" G_GSIZE_FORMAT ", class %u: expected a "
                            "finite probability, found %g",
                            i / n_classes, (guint) (i % n_classes),
                            probabilities[i]);
  return TRUE;
}

static gboolean
check_labels (const guint32 *labels, gsize n, guint n_classes, GError **error)
{
  for (gsize i = 0; i < n; i++)
    if (labels[i] >= n_classes)
      return ink_error_set (error, INK_ERROR_MISMATCH,
                            "example %" G_GSIZE_FORMAT ": expected a label "
                            "below %u, the number of classes, found %u",
                            i, n_classes, labels[i]);
  return TRUE;
}

static guint32
most_probable (const double *row, guint n_classes)
{
  guint32 best = 0;

  for (guint c = 1; c < n_classes; c++)
    if (row[c] > row[best])
      best = c;
  return best;
}

static void
predict (InkEvaluation *e)
{
  g_autofree double *confidence = g_new (double, e->n);
  g_autofree guint8 *correct = g_new (guint8, e->n);

  for (gsize i = 0; i < e->n; i++)
    {
      const double *row = e->probabilities + i * e->n_classes;

      e->predicted[i] = most_probable (row, e->n_classes);
      confidence[i] = row[e->predicted[i]];
      correct[i] = e->predicted[i] == e->labels[i];
      e->hits += correct[i];
    }
  e->calibration_error = ink_calibration_bins (confidence, correct, e->n,
                                               INK_CALIBRATION_BINS, e->bins);
}

static void
fill_average (InkAverageFigures *figures, const InkReportRow *row)
{
  figures->precision = row->precision;
  figures->recall = row->recall;
  figures->f1 = row->f1;
}

static void
count (InkEvaluation *e)
{
  g_autofree InkReportRow *rows = g_new (InkReportRow, e->n_classes);
  InkReportAverages averages;

  ink_confusion_count (e->labels, e->predicted, e->n, e->n_classes,
                       e->confusion);
  ink_classification_report (e->confusion, e->n_classes, rows, &averages);
  for (guint c = 0; c < e->n_classes; c++)
    e->classes[c] = (InkClassFigures) { .precision = rows[c].precision,
                                        .recall = rows[c].recall,
                                        .f1 = rows[c].f1,
                                        .support = rows[c].support };
  fill_average (&e->averages[INK_AVERAGE_MACRO], &averages.macro);
  fill_average (&e->averages[INK_AVERAGE_MICRO], &averages.micro);
  fill_average (&e->averages[INK_AVERAGE_WEIGHTED], &averages.weighted);
}

/* One class against the rest. Never NULL: the scores are known to be sound. */
static InkRanking *
rank_class (const InkEvaluation *e, guint c)
{
  g_autofree guint8 *positive = g_new (guint8, e->n);

  for (gsize i = 0; i < e->n; i++)
    positive[i] = e->labels[i] == c;
  return ink_ranking_new (e->probabilities + c, e->n_classes, positive, e->n,
                          NULL);
}

static void
rank_classes (InkEvaluation *e)
{
  for (guint c = 0; c < e->n_classes; c++)
    {
      g_autoptr (InkRanking) ranking = rank_class (e, c);

      e->rocs[c] = ink_roc_from_ranking (ranking, NULL);
      e->classes[c].roc_auc = e->rocs[c] == NULL ? NAN : e->rocs[c]->auc;
      e->classes[c].roc_auc_variance = ink_delong_variance (ranking);
      e->classes[c].average_precision = ink_average_precision (ranking);
    }
}

/* All probabilities at once. Never NULL. */
static InkRanking *
rank_all (const InkEvaluation *e)
{
  gsize n = e->n * e->n_classes;
  g_autofree guint8 *positive = g_new0 (guint8, n);

  for (gsize i = 0; i < e->n; i++)
    positive[i * e->n_classes + e->labels[i]] = 1;
  return ink_ranking_new (e->probabilities, 1, positive, n, NULL);
}

static void
rank_micro (InkEvaluation *e)
{
  g_autoptr (InkRanking) ranking = rank_all (e);
  InkAverageFigures *micro = &e->averages[INK_AVERAGE_MICRO];

  e->roc_micro = ink_roc_from_ranking (ranking, NULL);
  micro->roc_auc = e->roc_micro == NULL ? NAN : e->roc_micro->auc;
  micro->average_precision = ink_average_precision (ranking);
}

/* Sums where a figure is defined; NAN where it nowhere is. */
typedef struct
{
  double sum, weights;
} Mean;

static void
mean_add (Mean *mean, double value, double weight)
{
  if (isnan (value) || weight == 0)
    return;
  mean->sum += value * weight;
  mean->weights += weight;
}

static double
mean_value (const Mean *mean)
{
  return mean->weights > 0 ? mean->sum / mean->weights : NAN;
}

static void
average_rankings (InkEvaluation *e, InkAverage average)
{
  Mean roc = { 0 };
  Mean precision = { 0 };

  for (guint c = 0; c < e->n_classes; c++)
    {
      const InkClassFigures *figures = &e->classes[c];
      double weight
          = average == INK_AVERAGE_MACRO ? 1 : (double) figures->support;

      mean_add (&roc, figures->roc_auc, weight);
      mean_add (&precision, figures->average_precision, weight);
    }
  e->averages[average].roc_auc = mean_value (&roc);
  e->averages[average].average_precision = mean_value (&precision);
}

InkEvaluation *
ink_evaluation_new (const double *probabilities, const guint32 *labels, gsize n,
                    const char *const *class_names, GError **error)
{
  guint n_classes = g_strv_length ((GStrv) class_names);
  InkEvaluation *e;

  if (!check_probabilities (probabilities, n, n_classes, error)
      || !check_labels (labels, n, n_classes, error))
    return NULL;
  e = g_new0 (InkEvaluation, 1);
  g_atomic_ref_count_init (&e->references);
  e->n = n;
  e->n_classes = n_classes;
  e->class_names = g_strdupv ((GStrv) class_names);
  e->probabilities
      = g_memdup2 (probabilities, n * n_classes * sizeof *probabilities);
  e->labels = g_memdup2 (labels, n * sizeof *labels);
  e->predicted = g_new (guint32, n);
  e->confusion = g_new (guint64, (gsize) n_classes * n_classes);
  e->classes = g_new0 (InkClassFigures, n_classes);
  e->rocs = g_new0 (InkRoc *, n_classes);
  e->log_loss = ink_log_loss (e->probabilities, e->labels, n, n_classes);
  predict (e);
  count (e);
  rank_classes (e);
  rank_micro (e);
  e->roc_macro = ink_roc_new_macro ((const InkRoc *const *) e->rocs, n_classes,
                                    NULL);
  average_rankings (e, INK_AVERAGE_MACRO);
  average_rankings (e, INK_AVERAGE_WEIGHTED);
  return e;
}

InkEvaluation *
ink_evaluation_ref (InkEvaluation *evaluation)
{
  g_atomic_ref_count_inc (&evaluation->references);
  return evaluation;
}

void
ink_evaluation_unref (InkEvaluation *evaluation)
{
  if (evaluation == NULL
      || !g_atomic_ref_count_dec (&evaluation->references))
    return;
  for (guint c = 0; c < evaluation->n_classes; c++)
    ink_roc_free (evaluation->rocs[c]);
  ink_roc_free (evaluation->roc_micro);
  ink_roc_free (evaluation->roc_macro);
  g_free (evaluation->rocs);
  g_free (evaluation->classes);
  g_free (evaluation->confusion);
  g_free (evaluation->predicted);
  g_free (evaluation->labels);
  g_free (evaluation->probabilities);
  g_strfreev (evaluation->class_names);
  g_free (evaluation);
}

gsize
ink_evaluation_count (const InkEvaluation *evaluation)
{
  return evaluation->n;
}

guint
ink_evaluation_n_classes (const InkEvaluation *evaluation)
{
  return evaluation->n_classes;
}

const char *const *
ink_evaluation_class_names (const InkEvaluation *evaluation)
{
  return (const char *const *) evaluation->class_names;
}

const double *
ink_evaluation_probabilities (const InkEvaluation *evaluation)
{
  return evaluation->probabilities;
}

const guint32 *
ink_evaluation_labels (const InkEvaluation *evaluation)
{
  return evaluation->labels;
}

const guint32 *
ink_evaluation_predicted (const InkEvaluation *evaluation)
{
  return evaluation->predicted;
}

double
ink_evaluation_accuracy (const InkEvaluation *evaluation)
{
  return (double) evaluation->hits / (double) evaluation->n;
}

void
ink_evaluation_accuracy_interval (const InkEvaluation *evaluation, double *low,
                                  double *high)
{
  ink_interval_wilson (evaluation->hits, evaluation->n, low, high);
}

void
ink_evaluation_accuracy_interval_at (const InkEvaluation *evaluation,
                                     double level, double *low, double *high)
{
  ink_interval_wilson_at (evaluation->hits, evaluation->n, level, low, high);
}

void
ink_evaluation_roc_auc_interval (const InkEvaluation *evaluation,
                                 guint class_index, double level, double *low,
                                 double *high)
{
  const InkClassFigures *figures = &evaluation->classes[class_index];
  const InkAuc auc = { .area = figures->roc_auc,
                       .variance = figures->roc_auc_variance,
                       .n_positive = figures->support,
                       .n_negative = evaluation->n - figures->support };

  ink_interval_auc (&auc, level, low, high);
}

double
ink_evaluation_log_loss (const InkEvaluation *evaluation)
{
  return evaluation->log_loss;
}

double
ink_evaluation_calibration_error (const InkEvaluation *evaluation)
{
  return evaluation->calibration_error;
}

const InkCalibrationBin *
ink_evaluation_calibration_bins (const InkEvaluation *evaluation)
{
  return evaluation->bins;
}

const InkClassFigures *
ink_evaluation_class (const InkEvaluation *evaluation, guint class_index)
{
  return &evaluation->classes[class_index];
}

const InkAverageFigures *
ink_evaluation_average (const InkEvaluation *evaluation, InkAverage average)
{
  return &evaluation->averages[average];
}

const guint64 *
ink_evaluation_confusion (const InkEvaluation *evaluation)
{
  return evaluation->confusion;
}

const InkRoc *
ink_evaluation_roc (const InkEvaluation *evaluation, guint class_index)
{
  return evaluation->rocs[class_index];
}

InkPrecisionRecall *
ink_evaluation_precision_recall (const InkEvaluation *evaluation,
                                 guint class_index)
{
  g_autoptr (InkRanking) ranking = rank_class (evaluation, class_index);

  return ink_precision_recall_from_ranking (ranking, NULL);
}

const InkRoc *
ink_evaluation_roc_micro (const InkEvaluation *evaluation)
{
  return evaluation->roc_micro;
}

const InkRoc *
ink_evaluation_roc_macro (const InkEvaluation *evaluation)
{
  return evaluation->roc_macro;
}

InkPrecisionRecall *
ink_evaluation_precision_recall_micro (const InkEvaluation *evaluation)
{
  g_autoptr (InkRanking) ranking = rank_all (evaluation);

  return ink_precision_recall_from_ranking (ranking, NULL);
}
