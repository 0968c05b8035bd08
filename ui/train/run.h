#pragma once

#include <glib-object.h>

#include "ui/train/run-job.h"

G_BEGIN_DECLS

/* A training run as the main thread sees it. The training itself goes on in a
 * thread of its own; what it tells arrives here in batches. Main thread. */

typedef enum
{
  INK_RUN_LOADING, /* the data */
  INK_RUN_RUNNING,
  INK_RUN_PAUSED,
  INK_RUN_STOPPING,
  INK_RUN_FINISHED, /* all epochs done, or stopped */
  INK_RUN_FAILED,   /* ink_run_get_error() */
} InkRunState;

#define INK_TYPE_RUN_STATE (ink_run_state_get_type ())
GType ink_run_state_get_type (void);

/* The latest figures. NAN where there is none yet. */
typedef struct
{
  guint epochs; /* planned */
  guint epoch;  /* under way, from 1; 0 before the first step */
  guint epochs_done;
  guint64 step, steps_total;
  guint n_train, n_validation;
  double fraction; /* of all steps, 0 to 1 */
  double loss, learning_rate;
  double train_accuracy, validation_accuracy;
  double best_accuracy; /* validation's */
  double best_loss;     /* the same epoch's */
  guint best_epoch;     /* 0: none */
  double images_per_second;
  double elapsed; /* seconds since the training began, without pauses */
  double left;    /* seconds, estimated */
  gboolean ended;
  InkEndReason reason; /* once ended */
} InkRunFigures;

#define INK_TYPE_RUN (ink_run_get_type ())
G_DECLARE_FINAL_TYPE (InkRun, ink_run, INK, RUN, GObject)

/* ink_run_new: makes a run and starts it. Property "state" (InkRunState),
 * notified. Signal "events" (gconstpointer InkEvent [n], guint64 n): once a
 * batch, before the figures' users are told by signal "figures-changed".
 * Disposing of a run stops it and waits for its thread, which takes one batch
 * of training, or the loading of the data, at most; closing politely is
 * ink_run_stop() and waiting for "state".
 * Returns: (transfer full): or NULL with INK_ERROR_IO. */
InkRun *ink_run_new (const InkRunOptions *options, GError **error);

void ink_run_pause (InkRun *self);
void ink_run_resume (InkRun *self);
void ink_run_stop (InkRun *self);
/* A factor on the schedule's rate, from the next batch on; above 0. */
void ink_run_set_rate_factor (InkRun *self, double factor);

InkRunState ink_run_get_state (InkRun *self);
/* Whether its thread is still at work. */
gboolean ink_run_is_active (InkRun *self);
/* Brought up to the present moment; valid until the next call. */
const InkRunFigures *ink_run_get_figures (InkRun *self);
const char *ink_run_get_data (InkRun *self);
const InkRecipe *ink_run_get_recipe (InkRun *self);
/* NULL unless failed. */
const GError *ink_run_get_error (InkRun *self);
/* Once ended: the best epoch's by validation, else the last one's, also where
 * the run diverged later; stopped in epoch 1, the model so far. NULL where no
 * step was done, or none but those of an epoch that diverged. */
InkModel *ink_run_get_model (InkRun *self);
/* The epoch of that model; 0 where it was stopped in epoch 1. */
guint ink_run_get_model_epoch (InkRun *self);
/* From when the training begins; NULL where it could not be made. */
const char *ink_run_get_folder (InkRun *self);
/* SHA-256 of what it trains on, from when the training begins. (nullable) */
const char *ink_run_get_data_hash (InkRun *self);
/* Once ended: why the run's folder is not complete; NULL where it is. */
const char *ink_run_get_warning (InkRun *self);
/* ink_run_dup_title: "MNIST, seed recipe, 98.90 %", for a list of
 * models; the accuracy is validation's where there is a validation split. */
char *ink_run_dup_title (InkRun *self);

G_END_DECLS
