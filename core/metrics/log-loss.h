#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ink_log_loss: mean of -log p[label], in nats, as sklearn.metrics.log_loss
 * 1.2: probabilities are clipped to [eps, 1 - eps] with the double's own
 * epsilon, 2.2e-16, then each row divided by its sum.
 * @probabilities: [n][n_classes]; @labels: [n], each below @n_classes; n > 0.
 * Any thread. */
double ink_log_loss (const double *probabilities, const guint32 *labels,
                     gsize n, guint n_classes);

/* ink_log_loss_example: one example's part, of one @row [n_classes]. */
double ink_log_loss_example (const double *row, guint32 label,
                             guint n_classes);

G_END_DECLS
