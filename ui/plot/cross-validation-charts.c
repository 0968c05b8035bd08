/* A cross-validation as charts: the mean ROC, the scores of the folds, and how
 * a figure grows with the number of examples. */
#include "ui/plot/cross-validation-charts.h"

#include <math.h>

#include "ui/plot/text.h"

#define MEAN_COLOR 0
#define FOLD_COLOR 6
#define REFERENCE_COLOR 8
#define MEAN_WIDTH 2.4
#define FOLD_WIDTH 1.0
/* More curves than so many are faint, and beyond these nothing is seen of one
 * more. */
#define FAINT_CURVES 10
#define MOST_CURVES 100
/* The largest part is so many times the smallest: then equal steps are equal
 * factors. */
#define LOG_RATIO 8

const char *
ink_cross_validation_chart_name (InkCrossValidationChart chart)
{
  static const char *const names[] = {
    [INK_CHART_FOLD_ROC] = "fold-roc",
    [INK_CHART_FOLD_FIGURES] = "fold-figures",
    [INK_CHART_LEARNING_CURVE] = "learning-curve",
  };

  return names[chart];
}

char *
ink_fold_name (const InkCrossValidationOptions *options, guint fold)
{
  const guint k = options->n_folds;

  if (options->n_repeats == 1)
    return g_strdup_printf ("fold %u", fold + 1);
  return g_strdup_printf ("repeat %u, fold %u", fold / k + 1, fold % k + 1);
}

static char *
format_digits (double value, int digits)
{
  char format[8];
  char text[64];

  g_snprintf (format, sizeof format, "%%.%df", digits);
  return g_strdup (g_ascii_formatd (text, sizeof text, format, value));
}

/* Two digits of the deviation, and no less than three. */
static int
digits_for (double deviation)
{
  const double digits = deviation > 0 ? ceil (1 - log10 (deviation)) : 4;

  return (int) CLAMP (digits, 3, 8);
}

char *
ink_mean_and_deviation (double mean, double deviation)
{
  int digits = isfinite (deviation) ? digits_for (deviation) : 4;
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  if (!isfinite (mean))
    return g_strdup ("–");
  for (; digits < 9; digits++) /* what is not 1 does not look like it */
    {
      g_free (left);
      left = format_digits (mean, digits);
      if (mean >= 1 || g_ascii_strtod (left, NULL) < 1)
        break;
    }
  if (!isfinite (deviation))
    return g_steal_pointer (&left);
  right = format_digits (deviation, MIN (digits, 8));
  return g_strdup_printf ("%s ± %s", left, right);
}

/* "95 % interval" */
static char *
interval_name (double level)
{
  return g_strdup_printf ("%.4g\u00a0%% interval", 100 * level);
}

/* --- ROC --- */

static const InkRoc *
fold_roc (const InkCrossValidation *validation, guint fold, int class_index)
{
  InkEvaluation *evaluation = ink_cross_validation_fold (validation, fold);

  return class_index < 0 ? ink_evaluation_roc_macro (evaluation)
                         : ink_evaluation_roc (evaluation, (guint) class_index);
}

static void
add_fold (InkPlot *plot, const InkRoc *roc, const InkLayerStyle *style,
          guint fold, gboolean first)
{
  g_autoptr (InkSeries) series = ink_series_new_from (
      roc->false_positive_rate, roc->true_positive_rate, roc->n);
  g_autofree double *folds = g_new (double, roc->n);
  InkLayer *layer = ink_layer_line_new (series, style);

  for (gsize i = 0; i < roc->n; i++)
    folds[i] = fold + 1;
  ink_layer_set_note (layer, "fold", folds, roc->n);
  ink_layer_set_keyless (layer, !first);
  ink_plot_add_layer (plot, layer);
}

