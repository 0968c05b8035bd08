/* Cross-validation: folds, a fit each, an evaluation of each held-out part. */
#include "core/train/cross-validate.h"

#include "core/base/error.h"
#include "core/metrics/bootstrap.h"
#include "core/train/cross-validate-private.h"
#include "core/train/fits-private.h"
#include "core/train/folds.h"

/* Probabilities kept: 2 GiB. */
#define MOST_PROBABILITIES (G_GUINT64_CONSTANT (1) << 28)

static gboolean
check_options (const InkCrossValidationOptions *options, GError **error)
{
  if (options->n_folds < 2 || options->n_folds > INK_CROSS_VALIDATION_MAX_FOLDS)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "folds: expected 2 to %d, found %u",
                          INK_CROSS_VALIDATION_MAX_FOLDS, options->n_folds);
  if (options->n_repeats < 1
      || options->n_repeats > INK_CROSS_VALIDATION_MAX_REPEATS)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "repeats: expected 1 to %d, found %u",
                          INK_CROSS_VALIDATION_MAX_REPEATS,
                          options->n_repeats);
  return ink_level_check (options->level, error);
}

char *
ink_cross_validation_fold_name (const InkLearner *learner,
                                const InkCrossValidationOptions *options,
                                guint fold)
{
  const char *data = ink_learner_data (learner);
  guint k = options->n_folds;

  return options->n_repeats == 1
             ? g_strdup_printf ("%s: fold %u of %u", data, fold + 1, k)
             : g_strdup_printf ("%s: repeat %u, fold %u of %u", data,
                                fold / k + 1, fold % k + 1, k);
}

static char *
name_fit (guint number, gpointer data)
{
  const InkCrossValidation *self = data;

  return ink_cross_validation_fold_name (self->learner, &self->options, number);
}

double
ink_cross_validation_test_share (guint n_folds)
{
  return 1.0 / (n_folds - 1);
}

void
ink_cross_validation_cut (const InkLearner *learner,
                          const InkCrossValidationOptions *options,
                          guint fold, guint32 *train, guint *n_train,
                          guint32 *test, guint *n_test)
{
  guint n = ink_learner_count (learner);
  guint k = options->n_folds;
  g_autofree guint8 *folds = g_new (guint8, n);

  ink_folds_assign (ink_learner_labels (learner), n,
                    ink_learner_n_classes (learner), k, options->seed,
                    fold / k, folds);
  *n_train = ink_folds_part (folds, n, fold % k, FALSE, train);
  *n_test = ink_folds_part (folds, n, fold % k, TRUE, test);
}

guint32 *
ink_learner_labels_of (const InkLearner *learner, const guint32 *examples,
                       guint n)
{
  guint32 *labels = g_new (guint32, n);

  for (guint i = 0; i < n; i++)
    labels[i] = ink_learner_labels (learner)[examples[i]];
  return labels;
}

static InkEvaluation *
fit_fold (const InkFit *fit, gpointer data, GError **error)
{
  InkCrossValidation *self = data;
  InkFold *fold = &self->folds[fit->number];
  guint n = ink_learner_count (self->learner);
  g_autofree guint32 *train = g_new (guint32, n);
  g_autofree guint32 *labels = NULL;
  g_autofree double *probabilities = NULL;

  fold->examples = g_new (guint32, n / self->options.n_folds + 1);
  ink_cross_validation_cut (self->learner, &self->options, fit->number, train,
                            &fold->n_train, fold->examples, &fold->n_test);
  labels = ink_learner_labels_of (self->learner, fold->examples, fold->n_test);
  probabilities = g_new (double, (gsize) fold->n_test
                                     * ink_learner_n_classes (self->learner));
  if (!ink_learner_fit (self->learner, train, fold->n_train, fold->examples,
                        fold->n_test, fit->n_threads, fit->cancellable,
                        fit->func, fit->func_data, probabilities, error))
    return NULL;
  fold->evaluation = ink_evaluation_new (
      probabilities, labels, fold->n_test,
      ink_learner_class_names (self->learner), error);
  return fold->evaluation == NULL ? NULL
                                  : ink_evaluation_ref (fold->evaluation);
}

static gboolean
check_size (const InkLearner *learner, guint n_repeats, GError **error)
{
  guint64 n = (guint64) ink_learner_count (learner)
              * ink_learner_n_classes (learner);

  if (n <= MOST_PROBABILITIES / n_repeats)
    return TRUE;
  return ink_error_set (error, INK_ERROR_LIMIT,
                        "%s: %u examples in %u classes: expected at most %"
                        G_GUINT64_FORMAT " repeats, found %u",
                        ink_learner_data (learner),
                        ink_learner_count (learner),
                        ink_learner_n_classes (learner), MOST_PROBABILITIES / n,
                        n_repeats);
}

gboolean
ink_cross_validation_check (const InkLearner *learner,
                            const InkCrossValidationOptions *options,
                            guint n_kept, GError **error)
{
  return check_options (options, error)
         && ink_folds_check (learner, options->n_folds, error)
         && check_size (learner, n_kept, error);
}

static InkCrossValidation *
cross_validation_new (const InkLearner *learner,
                      const InkCrossValidationOptions *options)
{
  InkCrossValidation *self = g_new0 (InkCrossValidation, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->options = *options;
  self->learner = ink_learner_ref ((InkLearner *) learner);
  self->n_folds = options->n_folds * options->n_repeats;
  self->folds = g_new0 (InkFold, self->n_folds);
  return self;
}

InkCrossValidation *
ink_cross_validate (const InkLearner *learner,
                    const InkCrossValidationOptions *options,
                    GCancellable *cancellable, InkCrossValidationFunc func,
                    gpointer user_data, GError **error)
{
  g_autoptr (InkCrossValidation) self = NULL;
  InkFitPlan plan = { .fit = fit_fold,
                      .name = name_fit,
                      .cancellable = cancellable,
                      .func = func,
                      .user_data = user_data };

  if (!ink_cross_validation_check (learner, options, options->n_repeats, error))
    return NULL;
  self = cross_validation_new (learner, options);
  plan.n_fits = self->n_folds;
  plan.n_threads = options->n_threads;
  plan.data = self;
  return ink_fits_run (&plan, error) ? g_steal_pointer (&self) : NULL;
}

InkCrossValidation *
ink_cross_validation_ref (InkCrossValidation *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
ink_cross_validation_unref (InkCrossValidation *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_folds; i++)
    {
      g_free (self->folds[i].examples);
      ink_evaluation_unref (self->folds[i].evaluation);
    }
  g_free (self->folds);
  ink_learner_unref (self->learner);
  g_free (self);
}

const InkCrossValidationOptions *
ink_cross_validation_options (const InkCrossValidation *self)
{
  return &self->options;
}

guint
ink_cross_validation_n_folds (const InkCrossValidation *self)
{
  return self->n_folds;
}

InkEvaluation *
ink_cross_validation_fold (const InkCrossValidation *self, guint fold)
{
  return self->folds[fold].evaluation;
}

const guint32 *
ink_cross_validation_fold_examples (const InkCrossValidation *self, guint fold)
{
  return self->folds[fold].examples;
}
