#pragma once

#include <gtk/gtk.h>

#include "core/metrics/evaluation.h"

G_BEGIN_DECLS

/* The figures of every class as a table that sorts by any column. Each figure
 * is a button. Signal "evidence" (pointer: const InkSelection *): one was
 * clicked. */
#define INK_TYPE_CLASS_TABLE (ink_class_table_get_type ())
G_DECLARE_FINAL_TYPE (InkClassTable, ink_class_table, INK, CLASS_TABLE,
                      GtkWidget)

GtkWidget *ink_class_table_new (void);
/* NULL empties it. */
void ink_class_table_show (InkClassTable *self, InkEvaluation *evaluation);

G_END_DECLS
