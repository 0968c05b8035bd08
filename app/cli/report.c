/* An evaluation in plain text. Columns are as wide as what stands in them,
 * counted in characters; a figure that is not defined is a dash. */
#include "app/cli/report.h"

#include <math.h>
#include <stdio.h>

#include "app/cli/output.h"
#include "core/metrics/evaluation-warnings.h"

#define MAX_NAME 32               /* characters of a class's name */
#define MAX_CONFUSION_CLASSES 20

static void
print_padded (const char *name, int width)
{
  g_autofree char *text = cli_plain (name);
  glong length = g_utf8_strlen (text, -1);

  if (length > width)
    {
      g_autofree char *cut = g_utf8_substring (text, 0, width - 1);

      printf ("%s…", cut);
      return;
    }
  printf ("%s%*s", text, width - (int) length, "");
}

static int
name_width (const char *const *names)
{
  glong width = 12; /* "weighted avg" */

  for (guint i = 0; names[i] != NULL; i++)
    width = MAX (width, g_utf8_strlen (names[i], -1));
  return (int) MIN (width, MAX_NAME);
}

static void
print_figure (double value)
{
  if (isfinite (value))
    printf ("  %9.4f", value);
  else
    printf ("  %9s", "-");
}

static void
print_small (const char *name, double value)
{
  if (isfinite (value))
    printf ("%s  %.4f", name, value);
  else
    printf ("%s  -", name);
}

static void
print_headline (const InkEvaluation *evaluation, double level)
{
  double low, high;

  ink_evaluation_accuracy_interval_at (evaluation, level, &low, &high);
  printf ("accuracy  %.2f %%  (%g %% interval %.2f to %.2f %%)  of %"
          G_GSIZE_FORMAT " examples\n",
          100.0 * ink_evaluation_accuracy (evaluation), 100.0 * level,
          100.0 * low, 100.0 * high, ink_evaluation_count (evaluation));
  printf ("log loss  %.4f    expected calibration error  %.4f\n",
          ink_evaluation_log_loss (evaluation),
          ink_evaluation_calibration_error (evaluation));
  for (guint f = INK_FIGURE_BRIER_SCORE; f <= INK_FIGURE_MATTHEWS_CORRELATION;
       f++)
    {
      print_small (ink_figure_name ((InkFigure) f),
                   ink_evaluation_figure (evaluation, (InkFigure) f));
      fputs ("    ", stdout);
    }
  print_small (ink_figure_name (INK_FIGURE_BALANCED_ACCURACY),
               ink_evaluation_figure (evaluation,
                                      INK_FIGURE_BALANCED_ACCURACY));
  putchar ('\n');
}

/* A digit more than print_figure(), for what lies close to 1. */
static void
print_finely (double value)
{
  if (isfinite (value))
    printf ("  %9.5f", value);
  else
    printf ("  %9s", "-");
}

static void
print_estimates (const InkEstimate *estimates, double level)
{
  printf ("\nbootstrap, %g %% intervals\n%-24s  %9s  %9s  %9s\n",
          100.0 * level, "", "figure", "low", "high");
  for (guint f = 0; f < INK_N_FIGURES; f++)
    {
      printf ("%-24s", ink_figure_name ((InkFigure) f));
      print_finely (estimates[f].value);
      print_finely (estimates[f].low);
      print_finely (estimates[f].high);
      putchar ('\n');
    }
}

static void
print_classes (const InkEvaluation *evaluation, int width)
{
  const char *const *names = ink_evaluation_class_names (evaluation);

  printf ("\n%*s  %9s  %9s  %9s  %9s  %9s  %9s\n", width, "", "precision",
          "recall", "F1", "ROC AUC", "avg prec", "support");
  for (guint i = 0; names[i] != NULL; i++)
    {
      const InkClassFigures figures
          = ink_evaluation_class_defined (evaluation, i);

      print_padded (names[i], width);
      print_figure (figures.precision);
      print_figure (figures.recall);
      print_figure (figures.f1);
      print_figure (figures.roc_auc);
      print_figure (figures.average_precision);
      printf ("  %9" G_GUINT64_FORMAT "\n", figures.support);
    }
}

static void
print_averages (const InkEvaluation *evaluation, int width)
{
  static const char *const titles[] = { [INK_AVERAGE_MACRO] = "macro avg",
                                        [INK_AVERAGE_MICRO] = "micro avg",
                                        [INK_AVERAGE_WEIGHTED]
                                        = "weighted avg" };

  putchar ('\n');
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      const InkAverageFigures *figures
          = ink_evaluation_average (evaluation, (InkAverage) i);

      print_padded (titles[i], width);
      print_figure (figures->precision);
      print_figure (figures->recall);
      print_figure (figures->f1);
      print_figure (figures->roc_auc);
      print_figure (figures->average_precision);
      printf ("  %9" G_GSIZE_FORMAT "\n", ink_evaluation_count (evaluation));
    }
}

static int
count_width (const guint64 *counts, guint n)
{
  guint64 most = 0;
  int width = 1;

  for (guint i = 0; i < n; i++)
    most = MAX (most, counts[i]);
  for (; most >= 10; most /= 10)
    width++;
  return MAX (width, 3);
}

static gboolean
names_fit (const char *const *names, int cell)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_utf8_strlen (names[i], -1) > cell)
      return FALSE;
  return TRUE;
}

/* Columns are headed by the classes' names where these are short, or else by
 * numbers, which then stand before the rows' names. */
static void
print_confusion (const InkEvaluation *evaluation, int width)
{
  const char *const *names = ink_evaluation_class_names (evaluation);
  const guint64 *counts = ink_evaluation_confusion (evaluation);
  guint n = ink_evaluation_n_classes (evaluation);
  gboolean named;
  int cell;

  if (n > MAX_CONFUSION_CLASSES)
    return;
  cell = count_width (counts, n * n);
  named = names_fit (names, cell);
  printf ("\nconfusion (rows: true class, columns: predicted)\n%*s",
          width + (named ? 0 : 4), "");
  for (guint c = 0; c < n; c++)
    if (named)
      {
        g_autofree char *name = cli_plain (names[c]);

        printf (" %*s%s", cell - (int) g_utf8_strlen (name, -1), "", name);
      }
    else
      printf (" %*u", cell, c + 1);
  for (guint r = 0; r < n; r++)
    {
      putchar ('\n');
      if (!named)
        printf ("%2u  ", r + 1);
      print_padded (names[r], width);
      for (guint c = 0; c < n; c++)
        printf (" %*" G_GUINT64_FORMAT, cell, counts[r * n + c]);
    }
  putchar ('\n');
}

void
cli_report_print (const InkEvaluation *evaluation, double level,
                  const InkEstimate *estimates)
{
  int width = name_width (ink_evaluation_class_names (evaluation));

  print_headline (evaluation, level);
  print_classes (evaluation, width);
  print_averages (evaluation, width);
  print_confusion (evaluation, width);
  if (estimates != NULL)
    print_estimates (estimates, level);
}
