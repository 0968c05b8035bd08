#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A list of classes to choose from, with a field that narrows it down and takes
 * a new one. Main thread.
 * Signal "chosen" (utf8): the class, which may be new; the popover is
 * closed. */
#define INK_TYPE_TEXT_CLASS_POPOVER (ink_text_class_popover_get_type ())
G_DECLARE_FINAL_TYPE (InkTextClassPopover, ink_text_class_popover, INK,
                      TEXT_CLASS_POPOVER, GtkPopover)

GtkWidget *ink_text_class_popover_new (void);
/* @names: NULL-terminated; copied */
void ink_text_class_popover_set_classes (InkTextClassPopover *self,
                                         const char *const *names);

G_END_DECLS
