#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Rows for preference groups that libadwaita 1.2 does not have, and what goes
 * into them. All (transfer floating). */

/* Strings are borrowed, and static. */
typedef struct
{
  const char *title;
  const char *subtitle; /* NULL for none */
  double low, high, step;
  guint digits;        /* most of them; zeros at the end are not shown */
  const char *tooltip; /* one line; NULL for none */
  const char *zero;    /* "off": shown for 0, and may be typed; or NULL */
} InkSpinSpec;

/* @spin: (out) (transfer none): its GtkSpinButton */
GtkWidget *ink_spin_row_new (const InkSpinSpec *spec, GtkSpinButton **spin);
/* @toggle: (out) (transfer none): its GtkSwitch */
GtkWidget *ink_switch_row_new (const char *title, const char *tooltip,
                               GtkSwitch **toggle);
/* @tooltip: NULL for none; @names: (transfer full) */
GtkWidget *ink_combo_row_new (const char *title, const char *tooltip,
                              GtkStringList *names);
GtkWidget *ink_text_row_new (const char *title, const char *text);
/* What is typed. @entry: (out) (transfer none): its GtkEntry */
GtkWidget *ink_entry_row_new (const char *title, const char *tooltip,
                              GtkEditable **entry);
/* ink_row_add_button: at the end of an AdwActionRow. @about: what it does, for
 * the eye and for a screen reader. Returns: (transfer none) */
GtkWidget *ink_row_add_button (GtkWidget *row, const char *icon,
                               const char *about);
/* ink_row_set_problem: says at an AdwActionRow what is wrong with its value, in
 * place of its subtitle; NULL for nothing. */
void ink_row_set_problem (GtkWidget *row, const char *problem);

/* "one-cycle" as "One-cycle"; (transfer full). */
char *ink_capitalized (const char *name);

G_END_DECLS
