#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ink_interval_wilson: the score interval of a proportion, 95 % (E. B. Wilson,
 * JASA 22, 1927). @n == 0 gives [0, 1]. Any thread. */
void ink_interval_wilson (guint64 successes, guint64 n, double *low,
                          double *high);

G_END_DECLS
