#pragma once

#include "core/data/text-source.h"

G_BEGIN_DECLS

typedef enum
{
  INK_TRAINING_READING,
  INK_TRAINING_FITTING,
  INK_TRAINING_CALIBRATING,
  INK_TRAINING_EVALUATING,
} InkTrainingStage;

/* How far a training is. */
typedef struct
{
  InkTrainingStage stage;
  double fraction; /* of the stage, 0 to 1; below 0 where that is not known */
  guint64 n_texts; /* in READING read so far; in FITTING and CALIBRATING those
                      that are learnt from, in EVALUATING those held out */
} InkTrainingState;

/* The way from the worker to whoever shows it, counted. Any thread. */
typedef struct _InkTrainingProgress InkTrainingProgress;

InkTrainingProgress *ink_training_progress_new (void);
InkTrainingProgress *ink_training_progress_ref (InkTrainingProgress *progress);
void ink_training_progress_unref (InkTrainingProgress *progress);
void ink_training_progress_set (InkTrainingProgress *progress,
                                InkTrainingStage stage, double fraction,
                                guint64 n_texts);
/* ink_training_progress_follow: has the fraction come from a pass over @source,
 * as long as it lasts; until it is followed no longer (NULL). */
void ink_training_progress_follow (InkTrainingProgress *progress,
                                   const InkTextSource *source);
InkTrainingState ink_training_progress_get (InkTrainingProgress *progress);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTrainingProgress,
                               ink_training_progress_unref)

G_END_DECLS
