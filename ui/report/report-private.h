#pragma once

#include "core/metrics/roc-band.h"
#include "ui/plot/evaluation-charts.h"
#include "ui/report/report.h"

G_BEGIN_DECLS

enum
{
  INK_REPORT_LIGHT,
  INK_REPORT_DARK,
  INK_REPORT_N_LOOKS,
};

/* All that a report tells, before it is written. One thread. */
typedef struct
{
  const InkReportSubject *subject; /* borrowed */
  const InkEvaluation *evaluation; /* of the subject */
  gboolean has_estimates;
  InkEstimate estimates[INK_N_FIGURES];
  InkRocBand *macro_band; /* of the mean ROC curve; nullable */
  const char *data_name; /* "mnist, test split" */
  const char *noun;      /* "image", "text"; an s makes it several */
  char *data_hash;
  char *file_hash;       /* of the model's file; NULL without one, or where
                            it holds another model by now */
  char *parameters_hash; /* of its tensors, whatever its file says beside */
  char *date;            /* "2026-11-26T20:49:05Z" */
  GPtrArray *sentences;  /* (element-type utf8): plain text */
  GPtrArray *caveats;    /* the same */
  /* The page's charts as SVG, or as PNG where that is very large. */
  GBytes *charts[INK_N_EVALUATION_CHARTS][INK_REPORT_N_LOOKS];
  gboolean is_png[INK_N_EVALUATION_CHARTS];
  gboolean zoomed[INK_N_EVALUATION_CHARTS]; /* to where its curves are */
} InkReport;

/* report-facts.c: fills the hashes and the date, and adds to the caveats; FALSE
 * where the model's file cannot be read. */
gboolean ink_report_add_facts (InkReport *report, GError **error);

/* report-words.c: fills the sentences and the caveats. */
void ink_report_add_words (InkReport *report);
/* What a chart shows and how to read it, in a sentence or two. Static. */
const char *ink_report_caption (InkEvaluationChart chart);

/* report-charts.c: one chart into the folder @charts as PNG and SVG, and into
 * the report. */
gboolean ink_report_add_chart (InkReport *report, InkEvaluationChart chart,
                               const char *charts, GError **error);

/* report-json.c: (transfer full) */
char *ink_report_to_json (const InkReport *report);

/* report-html.c: (transfer full) */
char *ink_report_to_html (const InkReport *report);

/* Sections of the page. */
void ink_report_append_figures (const InkReport *report, GString *html);
void ink_report_append_averages (const InkReport *report, GString *html);
void ink_report_append_classes (const InkReport *report, GString *html);
void ink_report_append_confusion (const InkReport *report, GString *html);
void ink_report_append_bins (const InkReport *report, GString *html);
void ink_report_append_mistakes (const InkReport *report, GString *html);
void ink_report_append_chart (const InkReport *report,
                              InkEvaluationChart chart, GString *html);

/* report-style.c: the page's style sheet. Static. */
const char *ink_report_style (void);

/* report-folder.c: the folder that becomes the report. */

/* Makes a folder beside @folder. Returns: (transfer full): its path; or NULL
 * with INK_ERROR_IO. */
char *ink_report_folder_begin (const char *folder, GError **error);
/* Puts it in the place of @folder; on failure that is as it was before. */
gboolean ink_report_folder_finish (const char *temporary, const char *folder,
                                   GError **error);
/* Removes what a report consists of, and the folder unless more is in it. */
void ink_report_folder_remove (const char *path);

G_END_DECLS
