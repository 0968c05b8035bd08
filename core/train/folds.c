/* Whether a learner's examples can be cut into folds. */
#include "core/train/folds.h"

#include "core/base/error.h"

G_STATIC_ASSERT (INK_CROSS_VALIDATION_MAX_FOLDS <= INK_FOLDS_MAX);

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
