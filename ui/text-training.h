#pragma once

#include <gio/gio.h>

#include "core/model/naive-bayes.h"

G_BEGIN_DECLS

/* Trains a naive Bayes model on a file of one's own, in a worker thread: four
 * fifths to learn from, a fifth held out to measure. The model is kept for
 * later sessions (kept-models.h). */

typedef struct
{
  InkModel *model;
  char *title;   /* "mail.tsv, 98.4 %" */
  char *warning; /* why the model could not be kept; NULL where it is */
  guint n_trained, n_held_out; /* texts; n_held_out is 0 where there are too
                                  few to hold any out */
  double accuracy;             /* of the held-out texts; NAN without any */
} InkTextTraining;

void ink_text_training_free (InkTextTraining *training);

/* Main thread; @callback runs in the main loop. */
void ink_text_training_async (const char *path, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full): or NULL: G_IO_ERROR_CANCELLED, or what loading and
 * training can end in. */
InkTextTraining *ink_text_training_finish (GAsyncResult *result,
                                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTextTraining, ink_text_training_free)

G_END_DECLS
