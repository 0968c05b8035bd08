#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Rows for preference groups that libadwaita 1.2 does not have, and what goes
 * into them. All (transfer floating). */

typedef struct
{
  const char *title;
  const char *subtitle; /* NULL for none */
  double low, high, step;
  guint digits;
} InkSpinSpec;

/* @spin: (out) (transfer none): its GtkSpinButton */
GtkWidget *ink_spin_row_new (const InkSpinSpec *spec, GtkSpinButton **spin);
/* @names: (transfer full) */
GtkWidget *ink_combo_row_new (const char *title, GtkStringList *names);
GtkWidget *ink_text_row_new (const char *title, const char *text);

/* The titles of the data sets known by name, in the order of
 * ink_dataset_known(); (transfer full). */
GtkStringList *ink_data_titles (void);
/* "one-cycle" as "One-cycle"; (transfer full). */
char *ink_capitalized (const char *name);

G_END_DECLS
