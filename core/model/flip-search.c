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
#include "core/model/flip-search-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDING 1e-11 /* of sums, in parts of what is summed up */
#define GREEDY_UNITS 2000
#define GREEDY_TARGETS 8

/* Sums for one target, of what is left. */
typedef struct
{
  double sum, norm; /* A, Q */
  gsize n_left;     /* terms */
} Left;

typedef struct
{
  guint32 unit;
  double gain;
} Candidate;

/* One target's search. */
typedef struct
{
  FlipSearch *search;
  guint target; /* of search->targets */
  Left all;     /* with nothing gone */
  double slack; /* F at most this may be 0 */
  Candidate *candidates; /* [n_units]: by gain, the greatest first */
  double *sums;          /* [n_units + 1]: of the gains before */
  double start;          /* L with nothing gone */

  FlipCheck check;
  gpointer user_data;
  guint32 *units; /* chosen so far */
  gboolean gave_up;
} Branch;

static InkNorm
norm_of (const FlipSearch *search)
{
  return search->bayes->options.events == INK_EVENTS_BERNOULLI
             ? INK_NORM_NONE
             : search->bayes->options.norm;
}

/* What a weight adds to Q. */
static double
norm_part (const FlipSearch *search, double weight)
{
  return norm_of (search) == INK_NORM_L2 ? weight * weight : fabs (weight);
}

static double
lead_of (const FlipSearch *search, guint32 slot, guint target)
{
  return search->leads[(gsize) slot * search->n_targets + target];
}

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
take_out (FlipSearch *search, guint32 unit, guint target, Left *left)
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
      left->sum -= (before - after) * lead_of (search, part->slot, target);
      left->norm -= norm_part (search, before) - norm_part (search, after);
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

static Left
nothing_gone (const FlipSearch *search, guint target)
{
  Left left = { 0.0, 0.0, search->terms.n_terms };

  for (guint32 i = 0; i < search->terms.n_terms; i++)
    {
      left.sum += search->weights[i] * lead_of (search, i, target);
      left.norm += norm_part (search, search->weights[i]);
    }
  return left;
}

/* F; of no terms at all, what the base alone says. */
static double
lead_left (const FlipSearch *search, guint target, const Left *left)
{
  double base = search->base_leads[target];

  if (left->n_left == 0)
    return base;
  switch (norm_of (search))
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

/* ---- bounds -------------------------------------------------------------- */

/* Whether gains bound what words do: not where a term goes in parts, and its
 * weight or the norm is no sum of those. */
static gboolean
has_bounds (const FlipSearch *search)
{
  return !search->by_parts
         || (norm_of (search) != INK_NORM_L2
             && !search->bayes->options.sublinear_tf
             && search->bayes->options.events != INK_EVENTS_BERNOULLI);
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
        part += norm_part (search, search->weights[search->parts[p].slot]);
      ink_ranked_terms_add (ranked, &n_ranked, n, u, part);
    }
  for (guint i = 0; i < n_ranked; i++)
    sum += ranked[i].strength;
  return sum;
}

