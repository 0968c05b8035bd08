/* The fewest words whose removal gives a text another class. For a target c the
 * class of the text leads by
 *   base + sum_t w[t] lead[t] / norm,
 * w without the terms that go, norm of the same w; so that with A the sum and
 * Q what the norm is made of (sum of w^2 or w),
 *   F = A + base N(Q),  N = sqrt(Q), Q or 1,
 * has its sign. N is linear but for l2, where a chord (base >= 0) or a tangent
 * (base < 0) bounds F from below: F >= L = A + kappa Q + constant. Each word
 * lowers L by at most its gain, so that words sorted by gain, with the sums of
 * the next so many, say where a branch cannot reach 0. Word counts are tried
 * from one up: what is found first is the fewest. */
#include "core/model/flip-branch-private.h"

#include <string.h>

#define GREEDY_UNITS 2000
#define GREEDY_TARGETS 8

/* A term's weight after what was removed of it. */
static double
weight_left (const FlipSearch *search, guint32 slot, guint32 removed)
{
  const InkNaiveBayesOptions *options = &search->bayes->options;
  const InkTermCount *count = &search->terms.counts[slot];
  double left;

  if (removed == 0)
    return search->weights[slot];
  if (!search->by_parts || removed >= count->count)
    return 0.0;
  if (options->events == INK_EVENTS_BERNOULLI)
    return 1.0;
  left = count->count - removed;
  return (options->sublinear_tf ? log (left) + 1.0 : left)
         * search->bayes->idf[count->term];
}

/* Takes a word out; @left follows. */
static void
take_out (FlipSearch *search, guint32 unit, guint target, FlipLeft *left)
{
  search->steps++;
  for (gsize p = search->starts[unit]; p < search->starts[unit + 1]; p++)
    {
      const FlipPart *part = &search->parts[p];
      guint32 *removed = &search->removed[part->slot];
      double before = weight_left (search, part->slot, *removed);
      double after;

      *removed += search->by_parts ? part->count : 1;
      after = weight_left (search, part->slot, *removed);
      if (before == after)
        continue;
      left->sum -= (before - after) * flip_lead (search, part->slot, target);
      left->norm -= flip_norm_part (search, before)
                    - flip_norm_part (search, after);
      left->n_left -= after == 0.0;
    }
}

static void
put_back (FlipSearch *search, guint32 unit)
{
  for (gsize p = search->starts[unit]; p < search->starts[unit + 1]; p++)
    search->removed[search->parts[p].slot]
        -= search->by_parts ? search->parts[p].count : 1;
}

/* F; of no terms at all, what the base alone says. */
static double
lead_left (const FlipSearch *search, guint target, const FlipLeft *left)
{
  double base = search->base_leads[target];

  if (left->n_left == 0)
    return base;
  switch (flip_norm (search))
    {
    case INK_NORM_L2:
      return left->sum + base * sqrt (fmax (left->norm, 0.0));
    case INK_NORM_L1:
      return left->sum + base * left->norm;
    case INK_NORM_NONE:
      break;
    }
  return left->sum + base;
}

/* ---- one word after the other -------------------------------------------- */

/* The word that leaves least of the lead; FLIP_NO_UNIT for none. */
static guint32
most_helpful (const FlipBranch *branch, const FlipLeft *left, guint n_chosen)
{
  FlipSearch *search = branch->search;
  guint32 best = FLIP_NO_UNIT;
  double least = INFINITY;

  for (guint32 i = 0; i < MIN (search->n_units, GREEDY_UNITS); i++)
    {
      guint32 unit = branch->candidates[i].unit;
      gboolean is_chosen = FALSE;
      FlipLeft after = *left;
      double lead;

      for (guint k = 0; k < n_chosen; k++)
        is_chosen |= branch->units[k] == unit;
      if (is_chosen)
        continue;
      take_out (search, unit, branch->target, &after);
      put_back (search, unit);
      lead = lead_left (search, branch->target, &after);
      if (flip_norm (search) == INK_NORM_L2 && after.n_left > 0)
        lead /= sqrt (fmax (after.norm, 1e-300));
      else if (flip_norm (search) == INK_NORM_L1 && after.n_left > 0)
        lead /= fmax (after.norm, 1e-300);
      if (lead < least)
        {
          least = lead;
          best = unit;
        }
    }
  return best;
}