static void
add_folds (InkPlot *plot, const InkCrossValidation *validation,
           int class_index)
{
  const guint n = ink_cross_validation_n_folds (validation);
  const guint n_shown = MIN (n, MOST_CURVES);
  g_autofree char *name
      = n_shown < n ? g_strdup_printf ("%u of %u folds", n_shown, n)
                    : g_strdup ("folds");
  const InkLayerStyle style
      = { name, FOLD_COLOR, n_shown > FAINT_CURVES, FOLD_WIDTH };
  gboolean first = TRUE;

  for (guint i = 0; i < n_shown; i++)
    {
      const InkRoc *roc = fold_roc (validation, i, class_index);

      if (roc == NULL)
        continue;
      add_fold (plot, roc, &style, i, first);
      first = FALSE;
    }
}

static void
add_mean (InkPlot *plot, const InkRocMean *mean)
{
  const gsize n = INK_ROC_MEAN_POINTS;
  g_autoptr (InkSeries) line = ink_series_new_from (mean->rate, mean->mean, n);
  g_autoptr (InkSeries) low = ink_series_new_from (mean->rate, mean->low, n);
  g_autoptr (InkSeries) high = ink_series_new_from (mean->rate, mean->high, n);
  g_autofree char *area
      = ink_mean_and_deviation (mean->mean_auc, mean->auc_deviation);
  g_autofree char *label = g_strdup_printf ("mean, AUC %s", area);
  const InkLayerStyle style = { label, MEAN_COLOR, FALSE, MEAN_WIDTH };
  const gboolean banded = isfinite (mean->low[n / 2]);

  ink_plot_add_layer (plot, banded
                                ? ink_layer_band_new (low, high, line, &style)
                                : ink_layer_line_new (line, &style));
}

static char *
roc_title (const InkCrossValidation *validation, int class_index)
{
  const char *const *names
      = ink_evaluation_class_names (ink_cross_validation_fold (validation, 0));
  g_autofree char *name = NULL;

  if (class_index < 0)
    return g_strdup ("ROC over the folds, macro average");
  name = ink_text_isolate (names[class_index]);
  return g_strdup_printf ("ROC over the folds, %s against the rest", name);
}

static InkPlot *
unit_square (const char *title)
{
  InkPlot *plot = ink_plot_new (title);
  const InkAxisSpec x
      = { "false positive rate", NULL, INK_SCALE_LINEAR, 0, 1 };
  const InkAxisSpec y = { "true positive rate", NULL, INK_SCALE_LINEAR, 0, 1 };

  ink_plot_set_axis (plot, INK_AXIS_X, &x);
  ink_plot_set_axis (plot, INK_AXIS_Y, &y);
  return plot;
}

InkPlot *
ink_fold_roc_chart_new (const InkCrossValidation *validation, int class_index)
{
  const InkLayerStyle chance = { "chance, AUC 0.5", REFERENCE_COLOR, FALSE, 0 };
  g_autofree char *title = roc_title (validation, class_index);
  InkPlot *plot = unit_square (title);
  InkRocMean mean;

  ink_plot_add_layer (plot, ink_layer_reference_new (0, 0, 1, 1, &chance));
  add_folds (plot, validation, class_index);
  if (ink_cross_validation_roc (validation, class_index, &mean))
    add_mean (plot, &mean);
  return plot;
}

/* --- Scores of the folds --- */

/* [INK_N_FIGURES + 1], NULL-terminated; returns how many. */
static guint
list_scores (InkFigure *scores, const char **names)
{
  guint n = 0;

  for (guint i = 0; i < INK_N_FIGURES; i++)
    if (!ink_figure_is_loss ((InkFigure) i))
      {
        scores[n] = (InkFigure) i;
        names[n++] = ink_figure_name ((InkFigure) i);
      }
  names[n] = NULL;
  return n;
}

static void
add_scores (InkPlot *plot, const InkCrossValidation *validation,
            const InkFigure *scores, const char *const *names, guint n)
{
  const guint n_folds = ink_cross_validation_n_folds (validation);
  const InkLayerStyle style = { "folds", FOLD_COLOR, FALSE, 0 };
  g_autofree double *values = g_new (double, (gsize) n * n_folds);
  g_auto (GStrv) folds = g_new0 (char *, n_folds + 1);

  for (guint k = 0; k < n_folds; k++)
    {
      InkEvaluation *evaluation = ink_cross_validation_fold (validation, k);

      folds[k]
          = ink_fold_name (ink_cross_validation_options (validation), k);
      for (guint i = 0; i < n; i++)
        values[i * n_folds + k] = ink_evaluation_figure (evaluation, scores[i]);
    }
  ink_plot_add_layer (
      plot, ink_layer_strip_new (values, names, (const char *const *) folds,
                                 &style));
}

