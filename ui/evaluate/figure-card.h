#pragma once

#include <gtk/gtk.h>

#include "core/metrics/figure.h"

G_BEGIN_DECLS

/* How a figure is written. */
typedef struct
{
  InkFigure figure;
  const char *name;
  double scale; /* 100: in % */
  int digits;
  double top; /* a perfect score, before scaling; INFINITY for none */
} InkFigureForm;

/* One headline figure: the value in large type, its name, how sure it is, a
 * remark. Signal "activated": it was clicked, or Return pressed on it; only
 * where ink_figure_card_set_opens() said what that shows. */
#define INK_TYPE_FIGURE_CARD (ink_figure_card_get_type ())
G_DECLARE_FINAL_TYPE (InkFigureCard, ink_figure_card, INK, FIGURE_CARD, GtkBox)

/* @form: kept, not copied */
GtkWidget *ink_figure_card_new (const InkFigureForm *form);
/* @value: NAN for a dash */
void ink_figure_card_set (InkFigureCard *self, double value,
                          const char *remark);
/* @what: for the tooltip: "Show those read wrong" */
void ink_figure_card_set_opens (InkFigureCard *self, const char *what);
/* "0.9943–0.9969 (95 %)"; nothing where an end is NAN: not known yet.
 * @level: in (0, 1) */
void ink_figure_card_set_interval (InkFigureCard *self, double low,
                                   double high, double level);

G_END_DECLS
