/* The temperature of naive Bayes: every text is read by the model without it
 * and the others of its fold, and the temperature is the one that makes the
 * right answers likeliest. Since the texts are taken out of the model that is
 * there, what reads them has learned from nearly as many texts: the scores of a
 * model depend on how many those are. The same bits whatever the threads: they
 * share texts and terms, each in places of its own, and no sums.
 *
 * One number is enough. A temperature that grows with the known words, as
 * (1 + n)^b, had on test sets (log loss, 1 to 2 numbers): english-topics 1.047
 * to 1.040, news-zh 0.4165 to 0.4164, 20 Newsgroups with headers 0.970 to
 * 0.904, SMS 0.043 to 0.043, and with complement naive Bayes 0.644 to 0.628 and
 * 0.055 to 0.060: less than the years between training and test cost. */
#include "core/model/naive-bayes-calibration-private.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/data/folds.h"
#include "core/data/split.h"
#include "core/metrics/calibration.h"
#include "core/metrics/log-loss.h"
#include "core/model/naive-bayes-without-private.h"
#include "core/model/temperature.h"

#define NEVER G_MAXUINT8 /* the fold of a text that is not held out */
#define TEXTS_PER_TASK 64
/* Of all the work, done before the folds. */
#define COUNTING_SHARE 0.3

typedef struct
{
  const InkNaiveBayes *bayes;
  InkTermMatrix *texts;
  guint n, n_classes, n_folds;
  guint32 *labels; /* [n]: the model's classes */
  guint8 *folds;   /* [n] */
  double *scores;  /* [n][n_classes]: of the texts that are held out */
  InkPool *pool;
} Job;

/* One fold being read. */
typedef struct
{
  const Job *job;
  const InkNaiveBayes *rest;
  const guint32 *numbers; /* [n_terms of the model] */
  const guint32 *test;    /* [n_test] */
  guint n_test;
} Reading;

/* The terms of a text that are left. */
static void
take_known (const Reading *reading, guint32 text, GArray *known)
{
  const InkTermMatrix *all = reading->job->texts;

  g_array_set_size (known, 0);
  for (gsize i = all->starts[text]; i < all->starts[text + 1]; i++)
    {
      InkTermCount count
          = { reading->numbers[all->entries[i].term], all->entries[i].count };

      if (count.term != G_MAXUINT32)
        g_array_append_val (known, count);
    }
}

static void
read_task_cb (guint task, guint worker, gpointer user_data)
{
  const Reading *reading = user_data;
  const guint first = task * TEXTS_PER_TASK;
  const guint end = MIN (first + TEXTS_PER_TASK, reading->n_test);
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (InkTermCount));
  g_autoptr (GArray) weights = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = first; i < end; i++)
    {
      guint32 text = reading->test[i];

      take_known (reading, text, known);
      g_array_set_size (weights, known->len);
      ink_naive_bayes_score_counts (
          reading->rest, (const InkTermCount *) (void *) known->data,
          known->len, (double *) (void *) weights->data,
          reading->job->scores + (gsize) text * reading->job->n_classes);
    }
}

static void
score_fold (const Job *job, guint fold)
{
  g_autofree guint32 *test = g_new (guint32, MAX (1, job->n));
  g_autofree guint32 *numbers = g_new (guint32, MAX (1, job->bayes->n_terms));
  guint n = ink_folds_part (job->folds, job->n, fold, TRUE, test);
  InkNaiveBayes *rest = ink_naive_bayes_without (
      job->bayes, job->texts, job->labels, test, n, numbers, job->pool);
  Reading reading = { job, rest, numbers, test, n };

  ink_pool_run (job->pool, (n + TEXTS_PER_TASK - 1) / TEXTS_PER_TASK,
                read_task_cb, &reading);
  ink_naive_bayes_free (rest);
}

/* A class's only text is never held out: a model without it would not know the
 * class. Returns: how many are; 0 where they are of one class. */
