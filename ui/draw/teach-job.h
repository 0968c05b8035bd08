#pragma once

#include <gio/gio.h>

#include "core/train/teach-data.h"

G_BEGIN_DECLS

/* Teaching in a worker thread. */

/* How far it is; shared by the job and whoever shows it, counted. */
typedef struct _InkTeachProgress InkTeachProgress;

InkTeachProgress *ink_teach_progress_new (void);
InkTeachProgress *ink_teach_progress_ref (InkTeachProgress *progress);
void ink_teach_progress_unref (InkTeachProgress *progress);
/* 0 to 1; any thread. */
double ink_teach_progress_get (InkTeachProgress *progress);

typedef struct
{
  InkTeachResult *result; /* its model has its facts */
  guint n_digits;
  GPtrArray *problems; /* (element-type utf8): what was passed over */
} InkTaught;

void ink_taught_free (InkTaught *taught);

typedef struct
{
  InkModel *base;         /* referenced */
  const char *base_title; /* copied */
  const char *folder;     /* of drawings; copied */
  const char *data;       /* to replay and to measure on; copied */
  guint64 seed;
} InkTeachRequest;

/* ink_teach_async: main thread. @callback: in the main loop, also when
 * @cancellable was cancelled. */
void ink_teach_async (const InkTeachRequest *request,
                      InkTeachProgress *progress, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full): or NULL: INK_ERROR_CANCELLED or G_IO_ERROR_
 * CANCELLED, and what loading and teaching can end in. */
InkTaught *ink_teach_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTeachProgress, ink_teach_progress_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTaught, ink_taught_free)

G_END_DECLS
