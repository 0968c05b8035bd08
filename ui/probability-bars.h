#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Class probabilities as horizontal bars: name, bar, percentage. Main
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

/* "98.10 %"; small ones keep two decimals, tiny ones read "< 0.01 %".
 * Returns: (transfer full). */
char *ink_probability_format (double value);

G_END_DECLS
