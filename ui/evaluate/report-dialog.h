#pragma once

#include <adwaita.h>

#include "ui/evaluate/evaluated.h"

G_BEGIN_DECLS

/* The window that asks where a report goes and writes it. Signal "message"
 * (utf8): something to tell the user. Main thread. */
#define INK_TYPE_REPORT_DIALOG (ink_report_dialog_get_type ())
G_DECLARE_FINAL_TYPE (InkReportDialog, ink_report_dialog, INK, REPORT_DIALOG,
                      AdwWindow)

/* @evaluated: (transfer full) */
GtkWidget *ink_report_dialog_new (GtkWindow *parent, InkEvaluated *evaluated);
/* As the button Write does. Without effect while it is at it. */
void ink_report_dialog_write (InkReportDialog *self, const char *folder);
gboolean ink_report_dialog_is_busy (InkReportDialog *self);
/* What is wrong; "" for nothing. */
const char *ink_report_dialog_get_problem (InkReportDialog *self);

G_END_DECLS
