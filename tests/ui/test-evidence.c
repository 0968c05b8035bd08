/* Whatever is pointed at on a chart of an evaluation opens as many examples as
 * the chart shows there; the page shows them below what was clicked. */
#include "tests/metrics/made-evaluations.h"
#include "tests/plot/drawing.h"
#include "tests/ui/on-screen.h"

#include "core/base/rng.h"
#include "ui/chart/chart-view-private.h"
#include "ui/evaluate/class-table.h"
#include "ui/evaluate/evaluate-view.h"
#include "ui/evaluate/evidence.h"
#include "ui/evaluate/examples-card.h"
#include "ui/evaluate/figure-card.h"
#include "ui/evaluate/more-figures.h"
#include "ui/evaluate/threshold-card.h"

#define N 200

static InkEvaluation *
evaluation_new (void)
{
  const MadeModel made = { .number = 5, .n = N, .skill = 1.5, .own = 0.5 };

  return made_evaluation_new (&made);
}

/* Calls @check with every mark that a pixel of the chart has. */
static guint
check_marks (const InkEvaluation *e, InkEvaluationChart chart,
             void (*check) (const InkEvaluation *e, const InkMark *mark,
                            const InkSelection *selection))
{
  g_autoptr (InkPlot) plot = ink_evaluation_chart_new (e, chart);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  cairo_surface_destroy (drawing_new (plot, 500, 400,
                                      ink_theme_find ("light")));
  for (int y = 0; y < 400; y += 2)
    for (int x = 0; x < 500; x += 2)
      {
        InkMark mark;
        g_autoptr (InkSelection) selection = NULL;

        if (!ink_plot_mark_at (plot, x, y, &mark)
            || !g_hash_table_add (
                seen, GSIZE_TO_POINTER (mark.layer * 1000 + mark.index + 1)))
          continue;
        selection = ink_evidence_of_mark (e, chart, &mark);
        check (e, &mark, selection);
      }
  return g_hash_table_size (seen);
}

/* Both rates, times what they are shares of. */
static void
check_roc (const InkEvaluation *e, const InkMark *mark,
           const InkSelection *selection)
{
  const double positives
      = (double) ink_evaluation_class (e, (guint) mark->tag)->support;
  const double errors
      = mark->x * (N - positives) + (1 - mark->y) * positives;

  g_assert_cmpuint (selection->n, ==, (gsize) round (errors));
}

/* Recall and precision say how many were found, and of how many. */
static void
check_precision_recall (const InkEvaluation *e, const InkMark *mark,
                        const InkSelection *selection)
{
  const double positives
      = (double) ink_evaluation_class (e, (guint) mark->tag)->support;
  const double hits = mark->x * positives;
  const double said = hits > 0 ? hits / mark->y : 0;

  if (hits == 0 && mark->y < 1)
    return; /* how many were said is not to be told from 0 / said */
  g_assert_cmpuint (selection->n, ==,
                    (gsize) round (said - hits + positives - hits));
}

static void
check_reliability (const InkEvaluation *e, const InkMark *mark,
                   const InkSelection *selection)
{
  if (mark->tag == INK_RELIABILITY_BIN)
    g_assert_cmpuint (selection->n, ==, (gsize) round (mark->y * N));
  else if (!isnan (mark->note))
    g_assert_cmpuint (selection->n, ==, (gsize) mark->note);
  else /* a whisker: its bin holds its mean confidence */
    g_assert_cmpuint (
        selection->n, ==,
        ink_evaluation_calibration_bins (
            e)[ink_calibration_bin (mark->x, INK_CALIBRATION_BINS)]
            .count);
}

static void
check_confidence (const InkEvaluation *e, const InkMark *mark,
                  const InkSelection *selection)
{
  g_assert_cmpuint (selection->n, ==, (gsize) mark->y);
  g_assert_true (g_str_has_prefix (selection->title, mark->tag == 1
                                                         ? "Read right"
                                                         : "Read wrong"));
}

