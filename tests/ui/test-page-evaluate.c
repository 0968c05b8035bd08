/* The page Evaluate: it evaluates by itself when shown and when the model
 * changes, and says why where it cannot. */
#include "tests/ui/on-screen.h"
#include "tests/ui/small-mnist.h"

#include "ui/examples-card.h"
#include "ui/page-evaluate.h"

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
  g_test_add_func ("/ui/page-evaluate/model-changes", test_model_changes);
  g_test_add_func ("/ui/page-evaluate/no-model", test_no_model);
  g_test_add_func ("/ui/page-evaluate/close-while-busy",
                   test_close_while_busy);
  if (on_screen_init ())
    status = g_test_run ();
  temp_folder_remove (folder);
  return status;
}
