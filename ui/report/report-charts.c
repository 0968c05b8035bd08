/* The charts: as files, and smaller, in two looks, for the page. */
#include "ui/plot/evaluation-charts.h"
#include "ui/plot/plot-export.h"
#include "ui/report/model-facts.h"
#include "ui/report/report-markup.h"
#include "ui/report/report-private.h"

/* Of a chart in the page, in its pixels: two stand side by side. */
#define WIDTH 620.0
#define HEIGHT 430.0
/* Classes one below the other, as in the workbench. */
#define CLASS_HEIGHT 46.0
#define MOST_HEIGHT 900.0
#define MATRIX_CELL 24.0
#define MAX_SVG (512 * 1024) /* bytes */

/* A chart of many classes is larger. */
static void
fit (const InkReport *report, InkEvaluationChart chart,
     InkExportOptions *options)
{
  double n = ink_evaluation_n_classes (report->evaluation);

  options->width = WIDTH;
  options->height = HEIGHT;
  options->scale = 1;
  if (chart == INK_CHART_CLASS_FIGURES)
    options->height = CLAMP (CLASS_HEIGHT * n, HEIGHT, MOST_HEIGHT);
  if (chart == INK_CHART_CONFUSION || chart == INK_CHART_CONFUSION_SHARES)
    {
      options->height = CLAMP (MATRIX_CELL * n + 90, HEIGHT, MOST_HEIGHT);
      options->width = WIDTH * options->height / HEIGHT;
    }
}

static void
set_facts (const InkReport *report, InkPlot *plot)
{
  const InkReportSubject *subject = report->subject;
  g_autofree char *run = g_path_get_basename (subject->model_name);
  const InkModelFacts facts = { run, report->data_name, report->data_hash };

  ink_plot_set_model_facts (plot, subject->model, &facts);
}

static gboolean
write_files (InkPlot *plot, const char *name, const char *charts,
             GError **error)
{
  static const char *const ends[] = { ".png", ".svg" };
  InkExportOptions options;

  ink_export_options_init (&options);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *file = g_strconcat (name, ends[i], NULL);
      g_autofree char *path = g_build_filename (charts, file, NULL);

      if (!ink_plot_export_file (plot, &options, path, error))
        return FALSE;
    }
  return TRUE;
}

/* A matrix of hundreds of classes takes many megabytes as a drawing. */
static gboolean
draw_look (InkReport *report, InkEvaluationChart chart, guint look,
           InkPlot *plot, const InkExportOptions *options, GError **error)
{
  InkExportOptions larger = *options;
  GBytes *svg = NULL;

  if (!report->is_png[chart])
    svg = ink_plot_to_svg (plot, options, error);
  if (svg != NULL && g_bytes_get_size (svg) > MAX_SVG)
    {
      report->is_png[chart] = TRUE;
      g_clear_pointer (&svg, g_bytes_unref);
    }
  larger.scale = 2;
  report->charts[chart][look]
      = report->is_png[chart] ? ink_plot_to_png (plot, &larger, error) : svg;
  return report->charts[chart][look] != NULL;
}

gboolean
ink_report_add_chart (InkReport *report, InkEvaluationChart chart,
                      const char *charts, GError **error)
{
  static const char *const looks[INK_REPORT_N_LOOKS]
      = { [INK_REPORT_LIGHT] = "light", [INK_REPORT_DARK] = "dark" };
  g_autoptr (InkPlot) plot = ink_evaluation_chart_new_at (
      report->evaluation, chart, report->subject->bootstrap.level);
  InkExportOptions options;

  if (chart == INK_CHART_ROC && report->macro_band != NULL)
    ink_evaluation_chart_add_band (plot, report->evaluation,
                                   report->macro_band, INK_ROC_BAND_MACRO);
  set_facts (report, plot);
  if (!write_files (plot, ink_evaluation_chart_name (chart), charts, error))
    return FALSE;
  ink_evaluation_chart_zoom (plot, chart, report->evaluation);
  report->zoomed[chart] = ink_plot_is_zoomed (plot);
  ink_export_options_init (&options);
  fit (report, chart, &options);
  for (guint i = 0; i < INK_REPORT_N_LOOKS; i++)
    {
      options.theme = ink_theme_find (looks[i]);
      if (!draw_look (report, chart, i, plot, &options, error))
        return FALSE;
    }
  return TRUE;
}

static void
append_look (const InkReport *report, InkEvaluationChart chart, guint look,
             GString *html)
{
  static const char *const classes[INK_REPORT_N_LOOKS]
      = { [INK_REPORT_LIGHT] = "light", [INK_REPORT_DARK] = "dark" };

  g_string_append_printf (html, "<img class=\"%s\" alt=\"", classes[look]);
  ink_report_append_text (html, ink_report_caption (chart));
  g_string_append (html, "\" ");
  ink_report_append_source (
      html, report->is_png[chart] ? "image/png" : "image/svg+xml",
      report->charts[chart][look]);
  g_string_append (html, "/>");
}

void
ink_report_append_chart (const InkReport *report, InkEvaluationChart chart,
                         GString *html)
{
  g_string_append (html, "<figure>");
  for (guint look = 0; look < INK_REPORT_N_LOOKS; look++)
    append_look (report, chart, look, html);
  g_string_append (html, "<figcaption>");
  ink_report_append_text (html, ink_report_caption (chart));
  if (chart == INK_CHART_ROC && report->macro_band != NULL)
    g_string_append (html, " The band is how sure the mean curve is, at each "
                           "rate by itself.");
  if (report->zoomed[chart])
    g_string_append_printf (html,
                            " Only the corner with the curves is shown; "
                            "charts/%s.svg has all of it.",
                            ink_evaluation_chart_name (chart));
  g_string_append (html, "</figcaption></figure>\n");
}
