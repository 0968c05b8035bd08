#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A progress bar that asks a job how far it is, as long as there is one. Main
 * thread. */

/* 0 to 1. */
typedef double (*InkProgressFunc) (gpointer job);

/* @text: what is done meanwhile, "Writing…". (transfer floating): a
 * GtkProgressBar that nobody sees yet */
GtkWidget *ink_job_progress_new (const char *text);
/* ink_job_progress_watch: begins at 0, and asks @func about @job every now and
 * then. @func: (nullable): NULL where there is no job, or no more: it must be
 * told before the job goes. */
void ink_job_progress_watch (GtkProgressBar *bar, InkProgressFunc func,
                             gpointer job);

G_END_DECLS
