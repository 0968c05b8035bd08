#pragma once

#include <gio/gio.h>

#include "core/model/naive-bayes.h"
#include "core/train/learning-curve.h"

G_BEGIN_DECLS

/* Cross-validating, and a learning curve after it, in a worker thread. */

typedef struct
{
  gboolean texts;   /* naive Bayes; else LeNet-5 */
  const char *data; /* a name or a path; copied */
  gboolean mail;    /* its texts are mails */
  InkRecipe recipe; /* of LeNet-5 */
  /* Of naive Bayes: copied; NULL for scikit-learn's defaults. */
  const InkNaiveBayesOptions *bayes;
  InkCrossValidationOptions options;
  /* Of the learning curve: no point for none. */
  double fractions[INK_LEARNING_CURVE_MAX_POINTS];
  guint n_fractions;
  InkFigure figure;
} InkCrossValidateRequest;

/* A fold that has ended. */
typedef struct
{
  guint fold; /* repeat x n_folds + fold */
  gsize count;
  double figures[INK_N_FIGURES];
} InkFoldResult;

typedef enum
{
  INK_CROSS_VALIDATE_LOADING,
  INK_CROSS_VALIDATE_FOLDS,
  INK_CROSS_VALIDATE_CURVE,
} InkCrossValidateStage;

/* How far it is, and what came of it since the last look. */
typedef struct
{
  InkCrossValidateStage stage;
  guint n_done, n_fits; /* of the stage */
  double fraction;      /* of all the work, without the loading */
  gint64 began;         /* g_get_monotonic_time() of its begin; 0: not yet */
  GArray *folds;        /* (element-type InkFoldResult): ended since, in turn */
  /* Once, when the last fold has ended; nullable. */
  InkCrossValidation *validation;
  GStrv facts; /* of charts: key, value...; with @validation */
  /* Once, when the curve is there: [n_points]; nullable. */
  InkLearningCurvePoint *points;
  guint n_points;
  char *curve_json; /* with @points */
} InkCrossValidateNews;

void ink_cross_validate_news_clear (InkCrossValidateNews *news);

/* The way from the worker to whoever shows it, counted: the worker puts what it
 * has under a mutex, and the main loop looks as often as it likes. */
typedef struct _InkCrossValidateProgress InkCrossValidateProgress;

InkCrossValidateProgress *ink_cross_validate_progress_new (void);
InkCrossValidateProgress *ink_cross_validate_progress_ref (
    InkCrossValidateProgress *progress);
void ink_cross_validate_progress_unref (InkCrossValidateProgress *progress);
/* @news: (out caller-allocates): cleared by the caller. Any thread. */
void ink_cross_validate_progress_take (InkCrossValidateProgress *progress,
                                       InkCrossValidateNews *news);

/* ink_cross_validate_async: main thread. @callback: in the main loop, also when
 * @cancellable was cancelled. */
void ink_cross_validate_async (const InkCrossValidateRequest *request,
                               InkCrossValidateProgress *progress,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* Returns: FALSE with G_IO_ERROR_CANCELLED, or what loading, cross-validating
 * and the learning curve can end in; what was done until then is with the
 * progress. */
gboolean ink_cross_validate_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InkCrossValidateNews,
                                  ink_cross_validate_news_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkCrossValidateProgress,
                               ink_cross_validate_progress_unref)

G_END_DECLS