static void
check_class_figures (const InkEvaluation *e, const InkMark *mark,
                     const InkSelection *selection)
{
  const guint64 *m = ink_evaluation_confusion (e);
  const gsize c = mark->index;
  const guint64 over = m[c] + m[3 + c] + m[6 + c] - m[4 * c];
  const guint64 under = m[3 * c] + m[3 * c + 1] + m[3 * c + 2] - m[4 * c];

  g_assert_cmpuint (selection->n, ==,
                    mark->tag == 0   ? over
                    : mark->tag == 1 ? under
                                     : over + under);
}

static void
test_marks (void)
{
  g_autoptr (InkEvaluation) e = evaluation_new ();

  g_assert_cmpuint (check_marks (e, INK_CHART_ROC, check_roc), >, 50);
  g_assert_cmpuint (check_marks (e, INK_CHART_PRECISION_RECALL,
                                 check_precision_recall),
                    >, 50);
  g_assert_cmpuint (
      check_marks (e, INK_CHART_RELIABILITY, check_reliability), >, 20);
  g_assert_cmpuint (check_marks (e, INK_CHART_CONFIDENCE, check_confidence),
                    >, 15);
  g_assert_cmpuint (
      check_marks (e, INK_CHART_CLASS_FIGURES, check_class_figures), ==, 9);
}

static void
test_figures (void)
{
  static const struct
  {
    InkFigure figure;
    const char *start;
  } cases[] = {
    { INK_FIGURE_ACCURACY, "Read wrong" },
    { INK_FIGURE_BALANCED_ACCURACY, "The class of the lowest recall: Truly " },
    { INK_FIGURE_MACRO_F1, "The class of the lowest F1: Read as " },
    { INK_FIGURE_MACRO_ROC_AUC, "The class of the lowest area: False " },
    { INK_FIGURE_LOG_LOSS, "Largest parts of the log loss" },
    { INK_FIGURE_BRIER_SCORE, "Largest parts of the Brier score" },
    { INK_FIGURE_COHEN_KAPPA, "Read wrong" },
    { INK_FIGURE_MATTHEWS_CORRELATION, "Read wrong" },
    { INK_FIGURE_CALIBRATION_ERROR, "The bin that adds most to the error: " },
  };
  g_autoptr (InkEvaluation) e = evaluation_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (InkSelection) selection
          = ink_evidence_of_figure (e, cases[i].figure);

      g_assert_true (g_str_has_prefix (selection->title, cases[i].start));
      g_assert_cmpuint (selection->n, >, 0);
      if (i == 0)
        g_assert_cmpuint (selection->n, ==,
                          N - (gsize) round (ink_evaluation_accuracy (e) * N));
    }
  g_assert_cmpuint (G_N_ELEMENTS (cases), ==, INK_N_FIGURES);
}

/* The class that is named is the worst. */
static void
test_worst (void)
{
  g_autoptr (InkEvaluation) e = evaluation_new ();
  const char *const *names = ink_evaluation_class_names (e);
  g_autoptr (InkSelection) recall
      = ink_evidence_of_figure (e, INK_FIGURE_BALANCED_ACCURACY);
  const guint area = ink_evidence_worst_auc (e);
  guint worst = 0;

  for (guint c = 0; c < 3; c++)
    {
      if (ink_evaluation_class (e, c)->recall
          < ink_evaluation_class (e, worst)->recall)
        worst = c;
      g_assert_cmpfloat (ink_evaluation_class (e, area)->roc_auc, <=,
                         ink_evaluation_class (e, c)->roc_auc);
    }
  g_assert_nonnull (strstr (recall->title, names[worst]));
  g_assert_cmpuint (recall->n, ==,
                    (gsize) round ((1 - ink_evaluation_class (e, worst)->recall)
                                   * (double) ink_evaluation_class (e, worst)
                                         ->support));
}

