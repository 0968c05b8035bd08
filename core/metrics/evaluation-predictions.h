#pragma once

#include "core/metrics/evaluation.h"

G_BEGIN_DECLS

/* ink_evaluation_write_predictions: a CSV file (RFC 4180's quoting, line feeds)
 * with the columns `index` (from 0), `label`, `predicted` (names of classes)
 * and `p:NAME` a class, probabilities with 9 significant digits whatever the
 * locale. Whole or not at all. Any thread. */
gboolean ink_evaluation_write_predictions (const InkEvaluation *evaluation,
                                           const char *path, GError **error);

/* The rows of such files, for those with columns before these.
 * @leading: the names of the columns before `label` ("index"); the caller
 * appends a row's own, "3,", before the row */
void ink_predictions_append_header (GString *csv, const char *leading,
                                    const InkEvaluation *evaluation);
void ink_predictions_append_row (GString *csv, const InkEvaluation *evaluation,
                                 gsize i);

G_END_DECLS
