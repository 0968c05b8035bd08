/* The charts of a cross-validation and of a learning curve: that they say what
 * was found, leave out what is not defined, and stay readable with hundreds of
 * folds. */
#include "ui/plot/cross-validation-charts.h"

#include "tests/plot/drawing.h"
#include "tests/train/learner-support.h"
#include "ui/plot/plot-private.h"

static InkCrossValidation *
validate (guint n_texts, guint n_folds, guint n_repeats)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkLearner) learner = text_learner (n_texts);
  const InkCrossValidationOptions options = { .n_folds = n_folds,
                                              .n_repeats = n_repeats,
                                              .seed = 3,
                                              .n_threads = 1,
                                              .level = 0.9 };
  InkCrossValidation *validation
      = ink_cross_validate (learner, &options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return validation;
}

static void
draw (InkPlot *plot)
{
  cairo_surface_destroy (drawing_new (plot, 700, 420, ink_theme_find ("dark")));
}

static InkLayer *
find_layer (InkPlot *plot, const char *prefix)
{
  for (guint i = 0; i < plot->layers->len; i++)
    {
      InkLayer *layer = plot->layers->pdata[i];

      if (layer->name != NULL && g_str_has_prefix (layer->name, prefix))
        return layer;
    }
  return NULL;
}

/* Chance, a curve a fold and the mean; the folds are one entry of the legend
 * and go and come together. */
static void
test_roc (void)
{
  g_autoptr (InkCrossValidation) validation = validate (160, 4, 1);

  for (int c = -1; c < 4; c++)
    {
      g_autoptr (InkPlot) plot = ink_fold_roc_chart_new (validation, c);
      g_autofree char *area = NULL;
      g_autofree char *label = NULL;
      InkRocMean mean;
      InkLayer *layer;
      InkSeries *series;

      g_assert_true (ink_cross_validation_roc (validation, c, &mean));
      area = ink_mean_and_deviation (mean.mean_auc, mean.auc_deviation);
      label = g_strdup_printf ("mean, AUC %s", area);
      g_assert_cmpuint (plot->layers->len, ==, 1 + 4 + 1);
      g_assert_cmpuint (ink_plot_n_entries (plot), ==, 3);
      layer = find_layer (plot, "mean, AUC ");
      g_assert_cmpstr (layer->name, ==, label);
      series = layer->klass->series (layer);
      g_assert_cmpuint (ink_series_count (series), ==, INK_ROC_MEAN_POINTS);
      g_assert_cmpfloat (ink_series_y (series, 30), ==, mean.mean[30]);
      ink_plot_show_entry (plot, 1, FALSE);
      g_assert_cmpstr (ink_plot_entry_name (plot, 1), ==, "folds");
      for (guint i = 1; i <= 4; i++)
        g_assert_true (((InkLayer *) plot->layers->pdata[i])->hidden);
      ink_plot_solo_entry (plot, 1);
      for (guint i = 0; i < 6; i++)
        g_assert_true (((InkLayer *) plot->layers->pdata[i])->hidden
                       == (i == 0 || i == 5));
      draw (plot);
    }
}

/* Of very many folds some are drawn, and the legend says so. */
static void
test_many_folds (void)
{
  g_autoptr (InkCrossValidation) validation = validate (100, 2, 60);
  g_autoptr (InkPlot) roc = ink_fold_roc_chart_new (validation, -1);
  g_autoptr (InkPlot) scores = ink_fold_figures_chart_new (validation);
  g_autofree char *csv = NULL;

  g_assert_cmpuint (roc->layers->len, ==, 1 + 100 + 1);
  g_assert_nonnull (find_layer (roc, "100 of 120 folds"));
  draw (roc);
  draw (scores);
  csv = drawing_csv (scores);
  g_assert_nonnull (strstr (csv, "folds,accuracy,\"repeat 60, fold 2\","));
}

