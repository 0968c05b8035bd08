/* Training naive Bayes on texts that need not fit into memory: one pass or two
 * to learn, and one to see what was learned. */
#include "app/cli/train-source.h"

#include "app/cli/naive-bayes-calibration.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "core/model/evaluate.h"
#include "core/model/naive-bayes-merge.h"
#include "core/model/naive-bayes-source.h"

/* The most that the texts to calibrate on may take. */
#define SAMPLE_BYTES (32u << 20)

static gboolean
watch_cb (double fraction, gpointer user_data, GError **error)
{
  cli_status ("%s %.0f %%", (const char *) user_data, 100.0 * fraction);
  return TRUE;
}

static InkModel *
learn (InkTextSource *source, const InkNaiveBayesOptions *options,
       const InkModel *dictionary, GError **error)
{
  const InkNaiveBayesTraining training
      = { .watch = watch_cb, .watch_data = (gpointer) "learning" };
  InkModel *model;

  cli_progress ("learning from %s", ink_text_source_name (source));
  model = dictionary == NULL
              ? ink_naive_bayes_train_source (source, options, &training, error)
              : ink_naive_bayes_train_source_with (source, options, dictionary,
                                                   &training, error);
  cli_status_clear ();
  if (model != NULL && ink_text_source_skipped (source) > 0)
    cli_note ("note: %" G_GUINT64_FORMAT " rows skipped; the first: %s",
              ink_text_source_skipped (source),
              ink_text_source_first_skipped (source));
  return model;
}

/* Every so manieth text is kept to calibrate on. */
static guint64
sample_step (const InkTextSource *source)
{
  guint64 by_count
      = (ink_text_source_count (source) + INK_CALIBRATION_MAX_TEXTS - 1)
        / INK_CALIBRATION_MAX_TEXTS;
  guint64 by_size
      = (ink_text_source_bytes (source) + SAMPLE_BYTES - 1) / SAMPLE_BYTES;

  return MAX (1, MAX (by_count, by_size));
}

static gboolean
read_again (const InkModel *model, InkTextSource *source, gboolean sample,
            InkSourceReading *reading, GError **error)
{
  const InkNaiveBayesTraining training
      = { .watch = watch_cb, .watch_data = (gpointer) "reading" };
  const InkSourceReadingWishes wishes
      = { TRUE, sample ? sample_step (source) : 0 };
  gboolean done
      = ink_text_source_rewind (source, error)
        && ink_naive_bayes_read_source (model, source, &wishes, &training,
                                        reading, error);

  cli_status_clear ();
  return done;
}

gboolean
cli_train_source (const char *data, const InkTextOptions *text,
                  const InkNaiveBayesOptions *options,
                  const InkModel *dictionary, guint folds, guint64 seed,
                  CliSourceTraining *training, GError **error)
{
  g_autoptr (InkTextSource) source = NULL;
  g_autoptr (InkModel) model = NULL;
  g_auto (InkSourceReading) reading = { 0 };

  *training = (CliSourceTraining) { 0 };
  if (!ink_input_check_data (data, INK_INPUT_TEXT, "naive-bayes", error))
    return FALSE;
  source = ink_text_source_open (data, INK_SPLIT_TRAIN, text, error);
  if (source == NULL)
    return FALSE;
  model = learn (source, options, dictionary, error);
  if (model == NULL)
    return cli_argument_to_usage (error);
  if (!read_again (model, source, folds > 0, &reading, error)
      || (folds > 0
          && !cli_calibrate (&model, reading.sample, folds, seed, error)))
    return FALSE;
  training->model = g_steal_pointer (&model);
  training->n = reading.n;
  training->accuracy = (double) reading.n_right / (double) reading.n;
  training->hash = g_steal_pointer (&reading.hash);
  return TRUE;
}

void
cli_source_training_clear (CliSourceTraining *training)
{
  g_clear_pointer (&training->model, ink_model_unref);
  g_clear_pointer (&training->hash, g_free);
}
