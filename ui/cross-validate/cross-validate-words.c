/* How a cross-validation is told. */
#include "ui/cross-validate/cross-validate-words.h"

#include <string.h>

char *
ink_cross_validate_heading (const InkCrossValidateNews *news,
                            gboolean cancelled)
{
  if (cancelled)
    return g_strdup ("Cancelling…");
  if (news->stage == INK_CROSS_VALIDATE_LOADING)
    return g_strdup ("Loading the data…");
  return g_strdup_printf (news->stage == INK_CROSS_VALIDATE_FOLDS
                              ? "%u of %u folds done"
                              : "Learning curve: %u of %u models done",
                          news->n_done, news->n_fits);
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

const char *
ink_cross_validate_end_heading (const GError *error)
{
  return is_cancelled (error) ? "Cancelled" : error != NULL ? "Failed" : "Done";
}

static char *
cancelled_text (const InkCrossValidateNews *news)
{
  if (news->stage == INK_CROSS_VALIDATE_LOADING
      || (news->stage == INK_CROSS_VALIDATE_FOLDS && news->n_done == 0))
    return g_strdup ("No fold had ended.");
  if (news->stage == INK_CROSS_VALIDATE_FOLDS)
    return g_strdup_printf ("%u of %u folds had ended: theirs are the figures "
                            "below.",
                            news->n_done, news->n_fits);
  return g_strdup ("The cross-validation is whole; its learning curve is left "
                   "out.");
}

static char *
done_text (const InkCrossValidateNews *news, const char *what,
           const InkCrossValidationOptions *options)
{
  const gboolean curve = news->stage == INK_CROSS_VALIDATE_CURVE;
  const double seconds
      = (double) (g_get_monotonic_time () - news->began) / G_USEC_PER_SEC;

  return g_strdup_printf ("%s: %u models in %.1f s.", what,
                          options->n_folds * options->n_repeats
                              + (curve ? news->n_fits : 0),
                          seconds);
}

char *
ink_cross_validate_end_text (const InkCrossValidateNews *news,
                             const GError *error, const char *what,
                             const InkCrossValidationOptions *options)
{
  if (is_cancelled (error))
    return cancelled_text (news);
  return error != NULL ? g_strdup (error->message)
                       : done_text (news, what, options);
}

char *
ink_cross_validate_whole_json (const InkCrossValidation *validation,
                               const char *curve_json)
{
  g_autofree char *json = ink_cross_validation_to_json (validation);
  char *end = strrchr (json, '}');

  if (curve_json == NULL || end == NULL)
    return g_steal_pointer (&json);
  *end = '\0';
  return g_strdup_printf ("%s, \"learning_curve\": %s}\n", json, curve_json);
}
