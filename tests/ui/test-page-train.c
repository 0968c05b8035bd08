/* The page Train: a run from the form to the workbench's models, its buttons'
 * actions, and the end of page and run together. */
#include "tests/ui/train-page.h"

#include "ui/chart/chart-view.h"

static gboolean
is_offered (Fixture *fixture, const char *action)
{
  GtkWidget *page = GTK_WIDGET (fixture->page);
  guint none = 0;
  GtkWidget *panel = find_widget (page, INK_TYPE_RUN_PANEL, &none);
  guint index = 0;
  GtkWidget *button;

  for (guint i = 0;; i++)
    {
      index = i;
      button = find_widget (panel, GTK_TYPE_BUTTON, &index);
      if (button == NULL)
        return FALSE;
      if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)),
                     action)
          == 0)
        return gtk_widget_get_visible (button)
               && gtk_widget_is_sensitive (button);
    }
}

static InkRunState
run_state (Fixture *fixture)
{
  return ink_run_get_state (ink_workbench_get_run (fixture->workbench));
}

static void
test_run (void)
{
  Fixture fixture;
  GListModel *models;
  guint n;

  open_page (&fixture);
  models = ink_workbench_get_digit_models (fixture.workbench);
  n = g_list_model_get_n_items (models);
  set_spin (&fixture, 0, 2);
  set_spin (&fixture, 1, 50);
  g_assert_true (is_offered (&fixture, "train.start"));
  g_assert_false (is_offered (&fixture, "train.stop"));
  gtk_widget_activate_action (GTK_WIDGET (fixture.page), "train.start", NULL);
  g_assert_nonnull (ink_workbench_get_run (fixture.workbench));
  g_assert_false (is_offered (&fixture, "train.start"));
  g_assert_true (is_offered (&fixture, "train.stop"));

  on_screen_wait (run_state (&fixture) == INK_RUN_FINISHED);
  g_assert_cmpuint (g_list_model_get_n_items (models), ==, n + 1);
  g_assert_nonnull (ink_workbench_get_digit_model (fixture.workbench));
  g_assert_true (is_offered (&fixture, "train.start"));
  g_assert_false (is_offered (&fixture, "train.stop"));

  ink_page_train_start (fixture.page); /* and once more */
  on_screen_wait (run_state (&fixture) == INK_RUN_FINISHED);
  g_assert_cmpuint (g_list_model_get_n_items (models), ==, n + 2);
  close_page (&fixture);
}

/* What a chart of the run would say of its recipe. */
static const char *
charted_recipe (Fixture *fixture)
{
  guint first = 0;
  GtkWidget *view = find_widget (GTK_WIDGET (fixture->page),
                                 INK_TYPE_CHART_VIEW, &first);

  return ink_plot_fact (ink_chart_view_get_plot (INK_CHART_VIEW (view)),
                        "Recipe");
}

/* Ctrl+Return in a field starts with what is typed there. */
static void
test_typed (void)
{
  Fixture fixture;
  GtkSpinButton *warm_up;

  open_page (&fixture);
  set_spin (&fixture, 0, 10000);
  set_spin (&fixture, 1, 50);
  warm_up = find_spin (&fixture, INK_FIELD_WARM_UP);
  gtk_editable_set_text (GTK_EDITABLE (warm_up), "1.5");
  ink_page_train_start (fixture.page);
  g_assert_cmpfloat (
      ink_run_get_recipe (ink_workbench_get_run (fixture.workbench))->warm_up,
      ==, 1.5);
  g_assert_true (g_str_has_prefix (charted_recipe (&fixture),
                                   "custom: epochs 10000, batch size 50, "));
  g_assert_nonnull (strstr (charted_recipe (&fixture), ", warm-up 1.5, "));
  close_page (&fixture);
}

/* A run that was stopped offers its model, and leaves the current one. */
static void
test_pause_stop (void)
{
  g_autoptr (InkModel) model = small_model_new ();
  Fixture fixture;
  InkModelEntry *current;
  g_autoptr (InkModelEntry) first = NULL;
  GListModel *models;

  open_page (&fixture);
  models = ink_workbench_get_digit_models (fixture.workbench);
  current = ink_workbench_add_model (fixture.workbench, model, "current");
  ink_workbench_set_digit_model (fixture.workbench, current);
  set_spin (&fixture, 0, 10000);
  set_spin (&fixture, 1, 50);
  ink_page_train_start (fixture.page);
  on_screen_wait (run_state (&fixture) == INK_RUN_RUNNING);
  gtk_widget_activate_action (GTK_WIDGET (fixture.page), "train.pause", NULL);
  g_assert_cmpint (run_state (&fixture), ==, INK_RUN_PAUSED);
  gtk_widget_activate_action (GTK_WIDGET (fixture.page), "train.pause", NULL);
  g_assert_cmpint (run_state (&fixture), ==, INK_RUN_RUNNING);
  set_spin (&fixture, 2, 0.001); /* the learning rate, while it runs */
  /* before the first step there would be no model to offer */
  on_screen_wait (
      ink_run_get_figures (ink_workbench_get_run (fixture.workbench))->step
      > 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture.page), "train.stop", NULL);
  on_screen_wait (run_state (&fixture) == INK_RUN_FINISHED);
  g_assert_true (ink_workbench_get_digit_model (fixture.workbench) == current);
  first = g_list_model_get_item (models, 0);
  g_assert_true (first != current);
  g_assert_true (g_str_has_prefix (ink_model_entry_get_title (first), "MNIST"));
  gtk_widget_activate_action (GTK_WIDGET (fixture.page), "train.use", "s",
                              "draw");
  g_assert_true (ink_workbench_get_digit_model (fixture.workbench) == first);
  close_page (&fixture);
}

