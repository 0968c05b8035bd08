#pragma once

#include "core/model/flip-search-private.h"

#include <math.h>

G_BEGIN_DECLS

/* By how much each word at most brings a text nearer to another class; see
 * flip-search.c for what the letters stand for. */

/* Sums for one target, of what is left. */
typedef struct
{
  double sum, norm; /* A, Q */
  gsize n_left;     /* terms */
} FlipLeft;

typedef struct
{
  guint32 unit;
  double gain;
} FlipCandidate;

/* One target's search. */
typedef struct
{
  FlipSearch *search;
  guint target; /* of search->targets */
  FlipLeft all; /* with nothing gone */
  double slack; /* F at most this may be 0 */
  FlipCandidate *candidates; /* [n_units]: by gain, the greatest first */
  double *sums;              /* [n_units + 1]: of the gains before */
  double start;              /* L with nothing gone */

  FlipCheck check;
  gpointer user_data;
  guint32 *units; /* chosen so far */
  gboolean gave_up;
} FlipBranch;

static inline InkNorm
flip_norm (const FlipSearch *search)
{
  return search->bayes->options.events == INK_EVENTS_BERNOULLI
             ? INK_NORM_NONE
             : search->bayes->options.norm;
}

/* What a weight adds to Q. */
static inline double
flip_norm_part (const FlipSearch *search, double weight)
{
  return flip_norm (search) == INK_NORM_L2 ? weight * weight : fabs (weight);
}

static inline double
flip_lead (const FlipSearch *search, guint32 slot, guint target)
{
  return search->leads[(gsize) slot * search->n_targets + target];
}

/* Whether gains bound what words do: not where a term goes in parts, and its
 * weight or the norm is no sum of those. */
static inline gboolean
flip_has_bounds (const FlipSearch *search)
{
  return !search->by_parts
         || (flip_norm (search) != INK_NORM_L2
             && !search->bayes->options.sublinear_tf
             && search->bayes->options.events != INK_EVENTS_BERNOULLI);
}

/* @units: borrowed: where what is chosen goes */
void flip_branch_init (FlipBranch *branch, FlipSearch *search, FlipCheck check,
                       gpointer user_data, guint32 *units);
void flip_branch_aim_at (FlipBranch *branch, guint target);
void flip_branch_clear (FlipBranch *branch);
/* Sorts the words by what they gain where at most @n go. */
void flip_branch_sort (FlipBranch *branch, guint n);

G_END_DECLS
