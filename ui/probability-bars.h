#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Class probabilities as horizontal bars: name, bar, percentage. Signal
 * "chosen" (guint class): a bar was clicked, where that is of use. Main
 * thread. */
#define INK_TYPE_PROBABILITY_BARS (ink_probability_bars_get_type ())
G_DECLARE_FINAL_TYPE (InkProbabilityBars, ink_probability_bars, INK,
                      PROBABILITY_BARS, GtkWidget)

GtkWidget *ink_probability_bars_new (void);
/* ink_probability_bars_set: shows @n classes; copies what it is given.
 * @labels: [n]
 * @values: (nullable): [n] in [0, 1]; NULL shows empty bars
 * @highlighted: the class to stress, or -1 for none
 * @max_rows: where there are more classes, the likeliest come first, sorted,
 *   and a last row "N more" sums up the rest; 0 for all of them */
void ink_probability_bars_set (InkProbabilityBars *self,
                               const char *const *labels, const double *values,
                               guint n, int highlighted, guint max_rows);

/* ink_probability_bars_set_colors: from the next ink_probability_bars_set() on.
 * @colors: (nullable): [n]: numbers in a theme's palette; copied */
void ink_probability_bars_set_colors (InkProbabilityBars *self,
                                      const guint8 *colors, guint n);
/* Lets bars be chosen; @verb: (static): "Look at", for screen readers. */
void ink_probability_bars_set_choosable (InkProbabilityBars *self,
                                         const char *verb);

/* "98.10 %"; small ones keep two decimals, tiny ones read "< 0.01 %".
 * Returns: (transfer full). */
char *ink_probability_format (double value);

G_END_DECLS