/* A model without a fault says so, and so does a class that is not there. */
static void
test_none (void)
{
  static const double p[] = { 1, 0, 0, 0, 1, 0 };
  static const guint32 labels[] = { 0, 1 };
  g_autoptr (InkEvaluation) e = ink_evaluation_new (
      p, labels, 2, (const char *[]) { "a", "b", "c", NULL }, NULL);
  const struct
  {
    InkSelection *selection;
    const char *title;
  } cases[] = {
    { ink_evidence_of_figure (e, INK_FIGURE_ACCURACY),
      "Read wrong. No example: nothing was read wrong" },
    { ink_evidence_of_shortfall (e, 0, INK_SHORTFALL_PRECISION),
      "Read as a, truly another. No example: nothing was read wrong" },
    { ink_evidence_of_shortfall (e, 2, INK_SHORTFALL_RECALL),
      "Truly c, read as another. No example: the class is not among the "
      "examples" },
    { ink_evidence_of_ranking (e, 2),
      "Truly c. No example: the class is not among the examples" },
    { ink_evidence_of_figure (e, INK_FIGURE_LOG_LOSS), "Largest parts of the log loss. No "
                                    "example: every one was read right with "
                                    "certainty" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpuint (cases[i].selection->n, ==, 0);
      g_assert_cmpstr (cases[i].selection->title, ==, cases[i].title);
      ink_selection_free (cases[i].selection);
    }
}

/* The page */

typedef struct
{
  GtkWidget *window;
  GtkWidget *view;
  GtkWidget *examples;
  InkEvaluateResult result;
} Page;

static GtkWidget *
find_nth (GtkWidget *widget, GType type, guint *nth)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*nth)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_nth (child, type, nth);
  return found;
}

static GtkWidget *
find (Page *page, GType type, guint nth)
{
  GtkWidget *found = find_nth (page->view, type, &nth);

  g_assert_nonnull (found);
  return found;
}

static InkImageSet *
images_new (void)
{
  g_auto (GStrv) names = g_strsplit ("a b c", " ", -1);
  InkImageSet *set = ink_image_set_new (
      "made", N, 28, 28, g_bytes_new_take (g_malloc0 (N * 784), N * 784),
      g_bytes_new_take (g_malloc0 (N), N), g_steal_pointer (&names), NULL);

  g_assert_nonnull (set);
  return set;
}

static void
open_page (Page *page)
{
  static const char *const no_facts[] = { NULL };
  const InkEvaluateNames names = { "model", "data", no_facts };
  g_autoptr (InkImageSet) images = images_new ();

  page->result = (InkEvaluateResult) { .evaluation = evaluation_new () };
  page->result.examples = ink_evaluated_examples_new_images (images);
  page->window = gtk_window_new ();
  page->view = g_object_ref_sink (ink_evaluate_view_new ());
  gtk_window_set_default_size (GTK_WINDOW (page->window), 1000, 600);
  gtk_window_set_child (GTK_WINDOW (page->window), page->view);
  ink_evaluate_view_show (INK_EVALUATE_VIEW (page->view), &page->result,
                          &names);
  gtk_window_present (GTK_WINDOW (page->window));
  on_screen_wait (gtk_widget_get_mapped (page->view));
  page->examples = find (page, INK_TYPE_EXAMPLES_CARD, 0);
}

static void
close_page (Page *page)
{
  gtk_window_destroy (GTK_WINDOW (page->window));
  on_screen_settle ();
  g_assert_finalize_object (page->view);
  ink_evaluation_unref (page->result.evaluation);
  ink_evaluated_examples_unref (page->result.examples);
}

static gboolean
has_label (GtkWidget *widget, const char *start)
{
  gboolean found
      = GTK_IS_LABEL (widget)
        && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), start);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && !found; child = gtk_widget_get_next_sibling (child))
    found = has_label (child, start);
  return found;
}

/* They say what they are, below the row that @from is in. */
static void
assert_opened (Page *page, GtkWidget *from, const char *start)
{
  GtkWidget *above = gtk_widget_get_prev_sibling (page->examples);

  g_assert_true (gtk_widget_get_visible (page->examples));
  g_assert_true (has_label (page->examples, start));
  g_assert_true (from == above || gtk_widget_is_ancestor (from, above));
}

/* The figure @n of the first row; the titles of columns are buttons, too. */
static GtkWidget *
find_cell (GtkWidget *table, guint n)
{
  for (guint i = 0;; i++)
    {
      guint nth = i;
      GtkWidget *button = find_nth (table, GTK_TYPE_BUTTON, &nth);

      g_assert_nonnull (button);
      if (gtk_widget_has_css_class (button, "ink-cell") && n-- == 0)
        return button;
    }
}

