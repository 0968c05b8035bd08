#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ink_mcnemar_exact: whether two models are equally often right on the same
 * examples (McNemar, Psychometrika 12, 1947): given the examples on which one
 * alone is right, each is either's with probability 1/2.
 * Returns: the two-sided p of the binomial distribution, as
 * scipy.stats.binomtest (only_a, only_a + only_b); 1 where there is none, 0
 * below the smallest double. Any thread. */
double ink_mcnemar_exact (guint64 only_a, guint64 only_b);

G_END_DECLS
