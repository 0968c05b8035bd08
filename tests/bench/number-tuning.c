/* The gradient of a way's log-probability is its features less those that are
 * expected of a way. */
#include "tests/bench/number-tuning.h"

#include <math.h>

#define N INK_NUMBER_N_FEATURES

/* Adds to @gradient. Returns: the log-probability of the right way. */
static double
add_example (const TuningExample *example, const double *weights,
             double *gradient)
{
  double expected[N] = { 0 };
  double total = ink_number_expect (&example->graph, weights, expected);
  double score = 0;

  for (guint i = 0; i < example->graph.n; i++)
    if (example->right[i])
      {
        const InkNumberCandidate *c = &example->graph.candidates[i];

        score += ink_number_score (c, weights);
        for (guint k = 0; k < N; k++)
          gradient[k] += example->weight * c->features[k];
      }
  for (guint k = 0; k < N; k++)
    gradient[k] -= example->weight * expected[k];
  return example->weight * (score - total);
}

double
number_tune (const TuningExample *examples, guint n, double penalty,
             guint n_steps, double *weights)
{
  double mean[N] = { 0 }, square[N] = { 0 };
  double likelihood = 0, total = 0;

  for (guint k = 0; k < N; k++)
    weights[k] = 0;
  for (guint i = 0; i < n; i++)
    total += examples[i].weight;
  for (guint step = 1; step <= n_steps; step++)
    {
      double gradient[N] = { 0 };
      double rate = 0.3 * (1 + cos (G_PI * step / n_steps)) / 2;

      likelihood = 0;
      for (guint i = 0; i < n; i++)
        likelihood += add_example (&examples[i], weights, gradient);
      for (guint k = 0; k < N; k++)
        {
          double g = gradient[k] / total - 2 * penalty * weights[k];

          mean[k] = 0.9 * mean[k] + 0.1 * g;
          square[k] = 0.99 * square[k] + 0.01 * g * g;
          weights[k] += rate * mean[k] / (1 - pow (0.9, step))
                        / (sqrt (square[k] / (1 - pow (0.99, step))) + 1e-8);
        }
    }
  return likelihood / total;
}
