#pragma once

#include <gtk/gtk.h>

#include "ui/cross-validate/cross-validate-job.h"
#include "ui/workbench.h"

G_BEGIN_DECLS

/* The left column of Cross-validate: what learns from what and with which
 * options, how often it is held out, and whether a learning curve follows.
 * Main thread. Signal "changed": what is chosen changed. */
#define INK_TYPE_CROSS_VALIDATE_FORM (ink_cross_validate_form_get_type ())
G_DECLARE_FINAL_TYPE (InkCrossValidateForm, ink_cross_validate_form, INK,
                      CROSS_VALIDATE_FORM, GtkWidget)

GtkWidget *ink_cross_validate_form_new (InkWorkbench *workbench);
/* ink_cross_validate_form_get: @request: (out caller-allocates): strings are
 * borrowed until the form changes.
 * Returns: FALSE with the reason, INK_ERROR_ARGUMENT or INK_ERROR_NOT_FOUND,
 * where the form does not say what to do. */
gboolean ink_cross_validate_form_get (InkCrossValidateForm *self,
                                      InkCrossValidateRequest *request,
                                      GError **error);
/* The other way; @request->data: the name of a known data set, or a path of
 * texts. */
void ink_cross_validate_form_set (InkCrossValidateForm *self,
                                  const InkCrossValidateRequest *request);
/* "LeNet-5 on MNIST", "naive Bayes on mail.tsv"; (transfer full). */
char *ink_cross_validate_form_describe (InkCrossValidateForm *self);
/* Takes over what was typed into a field and not confirmed yet. */
void ink_cross_validate_form_commit (InkCrossValidateForm *self);
/* Nothing can be changed while it works. */
void ink_cross_validate_form_set_running (InkCrossValidateForm *self,
                                          gboolean running);

G_END_DECLS
