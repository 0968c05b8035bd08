/* The worker: loads, cross-validates, then does the learning curve. What it has
 * goes into the progress as it comes, so that a run that is cancelled in its
 * curve leaves the cross-validation. */
#include "ui/cross-validate/cross-validate-job.h"

#include <pthread.h>
#include <string.h>

#include "core/data/dataset.h"
#include "core/model/naive-bayes-text.h"
#include "ui/text/text-file.h"

struct _InkCrossValidateProgress
{
  pthread_mutex_t mutex;
  InkCrossValidateNews news; /* under the mutex */
};

void
ink_cross_validate_news_clear (InkCrossValidateNews *news)
{
  g_clear_pointer (&news->folds, g_array_unref);
  g_clear_pointer (&news->validation, ink_cross_validation_unref);
  g_clear_pointer (&news->facts, g_strfreev);
  g_clear_pointer (&news->points, g_free);
  g_clear_pointer (&news->curve_json, g_free);
}

static GArray *
make_folds (void)
{
  return g_array_new (FALSE, FALSE, sizeof (InkFoldResult));
}

InkCrossValidateProgress *
ink_cross_validate_progress_new (void)
{
  InkCrossValidateProgress *progress
      = g_atomic_rc_box_new0 (InkCrossValidateProgress);

  pthread_mutex_init (&progress->mutex, NULL);
  progress->news.folds = make_folds ();
  return progress;
}

InkCrossValidateProgress *
ink_cross_validate_progress_ref (InkCrossValidateProgress *progress)
{
  return g_atomic_rc_box_acquire (progress);
}

static void
progress_clear (gpointer data)
{
  InkCrossValidateProgress *progress = data;

  ink_cross_validate_news_clear (&progress->news);
  pthread_mutex_destroy (&progress->mutex);
}

void
ink_cross_validate_progress_unref (InkCrossValidateProgress *progress)
{
  g_atomic_rc_box_release_full (progress, progress_clear);
}

void
ink_cross_validate_progress_take (InkCrossValidateProgress *progress,
                                  InkCrossValidateNews *news)
{
  pthread_mutex_lock (&progress->mutex);
  *news = progress->news;
  progress->news.folds = make_folds ();
  progress->news.validation = NULL;
  progress->news.facts = NULL;
  progress->news.points = NULL;
  progress->news.curve_json = NULL;
  pthread_mutex_unlock (&progress->mutex);
}

