#pragma once

#include "core/train/muon.h"
#include "core/train/recipe.h"

G_BEGIN_DECLS

/* A range of parameters, @first to @end - 1. */
typedef struct
{
  gsize first, end;
} InkRange;

/* Stochastic gradient descent as torch.optim.SGD, with clipping as torch.nn.
 * utils.clip_grad_norm_ and an average of the weights beside them; with Muon
 * (muon.h) for the weights of hidden layers where the recipe asks for it. The
 * work is done in pieces, so that threads can share it: a piece is a range of
 * parameters, and its caller cuts them the same way whatever the threads. */
typedef struct
{
  gsize n;
  float *parameters; /* [n] */
  float *velocity;   /* [n] */
  float *average;    /* [n]; NULL without */

  double clip_norm; /* 0: none */
  double average_decay;
  guint64 n_steps;
  InkSgdStep step; /* the one under way */

  InkMuon *muon;  /* NULL: none */
  double muon_rate; /* its learning rate as a multiple of the other */
  double muon_weight_decay;
  InkRange *ranges; /* [n_ranges]: what is left to gradient descent */
  guint n_ranges;
} InkOptimizer;

/* ink_optimizer_new: all zeros; fill in parameters, then call
 * ink_optimizer_start(). @n: parameters. @matrices: in the order of the
 * parameters, for Muon, unused with another optimizer. (transfer full) */
InkOptimizer *ink_optimizer_new (const InkRecipe *recipe, gsize n,
                                 const InkWeightMatrix *matrices,
                                 guint n_matrices);
/* Of all of @network's parameters, Muon for its hidden matrices. */
InkOptimizer *ink_optimizer_new_for_network (const InkRecipe *recipe,
                                             const InkNetwork *network);
void ink_optimizer_free (InkOptimizer *self);
/* The average begins at the parameters. */
void ink_optimizer_start (InkOptimizer *self);

/* One step: begin; with clip_norm, add up every piece and then clip; update
 * every piece of the ranges, and the matrices. @gradients: those of the piece,
 * @n_gradients of them, sums over a batch of @n_examples in all. */
void ink_optimizer_begin (InkOptimizer *self, double rate, guint n_examples);
/* Leaves the sum of the gradients in the first. Returns: its squares' sum. */
double ink_optimizer_add_up (const InkKernels *kernels, gsize n,
                             float *const *gradients, guint n_gradients);
/* @squares: of all pieces, added in their order. The mean gradient, before
 * weight decay, is multiplied by min (1, clip_norm / (its norm + 1e-6)). */
void ink_optimizer_clip (InkOptimizer *self, double squares);
/* Parameters @first to @end - 1. */
void ink_optimizer_update (InkOptimizer *self, const InkKernels *kernels,
                           gsize first, gsize end,
                           const float *const *gradients, guint n_gradients);
/* Muon's, if any, on @pool; the first of the gradients, here those of all
 * parameters, is overwritten. Not from a task of @pool. */
void ink_optimizer_update_matrices (InkOptimizer *self, InkPool *pool,
                                    const InkKernels *kernels,
                                    float *const *gradients,
                                    guint n_gradients);

/* The weights to measure and to keep: the average where there is one,
 *   a = d a + (1 - d) w, d = min (ema_decay, (1 + t) / (10 + t)),
 * after step t = 1, 2 ...: short at first, so that the random beginning is
 * soon forgotten. Borrowed. */
const float *ink_optimizer_weights (const InkOptimizer *self);
/* Whether every parameter is finite, and so is every average. */
gboolean ink_optimizer_is_finite (const InkOptimizer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkOptimizer, ink_optimizer_free)

G_END_DECLS
