/* Stratified folds. Sorted by class, the example at place p goes to fold
 * p mod K: a class begins where the one before it ended, so the folds' sizes
 * balance over all classes too. */
#include "core/data/folds.h"

#include "core/base/rng.h"

static guint *
count_classes (const guint32 *labels, guint n, guint n_classes)
{
  guint *counts = g_new0 (guint, MAX (n_classes, 1));

  for (guint i = 0; i < n; i++)
    counts[labels[i]]++;
  return counts;
}

/* The classes in the order of their first examples: *n_present of them.
 * (transfer full) */
static guint32 *
order_of_appearance (const guint32 *labels, guint n, guint n_classes,
                     guint *n_present)
{
  guint32 *order = g_new (guint32, MAX (n_classes, 1));
  g_autofree gboolean *seen = g_new0 (gboolean, MAX (n_classes, 1));

  *n_present = 0;
  for (guint i = 0; i < n && *n_present < n_classes; i++)
    if (!seen[labels[i]])
      {
        seen[labels[i]] = TRUE;
        order[(*n_present)++] = labels[i];
      }
  return order;
}

void
ink_folds_assign (const guint32 *labels, guint n, guint n_classes,
                  guint n_folds, guint64 seed, guint repeat, guint8 *folds)
{
  g_autofree guint *counts = count_classes (labels, n, n_classes);
  g_autofree guint32 *dealt = g_new (guint32, MAX (n, 1));
  g_autofree guint32 **next = g_new0 (guint32 *, MAX (n_classes, 1));
  guint n_present;
  g_autofree guint32 *order
      = order_of_appearance (labels, n, n_classes, &n_present);
  guint place = 0;

  for (guint k = 0; k < n_present; k++)
    {
      guint32 class = order[k];
      InkRng rng = ink_rng (seed, INK_STREAM_FOLDS, repeat, class);

      next[class] = dealt + place;
      for (guint i = 0; i < counts[class]; i++, place++)
        dealt[place] = place % n_folds;
      ink_rng_shuffle (&rng, next[class], counts[class]);
    }
  for (guint i = 0; i < n; i++)
    folds[i] = (guint8) *next[labels[i]]++;
}

guint
ink_folds_part (const guint8 *folds, guint n, guint fold, gboolean held_out,
                guint32 *part)
{
  guint k = 0;

  for (guint32 i = 0; i < n; i++)
    if ((folds[i] == fold) == !!held_out)
      part[k++] = i;
  return k;
}