/* A row a score, none for losses; a row tells its ends and its mean. */
static void
test_scores (void)
{
  g_autoptr (InkCrossValidation) validation = validate (160, 4, 1);
  g_autoptr (InkPlot) plot = ink_fold_figures_chart_new (validation);
  const InkFoldSummary f1
      = ink_cross_validation_figure (validation, INK_FIGURE_MACRO_F1);
  g_autofree char *mean = ink_format_value (f1.mean);
  g_autofree char *high = ink_format_value (f1.high);
  g_autofree char *most = ink_format_value (f1.most);
  g_autofree char *read = NULL;
  g_autofree char *csv = drawing_csv (plot);
  g_autofree char *text = NULL;

  draw (plot);
  g_assert_cmpfloat (plot->axes[INK_AXIS_Y].scale.high, ==, 6);
  read = drawing_read (plot, f1.mean, 2.5);
  g_assert_true (g_str_has_prefix (read, "macro F1, mean, 90"));
  text = g_strdup_printf ("%s (", mean);
  g_assert_nonnull (strstr (read, text));
  g_assert_nonnull (strstr (read, high));
  g_assert_nonnull (strstr (read, most));
  g_assert_null (strstr (csv, "log loss"));
  for (guint k = 0; k < 4; k++)
    {
      g_autoptr (GString) row = g_string_new (NULL);

      g_string_printf (row, "folds,macro F1,fold %u,", k + 1);
      ink_csv_append_number (
          row, ink_evaluation_figure (ink_cross_validation_fold (validation, k),
                                      INK_FIGURE_MACRO_F1));
      g_assert_nonnull (strstr (csv, row->str));
    }
}

static InkLearningCurvePoint
point (guint n, double y, double margin)
{
  const InkFoldSummary s = { y, margin, y, y, y - margin, y + margin };
  const InkFoldSummary train
      = { y + 0.1, margin, y, y, y + 0.1 - margin, y + 0.1 + margin };

  return (InkLearningCurvePoint) { n, 1, train, s };
}

/* Two series with bands that belong to them, logarithmic where the sizes are
 * far apart. */
static void
test_curve (void)
{
  const InkLearningCurvePoint points[]
      = { point (10, 0.5, 0.1), point (40, 0.7, NAN), point (100, 0.8, 0.01) };
  g_autoptr (InkPlot) wide
      = ink_learning_curve_chart_new (points, 3, INK_FIGURE_ACCURACY, 0.9);
  g_autoptr (InkPlot) near = ink_learning_curve_chart_new (
      points + 1, 2, INK_FIGURE_ACCURACY, 0.9);
  g_autoptr (InkPlot) one
      = ink_learning_curve_chart_new (points, 1, INK_FIGURE_LOG_LOSS, 0.9);
  g_autofree char *read = NULL;

  draw (wide);
  draw (near);
  draw (one);
  g_assert_cmpint (wide->axes[INK_AXIS_X].scale.kind, ==, INK_SCALE_LOG);
  g_assert_cmpint (near->axes[INK_AXIS_X].scale.kind, ==, INK_SCALE_LINEAR);
  g_assert_cmpuint (ink_plot_n_entries (wide), ==, 2);
  g_assert_cmpstr (ink_plot_title (wide), ==,
                   "Learning curve: accuracy, 90\u00a0% intervals of the "
                   "means");
  read = drawing_read (wide, 100, 0.8);
  g_assert_true (g_str_has_suffix (read, "held out 0.8"));
  g_assert_nonnull (strstr (read, "held out 0.79 to 0.81"));
  g_assert_nonnull (strstr (read, "learnt from 0.9,"));
  ink_plot_show_entry (wide, 1, FALSE);
  g_free (read);
  read = drawing_read (wide, 100, 0.8);
  g_assert_null (strstr (read, "held out"));
}

