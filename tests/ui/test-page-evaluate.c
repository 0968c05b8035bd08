/* The page Evaluate: it evaluates by itself when shown and when the model
 * changes, and says why where it cannot. */
#include "tests/ui/on-screen.h"
#include "tests/ui/small-mnist.h"

#include "ui/chart/chart-view.h"
#include "ui/evaluate/evaluate-intervals.h"
#include "ui/evaluate/evaluate-view.h"
#include "ui/evaluate/examples-card.h"
#include "ui/evaluate/page-evaluate.h"

typedef struct
{
  InkWorkbench *workbench;
  GtkWidget *window;
  InkPageEvaluate *page;
} Fixture;

static void
open_page (Fixture *fixture, gboolean with_model)
{
  fixture->workbench = ink_workbench_new ();
  if (with_model)
    {
      g_autoptr (InkModel) model = small_model_new ();

      ink_workbench_set_digit_model (
          fixture->workbench,
          ink_workbench_add_model (fixture->workbench, model, "small"));
    }
  else
    ink_workbench_set_digit_model (fixture->workbench, NULL);
  fixture->window = gtk_window_new ();
  fixture->page
      = INK_PAGE_EVALUATE (ink_page_evaluate_new (fixture->workbench));
  g_object_ref (fixture->page);
  gtk_window_set_child (GTK_WINDOW (fixture->window),
                        GTK_WIDGET (fixture->page));
  gtk_window_present (GTK_WINDOW (fixture->window));
  on_screen_wait (gtk_widget_get_mapped (GTK_WIDGET (fixture->page)));
}

static void
close_page (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  on_screen_settle (); /* popovers of drop-downs go in an idle */
  g_assert_finalize_object (fixture->page);
  g_assert_finalize_object (fixture->workbench);
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_evaluates (void)
{
  Fixture fixture;
  InkEvaluation *evaluation;
  const guint64 *confusion;
  guint64 sum = 0;
  GtkWidget *examples;

  open_page (&fixture, TRUE);
  g_assert_true (ink_page_evaluate_is_busy (fixture.page));
  on_screen_wait (!ink_page_evaluate_is_busy (fixture.page));
  evaluation = ink_page_evaluate_get_evaluation (fixture.page);
  g_assert_nonnull (evaluation);
  g_assert_cmpuint (ink_evaluation_count (evaluation), ==, SMALL_TEST);
  confusion = ink_evaluation_confusion (evaluation);
  for (guint i = 0; i < 100; i++)
    sum += confusion[i];
  g_assert_cmpuint (sum, ==, SMALL_TEST);

  examples = find_widget (GTK_WIDGET (fixture.page), INK_TYPE_EXAMPLES_CARD);
  g_assert_false (gtk_widget_get_visible (examples));
  ink_page_evaluate_open_cell (fixture.page, 3, 3);
  g_assert_true (gtk_widget_get_visible (examples));
  ink_page_evaluate_open_cell (fixture.page, 30, 3); /* no such cell */

  ink_workbench_set_digit_model (fixture.workbench, NULL);
  g_assert_null (ink_page_evaluate_get_evaluation (fixture.page));
  close_page (&fixture);
}

/* The titles of all charts below @widget, one a line. */
static void
add_titles (GtkWidget *widget, GString *titles)
{
  if (INK_IS_CHART_VIEW (widget))
    {
      InkPlot *plot = ink_chart_view_get_plot (INK_CHART_VIEW (widget));

      g_string_append_printf (titles, "%s\n",
                              plot != NULL ? ink_plot_title (plot) : "none");
      if (plot != NULL)
        g_assert_cmpstr (ink_plot_fact (plot, "Model"), ==, "small");
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_titles (child, titles);
}

/* (transfer none): the chart of curves whose title begins so. */
static InkChartView *
find_chart (GtkWidget *widget, const char *title)
{
  InkChartView *found = NULL;

  if (INK_IS_CHART_VIEW (widget)
      && g_str_has_prefix (
          ink_plot_title (ink_chart_view_get_plot (INK_CHART_VIEW (widget))),
          title))
    return INK_CHART_VIEW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_chart (child, title);
  return found;
}

/* What is hidden and zoomed stays so with another level and another band. */
static void
test_keeps_view (void)
{
  Fixture fixture;
  InkEvaluateIntervals *intervals;
  GtkWidget *level;
  InkChartView *roc;
  InkPlot *plot;

  open_page (&fixture, TRUE);
  on_screen_wait (!ink_page_evaluate_is_busy (fixture.page));
  intervals = INK_EVALUATE_INTERVALS (find_widget (
      GTK_WIDGET (fixture.page), INK_TYPE_EVALUATE_INTERVALS));
  level = find_widget (GTK_WIDGET (intervals), GTK_TYPE_DROP_DOWN);
  on_screen_wait (!ink_evaluate_intervals_is_busy (intervals));
  roc = find_chart (GTK_WIDGET (fixture.page), "ROC");
  plot = ink_chart_view_get_plot (roc);
  ink_plot_show_entry (plot, 2, FALSE);
  ink_plot_show_entry (plot, ink_plot_n_entries (plot) - 1, FALSE);
  ink_plot_set_view (plot, INK_AXIS_X, 0.2, 0.6);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (level), 2);
  on_screen_wait (!ink_evaluate_intervals_is_busy (intervals));
  plot = ink_chart_view_get_plot (roc);
  g_assert_true (ink_plot_is_zoomed (plot));
  g_assert_false (ink_plot_entry_is_shown (plot, 2));
  g_assert_false (
      ink_plot_entry_is_shown (plot, ink_plot_n_entries (plot) - 1));

  gtk_drop_down_set_selected (
      GTK_DROP_DOWN (ink_evaluate_intervals_get_curves (intervals)), 1);
  on_screen_wait (!ink_evaluate_intervals_is_busy (intervals));
  plot = ink_chart_view_get_plot (roc);
  g_assert_true (ink_plot_is_zoomed (plot));
  g_assert_false (ink_plot_entry_is_shown (plot, 2));
  g_assert_true ( /* one that was just asked for */
      ink_plot_entry_is_shown (plot, ink_plot_n_entries (plot) - 1));
  close_page (&fixture);
}

static GtkWidget *
find_toggle (GtkWidget *widget, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_TOGGLE_BUTTON (widget)
      && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_toggle (child, label);
  return found;
}

static gboolean
has_title (Fixture *fixture, const char *title)
{
  g_autoptr (GString) titles = g_string_new (NULL);
  g_autofree char *line = g_strconcat (title, "\n", NULL);

  add_titles (GTK_WIDGET (fixture->page), titles);
  return strstr (titles->str, line) != NULL;
}

/* Every chart is there with its title, which is its accessible name; the
 * matrix shows counts or shares. */
static void
test_charts (void)
{
  static const char *const titles[]
      = { "ROC, one against the rest",
          "Precision and recall, one against the rest",
          "Confidence of right and wrong answers", "Figures of each class" };
  Fixture fixture;
  GtkWidget *shares, *counts;

  open_page (&fixture, TRUE);
  on_screen_wait (!ink_page_evaluate_is_busy (fixture.page));
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_assert_true (has_title (&fixture, titles[i]));
  g_assert_false (has_title (&fixture, "none"));

  shares = find_toggle (GTK_WIDGET (fixture.page), "Shares");
  counts = find_toggle (GTK_WIDGET (fixture.page), "Counts");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (counts)));
  g_assert_true (has_title (&fixture, "Confusion matrix"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (shares), TRUE);
  g_assert_true (has_title (&fixture, "Confusion matrix, % of each row"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (counts), TRUE);
  g_assert_true (has_title (&fixture, "Confusion matrix"));
  close_page (&fixture);
}

/* The switch has nothing to show before there is an evaluation. */
static void
test_view_without_evaluation (void)
{
  GtkWidget *view = g_object_ref_sink (ink_evaluate_view_new ());
  GtkWidget *shares = find_toggle (view, "Shares");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (shares), TRUE);
  ink_evaluate_view_open_cell (INK_EVALUATE_VIEW (view), 0, 0);
  g_assert_finalize_object (view);
}

