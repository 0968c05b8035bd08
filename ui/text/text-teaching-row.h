#pragma once

#include "ui/text/text-editor.h"
#include "ui/text/text-reading.h"
#include "ui/workbench.h"

G_BEGIN_DECLS

/* "It is a ...": teaches the text model the text that is in the editor; and
 * below, what was learned, how to take it back, and the list of it. Main
 * thread. */
#define INK_TYPE_TEXT_TEACHING_ROW (ink_text_teaching_row_get_type ())
G_DECLARE_FINAL_TYPE (InkTextTeachingRow, ink_text_teaching_row, INK,
                      TEXT_TEACHING_ROW, GtkWidget)

GtkWidget *ink_text_teaching_row_new (InkWorkbench *workbench,
                                      InkTextEditor *editor);
/* What is in the editor. @model: (nullable): the one that would learn it
 * @reading: (nullable): what it says of it, where that is known by now */
void ink_text_teaching_row_set_reading (InkTextTeachingRow *self,
                                        const InkModel *model,
                                        const InkTextReading *reading);
/* What choosing a class does. */
void ink_text_teaching_row_learn (InkTextTeachingRow *self,
                                  const char *label);
void ink_text_teaching_row_undo (InkTextTeachingRow *self);

G_END_DECLS
