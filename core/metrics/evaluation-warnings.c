/* What is not defined of an evaluation, and why. */
#include "core/metrics/evaluation-warnings.h"

#include <math.h>

static gboolean
is_there (const InkEvaluation *evaluation, guint c)
{
  return ink_evaluation_class (evaluation, c)->support > 0;
}

static gboolean
is_predicted (const InkEvaluation *evaluation, guint c)
{
  const guint64 *counts = ink_evaluation_confusion (evaluation);
  const guint n_classes = ink_evaluation_n_classes (evaluation);

  for (guint i = 0; i < n_classes; i++)
    if (counts[(gsize) i * n_classes + c] > 0)
      return TRUE;
  return FALSE;
}

InkClassFigures
ink_evaluation_class_defined (const InkEvaluation *evaluation,
                              guint class_index)
{
  InkClassFigures figures = *ink_evaluation_class (evaluation, class_index);
  const gboolean there = is_there (evaluation, class_index);
  const gboolean predicted = is_predicted (evaluation, class_index);

  if (!predicted)
    figures.precision = NAN;
  if (!there)
    figures.recall = NAN;
  if (!predicted && !there)
    figures.f1 = NAN;
  return figures;
}

const char *
ink_evaluation_class_remark (const InkEvaluation *evaluation,
                             guint class_index)
{
  const gboolean predicted = is_predicted (evaluation, class_index);

  if (is_there (evaluation, class_index))
    return predicted ? NULL : "never predicted";
  return predicted ? "not in the data" : "not in the data, never predicted";
}

static char *
class_warning (const InkEvaluation *evaluation, guint c)
{
  const char *name = ink_evaluation_class_names (evaluation)[c];
  g_autofree char *label = g_utf8_make_valid (name, -1);

  if (is_there (evaluation, c))
    return g_strdup_printf ("class '%s' is never predicted: its precision is "
                            "not defined and counts as 0",
                            label);
  if (is_predicted (evaluation, c))
    return g_strdup_printf ("class '%s' is not in the data: its recall is not "
                            "defined and counts as 0; it has no curves",
                            label);
  return g_strdup_printf ("class '%s' is not in the data and never predicted: "
                          "it has no figures and no part in the averages",
                          label);
}

GStrv
ink_evaluation_warnings (const InkEvaluation *evaluation)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  const guint n_classes = ink_evaluation_n_classes (evaluation);
  guint n_there = 0;

  for (guint c = 0; c < n_classes; c++)
    {
      g_autofree char *warning = NULL;

      n_there += is_there (evaluation, c);
      if (ink_evaluation_class_remark (evaluation, c) == NULL)
        continue;
      warning = class_warning (evaluation, c);
      g_strv_builder_add (warnings, warning);
    }
  if (n_there == 1)
    g_strv_builder_add (warnings,
                        "all examples are of one class: there is no ROC "
                        "curve and no ROC AUC of a class");
  return g_strv_builder_end (warnings);
}
