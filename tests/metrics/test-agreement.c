/* Balanced accuracy, Matthews correlation, Cohen's kappa, Brier score and top-k
 * accuracy where something is missing: figures worked out by hand, and those
 * scikit-learn gives by definition. test-golden.c has the random cases. */
#include <math.h>

#include "core/metrics/agreement.h"
#include "core/metrics/brier.h"
#include "core/metrics/figure.h"
#include "core/metrics/top-k.h"

#define CLOSE 1e-15

static void
test_by_hand (void)
{
  /* 10 of class 0 and 20 of class 1, 8 and 14 right */
  const guint64 counts[] = { 8, 2, 6, 14 };

  g_assert_cmpfloat_with_epsilon (ink_balanced_accuracy (counts, 2), 0.75,
                                  CLOSE);
  g_assert_cmpfloat_with_epsilon (ink_matthews_correlation (counts, 2),
                                  (8 * 14 - 2 * 6)
                                      / sqrt (14.0 * 10 * 20 * 16),
                                  CLOSE);
  /* 22 of 30 agree; by chance (10 14 + 20 16) / 30^2 = 460 / 900 */
  g_assert_cmpfloat_with_epsilon (ink_cohen_kappa (counts, 2),
                                  (22.0 / 30 - 460.0 / 900)
                                      / (1 - 460.0 / 900),
                                  CLOSE);
}

/* Class 2 is predicted but never true, class 1 true but never predicted. */
static void
test_missing_classes (void)
{
  const guint64 counts[] = { 3, 0, 1, 2, 0, 0, 0, 0, 0 };

  g_assert_cmpfloat_with_epsilon (ink_balanced_accuracy (counts, 3), 0.375,
                                  CLOSE);
  /* n = 6, hits 3, t = 4 2 0, p = 5 0 1 */
  g_assert_cmpfloat_with_epsilon (ink_matthews_correlation (counts, 3),
                                  (18.0 - 20) / sqrt (16.0 * 10), CLOSE);
  g_assert_cmpfloat_with_epsilon (ink_cohen_kappa (counts, 3),
                                  (18.0 - 20) / (36 - 20), CLOSE);
}

static void
test_one_class (void)
{
  const guint64 right[] = { 5, 0, 0, 0 };
  const guint64 one_predicted[] = { 5, 0, 3, 0 };
  const guint64 one_true[] = { 5, 3, 0, 0 };

  g_assert_cmpfloat (ink_balanced_accuracy (right, 2), ==, 1);
  g_assert_cmpfloat (ink_matthews_correlation (right, 2), ==, 0);
  g_assert_true (isnan (ink_cohen_kappa (right, 2)));
  g_assert_cmpfloat (ink_balanced_accuracy (one_predicted, 2), ==, 0.5);
  g_assert_cmpfloat (ink_matthews_correlation (one_predicted, 2), ==, 0);
  g_assert_cmpfloat (ink_cohen_kappa (one_predicted, 2), ==, 0);
  g_assert_cmpfloat (ink_matthews_correlation (one_true, 2), ==, 0);
  g_assert_cmpfloat (ink_cohen_kappa (one_true, 2), ==, 0);
}

static void
test_empty (void)
{
  const guint64 counts[] = { 0, 0, 0, 0 };

  g_assert_true (isnan (ink_balanced_accuracy (counts, 2)));
  g_assert_true (isnan (ink_matthews_correlation (counts, 2)));
  g_assert_true (isnan (ink_cohen_kappa (counts, 2)));
  g_assert_true (isnan (ink_brier_score (NULL, NULL, 0, 2)));
  g_assert_true (isnan (ink_brier_score_class (NULL, NULL, 0, 2, 0)));
  g_assert_true (isnan (ink_top_k_accuracy (NULL, NULL, 0, 3, 1)));
}

/* Counts whose products need 64 bits stay exact. */
static void
test_large (void)
{
  const guint64 million = 1000000;
  const guint64 counts[]
      = { 1000 * million, 1, 0, 3000 * million };

  g_assert_cmpfloat (ink_matthews_correlation (counts, 2), <, 1);
  g_assert_cmpfloat (ink_matthews_correlation (counts, 2), >, 1 - 1e-9);
  g_assert_cmpfloat (ink_cohen_kappa (counts, 2), <, 1);
}

static void
test_brier (void)
{
  const double p[] = { 0.5, 0.25, 0.25, 0, 1, 0 };
  const double outside[] = { 1.25, -0.25 };
  const guint32 labels[] = { 0, 2 };

  g_assert_cmpfloat (ink_brier_score (p, labels, 2, 3), ==,
                     (0.375 + 2) / 2);
  g_assert_cmpfloat (ink_brier_score_class (p, labels, 2, 3, 0), ==, 0.125);
  g_assert_cmpfloat (ink_brier_score_class (p, labels, 2, 3, 1), ==,
                     (0.0625 + 1) / 2);
  g_assert_true (isnan (ink_brier_score_class (outside, labels, 1, 2, 0)));
}

/* Of equal scores the later class comes first. */
static void
test_top_k_ties (void)
{
  const double scores[] = { 0.4, 0.4, 0.2 };
  const guint32 first[] = { 0 };
  const guint32 second[] = { 1 };

  g_assert_cmpfloat (ink_top_k_accuracy (scores, first, 1, 3, 1), ==, 0);
  g_assert_cmpfloat (ink_top_k_accuracy (scores, second, 1, 3, 1), ==, 1);
  g_assert_cmpfloat (ink_top_k_accuracy (scores, first, 1, 3, 2), ==, 1);
  g_assert_cmpfloat (ink_top_k_accuracy (scores, first, 1, 3, 9), ==, 1);
}

static void
test_top_k_two_classes (void)
{
  const double halves[] = { 0.5, 0.5 };
  const double margins[] = { -0.25, 0.25, 2, -2 };
  const guint32 labels[] = { 0, 0 };
  const guint32 right[] = { 1, 0 };

  g_assert_cmpfloat (ink_top_k_accuracy (halves, labels, 1, 2, 1), ==, 1);
  g_assert_cmpfloat (ink_top_k_accuracy (margins, right, 2, 2, 1), ==, 1);
  g_assert_cmpfloat (ink_top_k_accuracy (margins, labels, 2, 2, 1), ==, 0.5);
}

static void
test_names (void)
{
  for (guint f = 0; f < INK_N_FIGURES; f++)
    {
      g_assert_nonnull (ink_figure_key ((InkFigure) f));
      g_assert_nonnull (ink_figure_name ((InkFigure) f));
    }
  g_assert_true (ink_figure_is_loss (INK_FIGURE_LOG_LOSS));
  g_assert_false (ink_figure_is_loss (INK_FIGURE_ACCURACY));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/agreement/by-hand", test_by_hand);
  g_test_add_func ("/core/agreement/missing-classes", test_missing_classes);
  g_test_add_func ("/core/agreement/one-class", test_one_class);
  g_test_add_func ("/core/agreement/empty", test_empty);
  g_test_add_func ("/core/agreement/large", test_large);
  g_test_add_func ("/core/agreement/brier", test_brier);
  g_test_add_func ("/core/agreement/top-k-ties", test_top_k_ties);
  g_test_add_func ("/core/agreement/top-k-two-classes",
                   test_top_k_two_classes);
  g_test_add_func ("/core/agreement/names", test_names);
  return g_test_run ();
}
