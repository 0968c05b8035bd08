/* Drawing examples class by class. A resample's draws are a stream of its own,
 * so it is the same whoever draws it, and when. */
#include "core/metrics/strata-private.h"

#include <string.h>

#include "core/base/rng.h"

/* The order of the examples within a class is kept. */
gboolean
ink_strata_init (InkStrata *strata, const InkEvaluation *evaluation)
{
  const guint32 *labels = ink_evaluation_labels (evaluation);
  g_autofree gsize *at = NULL;

  strata->n = ink_evaluation_count (evaluation);
  strata->n_classes = ink_evaluation_n_classes (evaluation);
  strata->sizes = g_new0 (guint32, strata->n_classes);
  strata->members = g_try_new (guint32, strata->n);
  if (strata->members == NULL)
    return FALSE;
  at = g_new0 (gsize, strata->n_classes);
  for (gsize i = 0; i < strata->n; i++)
    strata->sizes[labels[i]]++;
  for (guint c = 1; c < strata->n_classes; c++)
    at[c] = at[c - 1] + strata->sizes[c - 1];
  for (gsize i = 0; i < strata->n; i++)
    strata->members[at[labels[i]]++] = (guint32) i;
  return TRUE;
}

void
ink_strata_clear (InkStrata *strata)
{
  g_clear_pointer (&strata->sizes, g_free);
  g_clear_pointer (&strata->members, g_free);
}

/* Draws of 32 bits, two out of one of 64. */
typedef struct
{
  InkRng rng;
  guint64 kept;
  gboolean has_kept;
} HalfDraws;

static inline guint32
draw_half (HalfDraws *draws)
{
  draws->has_kept = !draws->has_kept;
  if (!draws->has_kept)
    return (guint32) (draws->kept >> 32);
  draws->kept = ink_rng_u64 (&draws->rng);
  return (guint32) draws->kept;
}

/* In [0, n) without bias (Lemire, ACM Transactions on Modeling and Computer
 * Simulation 29, 2019). */
static inline guint32
draw_below (HalfDraws *draws, guint32 n)
{
  guint64 product;

  do
    product = (guint64) draw_half (draws) * n;
  while ((guint32) product < n && (guint32) product < -n % n);
  return (guint32) (product >> 32);
}

void
ink_strata_draw (const InkStrata *strata, guint64 seed, guint resample,
                 guint16 *weights)
{
  HalfDraws draws
      = { .rng = ink_rng (seed, INK_STREAM_BOOTSTRAP, resample, 0) };
  const guint32 *members = strata->members;

  memset (weights, 0, strata->n * sizeof *weights);
  for (guint c = 0; c < strata->n_classes; c++)
    {
      for (guint32 i = 0; i < strata->sizes[c]; i++)
        weights[members[draw_below (&draws, strata->sizes[c])]]++;
      members += strata->sizes[c];
    }
}
