/* The words of a text by their gains: by how much each lowers L, which bounds F
 * from below, at most. */
#include "core/model/flip-branch-private.h"

#include <stdlib.h>

#define ROUNDING 1e-11 /* of sums, in parts of what is summed up */

static FlipLeft
nothing_gone (const FlipSearch *search, guint target)
{
  FlipLeft left = { 0.0, 0.0, search->terms.n_terms };

  for (guint32 i = 0; i < search->terms.n_terms; i++)
    {
      left.sum += search->weights[i] * flip_lead (search, i, target);
      left.norm += flip_norm_part (search, search->weights[i]);
    }
  return left;
}

/* The words' greatest parts of Q, @n of them added up. */
static double
greatest_norm (const FlipSearch *search, guint n)
{
  g_autofree InkRankedTerm *ranked = g_new (InkRankedTerm, n);
  guint n_ranked = 0;
  double sum = 0.0;

  for (guint32 u = 0; u < search->n_units; u++)
    {
      double part = 0.0;

      for (gsize p = search->starts[u]; p < search->starts[u + 1]; p++)
        part += flip_norm_part (search, search->weights[search->parts[p].slot]);
      ink_ranked_terms_add (ranked, &n_ranked, n, u, part);
    }
  for (guint i = 0; i < n_ranked; i++)
    sum += ranked[i].strength;
  return sum;
}

/* L = A + *kappa Q + *constant, for at most @n words gone. */
static void
bound_norm (const FlipBranch *branch, guint n, double *kappa, double *constant)
{
  double base = branch->search->base_leads[branch->target];
  double most = branch->all.norm;
  double least, middle;

  *kappa = 0.0;
  *constant = base;
  if (flip_norm (branch->search) == INK_NORM_NONE)
    return;
  *constant = 0.0;
  *kappa = base;
  if (flip_norm (branch->search) == INK_NORM_L1 || most <= 0.0)
    return;
  least = fmax (0.0, most - greatest_norm (branch->search, n));
  if (base >= 0.0) /* the chord from least to most */
    {
      *kappa = base / (sqrt (least) + sqrt (most));
      *constant = base * sqrt (least) - *kappa * least;
      return;
    }
  middle = sqrt ((least + most) / 2.0);
  *kappa = base / (2.0 * middle);
  *constant = base * middle / 2.0;
}

/* What L loses at most when the word goes: all of what its terms add, and only
 * a share of what they take away, which other words of theirs may share. */
static double
gain_of (const FlipBranch *branch, guint32 unit, double kappa)
{
  const FlipSearch *search = branch->search;
  double gain = 0.0;

  for (gsize p = search->starts[unit]; p < search->starts[unit + 1]; p++)
    {
      const FlipPart *part = &search->parts[p];
      double weight = search->weights[part->slot];
      double value = weight * flip_lead (search, part->slot, branch->target)
                     + kappa * flip_norm_part (search, weight);

      if (search->by_parts)
        value *= (double) part->count / search->terms.counts[part->slot].count;
      else if (value < 0.0)
        value /= search->n_parts_of[part->slot];
      gain += value;
    }
  return gain;
}

static int
compare_candidates (const void *a, const void *b)
{
  const FlipCandidate *x = a, *y = b;

  if (x->gain != y->gain)
    return x->gain > y->gain ? -1 : 1;
  return (x->unit > y->unit) - (x->unit < y->unit);
}

void
flip_branch_sort (FlipBranch *branch, guint n)
{
  FlipSearch *search = branch->search;
  double kappa, constant;

  bound_norm (branch, n, &kappa, &constant);
  branch->start = branch->all.sum + kappa * branch->all.norm + constant;
  for (guint32 u = 0; u < search->n_units; u++)
    branch->candidates[u] = (FlipCandidate) { u, gain_of (branch, u, kappa) };
  qsort (branch->candidates, search->n_units, sizeof *branch->candidates,
         compare_candidates);
  branch->sums[0] = 0.0;
  for (guint32 u = 0; u < search->n_units; u++)
    branch->sums[u + 1] = branch->sums[u] + branch->candidates[u].gain;
  search->steps += search->n_units;
}

void
flip_branch_init (FlipBranch *branch, FlipSearch *search, FlipCheck check,
             gpointer user_data, guint32 *units)
{
  *branch = (FlipBranch) { .search = search,
                       .check = check,
                       .user_data = user_data,
                       .units = units };
  branch->candidates = g_new (FlipCandidate, search->n_units);
  branch->sums = g_new (double, search->n_units + 1);
}

void
flip_branch_aim_at (FlipBranch *branch, guint target)
{
  const FlipSearch *search = branch->search;
  double size = fabs (search->base_leads[target]);

  branch->target = target;
  branch->all = nothing_gone (search, target);
  for (guint32 i = 0; i < search->terms.n_terms; i++)
    size += fabs (search->weights[i] * flip_lead (search, i, target));
  branch->slack = ROUNDING * (size + sqrt (fmax (branch->all.norm, 1.0))
                                         * fabs (search->base_leads[target]));
}

void
flip_branch_clear (FlipBranch *branch)
{
  g_free (branch->candidates);
  g_free (branch->sums);
}
