#pragma once

#include <gtk/gtk.h>

#include "ui/cross-validate/cross-validate-job.h"
#include "ui/workbench.h"

G_BEGIN_DECLS

/* The page Cross-validate: a form, and beside it how far the run is and what
 * comes of it. A run ends with its page. Main thread. */
#define INK_TYPE_PAGE_CROSS_VALIDATE (ink_page_cross_validate_get_type ())
G_DECLARE_FINAL_TYPE (InkPageCrossValidate, ink_page_cross_validate, INK,
                      PAGE_CROSS_VALIDATE, GtkWidget)

GtkWidget *ink_page_cross_validate_new (InkWorkbench *workbench);
/* What the form is to say. */
void ink_page_cross_validate_set_request (
    InkPageCrossValidate *self, const InkCrossValidateRequest *request);
/* As the buttons do; without effect where a button would not be offered. */
void ink_page_cross_validate_start (InkPageCrossValidate *self);
void ink_page_cross_validate_cancel (InkPageCrossValidate *self);
gboolean ink_page_cross_validate_is_busy (InkPageCrossValidate *self);
/* What is shown; NULL as long as its folds have not all ended. (transfer none)
 */
InkCrossValidation *ink_page_cross_validate_get_result (
    InkPageCrossValidate *self);
/* Writes it to @path, and the learning curve that followed, as JSON. */
gboolean ink_page_cross_validate_export (InkPageCrossValidate *self,
                                         const char *path, GError **error);

G_END_DECLS
