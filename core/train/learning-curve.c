/* A learning curve: folds x parts fits, the largest parts first, so that the
 * threads end together. A model is measured on its own part and on the fold's
 * held-out part in one go. */
#include "core/train/learning-curve.h"

#include <stdlib.h>

#include "core/base/error.h"
#include "core/train/cross-validate-private.h"
#include "core/train/fits-private.h"
#include "core/train/training-parts.h"

typedef struct
{
  const InkLearner *learner;
  const InkCrossValidationOptions *options;
  const double *fractions; /* [n_points] */
  guint n_points;
  InkFigure figure;
  guint n_folds; /* of all repeats */
  double *train; /* [n_points][n_folds]: the figure */
  double *test;  /* [n_points][n_folds] */
  InkCrossValidationFunc func; /* (nullable) */
  gpointer user_data;
} Curve;

/* What one fit learns from and is measured on. */
typedef struct
{
  guint32 *examples; /* [n_train + n_test]: both, and room for all */
  guint n_train, n_test;
} Parts;

static guint
point_of (const Curve *curve, guint number)
{
  return curve->n_points - 1 - number / curve->n_folds;
}

static guint
fold_of (const Curve *curve, guint number)
{
  return number % curve->n_folds;
}

static int
compare_examples (const void *a, const void *b)
{
  guint32 x = *(const guint32 *) a;
  guint32 y = *(const guint32 *) b;

  return (x > y) - (x < y);
}

static void
parts_init (Parts *parts, const Curve *curve, guint fold, guint point)
{
  const InkLearner *learner = curve->learner;
  guint n = ink_learner_count (learner);
  g_autofree guint32 *test = g_new (guint32, n);

  parts->examples = g_new (guint32, n);
  ink_cross_validation_cut (learner, curve->options, fold, parts->examples,
                            &parts->n_train, test, &parts->n_test);
  ink_training_parts_order (ink_learner_labels (learner),
                            ink_learner_n_classes (learner), parts->examples,
                            parts->n_train, curve->options->seed, fold);
  parts->n_train
      = ink_training_part_size (parts->n_train, curve->fractions[point]);
  qsort (parts->examples, parts->n_train, sizeof (guint32), compare_examples);
  for (guint i = 0; i < parts->n_test; i++)
    parts->examples[parts->n_train + i] = test[i];
}

/* The figure of @n examples, and their evaluation, (transfer full), or NULL. */
static InkEvaluation *
measure (const Curve *curve, const guint32 *examples, guint n,
         const double *probabilities, double *value, GError **error)
{
  g_autofree guint32 *labels
      = ink_learner_labels_of (curve->learner, examples, n);
  InkEvaluation *evaluation
      = ink_evaluation_new (probabilities, labels, n,
                            ink_learner_class_names (curve->learner), error);

  if (evaluation != NULL)
    *value = ink_evaluation_figure (evaluation, curve->figure);
  return evaluation;
}

static gboolean
measure_both (const Curve *curve, guint number, const Parts *parts,
              const double *probabilities, InkEvaluation **evaluation,
              GError **error)
{
  gsize place = (gsize) point_of (curve, number) * curve->n_folds
                + fold_of (curve, number);
  gsize n_classes = ink_learner_n_classes (curve->learner);
  g_autoptr (InkEvaluation) train
      = measure (curve, parts->examples, parts->n_train, probabilities,
                 &curve->train[place], error);

  if (train == NULL)
    return FALSE;
  *evaluation = measure (curve, parts->examples + parts->n_train,
                         parts->n_test,
                         probabilities + parts->n_train * n_classes,
                         &curve->test[place], error);
  return *evaluation != NULL;
}

static InkEvaluation *
fit_part (const InkFit *fit, gpointer data, GError **error)
{
  const Curve *curve = data;
  const InkLearner *learner = curve->learner;
  Parts parts;
  g_autofree guint32 *examples = NULL;
  g_autofree double *probabilities = NULL;
  InkEvaluation *evaluation = NULL;
  guint n;

  parts_init (&parts, curve, fold_of (curve, fit->number),
              point_of (curve, fit->number));
  examples = parts.examples;
  n = parts.n_train + parts.n_test;
  probabilities = g_new (double, (gsize) n * ink_learner_n_classes (learner));
  if (ink_learner_fit (learner, examples, parts.n_train, examples, n,
                       fit->n_threads, fit->cancellable, fit->func,
                       fit->func_data, probabilities, error))
    (void) measure_both (curve, fit->number, &parts, probabilities,
                         &evaluation, error);
  return evaluation;
}

/* Says which fit it is as the caller counts them. */
static void
progress_cb (const InkCrossValidationProgress *progress, gpointer user_data)
{
  const Curve *curve = user_data;
  InkCrossValidationProgress counted = *progress;

  counted.fold = point_of (curve, progress->fold) * curve->n_folds
                 + fold_of (curve, progress->fold);
  curve->func (&counted, curve->user_data);
}

