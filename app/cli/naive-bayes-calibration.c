/* The calibration of naive Bayes on the command line. */
#include "app/cli/naive-bayes-calibration.h"

#include <stdio.h>

#include "app/cli/options.h"
#include "app/cli/output.h"
#include "core/base/error.h"

static char *folds_text;

const GOptionEntry cli_calibration_entries[] = {
  { "calibration-folds", 0, 0, G_OPTION_ARG_FILENAME, &folds_text,
    "Parts held out in turn to calibrate probabilities on, 0 for none [5]",
    "K" },
  { 0 },
};

gboolean
cli_calibration_take (guint *folds, GError **error)
{
  *folds = INK_CALIBRATION_FOLDS;
  if (!cli_take_uint ("--calibration-folds", folds_text, 0, 100, folds, error))
    return FALSE;
  if (*folds != 1)
    return TRUE;
  return cli_usage_error (error, "--calibration-folds: expected 0, or 2 to "
                                 "100, found 1");
}

gboolean
cli_calibrate (InkModel **model, InkTextSet *texts, guint folds, guint64 seed,
               GError **error)
{
  g_autoptr (GError) cause = NULL;
  InkNaiveBayesCalibration calibration;
  InkModel *calibrated;

  if (folds == 0)
    return TRUE;
  cli_progress ("calibrating by %u folds", folds);
  if (!ink_naive_bayes_calibrate (*model, texts, folds, seed, 0, NULL, NULL,
                                  &calibration, &cause))
    {
      if (!g_error_matches (cause, INK_ERROR, INK_ERROR_MISMATCH))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      cli_note ("note: probabilities stay raw: %s", cause->message);
      return TRUE;
    }
  calibrated = ink_naive_bayes_calibrated (*model, &calibration);
  ink_model_unref (*model);
  *model = calibrated;
  return TRUE;
}

static gboolean
is_calibrated (const InkModel *model, InkNaiveBayesCalibration *calibration)
{
  return ink_model_class (model) == &ink_naive_bayes_class
         && ink_naive_bayes_calibration_of (model, calibration);
}

void
cli_calibration_print (const InkModel *model)
{
  InkNaiveBayesCalibration c;

  if (!is_calibrated (model, &c))
    return;
  printf ("calibration  temperature %.4g ", c.temperature);
  if (c.folds > 0)
    printf ("by %u folds of %u texts\n", c.folds, c.n);
  else
    printf ("by %u texts that it has not learned from\n", c.n);
  printf ("             held out, raw and calibrated: calibration error %.4f "
          "and %.4f, log loss %.4f and %.4f\n",
          c.error_before, c.error_after, c.log_loss_before,
          c.log_loss_after);
}

void
cli_calibration_to_json (const InkModel *model, JsonObject *object)
{
  InkNaiveBayesCalibration c;
  JsonObject *own;

  if (!is_calibrated (model, &c))
    return;
  own = json_object_new ();
  cli_json_set_number (own, "temperature", c.temperature);
  json_object_set_int_member (own, "texts", c.n);
  json_object_set_int_member (own, "folds", c.folds);
  json_object_set_int_member (own, "seed", (gint64) c.seed);
  cli_json_set_number (own, "calibration_error_raw", c.error_before);
  cli_json_set_number (own, "calibration_error", c.error_after);
  cli_json_set_number (own, "log_loss_raw", c.log_loss_before);
  cli_json_set_number (own, "log_loss", c.log_loss_after);
  json_object_set_object_member (object, "calibration", own);
}

gboolean
cli_make_raw (InkModel **model, GError **error)
{
  const InkModelClass *klass = ink_model_class (*model);
  InkModel *raw;

  if (klass != &ink_naive_bayes_class)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "--raw: expected a naive Bayes model, found %s, "
                          "whose probabilities have one form",
                          klass->name);
  raw = ink_naive_bayes_with_temperature (*model, 1);
  ink_model_unref (*model);
  *model = raw;
  return TRUE;
}
