#pragma once

#include <gtk/gtk.h>

#include "ui/workbench.h"

G_BEGIN_DECLS

/* The page Text: a text box, what the chosen model says of the text as one
 * types, and which words say it. Main thread. */
#define INK_TYPE_PAGE_TEXT (ink_page_text_get_type ())
G_DECLARE_FINAL_TYPE (InkPageText, ink_page_text, INK, PAGE_TEXT, GtkWidget)

GtkWidget *ink_page_text_new (InkWorkbench *workbench);
/* ink_page_text_train_on: what the button does with the file chosen: opens the
 * dialog of a training. */
void ink_page_text_train_on (InkPageText *self, const char *path);
/* Puts a text into the box instead of what is there. */
void ink_page_text_set_text (InkPageText *self, const char *text);

G_END_DECLS
