/* The charts of an evaluation: of two and of many classes, of few examples, of
 * names without end; what they tell, and that none of it is made up. */
#include "ui/plot/evaluation-charts.h"

#include "core/base/rng.h"
#include "core/metrics/intervals.h"
#include "tests/plot/drawing.h"
#include "ui/plot/plot-private.h"
#include "ui/plot/text.h"

static InkEvaluation *
evaluate (const double *p, const guint32 *labels, gsize n,
          const char *const *names)
{
  g_autoptr (GError) error = NULL;
  InkEvaluation *evaluation = ink_evaluation_new (p, labels, n, names, &error);

  g_assert_no_error (error);
  return evaluation;
}

static InkEvaluation *
evaluation_of (guint n_classes, gsize n, const char *name)
{
  g_autofree double *p = g_new0 (double, n * n_classes);
  g_autofree guint32 *labels = g_new0 (guint32, n);
  g_auto (GStrv) names = g_new0 (char *, n_classes + 1);
  InkRng rng = ink_rng (9, INK_STREAM_TEST, n_classes, 0);

  for (guint c = 0; c < n_classes; c++)
    names[c] = g_strdup_printf ("%s.%u.名", name, c);
  for (gsize i = 0; i < n; i++)
    {
      double sum = 0;

      labels[i] = (guint32) (i % n_classes);
      for (guint c = 0; c < n_classes; c++)
        sum += p[i * n_classes + c]
            = exp (ink_rng_normal (&rng) + (c == labels[i] ? 2 : 0));
      for (guint c = 0; c < n_classes; c++)
        p[i * n_classes + c] /= sum;
    }
  return evaluate (p, labels, n, (const char *const *) names);
}