static double
work_of_part (guint number, gpointer data)
{
  const Curve *curve = data;

  return curve->fractions[point_of (curve, number)];
}

static char *
name_part (guint number, gpointer data)
{
  const Curve *curve = data;
  g_autofree char *fold = ink_cross_validation_fold_name (
      curve->learner, curve->options, fold_of (curve, number));

  return g_strdup_printf ("%s, part %g", fold,
                          curve->fractions[point_of (curve, number)]);
}

static gboolean
check_fractions (const double *fractions, guint n, GError **error)
{
  if (n < 1 || n > INK_LEARNING_CURVE_MAX_POINTS)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "points: expected 1 to %d, found %u",
                          INK_LEARNING_CURVE_MAX_POINTS, n);
  for (guint i = 0; i < n; i++)
    if (!(fractions[i] > (i == 0 ? 0 : fractions[i - 1]) && fractions[i] <= 1))
      return ink_error_set (error, INK_ERROR_ARGUMENT,
                            "points: expected growing fractions above 0 and "
                            "up to 1, found %g as number %u",
                            fractions[i], i + 1);
  return TRUE;
}

/* Whether the smallest part of @fold has an example of each class that the
 * held-out part has, which is each that there is. */
static gboolean
check_part (const Curve *curve, guint fold, GError **error)
{
  const InkLearner *learner = curve->learner;
  guint n_classes = ink_learner_n_classes (learner);
  const guint32 *labels = ink_learner_labels (learner);
  g_autofree gboolean *learnt = g_new0 (gboolean, n_classes);
  g_autofree guint32 *examples = NULL;
  Parts parts;

  parts_init (&parts, curve, fold, 0);
  examples = parts.examples;
  for (guint i = 0; i < parts.n_train; i++)
    learnt[labels[examples[i]]] = TRUE;
  for (guint i = parts.n_train; i < parts.n_train + parts.n_test; i++)
    if (!learnt[labels[examples[i]]])
      return ink_error_set (
          error, INK_ERROR_MISMATCH,
          "%s: the part %g of the training examples, %u of them, has none of "
          "the class '%s': expected one at least",
          ink_learner_data (learner), curve->fractions[0], parts.n_train,
          ink_learner_class_names (learner)[labels[examples[i]]]);
  return TRUE;
}

/* The folds of a repeat; those of others are as large, class by class. */
static gboolean
check_parts (const Curve *curve, GError **error)
{
  for (guint f = 0; f < curve->options->n_folds; f++)
    if (!check_part (curve, f, error))
      return FALSE;
  return TRUE;
}

static void
fill_points (const Curve *curve, InkLearningCurvePoint *points)
{
  double share = ink_cross_validation_test_share (curve->options->n_folds);
  Parts parts;

  for (guint p = 0; p < curve->n_points; p++)
    {
      gsize place = (gsize) p * curve->n_folds;

      parts_init (&parts, curve, 0, p);
      g_free (parts.examples);
      points[p].n_train = parts.n_train;
      points[p].fraction = curve->fractions[p];
      points[p].train = ink_fold_summary_of_figure (
          curve->figure, curve->train + place, curve->n_folds, share,
          curve->options->level);
      points[p].test = ink_fold_summary_of_figure (
          curve->figure, curve->test + place, curve->n_folds, share,
          curve->options->level);
    }
}

gboolean
ink_learning_curve (const InkLearner *learner,
                    const InkCrossValidationOptions *options,
                    const double *fractions, guint n_fractions,
                    InkFigure figure, GCancellable *cancellable,
                    InkCrossValidationFunc func, gpointer user_data,
                    InkLearningCurvePoint *points, GError **error)
{
  guint n_folds = options->n_folds * options->n_repeats;
  g_autofree double *values = NULL;
  Curve curve = { learner, options, fractions, n_fractions, figure,  n_folds,
                  NULL,    NULL,    func,      user_data };
  InkFitPlan plan = { .n_threads = options->n_threads,
                      .fit = fit_part,
                      .work = work_of_part,
                      .name = name_part,
                      .data = &curve,
                      .cancellable = cancellable,
                      .func = func != NULL ? progress_cb : NULL,
                      .user_data = &curve };

  if (!check_fractions (fractions, n_fractions, error)
      || !ink_cross_validation_check (learner, options, 1, error)
      || !check_parts (&curve, error))
    return FALSE;
  values = g_new (double, (gsize) 2 * n_folds * n_fractions);
  curve.train = values;
  curve.test = values + (gsize) n_folds * n_fractions;
  plan.n_fits = n_folds * n_fractions;
  if (!ink_fits_run (&plan, error))
    return FALSE;
  fill_points (&curve, points);
  return TRUE;
}
