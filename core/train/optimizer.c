/* The optimizer's state and its arithmetic that is not a kernel's. */
#include "core/train/optimizer.h"

#include <math.h>
#include <string.h>

#define CLIP_EPSILON 1e-6

/* The ranges are what lies between the matrices. */
static void
use_muon (InkOptimizer *self, const InkRecipe *recipe,
          const InkWeightMatrix *matrices, guint n_matrices)
{
  gsize first = 0;

  self->muon = ink_muon_new (matrices, n_matrices);
  self->muon_rate = recipe->muon_learning_rate / recipe->learning_rate;
  self->muon_weight_decay = recipe->muon_weight_decay;
  self->ranges = g_renew (InkRange, self->ranges, n_matrices + 1);
  self->n_ranges = 0;
  for (guint i = 0; i <= n_matrices; i++)
    {
      gsize end = i < n_matrices ? matrices[i].first : self->n;

      g_assert (first <= end);
      if (first < end)
        self->ranges[self->n_ranges++] = (InkRange){ first, end };
      if (i < n_matrices)
        first = end + (gsize) matrices[i].rows * matrices[i].columns;
    }
}

InkOptimizer *
ink_optimizer_new (const InkRecipe *recipe, gsize n,
                   const InkWeightMatrix *matrices, guint n_matrices)
{
  InkOptimizer *self = g_new0 (InkOptimizer, 1);

  self->n = n;
  self->parameters = ink_floats_new (n);
  self->velocity = ink_floats_new (n);
  if (recipe->ema_decay > 0)
    self->average = ink_floats_new (n);
  self->clip_norm = recipe->clip_norm;
  self->average_decay = recipe->ema_decay;
  self->step.momentum = (float) recipe->momentum;
  self->step.weight_decay = (float) recipe->weight_decay;
  self->step.nesterov = recipe->nesterov;
  self->ranges = g_new (InkRange, 1);
  self->ranges[0] = (InkRange){ 0, n };
  self->n_ranges = 1;
  if (recipe->optimizer == INK_OPTIMIZER_MUON)
    use_muon (self, recipe, matrices, n_matrices);
  return self;
}

InkOptimizer *
ink_optimizer_new_for_network (const InkRecipe *recipe,
                               const InkNetwork *network)
{
  InkWeightMatrix matrices[INK_NETWORK_MAX_LAYERS];
  guint n = ink_network_hidden_matrices (network, matrices);

  return ink_optimizer_new (recipe, ink_network_n_parameters (network),
                            matrices, n);
}

void
ink_optimizer_free (InkOptimizer *self)
{
  if (self == NULL)
    return;
  g_aligned_free (self->parameters);
  g_aligned_free (self->velocity);
  g_aligned_free (self->average);
  ink_muon_free (self->muon);
  g_free (self->ranges);
  g_free (self);
}

void
ink_optimizer_start (InkOptimizer *self)
{
  if (self->average != NULL)
    memcpy (self->average, self->parameters, self->n * sizeof (float));
}

void
ink_optimizer_begin (InkOptimizer *self, double rate, guint n_examples)
{
  double t = (double) ++self->n_steps;

  self->step.rate = (float) rate;
  self->step.scale = 1.0f / (float) n_examples;
  self->step.average_decay
      = (float) MIN (self->average_decay, (1 + t) / (10 + t));
}

double
ink_optimizer_add_up (const InkKernels *kernels, gsize n,
                      float *const *gradients, guint n_gradients)
{
  return kernels->gradient_sum (n, (const float *const *) gradients,
                                n_gradients, gradients[0]);
}

void
ink_optimizer_clip (InkOptimizer *self, double squares)
{
  double norm = sqrt (squares) * self->step.scale;
  double factor = self->clip_norm / (norm + CLIP_EPSILON);

  if (factor < 1)
    self->step.scale = (float) (self->step.scale * factor);
}

void
ink_optimizer_update (InkOptimizer *self, const InkKernels *kernels,
                      gsize first, gsize end, const float *const *gradients,
                      guint n_gradients)
{
  InkSgdStep step = self->step;

  step.average = self->average == NULL ? NULL : self->average + first;
  kernels->sgd_step (&step, end - first, gradients, n_gradients,
                     self->parameters + first, self->velocity + first);
}

void
ink_optimizer_update_matrices (InkOptimizer *self, InkPool *pool,
                               const InkKernels *kernels,
                               float *const *gradients, guint n_gradients)
{
  InkMuonStep step = { .scale = self->step.scale,
                       .rate = (float) (self->step.rate * self->muon_rate),
                       .weight_decay = (float) self->muon_weight_decay,
                       .momentum = self->step.momentum,
                       .nesterov = self->step.nesterov,
                       .parameters = self->parameters,
                       .velocity = self->velocity,
                       .average = self->average,
                       .average_decay = self->step.average_decay,
                       .gradients = gradients,
                       .n_gradients = n_gradients };

  if (self->muon != NULL)
    ink_muon_step (self->muon, pool, kernels, &step);
}

const float *
ink_optimizer_weights (const InkOptimizer *self)
{
  return self->average != NULL ? self->average : self->parameters;
}

static gboolean
all_finite (const float *values, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (values[i]))
      return FALSE;
  return TRUE;
}

gboolean
ink_optimizer_is_finite (const InkOptimizer *self)
{
  return all_finite (self->parameters, self->n)
         && (self->average == NULL || all_finite (self->average, self->n));
}