static void
check_table (Page *page)
{
  GtkWidget *table = find (page, INK_TYPE_CLASS_TABLE, 0);

  for (guint i = 0; i < 6; i++)
    {
      static const char *const starts[]
          = { "Read as a, truly another", "Truly a, read as another",
              "Read as a and truly another", "Truly a",
              "False positives, then", "False positives, then" };
      GtkWidget *cell = find_cell (table, i);

      g_signal_emit_by_name (cell, "clicked");
      assert_opened (page, table, starts[i]);
    }
}

static void
test_page_figures (void)
{
  static const char *const starts[]
      = { "Read wrong", "The class of the lowest F1",
          "The class of the lowest area", "Largest parts of the log loss",
          "The bin that adds most to the error" };
  Page page;
  GtkWidget *more;

  open_page (&page);
  g_assert_false (gtk_widget_get_visible (page.examples));
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      GtkWidget *card = find (&page, INK_TYPE_FIGURE_CARD, i);

      g_signal_emit_by_name (card, "activated");
      assert_opened (&page, card, starts[i]);
      if (i == 3) /* in another order than by confidence, which is said */
        g_assert_true (has_label (page.examples,
                                  "200 of 200 images · largest first"));
    }
  more = find (&page, INK_TYPE_MORE_FIGURES, 0);
  for (guint i = 0; i < 4; i++)
    {
      static const char *const others[]
          = { "The class of the lowest recall", "Read wrong", "Read wrong",
              "Largest parts of the Brier score" };
      guint nth = i;

      g_signal_emit_by_name (find_nth (more, GTK_TYPE_BUTTON, &nth),
                             "clicked");
      assert_opened (&page, more, others[i]);
    }
  check_table (&page);
  close_page (&page);
}

/* A point of a curve goes to the slider, which has its point on both. */
static void
test_page_curve (void)
{
  Page page;
  GtkWidget *roc, *curve, *card;
  double x, y;
  InkOperatingPoint point;
  guint class_index;
  const InkMark mark = { .tag = 1, .index = 3, .note = 0.25 };
  g_autoptr (InkSelection) wrong = NULL;

  open_page (&page);
  wrong = ink_evidence_of_figure (page.result.evaluation, INK_FIGURE_ACCURACY);
  roc = find (&page, INK_TYPE_CHART_VIEW, 2);
  curve = find (&page, INK_TYPE_CHART_VIEW, 3);
  card = find (&page, INK_TYPE_THRESHOLD_CARD, 0);
  g_signal_emit_by_name (roc, "mark-activated", &mark);
  assert_opened (&page, roc, "False positives, then false negatives of b at "
                             "threshold 0.25");
  g_assert_true (ink_threshold_card_get (INK_THRESHOLD_CARD (card),
                                         &class_index, &point));
  g_assert_cmpuint (class_index, ==, 1);
  g_assert_cmpfloat (point.threshold, ==, 0.25);
  ink_chart_view_get_point (INK_CHART_VIEW (roc), &x, &y);
  g_assert_cmpfloat (x, ==, point.false_positive_rate.value);
  g_assert_cmpfloat (y, ==, point.recall.value);
  ink_chart_view_get_point (INK_CHART_VIEW (curve), &x, &y);
  g_assert_cmpfloat (x, ==, point.recall.value);
  g_assert_cmpfloat (y, ==, point.precision.value);

  ink_threshold_card_set (INK_THRESHOLD_CARD (card), 2, 1);
  ink_chart_view_get_point (INK_CHART_VIEW (curve), &x, &y);
  g_assert_cmpfloat (x, ==, 0);
  g_assert_cmpfloat (y, ==, 1); /* where the curve ends */
  g_signal_emit_by_name (card, "evidence", wrong);
  assert_opened (&page, card, "Read wrong");
  close_page (&page);
}

static double
y_in_view (Page *page, GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (
      widget, find (page, GTK_TYPE_SCROLLED_WINDOW, 0), &bounds));
  return bounds.origin.y;
}

static gboolean
count_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  guint *left = user_data;

  return --*left > 0;
}

/* A tick keeps the frames coming. */
static void
wait_frames (Page *page, guint n)
{
  guint left = n;

  gtk_widget_add_tick_callback (page->view, count_cb, &left, NULL);
  on_screen_wait (left == 0);
}

