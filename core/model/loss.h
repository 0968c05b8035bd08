#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Softmax cross-entropy over blocks of INK_LANES examples.
 * loss of an example = log (sum_c exp (z[c])) - z[label], in nats;
 * its gradient by z[c] = softmax (z)[c] - [c == label]. */
typedef struct
{
  double loss;      /* summed over the examples */
  guint n_correct;  /* whose first largest logit is the label's */
  guint n_labelled; /* whose label is not INK_NO_LABEL */
} InkLossSum;

/* An example labelled INK_NO_LABEL (core/data/image-set.h) is of no class: its
 * target is every class alike, outlier exposure (Hendrycks, Mazeika &
 * Dietterich, ICLR 2019), and its loss the divergence from that,
 *   log (sum_c exp (z[c])) - sum_c z[c] / K - log (K),
 * 0 where all classes are as probable.
 *
 * @logits: [n_blocks][n_classes][16]; @labels: [n], n <= n_blocks * 16, of the
 * first n lanes, each below @n_classes or INK_NO_LABEL; @gradients: as @logits,
 * set (not divided by anything), zeros in lanes without an example; NULL where
 * not wanted. Any thread. */
InkLossSum ink_softmax_cross_entropy (const float *logits, guint n_classes,
                                      const guint8 *labels, guint n,
                                      guint n_blocks, float *gradients);

/* What a network should have said. With smoothing e, in [0, 1), and K classes
 * the target is no longer the label alone but 1 - e of it and e / K of every
 * class (Szegedy et al., "Rethinking the Inception architecture", CVPR 2016):
 *   loss = log (sum_c exp (z[c])) - (1 - e) z[label] - e / K sum_c z[c]
 * as torch.nn.CrossEntropyLoss (label_smoothing=e). */
typedef struct
{
  const guint8 *labels; /* [n] */
  guint n;
  double smoothing;
} InkLossTarget;

/* Otherwise as above. */
InkLossSum ink_softmax_cross_entropy_smoothed (const float *logits,
                                               guint n_classes,
                                               const InkLossTarget *target,
                                               guint n_blocks,
                                               float *gradients);

/* @logits: [n_classes] with @stride between; @probabilities: [n_classes]. */
void ink_softmax (const float *logits, guint n_classes, gsize stride,
                  double *probabilities);

G_END_DECLS
