#pragma once

#include <adwaita.h>

#include "ui/text/text-teaching.h"

G_BEGIN_DECLS

/* The texts that the current model was taught, each with a button to take it
 * out. Main thread. */
#define INK_TYPE_LEARNED_TEXTS_DIALOG (ink_learned_texts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (InkLearnedTextsDialog, ink_learned_texts_dialog, INK,
                      LEARNED_TEXTS_DIALOG, AdwWindow)

/* Over the window that @parent is in. Returns: (transfer none): its own until
 * it is closed. */
InkLearnedTextsDialog *
ink_learned_texts_dialog_present (GtkWidget *parent,
                                  InkTextTeaching *teaching);

G_END_DECLS