static void
test_mean_and_deviation (void)
{
  static const struct
  {
    double mean, deviation;
    const char *text;
  } cases[] = {
    { 0.99871, 0.00042, "0.99871 ± 0.00042" },
    { 0.5, 0.123, "0.500 ± 0.123" },
    { 0.9999996, 0.01, "0.9999996 ± 0.0100000" },
    { 1, 0, "1.0000 ± 0.0000" },
    { 0.98, NAN, "0.9800" },
    { NAN, NAN, "–" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text
          = ink_mean_and_deviation (cases[i].mean, cases[i].deviation);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* --- Strips --- */

static const char *const rows[] = { "一", "two", "none", NULL };
static const char *const dots[] = { "p", "q", "r", NULL };

/* (transfer full) */
static InkPlot *
strip_plot (const double *values)
{
  const double low[] = { 1, NAN, NAN };
  const double mean[] = { 2, 4, NAN };
  const double high[] = { 3, NAN, NAN };
  const InkLayerStyle of_dots = { "dots", 1, FALSE, 0 };
  const InkLayerStyle of_means = { "means", 0, FALSE, 0 };
  InkPlot *plot = drawing_plot_new (INK_SCALE_LINEAR);

  ink_plot_add_layer (plot, ink_layer_strip_new (values, rows, dots, &of_dots));
  ink_plot_add_layer (
      plot, ink_layer_strip_means_new (low, mean, high, rows, &of_means));
  return plot;
}

/* What is not finite is told and not drawn; the view decides what is in a
 * file. */
static void
test_strip (void)
{
  static const double values[] = { 1, 3, 2, 4, NAN, INFINITY, NAN, NAN, NAN };
  g_autoptr (InkPlot) plot = strip_plot (values);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *all = drawing_csv (plot);
  g_autofree char *some = NULL;

  draw (plot);
  first = drawing_read (plot, 2, 0.2);
  second = drawing_read (plot, 2, 1.9);
  third = drawing_read (plot, 2, 2.5);
  g_assert_cmpstr (first, ==, "一, dots 1 (p) to 3 (q), means 2 (1 to 3)");
  g_assert_cmpstr (second, ==, "two, dots 4 (p) to 4 (p), means 4");
  g_assert_cmpstr (third, ==, "none, dots not defined, means not defined");
  g_assert_nonnull (strstr (all, "dots,two,q,nan\ndots,two,r,inf\n"));
  g_assert_nonnull (strstr (all, "means,一,2,1,3\n"));

  ink_plot_set_view (plot, INK_AXIS_X, 2.5, 10);
  ink_plot_set_view (plot, INK_AXIS_Y, 0, 1);
  some = drawing_csv (plot);
  g_assert_cmpstr (some, ==,
                   "series,label,point,value\ndots,一,q,3\n"
                   "series,label,mean,low,high\nmeans,一,2,1,3\n");
}

/* A dot and a mean are where they belong, and nowhere else. */
static void
test_strip_places (void)
{
  static const double values[] = { 1, 3, 2, 4, NAN, NAN, NAN, NAN, NAN };
  g_autoptr (InkPlot) plot = strip_plot (values);
  const InkTheme bare = drawing_bare_theme ();
  cairo_surface_t *surface = drawing_new (plot, 500, 300, &bare);

  g_assert_cmpuint (drawing_count_at (plot, surface, 3, 0.5, 2), >, 5);
  g_assert_cmpuint (drawing_count_at (plot, surface, 2, 0.5, 2), >, 5);
  g_assert_cmpuint (drawing_count_at (plot, surface, 1.5, 0.5, 2), >, 2);
  g_assert_cmpuint (drawing_count_at (plot, surface, 3.5, 0.5, 2), ==, 0);
  g_assert_cmpuint (drawing_count_at (plot, surface, 4, 1.5, 2), >, 5);
  g_assert_cmpuint (drawing_count_at (plot, surface, 2, 1.5, 2), ==, 0);
  g_assert_cmpuint (drawing_count_at (plot, surface, 2, 2.5, 4), ==, 0);
  cairo_surface_destroy (surface);
}

static void
test_strip_odd (void)
{
  static const double odd[][9] = {
    { 0 },
    { 1e300, -1e300, 5e-324, NAN, INFINITY, -INFINITY, DBL_MAX, 1, 1 },
    { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN },
  };
  const InkLayerStyle style = { "none", 1, FALSE, 0 };
  const char *const nothing[] = { NULL };
  g_autoptr (InkPlot) empty = drawing_plot_new (INK_SCALE_LINEAR);

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (InkPlot) plot = strip_plot (odd[i]);

      drawing_at_all_sizes (plot);
    }
  ink_plot_add_layer (empty,
                      ink_layer_strip_new (NULL, nothing, nothing, &style));
  ink_plot_add_layer (empty, ink_layer_strip_means_new (NULL, NULL, NULL,
                                                        nothing, &style));
  drawing_at_all_sizes (empty);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/cross-validation/roc", test_roc);
  g_test_add_func ("/plot/cross-validation/many-folds", test_many_folds);
  g_test_add_func ("/plot/cross-validation/scores", test_scores);
  g_test_add_func ("/plot/cross-validation/learning-curve", test_curve);
  g_test_add_func ("/plot/cross-validation/mean-and-deviation",
                   test_mean_and_deviation);
  g_test_add_func ("/plot/cross-validation/strip", test_strip);
  g_test_add_func ("/plot/cross-validation/strip-places", test_strip_places);
  g_test_add_func ("/plot/cross-validation/strip-odd", test_strip_odd);
  return g_test_run ();
}
