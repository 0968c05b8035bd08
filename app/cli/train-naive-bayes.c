/* `inkling-cli train naive-bayes`: options, passes over the texts, the model
 * file. With a validation fraction the texts are held in memory, and the model
 * is fitted on the rest alone, so that the figure told is that of the model
 * written. */
#include "app/cli/train.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/cli/examples.h"
#include "app/cli/naive-bayes-dictionary.h"
#include "app/cli/naive-bayes-options.h"
#include "app/cli/output.h"
#include "app/cli/naive-bayes-calibration.h"
#include "app/cli/train-source.h"
#include "core/base/error.h"
#include "core/data/split.h"
#include "core/model/evaluate.h"
#include "core/model/naive-bayes-merge.h"
#include "core/model/naive-bayes-text.h"
#include "core/store/checkpoint.h"

typedef struct
{
  InkNaiveBayesOptions options;
  InkModel *dictionary; /* NULL: that of the texts */
  gboolean mail;        /* texts are mails */
  double validation_fraction;
  guint calibration_folds;
  guint64 seed;
} Settings;

static gboolean
take_settings (const CliTrainArgs *args, Settings *settings, GError **error)
{
  *settings = (Settings) { .options = INK_NAIVE_BAYES_OPTIONS_DEFAULT,
                           .seed = 1 };
  return cli_dictionary_take (&settings->dictionary, &settings->options, error)
         && cli_naive_bayes_take (&settings->options, error)
         && cli_dictionary_check (settings->dictionary, &settings->options,
                                  error)
         && cli_calibration_take (&settings->calibration_folds, error)
         && cli_take_uint64 ("--seed", args->seed, &settings->seed, error)
         && cli_take_fraction ("--validation-fraction",
                               args->validation_fraction,
                               &settings->validation_fraction, error);
}

/* Both (transfer full); *held_out is NULL without a validation fraction. */
static gboolean
split (const CliExamples *examples, const Settings *settings,
       InkTextSet **fitted, InkTextSet **held_out, GError **error)
{
  g_autoptr (GArray) train = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) validation = g_array_new (FALSE, FALSE, sizeof (guint32));
  InkTextSet *texts = examples->texts;

  *held_out = NULL;
  *fitted = ink_text_set_ref (texts);
  if (settings->validation_fraction == 0)
    return TRUE;
  ink_split_stratified (ink_text_set_labels (texts), ink_text_set_count (texts),
                        ink_text_set_n_classes (texts),
                        settings->validation_fraction, settings->seed, train,
                        validation);
  g_clear_pointer (fitted, ink_text_set_unref);
  if (train->len == 0 || validation->len == 0)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected enough texts to hold out a fraction of "
                          "%g, found %u",
                          ink_text_set_name (texts),
                          settings->validation_fraction,
                          ink_text_set_count (texts));
  *fitted = ink_text_set_subset (texts, ink_text_set_name (texts),
                                 (const guint32 *) train->data, train->len);
  *held_out
      = ink_text_set_subset (texts, ink_text_set_name (texts),
                             (const guint32 *) validation->data,
                             validation->len);
  return TRUE;
}

static gboolean
accuracy_on (InkTextSet *texts, const InkModel *model, double *accuracy,
             GError **error)
{
  CliExamples examples = { .input = INK_INPUT_TEXT, .texts = texts };
  g_autoptr (InkEvaluation) evaluation
      = cli_examples_evaluate (&examples, model, 0, error);

  if (evaluation == NULL)
    return FALSE;
  *accuracy = ink_evaluation_accuracy (evaluation);
  return TRUE;
}

typedef struct
{
  guint n_fitted, n_held_out;
  double train_accuracy;
  double validation_accuracy; /* NAN without a validation split */
} Figures;

static void
set_facts (InkModel *model, const Settings *settings, const Figures *figures,
           const char *data, const char *hash)
{
  g_autofree char *recipe = NULL;
  InkNaiveBayesOptions options = settings->options;

  ink_naive_bayes_options (model, &options);
  recipe = ink_naive_bayes_options_text (&options);
  cli_train_set_data_facts (model, data, hash);
  if (settings->mail)
    ink_model_set_fact (model, INK_FACT_MAIL, "true");
  ink_model_set_fact (model, "recipe", recipe);
  ink_model_set_integer_fact (model, "seed", settings->seed);
  ink_model_set_number_fact (model, "validation_fraction",
                             settings->validation_fraction);
  ink_model_set_integer_fact (model, "examples", figures->n_fitted);
  ink_model_set_number_fact (model, "train_accuracy", figures->train_accuracy);
  ink_model_set_number_fact (model, "validation_accuracy",
                             figures->validation_accuracy);
}

static void
print_json_summary (const InkModel *model, const CliTrainArgs *args,
                    const Settings *settings, const Figures *figures)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "model", "naive-bayes");
  cli_json_set_string (object, "output", args->output);
  cli_json_set_string (object, "data", args->data);
  cli_json_set_string (object, "recipe", ink_model_fact (model, "recipe"));
  json_object_set_int_member (object, "seed", (gint64) settings->seed);
  json_object_set_int_member (object, "train_count", figures->n_fitted);
  json_object_set_int_member (object, "validation_count", figures->n_held_out);
  json_object_set_int_member (object, "classes", ink_model_n_classes (model));
  json_object_set_int_member (object, "features",
                              ink_naive_bayes_n_features (model));
  cli_json_set_number (object, "train_accuracy", figures->train_accuracy);
  cli_json_set_number (object, "validation_accuracy",
                       figures->validation_accuracy);
  cli_calibration_to_json (model, object);
  cli_print_json (object);
}

