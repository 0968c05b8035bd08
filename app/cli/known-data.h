#pragma once

#include "core/model/model.h"

G_BEGIN_DECLS

/* What a model's facts tell of the data that made it what it is. @hash: of a
 * data set, SHA-256 in hexadecimal. */

/* Facts of a model that `calibrate` wrote. */
#define CLI_CALIBRATION_DATA "calibration_data"
#define CLI_CALIBRATION_HASH "calibration_hash"

/* Whether it was trained on just these examples, or one of the parts was that
 * it was merged of. */
gboolean cli_has_learned (const InkModel *model, const char *hash);
/* Whether it was calibrated on them. */
gboolean cli_was_calibrated_on (const InkModel *model, const char *hash);

/* Of all data that it has learned from, as far as its facts tell: the first
 * thousand. Returns: (transfer full). */
GStrv cli_learned_hashes (const InkModel *model);
/* Notes that it has learned from these, too. */
void cli_add_learned_hashes (InkModel *model, GStrv hashes);

G_END_DECLS
