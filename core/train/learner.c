/* What the learners have in common: examples with labels, and a class that
 * fits. */
#include "core/train/learner.h"

#include "core/base/error.h"
#include "core/train/learner-private.h"

struct _InkLearner
{
  gatomicrefcount ref_count;
  const InkLearnerClass *klass;
  gpointer payload;
  char *data;
  guint32 *labels; /* [n] */
  guint n;
  GStrv class_names;
};

InkLearner *
ink_learner_new (const InkLearnerClass *klass, gpointer payload,
                 const char *data, guint32 *labels, guint n,
                 const char *const *class_names)
{
  InkLearner *learner = g_new0 (InkLearner, 1);

  g_atomic_ref_count_init (&learner->ref_count);
  learner->klass = klass;
  learner->payload = payload;
  learner->data = g_strdup (data);
  learner->labels = labels;
  learner->n = n;
  learner->class_names = g_strdupv ((GStrv) class_names);
  return learner;
}

InkLearner *
ink_learner_ref (InkLearner *learner)
{
  g_atomic_ref_count_inc (&learner->ref_count);
  return learner;
}

void
ink_learner_unref (InkLearner *learner)
{
  if (learner == NULL || !g_atomic_ref_count_dec (&learner->ref_count))
    return;
  learner->klass->free (learner->payload);
  g_free (learner->data);
  g_free (learner->labels);
  g_strfreev (learner->class_names);
  g_free (learner);
}

const char *
ink_learner_name (const InkLearner *learner)
{
  return learner->klass->name;
}

const char *
ink_learner_data (const InkLearner *learner)
{
  return learner->data;
}

guint
ink_learner_count (const InkLearner *learner)
{
  return learner->n;
}

guint
ink_learner_n_classes (const InkLearner *learner)
{
  return g_strv_length (learner->class_names);
}

const char *const *
ink_learner_class_names (const InkLearner *learner)
{
  return (const char *const *) learner->class_names;
}

const guint32 *
ink_learner_labels (const InkLearner *learner)
{
  return learner->labels;
}

gboolean
ink_learner_fit_step (const InkLearnerFit *fit, double fraction,
                      GError **error)
{
  if (fit->func != NULL)
    fit->func (fraction, fit->user_data);
  if (!g_cancellable_is_cancelled (fit->cancellable))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
               "cancelled when %.0f %% was done", 100 * fraction);
  return FALSE;
}

static gboolean
check_indices (const InkLearner *learner, const char *part,
               const guint32 *indices, guint n, GError **error)
{
  if (n == 0)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected a %s part of one example at least, "
                          "found none",
                          learner->data, part);
  for (guint i = 0; i < n; i++)
    if (indices[i] >= learner->n)
      return ink_error_set (error, INK_ERROR_ARGUMENT,
                            "%s: %s example %u: expected an index below %u, "
                            "found %u",
                            learner->data, part, i, learner->n, indices[i]);
  return TRUE;
}

gboolean
ink_learner_fit (const InkLearner *learner, const guint32 *train, guint n_train,
                 const guint32 *test, guint n_test, guint n_threads,
                 GCancellable *cancellable, InkLearnerFunc func,
                 gpointer user_data, double *probabilities, GError **error)
{
  const InkLearnerFit fit
      = { train, n_train, test, n_test, n_threads, cancellable, func,
          user_data };

  return check_indices (learner, "training", train, n_train, error)
         && check_indices (learner, "test", test, n_test, error)
         && ink_learner_fit_step (&fit, 0, error)
         && learner->klass->fit (learner->payload, &fit, probabilities, error)
         && ink_learner_fit_step (&fit, 1, error);
}
