/* What follows from counts must be numbers: counts that are finite each may
 * still add up to infinity. */
#include "core/model/naive-bayes-private.h"

#include <math.h>

#include "core/base/error.h"

/* Of texts: whole numbers up to here are exact. */
#define MAX_TEXTS 9007199254740992.0

/* @names: (nullable); (transfer full) */
static char *
name_class (const char *const *names, guint c)
{
  return names == NULL ? g_strdup_printf ("class %u", c)
                       : g_strdup_printf ("class '%s'", names[c]);
}

static gboolean
check_class (const InkNaiveBayes *bayes, const char *const *names, guint c,
             GError **error)
{
  const double slope = bayes->absent_slope == NULL ? 0 : bayes->absent_slope[c];
  const double base = bayes->base[c];
  /* A class without texts is not to be had. */
  const gboolean none = base == -INFINITY && bayes->class_count[c] == 0;
  g_autofree char *name = NULL;

  if (isfinite (bayes->absent[c]) && isfinite (slope)
      && (isfinite (base) || none))
    return TRUE;
  name = name_class (names, c);
  return ink_error_set (error, INK_ERROR_LIMIT,
                        "feature_count: %s: expected a sum whose logarithm is "
                        "finite, found one that is too large",
                        name);
}

/* Of each term in all classes together. */
static gboolean
check_terms (const InkNaiveBayes *bayes, GError **error)
{
  for (guint32 t = 0; bayes->absent_term != NULL && t < bayes->n_terms; t++)
    if (!isfinite (bayes->absent_term[t]))
      {
        g_autofree char *term = ink_naive_bayes_term (bayes, t);

        return ink_error_set (error, INK_ERROR_LIMIT,
                              "feature_count: term '%s': expected a sum whose "
                              "logarithm is finite, found %g",
                              term, bayes->absent_term[t]);
      }
  return TRUE;
}

static gboolean
pair_error (const InkNaiveBayes *bayes, const char *const *names, guint32 pair,
            GError **error)
{
  guint32 t = 0;
  g_autofree char *term = NULL;
  g_autofree char *name = name_class (names, bayes->counts.classes[pair]);

  while (bayes->counts.starts[t + 1] <= pair)
    t++;
  term = ink_naive_bayes_term (bayes, t);
  return ink_error_set (error, INK_ERROR_LIMIT,
                        "feature_count: term '%s', %s: expected a count whose "
                        "logarithm is finite, found %g",
                        term, name,
                        ink_class_counts_value (&bayes->counts, pair));
}

gboolean
ink_naive_bayes_check_finite (const InkNaiveBayes *bayes,
                              const char *const *names, GError **error)
{
  guint32 n = bayes->counts.starts[bayes->n_terms];
  double texts = 0;

  for (guint c = 0; c < bayes->n_classes; c++)
    texts += bayes->class_count[c];
  if (!(texts <= MAX_TEXTS))
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "class_count: expected a sum of at most %.0f texts, "
                          "found %g",
                          MAX_TEXTS, texts);
  if (!check_terms (bayes, error))
    return FALSE;
  for (guint32 p = 0; p < n; p++)
    if (!isfinite (bayes->log_theta[p]))
      return pair_error (bayes, names, p, error);
  for (guint c = 0; c < bayes->n_classes; c++)
    if (!check_class (bayes, names, c, error))
      return FALSE;
  return TRUE;
}
