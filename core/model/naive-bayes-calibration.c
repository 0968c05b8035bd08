/* The temperature of naive Bayes: every text is read by a model that has not
 * seen it, fold by fold, and the temperature is the one that makes the right
 * answers likeliest. The folds are fitted side by side, each into rows of its
 * own, and what follows from the rows is one thread's work: the same bits
 * whatever the threads. */
#include "core/model/naive-bayes-calibration.h"

#include <pthread.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/data/folds.h"
#include "core/data/split.h"
#include "core/metrics/calibration.h"
#include "core/metrics/log-loss.h"
#include "core/model/naive-bayes-corpus.h"
#include "core/model/naive-bayes-private.h"
#include "core/model/temperature.h"

#define NEVER G_MAXUINT8 /* the fold of a text that is not held out */
#define MAX_SCORES (1u << 24)

typedef struct
{
  InkNaiveBayesCorpus *corpus;
  guint n, n_classes, n_folds;
  guint32 *labels; /* [n] */
  guint8 *folds;   /* [n] */
  double *scores;  /* [n][n_classes]: of the texts that are held out */
  InkCalibrationWatch watch;
  gpointer watch_data;
  pthread_mutex_t mutex;
  /* under the mutex */
  double *fractions; /* [n_folds] */
  GError **errors;   /* [n_folds] */
  gboolean given_up;
} Job;

typedef struct
{
  Job *job;
  guint fold;
} Fold;

static gboolean
fold_watch_cb (double fraction, gpointer user_data, GError **error)
{
  const Fold *fold = user_data;
  Job *job = fold->job;
  double sum = 0;
  gboolean go_on;

  pthread_mutex_lock (&job->mutex);
  job->fractions[fold->fold] = fraction;
  for (guint i = 0; i < job->n_folds; i++)
    sum += job->fractions[i];
  if (job->given_up)
    go_on = ink_error_set (error, INK_ERROR_MISMATCH,
                           "another fold has failed");
  else
    go_on = job->watch == NULL
            || job->watch (sum / job->n_folds, job->watch_data, error);
  job->given_up = job->given_up || !go_on;
  pthread_mutex_unlock (&job->mutex);
  return go_on;
}

/* The rows of the fold's texts, from where they are read to where they are
 * kept. */
static void
keep_scores (const Job *job, const guint32 *test, guint n, const double *scores)
{
  const gsize size = job->n_classes;

  for (guint i = 0; i < n; i++)
    memcpy (job->scores + test[i] * size, scores + i * size,
            size * sizeof *scores);
}

static void
fold_task_cb (guint task, guint worker, gpointer user_data)
{
  Job *job = user_data;
  Fold fold = { job, task };
  g_autofree guint32 *train = g_new (guint32, job->n);
  g_autofree guint32 *test = g_new (guint32, job->n);
  guint n_train = ink_folds_part (job->folds, job->n, task, FALSE, train);
  guint n_test = ink_folds_part (job->folds, job->n, task, TRUE, test);
  g_autofree double *scores
      = g_new (double, MAX (1, (gsize) n_test * job->n_classes));

  if (n_test == 0)
    return;
  if (ink_naive_bayes_corpus_score (job->corpus, train, n_train, test, n_test,
                                    fold_watch_cb, &fold, scores,
                                    &job->errors[task]))
    {
      keep_scores (job, test, n_test, scores);
      return;
    }
  pthread_mutex_lock (&job->mutex);
  job->given_up = TRUE;
  pthread_mutex_unlock (&job->mutex);
}

/* A class's only text is never held out: a model without it would not know the
 * class. Returns: how many are; 0 where they are of one class. */
static guint
assign_folds (Job *job, guint64 seed)
{
  g_autofree guint *counts = g_new0 (guint, job->n_classes);
  guint n = 0, n_held_out = 0;

  ink_folds_assign (job->labels, job->n, job->n_classes, job->n_folds, seed, 0,
                    job->folds);
  for (guint i = 0; i < job->n; i++)
    counts[job->labels[i]]++;
  for (guint i = 0; i < job->n; i++)
    if (counts[job->labels[i]] < 2)
      job->folds[i] = NEVER;
    else
      n++;
  for (guint c = 0; c < job->n_classes; c++)
    n_held_out += counts[c] >= 2;
  return n_held_out >= 2 ? n : 0;
}

/* Leaves the rows of what was held out, one after the other. */
static void
pack_rows (Job *job)
{
  const gsize size = job->n_classes;
  guint kept = 0;

  for (guint i = 0; i < job->n; i++)
    if (job->folds[i] != NEVER)
      {
        job->labels[kept] = job->labels[i];
        memmove (job->scores + kept * size, job->scores + i * size,
                 size * sizeof *job->scores);
        kept++;
      }
  job->n = kept;
}

