#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The best way to see a row of parts as a row of digits: a semi-Markov
 * conditional random field (Sarawagi & Cohen, NIPS 2004). Each candidate, some
 * parts in a row taken as one digit, has features; a way through all parts
 * scores the sum of its candidates' features times their weights, and its
 * probability among all ways is exp (score) over the sum of those of all. */

/* Lengths are in heights of the line, each bounded. */
typedef enum
{
  /* Of the candidate: */
  INK_NUMBER_LOG_P,     /* log of the best class's probability */
  INK_NUMBER_DOUBT,     /* 1 less that probability */
  INK_NUMBER_WIDE,      /* width beyond 0.75 */
  INK_NUMBER_VERY_WIDE, /* width beyond 1.1 */
  INK_NUMBER_LOW,       /* what the height lacks to 0.75 */
  INK_NUMBER_VERY_LOW,  /* what it lacks to 0.4 */
  INK_NUMBER_INNER_GAP, /* the widest gap between its parts */
  INK_NUMBER_INNER_DISTANCE, /* the widest distance between their ink */
  INK_NUMBER_STROKES,        /* those beyond 2 */
  INK_NUMBER_PARTS,          /* those beyond 1 */
  /* Of the cut at its right, all 0 where there is none: */
  INK_NUMBER_CUT,     /* 1 */
  INK_NUMBER_GAP,     /* the gap, where there is one */
  INK_NUMBER_OVERLAP, /* how far the sides overlap */
  INK_NUMBER_COVERED, /* the same, in widths of the narrower part beside it */
  INK_NUMBER_NEAR,    /* what the distance of the ink lacks to 0.2 */
  INK_NUMBER_CROSSED, /* 1 where strokes of both sides cross */
  INK_NUMBER_THROUGH, /* 1 where the cut goes through a stroke */
  INK_NUMBER_FOLD,    /* of that stroke */
  INK_NUMBER_N_FEATURES
} InkNumberFeature;

typedef struct
{
  guint first, last; /* parts */
  double features[INK_NUMBER_N_FEATURES];
} InkNumberCandidate;

/* Sorted by @last; every part is a candidate of its own, so that there is a
 * way. */
typedef struct
{
  const InkNumberCandidate *candidates; /* [n] */
  guint n;
  guint n_parts; /* <= INK_PARTS_MAX */
} InkNumberGraph;

double ink_number_score (const InkNumberCandidate *candidate,
                         const double *weights);
/* ink_number_best_path:
 * @weights: [INK_NUMBER_N_FEATURES]
 * @chosen: [n_parts], set: candidates from left to right
 * @probability: (out): of that way among all
 * Returns: how many were chosen. Any thread. */
guint ink_number_best_path (const InkNumberGraph *graph, const double *weights,
                            guint *chosen, double *probability);
/* ink_number_expect: for choosing weights: adds the features expected of a way
 * to @expected [INK_NUMBER_N_FEATURES].
 * Returns: the logarithm of the sum over all ways. */
double ink_number_expect (const InkNumberGraph *graph, const double *weights,
                          double *expected);

G_END_DECLS
