/* Nested, stratified parts of a training set: heads of one order, which goes by
 *   (rank of the example within its class + 1/2) / examples of the class
 * where the ranks are a shuffle. */
#include "core/train/training-parts.h"

#include <math.h>
#include <stdlib.h>

#include "core/base/rng.h"

typedef struct
{
  double key;
  guint32 example;
} Ranked;

static int
compare_ranked (const void *a, const void *b)
{
  const Ranked *x = a;
  const Ranked *y = b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return (x->example > y->example) - (x->example < y->example);
}

/* The @count examples at @members, all of class @class. */
static void
rank_class (guint32 *members, guint count, InkRng rng, Ranked *ranked)
{
  ink_rng_shuffle (&rng, members, count);
  for (guint i = 0; i < count; i++)
    ranked[i] = (Ranked) { (i + 0.5) / count, members[i] };
}

void
ink_training_parts_order (const guint32 *labels, guint n_classes,
                          guint32 *examples, guint n, guint64 seed,
                          guint number)
{
  g_autofree guint *starts = g_new0 (guint, (gsize) n_classes + 1);
  g_autofree guint *next = g_new0 (guint, (gsize) n_classes + 1);
  g_autofree guint32 *members = g_new (guint32, MAX (n, 1));
  g_autofree Ranked *ranked = g_new (Ranked, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    starts[labels[examples[i]] + 1]++;
  for (guint c = 0; c < n_classes; c++)
    next[c + 1] = starts[c + 1] += starts[c];
  for (guint i = 0; i < n; i++)
    members[next[labels[examples[i]]]++] = examples[i];
  for (guint c = 0; c < n_classes; c++)
    rank_class (members + starts[c], starts[c + 1] - starts[c],
                ink_rng (seed, INK_STREAM_PARTS, number, c),
                ranked + starts[c]);
  qsort (ranked, n, sizeof *ranked, compare_ranked);
  for (guint i = 0; i < n; i++)
    examples[i] = ranked[i].example;
}

guint
ink_training_part_size (guint n, double fraction)
{
  return (guint) CLAMP (floor (fraction * n + 0.5), 1, (double) n);
}
