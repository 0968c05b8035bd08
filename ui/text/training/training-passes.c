/* A source is read once for the labels, since what is held out depends on all
 * of them; then the part that is learnt from, the same or a sample of it to
 * calibrate on, the part that is held out, and all of it for its hash. */
#include "ui/text/training/training-passes.h"

#include <string.h>

#include "core/base/error.h"
#include "core/data/split.h"
#include "core/data/text-hash.h"
#include "core/model/evaluate.h"
#include "core/model/naive-bayes-source.h"

/* With a part held out, data up to here is calibrated on as `train naive-bayes`
 * does then: on whatever is learnt from. */
#define WHOLE_BYTES ((guint64) 256 << 20)
#define SAMPLE_BYTES (32u << 20) /* else */

static gboolean
reading_watch (double fraction, guint64 n_texts, gpointer user_data,
               GError **error)
{
  InkTrainingPasses *passes = user_data;

  ink_training_progress_set (passes->progress, INK_TRAINING_READING, fraction,
                             n_texts);
  return !g_cancellable_set_error_if_cancelled (passes->cancellable, error);
}

gboolean
ink_training_passes_read (InkTrainingPasses *passes, GError **error)
{
  const InkTextChoice *choice = passes->choice;
  const InkTextOptions options = ink_text_choice_options (choice);

  passes->source = ink_text_source_open (choice->path, INK_SPLIT_TRAIN,
                                         &options, error);
  if (passes->source == NULL)
    return FALSE;
  passes->labels = ink_text_labels_read (passes->source, reading_watch, passes,
                                         error);
  if (passes->labels == NULL)
    return FALSE;
  passes->n_learned
      = ink_text_labels_divide (passes->labels, passes->source,
                                choice->held_out, choice->seed, FALSE);
  passes->n_held_out = passes->labels->len - passes->n_learned;
  return TRUE;
}

/* The texts that are learnt from, or those held out, from the first on. */
static gboolean
begin_pass (InkTrainingPasses *passes, gboolean held_out, GError **error)
{
  ink_text_labels_divide (passes->labels, passes->source,
                          passes->choice->held_out, passes->choice->seed,
                          held_out);
  return ink_text_source_rewind (passes->source, error);
}

/* --- Fitting --- */

static gboolean
fit_watch (double fraction, gpointer user_data, GError **error)
{
  InkTrainingPasses *passes = user_data;

  ink_training_progress_set (passes->progress, INK_TRAINING_FITTING, fraction,
                             passes->n_learned);
  return !g_cancellable_set_error_if_cancelled (passes->cancellable, error);
}

InkModel *
ink_training_passes_fit (InkTrainingPasses *passes,
                         const InkNaiveBayesOptions *options, GError **error)
{
  const InkNaiveBayesTraining training
      = { .watch = fit_watch, .watch_data = passes };

  ink_training_progress_set (passes->progress, INK_TRAINING_FITTING, 0,
                             passes->n_learned);
  if (!begin_pass (passes, FALSE, error))
    return NULL;
  return ink_naive_bayes_train_source (passes->source, options, &training,
                                       error);
}

/* --- Into memory --- */

/* (transfer full) */
static InkTextSet *
load (InkTrainingPasses *passes, GError **error)
{
  InkTextSet *set;

  ink_training_progress_follow (passes->progress, passes->source);
  set = ink_text_set_load (passes->source, error);
  ink_training_progress_follow (passes->progress, NULL);
  if (set == NULL
      || !g_cancellable_set_error_if_cancelled (passes->cancellable, error))
    return set;
  ink_text_set_unref (set);
  return NULL;
}

/* Of what is learnt from, every so manieth text, as `train naive-bayes`
 * does. */
static void
leave_out_all_but_sample (InkTrainingPasses *passes)
{
  const InkTextChoice *choice = passes->choice;
  const guint64 by_count
      = passes->n_learned / (INK_CALIBRATION_MAX_TEXTS + 1) + 1;
  const guint64 by_size
      = ink_text_source_bytes (passes->source) / (SAMPLE_BYTES + 1) + 1;
  g_autoptr (GArray) learn = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) hold = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint8 *left_out = g_malloc (passes->labels->len);
  guint n_classes;

  ink_text_source_class_names (passes->source, &n_classes);
  ink_split_stratified ((const guint32 *) (void *) passes->labels->data,
                        passes->labels->len, n_classes, choice->held_out,
                        choice->seed, learn, hold);
  memset (left_out, 1, passes->labels->len);
  for (guint64 i = 0; i < learn->len; i += MAX (by_count, by_size))
    left_out[g_array_index (learn, guint32, i)] = 0;
  ink_text_source_leave_out (passes->source, left_out, passes->labels->len);
}

static InkTextSet *
load_learned (InkTrainingPasses *passes, GError **error)
{
  if (passes->choice->held_out > 0
      && ink_text_source_size (passes->source) <= WHOLE_BYTES)
    return begin_pass (passes, FALSE, error) ? load (passes, error) : NULL;
  leave_out_all_but_sample (passes);
  return ink_text_source_rewind (passes->source, error) ? load (passes, error)
                                                        : NULL;
}

