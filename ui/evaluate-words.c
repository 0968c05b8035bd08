/* Words below the figures of an evaluation. */
#include "ui/evaluate-words.h"

#define SHORTEST 0.01 /* seconds that two decimals tell */

/* Among the labels or the predictions. */
static gboolean
occurs (const InkEvaluation *evaluation, guint c)
{
  const guint n = ink_evaluation_n_classes (evaluation);
  const guint64 *confusion = ink_evaluation_confusion (evaluation);

  for (guint i = 0; i < n; i++)
    if (confusion[c * n + i] > 0 || confusion[i * n + c] > 0)
      return TRUE;
  return FALSE;
}

char *
ink_evaluate_mean_words (const InkEvaluation *evaluation)
{
  const guint n = ink_evaluation_n_classes (evaluation);
  guint n_occurring = 0;

  for (guint c = 0; c < n; c++)
    n_occurring += occurs (evaluation, c);
  if (n_occurring < n)
    return g_strdup_printf ("mean of %u of %u classes", n_occurring, n);
  return g_strdup_printf ("mean of %u classes", n);
}

char *
ink_evaluate_time_words (double seconds)
{
  if (seconds < SHORTEST)
    return g_strdup_printf ("under %g s", SHORTEST);
  return g_strdup_printf ("%.2f s", seconds);
}