static void
draw (InkPlot *plot, int width, int height)
{
  cairo_surface_destroy (
      drawing_new (plot, width, height, ink_theme_find ("dark")));
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

/* A line a class, both averages and chance; room for the data all the same. */
static void
test_roc (void)
{
  static const guint n_classes[] = { 2, 10, 20, 45 };

  for (guint i = 0; i < G_N_ELEMENTS (n_classes); i++)
    {
      const guint n = n_classes[i];
      g_autoptr (InkEvaluation) evaluation = evaluation_of (n, 40 * n, "group");
      g_autoptr (InkPlot) plot
          = ink_evaluation_chart_new (evaluation, INK_CHART_ROC);
      cairo_rectangle_t area;

      g_assert_cmpuint (plot->layers->len, ==, n + 3);
      g_assert_nonnull (find_layer (plot, "group.0.名, AUC 0."));
      g_assert_nonnull (find_layer (plot, "micro, AUC 0."));
      g_assert_nonnull (find_layer (plot, "macro, AUC 0."));
      draw (plot, 300, 200);
      draw (plot, 900, 500);
      g_assert_true (ink_plot_area (plot, &area));
      g_assert_cmpfloat (area.width, >, 450); /* whatever the legend needs */
      g_assert_cmpfloat (area.height, >, 300);
      g_assert_cmpfloat (plot->axes[INK_AXIS_X].scale.high, ==, 1);
      g_assert_cmpfloat (plot->axes[INK_AXIS_Y].scale.low, ==, 0);
    }
}

/* A point of the curve tells its threshold, as the metric has it. */
static void
test_roc_thresholds (void)
{
  g_autoptr (InkEvaluation) evaluation = evaluation_of (3, 90, "a");
  g_autoptr (InkPlot) plot
      = ink_evaluation_chart_new (evaluation, INK_CHART_ROC);
  const InkRoc *roc = ink_evaluation_roc (evaluation, 1);
  InkLayer *layer = find_layer (plot, "a.1.");
  g_autofree char *above = ink_layer_dup_note (layer, 0);

  g_assert_null (above);
  for (gsize i = 1; i < roc->n; i++)
    {
      g_autofree char *note = ink_layer_dup_note (layer, i);
      const char *number = strrchr (note, ' ') + 1;

      g_assert_true (g_str_has_prefix (note, "threshold "));
      if (strchr (number, 'x') == NULL) /* no power of ten */
        g_assert_cmpfloat (
            fabs (g_ascii_strtod (number, NULL) - roc->thresholds[i]), <,
            1e-3);
    }
}

/* The area below the stairs is the average precision. */
static void
check_area (InkPlot *plot, const char *prefix, double expected)
{
  InkLayer *layer = find_layer (plot, prefix);
  const InkSeries *series = layer->klass->series (layer);
  double area = 0;

  for (gsize i = 1; i < ink_series_count (series); i++)
    area += (ink_series_x (series, i) - ink_series_x (series, i - 1))
            * ink_series_y (series, i);
  g_assert_cmpfloat (fabs (area - expected), <, 1e-9);
}

static void
test_precision_recall (void)
{
  g_autoptr (InkEvaluation) evaluation = evaluation_of (12, 600, "a");
  g_autoptr (InkPlot) plot
      = ink_evaluation_chart_new (evaluation, INK_CHART_PRECISION_RECALL);
  const InkAverageFigures *micro
      = ink_evaluation_average (evaluation, INK_AVERAGE_MICRO);

  g_assert_cmpuint (plot->layers->len, ==, 13);
  for (guint c = 0; c < 12; c++)
    {
      g_autofree char *prefix = g_strdup_printf ("a.%u.名, AP 0.", c);

      check_area (plot, prefix,
                  ink_evaluation_class (evaluation, c)->average_precision);
    }
  check_area (plot, "micro, AP 0.", micro->average_precision);
  draw (plot, 600, 400);
}

/* Two bins hold something; the others are not drawn as none right. */
static void
test_reliability (void)
{
  static const double p[] = { 0.9, 0.1, 0.9, 0.1, 0.2, 0.8, 0.45, 0.55 };
  static const guint32 labels[] = { 0, 1, 1, 0 };
  static const char *const names[] = { "ham", "spam", NULL };
  g_autoptr (InkEvaluation) evaluation = evaluate (p, labels, 4, names);
  g_autoptr (InkPlot) plot
      = ink_evaluation_chart_new (evaluation, INK_CHART_RELIABILITY);
  InkLayer *accuracy = find_layer (plot, "accuracy");
  const InkSeries *points = accuracy->klass->series (accuracy);
  g_autofree char *sure = NULL;
  g_autofree char *title = g_strdup_printf (
      "Reliability: calibration error %.2f\xc2\xa0%%",
      100 * ink_evaluation_calibration_error (evaluation));
  g_autofree char *expected = NULL;
  double low, high;

  g_assert_cmpstr (ink_plot_title (plot), ==, title);
  g_assert_cmpuint (ink_series_count (points), ==, 3);
  ink_interval_wilson (1, 2, &low, &high);
  expected = g_strdup_printf ("confidence 0.9, accuracy 0.5, examples 2, "
                              "95\xc2\xa0%% interval %.5f to %.4f",
                              low, high);
  draw (plot, 500, 400);
  sure = drawing_read (plot, 0.9, 0.5);
  g_assert_cmpstr (sure, ==, expected);
}

/* Bins side by side that hold enough have a band of the level that is asked
 * for; hovering reads the interval once. */
static void
test_reliability_band (void)
{
  g_autoptr (InkEvaluation) evaluation = evaluation_of (3, 900, "a");
  g_autoptr (InkPlot) plot
      = ink_evaluation_chart_new_at (evaluation, INK_CHART_RELIABILITY, 0.9);
  g_autoptr (InkPlot) usual
      = ink_evaluation_chart_new (evaluation, INK_CHART_RELIABILITY);
  const InkCalibrationBin *bins = ink_evaluation_calibration_bins (evaluation);
  g_autofree char *read = NULL;

  g_assert_nonnull (find_layer (plot, "90\xc2\xa0% band"));
  g_assert_nonnull (find_layer (plot, "90\xc2\xa0% interval"));
  g_assert_nonnull (find_layer (usual, "95\xc2\xa0% band"));
  draw (plot, 500, 400);
  read = drawing_read (plot, bins[14].confidence, bins[14].accuracy);
  g_assert_nonnull (strstr (read, "90\xc2\xa0% interval "));
  g_assert_null (strstr (read, "band"));
}

/* Of one curve at a time, in its colour and with its name. */
static void
test_roc_band (void)
{
  const InkBootstrapOptions options = { 100, 1, 0.99 };
  g_autoptr (InkEvaluation) evaluation = evaluation_of (3, 300, "a");
  g_autoptr (InkPool) pool = ink_pool_new (1);
  const int curves[] = { 1, INK_ROC_BAND_MICRO, INK_ROC_BAND_MACRO };
  const char *const names[] = { "99\xc2\xa0% band, a.1.名",
                                "99\xc2\xa0% band, micro",
                                "99\xc2\xa0% band, macro" };

  for (guint i = 0; i < G_N_ELEMENTS (curves); i++)
    {
      g_autoptr (InkRocBand) band
          = ink_roc_band_new (evaluation, curves[i], &options, pool, NULL);
      g_autoptr (InkPlot) plot
          = ink_evaluation_chart_new (evaluation, INK_CHART_ROC);
      g_autofree char *curve = g_strconcat (strchr (names[i], ',') + 2, ",",
                                            NULL);
      InkLayer *layer;

      ink_evaluation_chart_add_band (plot, evaluation, band, curves[i]);
      layer = find_layer (plot, names[i]);
      g_assert_nonnull (layer);
      g_assert_cmpuint (layer->color, ==, find_layer (plot, curve)->color);
      draw (plot, 500, 400);
    }
}

/* No bar of length 0 stands for what is not defined. */
static void
test_undefined_figures (void)
{
  static const double p[] = { 0.9, 0.1, 0, 0, 0.8, 0.1, 0.1, 0 };
  static const guint32 labels[] = { 0, 1 };
  static const char *const names[] = { "a", "b", "c", "d", NULL };
  g_autoptr (InkEvaluation) evaluation = evaluate (p, labels, 2, names);
  g_autoptr (InkPlot) plot
      = ink_evaluation_chart_new (evaluation, INK_CHART_CLASS_FIGURES);
  g_autoptr (InkPlot) copy = ink_plot_copy (plot);
  g_autofree char *missed = NULL;
  g_autofree char *absent = NULL;

  draw (plot, 500, 400);
  missed = drawing_read (plot, 0.2, 1.5);
  g_assert_cmpstr (missed, ==,
                   "b, precision never predicted, recall 0, F1 0");
  draw (copy, 500, 400);
  absent = drawing_read (copy, 0.2, 3.5);
  g_assert_cmpstr (absent, ==,
                   "d, precision never predicted, recall not in the data, "
                   "F1 not in the data, never predicted");
}

static double
sum_of (InkPlot *plot, const char *name)
{
  InkLayer *layer = find_layer (plot, name);
  const InkSeries *bins = layer->klass->series (layer);
  double sum = 0;

  for (gsize i = 0; i < ink_series_count (bins); i++)
    sum += ink_series_y (bins, i);
  return sum;
}

static void
test_confidence (void)
{
  g_autoptr (InkEvaluation) evaluation = evaluation_of (5, 1000, "a");
  g_autoptr (InkPlot) plot
      = ink_evaluation_chart_new (evaluation, INK_CHART_CONFIDENCE);
  const double accuracy = ink_evaluation_accuracy (evaluation);

  g_assert_cmpfloat (fabs (sum_of (plot, "right") - 1000 * accuracy), <, 1e-6);
  g_assert_cmpfloat (fabs (sum_of (plot, "wrong") - 1000 * (1 - accuracy)), <,
                     1e-6);
  draw (plot, 500, 400);
}

static void
test_class_figures (void)
{
  g_autoptr (InkEvaluation) evaluation = evaluation_of (20, 900, "a");
  g_autoptr (InkPlot) plot
      = ink_evaluation_chart_new (evaluation, INK_CHART_CLASS_FIGURES);
  const InkClassFigures *figures = ink_evaluation_class (evaluation, 3);
  g_autofree char *read = NULL;
  const char *end;

  draw (plot, 500, 700);
  read = drawing_read (plot, 0.2, 3.5);
  g_assert_true (g_str_has_prefix (read, "a.3.名, precision 0."));
  end = strstr (read, ", recall ");
  g_assert_nonnull (end);
  g_assert_cmpfloat (fabs (g_ascii_strtod (end + 9, NULL) - figures->recall),
                     <, 1e-4);
  g_assert_nonnull (strstr (read, ", F1 0."));
}

static void
test_confusion (void)
{
  g_autoptr (InkEvaluation) evaluation = evaluation_of (20, 800, "group");
  const guint64 *counts = ink_evaluation_confusion (evaluation);
  g_autofree char *expected
      = g_strdup_printf ("group.4.名 read as group.3.名: %u, share of "
                         "row %.2f\xc2\xa0%%",
                         (guint) counts[4 * 20 + 3],
                         (double) counts[4 * 20 + 3] / 40 * 100);

  for (guint chart = INK_CHART_CONFUSION; chart <= INK_CHART_CONFUSION_SHARES;
       chart++)
    {
      g_autoptr (InkPlot) plot = ink_evaluation_chart_new (evaluation, chart);
      g_autofree char *found = NULL;

      draw (plot, 700, 600);
      found = drawing_read (plot, 3.5, 4.5);
      g_assert_cmpstr (found, ==, expected);
    }
}

static void
draw_every (const InkEvaluation *evaluation)
{
  for (guint i = 0; i < INK_N_EVALUATION_CHARTS; i++)
    {
      g_autoptr (InkPlot) plot = ink_evaluation_chart_new (evaluation, i);

      g_assert_cmpuint (strlen (ink_evaluation_chart_name (i)), >, 0);
      drawing_at_all_sizes (plot);
    }
}

/* One class, one example, all alike, certain and wrong, names of 500 letters,
 * 200 classes: something sensible each time. */
static void
test_odd_evaluations (void)
{
  static const char *const one[] = { "alone", NULL };
  static const char *const two[] = { "ham", "spam", NULL };
  static const double certain[] = { 1, 0, 0, 1, 1, 0 };
  static const double alike[] = { 0.5, 0.5, 0.5, 0.5, 0.5, 0.5 };
  static const double tiny[] = { 1e-300, 1, 1, 1e-300, 0, 1 };
  static const guint32 labels[] = { 1, 1, 0 };
  static const guint32 zeros[] = { 0, 0, 0 };
  g_autofree char *long_name = g_strnfill (500, 'W');
  InkEvaluation *evaluations[]
      = { evaluate (certain, zeros, 1, one), evaluate (certain, labels, 1, two),
          evaluate (certain, labels, 3, two), evaluate (alike, labels, 3, two),
          evaluate (tiny, labels, 3, two), evaluate (alike, zeros, 3, two),
          evaluation_of (4, 40, long_name), evaluation_of (200, 400, "a") };

  for (guint i = 0; i < G_N_ELEMENTS (evaluations); i++)
    {
      draw_every (evaluations[i]);
      ink_evaluation_unref (evaluations[i]);
    }
}

/* A name from right to left keeps the figure after it as it is; an override in
 * it goes nowhere. */
static void
test_directions (void)
{
  static const char *const names[] = { "PA\u202e", "\u05d0\u05d1\u2067", NULL };
  static const double p[] = { 0.9, 0.1, 0.2, 0.8, 0.6, 0.4 };
  static const guint32 labels[] = { 0, 1, 1 };
  InkEvaluation *evaluation = evaluate (p, labels, 3, names);
  g_autoptr (InkPlot) plot
      = ink_evaluation_chart_new (evaluation, INK_CHART_PRECISION_RECALL);

  g_assert_nonnull (find_layer (plot, "PA, AP "));
  g_assert_nonnull (find_layer (plot, "\u2068\u05d0\u05d1\u2069, AP "));
  draw_every (evaluation);
  ink_evaluation_unref (evaluation);
}

/* It begins where it is shown, whatever room it has. */
static void
test_alignment (void)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 8, 8);
  cairo_t *cr = cairo_create (surface);
  g_auto (InkText) text = { 0 };
  PangoRectangle logical;

  ink_text_init (&text, NULL, cr, ink_theme_find ("light"));
  ink_text_set (&text, "\u202e\u05d0\u05d1", 1, FALSE, 500);
  pango_layout_get_extents (text.layout, NULL, &logical);
  g_assert_cmpint (logical.x, ==, 0);
  g_assert_cmpstr (pango_layout_get_text (text.layout), ==, "\u05d0\u05d1");
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/evaluation-charts/roc", test_roc);
  g_test_add_func ("/plot/evaluation-charts/thresholds", test_roc_thresholds);
  g_test_add_func ("/plot/evaluation-charts/precision-recall",
                   test_precision_recall);
  g_test_add_func ("/plot/evaluation-charts/reliability", test_reliability);
  g_test_add_func ("/plot/evaluation-charts/reliability-band",
                   test_reliability_band);
  g_test_add_func ("/plot/evaluation-charts/roc-band", test_roc_band);
  g_test_add_func ("/plot/evaluation-charts/undefined-figures",
                   test_undefined_figures);
  g_test_add_func ("/plot/evaluation-charts/confidence", test_confidence);
  g_test_add_func ("/plot/evaluation-charts/class-figures",
                   test_class_figures);
  g_test_add_func ("/plot/evaluation-charts/confusion", test_confusion);
  g_test_add_func ("/plot/evaluation-charts/odd", test_odd_evaluations);
  g_test_add_func ("/plot/evaluation-charts/directions", test_directions);
  g_test_add_func ("/plot/evaluation-charts/alignment", test_alignment);
  return g_test_run ();
}
