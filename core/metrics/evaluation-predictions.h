#pragma once

#include "core/metrics/evaluation.h"

G_BEGIN_DECLS

/* ink_evaluation_write_predictions: a CSV file (RFC 4180's quoting, line feeds)
 * with the columns `index` (from 0), `label`, `predicted` (names of classes)
 * and `p:NAME` a class, probabilities with 9 significant digits whatever the
 * locale. Whole or not at all. Any thread. */
gboolean ink_evaluation_write_predictions (const InkEvaluation *evaluation,
                                           const char *path, GError **error);

G_END_DECLS