static void
print_summary (const InkModel *model, const CliTrainArgs *args,
               const Figures *figures)
{
  printf ("trained      %u texts, %u classes, %u features\n",
          figures->n_fitted, ink_model_n_classes (model),
          ink_naive_bayes_n_features (model));
  printf ("training     accuracy %.2f %%\n", 100.0 * figures->train_accuracy);
  if (figures->n_held_out > 0)
    printf ("validation   accuracy %.2f %% of %u texts\n",
            100.0 * figures->validation_accuracy, figures->n_held_out);
  cli_calibration_print (model);
  printf ("model        %s\n", args->output);
}

static gboolean
measure (const InkModel *model, InkTextSet *fitted, InkTextSet *held_out,
         Figures *figures, GError **error)
{
  *figures = (Figures) { .n_fitted = ink_text_set_count (fitted),
                         .validation_accuracy = NAN };
  if (!accuracy_on (fitted, model, &figures->train_accuracy, error))
    return FALSE;
  if (held_out == NULL)
    return TRUE;
  figures->n_held_out = ink_text_set_count (held_out);
  return accuracy_on (held_out, model, &figures->validation_accuracy, error);
}

/* The model's file and what is told. */
static gboolean
finish (InkModel *model, const Settings *settings, const CliTrainArgs *args,
        const Figures *figures, const char *hash, GError **error)
{
  cli_train_set_title (model, args);
  set_facts (model, settings, figures, args->data, hash);
  if (!ink_checkpoint_save (model, args->output, error))
    return FALSE;
  if (args->json)
    print_json_summary (model, args, settings, figures);
  else
    print_summary (model, args, figures);
  return TRUE;
}

static gboolean
fit (const CliExamples *examples, const Settings *settings,
     const CliTrainArgs *args, GError **error)
{
  g_autofree char *hash = cli_examples_hash (examples);
  g_autoptr (InkTextSet) fitted = NULL;
  g_autoptr (InkTextSet) held_out = NULL;
  g_autoptr (InkModel) model = NULL;
  Figures figures;

  if (!split (examples, settings, &fitted, &held_out, error))
    return FALSE;
  cli_progress ("learning from %u texts", ink_text_set_count (fitted));
  model = settings->dictionary == NULL
              ? ink_naive_bayes_train (fitted, &settings->options, error)
              : ink_naive_bayes_train_with (fitted, &settings->options,
                                            settings->dictionary, 0, error);
  if (model == NULL)
    return cli_argument_to_usage (error);
  if (settings->dictionary == NULL /* a part is not calibrated */
      && !cli_calibrate (&model, fitted, settings->calibration_folds,
                         settings->seed, error))
    return FALSE;
  return measure (model, fitted, held_out, &figures, error)
         && finish (model, settings, args, &figures, hash, error);
}

static gboolean
fit_in_memory (const CliTrainArgs *args, const InkTextOptions *text,
               const Settings *settings, GError **error)
{
  g_auto (CliExamples) examples = { 0 };

  return cli_examples_load (args->data, INK_SPLIT_TRAIN, INK_INPUT_TEXT,
                            "naive-bayes", text, &examples, error)
         && fit (&examples, settings, args, error);
}

static gboolean
fit_source (const CliTrainArgs *args, const InkTextOptions *text,
            const Settings *settings, GError **error)
{
  g_auto (CliSourceTraining) training = { 0 };
  Figures figures = { .validation_accuracy = NAN };

  if (!cli_train_source (
          args->data, text, &settings->options, settings->dictionary,
          settings->dictionary == NULL ? settings->calibration_folds : 0,
          settings->seed, &training, error))
    return FALSE;
  figures.n_fitted = (guint) training.n;
  figures.train_accuracy = training.accuracy;
  return finish (training.model, settings, args, &figures, training.hash,
                 error);
}

static gboolean
run_naive_bayes (const CliTrainArgs *args, const InkTextOptions *given,
                 GError **error)
{
  InkTextOptions text = *given;
  Settings settings;

  if (!cli_dictionary_check_output (args->output, error)
      || !take_settings (args, &settings, error)
      || !cli_check_output (args->output, error))
    return FALSE;
  if (settings.dictionary != NULL)
    text.mail = text.mail || ink_model_reads_mails (settings.dictionary);
  settings.mail = text.mail;
  if (settings.validation_fraction > 0)
    return fit_in_memory (args, &text, &settings, error);
  return fit_source (args, &text, &settings, error);
}

static InkLearner *
new_learner (const CliTrainArgs *args, const CliExamples *examples,
             GError **error)
{
  InkLearner *learner;
  Settings settings;

  if (args->validation_fraction != NULL)
    {
      cli_usage_error (error, "--validation-fraction is no option of "
                              "naive-bayes here: every fold holds its own "
                              "part out");
      return NULL;
    }
  if (cli_dictionary != NULL)
    {
      cli_usage_error (error, "--dictionary is no option of naive-bayes here: "
                              "every fold has its own");
      return NULL;
    }
  if (!take_settings (args, &settings, error))
    return NULL;
  learner = ink_learner_new_naive_bayes (examples->texts, &settings.options,
                                         error);
  if (learner == NULL)
    cli_argument_to_usage (error);
  return learner;
}

static char *
describe_recipe (const CliTrainArgs *args)
{
  Settings settings;

  return take_settings (args, &settings, NULL)
             ? ink_naive_bayes_options_text (&settings.options)
             : NULL;
}

const CliLearner cli_learner_naive_bayes = {
  .name = "naive-bayes",
  .title = "Naive Bayes Options:",
  .entries = cli_naive_bayes_entries,
  .train_entries = cli_calibration_entries,
  .train_title = "Calibration:",
  .describe = cli_naive_bayes_describe_recipes,
  .takes_text = TRUE,
  .run = run_naive_bayes,
  .new_learner = new_learner,
  .recipe = describe_recipe,
};
