#pragma once

#include "core/train/cross-validate.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 *examples; /* [n_test], ascending */
  guint n_train, n_test;
  InkEvaluation *evaluation;
} InkFold;

struct _InkCrossValidation
{
  gatomicrefcount ref_count;
  InkCrossValidationOptions options;
  InkLearner *learner;
  guint n_folds; /* of all repeats */
  InkFold *folds; /* [n_folds] */
};

/* What a row of values, one a fold, comes to; NAN ones have no part in it.
 * @test_share: test / train, for the corrected variance */
InkFoldSummary ink_fold_summary (const double *values, guint n,
                                 double test_share, double level);
/* The same in two steps, for many rows of as many values each, none NAN: the
 * interval reaches @margin deviations to both sides. */
double ink_fold_margin (guint n, double test_share, double level);
InkFoldSummary ink_fold_summary_with (const double *values, guint n,
                                      double margin);
/* The same, its interval cut to the values that @figure can have. */
InkFoldSummary ink_fold_summary_of_figure (InkFigure figure,
                                           const double *values, guint n,
                                           double test_share, double level);
/* The errors of ink_cross_validate() before the first fit; @n_kept: of how many
 * repeats the probabilities are kept at a time. */
gboolean ink_cross_validation_check (const InkLearner *learner,
                                     const InkCrossValidationOptions *options,
                                     guint n_kept, GError **error);
/* What fold @fold, of all repeats, learns from and holds out, ascending.
 * @train: (out): [count of the learner] at most
 * @test: (out): [count / n_folds + 1] at most */
void ink_cross_validation_cut (const InkLearner *learner,
                               const InkCrossValidationOptions *options,
                               guint fold, guint32 *train, guint *n_train,
                               guint32 *test, guint *n_test);
/* [n]; (transfer full) */
guint32 *ink_learner_labels_of (const InkLearner *learner,
                                const guint32 *examples, guint n);
/* Test / train: the folds share all examples out. */
double ink_cross_validation_test_share (guint n_folds);
/* "mail.csv: fold 2 of 5", "mail.csv: repeat 3, fold 2 of 5".
 * (transfer full) */
char *ink_cross_validation_fold_name (const InkLearner *learner,
                                      const InkCrossValidationOptions *options,
                                      guint fold);
G_END_DECLS