static guint
go_greedily (FlipBranch *branch, guint limit)
{
  FlipSearch *search = branch->search;
  FlipLeft left = branch->all;
  guint n = 0, found = 0;

  while (n < limit && found == 0)
    {
      guint32 unit = most_helpful (branch, &left, n);

      if (unit == FLIP_NO_UNIT)
        break;
      take_out (search, unit, branch->target, &left);
      branch->units[n++] = unit;
      if (lead_left (search, branch->target, &left) <= branch->slack
          && branch->check (search, branch->units, n, branch->user_data))
        found = n;
    }
  for (guint i = 0; i < n; i++)
    put_back (search, branch->units[i]);
  return found;
}

guint
flip_search_greedily (FlipSearch *search, guint limit, FlipCheck check,
                      gpointer user_data, guint32 *units)
{
  g_autofree guint32 *tried = g_new (guint32, limit);
  guint best = 0;
  FlipBranch branch;

  flip_branch_init (&branch, search, check, user_data, tried);
  for (guint k = 0; k < MIN (search->n_targets, GREEDY_TARGETS); k++)
    {
      guint n;

      flip_branch_aim_at (&branch, k);
      flip_branch_sort (&branch, limit);
      n = go_greedily (&branch, best == 0 ? limit : best - 1);
      if (n == 0)
        continue;
      best = n;
      memcpy (units, tried, n * sizeof *units);
    }
  flip_branch_clear (&branch);
  return best;
}

/* ---- branch and bound ---------------------------------------------------- */

/* Chooses @n more words from candidate @first on. */
static gboolean
descend (FlipBranch *branch, guint32 first, guint n, guint n_chosen,
         double bound, const FlipLeft *left)
{
  FlipSearch *search = branch->search;
  gboolean bounded = flip_has_bounds (search);

  for (guint32 i = first; (guint64) i + n <= search->n_units; i++)
    {
      const FlipCandidate *candidate = &branch->candidates[i];
      FlipLeft after = *left;
      gboolean found;

      if (bounded
          && bound - (branch->sums[i + n] - branch->sums[i]) > branch->slack)
        return FALSE;
      if (search->steps >= search->most_steps)
        {
          branch->gave_up = TRUE;
          return FALSE;
        }
      take_out (search, candidate->unit, branch->target, &after);
      branch->units[n_chosen] = candidate->unit;
      if (n > 1)
        found = descend (branch, i + 1, n - 1, n_chosen + 1,
                         bound - candidate->gain, &after);
      else
        found = lead_left (search, branch->target, &after) <= branch->slack
                && branch->check (search, branch->units, n_chosen + 1,
                                  branch->user_data);
      put_back (search, candidate->unit);
      if (found || branch->gave_up)
        return found;
    }
  return FALSE;
}

/* How many words it takes at least, by their gains; @below where it is no
 * less. */
static guint
least_needed (FlipBranch *branch, guint below)
{
  guint n = 1;

  if (!flip_has_bounds (branch->search))
    return 1;
  flip_branch_sort (branch, below - 1);
  while (n < below && n <= branch->search->n_units
         && branch->start - branch->sums[n] > branch->slack)
    n++;
  return n <= branch->search->n_units ? n : below;
}

guint
flip_search_fewest (FlipSearch *search, guint below, FlipCheck check,
                    gpointer user_data, guint32 *units, gboolean *complete)
{
  guint needed[FLIP_TARGETS];
  guint found = 0;
  FlipBranch branch;

  *complete = search->n_targets + 1 == search->bayes->n_classes;
  if (below < 2)
    return 0;
  flip_branch_init (&branch, search, check, user_data, units);
  for (guint k = 0; k < search->n_targets; k++)
    {
      flip_branch_aim_at (&branch, k);
      needed[k] = least_needed (&branch, below);
    }
  for (guint n = 1; n < below && found == 0 && !branch.gave_up; n++)
    for (guint k = 0; k < search->n_targets && found == 0 && !branch.gave_up;
         k++)
      {
        if (n < needed[k])
          continue;
        flip_branch_aim_at (&branch, k);
        flip_branch_sort (&branch, n);
        if (descend (&branch, 0, n, 0, branch.start, &branch.all))
          found = n;
      }
  *complete &= !branch.gave_up;
  flip_branch_clear (&branch);
  return found;
}
