#pragma once

#include <gtk/gtk.h>

#include "ui/train/kept-run.h"
#include "ui/workbench.h"

G_BEGIN_DECLS

/* The page Train: a form, and beside it the run under way with its charts. The
 * run goes to the workbench as its "run", and the model that comes of it to
 * the workbench's digit models. Main thread. */
#define INK_TYPE_PAGE_TRAIN (ink_page_train_get_type ())
G_DECLARE_FINAL_TYPE (InkPageTrain, ink_page_train, INK, PAGE_TRAIN, GtkWidget)

GtkWidget *ink_page_train_new (InkWorkbench *workbench);
/* As the buttons do; without effect where a button would not be offered. */
void ink_page_train_start (InkPageTrain *self);
void ink_page_train_toggle_pause (InkPageTrain *self);
void ink_page_train_stop (InkPageTrain *self);
/* Shows an earlier run's curves, and its data and recipe in the form, so that
 * Start does it again. FALSE, with nothing changed, while a run is under way.
 */
gboolean ink_page_train_show_kept (InkPageTrain *self, const InkKeptRun *kept);
/* What the form says. @options: (out caller-allocates): borrowed strings */
void ink_page_train_get_options (InkPageTrain *self, InkRunOptions *options);

G_END_DECLS
