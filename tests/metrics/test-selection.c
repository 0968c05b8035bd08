/* The examples behind figures: as many as the figures say, in the order that
 * is promised. Each selection is compared with a slow one of this file. */
#include "core/metrics/selection.h"

#include <math.h>

#include "core/metrics/threshold.h"
#include "tests/metrics/made-evaluations.h"

/* Two of the examples tie in every way; example 4 is as sure as example 1. */
static const char *const names[] = { "cat", "dog", "owl", NULL };
static const double tied[] = {
  0.6, 0.3, 0.1, 0.2, 0.8, 0.0, 0.6, 0.3, 0.1, 0.9, 0.1, 0.0, 0.8, 0.2, 0.0,
};
static const guint32 tied_labels[] = { 0, 0, 0, 1, 1 };

static InkEvaluation *
tied_new (void)
{
  return ink_evaluation_new (tied, tied_labels, 5, names, NULL);
}

static InkEvaluation *
made_new (gsize n)
{
  const MadeModel made = { .number = 11, .n = n, .skill = 1.2, .own = 0.5 };

  return made_evaluation_new (&made);
}

static void
check (InkSelection *selection, const char *title, const guint32 *indices,
       gsize n)
{
  g_assert_cmpstr (selection->title, ==, title);
  g_assert_cmpmem (selection->indices, selection->n * sizeof (guint32),
                   indices, n * sizeof (guint32));
  ink_selection_free (selection);
}

static void
test_order (void)
{
  static const guint32 right[] = { 0, 2 };
  static const guint32 wrong[] = { 3, 1, 4 };
  static const guint32 dogs[] = { 4, 3 };
  static const guint32 errors[] = { 3, 4, 1 };
  static const guint32 loss[] = { 3, 1 };
  static const guint32 brier[] = { 3, 1, 4, 0, 2 };
  g_autoptr (InkEvaluation) e = tied_new ();

  check (ink_selection_of_outcome (e, TRUE), "Read right", right, 2);
  check (ink_selection_of_outcome (e, FALSE), "Read wrong", wrong, 3);
  check (ink_selection_of_cell (e, 0, 0), "Truly cat, read as cat", right, 2);
  check (ink_selection_of_cell (e, 0, 1), "Truly cat, read as dog",
         (guint32[]) { 1 }, 1);
  check (ink_selection_of_class (e, 1), "Truly dog", dogs, 2);
  check (ink_selection_of_errors (e, 0, 0.5),
         "False positives, then false negatives of cat at threshold 0.5",
         errors, 3);
  check (ink_selection_of_loss (e, 2), "Largest parts of the log loss", loss,
         2);
  check (ink_selection_of_brier (e, 9), "Largest parts of the Brier score",
         brier, 5);
}

static void
test_none (void)
{
  g_autoptr (InkEvaluation) e = tied_new ();

  check (ink_selection_of_cell (e, 2, 1), "Truly owl, read as dog", NULL, 0);
  check (ink_selection_of_class (e, 2), "Truly owl", NULL, 0);
  check (ink_selection_of_bin (e, 0), "Confidence 0.00 to 0.07", NULL, 0);
  check (ink_selection_of_side (e, 2, 0.99, INK_SIDE_FALSE_POSITIVE),
         "False positives of owl at threshold 0.99", NULL, 0);
  check (ink_selection_of_shortfall (e, 2, INK_SHORTFALL_F1),
         "Read as owl and truly another, or the other way", NULL, 0);
}

/* Falls in the promised probability, then the index rises. */
static void
check_order (const InkEvaluation *e, const InkSelection *selection)
{
  const guint k = ink_evaluation_n_classes (e);
  const double *p = ink_evaluation_probabilities (e);
  const guint32 *predicted = ink_evaluation_predicted (e);

  for (gsize i = 1; i < selection->n; i++)
    {
      const guint32 a = selection->indices[i - 1];
      const guint32 b = selection->indices[i];
      const double pa
          = p[a * k + (selection->by < 0 ? predicted[a] : selection->by)];
      const double pb
          = p[b * k + (selection->by < 0 ? predicted[b] : selection->by)];

      g_assert_true (pa > pb || (pa == pb && a < b));
    }
}

static void
test_cells (void)
{
  g_autoptr (InkEvaluation) e = made_new (500);
  const guint64 *confusion = ink_evaluation_confusion (e);

  for (guint truth = 0; truth < 3; truth++)
    for (guint predicted = 0; predicted < 3; predicted++)
      {
        g_autoptr (InkSelection) cell
            = ink_selection_of_cell (e, truth, predicted);

        g_assert_cmpuint (cell->n, ==, confusion[truth * 3 + predicted]);
        g_assert_cmpint (cell->by, ==, predicted);
        check_order (e, cell);
        for (gsize i = 0; i < cell->n; i++)
          g_assert_cmpuint (ink_evaluation_labels (e)[cell->indices[i]], ==,
                            truth);
      }
}

