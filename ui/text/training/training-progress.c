/* How far a training is, under a mutex. */
#include "ui/text/training/training-progress.h"

#include <pthread.h>

struct _InkTrainingProgress
{
  pthread_mutex_t mutex; /* of what is below */
  InkTrainingState state;
  const InkTextSource *followed; /* nullable */
};

InkTrainingProgress *
ink_training_progress_new (void)
{
  InkTrainingProgress *progress = g_atomic_rc_box_new0 (InkTrainingProgress);

  pthread_mutex_init (&progress->mutex, NULL);
  progress->state.fraction = -1;
  return progress;
}

InkTrainingProgress *
ink_training_progress_ref (InkTrainingProgress *progress)
{
  return g_atomic_rc_box_acquire (progress);
}

static void
progress_clear (gpointer data)
{
  pthread_mutex_destroy (&((InkTrainingProgress *) data)->mutex);
}

void
ink_training_progress_unref (InkTrainingProgress *progress)
{
  g_atomic_rc_box_release_full (progress, progress_clear);
}

void
ink_training_progress_set (InkTrainingProgress *progress,
                           InkTrainingStage stage, double fraction,
                           guint64 n_texts)
{
  pthread_mutex_lock (&progress->mutex);
  progress->state = (InkTrainingState) { stage, fraction, n_texts };
  pthread_mutex_unlock (&progress->mutex);
}

void
ink_training_progress_follow (InkTrainingProgress *progress,
                              const InkTextSource *source)
{
  pthread_mutex_lock (&progress->mutex);
  progress->followed = source;
  pthread_mutex_unlock (&progress->mutex);
}

InkTrainingState
ink_training_progress_get (InkTrainingProgress *progress)
{
  InkTrainingState state;

  pthread_mutex_lock (&progress->mutex);
  state = progress->state;
  if (progress->followed != NULL)
    state.fraction = ink_text_source_fraction (progress->followed);
  pthread_mutex_unlock (&progress->mutex);
  return state;
}
