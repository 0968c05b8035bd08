#pragma once

#include <gio/gio.h>

#include "core/data/dataset.h"
#include "core/metrics/evaluation.h"
#include "core/model/model.h"
#include "ui/evaluate/evaluated-examples.h"
#include "ui/text/text-choice.h"

G_BEGIN_DECLS

/* Evaluates a model, of either kind, on a split of a data set in a worker
 * thread. Texts are read as mails for a model that learnt from mails. */

typedef struct
{
  InkModel *model;
  const char *data; /* a data set's name or path */
  InkSplit split;   /* where the data has splits */
  const InkTextChoice *choice; /* (nullable): how texts are read, and which
                                  part of them */
  /* (nullable): that split of that data, where it is loaded already, for a
     model that reads mails as this one does (ink_model_reads_mails()) */
  InkEvaluatedExamples *loaded;
  gboolean loaded_has_splits;
} InkEvaluateRequest;

typedef struct
{
  InkEvaluation *evaluation;
  InkEvaluatedExamples *examples; /* what it was evaluated on */
  gboolean has_splits;            /* of the data */
  gboolean seen;  /* the model was trained on these very examples, or on some
                     of them: on the data of which another part was held out */
  double seconds; /* predicting and counting; not loading */
  GStrv facts; /* key, value, key, value...: Run, Recipe, Seed and Training
                  data hash, as far as the model knows, and the Data hash */
} InkEvaluateResult;

void ink_evaluate_result_free (InkEvaluateResult *result);

/* ink_evaluate_async: main thread. What @request refers to is copied.
 * @callback: called in the main loop, also when @cancellable was cancelled */
void ink_evaluate_async (const InkEvaluateRequest *request,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full): or NULL: G_IO_ERROR_CANCELLED, what loading can
 * end in, INK_ERROR_MISMATCH where the data is of another kind than the model
 * reads, holds classes that it does not know, or is empty. */
InkEvaluateResult *ink_evaluate_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkEvaluateResult, ink_evaluate_result_free)

G_END_DECLS
