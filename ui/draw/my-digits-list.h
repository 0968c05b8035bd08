#pragma once

#include <gtk/gtk.h>

#include "core/data/drawing-folder.h"

G_BEGIN_DECLS

/* The list of what was kept, newest first: picture, what it is, what it had
 * been read as, when, and a button that removes it. Only rows in sight read
 * their files. Signal "remove" (utf8: the file's name). Main thread. */
#define INK_TYPE_MY_DIGITS_LIST (ink_my_digits_list_get_type ())
G_DECLARE_FINAL_TYPE (InkMyDigitsList, ink_my_digits_list, INK,
                      MY_DIGITS_LIST, GtkWidget)

/* @folder: copied */
GtkWidget *ink_my_digits_list_new (const char *folder);
/* @digits: (element-type InkLabelledDigit): copied */
void ink_my_digits_list_set (InkMyDigitsList *self, const GPtrArray *digits);
guint ink_my_digits_list_count (InkMyDigitsList *self);

G_END_DECLS
