#pragma once

#include "ui/workbench.h"

G_BEGIN_DECLS

/* Teaching the workbench's text model one text at a time. The model that was
 * there stays as it is; what learns is a copy in the list of models ("SMS spam
 * + 3 texts"), kept with its texts for later sessions (kept-models.h) by a
 * thread of its own. Main thread.
 * Signal "changed": other texts, or another model. */
#define INK_TYPE_TEXT_TEACHING (ink_text_teaching_get_type ())
G_DECLARE_FINAL_TYPE (InkTextTeaching, ink_text_teaching, INK, TEXT_TEACHING,
                      GObject)

InkTextTeaching *ink_text_teaching_new (InkWorkbench *workbench);
/* For whoever shows it: no signal of the workbench gets through any more. */
void ink_text_teaching_stop (InkTextTeaching *self);

/* ink_text_teaching_learn: adds a text to the model at once. A @label that is
 * none of its classes makes a new one. What is wrong is said by the workbench.
 * Returns: whether it was learned. */
gboolean ink_text_teaching_learn (InkTextTeaching *self, const char *text,
                                  const char *label);
/* What the current model was taught; (nullable): NULL where nothing. */
InkLearnedModel *ink_text_teaching_get_learned (InkTextTeaching *self);
/* Takes back what was done last: a text that was learned, or one taken out;
 * once there is nothing more of this session, the newest text. */
void ink_text_teaching_undo (InkTextTeaching *self);
void ink_text_teaching_remove (InkTextTeaching *self, guint index);
/* Waits until all is kept. */
void ink_text_teaching_flush (InkTextTeaching *self);

G_END_DECLS
