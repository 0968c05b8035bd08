/* Stratified folds. Sorted by class, the example at place p goes to fold
 * p mod K: a class begins where the one before it ended, so the folds' sizes
 * balance over all classes too. */
#include "core/train/folds.h"

#include "core/base/error.h"
#include "core/base/rng.h"

G_STATIC_ASSERT (INK_CROSS_VALIDATION_MAX_FOLDS <= G_MAXUINT8);

static guint *
count_classes (const guint32 *labels, guint n, guint n_classes)
{
  guint *counts = g_new0 (guint, MAX (n_classes, 1));

  for (guint i = 0; i < n; i++)
    counts[labels[i]]++;
  return counts;
}

gboolean
ink_folds_check (const InkLearner *learner, guint n_folds, GError **error)
{
  const guint n_classes = ink_learner_n_classes (learner);
  const char *const *names = ink_learner_class_names (learner);
  g_autofree guint *counts
      = count_classes (ink_learner_labels (learner),
                       ink_learner_count (learner), n_classes);
  guint n_present = 0;

  for (guint c = 0; c < n_classes; c++)
    {
      if (counts[c] > 0 && counts[c] < n_folds)
        return ink_error_set (error, INK_ERROR_MISMATCH,
                              "%s: class '%s': expected an example a fold, %u "
                              "at least, found %u",
                              ink_learner_data (learner), names[c], n_folds,
                              counts[c]);
      n_present += counts[c] > 0;
    }
  if (n_present < 2)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected examples of two classes at least, "
                          "found %u",
                          ink_learner_data (learner), n_present);
  return TRUE;
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
