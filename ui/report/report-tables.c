/* The page's tables: headline figures, averages, classes, the confusion matrix
 * and the bins of confidence. */
#include <math.h>
#include <stdlib.h>

#include "core/metrics/evaluation-warnings.h"
#include "core/metrics/intervals.h"
#include "ui/report/report-markup.h"
#include "ui/report/report-private.h"

#define MATRIX_CLASSES 15 /* more do not fit a page's width */
#define LISTED 10         /* of the most frequent mistakes */
#define KEPT_TOGETHER 24  /* rows that a printed page holds beside others */

static void
open_table (GString *html, gsize n_rows, const char *caption)
{
  g_string_append_printf (html, "<table%s>",
                          n_rows <= KEPT_TOGETHER ? " class=\"short\"" : "");
  ink_report_append_element (html, "caption", NULL, caption);
}

/* The first @n_words columns hold words. */
static void
append_head (GString *html, const char *const *heads, guint n_words)
{
  g_string_append (html, "<thead><tr>");
  for (guint i = 0; heads[i] != NULL; i++)
    ink_report_append_element (html, "th", i < n_words ? "word" : NULL,
                               heads[i]);
  g_string_append (html, "</tr></thead><tbody>\n");
}

static void
append_row_head (GString *html, const char *name)
{
  g_string_append (html, "<tr><th class=\"row\">");
  ink_report_append_name (html, name);
  g_string_append (html, "</th>");
}

static void
append_count (GString *html, const char *style, guint64 count)
{
  g_autofree char *text = ink_report_count (count);

  ink_report_append_element (html, "td", style, text);
}

/* "0.9942 to 0.9968" */
static void
append_interval (GString *html, double low, double high, int decimals)
{
  g_autofree char *from = ink_report_number (low, decimals);
  g_autofree char *to = ink_report_number (high, decimals);
  g_autofree char *text
      = isfinite (low) && isfinite (high)
            ? g_strdup_printf ("%s\xc2\xa0to\xc2\xa0%s", from, to)
            : g_strdup ("–");

  ink_report_append_element (html, "td", NULL, text);
}

/* The accuracy's is Wilson's, the others' the bootstrap's. */
static void
append_figure (const InkReport *report, InkFigure figure, GString *html)
{
  double low = NAN;
  double high = NAN;
  const char *by = "–";

  if (figure == INK_FIGURE_ACCURACY)
    {
      ink_evaluation_accuracy_interval_at (
          report->evaluation, report->subject->bootstrap.level, &low, &high);
      by = "Wilson";
    }
  else if (report->has_estimates)
    {
      low = report->estimates[figure].low;
      high = report->estimates[figure].high;
      by = figure == INK_FIGURE_CALIBRATION_ERROR ? "test of each value"
                                                  : "bootstrap";
    }
  append_row_head (html, ink_figure_name (figure));
  ink_report_append_element (html, "td", "word",
                             ink_figure_is_loss (figure) ? "less" : "more");
  ink_report_append_element (html, "td", "word", by);
  ink_report_append_number (
      html, ink_evaluation_figure (report->evaluation, figure), 5);
  append_interval (html, low, high, 5);
  g_string_append (html, "</tr>\n");
}

void
ink_report_append_figures (const InkReport *report, GString *html)
{
  g_autofree char *interval = g_strdup_printf (
      "%g\xc2\xa0%% interval", 100 * report->subject->bootstrap.level);
  const char *const heads[]
      = { "figure", "better is", "interval by", "value", interval, NULL };

  open_table (html, INK_N_FIGURES, "Headline figures");
  append_head (html, heads, 3);
  for (guint f = 0; f < INK_N_FIGURES; f++)
    append_figure (report, (InkFigure) f, html);
  g_string_append (html, "</tbody></table>\n");
}

