#pragma once

#include "core/model/number-path.h"

/* Some ink with its digits known: a graph, and the way through it that is
 * right, candidates that are FALSE in @right being not on it. */
typedef struct
{
  InkNumberGraph graph;
  const gboolean *right; /* [graph.n] */
  double weight;         /* in the sum */
} TuningExample;

/* number_tune: the weights under which the right ways are most probable: their
 * mean log-probability, less @penalty times the squares of the weights, is made
 * greatest by Adam's ascent.
 * @weights: [INK_NUMBER_N_FEATURES], set
 * Returns: the mean log-probability. */
double number_tune (const TuningExample *examples, guint n, double penalty,
                    guint n_steps, double *weights);
