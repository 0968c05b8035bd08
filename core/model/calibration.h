#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ink_temperature_fit: the temperature T that makes softmax (logits / T) the
 * likeliest (Guo, Pleiss, Sun & Weinberger, "On calibration of modern neural
 * networks", ICML 2017), between 1/8 and 8.
 * @logits: [n][n_classes]; @labels: [n], each below @n_classes; n > 0.
 * Returns: T; 1 where no example is wrong and the likeliest is an end. Any
 * thread. */
double ink_temperature_fit (const float *logits, const guint8 *labels, gsize n,
                            guint n_classes);

/* Of the validation examples, all of them of a class, so many may be taken for
 * what is of none. */
#define INK_DOUBT_SHARE 0.0015

/* ink_doubt_threshold: the greatest probability that a class has, by softmax
 * (logits / @temperature), in all but INK_DOUBT_SHARE of the examples.
 * @logits: [n][n_classes], n > 0. Any thread. */
double ink_doubt_threshold (const float *logits, gsize n, guint n_classes,
                            double temperature);

G_END_DECLS