/* L = A + *kappa Q + *constant, for at most @n words gone. */
static void
bound_norm (const Branch *branch, guint n, double *kappa, double *constant)
{
  double base = branch->search->base_leads[branch->target];
  double most = branch->all.norm;
  double least, middle;

  *kappa = 0.0;
  *constant = base;
  if (norm_of (branch->search) == INK_NORM_NONE)
    return;
  *constant = 0.0;
  *kappa = base;
  if (norm_of (branch->search) == INK_NORM_L1 || most <= 0.0)
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
gain_of (const Branch *branch, guint32 unit, double kappa)
{
  const FlipSearch *search = branch->search;
  double gain = 0.0;

  for (gsize p = search->starts[unit]; p < search->starts[unit + 1]; p++)
    {
      const FlipPart *part = &search->parts[p];
      double weight = search->weights[part->slot];
      double value = weight * lead_of (search, part->slot, branch->target)
                     + kappa * norm_part (search, weight);

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
  const Candidate *x = a, *y = b;

  if (x->gain != y->gain)
    return x->gain > y->gain ? -1 : 1;
  return (x->unit > y->unit) - (x->unit < y->unit);
}

/* Sorts the words for at most @n gone. */
static void
prepare (Branch *branch, guint n)
{
  FlipSearch *search = branch->search;
  double kappa, constant;

  bound_norm (branch, n, &kappa, &constant);
  branch->start = branch->all.sum + kappa * branch->all.norm + constant;
  for (guint32 u = 0; u < search->n_units; u++)
    branch->candidates[u] = (Candidate) { u, gain_of (branch, u, kappa) };
  qsort (branch->candidates, search->n_units, sizeof *branch->candidates,
         compare_candidates);
  branch->sums[0] = 0.0;
  for (guint32 u = 0; u < search->n_units; u++)
    branch->sums[u + 1] = branch->sums[u] + branch->candidates[u].gain;
  search->steps += search->n_units;
}

static void
branch_init (Branch *branch, FlipSearch *search, FlipCheck check,
             gpointer user_data, guint32 *units)
{
  *branch = (Branch) { .search = search,
                       .check = check,
                       .user_data = user_data,
                       .units = units };
  branch->candidates = g_new (Candidate, search->n_units);
  branch->sums = g_new (double, search->n_units + 1);
}

static void
branch_aim_at (Branch *branch, guint target)
{
  const FlipSearch *search = branch->search;
  double size = fabs (search->base_leads[target]);

  branch->target = target;
  branch->all = nothing_gone (search, target);
  for (guint32 i = 0; i < search->terms.n_terms; i++)
    size += fabs (search->weights[i] * lead_of (search, i, target));
  branch->slack = ROUNDING * (size + sqrt (fmax (branch->all.norm, 1.0))
                                         * fabs (search->base_leads[target]));
}

static void
branch_clear (Branch *branch)
{
  g_free (branch->candidates);
  g_free (branch->sums);
}

/* ---- one word after the other -------------------------------------------- */

/* The word that leaves least of the lead; FLIP_NO_UNIT for none. */
static guint32
most_helpful (const Branch *branch, const Left *left, guint n_chosen)
{
  FlipSearch *search = branch->search;
  guint32 best = FLIP_NO_UNIT;
  double least = INFINITY;

  for (guint32 i = 0; i < MIN (search->n_units, GREEDY_UNITS); i++)
    {
      guint32 unit = branch->candidates[i].unit;
      gboolean is_chosen = FALSE;
      Left after = *left;
      double lead;

      for (guint k = 0; k < n_chosen; k++)
        is_chosen |= branch->units[k] == unit;
      if (is_chosen)
        continue;
      take_out (search, unit, branch->target, &after);
      put_back (search, unit);
      lead = lead_left (search, branch->target, &after);
      if (norm_of (search) == INK_NORM_L2 && after.n_left > 0)
        lead /= sqrt (fmax (after.norm, 1e-300));
      else if (norm_of (search) == INK_NORM_L1 && after.n_left > 0)
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
go_greedily (Branch *branch, guint limit)
{
  FlipSearch *search = branch->search;
  Left left = branch->all;
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
  Branch branch;

  branch_init (&branch, search, check, user_data, tried);
  for (guint k = 0; k < MIN (search->n_targets, GREEDY_TARGETS); k++)
    {
      guint n;

      branch_aim_at (&branch, k);
      prepare (&branch, limit);
      n = go_greedily (&branch, best == 0 ? limit : best - 1);
      if (n == 0)
        continue;
      best = n;
      memcpy (units, tried, n * sizeof *units);
    }
  branch_clear (&branch);
  return best;
}

/* ---- branch and bound ---------------------------------------------------- */

/* Chooses @n more words from candidate @first on. */
static gboolean
descend (Branch *branch, guint32 first, guint n, guint n_chosen, double bound,
         const Left *left)
{
  FlipSearch *search = branch->search;
  gboolean bounded = has_bounds (search);

  for (guint32 i = first; (guint64) i + n <= search->n_units; i++)
    {
      const Candidate *candidate = &branch->candidates[i];
      Left after = *left;
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
least_needed (Branch *branch, guint below)
{
  guint n = 1;

  if (!has_bounds (branch->search))
    return 1;
  prepare (branch, below - 1);
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
  Branch branch;

  *complete = search->n_targets + 1 == search->bayes->n_classes;
  if (below < 2)
    return 0;
  branch_init (&branch, search, check, user_data, units);
  for (guint k = 0; k < search->n_targets; k++)
    {
      branch_aim_at (&branch, k);
      needed[k] = least_needed (&branch, below);
    }
  for (guint n = 1; n < below && found == 0 && !branch.gave_up; n++)
    for (guint k = 0; k < search->n_targets && found == 0 && !branch.gave_up;
         k++)
      {
        if (n < needed[k])
          continue;
        branch_aim_at (&branch, k);
        prepare (&branch, n);
        if (descend (&branch, 0, n, 0, branch.start, &branch.all))
          found = n;
      }
  *complete &= !branch.gave_up;
  branch_clear (&branch);
  return found;
}
