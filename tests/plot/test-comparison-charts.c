/* Forest plots: where the marks are, what they say, what has no row. */
#include "tests/plot/drawing.h"

#include "ui/plot/comparison-charts.h"

static const char *const names[] = { "a", "b", NULL };

static void
fill (InkComparison *comparison, InkAucComparison *classes)
{
  *comparison = (InkComparison) { .options = { .level = 0.9 },
                                  .n_classes = 2,
                                  .classes = classes };
  for (guint f = 0; f < INK_N_FIGURES; f++)
    comparison->difference[f] = (InkEstimate) { 0.02, 0.01, 0.03 };
  comparison->difference[INK_FIGURE_ACCURACY]
      = (InkEstimate) { -0.02, -0.03, -0.01 };
  comparison->difference[INK_FIGURE_MACRO_F1]
      = (InkEstimate) { 0.001, -0.01, 0.012 };
  comparison->difference[INK_FIGURE_MACRO_ROC_AUC]
      = (InkEstimate) { NAN, NAN, NAN };
  classes[0] = (InkAucComparison) { .difference = 0.01,
                                    .low = 0.004,
                                    .high = 0.016 };
  classes[1] = (InkAucComparison) { .difference = NAN,
                                    .low = NAN,
                                    .high = NAN };
}

static void
test_differences (void)
{
  InkAucComparison classes[2];
  InkComparison comparison;
  g_autoptr (InkPlot) plot = NULL;
  g_autofree char *csv = NULL;

  fill (&comparison, classes);
  plot = ink_comparison_chart_new (&comparison, names, INK_CHART_DIFFERENCES);
  g_assert_nonnull (strstr (ink_plot_title (plot), "90"));
  csv = drawing_csv (plot);
  g_assert_nonnull (strstr (csv, "series,label,value,low,high\n"));
  g_assert_nonnull (
      strstr (csv, "\nA is better,accuracy,-0.02,-0.03,-0.01\n"));
  g_assert_nonnull (
      strstr (csv, "\nnot told apart,macro F1,0.001,-0.01,0.012\n"));
  /* A loss is turned round: more of it is worse. */
  g_assert_nonnull (
      strstr (csv, "\nA is better,log loss,-0.02,-0.03,-0.01\n"));
  g_assert_nonnull (
      strstr (csv, "\nB is better,Cohen's kappa,0.02,0.01,0.03\n"));
  g_assert_null (strstr (csv, "macro ROC AUC"));
}

static void
test_areas (void)
{
  InkAucComparison classes[2];
  InkComparison comparison;
  const InkTheme theme = drawing_bare_theme ();
  g_autoptr (InkPlot) plot = NULL;
  g_autofree char *read = NULL;
  cairo_surface_t *surface;

  fill (&comparison, classes);
  plot = ink_comparison_chart_new (&comparison, names, INK_CHART_CLASS_AREAS);
  surface = drawing_new (plot, 400, 300, &theme);
  g_assert_cmpuint (drawing_count_at (plot, surface, 0.01, 0.5, 2), ==, 25);
  g_assert_cmpuint (drawing_count_at (plot, surface, 0.006, 0.5, 2), >, 4);
  g_assert_cmpuint (drawing_count_at (plot, surface, 0.002, 0.5, 2), ==, 0);
  g_assert_cmpuint (drawing_count_at (plot, surface, 0.0, 0.5, 8), >, 0);
  read = drawing_read (plot, 0.01, 0.5);
  g_assert_cmpstr (read, ==, "a, B is better 0.01 (0.004 to 0.016)");
  cairo_surface_destroy (surface);
}

/* Nothing that is defined, and a copy. */
static void
test_empty (void)
{
  InkAucComparison classes[2];
  InkComparison comparison;
  const InkTheme theme = drawing_bare_theme ();
  g_autoptr (InkPlot) plot = NULL;
  g_autoptr (InkPlot) full = NULL;
  g_autoptr (InkPlot) copy = NULL;

  fill (&comparison, classes);
  full = ink_comparison_chart_new (&comparison, names, INK_CHART_DIFFERENCES);
  copy = ink_plot_copy (full);
  g_clear_pointer (&full, ink_plot_unref);
  cairo_surface_destroy (drawing_new (copy, 300, 200, &theme));
  comparison.n_classes = 0;
  plot = ink_comparison_chart_new (&comparison, names, INK_CHART_CLASS_AREAS);
  cairo_surface_destroy (drawing_new (plot, 300, 200, &theme));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/comparison-charts/differences", test_differences);
  g_test_add_func ("/plot/comparison-charts/areas", test_areas);
  g_test_add_func ("/plot/comparison-charts/empty", test_empty);
  return g_test_run ();
}
