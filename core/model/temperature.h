#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Temperature scaling of scores of any scale: softmax (scores / T). For
 * networks' logits in single precision see calibration.h. */

#define INK_TEMPERATURE_MIN 1e-12
#define INK_TEMPERATURE_MAX 1e12

/* ink_temperature_search: the T in the range above that makes @labels likeliest
 * (Guo et al., On Calibration of Modern Neural Networks, ICML 2017). What was
 * seen n times is not believed more than (n + 1) / (n + 2) of the time, as
 * Platt smooths his targets (Probabilistic Outputs for Support Vector Machines,
 * 1999), so that scores which are always right give a T above the least.
 * @scores: [n][n_classes]: log P but for a constant in each row; finite, but
 * -INFINITY for a class that cannot be
 * @labels: [n], each below @n_classes and possible; n > 0. Any thread. */
double ink_temperature_search (const double *scores, const guint32 *labels,
                               gsize n, guint n_classes);

/* ink_temperature_softmax: softmax (@scores / T), in place; T = 1 is softmax to
 * the bit. @scores: [n_classes] */
void ink_temperature_softmax (double *scores, guint n_classes,
                              double temperature);

G_END_DECLS
