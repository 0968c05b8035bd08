#pragma once

#include <gtk/gtk.h>

#include "ui/text/text-choice.h"

G_BEGIN_DECLS

/* The first step of a training: the first rows of a file of texts, and how it
 * is to be read: which column is what, quotes, encoding. What is chosen is
 * looked at at once, in a worker thread. Main thread. Signal "changed": the
 * choice is another, or it is known now whether it can be read. */
#define INK_TYPE_PREVIEW_PAGE (ink_preview_page_get_type ())
G_DECLARE_FINAL_TYPE (InkPreviewPage, ink_preview_page, INK, PREVIEW_PAGE,
                      GtkWidget)

GtkWidget *ink_preview_page_new (const char *path);
/* Without a held-out part; borrowed until the next change. */
const InkTextChoice *ink_preview_page_get_choice (InkPreviewPage *self);
/* Whether what is chosen has been looked at and can be read, as far as the
 * first rows tell. */
gboolean ink_preview_page_is_ready (InkPreviewPage *self);
/* Looks once more: the data may be there now. */
void ink_preview_page_look_again (InkPreviewPage *self);
/* Whether it is being looked at. */
gboolean ink_preview_page_is_busy (InkPreviewPage *self);

G_END_DECLS
