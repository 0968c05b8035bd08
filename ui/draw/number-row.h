#pragma once

#include <gtk/gtk.h>

#include "core/model/number.h"

G_BEGIN_DECLS

/* The digits of a number in a row, one of them selected, by pointer or arrow
 * keys; hidden for less than two. Until somebody selects one, it is the least
 * sure one. Main thread.
 *
 * Signal: "selected" when somebody has selected another digit. */
#define INK_TYPE_NUMBER_ROW (ink_number_row_get_type ())
G_DECLARE_FINAL_TYPE (InkNumberRow, ink_number_row, INK, NUMBER_ROW, GtkWidget)

GtkWidget *ink_number_row_new (void);
/* @number: (nullable): copied from. A choice holds as long as the number has as
 * many digits. */
void ink_number_row_set (InkNumberRow *self, const InkNumber *number);
/* 0 where there is no number. */
guint ink_number_row_get_selected (InkNumberRow *self);
/* As somebody does. */
void ink_number_row_select (InkNumberRow *self, guint index);

G_END_DECLS