static void
add_means (InkPlot *plot, const InkCrossValidation *validation,
           const InkFigure *scores, const char *const *names, guint n)
{
  g_autofree char *interval = interval_name (
      ink_cross_validation_options (validation)->level);
  g_autofree char *label = g_strdup_printf ("mean, %s", interval);
  const InkLayerStyle style = { label, MEAN_COLOR, FALSE, 0 };
  double low[INK_N_FIGURES], mean[INK_N_FIGURES], high[INK_N_FIGURES];

  for (guint i = 0; i < n; i++)
    {
      const InkFoldSummary summary
          = ink_cross_validation_figure (validation, scores[i]);

      low[i] = summary.low;
      mean[i] = summary.mean;
      high[i] = summary.high;
    }
  ink_plot_add_layer (
      plot, ink_layer_strip_means_new (low, mean, high, names, &style));
}

InkPlot *
ink_fold_figures_chart_new (const InkCrossValidation *validation)
{
  InkPlot *plot = ink_plot_new ("Scores of the folds");
  const InkAxisSpec x = { "score", NULL, INK_SCALE_LINEAR, NAN, NAN };
  InkFigure scores[INK_N_FIGURES];
  const char *names[INK_N_FIGURES + 1];
  const guint n = list_scores (scores, names);

  ink_plot_set_axis (plot, INK_AXIS_X, &x);
  add_means (plot, validation, scores, names, n);
  add_scores (plot, validation, scores, names, n);
  return plot;
}

/* --- Learning curve --- */

static void
add_summaries (InkPlot *plot, const InkLearningCurvePoint *points, guint n,
               gboolean test)
{
  const InkLayerStyle style
      = { test ? "held out" : "learnt from", test ? 0 : 1, FALSE, 2 };
  g_autoptr (InkSeries) low = ink_series_new ();
  g_autoptr (InkSeries) mean = ink_series_new ();
  g_autoptr (InkSeries) high = ink_series_new ();
  InkLayer *band;

  for (guint i = 0; i < n; i++)
    {
      const InkFoldSummary *summary
          = test ? &points[i].test : &points[i].train;

      ink_series_append (low, points[i].n_train, summary->low);
      ink_series_append (mean, points[i].n_train, summary->mean);
      ink_series_append (high, points[i].n_train, summary->high);
    }
  band = ink_layer_band_new (low, high, NULL, &style);
  ink_layer_set_keyless (band, TRUE);
  ink_plot_add_layer (plot, band);
  ink_plot_add_layer (plot, ink_layer_points_new (mean, NULL, &style));
}

static char *
curve_title (InkFigure figure, double level)
{
  g_autofree char *interval = interval_name (level);

  return g_strdup_printf ("Learning curve: %s, %ss of the means",
                          ink_figure_name (figure), interval);
}

InkPlot *
ink_learning_curve_chart_new (const InkLearningCurvePoint *points, guint n,
                              InkFigure figure, double level)
{
  g_autofree char *title = curve_title (figure, level);
  InkPlot *plot = ink_plot_new (title);
  InkAxisSpec x
      = { "examples learnt from", NULL, INK_SCALE_LINEAR, NAN, NAN };
  const InkAxisSpec y
      = { ink_figure_name (figure), NULL, INK_SCALE_LINEAR, NAN, NAN };

  if (n > 1 && points[n - 1].n_train >= LOG_RATIO * points[0].n_train)
    x.scale = INK_SCALE_LOG;
  ink_plot_set_axis (plot, INK_AXIS_X, &x);
  ink_plot_set_axis (plot, INK_AXIS_Y, &y);
  add_summaries (plot, points, n, FALSE);
  add_summaries (plot, points, n, TRUE);
  return plot;
}
