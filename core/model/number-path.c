/* Dynamic programming over the ends of candidates: of all ways through the
 * parts before an end the best (Viterbi), or the sum (forward, backward). */
#include "core/model/number-path.h"

#include <math.h>

#include "core/data/ink-parts.h"

/* log (exp (a) + exp (b)) */
static double
log_add (double a, double b)
{
  double most = fmax (a, b);

  return most == -INFINITY ? most
                           : most + log (exp (a - most) + exp (b - most));
}

double
ink_number_score (const InkNumberCandidate *candidate, const double *weights)
{
  double score = 0;

  for (guint i = 0; i < INK_NUMBER_N_FEATURES; i++)
    score += weights[i] * candidate->features[i];
  return score;
}

/* @sums: [n_parts + 1]: over all ways through the parts before each. */
static void
sum_forward (const InkNumberGraph *graph, const double *scores, double *sums)
{
  sums[0] = 0;
  for (guint i = 1; i <= graph->n_parts; i++)
    sums[i] = -INFINITY;
  for (guint i = 0; i < graph->n; i++)
    {
      const InkNumberCandidate *c = &graph->candidates[i];

      sums[c->last + 1]
          = log_add (sums[c->last + 1], sums[c->first] + scores[i]);
    }
}

/* The same through the parts from each on. */
static void
sum_backward (const InkNumberGraph *graph, const double *scores, double *sums)
{
  for (guint i = 0; i < graph->n_parts; i++)
    sums[i] = -INFINITY;
  sums[graph->n_parts] = 0;
  for (guint i = graph->n; i-- > 0;)
    {
      const InkNumberCandidate *c = &graph->candidates[i];

      sums[c->first] = log_add (sums[c->first], scores[i] + sums[c->last + 1]);
    }
}

static double *
scores_new (const InkNumberGraph *graph, const double *weights)
{
  double *scores = g_new (double, graph->n);

  for (guint i = 0; i < graph->n; i++)
    scores[i] = ink_number_score (&graph->candidates[i], weights);
  return scores;
}

guint
ink_number_best_path (const InkNumberGraph *graph, const double *weights,
                      guint *chosen, double *probability)
{
  g_autofree double *scores = scores_new (graph, weights);
  double best[INK_PARTS_MAX + 1] = { 0 }, sums[INK_PARTS_MAX + 1];
  guint by[INK_PARTS_MAX + 1];
  guint n = 0;

  for (guint i = 1; i <= graph->n_parts; i++)
    best[i] = -INFINITY;
  for (guint i = 0; i < graph->n; i++)
    {
      const InkNumberCandidate *c = &graph->candidates[i];
      double score = best[c->first] + scores[i];

      if (score > best[c->last + 1])
        {
          best[c->last + 1] = score;
          by[c->last + 1] = i;
        }
    }
  for (guint end = graph->n_parts; end > 0;
       end = graph->candidates[by[end]].first)
    chosen[n++] = by[end];
  for (guint i = 0; i < n / 2; i++)
    {
      guint other = chosen[i];

      chosen[i] = chosen[n - 1 - i];
      chosen[n - 1 - i] = other;
    }
  sum_forward (graph, scores, sums);
  *probability = exp (best[graph->n_parts] - sums[graph->n_parts]);
  return n;
}

double
ink_number_expect (const InkNumberGraph *graph, const double *weights,
                   double *expected)
{
  g_autofree double *scores = scores_new (graph, weights);
  double before[INK_PARTS_MAX + 1], after[INK_PARTS_MAX + 1];

  sum_forward (graph, scores, before);
  sum_backward (graph, scores, after);
  for (guint i = 0; i < graph->n; i++)
    {
      const InkNumberCandidate *c = &graph->candidates[i];
      double share = exp (before[c->first] + scores[i] + after[c->last + 1]
                          - after[0]);

      for (guint k = 0; k < INK_NUMBER_N_FEATURES; k++)
        expected[k] += share * c->features[k];
    }
  return after[0];
}
