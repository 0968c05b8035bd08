#pragma once

#include "ui/cross-validate/cross-validate-job.h"

G_BEGIN_DECLS

/* What the page Cross-validate says of a run, and what it exports. Pure; any
 * thread. All char * are (transfer full). */

/* While it is under way: "2 of 5 folds done". */
char *ink_cross_validate_heading (const InkCrossValidateNews *news,
                                  gboolean cancelled);
/* Of its end: "Done", "Cancelled", "Failed"; static. @error: NULL for none */
const char *ink_cross_validate_end_heading (const GError *error);
/* What there is of it: all, some folds, or an error. @what: "LeNet-5 on MNIST"
 */
char *ink_cross_validate_end_text (const InkCrossValidateNews *news,
                                   const GError *error, const char *what,
                                   const InkCrossValidationOptions *options);
/* The cross-validation's JSON, with a member "learning_curve" more where
 * @curve_json, of ink_learning_curve_to_json(), is not NULL. */
char *ink_cross_validate_whole_json (const InkCrossValidation *validation,
                                     const char *curve_json);

G_END_DECLS
