#pragma once

#include <json-glib/json-glib.h>

#include "core/model/naive-bayes-calibration.h"

G_BEGIN_DECLS

/* Calibration of naive Bayes, for the commands that train and use it. One
 * thread. */

extern const GOptionEntry cli_calibration_entries[];

/* cli_calibration_take: @folds: (out): 0 for none. FALSE for wrong usage. */
gboolean cli_calibration_take (guint *folds, GError **error);

/* cli_calibrate: *@model, trained on @texts, becomes a calibrated one. Of texts
 * too few to hold any out it stays as it is, which a note on stderr says.
 * Returns: FALSE with what else calibration can end in. */
gboolean cli_calibrate (InkModel **model, InkTextSet *texts, guint folds,
                        guint64 seed, GError **error);

/* Of a calibrated model: lines of a summary; the member `calibration` of its
 * JSON. Nothing of another one, of whatever kind. */
void cli_calibration_print (const InkModel *model);
void cli_calibration_to_json (const InkModel *model, JsonObject *object);

/* cli_make_raw: *@model, as it came from a file, gives raw probabilities.
 * Returns: FALSE with INK_ERROR_MISMATCH for a model that has no others. */
gboolean cli_make_raw (InkModel **model, GError **error);

G_END_DECLS
