#pragma once

#include <gio/gio.h>

#include "core/metrics/evaluation.h"
#include "core/model/naive-bayes-calibration.h"
#include "ui/text/text-choice.h"
#include "ui/text/training/training-progress.h"

G_BEGIN_DECLS

/* Trains a naive Bayes model on texts of one's own in a worker thread: reads
 * them, holds a part out, learns from the rest, measures on the part. The model
 * is kept for later sessions (kept-models.h). */

/* Everything is copied. */
typedef struct
{
  const InkTextChoice *choice;
  const InkNaiveBayesOptions *options;
  gboolean calibrate; /* where there are texts enough */
  const char *recipe; /* (nullable): for the title: "best-text" */
} InkTrainingRequest;

typedef struct
{
  InkModel *model;
  char *title;   /* "mail.tsv, 98.4 %" */
  char *warning; /* why the model could not be kept; NULL where it is */
  char *path;    /* where it is kept; NULL where it is not */
  guint n_trained, n_held_out; /* texts; n_held_out is 0 where none was to be
                                  or there are too few to hold any out */
  guint64 n_skipped;           /* bad rows or files passed over */
  gboolean has_splits;         /* of the data: there is a test split */
  guint64 n_right;             /* of the held-out texts */
  InkEvaluation *evaluation;   /* of the held-out texts; NULL without any, or
                                  where they are too large for memory */
  gboolean calibrated;
  InkNaiveBayesCalibration calibration; /* where it is */
  double seconds;              /* all in all */
} InkTextTraining;

void ink_text_training_free (InkTextTraining *training);
/* Of the held-out texts; NAN without any. */
double ink_text_training_accuracy (const InkTextTraining *training);

/* Main thread; @callback runs in the main loop, also when @cancellable was
 * cancelled. Nothing is kept of a training that is cancelled. */
void ink_text_training_async (const InkTrainingRequest *request,
                              InkTrainingProgress *progress,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* Returns: (transfer full): or NULL: G_IO_ERROR_CANCELLED, or what loading,
 * training and evaluating can end in. */
InkTextTraining *ink_text_training_finish (GAsyncResult *result,
                                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTextTraining, ink_text_training_free)

G_END_DECLS