static void
measure (const Job *job, double temperature, double *error, double *log_loss)
{
  const gsize size = job->n_classes;
  InkCalibrationBin bins[INK_CALIBRATION_BINS];
  g_autofree double *p = g_memdup2 (job->scores,
                                    job->n * size * sizeof *job->scores);
  g_autofree double *confidence = g_new (double, job->n);
  g_autofree guint8 *correct = g_new (guint8, job->n);

  for (guint i = 0; i < job->n; i++)
    {
      double *row = p + i * size;
      guint top = 0;

      ink_temperature_softmax (row, job->n_classes, temperature);
      for (guint c = 1; c < job->n_classes; c++)
        if (row[c] > row[top])
          top = c;
      confidence[i] = row[top];
      correct[i] = top == job->labels[i];
    }
  *error = ink_calibration_bins (confidence, correct, job->n,
                                 INK_CALIBRATION_BINS, bins);
  *log_loss = ink_log_loss (p, job->labels, job->n, job->n_classes);
}

static void
fit_temperature (const Job *job, InkNaiveBayesCalibration *calibration)
{
  *calibration = (InkNaiveBayesCalibration) {
    .temperature = ink_temperature_search (job->scores, job->labels, job->n,
                                           job->n_classes),
    .n = job->n,
    .folds = job->n_folds,
  };
  measure (job, 1, &calibration->error_before, &calibration->log_loss_before);
  measure (job, calibration->temperature, &calibration->error_after,
           &calibration->log_loss_after);
}

/* FALSE with the error of the first fold that has one of its own. */
static gboolean
take_errors (Job *job, GError **error)
{
  guint first = job->n_folds;

  for (guint i = job->n_folds; i-- > 0;)
    if (job->errors[i] != NULL
        && (first == job->n_folds
            || !g_str_equal (job->errors[i]->message,
                             "another fold has failed")))
      first = i;
  if (first == job->n_folds)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&job->errors[first]));
  return FALSE;
}

static gboolean
score_folds (Job *job, guint n_threads, GError **error)
{
  g_autoptr (InkPool) pool = ink_pool_new (n_threads);

  ink_pool_run (pool, job->n_folds, fold_task_cb, job);
  return take_errors (job, error);
}

/* As many as calibration is for. */
static InkTextSet *
sample (InkTextSet *texts, guint64 seed)
{
  const guint n = ink_text_set_count (texts);
  const guint n_classes = ink_text_set_n_classes (texts);
  const guint most
      = MIN (INK_CALIBRATION_MAX_TEXTS, MAX_SCORES / MAX (n_classes, 1));
  g_autoptr (GArray) rest = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (n <= most)
    return ink_text_set_ref (texts);
  ink_split_stratified (ink_text_set_labels (texts), n, n_classes,
                        (double) most / n, seed, rest, taken);
  return ink_text_set_subset (texts, ink_text_set_name (texts),
                              (const guint32 *) (void *) taken->data,
                              taken->len);
}

static gboolean
check_enough (const InkTextSet *texts, guint n, guint n_folds, GError **error)
{
  if (n >= INK_CALIBRATION_MIN_TEXTS && n >= n_folds)
    return TRUE;
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s: calibration: expected %u texts or more, of two "
                        "classes with two at least, found %u",
                        ink_text_set_name (texts),
                        MAX (INK_CALIBRATION_MIN_TEXTS, n_folds), n);
}

static void
job_init (Job *job, InkTextSet *texts, const InkNaiveBayesOptions *options,
          guint folds)
{
  const guint n = ink_text_set_count (texts);

  *job = (Job) { .n = n,
                 .n_folds = folds,
                 .n_classes = ink_text_set_n_classes (texts) };
  job->corpus = ink_naive_bayes_corpus_new (texts, options);
  job->labels = g_memdup2 (ink_text_set_labels (texts), n * sizeof (guint32));
  job->folds = g_new (guint8, MAX (n, 1));
  job->scores = g_new0 (double, MAX (1, (gsize) n * job->n_classes));
  job->fractions = g_new0 (double, folds);
  job->errors = g_new0 (GError *, folds);
  pthread_mutex_init (&job->mutex, NULL);
}

static void
job_clear (Job *job)
{
  ink_naive_bayes_corpus_free (job->corpus);
  for (guint i = 0; i < job->n_folds; i++)
    g_clear_error (&job->errors[i]);
  g_free (job->labels);
  g_free (job->folds);
  g_free (job->scores);
  g_free (job->fractions);
  g_free (job->errors);
  pthread_mutex_destroy (&job->mutex);
}

gboolean
ink_naive_bayes_calibrate (InkTextSet *texts,
                           const InkNaiveBayesOptions *options, guint folds,
                           guint64 seed, guint n_threads,
                           InkCalibrationWatch watch, gpointer watch_data,
                           InkNaiveBayesCalibration *calibration,
                           GError **error)
{
  g_autoptr (InkTextSet) taken = NULL;
  gboolean done;
  Job job;

  if (folds < 2 || folds >= NEVER)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "calibration folds: expected 2 to %d, found %u",
                          NEVER - 1, folds);
  if (!ink_naive_bayes_check (texts, options, error))
    return FALSE;
  taken = sample (texts, seed);
  job_init (&job, taken, options, folds);
  job.watch = watch;
  job.watch_data = watch_data;
  done = check_enough (texts, assign_folds (&job, seed), folds, error)
         && score_folds (&job, n_threads, error);
  if (done)
    {
      pack_rows (&job);
      fit_temperature (&job, calibration);
      calibration->seed = seed;
    }
  job_clear (&job);
  return done;
}
