/* A report from its parts: first what is to be told, then the files, beside
 * their place until all are on the disk. */
#include "ui/report/report.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/metrics/evaluation-predictions.h"
#include "ui/report/report-private.h"

/* Shares of the work. */
#define FIGURES_RESAMPLED 0.25
#define BOOTSTRAPPED 0.4 /* the ROC curve's band too */
#define DRAWN 0.9

typedef struct
{
  GCancellable *cancellable; /* nullable */
  InkReportFunc func;        /* nullable */
  gpointer user_data;
} Watch;

/* FALSE where it is to be given up. */
static gboolean
go_on (const Watch *watch, double fraction, GError **error)
{
  if (watch->func != NULL)
    watch->func (fraction, watch->user_data);
  return !g_cancellable_set_error_if_cancelled (watch->cancellable, error);
}

/* A part of the work that tells how far it is. */
typedef struct
{
  const Watch *watch;
  double from, to;
} Part;

static void
resampled_cb (double fraction, gpointer user_data)
{
  const Part *part = user_data;

  go_on (part->watch, part->from + (part->to - part->from) * fraction, NULL);
}

static void
report_clear (InkReport *report)
{
  g_clear_pointer (&report->macro_band, ink_roc_band_free);
  g_free (report->data_hash);
  g_free (report->file_hash);
  g_free (report->parameters_hash);
  g_free (report->date);
  g_ptr_array_unref (report->sentences);
  g_ptr_array_unref (report->caveats);
  for (guint c = 0; c < INK_N_EVALUATION_CHARTS; c++)
    for (guint look = 0; look < INK_REPORT_N_LOOKS; look++)
      g_clear_pointer (&report->charts[c][look], g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InkReport, report_clear)

static gboolean
estimate (InkReport *report, const Watch *watch, GError **error)
{
  const InkReportSubject *subject = report->subject;
  InkBootstrapOptions options = subject->bootstrap;
  Part part = { watch, 0, FIGURES_RESAMPLED };
  g_autoptr (InkPool) pool = NULL;

  if (subject->bootstrap.n_resamples == 0)
    return TRUE;
  options.cancellable = watch->cancellable;
  options.progress = resampled_cb;
  options.progress_data = &part;
  pool = ink_pool_new (subject->n_threads);
  report->has_estimates = ink_bootstrap (subject->evaluation, &options, pool,
                                         report->estimates, error);
  if (!report->has_estimates
      || ink_evaluation_roc_macro (subject->evaluation) == NULL)
    return report->has_estimates;
  part = (Part) { watch, FIGURES_RESAMPLED, BOOTSTRAPPED };
  report->macro_band = ink_roc_band_new (
      subject->evaluation, INK_ROC_BAND_MACRO, &options, pool, error);
  return report->macro_band != NULL;
}

static gboolean
write_text (const char *folder, const char *name, const char *text,
            GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return ink_file_replace (path, text, strlen (text), error);
}

static gboolean
write_charts (InkReport *report, const char *folder, const Watch *watch,
              GError **error)
{
  g_autofree char *charts = g_build_filename (folder, "charts", NULL);

  if (g_mkdir (charts, 0777) != 0)
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot make the folder: %s",
                          charts, g_strerror (errno));
  for (guint i = 0; i < INK_N_EVALUATION_CHARTS; i++)
    {
      double share = (double) i / INK_N_EVALUATION_CHARTS;

      if (!go_on (watch, BOOTSTRAPPED + (DRAWN - BOOTSTRAPPED) * share, error)
          || !ink_report_add_chart (report, (InkEvaluationChart) i, charts,
                                    error))
        return FALSE;
    }
  return go_on (watch, DRAWN, error);
}

static gboolean
write_files (InkReport *report, const char *folder, const Watch *watch,
             GError **error)
{
  g_autofree char *csv = g_build_filename (folder, "predictions.csv", NULL);
  g_autofree char *json = NULL;
  g_autofree char *html = NULL;

  if (!write_charts (report, folder, watch, error)
      || !ink_evaluation_write_predictions (report->evaluation, csv, error))
    return FALSE;
  json = ink_report_to_json (report);
  html = ink_report_to_html (report);
  return write_text (folder, "report.json", json, error)
         && write_text (folder, "index.html", html, error)
         && go_on (watch, 1, error);
}

/* Errors name the place that was asked for, not the one on the way to it. */
static void
name_folder (GError *error, const char *temporary, const char *folder)
{
  GString *message;

  if (error == NULL)
    return;
  message = g_string_new (error->message);
  g_string_replace (message, temporary, folder, 0);
  g_free (error->message);
  error->message = g_string_free (message, FALSE);
}

static gboolean
write_folder (InkReport *report, const char *folder, const Watch *watch,
              GError **error)
{
  g_autofree char *temporary = ink_report_folder_begin (folder, error);
  GError *cause = NULL;

  if (temporary == NULL)
    return FALSE;
  if (write_files (report, temporary, watch, &cause)
      && ink_report_folder_finish (temporary, folder, &cause))
    return TRUE;
  ink_report_folder_remove (temporary);
  name_folder (cause, temporary, folder);
  g_propagate_error (error, cause);
  return FALSE;
}

gboolean
ink_report_write (const InkReportSubject *subject, const char *folder,
                  GCancellable *cancellable, InkReportFunc func,
                  gpointer user_data, GError **error)
{
  const Watch watch = { cancellable, func, user_data };
  g_auto (InkReport) report = {
    .subject = subject,
    .evaluation = subject->evaluation,
    .sentences = g_ptr_array_new_with_free_func (g_free),
    .caveats = g_ptr_array_new_with_free_func (g_free),
  };

  if (!ink_report_check_folder (folder, error) || !go_on (&watch, 0, error)
      || !ink_report_add_facts (&report, error)
      || !estimate (&report, &watch, error)
      || !go_on (&watch, BOOTSTRAPPED, error))
    return FALSE;
  ink_report_add_words (&report);
  return write_folder (&report, folder, &watch, error);
}
