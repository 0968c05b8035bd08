#pragma once

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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkLesson, ink_lesson_free)

G_END_DECLS