/* --- Calibrating --- */

static gboolean
calibrate_watch (double fraction, gpointer user_data, GError **error)
{
  InkTrainingPasses *passes = user_data;

  ink_training_progress_set (passes->progress, INK_TRAINING_CALIBRATING,
                             fraction, passes->n_learned);
  return !g_cancellable_set_error_if_cancelled (passes->cancellable, error);
}

gboolean
ink_training_passes_calibrate (InkTrainingPasses *passes, InkModel **model,
                               gboolean *done,
                               InkNaiveBayesCalibration *calibration,
                               GError **error)
{
  g_autoptr (InkTextSet) texts = NULL;
  g_autoptr (GError) cause = NULL;
  InkModel *calibrated;

  *done = FALSE;
  if (passes->n_learned < INK_CALIBRATION_MIN_TEXTS)
    return TRUE;
  ink_training_progress_set (passes->progress, INK_TRAINING_CALIBRATING, 0,
                             passes->n_learned);
  texts = load_learned (passes, error);
  if (texts == NULL)
    return FALSE;
  if (!ink_naive_bayes_calibrate (*model, texts, INK_CALIBRATION_FOLDS,
                                  passes->choice->seed, 0, calibrate_watch,
                                  passes, calibration, &cause))
    {
      /* too few texts of a class to hold any out */
      if (g_error_matches (cause, INK_ERROR, INK_ERROR_MISMATCH))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  calibrated = ink_naive_bayes_calibrated (*model, calibration);
  ink_model_unref (*model);
  *model = calibrated;
  *done = TRUE;
  return TRUE;
}

/* --- Measuring --- */

static gboolean
count_watch (double fraction, gpointer user_data, GError **error)
{
  InkTrainingPasses *passes = user_data;

  ink_training_progress_set (passes->progress, INK_TRAINING_EVALUATING,
                             fraction, passes->n_held_out);
  return !g_cancellable_set_error_if_cancelled (passes->cancellable, error);
}

/* Block by block: no figure but this one. */
static gboolean
count_right (InkTrainingPasses *passes, const InkModel *model,
             guint64 *n_right, GError **error)
{
  const InkNaiveBayesTraining training
      = { .watch = count_watch, .watch_data = passes };
  g_auto (InkSourceReading) reading = { 0 };

  if (!begin_pass (passes, TRUE, error)
      || !ink_naive_bayes_read_source (model, passes->source, NULL, &training,
                                       &reading, error))
    return FALSE;
  *n_right = reading.n_right;
  return TRUE;
}

static guint64
count_in (const InkEvaluation *evaluation)
{
  const guint32 *labels = ink_evaluation_labels (evaluation);
  const guint32 *predicted = ink_evaluation_predicted (evaluation);
  guint64 n_right = 0;

  for (gsize i = 0; i < ink_evaluation_count (evaluation); i++)
    n_right += labels[i] == predicted[i];
  return n_right;
}

gboolean
ink_training_passes_measure (InkTrainingPasses *passes, const InkModel *model,
                             InkEvaluation **evaluation, guint64 *n_right,
                             GError **error)
{
  g_autoptr (InkTextSet) texts = NULL;
  g_autoptr (GError) cause = NULL;

  *evaluation = NULL;
  *n_right = 0;
  if (passes->n_held_out == 0)
    return TRUE;
  ink_training_progress_set (passes->progress, INK_TRAINING_EVALUATING, -1,
                             passes->n_held_out);
  if (!begin_pass (passes, TRUE, error))
    return FALSE;
  texts = load (passes, &cause);
  if (g_error_matches (cause, INK_ERROR, INK_ERROR_LIMIT))
    return count_right (passes, model, n_right, error);
  if (texts != NULL)
    *evaluation = ink_model_evaluate_texts (model, texts, 0,
                                            passes->cancellable, &cause);
  if (*evaluation == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  *n_right = count_in (*evaluation);
  return TRUE;
}

static gboolean
hash_watch (double fraction, guint64 n_texts, gpointer user_data,
            GError **error)
{
  InkTrainingPasses *passes = user_data;

  return !g_cancellable_set_error_if_cancelled (passes->cancellable, error);
}

char *
ink_training_passes_hash (InkTrainingPasses *passes, GError **error)
{
  char *hash;

  ink_text_source_leave_out (passes->source, NULL, 0);
  ink_training_progress_follow (passes->progress, passes->source);
  hash = ink_text_source_hash (passes->source, hash_watch, passes, error);
  ink_training_progress_follow (passes->progress, NULL);
  return hash;
}

void
ink_training_passes_clear (InkTrainingPasses *passes)
{
  g_clear_pointer (&passes->source, ink_text_source_free);
  g_clear_pointer (&passes->labels, g_array_unref);
}
