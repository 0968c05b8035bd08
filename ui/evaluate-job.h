#pragma once

#include <gio/gio.h>

#include "core/metrics/evaluation.h"
#include "core/model/model.h"
#include "ui/evaluated-examples.h"

G_BEGIN_DECLS

/* Evaluates a model on a data set's test split in a worker thread. */

typedef struct
{
  InkEvaluation *evaluation;
  InkEvaluatedExamples *examples; /* what it was evaluated on */
  double seconds; /* predicting and counting; not loading */
  GStrv facts; /* key, value, key, value...: Run, Recipe, Seed and Training
                  data hash, as far as the model knows, and the Data hash */
} InkEvaluateResult;

void ink_evaluate_result_free (InkEvaluateResult *result);

/* ink_evaluate_async: main thread.
 * @data: a data set's name
 * @loaded: (nullable): its test split, where it is loaded already
 * @callback: called in the main loop, also when @cancellable was cancelled */
void ink_evaluate_async (InkModel *model, const char *data,
                         InkEvaluatedExamples *loaded, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full): or NULL: G_IO_ERROR_CANCELLED, what loading can
 * end in, INK_ERROR_MISMATCH where the model knows other classes than the
 * data has. */
InkEvaluateResult *ink_evaluate_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkEvaluateResult, ink_evaluate_result_free)

G_END_DECLS