/* Whether a timer or an idle callback of the page's own waits: other programs
 * on the same screen keep the main loop busy too, with events. */
static gboolean
is_awake (Fixture *fixture)
{
  return g_main_context_find_source_by_user_data (NULL, fixture->page) != NULL;
}

/* The frames that the window's own animations ask for in a fifth of a second:
 * a window that another one uncovers is painted, but has nothing to update. */
static guint
count_updates (Fixture *fixture)
{
  const gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 5;
  GdkFrameClock *clock
      = gtk_widget_get_frame_clock (GTK_WIDGET (fixture->page));
  guint n = 0;
  const gulong handler = g_signal_connect (
      clock, "update", G_CALLBACK (on_screen_count_cb), &n);

  main_loop_poll (g_get_monotonic_time () > end);
  g_signal_handler_disconnect (clock, handler);
  return n;
}

/* A run that is paused keeps nothing awake. What still fades on the screen is
 * over soon. */
static void
test_pause_rests (void)
{
  Fixture fixture;

  open_page (&fixture);
  set_spin (&fixture, 0, 10000);
  set_spin (&fixture, 1, 50);
  ink_page_train_start (fixture.page);
  on_screen_wait (run_state (&fixture) == INK_RUN_RUNNING);
  ink_page_train_toggle_pause (fixture.page);
  main_loop_poll (!is_awake (&fixture) && count_updates (&fixture) == 0);
  g_assert_true (is_said (&fixture, "Paused in epoch"));

  ink_page_train_toggle_pause (fixture.page); /* and it goes on being shown */
  g_assert_true (is_awake (&fixture));
  on_screen_wait (is_said (&fixture, "Epoch "));
  close_page (&fixture);
}

/* A rate that is infinite as a float is too high for any model. */
static void
ruin (Fixture *fixture)
{
  ink_run_set_rate_factor (ink_workbench_get_run (fixture->workbench), 1e45);
}

/* What went wrong stays readable, and the models that were good on offer. */
static void
test_diverges (void)
{
  Fixture fixture;
  GListModel *models;
  guint n;

  open_page (&fixture);
  models = ink_workbench_get_digit_models (fixture.workbench);
  n = g_list_model_get_n_items (models);
  set_spin (&fixture, 0, 10000);
  set_spin (&fixture, 1, 50);
  ink_page_train_start (fixture.page);
  ruin (&fixture);
  on_screen_wait (run_state (&fixture) == INK_RUN_FAILED);
  g_assert_true (is_said (&fixture, "Diverged in epoch 1 of 10000"));
  g_assert_true (is_said (&fixture, "; try a smaller"));
  g_assert_true (is_said (&fixture, "no model"));
  g_assert_false (is_offered (&fixture, "train.use"));
  g_assert_cmpuint (g_list_model_get_n_items (models), ==, n);

  ink_page_train_start (fixture.page);
  on_screen_wait (run_state (&fixture) == INK_RUN_RUNNING
                  && ink_run_get_figures (
                         ink_workbench_get_run (fixture.workbench))
                             ->epochs_done
                         > 0);
  ruin (&fixture);
  on_screen_wait (run_state (&fixture) == INK_RUN_FAILED);
  g_assert_true (is_said (&fixture, "The model of epoch "));
  g_assert_true (is_offered (&fixture, "train.use"));
  g_assert_cmpuint (g_list_model_get_n_items (models), ==, n + 1);
  close_page (&fixture);
}

static void
test_close_while_running (void)
{
  Fixture fixture;

  open_page (&fixture);
  set_spin (&fixture, 0, 10000);
  set_spin (&fixture, 1, 50);
  ink_page_train_start (fixture.page);
  on_screen_wait (run_state (&fixture) == INK_RUN_RUNNING);
  close_page (&fixture);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = small_mnist_new ();
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/page-train/run", test_run);
  g_test_add_func ("/ui/page-train/typed", test_typed);
  g_test_add_func ("/ui/page-train/pause-stop", test_pause_stop);
  g_test_add_func ("/ui/page-train/pause-rests", test_pause_rests);
  g_test_add_func ("/ui/page-train/diverges", test_diverges);
  g_test_add_func ("/ui/page-train/close-while-running",
                   test_close_while_running);
  if (on_screen_init ())
    status = g_test_run ();
  temp_folder_remove (folder);
  return status;
}