static void
test_bins (void)
{
  g_autoptr (InkEvaluation) e = made_new (500);
  const InkCalibrationBin *bins = ink_evaluation_calibration_bins (e);

  for (guint b = 0; b < INK_CALIBRATION_BINS; b++)
    {
      g_autoptr (InkSelection) bin = ink_selection_of_bin (e, b);

      g_assert_cmpuint (bin->n, ==, bins[b].count);
      check_order (e, bin);
    }
}

/* Twenty bins of confidence, right and wrong, take every example once. */
static void
test_confidence (void)
{
  g_autoptr (InkEvaluation) e = made_new (500);
  g_autofree guint *seen = g_new0 (guint, 500);

  for (guint b = 0; b < 20; b++)
    for (guint right = 0; right < 2; right++)
      {
        g_autoptr (InkSelection) bin = ink_selection_of_confidence (
            e, b / 20.0, (b + 1) / 20.0, right != 0);

        for (gsize i = 0; i < bin->n; i++)
          seen[bin->indices[i]]++;
      }
  for (guint i = 0; i < 500; i++)
    g_assert_cmpuint (seen[i], ==, 1);
}

/* The upper end of 1 is closed, every other is open. */
static void
test_ends (void)
{
  static const double p[] = { 1, 0, 0.75, 0.25 };
  static const guint32 labels[] = { 0, 0 };
  g_autoptr (InkEvaluation) e
      = ink_evaluation_new (p, labels, 2, (const char *[]) { "a", "b", NULL },
                            NULL);

  check (ink_selection_of_confidence (e, 0.75, 1, TRUE),
         "Read right with confidence 0.75 to 1.00", (guint32[]) { 0, 1 }, 2);
  check (ink_selection_of_confidence (e, 0.5, 0.75, TRUE),
         "Read right with confidence 0.50 to 0.75", NULL, 0);
  check (ink_selection_of_loss (e, 9), "Largest parts of the log loss",
         (guint32[]) { 1 }, 1);
}

static void
test_shortfall (void)
{
  g_autoptr (InkEvaluation) e = made_new (500);
  const guint64 *m = ink_evaluation_confusion (e);

  for (guint c = 0; c < 3; c++)
    {
      g_autoptr (InkSelection) precision
          = ink_selection_of_shortfall (e, c, INK_SHORTFALL_PRECISION);
      g_autoptr (InkSelection) recall
          = ink_selection_of_shortfall (e, c, INK_SHORTFALL_RECALL);
      g_autoptr (InkSelection) f1
          = ink_selection_of_shortfall (e, c, INK_SHORTFALL_F1);
      const guint64 column = m[c] + m[3 + c] + m[6 + c];
      const guint64 row = m[3 * c] + m[3 * c + 1] + m[3 * c + 2];

      g_assert_cmpuint (precision->n, ==, column - m[4 * c]);
      g_assert_cmpuint (recall->n, ==, row - m[4 * c]);
      g_assert_cmpuint (f1->n, ==, precision->n + recall->n);
      check_order (e, f1);
    }
}

/* Counted once more, with one example after the other. */
static void
count_slowly (const InkEvaluation *e, guint c, double threshold,
              guint64 counts[4])
{
  for (guint i = 0; i < 4; i++)
    counts[i] = 0;
  for (gsize i = 0; i < ink_evaluation_count (e); i++)
    {
      const gboolean said
          = ink_evaluation_probabilities (e)[i * 3 + c] >= threshold;
      const gboolean is = ink_evaluation_labels (e)[i] == c;

      counts[said && is    ? INK_SIDE_TRUE_POSITIVE
             : said        ? INK_SIDE_FALSE_POSITIVE
             : is ? INK_SIDE_FALSE_NEGATIVE
                           : INK_SIDE_TRUE_NEGATIVE]++;
    }
}

/* At scores themselves, beside them and at both ends. */
static void
test_threshold (void)
{
  g_autoptr (InkEvaluation) e = made_new (300);

  for (guint c = 0; c < 3; c++)
    {
      g_autoptr (InkThresholds) sorted = ink_thresholds_new (e, c);

      for (guint i = 0; i < 60; i++)
        {
          const double score = ink_evaluation_probabilities (e)[i * 3 + c];
          const double threshold = i == 0   ? 0
                                   : i == 1 ? 1
                                   : i == 2 ? 2
                                   : i % 2  ? score
                                            : nextafter (score, 2);
          guint64 expected[4], counts[4];
          InkOperatingPoint point;

          count_slowly (e, c, threshold, expected);
          ink_threshold_counts (e, c, threshold, counts);
          ink_thresholds_at (sorted, threshold, 0.95, &point);
          g_assert_cmpmem (counts, sizeof counts, expected, sizeof expected);
          g_assert_cmpmem (point.counts, sizeof counts, expected,
                           sizeof expected);
          for (guint side = 0; side < 4; side++)
            {
              g_autoptr (InkSelection) found
                  = ink_selection_of_side (e, c, threshold, (InkSide) side);

              g_assert_cmpuint (found->n, ==, expected[side]);
              check_order (e, found);
            }
        }
    }
}

