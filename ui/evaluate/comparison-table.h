#pragma once

#include <gtk/gtk.h>

#include "core/metrics/comparison.h"

G_BEGIN_DECLS

/* The tables of a comparison, for one each. All (transfer floating); main
 * thread. */

/* What a button of McNemar's table opens. */
typedef void (*InkChangeFunc) (InkChange change, gpointer user_data);

/* ink_mcnemar_table_new: who is right where, and the test of it. The counts of
 * what changed are buttons, which call @func. */
GtkWidget *ink_mcnemar_table_new (const InkComparison *comparison,
                                  InkChangeFunc func, gpointer user_data);
/* Every figure of both, the difference and its interval. */
GtkWidget *ink_differences_table_new (const InkComparison *comparison);
/* DeLong's test of each class; @class_names: of A, NULL-terminated. */
GtkWidget *ink_areas_table_new (const InkComparison *comparison,
                                const char *const *class_names);

G_END_DECLS