static guint
assign_folds (Job *job, guint64 seed)
{
  guint n = 0, n_held_out = 0;
  g_autofree gboolean *seen = g_new0 (gboolean, job->n_classes);

  ink_folds_assign (job->labels, job->n, job->n_classes, job->n_folds, seed, 0,
                    job->folds);
  for (guint i = 0; i < job->n; i++)
    {
      guint32 label = job->labels[i];

      if (job->bayes->class_count[label] < 2)
        {
          job->folds[i] = NEVER;
          continue;
        }
      n++;
      n_held_out += !seen[label];
      seen[label] = TRUE;
    }
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

void
ink_calibration_measure (const InkScoredTexts *texts, double temperature,
                         InkCalibrationFigures *figures)
{
  InkCalibrationBin bins[INK_CALIBRATION_BINS];
  const guint n_classes = texts->n_classes;
  g_autofree double *row = g_new (double, n_classes);
  g_autofree double *confidence = g_new (double, texts->n);
  g_autofree guint8 *correct = g_new (guint8, texts->n);
  double loss = 0;

  for (guint i = 0; i < texts->n; i++)
    {
      guint top = 0;

      memcpy (row, texts->scores + (gsize) i * n_classes,
              n_classes * sizeof *row);
      ink_temperature_softmax (row, n_classes, temperature);
      for (guint c = 1; c < n_classes; c++)
        if (row[c] > row[top])
          top = c;
      confidence[i] = row[top];
      correct[i] = top == texts->labels[i];
      loss += ink_log_loss_example (row, texts->labels[i], n_classes);
    }
  figures->error = ink_calibration_bins (confidence, correct, texts->n,
                                         INK_CALIBRATION_BINS, bins);
  figures->log_loss = loss / texts->n;
}

void
ink_calibration_fit (const InkScoredTexts *texts, guint folds, guint64 seed,
                     InkNaiveBayesCalibration *calibration)
{
  double temperature = ink_temperature_search (texts->scores, texts->labels,
                                               texts->n, texts->n_classes);
  InkCalibrationFigures before, after;

  ink_calibration_measure (texts, 1, &before);
  ink_calibration_measure (texts, temperature, &after);
  *calibration = (InkNaiveBayesCalibration) {
    .temperature = temperature,
    .n = texts->n,
    .folds = folds,
    .seed = seed,
    .error_before = before.error,
    .error_after = after.error,
    .log_loss_before = before.log_loss,
    .log_loss_after = after.log_loss,
  };
}

guint
ink_calibration_most_texts (guint n_classes)
{
  return MIN (INK_CALIBRATION_MAX_TEXTS,
              INK_CALIBRATION_MAX_SCORES / MAX (n_classes, 1));
}

/* As many as calibration is for. */
static InkTextSet *
sample (InkTextSet *texts, guint64 seed)
{
  const guint n = ink_text_set_count (texts);
  const guint n_classes = ink_text_set_n_classes (texts);
  const guint most = ink_calibration_most_texts (n_classes);
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

gboolean
ink_calibration_find_class (const InkModel *model, const char *name,
                            const char *data, guint32 *class_index,
                            GError **error)
{
  const char *const *known = ink_model_class_names (model);

  for (guint32 c = 0; known[c] != NULL; c++)
    if (strcmp (known[c], name) == 0)
      {
        *class_index = c;
        return TRUE;
      }
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s: calibration: expected classes that the model "
                        "knows, found '%s'",
                        data, name);
}

/* The model's class of each text, (transfer full); NULL with an error. */
static guint32 *
match_labels (const InkModel *model, const InkTextSet *texts, GError **error)
{
  const char *const *names = ink_text_set_class_names (texts);
  const guint32 *labels = ink_text_set_labels (texts);
  const guint n = ink_text_set_count (texts);
  g_autofree guint32 *classes
      = g_new (guint32, MAX (1, ink_text_set_n_classes (texts)));
  guint32 *matched;

  for (guint i = 0; names[i] != NULL; i++)
    if (!ink_calibration_find_class (model, names[i], ink_text_set_name (texts),
                                     &classes[i], error))
      return NULL;
  matched = g_new (guint32, MAX (1, n));
  for (guint i = 0; i < n; i++)
    matched[i] = classes[labels[i]];
  return matched;
}

static gboolean
check_enough (const Job *job, const InkTextSet *texts, guint n, GError **error)
{
  const guint least = MAX (INK_CALIBRATION_MIN_TEXTS, job->n_folds);

  if (n >= least)
    return TRUE;
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s: calibration: expected %u texts or more, of two "
                        "classes with two at least, found %u",
                        ink_text_set_name (texts), least, n);
}

static gboolean
score (Job *job, const InkTextSet *texts, InkCalibrationWatch watch,
       gpointer watch_data, GError **error)
{
  job->texts = ink_naive_bayes_count_texts (job->bayes, texts, job->pool);
  job->scores = g_new (double, (gsize) job->n * job->n_classes);
  for (guint fold = 0; fold < job->n_folds; fold++)
    {
      double done = COUNTING_SHARE
                    + (1 - COUNTING_SHARE) * fold / job->n_folds;

      if (watch != NULL && !watch (done, watch_data, error))
        return FALSE;
      score_fold (job, fold);
    }
  return TRUE;
}

static void
job_clear (Job *job)
{
  ink_term_matrix_free (job->texts);
  g_free (job->labels);
  g_free (job->folds);
  g_free (job->scores);
  ink_pool_free (job->pool);
}

gboolean
ink_naive_bayes_calibrate (const InkModel *model, InkTextSet *texts,
                           guint folds, guint64 seed, guint n_threads,
                           InkCalibrationWatch watch, gpointer watch_data,
                           InkNaiveBayesCalibration *calibration,
                           GError **error)
{
  Job job = { .bayes = ink_model_payload (model),
              .n_classes = ink_model_n_classes (model),
              .n_folds = folds };
  g_autoptr (InkTextSet) taken = NULL;
  gboolean done;

  if (folds < 2 || folds >= NEVER)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "calibration folds: expected 2 to %d, found %u",
                          NEVER - 1, folds);
  taken = sample (texts, seed);
  job.n = ink_text_set_count (taken);
  job.labels = match_labels (model, taken, error);
  if (job.labels == NULL)
    return FALSE;
  job.folds = g_new (guint8, MAX (1, job.n));
  job.pool = ink_pool_new (n_threads);
  done = check_enough (&job, taken, assign_folds (&job, seed), error)
         && score (&job, taken, watch, watch_data, error);
  if (done)
    {
      pack_rows (&job);
      ink_calibration_fit (
          &(InkScoredTexts) { job.scores, job.labels, job.n, job.n_classes },
          folds, seed, calibration);
    }
  job_clear (&job);
  return done;
}
