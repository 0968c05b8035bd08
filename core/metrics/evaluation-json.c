/* An evaluation as JSON, members in the order a person reads them. */
#include "core/metrics/evaluation-json.h"

#include "core/base/json-writer.h"
#include "core/metrics/evaluation-warnings.h"

static void
append_figures (GString *json, const InkEvaluation *evaluation)
{
  static const InkFigure others[] = {
    INK_FIGURE_BALANCED_ACCURACY,
    INK_FIGURE_MATTHEWS_CORRELATION,
    INK_FIGURE_COHEN_KAPPA,
    INK_FIGURE_BRIER_SCORE,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    ink_json_add_double (json, ink_figure_key (others[i]),
                         ink_evaluation_figure (evaluation, others[i]));
}

/* Of so many of the classes that not every example counts. */
static void
append_top_k (GString *json, const InkEvaluation *evaluation)
{
  static const guint ks[] = { 2, 3, 5, 10 };

  ink_json_append_key (json, "top_k_accuracy");
  g_string_append_c (json, '{');
  for (gsize i = 0; i < G_N_ELEMENTS (ks); i++)
    if (ks[i] < ink_evaluation_n_classes (evaluation))
      {
        g_autofree char *key = g_strdup_printf ("%u", ks[i]);

        ink_json_add_double (json, key,
                             ink_evaluation_top_k (evaluation, ks[i]));
      }
  g_string_append_c (json, '}');
}

static void
append_average (GString *json, const char *key,
                const InkAverageFigures *figures)
{
  ink_json_append_key (json, key);
  g_string_append_c (json, '{');
  ink_json_add_double (json, "precision", figures->precision);
  ink_json_add_double (json, "recall", figures->recall);
  ink_json_add_double (json, "f1", figures->f1);
  ink_json_add_double (json, "roc_auc", figures->roc_auc);
  ink_json_add_double (json, "average_precision", figures->average_precision);
  g_string_append_c (json, '}');
}

static void
append_class (GString *json, const InkEvaluation *evaluation, guint c,
              double level)
{
  const InkClassFigures *figures = ink_evaluation_class (evaluation, c);
  const char *name = ink_evaluation_class_names (evaluation)[c];
  g_autofree char *label = g_utf8_make_valid (name, -1);
  double low, high;

  g_string_append_c (json, '{');
  ink_json_append_key (json, "label");
  ink_json_append_string (json, label);
  ink_json_add_double (json, "precision", figures->precision);
  ink_json_add_double (json, "recall", figures->recall);
  ink_json_add_double (json, "f1", figures->f1);
  ink_json_add_count (json, "support", figures->support);
  ink_json_add_double (json, "roc_auc", figures->roc_auc);
  ink_evaluation_roc_auc_interval (evaluation, c, level, &low, &high);
  ink_json_add_interval (json, "roc_auc_interval", low, high);
  ink_json_add_double (json, "average_precision", figures->average_precision);
  ink_json_add_double (json, "brier_score",
                       ink_evaluation_brier_class (evaluation, c));
  g_string_append_c (json, '}');
}

static void
append_classes (GString *json, const InkEvaluation *evaluation, double level)
{
  ink_json_append_key (json, "classes");
  g_string_append_c (json, '[');
  for (guint c = 0; c < ink_evaluation_n_classes (evaluation); c++)
    {
      g_string_append (json, c > 0 ? ", " : "");
      append_class (json, evaluation, c, level);
    }
  g_string_append_c (json, ']');
}

static void
append_confusion (GString *json, const InkEvaluation *evaluation)
{
  const guint64 *counts = ink_evaluation_confusion (evaluation);
  guint n = ink_evaluation_n_classes (evaluation);

  ink_json_append_key (json, "confusion");
  for (gsize i = 0; i < (gsize) n * n; i++)
    {
      const char *before = i == 0 ? "[[" : i % n == 0 ? "], [" : ", ";

      g_string_append_printf (json, "%s%" G_GUINT64_FORMAT, before, counts[i]);
    }
  g_string_append (json, "]]");
}

static void
append_warnings (GString *json, const InkEvaluation *evaluation)
{
  g_auto (GStrv) warnings = ink_evaluation_warnings (evaluation);

  ink_json_append_key (json, "warnings");
  g_string_append_c (json, '[');
  for (guint i = 0; warnings[i] != NULL; i++)
    {
      g_string_append (json, i > 0 ? ", " : "");
      ink_json_append_string (json, warnings[i]);
    }
  g_string_append_c (json, ']');
}

static void
append_bootstrap (GString *json, const InkBootstrapOptions *options,
                  const InkEstimate *estimates)
{
  ink_json_append_key (json, "bootstrap");
  g_string_append_c (json, '{');
  ink_json_add_count (json, "resamples", options->n_resamples);
  ink_json_add_count (json, "seed", options->seed);
  ink_json_add_double (json, "level", options->level);
  ink_json_append_key (json, "intervals");
  g_string_append_c (json, '{');
  for (guint f = 0; f < INK_N_FIGURES; f++)
    ink_json_add_interval (json, ink_figure_key ((InkFigure) f),
                           estimates[f].low, estimates[f].high);
  g_string_append (json, "}}");
}

char *
ink_evaluation_to_json_with (const InkEvaluation *evaluation, double level,
                             const InkBootstrapOptions *bootstrap,
                             const InkEstimate *estimates)
{
  GString *json = g_string_new ("{");
  double low, high;

  ink_json_add_count (json, "count", ink_evaluation_count (evaluation));
  ink_json_add_double (json, "accuracy", ink_evaluation_accuracy (evaluation));
  ink_evaluation_accuracy_interval_at (evaluation, level, &low, &high);
  ink_json_add_interval (json, "accuracy_interval", low, high);
  ink_json_add_double (json, "interval_level", level);
  ink_json_add_double (json, "log_loss", ink_evaluation_log_loss (evaluation));
  ink_json_add_double (json, "expected_calibration_error",
                       ink_evaluation_calibration_error (evaluation));
  append_figures (json, evaluation);
  append_top_k (json, evaluation);
  append_average (json, "macro",
                  ink_evaluation_average (evaluation, INK_AVERAGE_MACRO));
  append_average (json, "micro",
                  ink_evaluation_average (evaluation, INK_AVERAGE_MICRO));
  append_average (json, "weighted",
                  ink_evaluation_average (evaluation, INK_AVERAGE_WEIGHTED));
  append_classes (json, evaluation, level);
  append_confusion (json, evaluation);
  append_warnings (json, evaluation);
  if (bootstrap != NULL)
    append_bootstrap (json, bootstrap, estimates);
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

char *
ink_evaluation_to_json (const InkEvaluation *evaluation)
{
  return ink_evaluation_to_json_with (evaluation, 0.95, NULL, NULL);
}
