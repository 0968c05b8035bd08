/* index.html: one page that is well-formed XML, so that anything that reads XML
 * can check it, and HTML for a browser. No script, no font, nothing fetched. */
#include "ui/report/report-markup.h"
#include "ui/report/report-private.h"

static void
append_fact (GString *html, const char *name, const char *value)
{
  g_autofree char *clean = NULL;

  if (value == NULL)
    return;
  clean = ink_report_clean (value, 0, FALSE);
  ink_report_append_element (html, "dt", NULL, name);
  ink_report_append_element (html, "dd", NULL, clean);
  g_string_append_c (html, '\n');
}

static void
append_model_facts (const InkReport *report, GString *html)
{
  const InkReportSubject *subject = report->subject;
  const InkModel *model = subject->model;

  append_fact (html, "Model", subject->model_name);
  append_fact (html, "Kind", ink_model_class (model)->title);
  append_fact (html, "Trained on", ink_model_fact (model, "data"));
  append_fact (html, "Recipe", ink_model_fact (model, "recipe"));
  append_fact (html, "Seed of training", ink_model_fact (model, "seed"));
  append_fact (html, "Run", ink_model_fact (model, "run"));
  append_fact (html, "SHA-256 of the model's file", report->file_hash);
  append_fact (html, "SHA-256 of its parameters", report->parameters_hash);
  append_fact (html, "SHA-256 of its training data",
               ink_model_fact (model, "data_hash"));
}

static void
append_facts (const InkReport *report, GString *html)
{
  const InkReportSubject *subject = report->subject;
  const InkBootstrapOptions *bootstrap = &subject->bootstrap;
  g_autofree char *count
      = ink_report_count (ink_evaluation_count (report->evaluation));
  g_autofree char *counts = g_strdup_printf (
      "%s %ss in %u classes", count, report->noun,
      ink_evaluation_n_classes (report->evaluation));
  g_autofree char *resamples = g_strdup_printf (
      "%u, drawn class by class with seed %" G_GUINT64_FORMAT,
      bootstrap->n_resamples, bootstrap->seed);

  g_string_append (html, "<h2>What was measured</h2>\n<dl>\n");
  append_model_facts (report, html);
  append_fact (html, "Data", report->data_name);
  append_fact (html, "Asked for as", subject->data);
  append_fact (html, "Split", subject->split);
  append_fact (html, "Examples", counts);
  append_fact (html, "SHA-256 of the data", report->data_hash);
  append_fact (html, "Resamples", report->has_estimates ? resamples : NULL);
  append_fact (html, "Date", report->date);
  append_fact (html, "Program", "Inkling " INK_VERSION);
  g_string_append (html, "</dl>\n");
}

static void
append_list (GString *html, const GPtrArray *texts)
{
  g_string_append (html, "<ul>\n");
  for (guint i = 0; i < texts->len; i++)
    {
      ink_report_append_element (html, "li", NULL, texts->pdata[i]);
      g_string_append_c (html, '\n');
    }
  g_string_append (html, "</ul>\n");
}

static void
append_summary (const InkReport *report, GString *html)
{
  g_string_append (html, "<section class=\"summary\">\n<h2>In words</h2>\n");
  append_list (html, report->sentences);
  g_string_append (html, "</section>\n");
  if (report->caveats->len == 0)
    return;
  g_string_append (html, "<section class=\"caveats\">\n"
                         "<h2>What to mind</h2>\n");
  append_list (html, report->caveats);
  g_string_append (html, "</section>\n");
}

static void
append_charts (const InkReport *report, InkEvaluationChart first,
               InkEvaluationChart second, GString *html)
{
  g_string_append (html, "<div class=\"charts\">\n");
  ink_report_append_chart (report, first, html);
  ink_report_append_chart (report, second, html);
  g_string_append (html, "</div>\n");
}

static void
append_sections (const InkReport *report, GString *html)
{
  g_string_append (html, "<h2>Figures</h2>\n");
  ink_report_append_figures (report, html);
  ink_report_append_averages (report, html);
  g_string_append (html, "<h2>Classes</h2>\n");
  ink_report_append_classes (report, html);
  append_charts (report, INK_CHART_CLASS_FIGURES, INK_CHART_CONFUSION_SHARES,
                 html);
  g_string_append (html, "<h2>What is taken for what</h2>\n");
  ink_report_append_confusion (report, html);
  g_string_append (html, "<div class=\"charts\">\n");
  ink_report_append_chart (report, INK_CHART_CONFUSION, html);
  g_string_append (html, "</div>\n<h2>Thresholds</h2>\n");
  append_charts (report, INK_CHART_ROC, INK_CHART_PRECISION_RECALL, html);
  g_string_append (html, "<h2>Can its probabilities be believed?</h2>\n");
  append_charts (report, INK_CHART_RELIABILITY, INK_CHART_CONFIDENCE, html);
  ink_report_append_bins (report, html);
  g_string_append (html, "<h2>The worst mistakes</h2>\n");
  ink_report_append_mistakes (report, html);
}

static void
append_again (const InkReport *report, GString *html)
{
  g_autofree char *command = NULL;

  if (report->subject->command == NULL)
    return;
  command = ink_report_clean (report->subject->command, 0, FALSE);
  g_string_append (html, "<section class=\"again\">\n<h2>Making it again</h2>"
                         "\n");
  ink_report_append_element (html, "pre", NULL, command);
  ink_report_append_element (
      html, "p", NULL,
      "The same model, data and seed give the same figures, whatever the "
      "number of threads; with SOURCE_DATE_EPOCH set, the same files.");
  g_string_append (html, "</section>\n");
}

static void
append_head (const InkReport *report, const char *title, GString *html)
{
  g_string_append (html,
                   "<!DOCTYPE html>\n"
                   "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\" "
                   "xml:lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                   "<meta name=\"viewport\" content=\"width=device-width, "
                   "initial-scale=1\"/>\n<meta name=\"color-scheme\" "
                   "content=\"light dark\"/>\n<meta name=\"generator\" "
                   "content=\"Inkling " INK_VERSION "\"/>\n");
  ink_report_append_element (html, "title", NULL, title);
  g_string_append_printf (html, "\n<style>\n%s</style>\n</head>\n<body>\n",
                          ink_report_style ());
  g_string_append (html, "<header>\n");
  ink_report_append_element (html, "h1", NULL, title);
  g_string_append (html, "\n<p>");
  ink_report_append_text (html,
                          ink_model_class (report->subject->model)->title);
  g_string_append (html, " on ");
  ink_report_append_name (html, report->data_name);
  g_string_append_printf (html, ", %.10s</p>\n</header>\n", report->date);
}

char *
ink_report_to_html (const InkReport *report)
{
  g_autofree char *name = ink_report_name (report->subject->model_name);
  g_autofree char *title = g_strdup_printf ("Evaluation of %s", name);
  GString *html = g_string_new (NULL);

  append_head (report, title, html);
  g_string_append (html, "<main>\n");
  append_summary (report, html);
  append_sections (report, html);
  append_facts (report, html);
  append_again (report, html);
  g_string_append (html, "</main>\n<footer>Inkling " INK_VERSION
                         "; beside this page: report.json (all figures), "
                         "predictions.csv (every answer), charts (PNG, SVG)"
                         "</footer>\n</body>\n</html>\n");
  return g_string_free (html, FALSE);
}