/* A class that is shown alone is chosen. */
static void
test_page_alone (void)
{
  Page page;
  InkChartView *roc;
  InkPlot *plot;
  InkThresholdCard *card;
  InkOperatingPoint point;
  guint class_index;

  open_page (&page);
  card = INK_THRESHOLD_CARD (find (&page, INK_TYPE_THRESHOLD_CARD, 0));
  roc = INK_CHART_VIEW (find (&page, INK_TYPE_CHART_VIEW, 2));
  plot = ink_chart_view_get_plot (roc);
  for (guint i = 0; i < ink_plot_n_entries (plot); i++)
    {
      const char *name = ink_plot_entry_name (plot, i);
      const gboolean is_a = strstr (name, "a, AUC") != NULL
                            || strstr (name, "a\u2069, AUC") != NULL;

      if (is_a)
        ink_plot_solo_entry (plot, i);
    }
  g_assert_cmpint (ink_plot_only_tag (plot), ==, 0);
  ink_threshold_card_set (card, 2, 0.125);
  ink_chart_view_series_changed (roc);
  g_assert_true (ink_threshold_card_get (card, &class_index, &point));
  g_assert_cmpfloat (point.threshold, ==, 0.125);
  g_assert_cmpuint (class_index, ==, 0);
  ink_plot_show_all (plot);
  g_assert_cmpint (ink_plot_only_tag (plot), ==, -1);
  close_page (&page);
}

/* All of the examples comes into view; what was clicked stays where it is seen
 * as far as that leaves room, also where examples that stood above it go. */
static void
test_page_scroll (void)
{
  Page page;
  GtkWidget *matrix, *roc;
  GtkAdjustment *adjustment;
  const InkMark mark = { .tag = 1, .index = 3, .note = 0.25 };

  open_page (&page);
  matrix = find (&page, INK_TYPE_CHART_VIEW, 0);
  roc = find (&page, INK_TYPE_CHART_VIEW, 2);
  adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (find (&page, GTK_TYPE_SCROLLED_WINDOW, 0)));
  ink_evaluate_view_open_cell (INK_EVALUATE_VIEW (page.view), 0, 0);
  assert_opened (&page, matrix, "Truly a, read as a");
  wait_frames (&page, 4);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 0);
  g_assert_cmpfloat (y_in_view (&page, page.examples), <, 600);
  ink_evaluate_view_open_cell (INK_EVALUATE_VIEW (page.view), 9, 1);
  assert_opened (&page, matrix, "Truly a, read as a"); /* no such cell */

  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_value (adjustment)
                                + y_in_view (&page, roc) - 10);
  wait_frames (&page, 4);
  g_assert_cmpfloat_with_epsilon (y_in_view (&page, roc), 10, 2);
  g_signal_emit_by_name (roc, "mark-activated", &mark);
  wait_frames (&page, 4);
  g_assert_cmpfloat_with_epsilon (
      y_in_view (&page, page.examples)
          + gtk_widget_get_height (page.examples) + 18,
      gtk_adjustment_get_page_size (adjustment), 2);
  ink_evaluate_view_open_cell (INK_EVALUATE_VIEW (page.view), 0, 0);
  wait_frames (&page, 4);
  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_value (adjustment)
                                + y_in_view (&page, roc) + 300);
  wait_frames (&page, 4);
  g_assert_cmpfloat_with_epsilon (y_in_view (&page, roc), -300, 2);
  g_signal_emit_by_name (roc, "mark-activated", &mark);
  wait_frames (&page, 4);
  g_assert_cmpfloat_with_epsilon (y_in_view (&page, roc), -300, 2);
  close_page (&page);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/evidence/marks", test_marks);
  g_test_add_func ("/ui/evidence/figures", test_figures);
  g_test_add_func ("/ui/evidence/worst", test_worst);
  g_test_add_func ("/ui/evidence/none", test_none);
  if (on_screen_init ())
    {
      g_test_add_func ("/ui/evidence/page/figures", test_page_figures);
      g_test_add_func ("/ui/evidence/page/curve", test_page_curve);
      g_test_add_func ("/ui/evidence/page/alone", test_page_alone);
      g_test_add_func ("/ui/evidence/page/scroll", test_page_scroll);
    }
  return g_test_run ();
}
