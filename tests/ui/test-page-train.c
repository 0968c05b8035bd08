/* The page Train: a run from the form to the workbench's models, its buttons'
 * actions, and the end of page and run together. */
#include "tests/ui/on-screen.h"
#include "tests/ui/small-mnist.h"

#include "ui/page-train.h"
#include "ui/run-panel.h"
#include "ui/train-form.h"

typedef struct
{
  InkWorkbench *workbench;
  GtkWidget *window;
  InkPageTrain *page;
} Fixture;

static void
open_page (Fixture *fixture)
{
  fixture->workbench = ink_workbench_new ();
  fixture->window = gtk_window_new ();
  fixture->page
      = INK_PAGE_TRAIN (ink_page_train_new (fixture->workbench));
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
  g_assert_finalize_object (fixture->page);
  g_assert_finalize_object (fixture->workbench);
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type, guint *skip)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*skip)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, skip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The form's spin buttons in their order on screen. */
static void
set_spin (Fixture *fixture, guint index, double value)
{
  GtkWidget *spin = find_widget (GTK_WIDGET (fixture->page),
                                 GTK_TYPE_SPIN_BUTTON, &index);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
}

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
test_options (void)
{
  Fixture fixture;
  InkRunOptions options;
  const InkRecipe *known;
  guint n;

  open_page (&fixture);
  known = ink_recipe_known (&n);
  ink_page_train_get_options (fixture.page, &options);
  g_assert_cmpstr (options.data, ==, "mnist");
  g_assert_cmpstr (options.recipe.name, ==, known[0].name);
  g_assert_cmpuint (options.recipe.epochs, ==, known[0].epochs);
  g_assert_cmpfloat_with_epsilon (options.recipe.learning_rate,
                                  known[0].learning_rate, 1e-12);
  g_assert_cmpfloat_with_epsilon (options.recipe.weight_decay,
                                  known[0].weight_decay, 1e-12);

  set_spin (&fixture, 0, known[0].epochs + 3);
  ink_page_train_get_options (fixture.page, &options);
  g_assert_cmpuint (options.recipe.epochs, ==, known[0].epochs + 3);
  g_assert_cmpstr (options.recipe.name, ==, "custom");
  set_spin (&fixture, 0, known[0].epochs);
  ink_page_train_get_options (fixture.page, &options);
  g_assert_cmpstr (options.recipe.name, ==, known[0].name);
  close_page (&fixture);
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
  gtk_widget_activate_action (GTK_WIDGET (fixture.page), "train.stop", NULL);
  on_screen_wait (run_state (&fixture) == INK_RUN_FINISHED);
  g_assert_true (ink_workbench_get_digit_model (fixture.workbench) == current);
  first = g_list_model_get_item (models, 0);
  g_assert_true (first != current);
  g_assert_true (g_str_has_prefix (ink_model_entry_get_title (first), "MNIST"));
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
  g_test_add_func ("/ui/page-train/options", test_options);
  g_test_add_func ("/ui/page-train/run", test_run);
  g_test_add_func ("/ui/page-train/pause-stop", test_pause_stop);
  g_test_add_func ("/ui/page-train/close-while-running",
                   test_close_while_running);
  if (on_screen_init ())
    status = g_test_run ();
  temp_folder_remove (folder);
  return status;
}
