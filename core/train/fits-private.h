#pragma once

#include "core/train/cross-validate.h"

G_BEGIN_DECLS

/* Many fits of one learner, side by side on the threads. What they give does
 * not depend on that, nor does which fit's error is told: that of the first. */

/* One fit under way: what ink_learner_fit() is to be given. */
typedef struct
{
  guint number;
  guint n_threads;
  GCancellable *cancellable;
  InkLearnerFunc func;
  gpointer func_data;
} InkFit;

typedef struct
{
  guint n_fits;
  guint n_threads; /* 0 for all */
  /* Makes fit @fit->number and keeps what comes of it in a place of its own.
   * Returns: (transfer full): the evaluation that @func is told of, or NULL
   * with an error. Several at once. */
  InkEvaluation *(*fit) (const InkFit *fit, gpointer data, GError **error);
  /* (nullable): how much of a work that fit is; all the same without */
  double (*work) (guint number, gpointer data);
  /* What stands before a fit's error: "fold 2". (transfer full) */
  char *(*name) (guint number, gpointer data);
  gpointer data;
  GCancellable *cancellable; /* (nullable) */
  InkCrossValidationFunc func; /* (nullable) */
  gpointer user_data;
} InkFitPlan;

/* ink_fits_run: blocks. FALSE with INK_ERROR_ARGUMENT (threads),
 * G_IO_ERROR_CANCELLED, or the error of the first fit that failed. */
gboolean ink_fits_run (const InkFitPlan *plan, GError **error);

G_END_DECLS
