#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One headline figure: the value in large type, its name, how sure it is, a
 * remark. Signal "activated": it was clicked, or Return pressed on it; only
 * where ink_figure_card_set_opens() said what that shows. */
#define INK_TYPE_FIGURE_CARD (ink_figure_card_get_type ())
G_DECLARE_FINAL_TYPE (InkFigureCard, ink_figure_card, INK, FIGURE_CARD, GtkBox)

GtkWidget *ink_figure_card_new (const char *name);
void ink_figure_card_set (InkFigureCard *self, const char *value,
                          const char *remark);
/* @what: for the tooltip: "Show those read wrong" */
void ink_figure_card_set_opens (InkFigureCard *self, const char *what);
/* "0.9943–0.9969 (95 %)"; NULL as long as it is not known. */
void ink_figure_card_set_interval (InkFigureCard *self, const char *interval);

G_END_DECLS
