#pragma once

#include "core/metrics/bootstrap.h"
#include "ui/evaluate/evaluated.h"

G_BEGIN_DECLS

/* Writing a report off the main thread. Main thread. */
typedef struct _InkReportJob InkReportJob;

/* Called once in the main loop. @error: NULL where the folder is in place;
 * borrowed. The job is gone afterwards. */
typedef void (*InkReportDoneFunc) (const GError *error, gpointer user_data);

/* ink_report_job_start: ink_report_write() into @folder. Keeps what it needs.
 * Returns: (transfer none): until @func is called or it is stopped. */
InkReportJob *ink_report_job_start (const InkEvaluated *evaluated,
                                    const char *folder,
                                    const InkBootstrapOptions *bootstrap,
                                    InkReportDoneFunc func,
                                    gpointer user_data);
/* 0 to 1. */
double ink_report_job_progress (InkReportJob *job);
/* Gives it up: its function is not called, and what stood in the folder's place
 * before stands there still, unless it was done already. */
void ink_report_job_stop (InkReportJob *job);

/* ink_report_command: what makes the same report on the command line; NULL for
 * a model that is in no file, or for a part of a file. (transfer full)
 * (nullable) */
char *ink_report_command (const InkEvaluated *evaluated, const char *folder,
                          const InkBootstrapOptions *bootstrap);

G_END_DECLS
