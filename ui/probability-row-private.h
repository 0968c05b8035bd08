#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One of InkProbabilityBars' rows: a meter. */
#define INK_TYPE_PROBABILITY_ROW (ink_probability_row_get_type ())
G_DECLARE_FINAL_TYPE (InkProbabilityRow, ink_probability_row, INK,
                      PROBABILITY_ROW, GtkWidget)

struct _InkProbabilityRow
{
  GtkWidget parent_instance;
  PangoLayout *name;
  PangoLayout *figure;
  double value; /* NAN draws an empty bar */
  gboolean highlighted;
  gboolean is_rest; /* "N more" */
  guint index;      /* the class; G_MAXUINT of the rest */
  int color;        /* in a theme's palette, -1 for the accent's */
  int name_width;   /* of the columns, from the bars */
  int figure_width;
};

/* @name: of the class; @value: NAN for an empty bar */
void ink_probability_row_set (InkProbabilityRow *self, const char *name,
                              double value, gboolean highlighted,
                              gboolean is_rest);
/* ink_probability_row_set_choosable: before ink_probability_row_set(): whether
 * it is depends on its index. */
void ink_probability_row_set_choosable (InkProbabilityRow *row,
                                        const char *verb, const char *name);
/* Digits of one width, bold or not. */
void ink_probability_set_bold (PangoLayout *layout, gboolean bold);

G_END_DECLS
