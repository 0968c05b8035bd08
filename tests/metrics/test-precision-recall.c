/* Precision-recall curves small enough to check by hand. */
#include "core/metrics/precision-recall.h"

#include <math.h>

#include "core/base/error.h"

/* The example of scikit-learn's own page. */
static void
test_example (void)
{
  const double scores[] = { 0.1, 0.4, 0.35, 0.8 };
  const guint8 positive[] = { 0, 0, 1, 1 };
  const double precision[] = { 0.5, 2.0 / 3, 0.5, 1, 1 };
  const double recall[] = { 1, 1, 0.5, 0.5, 0 };
  const double thresholds[] = { 0.1, 0.35, 0.4, 0.8 };
  g_autoptr (InkPrecisionRecall) curve
      = ink_precision_recall_new (scores, positive, 4, NULL);

  g_assert_cmpuint (curve->n, ==, 5);
  for (gsize i = 0; i < 5; i++)
    {
      g_assert_cmpfloat (curve->precision[i], ==, precision[i]);
      g_assert_cmpfloat (curve->recall[i], ==, recall[i]);
    }
  for (gsize i = 0; i < 4; i++)
    g_assert_cmpfloat (curve->thresholds[i], ==, thresholds[i]);
  g_assert_cmpfloat_with_epsilon (curve->average_precision, 5.0 / 6, 1e-15);
}

/* Where nothing tells the classes apart, it is the share of positives. */
static void
test_ties (void)
{
  const double scores[] = { 2, 2, 2, 2 };
  const guint8 positive[] = { 0, 1, 0, 0 };
  g_autoptr (InkPrecisionRecall) curve
      = ink_precision_recall_new (scores, positive, 4, NULL);

  g_assert_cmpuint (curve->n, ==, 2);
  g_assert_cmpfloat (curve->average_precision, ==, 0.25);
}

static void
test_all_positive (void)
{
  const double scores[] = { 1, 2, 3 };
  const guint8 positive[] = { 1, 1, 1 };
  g_autoptr (InkPrecisionRecall) curve
      = ink_precision_recall_new (scores, positive, 3, NULL);

  g_assert_cmpfloat_with_epsilon (curve->average_precision, 1, 1e-15);
}

static void
check_error (const double *scores, const guint8 *positive, gsize n,
             InkError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkPrecisionRecall) curve
      = ink_precision_recall_new (scores, positive, n, &error);

  g_assert_null (curve);
  g_assert_error (error, INK_ERROR, (int) code);
}

static void
test_errors (void)
{
  const double sound[] = { 1, 2 };
  const double infinite[] = { -INFINITY, 1 };
  const guint8 both[] = { 0, 1 };
  const guint8 none[] = { 0, 0 };

  check_error (sound, none, 2, INK_ERROR_MISMATCH);
  check_error (sound, both, 0, INK_ERROR_MISMATCH);
  check_error (infinite, both, 2, INK_ERROR_FORMAT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/precision-recall/example", test_example);
  g_test_add_func ("/core/precision-recall/ties", test_ties);
  g_test_add_func ("/core/precision-recall/all-positive", test_all_positive);
  g_test_add_func ("/core/precision-recall/errors", test_errors);
  return g_test_run ();
}
