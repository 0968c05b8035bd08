/* The temperature of a naive Bayes model, and what its file says of how it was
 * found: facts. */
#include <math.h>

#include "core/base/error.h"
#include "core/model/naive-bayes-calibration.h"
#include "core/model/naive-bayes-private.h"
#include "core/model/temperature.h"

#define TEMPERATURE "temperature"

static const InkNaiveBayes *
payload_of (const InkModel *model)
{
  g_return_val_if_fail (ink_model_class (model) == &ink_naive_bayes_class,
                        NULL);
  return ink_model_payload (model);
}

double
ink_naive_bayes_temperature (const InkModel *model)
{
  return payload_of (model)->temperature;
}

/* A payload that has all else from another, which it keeps. */
static InkNaiveBayes *
share (const InkNaiveBayes *bayes, double temperature)
{
  InkNaiveBayes *root
      = bayes->root != NULL ? bayes->root : (InkNaiveBayes *) bayes;
  InkNaiveBayes *other = g_new (InkNaiveBayes, 1);

  g_atomic_int_inc (&root->n_sharing);
  *other = *bayes;
  other->root = root;
  other->n_sharing = 0;
  other->temperature = temperature;
  return other;
}

InkModel *
ink_naive_bayes_with_temperature (const InkModel *model, double temperature)
{
  const InkNaiveBayes *bayes = payload_of (model);
  g_autoptr (GPtrArray) keys = ink_model_fact_keys (model);
  InkModel *other
      = ink_model_new (&ink_naive_bayes_class, share (bayes, temperature),
                       ink_model_class_names (model));

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);

      ink_model_set_fact (other, key, ink_model_fact (model, key));
    }
  ink_model_set_number_fact (other, TEMPERATURE, temperature);
  return other;
}

void
ink_naive_bayes_save_temperature (const InkNaiveBayes *bayes, InkState *state)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (bayes->temperature == 1
      && ink_state_metadata (state, TEMPERATURE) == NULL)
    return;
  g_ascii_dtostr (text, sizeof text, bayes->temperature);
  ink_state_set_metadata (state, TEMPERATURE, text);
}

gboolean
ink_naive_bayes_load_temperature (const InkState *state, InkNaiveBayes *bayes,
                                  GError **error)
{
  const char *value = ink_state_metadata (state, TEMPERATURE);
  g_autofree char *shown = NULL;
  char *end;

  bayes->temperature = 1;
  if (value == NULL)
    return TRUE;
  bayes->temperature = g_ascii_strtod (value, &end);
  if (end != value && *end == '\0'
      && bayes->temperature >= INK_TEMPERATURE_MIN
      && bayes->temperature <= INK_TEMPERATURE_MAX)
    return TRUE;
  shown = g_utf8_make_valid (value, -1);
  return ink_error_set (error, INK_ERROR_FORMAT,
                        "naive-bayes: metadata `%s': expected a number from %g "
                        "to %g, found `%s'",
                        TEMPERATURE, INK_TEMPERATURE_MIN, INK_TEMPERATURE_MAX,
                        shown);
}

/* The facts, and where each is kept. */
static const struct
{
  const char *key;
  gsize offset;
} numbers[] = {
  { "calibration_error_raw",
    G_STRUCT_OFFSET (InkNaiveBayesCalibration, error_before) },
  { "calibration_error",
    G_STRUCT_OFFSET (InkNaiveBayesCalibration, error_after) },
  { "calibration_log_loss_raw",
    G_STRUCT_OFFSET (InkNaiveBayesCalibration, log_loss_before) },
  { "calibration_log_loss",
    G_STRUCT_OFFSET (InkNaiveBayesCalibration, log_loss_after) },
};

InkModel *
ink_naive_bayes_calibrated (const InkModel *model,
                            const InkNaiveBayesCalibration *calibration)
{
  InkModel *other
      = ink_naive_bayes_with_temperature (model, calibration->temperature);

  ink_model_set_integer_fact (other, "calibration_texts", calibration->n);
  ink_model_set_integer_fact (other, "calibration_folds", calibration->folds);
  ink_model_set_integer_fact (other, "calibration_seed", calibration->seed);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    ink_model_set_number_fact (
        other, numbers[i].key,
        G_STRUCT_MEMBER (double, calibration, numbers[i].offset));
  return other;
}

static gboolean
read_count (const InkModel *model, const char *key, guint64 most,
            guint64 *count)
{
  const char *fact = ink_model_fact (model, key);

  return fact != NULL
         && g_ascii_string_to_unsigned (fact, 10, 0, most, count, NULL);
}

static gboolean
read_number (const InkModel *model, const char *key, double *number)
{
  const char *fact = ink_model_fact (model, key);
  char *end;

  if (fact == NULL)
    return FALSE;
  *number = g_ascii_strtod (fact, &end);
  return end != fact && *end == '\0' && isfinite (*number) && *number >= 0;
}

gboolean
ink_naive_bayes_calibration_of (const InkModel *model,
                                InkNaiveBayesCalibration *calibration)
{
  InkNaiveBayesCalibration found
      = { .temperature = ink_naive_bayes_temperature (model) };
  guint64 n, folds;

  if (!read_count (model, "calibration_texts", G_MAXUINT, &n)
      || !read_count (model, "calibration_folds", G_MAXUINT, &folds)
      || !read_count (model, "calibration_seed", G_MAXUINT64, &found.seed))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!read_number (model, numbers[i].key,
                      G_STRUCT_MEMBER_P (&found, numbers[i].offset)))
      return FALSE;
  found.n = (guint) n;
  found.folds = (guint) folds;
  *calibration = found;
  return TRUE;
}
