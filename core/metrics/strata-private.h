#pragma once

#include "core/metrics/evaluation.h"

G_BEGIN_DECLS

/* The examples of each class, to draw resamples from: with replacement, of
 * every class as many as it has. Immutable once made; any thread. */
typedef struct
{
  gsize n;
  guint n_classes;
  guint32 *sizes;   /* [n_classes] */
  guint32 *members; /* [n]: indices of the examples, class by class */
} InkStrata;

/* Fewer than 2^32 examples. FALSE where the memory does not suffice. */
gboolean ink_strata_init (InkStrata *strata, const InkEvaluation *evaluation);
void ink_strata_clear (InkStrata *strata);

/* ink_strata_draw: resample number @resample of @seed, as how many times each
 * example was drawn.
 * @weights: (out): [n] */
void ink_strata_draw (const InkStrata *strata, guint64 seed, guint resample,
                      guint16 *weights);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InkStrata, ink_strata_clear)

G_END_DECLS
