#pragma once

#include "core/model/model.h"
#include "core/train/recipe.h"
#include "ui/event-queue.h"

G_BEGIN_DECLS

/* The worker's half of a training run: one dedicated thread that loads the
 * data, trains, and keeps the run's folder. InkRun owns it; pages use InkRun.
 */
typedef struct _InkRunJob InkRunJob;

/* What to train, on what. */
typedef struct
{
  const char *data; /* a data set's name, or a path */
  InkRecipe recipe;
  guint n_threads;         /* 0 for all processors */
  const char *runs_folder; /* NULL: the user's */
} InkRunOptions;

/* How far it is; a snapshot. */
typedef struct
{
  gboolean training; /* the data is loaded */
  gboolean done;     /* the thread is about to end, or has ended */
} InkRunJobStatus;

/* What came of it. */
typedef struct
{
  InkModel *model; /* nullable */
  InkEvent epoch;  /* of @model; epoch 0 where none was completed */
  char *folder;    /* nullable */
  char *warning;   /* nullable: why the folder is not complete */
  GError *error;   /* nullable */
} InkRunResult;

void ink_run_result_clear (InkRunResult *result);

/* ink_run_job_start: events and changes of status go to @queue (a reference
 * is kept). Copies @options. Main thread. (transfer full) */
InkRunJob *ink_run_job_start (const InkRunOptions *options,
                              InkEventQueue *queue);
/* Stops it and waits until the thread has ended: one batch of training, or the
 * loading of the data, at most. */
void ink_run_job_free (InkRunJob *job);

/* Any thread; at any time, also before the training begins. */
void ink_run_job_set_paused (InkRunJob *job, gboolean paused);
void ink_run_job_stop (InkRunJob *job);
void ink_run_job_set_rate_factor (InkRunJob *job, double factor);
InkRunJobStatus ink_run_job_status (InkRunJob *job);
/* Where the run is kept and the SHA-256 of its data, from when the training
 * begins. @folder, @data_hash: (out) (transfer full) (nullable) */
void ink_run_job_dup_names (InkRunJob *job, char **folder, char **data_hash);
/* ink_run_job_finish: once, when done: waits for the thread's end, which is
 * near. @result: (out caller-allocates): to be cleared. */
void ink_run_job_finish (InkRunJob *job, InkRunResult *result);

G_END_DECLS
