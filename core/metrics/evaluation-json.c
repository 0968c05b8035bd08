/* An evaluation as JSON, members in the order a person reads them. */
#include "core/metrics/evaluation-json.h"

#include "core/base/json-writer.h"

static void
append_key (GString *json, const char *key)
{
  char last = json->str[json->len - 1];

  if (last != '{' && last != '[')
    g_string_append (json, ", ");
  g_string_append_printf (json, "\"%s\": ", key);
}

static void
append_figure (GString *json, const char *key, double value)
{
  append_key (json, key);
  ink_json_append_double (json, value);
}

static void
append_count (GString *json, const char *key, guint64 value)
{
  append_key (json, key);
  g_string_append_printf (json, "%" G_GUINT64_FORMAT, value);
}

static void
append_interval (GString *json, const InkEvaluation *evaluation)
{
  double low, high;

  ink_evaluation_accuracy_interval (evaluation, &low, &high);
  append_key (json, "accuracy_interval");
  g_string_append_c (json, '[');
  ink_json_append_double (json, low);
  g_string_append (json, ", ");
  ink_json_append_double (json, high);
  g_string_append_c (json, ']');
}

static void
append_average (GString *json, const char *key,
                const InkAverageFigures *figures)
{
  append_key (json, key);
  g_string_append_c (json, '{');
  append_figure (json, "precision", figures->precision);
  append_figure (json, "recall", figures->recall);
  append_figure (json, "f1", figures->f1);
  append_figure (json, "roc_auc", figures->roc_auc);
  append_figure (json, "average_precision", figures->average_precision);
  g_string_append_c (json, '}');
}

static void
append_class (GString *json, const char *name, const InkClassFigures *figures)
{
  g_autofree char *label = g_utf8_make_valid (name, -1);

  g_string_append_c (json, '{');
  append_key (json, "label");
  ink_json_append_string (json, label);
  append_figure (json, "precision", figures->precision);
  append_figure (json, "recall", figures->recall);
  append_figure (json, "f1", figures->f1);
  append_count (json, "support", figures->support);
  append_figure (json, "roc_auc", figures->roc_auc);
  append_figure (json, "average_precision", figures->average_precision);
  g_string_append_c (json, '}');
}

static void
append_classes (GString *json, const InkEvaluation *evaluation)
{
  const char *const *names = ink_evaluation_class_names (evaluation);

  append_key (json, "classes");
  g_string_append_c (json, '[');
  for (guint c = 0; c < ink_evaluation_n_classes (evaluation); c++)
    {
      g_string_append (json, c > 0 ? ", " : "");
      append_class (json, names[c], ink_evaluation_class (evaluation, c));
    }
  g_string_append_c (json, ']');
}

static void
append_confusion (GString *json, const InkEvaluation *evaluation)
{
  const guint64 *counts = ink_evaluation_confusion (evaluation);
  guint n = ink_evaluation_n_classes (evaluation);

  append_key (json, "confusion");
  for (gsize i = 0; i < (gsize) n * n; i++)
    {
      const char *before = i == 0 ? "[[" : i % n == 0 ? "], [" : ", ";

      g_string_append_printf (json, "%s%" G_GUINT64_FORMAT, before, counts[i]);
    }
  g_string_append (json, "]]");
}

char *
ink_evaluation_to_json (const InkEvaluation *evaluation)
{
  GString *json = g_string_new ("{");

  append_count (json, "count", ink_evaluation_count (evaluation));
  append_figure (json, "accuracy", ink_evaluation_accuracy (evaluation));
  append_interval (json, evaluation);
  append_figure (json, "log_loss", ink_evaluation_log_loss (evaluation));
  append_figure (json, "expected_calibration_error",
                 ink_evaluation_calibration_error (evaluation));
  append_average (json, "macro",
                  ink_evaluation_average (evaluation, INK_AVERAGE_MACRO));
  append_average (json, "micro",
                  ink_evaluation_average (evaluation, INK_AVERAGE_MICRO));
  append_average (json, "weighted",
                  ink_evaluation_average (evaluation, INK_AVERAGE_WEIGHTED));
  append_classes (json, evaluation);
  append_confusion (json, evaluation);
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}
