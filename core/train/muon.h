#pragma once

#include "core/base/parallel.h"
#include "core/model/network.h"

G_BEGIN_DECLS

/* Muon (Jordan et al., 2024), as torch.optim.Muon: the step of a matrix of
 * weights is its momentum made orthogonal, so that it moves in every direction
 * by the same, not in the few that the gradient is large in. For a matrix w of
 * r rows and c columns with gradient g and momentum buffer v:
 *   v = momentum * v + g
 *   u = nesterov ? g + momentum * v : v
 *   o = u made orthogonal: x = u / ||u||, and five times
 *       x = a x + b (x x') x + c (x x')^2 x, a = 3.4445, b = -4.775, c = 2.0315
 *   w = (1 - rate * weight_decay) w - rate * sqrt (max (1, r / c)) o
 * (v is torch's times 1 / (1 - momentum), which o does not depend on.)
 *
 * The work is cut into pieces by the matrices' sizes alone, so the result does
 * not depend on the threads. */
typedef struct _InkMuon InkMuon;

typedef struct
{
  float scale; /* times the sum of the gradients: their mean */
  float rate, weight_decay, momentum;
  gboolean nesterov;
  float *parameters, *velocity; /* of the whole network, as all below */
  float *average;               /* NULL: none */
  float average_decay;
  float *const *gradients; /* [n_gradients], added in a fixed tree; the first is
                              overwritten where the matrices are */
  guint n_gradients;
} InkMuonStep;

/* ink_muon_new: @matrices: copied, none overlaps another. (transfer full) */
InkMuon *ink_muon_new (const InkWeightMatrix *matrices, guint n);
void ink_muon_free (InkMuon *self);
/* One step of all matrices; other parameters stay. Of @pool's owner's thread,
 * not from a task. */
void ink_muon_step (InkMuon *self, InkPool *pool, const InkKernels *kernels,
                    const InkMuonStep *step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkMuon, ink_muon_free)

G_END_DECLS
