/* report.json: what `evaluate --json` prints, and before it what it is of. It
 * begins with the mark that report-folder.c knows a report by. */
#include "core/base/json-writer.h"
#include "core/metrics/evaluation-json.h"
#include "ui/report/report-private.h"

static void
append_model (GString *json, const InkReport *report)
{
  const InkReportSubject *subject = report->subject;
  const InkModel *model = subject->model;
  g_autoptr (GPtrArray) keys = ink_model_fact_keys (model);
  g_autofree char *file = subject->model_file == NULL
                              ? NULL
                              : g_path_get_basename (subject->model_file);

  ink_json_append_key (json, "model");
  g_string_append_c (json, '{');
  ink_json_add_string (json, "name", subject->model_name);
  ink_json_add_string (json, "kind", ink_model_class (model)->name);
  ink_json_add_string (json, "file", file);
  ink_json_add_string (json, "file_hash", report->file_hash);
  ink_json_add_string (json, "parameters_hash", report->parameters_hash);
  ink_json_append_key (json, "facts");
  g_string_append_c (json, '{');
  for (guint i = 0; i < keys->len; i++)
    ink_json_add_string (json, keys->pdata[i],
                         ink_model_fact (model, keys->pdata[i]));
  g_string_append (json, "}}");
}

static void
append_data (GString *json, const InkReport *report)
{
  ink_json_append_key (json, "data");
  g_string_append_c (json, '{');
  ink_json_add_string (json, "name", report->data_name);
  ink_json_add_string (json, "source", report->subject->data);
  ink_json_add_string (json, "split", report->subject->split);
  ink_json_add_string (json, "kind",
                       report->subject->images != NULL ? "images" : "texts");
  ink_json_add_string (json, "hash", report->data_hash);
  g_string_append_c (json, '}');
}

static void
append_list (GString *json, const char *key, const GPtrArray *texts)
{
  ink_json_append_key (json, key);
  g_string_append_c (json, '[');
  for (guint i = 0; i < texts->len; i++)
    {
      g_string_append (json, i > 0 ? ", " : "");
      ink_json_append_string (json, texts->pdata[i]);
    }
  g_string_append_c (json, ']');
}

char *
ink_report_to_json (const InkReport *report)
{
  const InkBootstrapOptions *bootstrap = &report->subject->bootstrap;
  g_autofree char *figures = ink_evaluation_to_json_with (
      report->evaluation, bootstrap->level,
      report->has_estimates ? bootstrap : NULL,
      report->has_estimates ? report->estimates : NULL);
  GString *json = g_string_new ("{\"report\": {");

  ink_json_add_string (json, "format", "inkling-report");
  ink_json_add_string (json, "version", INK_VERSION);
  ink_json_add_string (json, "date", report->date);
  ink_json_add_string (json, "command", report->subject->command);
  append_model (json, report);
  append_data (json, report);
  append_list (json, "summary", report->sentences);
  append_list (json, "caveats", report->caveats);
  g_string_append_printf (json, "}, %s\n", figures + 1);
  return g_string_free (json, FALSE);
}
