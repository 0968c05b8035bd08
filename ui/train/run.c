/* A training run as a GObject of the main thread: it owns the job (the
 * thread), takes its events in batches, and keeps the latest figures. Nothing
 * here waits for the trainer, but disposal, which has to.
 *
 * Elapsed time is wall time since the first step without pauses; the time left
 * is extrapolated from it, so validation between epochs is counted in. */
#include "ui/train/run.h"

#include <math.h>

#include "core/base/error.h"
#include "ui/train/run-record.h"

struct _InkRun
{
  GObject parent_instance;
  InkEventQueue *queue;
  InkRunJob *job;
  char *data;
  char *folder;    /* nullable */
  char *data_hash; /* nullable */
  InkRecipe recipe;
  InkRunState state;
  gboolean pause_wanted;
  InkRunFigures figures;
  InkRunResult result;

  gint64 since;       /* monotonic, of the present stretch; 0: none */
  gint64 before;      /* microseconds of the stretches before it */
  gint64 speed_since; /* the window over which the speed is measured */
  guint64 speed_step;
};

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS,
};

enum
{
  EVENTS,
  FIGURES_CHANGED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkRun, ink_run, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (InkRunState, ink_run_state,
                    G_DEFINE_ENUM_VALUE (INK_RUN_LOADING, "loading"),
                    G_DEFINE_ENUM_VALUE (INK_RUN_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (INK_RUN_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (INK_RUN_STOPPING, "stopping"),
                    G_DEFINE_ENUM_VALUE (INK_RUN_FINISHED, "finished"),
                    G_DEFINE_ENUM_VALUE (INK_RUN_FAILED, "failed"))

/* Less than this and the speed would flicker. Microseconds. */
#define SPEED_WINDOW (G_USEC_PER_SEC / 2)

static void
set_clock (InkRun *self, gboolean running)
{
  const gint64 now = g_get_monotonic_time ();

  if (running == (self->since != 0))
    return;
  if (running)
    {
      self->since = now;
      self->speed_since = now;
      self->speed_step = self->figures.step;
      return;
    }
  self->before += now - self->since;
  self->since = 0;
}

static void
set_state (InkRun *self, InkRunState state)
{
  if (self->state == state)
    return;
  self->state = state;
  set_clock (self, state == INK_RUN_RUNNING || state == INK_RUN_STOPPING);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

/* The order by which the run's model is chosen; see run-job. */
static gboolean
is_better (const InkEvent *epoch, const InkRunFigures *figures)
{
  if (figures->best_epoch == 0)
    return TRUE;
  if (epoch->validation_accuracy == figures->best_accuracy)
    return epoch->validation_loss < figures->best_loss;
  return epoch->validation_accuracy > figures->best_accuracy;
}

static void
note_epoch (InkRunFigures *figures, const InkEvent *event)
{
  figures->epochs_done = event->epoch;
  figures->train_accuracy = event->train_accuracy;
  figures->validation_accuracy = event->validation_accuracy;
  if (isnan (event->validation_accuracy) || !is_better (event, figures))
    return;
  figures->best_epoch = event->epoch;
  figures->best_loss = event->validation_loss;
  figures->best_accuracy = event->validation_accuracy;
}

static void
note_event (InkRunFigures *figures, const InkEvent *event)
{
  switch (event->kind)
    {
    case INK_EVENT_START:
      figures->epochs = event->epoch;
      figures->steps_total = event->steps_total;
      figures->n_train = event->n_train;
      figures->n_validation = event->n_validation;
      break;
    case INK_EVENT_STEP:
      figures->epoch = event->epoch;
      figures->step = event->step;
      figures->loss = event->loss;
      figures->learning_rate = event->learning_rate;
      break;
    case INK_EVENT_EPOCH:
      note_epoch (figures, event);
      break;
    case INK_EVENT_END:
      figures->ended = TRUE;
      figures->reason = event->reason;
      figures->images_per_second = event->images_per_second;
      break;
    default:
      break;
    }
}

static void
measure_speed (InkRun *self)
{
  InkRunFigures *figures = &self->figures;
  const gint64 now = g_get_monotonic_time ();
  const gint64 window = now - self->speed_since;

  if (figures->ended || self->since == 0 || window < SPEED_WINDOW)
    return;
  figures->images_per_second = (double) (figures->step - self->speed_step)
                               * self->recipe.batch_size * G_USEC_PER_SEC
                               / (double) window;
  self->speed_since = now;
  self->speed_step = figures->step;
}

static void
finish (InkRun *self)
{
  ink_run_job_finish (self->job, &self->result);
  g_clear_pointer (&self->job, ink_run_job_free);
  ink_event_queue_close (self->queue);

  if (self->result.error == NULL
      || g_error_matches (self->result.error, INK_ERROR, INK_ERROR_CANCELLED))
    set_state (self, INK_RUN_FINISHED);
  else
    set_state (self, INK_RUN_FAILED);
}

static void
follow_job (InkRun *self)
{
  InkRunJobStatus status;

  if (self->job == NULL)
    return;
  status = ink_run_job_status (self->job);
  if (status.training && self->data_hash == NULL)
    ink_run_job_dup_names (self->job, &self->folder, &self->data_hash);
  if (status.training && self->state == INK_RUN_LOADING)
    set_state (self, self->pause_wanted ? INK_RUN_PAUSED : INK_RUN_RUNNING);
  if (status.done)
    finish (self);
}

static void
events_cb (const InkEvent *events, gsize n, gpointer user_data)
{
  g_autoptr (InkRun) self = g_object_ref (user_data);

  for (gsize i = 0; i < n; i++)
    note_event (&self->figures, &events[i]);
  measure_speed (self);
  if (n > 0)
    {
      g_signal_emit (self, signals[EVENTS], 0, events, (guint64) n);
      g_signal_emit (self, signals[FIGURES_CHANGED], 0);
    }
  follow_job (self);
}

static void
ink_run_dispose (GObject *object)
{
  InkRun *self = INK_RUN (object);

  if (self->queue != NULL)
    ink_event_queue_close (self->queue);
  g_clear_pointer (&self->job, ink_run_job_free);
  g_clear_pointer (&self->queue, ink_event_queue_unref);
  G_OBJECT_CLASS (ink_run_parent_class)->dispose (object);
}

static void
ink_run_finalize (GObject *object)
{
  InkRun *self = INK_RUN (object);

  ink_run_result_clear (&self->result);
  g_free (self->data);
  g_free (self->folder);
  g_free (self->data_hash);
  G_OBJECT_CLASS (ink_run_parent_class)->finalize (object);
}

static void
ink_run_get_property (GObject *object, guint id, GValue *value,
                      GParamSpec *pspec)
{
  if (id == PROP_STATE)
    g_value_set_enum (value, INK_RUN (object)->state);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ink_run_class_init (InkRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ink_run_dispose;
  object_class->finalize = ink_run_finalize;
  object_class->get_property = ink_run_get_property;

  props[PROP_STATE] = g_param_spec_enum (
      "state", NULL, NULL, INK_TYPE_RUN_STATE, INK_RUN_LOADING,
      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[EVENTS] = g_signal_new ("events", INK_TYPE_RUN, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_POINTER, G_TYPE_UINT64);
  signals[FIGURES_CHANGED]
      = g_signal_new ("figures-changed", INK_TYPE_RUN, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ink_run_init (InkRun *self)
{
  self->state = INK_RUN_LOADING;
  self->figures = (InkRunFigures) {
    .loss = NAN,
    .learning_rate = NAN,
    .train_accuracy = NAN,
    .validation_accuracy = NAN,
    .best_accuracy = NAN,
    .best_loss = NAN,
    .images_per_second = NAN,
    .left = NAN,
  };
}

InkRun *
ink_run_new (const InkRunOptions *options, GError **error)
{
  g_autoptr (InkRun) self = NULL;

  g_return_val_if_fail (options != NULL && options->data != NULL, NULL);

  self = g_object_new (INK_TYPE_RUN, NULL);
  self->data = g_strdup (options->data);
  self->recipe = options->recipe;
  self->figures.epochs = options->recipe.epochs;
  self->queue = ink_event_queue_new (events_cb, self, error);
  if (self->queue == NULL)
    return NULL;
  self->job = ink_run_job_start (options, self->queue);
  return g_steal_pointer (&self);
}

void
ink_run_pause (InkRun *self)
{
  g_return_if_fail (INK_IS_RUN (self));
  if (self->state != INK_RUN_LOADING && self->state != INK_RUN_RUNNING)
    return;
  self->pause_wanted = TRUE;
  ink_run_job_set_paused (self->job, TRUE);
  if (self->state == INK_RUN_RUNNING)
    set_state (self, INK_RUN_PAUSED);
}

void
ink_run_resume (InkRun *self)
{
  g_return_if_fail (INK_IS_RUN (self));
  if (!self->pause_wanted || self->job == NULL)
    return;
  self->pause_wanted = FALSE;
  ink_run_job_set_paused (self->job, FALSE);
  if (self->state == INK_RUN_PAUSED)
    set_state (self, INK_RUN_RUNNING);
}

void
ink_run_stop (InkRun *self)
{
  g_return_if_fail (INK_IS_RUN (self));
  if (self->job == NULL)
    return;
  ink_run_job_stop (self->job);
  set_state (self, INK_RUN_STOPPING);
}

void
ink_run_set_rate_factor (InkRun *self, double factor)
{
  g_return_if_fail (INK_IS_RUN (self));
  g_return_if_fail (factor > 0);
  if (self->job != NULL)
    ink_run_job_set_rate_factor (self->job, factor);
}

InkRunState
ink_run_get_state (InkRun *self)
{
  g_return_val_if_fail (INK_IS_RUN (self), INK_RUN_FAILED);
  return self->state;
}

gboolean
ink_run_is_active (InkRun *self)
{
  g_return_val_if_fail (INK_IS_RUN (self), FALSE);
  return self->job != NULL;
}

const InkRunFigures *
ink_run_get_figures (InkRun *self)
{
  InkRunFigures *figures = &self->figures;
  gint64 elapsed = self->before;

  g_return_val_if_fail (INK_IS_RUN (self), NULL);

  if (self->since != 0)
    elapsed += g_get_monotonic_time () - self->since;
  figures->elapsed = (double) elapsed / G_USEC_PER_SEC;
  if (figures->steps_total > 0)
    figures->fraction = (double) figures->step / figures->steps_total;
  if (figures->fraction > 0)
    figures->left = figures->elapsed * (1 - figures->fraction)
                    / figures->fraction;
  return figures;
}

const char *
ink_run_get_data (InkRun *self)
{
  g_return_val_if_fail (INK_IS_RUN (self), NULL);
  return self->data;
}

const InkRecipe *
ink_run_get_recipe (InkRun *self)
{
  g_return_val_if_fail (INK_IS_RUN (self), NULL);
  return &self->recipe;
}

const GError *
ink_run_get_error (InkRun *self)
{
  g_return_val_if_fail (INK_IS_RUN (self), NULL);
  return self->state == INK_RUN_FAILED ? self->result.error : NULL;
}

InkModel *
ink_run_get_model (InkRun *self)
{
  g_return_val_if_fail (INK_IS_RUN (self), NULL);
  return self->result.model;
}

guint
ink_run_get_model_epoch (InkRun *self)
{
  g_return_val_if_fail (INK_IS_RUN (self), 0);
  return self->result.epoch.epoch;
}

const char *
ink_run_get_folder (InkRun *self)
{
  g_return_val_if_fail (INK_IS_RUN (self), NULL);
  return self->folder;
}

const char *
ink_run_get_data_hash (InkRun *self)
{
  g_return_val_if_fail (INK_IS_RUN (self), NULL);
  return self->data_hash;
}

const char *
ink_run_get_warning (InkRun *self)
{
  g_return_val_if_fail (INK_IS_RUN (self), NULL);
  return self->result.warning;
}

char *
ink_run_dup_title (InkRun *self)
{
  g_autofree char *title = NULL;
  double accuracy;

  g_return_val_if_fail (INK_IS_RUN (self), NULL);

  accuracy = self->figures.best_accuracy;
  if (isnan (accuracy))
    accuracy = self->figures.train_accuracy;
  title = ink_run_title (self->data, self->recipe.name, accuracy);
  return isnan (accuracy)
             ? g_strdup_printf ("%s, stopped in epoch 1", title)
             : g_steal_pointer (&title);
}
