/* Confusion counts, what follows from them, and the interval of a proportion,
 * on figures worked by hand. */
#include "core/metrics/classification-report.h"
#include "core/metrics/confusion.h"
#include "core/metrics/intervals.h"

static void
test_confusion (void)
{
  const guint32 labels[] = { 0, 0, 1, 2, 2 };
  const guint32 predicted[] = { 0, 2, 1, 2, 0 };
  const guint64 expected[9] = { 1, 0, 1, 0, 1, 0, 1, 0, 1 };
  guint64 counts[9] = { 99, 99, 99, 99, 99, 99, 99, 99, 99 };

  ink_confusion_count (labels, predicted, 5, 3, counts);
  g_assert_cmpmem (counts, sizeof counts, expected, sizeof expected);
}

/* Class 0: 3 right of 4, predicted 5; class 1: 1 right of 3, predicted 2. */
static void
test_two_classes (void)
{
  const guint64 counts[4] = { 3, 1, 2, 1 };
  InkReportRow rows[2];
  InkReportAverages averages;

  ink_classification_report (counts, 2, rows, &averages);
  g_assert_cmpfloat (rows[0].precision, ==, 3.0 / 5);
  g_assert_cmpfloat (rows[0].recall, ==, 3.0 / 4);
  g_assert_cmpfloat_with_epsilon (rows[0].f1, 2.0 / 3, 1e-15);
  g_assert_cmpuint (rows[0].support, ==, 4);
  g_assert_cmpfloat (rows[1].precision, ==, 1.0 / 2);
  g_assert_cmpfloat (rows[1].recall, ==, 1.0 / 3);
  g_assert_cmpfloat_with_epsilon (averages.macro.precision, 0.55, 1e-15);
  g_assert_cmpfloat_with_epsilon (averages.micro.f1, 4.0 / 7, 1e-15);
  g_assert_cmpfloat_with_epsilon (averages.weighted.precision,
                                  (4 * 0.6 + 3 * 0.5) / 7, 1e-15);
  g_assert_cmpuint (averages.weighted.support, ==, 7);
}

/* Class 1 was predicted but is not there: 0, and in the macro average. Class 2
 * does not occur at all: 0, and not in it. */
static void
test_absent (void)
{
  const guint64 counts[9] = { 1, 1, 0, 0, 0, 0, 0, 0, 0 };
  InkReportRow rows[3];
  InkReportAverages averages;

  ink_classification_report (counts, 3, rows, &averages);
  g_assert_cmpfloat (rows[1].precision, ==, 0);
  g_assert_cmpfloat (rows[1].recall, ==, 0);
  g_assert_cmpfloat (rows[1].f1, ==, 0);
  g_assert_cmpfloat (rows[2].f1, ==, 0);
  g_assert_cmpfloat (averages.macro.precision, ==, 0.5);
  g_assert_cmpfloat (averages.macro.recall, ==, 0.25);
}

/* Figures of R's prop.test (..., correct = FALSE). */
static void
test_wilson (void)
{
  double low, high;

  ink_interval_wilson (0, 10, &low, &high);
  g_assert_cmpfloat (low, ==, 0);
  g_assert_cmpfloat_with_epsilon (high, 0.27753279, 1e-8);
  ink_interval_wilson (10, 10, &low, &high);
  g_assert_cmpfloat_with_epsilon (low, 0.72246721, 1e-8);
  g_assert_cmpfloat (high, ==, 1);
  ink_interval_wilson (5, 10, &low, &high);
  g_assert_cmpfloat_with_epsilon (low, 0.23659309, 1e-8);
  g_assert_cmpfloat_with_epsilon (high, 0.76340691, 1e-8);
  ink_interval_wilson (0, 0, &low, &high);
  g_assert_cmpfloat (low, ==, 0);
  g_assert_cmpfloat (high, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/confusion/counts", test_confusion);
  g_test_add_func ("/core/report/two-classes", test_two_classes);
  g_test_add_func ("/core/report/absent-classes", test_absent);
  g_test_add_func ("/core/intervals/wilson", test_wilson);
  return g_test_run ();
}