void
ink_report_append_averages (const InkReport *report, GString *html)
{
  static const char *const heads[] = { "average", "precision", "recall", "F1",
                                       "ROC AUC", "average precision", NULL };
  static const char *const names[] = { [INK_AVERAGE_MACRO] = "macro",
                                       [INK_AVERAGE_MICRO] = "micro",
                                       [INK_AVERAGE_WEIGHTED] = "weighted" };

  open_table (html, 3, "Averages over the classes");
  append_head (html, heads, 1);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const InkAverageFigures *f
          = ink_evaluation_average (report->evaluation, (InkAverage) i);

      append_row_head (html, names[i]);
      ink_report_append_number (html, f->precision, 4);
      ink_report_append_number (html, f->recall, 4);
      ink_report_append_number (html, f->f1, 4);
      ink_report_append_number (html, f->roc_auc, 5);
      ink_report_append_number (html, f->average_precision, 5);
      g_string_append (html, "</tr>\n");
    }
  g_string_append (html, "</tbody></table>\n");
}

static void
append_class (const InkReport *report, guint c, GString *html)
{
  const InkClassFigures defined
      = ink_evaluation_class_defined (report->evaluation, c);
  const InkClassFigures *f = &defined;
  double low, high;

  append_row_head (html, ink_evaluation_class_names (report->evaluation)[c]);
  append_count (html, NULL, f->support);
  ink_report_append_number (html, f->precision, 4);
  ink_report_append_number (html, f->recall, 4);
  ink_report_append_number (html, f->f1, 4);
  ink_report_append_number (html, f->roc_auc, 5);
  ink_evaluation_roc_auc_interval (
      report->evaluation, c, report->subject->bootstrap.level, &low, &high);
  append_interval (html, low, high, 5);
  ink_report_append_number (html, f->average_precision, 5);
  g_string_append (html, "</tr>\n");
}

void
ink_report_append_classes (const InkReport *report, GString *html)
{
  g_autofree char *interval = g_strdup_printf (
      "%g\xc2\xa0%% interval", 100 * report->subject->bootstrap.level);
  const char *const heads[] = { "class",   "examples", "precision",
                                "recall",  "F1",       "ROC AUC",
                                interval, "average precision", NULL };
  const guint n = ink_evaluation_n_classes (report->evaluation);

  open_table (html, n, "Each class against the rest");
  append_head (html, heads, 1);
  for (guint c = 0; c < n; c++)
    append_class (report, c, html);
  g_string_append (html, "</tbody></table>\n");
}

static void
append_matrix (const InkReport *report, GString *html)
{
  const char *const *names = ink_evaluation_class_names (report->evaluation);
  const guint64 *cells = ink_evaluation_confusion (report->evaluation);
  const guint n = ink_evaluation_n_classes (report->evaluation);

  g_string_append (html, "<table class=\"short matrix\">");
  ink_report_append_element (html, "caption", NULL,
                             "Confusion matrix: rows are the true classes, "
                             "columns what they were read as");
  g_string_append (html, "<thead><tr><th></th>");
  for (guint c = 0; c < n; c++)
    {
      g_string_append (html, "<th>");
      ink_report_append_name (html, names[c]);
      g_string_append (html, "</th>");
    }
  g_string_append (html, "</tr></thead><tbody>\n");
  for (guint r = 0; r < n; r++)
    {
      append_row_head (html, names[r]);
      for (guint c = 0; c < n; c++)
        append_count (html,
                      r == c                              ? "right"
                      : cells[(gsize) r * n + c] > 0 ? "wrong"
                                                          : "none",
                      cells[(gsize) r * n + c]);
      g_string_append (html, "</tr>\n");
    }
  g_string_append (html, "</tbody></table>\n");
}

typedef struct
{
  guint64 count;
  guint truth, read_as;
} Mistake;

