/* A cross-validation, and a learning curve, as JSON, members in the order a
 * person reads them. Folds and repeats are counted from 1, as in messages. */
#include <math.h>

#include "core/base/json-writer.h"
#include "core/train/cross-validate-private.h"
#include "core/train/learning-curve.h"

static void
append_numbers (GString *json, const char *key, const double *values, guint n)
{
  ink_json_append_key (json, key);
  g_string_append_c (json, '[');
  for (guint i = 0; i < n; i++)
    {
      g_string_append (json, i > 0 ? ", " : "");
      ink_json_append_double (json, values[i]);
    }
  g_string_append_c (json, ']');
}

static void
append_summary (GString *json, const char *key, const InkFoldSummary *s)
{
  ink_json_append_key (json, key);
  g_string_append_c (json, '{');
  ink_json_add_double (json, "mean", s->mean);
  ink_json_add_double (json, "deviation", s->deviation);
  ink_json_add_double (json, "least", s->least);
  ink_json_add_double (json, "most", s->most);
  ink_json_add_interval (json, "interval", s->low, s->high);
  g_string_append_c (json, '}');
}

static void
append_summaries (GString *json, const InkCrossValidation *self)
{
  ink_json_append_key (json, "figures");
  g_string_append_c (json, '{');
  for (guint f = 0; f < INK_N_FIGURES; f++)
    {
      InkFoldSummary s = ink_cross_validation_figure (self, (InkFigure) f);

      append_summary (json, ink_figure_key ((InkFigure) f), &s);
    }
  g_string_append_c (json, '}');
}

static void
append_fold (GString *json, const InkCrossValidation *self, guint number)
{
  const InkFold *fold = &self->folds[number];

  g_string_append_c (json, '{');
  ink_json_add_count (json, "repeat", number / self->options.n_folds + 1);
  ink_json_add_count (json, "fold", number % self->options.n_folds + 1);
  ink_json_add_count (json, "train_count", fold->n_train);
  ink_json_add_count (json, "test_count", fold->n_test);
  for (guint f = 0; f < INK_N_FIGURES; f++)
    ink_json_add_double (
        json, ink_figure_key ((InkFigure) f),
        ink_evaluation_figure (fold->evaluation, (InkFigure) f));
  g_string_append_c (json, '}');
}

static void
append_folds (GString *json, const InkCrossValidation *self)
{
  ink_json_append_key (json, "results");
  g_string_append_c (json, '[');
  for (guint i = 0; i < self->n_folds; i++)
    {
      g_string_append (json, i > 0 ? ", " : "");
      append_fold (json, self, i);
    }
  g_string_append_c (json, ']');
}

static void
append_areas (GString *json, const InkRocMean *roc, gboolean defined)
{
  ink_json_add_double (json, "mean_auc", defined ? roc->mean_auc : NAN);
  ink_json_add_double (json, "auc_deviation",
                       defined ? roc->auc_deviation : NAN);
  ink_json_add_count (json, "folds", defined ? roc->n_folds : 0);
}

static void
append_macro_roc (GString *json, const InkCrossValidation *self)
{
  InkRocMean roc;
  gboolean defined = ink_cross_validation_roc (self, -1, &roc);

  ink_json_append_key (json, "macro_roc");
  g_string_append_c (json, '{');
  append_areas (json, &roc, defined);
  if (defined)
    {
      append_numbers (json, "false_positive_rate", roc.rate,
                      INK_ROC_MEAN_POINTS);
      append_numbers (json, "true_positive_rate", roc.mean,
                      INK_ROC_MEAN_POINTS);
      append_numbers (json, "low", roc.low, INK_ROC_MEAN_POINTS);
      append_numbers (json, "high", roc.high, INK_ROC_MEAN_POINTS);
    }
  g_string_append_c (json, '}');
}

static void
append_class_rocs (GString *json, const InkCrossValidation *self)
{
  const char *const *names = ink_learner_class_names (self->learner);

  ink_json_append_key (json, "class_roc");
  g_string_append_c (json, '[');
  for (guint c = 0; names[c] != NULL; c++)
    {
      InkRocMean roc;
      gboolean defined = ink_cross_validation_roc (self, (int) c, &roc);

      g_string_append (json, c > 0 ? ", {" : "{");
      ink_json_add_string (json, "label", names[c]);
      append_areas (json, &roc, defined);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static void
append_options (GString *json, const InkLearner *learner,
                const InkCrossValidationOptions *options)
{
  ink_json_add_string (json, "model", ink_learner_name (learner));
  ink_json_add_string (json, "data", ink_learner_data (learner));
  ink_json_add_count (json, "count", ink_learner_count (learner));
  ink_json_add_count (json, "folds", options->n_folds);
  ink_json_add_count (json, "repeats", options->n_repeats);
  ink_json_add_count (json, "seed", options->seed);
  ink_json_add_double (json, "interval_level", options->level);
}

char *
ink_cross_validation_to_json (const InkCrossValidation *self)
{
  GString *json = g_string_new ("{");

  append_options (json, self->learner, &self->options);
  append_summaries (json, self);
  append_folds (json, self);
  append_macro_roc (json, self);
  append_class_rocs (json, self);
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

char *
ink_learning_curve_to_json (const InkLearner *learner,
                            const InkCrossValidationOptions *options,
                            InkFigure figure,
                            const InkLearningCurvePoint *points, guint n)
{
  GString *json = g_string_new ("{");

  append_options (json, learner, options);
  ink_json_add_string (json, "figure", ink_figure_key (figure));
  ink_json_append_key (json, "points");
  g_string_append_c (json, '[');
  for (guint i = 0; i < n; i++)
    {
      g_string_append (json, i > 0 ? ", {" : "{");
      ink_json_add_count (json, "train_count", points[i].n_train);
      ink_json_add_double (json, "fraction", points[i].fraction);
      append_summary (json, "train", &points[i].train);
      append_summary (json, "test", &points[i].test);
      g_string_append_c (json, '}');
    }
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}
