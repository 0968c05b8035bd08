/* Words below the figures of an evaluation. */
#include "ui/evaluate/evaluate-words.h"

#include "ui/format.h"

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
ink_evaluate_done_words (gboolean images, guint n, gboolean seen,
                         double seconds)
{
  g_autofree char *count = ink_format_count (n);
  const gboolean fast = seconds < SHORTEST;

  return g_strdup_printf ("%s %s%s%s evaluated in %s%.2f s", count,
                          images ? "image" : "text", n == 1 ? "" : "s",
                          seen ? ", seen in training," : "",
                          fast ? "under " : "", fast ? SHORTEST : seconds);
}