static int
by_count (gconstpointer a, gconstpointer b)
{
  const Mistake *x = a;
  const Mistake *y = b;

  if (x->count != y->count)
    return x->count < y->count ? 1 : -1;
  if (x->truth != y->truth)
    return x->truth < y->truth ? -1 : 1;
  return (x->read_as > y->read_as) - (x->read_as < y->read_as);
}

static GArray *
sort_mistakes (const InkEvaluation *evaluation)
{
  GArray *mistakes = g_array_new (FALSE, FALSE, sizeof (Mistake));
  const guint64 *cells = ink_evaluation_confusion (evaluation);
  const guint n = ink_evaluation_n_classes (evaluation);

  for (guint r = 0; r < n; r++)
    for (guint c = 0; c < n; c++)
      {
        Mistake mistake = { cells[(gsize) r * n + c], r, c };

        if (r != c && mistake.count > 0)
          g_array_append_val (mistakes, mistake);
      }
  g_array_sort (mistakes, by_count);
  return mistakes;
}

static void
append_mistake (const InkReport *report, const Mistake *mistake, GString *html)
{
  const char *const *names = ink_evaluation_class_names (report->evaluation);
  const InkClassFigures *truth
      = ink_evaluation_class (report->evaluation, mistake->truth);
  g_autofree char *share = ink_report_percent ((double) mistake->count
                                               / (double) truth->support);

  append_row_head (html, names[mistake->truth]);
  g_string_append (html, "<td class=\"word\">");
  ink_report_append_name (html, names[mistake->read_as]);
  g_string_append (html, "</td>");
  append_count (html, NULL, mistake->count);
  ink_report_append_element (html, "td", NULL, share);
  g_string_append (html, "</tr>\n");
}

void
ink_report_append_confusion (const InkReport *report, GString *html)
{
  static const char *const heads[]
      = { "truly", "read as", "examples", "of the class", NULL };
  g_autoptr (GArray) mistakes = sort_mistakes (report->evaluation);

  if (ink_evaluation_n_classes (report->evaluation) <= MATRIX_CLASSES)
    append_matrix (report, html);
  if (mistakes->len == 0)
    return;
  open_table (html, LISTED, "The most frequent mistakes");
  append_head (html, heads, 2);
  for (guint i = 0; i < MIN (mistakes->len, LISTED); i++)
    append_mistake (report, &g_array_index (mistakes, Mistake, i), html);
  g_string_append (html, "</tbody></table>\n");
}

static void
append_bin (const InkReport *report, const InkCalibrationBin *bin,
            GString *html)
{
  g_autofree char *from = ink_report_number (100 * bin->low, 1);
  g_autofree char *to = ink_report_number (100 * bin->high, 1);
  g_autofree char *range
      = g_strdup_printf ("%s to %s\xc2\xa0%%", from, to);
  double low, high;

  append_row_head (html, range);
  append_count (html, NULL, bin->count);
  ink_report_append_number (html, bin->confidence, 4);
  ink_report_append_number (html, bin->accuracy, 4);
  ink_interval_wilson_at (
      (guint64) llround (bin->accuracy * (double) bin->count), bin->count,
      report->subject->bootstrap.level, &low, &high);
  append_interval (html, low, high, 4);
  g_string_append (html, "</tr>\n");
}

void
ink_report_append_bins (const InkReport *report, GString *html)
{
  const InkCalibrationBin *bins
      = ink_evaluation_calibration_bins (report->evaluation);
  g_autofree char *interval = g_strdup_printf (
      "%g\xc2\xa0%% interval", 100 * report->subject->bootstrap.level);
  const char *const heads[] = { "confidence", "examples", "mean confidence",
                                "accuracy", interval, NULL };

  open_table (html, INK_CALIBRATION_BINS,
              "Accuracy by confidence (bins with examples)");
  append_head (html, heads, 1);
  for (guint i = 0; i < INK_CALIBRATION_BINS; i++)
    if (bins[i].count > 0)
      append_bin (report, &bins[i], html);
  g_string_append (html, "</tbody></table>\n");
}