typedef struct
{
  InkCrossValidateRequest request;
  char *data;
  InkNaiveBayesOptions bayes;
  InkCrossValidateProgress *progress;
  GCancellable *cancellable; /* (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->data);
  ink_naive_bayes_options_clear (&job->bayes);
  ink_cross_validate_progress_unref (job->progress);
  g_clear_object (&job->cancellable);
  g_free (job);
}

/* What the curve costs, in cross-validations. */
static double
curve_work (const InkCrossValidateRequest *request)
{
  double work = 0;

  for (guint i = 0; i < request->n_fractions; i++)
    work += request->fractions[i];
  return work;
}

static void
begin_stage (Job *job, InkCrossValidateStage stage, guint n_fits)
{
  InkCrossValidateNews *news = &job->progress->news;

  pthread_mutex_lock (&job->progress->mutex);
  if (news->began == 0)
    news->began = g_get_monotonic_time ();
  news->stage = stage;
  news->n_done = 0;
  news->n_fits = n_fits;
  pthread_mutex_unlock (&job->progress->mutex);
}

static void
measure (InkFoldResult *result, const InkCrossValidationProgress *progress)
{
  result->fold = progress->fold;
  result->count = ink_evaluation_count (progress->evaluation);
  for (guint i = 0; i < INK_N_FIGURES; i++)
    result->figures[i]
        = ink_evaluation_figure (progress->evaluation, (InkFigure) i);
}

/* In whichever thread fits; one call at a time. */
static void
folds_worker (const InkCrossValidationProgress *progress, gpointer user_data)
{
  Job *job = user_data;
  InkCrossValidateNews *news = &job->progress->news;
  InkFoldResult result;

  if (progress->evaluation != NULL)
    measure (&result, progress);
  pthread_mutex_lock (&job->progress->mutex);
  news->n_done = progress->n_done;
  news->fraction = progress->fraction / (1 + curve_work (&job->request));
  if (progress->evaluation != NULL)
    g_array_append_val (news->folds, result);
  pthread_mutex_unlock (&job->progress->mutex);
}

static void
curve_worker (const InkCrossValidationProgress *progress, gpointer user_data)
{
  Job *job = user_data;
  const double work = curve_work (&job->request);

  pthread_mutex_lock (&job->progress->mutex);
  job->progress->news.n_done = progress->n_done;
  job->progress->news.fraction
      = (1 + work * progress->fraction) / (1 + work);
  pthread_mutex_unlock (&job->progress->mutex);
}

static void
add_fact (GStrvBuilder *facts, const char *key, const char *value)
{
  g_strv_builder_add (facts, key);
  g_strv_builder_add (facts, value);
}

G_GNUC_PRINTF (3, 4)
static void
add_number (GStrvBuilder *facts, const char *key, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  add_fact (facts, key, text);
}

static void
add_recipe (GStrvBuilder *facts, const Job *job)
{
  g_autofree char *recipe
      = job->request.texts ? ink_naive_bayes_options_text (&job->bayes)
                           : ink_recipe_describe (&job->request.recipe);

  add_fact (facts, "Recipe", recipe);
}

/* @hash: of the data */
static GStrv
describe (const Job *job, const InkLearner *learner, const char *hash)
{
  const InkCrossValidationOptions *options = &job->request.options;
  g_autoptr (GStrvBuilder) facts = g_strv_builder_new ();

  add_fact (facts, "Model", job->request.texts ? "naive Bayes" : "LeNet-5");
  add_fact (facts, "Data", ink_learner_data (learner));
  add_fact (facts, "Data hash", hash);
  add_number (facts, "Examples", "%u", ink_learner_count (learner));
  add_number (facts, "Folds", "%u", options->n_folds);
  add_number (facts, "Repeats", "%u", options->n_repeats);
  add_number (facts, "Seed", "%" G_GUINT64_FORMAT, options->seed);
  add_recipe (facts, job);
  return g_strv_builder_end (facts);
}

static InkLearner *
load_images (const Job *job, char **hash, GError **error)
{
  g_autoptr (InkImageSet) images
      = ink_dataset_load_images (job->data, INK_SPLIT_TRAIN, NULL, error);

  if (images == NULL)
    return NULL;
  *hash = ink_image_set_hash (images);
  return ink_learner_new_lenet5 (images, &job->request.recipe, error);
}

static InkLearner *
load_texts (const Job *job, char **hash, GError **error)
{
  g_autofree char *names = ink_text_file_class_names (job->data);
  g_autoptr (InkTextSet) texts = ink_text_file_load (
      job->data, INK_SPLIT_TRAIN, names, job->request.mail, NULL, error);

  if (texts == NULL)
    return NULL;
  *hash = ink_text_set_hash (texts);
  return ink_learner_new_naive_bayes (texts, &job->bayes, error);
}

static gboolean
cross_validate (Job *job, const InkLearner *learner, const char *hash,
                GError **error)
{
  const InkCrossValidationOptions *options = &job->request.options;
  InkCrossValidation *validation;

  begin_stage (job, INK_CROSS_VALIDATE_FOLDS,
               options->n_folds * options->n_repeats);
  validation = ink_cross_validate (learner, options, job->cancellable,
                                   folds_worker, job, error);
  if (validation == NULL)
    return FALSE;
  pthread_mutex_lock (&job->progress->mutex);
  job->progress->news.validation = validation;
  job->progress->news.facts = describe (job, learner, hash);
  pthread_mutex_unlock (&job->progress->mutex);
  return TRUE;
}

static gboolean
learn_curve (Job *job, const InkLearner *learner, GError **error)
{
  const InkCrossValidateRequest *request = &job->request;
  const guint n = request->n_fractions;
  g_autofree InkLearningCurvePoint *points = NULL;

  if (n == 0)
    return TRUE;
  points = g_new0 (InkLearningCurvePoint, n);
  begin_stage (job, INK_CROSS_VALIDATE_CURVE,
               n * request->options.n_folds * request->options.n_repeats);
  if (!ink_learning_curve (learner, &request->options, request->fractions, n,
                           request->figure, job->cancellable, curve_worker,
                           job, points, error))
    return FALSE;
  pthread_mutex_lock (&job->progress->mutex);
  job->progress->news.curve_json = ink_learning_curve_to_json (
      learner, &request->options, request->figure, points, n);
  job->progress->news.points = g_steal_pointer (&points);
  job->progress->news.n_points = n;
  pthread_mutex_unlock (&job->progress->mutex);
  return TRUE;
}

static void
job_worker (GTask *task, gpointer source, gpointer data,
            GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (InkLearner) learner = NULL;
  g_autofree char *hash = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  learner = job->request.texts ? load_texts (job, &hash, &error)
                               : load_images (job, &hash, &error);
  if (learner != NULL && cross_validate (job, learner, hash, &error)
      && learn_curve (job, learner, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
ink_cross_validate_async (const InkCrossValidateRequest *request,
                          InkCrossValidateProgress *progress,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->request = *request;
  job->data = g_strdup (request->data);
  job->request.data = job->data;
  ink_naive_bayes_options_copy (request->bayes != NULL
                                    ? request->bayes
                                    : &INK_NAIVE_BAYES_OPTIONS_DEFAULT,
                                &job->bayes);
  job->request.bayes = &job->bayes;
  job->progress = ink_cross_validate_progress_ref (progress);
  if (cancellable != NULL)
    job->cancellable = g_object_ref (cancellable);
  g_task_set_check_cancellable (task, FALSE); /* the curve's points come late */
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, job_worker);
}

gboolean
ink_cross_validate_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
