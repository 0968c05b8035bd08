/* Two models on the same examples: who is right where, McNemar's test of that,
 * the paired bootstrap of every figure and DeLong's test of each class. */
#include "core/metrics/comparison.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/metrics/comparison-private.h"
#include "core/metrics/mcnemar.h"

static guint32
find_name (const char *const *names, const char *name)
{
  for (guint32 i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return G_MAXUINT32;
}

guint32 *
ink_comparison_match (const InkEvaluation *a, const InkEvaluation *b,
                      GError **error)
{
  const char *const *names_a = ink_evaluation_class_names (a);
  const char *const *names_b = ink_evaluation_class_names (b);
  const guint32 *labels_a = ink_evaluation_labels (a);
  const guint32 *labels_b = ink_evaluation_labels (b);
  gsize n = ink_evaluation_count (a);
  g_autofree guint32 *to_b = g_new (guint32, ink_evaluation_n_classes (a));

  if (ink_evaluation_count (b) != n)
    {
      ink_error_set (error, INK_ERROR_MISMATCH,
                     "expected two models' predictions on the same examples, "
                     "found %" G_GSIZE_FORMAT " and %" G_GSIZE_FORMAT,
                     n, ink_evaluation_count (b));
      return NULL;
    }
  for (guint c = 0; names_a[c] != NULL; c++)
    to_b[c] = find_name (names_b, names_a[c]);
  for (gsize i = 0; i < n; i++)
    if (to_b[labels_a[i]] != labels_b[i])
      {
        ink_error_set (error, INK_ERROR_MISMATCH,
                       "example %" G_GSIZE_FORMAT ": expected the same label "
                       "for both models, found '%s' and '%s'",
                       i, names_a[labels_a[i]], names_b[labels_b[i]]);
        return NULL;
      }
  return g_steal_pointer (&to_b);
}

static void
count_changes (InkComparison *comparison, const InkEvaluation *a,
               const InkEvaluation *b, const guint32 *to_b)
{
  const guint32 *labels = ink_evaluation_labels (a);

  for (gsize i = 0; i < comparison->n; i++)
    {
      guint32 by_a = ink_evaluation_predicted (a)[i];
      guint32 by_b = ink_evaluation_predicted (b)[i];
      gboolean a_right = by_a == labels[i];
      gboolean b_right = by_b == to_b[labels[i]];

      comparison->both_right += a_right && b_right;
      comparison->better += !a_right && b_right;
      comparison->worse += a_right && !b_right;
      comparison->both_wrong += !a_right && !b_right;
      comparison->otherwise += !a_right && !b_right && to_b[by_a] != by_b;
    }
  comparison->mcnemar_p
      = ink_mcnemar_exact (comparison->worse, comparison->better);
}

static const InkAucComparison undefined = {
  .a = { .area = NAN, .variance = NAN },
  .b = { .area = NAN, .variance = NAN },
  .difference = NAN,
  .standard_error = NAN,
  .low = NAN,
  .high = NAN,
  .z = NAN,
  .p = NAN,
};

static gboolean
compare_class (InkComparison *comparison, const InkEvaluation *a,
               const InkEvaluation *b, const guint32 *to_b, guint c,
               GError **error)
{
  const guint32 *labels = ink_evaluation_labels (a);
  g_autofree guint8 *positive = NULL;
  InkAucPair pair;

  comparison->classes[c] = undefined;
  if (isnan (ink_evaluation_class (a, c)->roc_auc))
    return TRUE;
  positive = g_new (guint8, comparison->n);
  for (gsize i = 0; i < comparison->n; i++)
    positive[i] = labels[i] == c;
  pair = (InkAucPair) {
    .scores_a = ink_evaluation_probabilities (a) + c,
    .scores_b = ink_evaluation_probabilities (b) + to_b[c],
    .stride_a = ink_evaluation_n_classes (a),
    .stride_b = ink_evaluation_n_classes (b),
    .positive = positive,
    .n = comparison->n,
  };
  return ink_auc_compare (&pair, comparison->options.level,
                          &comparison->classes[c], error);
}

InkComparison *
ink_comparison_new (const InkEvaluation *a, const InkEvaluation *b,
                    const InkBootstrapOptions *options, InkPool *pool,
                    GError **error)
{
  g_autofree guint32 *to_b = ink_comparison_match (a, b, error);
  g_autoptr (InkComparison) comparison = NULL;

  if (to_b == NULL)
    return NULL;
  comparison = g_new0 (InkComparison, 1);
  comparison->n = ink_evaluation_count (a);
  comparison->options = (InkBootstrapOptions) {
    options->n_resamples, options->seed, options->level
  };
  comparison->n_classes = ink_evaluation_n_classes (a);
  comparison->classes = g_new0 (InkAucComparison, comparison->n_classes);
  count_changes (comparison, a, b, to_b);
  if (!ink_bootstrap_pair (a, b, options, pool, comparison->a, comparison->b,
                           comparison->difference, error))
    return NULL;
  for (guint c = 0; c < comparison->n_classes; c++)
    if (!compare_class (comparison, a, b, to_b, c, error))
      return NULL;
  return g_steal_pointer (&comparison);
}

void
ink_comparison_free (InkComparison *comparison)
{
  if (comparison == NULL)
    return;
  g_free (comparison->classes);
  g_free (comparison);
}

char
ink_comparison_better (const InkComparison *comparison, InkFigure figure)
{
  const InkEstimate *difference = &comparison->difference[figure];
  gboolean is_loss = ink_figure_is_loss (figure);

  if (difference->low > 0)
    return is_loss ? 'A' : 'B';
  if (difference->high < 0)
    return is_loss ? 'B' : 'A';
  return 0;
}

static gboolean
is_told_apart (const InkComparison *c)
{
  return ink_comparison_better (c, INK_FIGURE_ACCURACY) != 0
         && c->mcnemar_p < 1 - c->options.level;
}

char *
ink_comparison_sentence (const InkComparison *comparison)
{
  const InkEstimate *accuracy = &comparison->difference[INK_FIGURE_ACCURACY];
  gboolean a_leads = accuracy->value < 0;
  double sign = a_leads ? -100 : 100;
  double low = sign * (a_leads ? accuracy->high : accuracy->low) + 0.0;
  double high = sign * (a_leads ? accuracy->low : accuracy->high) + 0.0;
  g_autofree char *lead = NULL;

  if (comparison->better + comparison->worse == 0)
    return g_strdup ("No difference: A and B are right on the same examples");
  if (is_told_apart (comparison))
    lead = g_strdup_printf ("%s is better by %.2f points",
                            a_leads ? "A" : "B", sign * accuracy->value);
  else if (accuracy->value == 0)
    lead = g_strdup ("Not told apart: A and B are equally often right");
  else
    lead = g_strdup_printf ("Not told apart: %s is ahead by %.2f points",
                            a_leads ? "A" : "B", sign * accuracy->value);
  return g_strdup_printf ("%s, %g %% interval %.2f to %.2f; McNemar's exact "
                          "test p = %.2g",
                          lead, 100 * comparison->options.level, low, high,
                          comparison->mcnemar_p);
}