/* Of 8 said 6 are right, of 10 there are 6 found: by hand. */
static void
test_figures (void)
{
  double p[60];
  guint32 labels[30];
  g_autoptr (InkEvaluation) e = NULL;
  g_autoptr (InkThresholds) sorted = NULL;
  InkOperatingPoint point;

  for (guint i = 0; i < 30; i++)
    {
      const gboolean said = i < 8;

      labels[i] = i < 6 || (i >= 8 && i < 12) ? 1 : 0;
      p[2 * i + 1] = said ? 0.7 : 0.2;
      p[2 * i] = 1 - p[2 * i + 1];
    }
  e = ink_evaluation_new (p, labels, 30, (const char *[]) { "a", "b", NULL },
                          NULL);
  sorted = ink_thresholds_new (e, 1);
  ink_thresholds_at (sorted, 0.5, 0.95, &point);
  g_assert_cmpfloat (point.precision.value, ==, 0.75);
  g_assert_cmpfloat (point.recall.value, ==, 0.6);
  g_assert_cmpfloat (point.false_positive_rate.value, ==, 0.1);
  g_assert_cmpfloat_with_epsilon (point.f1.value, 2.0 / 3, 1e-15);
  /* Wilson's interval of 6 of 8 and of 6 of 12, the latter as F1. */
  g_assert_cmpfloat_with_epsilon (point.precision.low, 0.4093, 1e-4);
  g_assert_cmpfloat_with_epsilon (point.precision.high, 0.9285, 1e-4);
  g_assert_cmpfloat_with_epsilon (point.f1.low, 2 * 0.25378 / 1.25378, 1e-4);
  ink_thresholds_at (sorted, 0.9, 0.95, &point);
  g_assert_true (isnan (point.precision.value));
  g_assert_true (isnan (point.precision.low));
  g_assert_cmpfloat (point.recall.value, ==, 0);
  g_assert_cmpfloat (point.f1.value, ==, 0);
  /* Both are best between 0.2 and 0.7. */
  g_assert_cmpfloat (ink_thresholds_best_f1 (sorted), ==, 0.7);
  g_assert_cmpfloat (ink_thresholds_best_youden (sorted), ==, 0.7);
}

/* The best of all thresholds that there are, also the highest of these. */
static void
test_best (void)
{
  g_autoptr (InkEvaluation) e = made_new (300);

  for (guint c = 0; c < 3; c++)
    {
      g_autoptr (InkThresholds) sorted = ink_thresholds_new (e, c);
      InkOperatingPoint f1, youden, point;

      ink_thresholds_at (sorted, ink_thresholds_best_f1 (sorted), 0.95, &f1);
      ink_thresholds_at (sorted, ink_thresholds_best_youden (sorted), 0.95,
                         &youden);
      for (guint i = 0; i < 300; i++)
        {
          ink_thresholds_at (sorted,
                             ink_evaluation_probabilities (e)[i * 3 + c], 0.95,
                             &point);
          g_assert_cmpfloat (point.f1.value, <=, f1.f1.value);
          g_assert_cmpfloat (point.recall.value
                                 - point.false_positive_rate.value,
                             <=, youden.recall.value
                                     - youden.false_positive_rate.value);
        }
    }
}

/* A class that is not there has no best threshold. */
static void
test_absent (void)
{
  g_autoptr (InkEvaluation) e = tied_new ();
  g_autoptr (InkThresholds) sorted = ink_thresholds_new (e, 2);
  InkOperatingPoint point;

  g_assert_true (isnan (ink_thresholds_best_f1 (sorted)));
  g_assert_true (isnan (ink_thresholds_best_youden (sorted)));
  ink_thresholds_at (sorted, 0.05, 0.95, &point);
  g_assert_true (isnan (point.recall.value));
  g_assert_cmpfloat (point.precision.value, ==, 0);
  g_assert_cmpfloat (point.false_positive_rate.value, ==, 0.4);
  ink_thresholds_at (sorted, 0.5, 0.95, &point);
  g_assert_true (isnan (point.f1.value));
}

static void
test_format (void)
{
  static const struct
  {
    double threshold;
    const char *text;
  } cases[] = {
    { 0, "0" },
    { 1, "1" },
    { 0.5, "0.5" },
    { 0.00123456, "0.001235" },
    { 0.87654, "0.8765" },
    { 0.99987654, "0.9998765" },
    { 1e-20, "1e-20" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = ink_threshold_format (cases[i].threshold);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/selection/order", test_order);
  g_test_add_func ("/core/selection/none", test_none);
  g_test_add_func ("/core/selection/cells", test_cells);
  g_test_add_func ("/core/selection/bins", test_bins);
  g_test_add_func ("/core/selection/confidence", test_confidence);
  g_test_add_func ("/core/selection/ends", test_ends);
  g_test_add_func ("/core/selection/shortfall", test_shortfall);
  g_test_add_func ("/core/threshold/counts", test_threshold);
  g_test_add_func ("/core/threshold/figures", test_figures);
  g_test_add_func ("/core/threshold/best", test_best);
  g_test_add_func ("/core/threshold/absent", test_absent);
  g_test_add_func ("/core/threshold/format", test_format);
  return g_test_run ();
}
