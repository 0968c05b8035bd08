#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ink_interval_wilson: the score interval of a proportion, 95 % (E. B. Wilson,
 * JASA 22, 1927). @n == 0 gives [0, 1]. Any thread. */
void ink_interval_wilson (guint64 successes, guint64 n, double *low,
                          double *high);

/* ink_interval_wilson_at: the same at @level, in (0, 1). */
void ink_interval_wilson_at (guint64 successes, guint64 n, double level,
                             double *low, double *high);

/* ink_interval_wilson_share: the same of a share, 0 to 1, that is as sure as
 * one of @n examples, which need not be whole. */
void ink_interval_wilson_share (double share, double n, double level,
                                double *low, double *high);

/* ink_normal_quantile: where the normal distribution of mean 0 and variance 1
 * has @p, in (0, 1), below it. */
double ink_normal_quantile (double p);

G_END_DECLS
