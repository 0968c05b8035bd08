#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers for people. All (transfer full). */

/* "112,480", whatever the locale. */
char *ink_format_count (double value);
/* ink_format_figure: @digits decimals, or as many more as it takes for a figure
 * that is not @top (a perfect score; INFINITY for none) not to be rounded up
 * to it, nor one above 0 down to 0: 0.999996 of 1 is not "1.0000". */
char *ink_format_figure (double value, int digits, double top);
/* "0.9943–0.9969 (95 %)": both ends times @scale, with so many digits.
 * @level: in (0, 1). (transfer full) */
char *ink_format_interval (double low, double high, int digits, double scale,
                           double level);
/* Whole seconds: "0:14", "1:02:03". */
char *ink_format_clock (double seconds);

G_END_DECLS
