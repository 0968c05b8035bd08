/* Precision, recall and F1 out of a confusion matrix:
 *   precision = TP / predicted, recall = TP / support,
 *   F1 = 2 precision recall / (precision + recall). */
#include "core/metrics/classification-report.h"

static double
ratio (double part, double whole)
{
  return whole > 0 ? part / whole : 0;
}

static InkReportRow
make_row (guint64 hits, guint64 predicted, guint64 support)
{
  InkReportRow row = {
    .precision = ratio ((double) hits, (double) predicted),
    .recall = ratio ((double) hits, (double) support),
    .support = support,
  };

  row.f1 = ratio (2 * row.precision * row.recall, row.precision + row.recall);
  return row;
}

static void
add_weighted (InkReportRow *sum, const InkReportRow *row, double weight)
{
  sum->precision += weight * row->precision;
  sum->recall += weight * row->recall;
  sum->f1 += weight * row->f1;
  sum->support += row->support;
}

static void
divide (InkReportRow *sum, double weights)
{
  sum->precision = ratio (sum->precision, weights);
  sum->recall = ratio (sum->recall, weights);
  sum->f1 = ratio (sum->f1, weights);
}

/* @predicted, @support: (out) */
static void
sum_class (const guint64 *counts, guint n_classes, guint c, guint64 *predicted,
           guint64 *support)
{
  *predicted = 0;
  *support = 0;
  for (guint i = 0; i < n_classes; i++)
    {
      *predicted += counts[(gsize) i * n_classes + c];
      *support += counts[(gsize) c * n_classes + i];
    }
}

void
ink_classification_report (const guint64 *counts, guint n_classes,
                           InkReportRow *rows, InkReportAverages *averages)
{
  InkReportRow macro = { 0 };
  InkReportRow weighted = { 0 };
  guint64 hits = 0;
  guint n_occurring = 0;

  for (guint c = 0; c < n_classes; c++)
    {
      guint64 hit = counts[(gsize) c * n_classes + c];
      guint64 predicted, support;

      sum_class (counts, n_classes, c, &predicted, &support);
      rows[c] = make_row (hit, predicted, support);
      add_weighted (&weighted, &rows[c], (double) support);
      hits += hit;
      if (predicted == 0 && support == 0)
        continue;
      add_weighted (&macro, &rows[c], 1);
      n_occurring++;
    }
  divide (&macro, n_occurring);
  divide (&weighted, (double) weighted.support);
  averages->macro = macro;
  averages->weighted = weighted;
  averages->micro = make_row (hits, weighted.support, weighted.support);
}
