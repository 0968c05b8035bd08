#pragma once

#include <gtk/gtk.h>

#include "ui/train/run.h"

G_BEGIN_DECLS

/* The card above the charts of Train: how far a run is, its figures, and the
 * buttons that start, pause and stop it (actions "train.start", "train.pause",
 * "train.stop" of the page around it). */
#define INK_TYPE_RUN_PANEL (ink_run_panel_get_type ())
G_DECLARE_FINAL_TYPE (InkRunPanel, ink_run_panel, INK, RUN_PANEL, GtkBox)

GtkWidget *ink_run_panel_new (void);
/* @run: NULL before the first. @idle: what to say then. */
void ink_run_panel_show (InkRunPanel *self, InkRun *run, const char *idle);
/* A run of an earlier time, of which there are but the curves. */
void ink_run_panel_show_kept (InkRunPanel *self, const char *title);

G_END_DECLS
