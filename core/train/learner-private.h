#pragma once

#include "core/train/learner.h"

G_BEGIN_DECLS

/* One fit: what ink_learner_fit() was given. */
typedef struct
{
  const guint32 *train; /* [n_train] */
  guint n_train;
  const guint32 *test; /* [n_test] */
  guint n_test;
  guint n_threads;
  GCancellable *cancellable; /* (nullable) */
  InkLearnerFunc func;       /* (nullable) */
  gpointer user_data;
} InkLearnerFit;

/* One kind of learner: a file of its own. */
typedef struct
{
  const char *name;
  gboolean (*fit) (gpointer payload, const InkLearnerFit *fit,
                   double *probabilities, GError **error);
  void (*free) (gpointer payload);
} InkLearnerClass;

/* ink_learner_new:
 * @payload: (transfer full)
 * @labels: (transfer full): [n]
 * @class_names: copied
 * Returns: (transfer full). */
InkLearner *ink_learner_new (const InkLearnerClass *klass, gpointer payload,
                             const char *data, guint32 *labels, guint n,
                             const char *const *class_names);

/* Tells how far @fit has come. FALSE with G_IO_ERROR_CANCELLED where it is to
 * end. */
gboolean ink_learner_fit_step (const InkLearnerFit *fit, double fraction,
                               GError **error);

G_END_DECLS