static void
test_model_changes (void)
{
  Fixture fixture;
  g_autoptr (InkModel) model = small_model_new ();
  InkEvaluation *before;
  InkModelEntry *entry;

  open_page (&fixture, TRUE);
  on_screen_wait (!ink_page_evaluate_is_busy (fixture.page));
  before = ink_evaluation_ref (
      ink_page_evaluate_get_evaluation (fixture.page));
  entry = ink_workbench_add_model (fixture.workbench, model, "another");
  g_assert_false (ink_page_evaluate_is_busy (fixture.page));
  ink_workbench_set_digit_model (fixture.workbench, entry);
  g_assert_true (ink_page_evaluate_is_busy (fixture.page));
  on_screen_wait (!ink_page_evaluate_is_busy (fixture.page));
  g_assert_true (ink_page_evaluate_get_evaluation (fixture.page) != before);
  ink_evaluation_unref (before);
  close_page (&fixture);
}

static void
test_no_model (void)
{
  Fixture fixture;
  GtkWidget *message;

  open_page (&fixture, FALSE);
  g_assert_false (ink_page_evaluate_is_busy (fixture.page));
  g_assert_null (ink_page_evaluate_get_evaluation (fixture.page));
  message = find_widget (GTK_WIDGET (fixture.page), ADW_TYPE_STATUS_PAGE);
  g_assert_true (gtk_widget_get_mapped (message));
  g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (message)), ==,
                   "No Model Yet");
  close_page (&fixture);
}

/* The evaluation under way ends without the page. */
static void
test_close_while_busy (void)
{
  Fixture fixture;

  open_page (&fixture, TRUE);
  g_assert_true (ink_page_evaluate_is_busy (fixture.page));
  close_page (&fixture);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = small_mnist_new ();
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/page-evaluate/evaluates", test_evaluates);
  g_test_add_func ("/ui/page-evaluate/charts", test_charts);
  g_test_add_func ("/ui/page-evaluate/keeps-view", test_keeps_view);
  g_test_add_func ("/ui/page-evaluate/no-evaluation",
                   test_view_without_evaluation);
  g_test_add_func ("/ui/page-evaluate/model-changes", test_model_changes);
  g_test_add_func ("/ui/page-evaluate/no-model", test_no_model);
  g_test_add_func ("/ui/page-evaluate/close-while-busy",
                   test_close_while_busy);
  if (on_screen_init ())
    status = g_test_run ();
  temp_folder_remove (folder);
  return status;
}
