#pragma once

#include "core/base/parallel.h"
#include "core/model/network.h"
#include "core/train/data-parallel.h"
#include "core/train/teach.h"

G_BEGIN_DECLS

/* The images that a lesson draws its batches from. */
typedef struct
{
  InkImageSet *images;
  guint n_variations; /* of each drawing: those of drawing i are i times this
                         and on; the first is the drawing as it is */
  guint first_replayed, n_replayed;
} InkLesson;

/* @n_replay: images of the replay, fewer where it has fewer.
 * Returns: (transfer full): or NULL, INK_ERROR_FORMAT (a label). */
InkLesson *ink_lesson_new (const InkTeachTask *task, guint n_replay,
                           GError **error);
void ink_lesson_free (InkLesson *lesson);

/* One model to be tuned on a part of the drawings. */
typedef struct
{
  const InkTeachRecipe *recipe;
  const InkLesson *lesson;
  const InkNetwork *network;
  const float *start;    /* [n_parameters]: of the base model */
  const guint32 *chosen; /* [n_chosen]: the drawings it may see */
  guint n_chosen;
  guint n_steps;
  guint64 seed;
  guint number; /* keeps the draws of one model apart from another's */
} InkTuning;

/* After each step. Returns: FALSE to stop. */
typedef gboolean (*InkTuneFunc) (gpointer user_data);

/* ink_tune: @parallel: of the recipe's batch size; @parameters: [n_parameters],
 * set. Returns: FALSE with INK_ERROR_CANCELLED or INK_ERROR_DIVERGED. */
gboolean ink_tune (const InkTuning *tuning, InkDataParallel *parallel,
                   InkTuneFunc func, gpointer user_data, float *parameters,
                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkLesson, ink_lesson_free)

G_END_DECLS
