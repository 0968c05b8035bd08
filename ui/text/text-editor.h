#pragma once

#include <gtk/gtk.h>

#include "ui/text/tinted-view.h"

G_BEGIN_DECLS

/* A text box that tints words. Emits "changed" as one types, and "pasted" after
 * that where the clipboard came in. Main thread. */
#define INK_TYPE_TEXT_EDITOR (ink_text_editor_get_type ())
G_DECLARE_FINAL_TYPE (InkTextEditor, ink_text_editor, INK, TEXT_EDITOR,
                      GtkWidget)

GtkWidget *ink_text_editor_new (void);
/* (transfer full) */
char *ink_text_editor_get_text (InkTextEditor *self);
guint ink_text_editor_get_length (InkTextEditor *self); /* characters */
void ink_text_editor_set_text (InkTextEditor *self, const char *text);
/* The same in one step that can be undone. */
void ink_text_editor_replace_text (InkTextEditor *self, const char *text);
/* What to offer while the box is empty; NULL-terminated, may be empty. */
void ink_text_editor_set_examples (InkTextEditor *self,
                                   const char *const *examples);
/* ink_text_editor_tint: @reading: (nullable): of the text as it is now; NULL
 * takes all tints away. */
void ink_text_editor_tint (InkTextEditor *self, const InkTextReading *reading,
                           InkTintMode mode, const InkClassColors *colors);
/* Tells of the word at the cursor; FALSE where there is none. */
gboolean ink_text_editor_tell_word (InkTextEditor *self);
/* Belongs to the editor. */
InkTintedView *ink_text_editor_get_view (InkTextEditor *self);

G_END_DECLS
