/* The windows that an evaluation is handed on to: writing a report, comparing
 * with another model. */
#include "tests/ui/find-widget.h"
#include "tests/ui/on-screen.h"
#include "tests/ui/process-idle.h"
#include "tests/ui/small-mnist.h"

#include "core/data/dataset.h"
#include "core/model/evaluate.h"
#include "core/model/naive-bayes.h"
#include "ui/evaluate/comparison-dialog.h"
#include "ui/evaluate/examples-card.h"
#include "ui/evaluate/page-evaluate.h"
#include "ui/evaluate/report-dialog.h"
#include "ui/evaluate/report-job.h"

static InkWorkbench *workbench;
static InkModelEntry *entry; /* of the model that was measured */

/* (transfer full) */
static InkEvaluated *
measure (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkImageSet) images
      = ink_dataset_load_images ("mnist", INK_SPLIT_TEST, NULL, &error);
  g_autoptr (InkEvaluatedExamples) examples = NULL;
  g_autoptr (InkEvaluation) evaluation = NULL;

  g_assert_no_error (error);
  evaluation = ink_model_evaluate_images (ink_model_entry_get_model (entry),
                                          images, 1, NULL, &error);
  g_assert_no_error (error);
  examples = ink_evaluated_examples_new_images (images);
  return ink_evaluated_new (entry, evaluation, examples, "mnist", "test");
}

static char *
dup_problem (InkReportDialog *dialog)
{
  return g_strdup (ink_report_dialog_get_problem (dialog));
}

static void
message_cb (GtkWidget *dialog, const char *message, char **last)
{
  g_free (*last);
  *last = g_strdup (message);
}

/* First where it must not, then where it may. */
static void
test_report (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "r", NULL);
  g_autofree char *page = g_build_filename (path, "index.html", NULL);
  g_autofree char *file = temp_folder_write_text (folder, "mine.txt", "mine");
  g_autofree char *problem = NULL;
  g_autofree char *message = NULL;
  InkReportDialog *dialog
      = INK_REPORT_DIALOG (ink_report_dialog_new (NULL, measure ()));

  g_object_ref (dialog);
  g_signal_connect (dialog, "message", G_CALLBACK (message_cb), &message);
  gtk_window_present (GTK_WINDOW (dialog));
  ink_report_dialog_write (dialog, folder);
  g_assert_false (ink_report_dialog_is_busy (dialog));
  problem = dup_problem (dialog);
  g_assert_nonnull (strstr (problem, "found a folder of other files"));
  ink_report_dialog_write (dialog, path);
  g_assert_true (ink_report_dialog_is_busy (dialog));
  g_assert_cmpstr (ink_report_dialog_get_problem (dialog), ==, "");
  on_screen_wait (!ink_report_dialog_is_busy (dialog));
  g_assert_cmpstr (ink_report_dialog_get_problem (dialog), ==, "");
  g_assert_cmpstr (message, ==, "Report written: r");
  g_assert_true (g_file_test (page, G_FILE_TEST_EXISTS));
  gtk_window_destroy (GTK_WINDOW (dialog));
  on_screen_settle ();
  g_assert_finalize_object (dialog);
  temp_folder_remove (folder);
}

static void
close_cb (GtkProgressBar *bar, GParamSpec *spec, GtkWindow *dialog)
{
  if (gtk_progress_bar_get_fraction (bar) > 0)
    gtk_window_close (dialog);
}

/* Closing the window stops it in the middle; nothing is left. */
static void
test_report_closed (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "r", NULL);
  InkReportDialog *dialog
      = INK_REPORT_DIALOG (ink_report_dialog_new (NULL, measure ()));

  g_object_ref (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  on_screen_wait (gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  gtk_spin_button_set_value (
      GTK_SPIN_BUTTON (
          find_widget (GTK_WIDGET (dialog), GTK_TYPE_SPIN_BUTTON, NULL)),
      INK_BOOTSTRAP_MAX);
  ink_report_dialog_write (dialog, path);
  g_signal_connect_object (
      find_widget (GTK_WIDGET (dialog), GTK_TYPE_PROGRESS_BAR, NULL),
      "notify::fraction", G_CALLBACK (close_cb), dialog, 0);
  on_screen_wait (!gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  on_screen_settle ();
  g_assert_finalize_object (dialog);
  main_loop_poll (process_is_idle ());
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Only a model that is in a file can be named on the command line. */
static void
test_command (void)
{
  const InkBootstrapOptions options = { .n_resamples = 300, .seed = 1,
                                        .level = 0.9 };
  g_autoptr (InkModelEntry) kept
      = ink_model_entry_new_for_file ("/tmp/a b.safetensors", "kept");
  g_autoptr (InkEvaluated) evaluated = measure ();
  g_autoptr (InkEvaluated) of_kept = NULL;
  g_autofree char *command = NULL;

  g_assert_null (ink_report_command (evaluated, "/tmp/r", &options));
  of_kept = ink_evaluated_new (kept, evaluated->evaluation,
                               evaluated->examples, "mnist", "test");
  command = ink_report_command (of_kept, "/tmp/r", &options);
  g_assert_cmpstr (command, ==,
                   "inkling-cli report '/tmp/a b.safetensors' --data 'mnist' "
                   "--split test --output '/tmp/r' --bootstrap 300 "
                   "--level 0.9 --seed 1");
}

static gboolean
is_working (InkComparisonDialog *dialog)
{
  return g_strcmp0 (ink_comparison_dialog_get_state (dialog), "working") == 0;
}

/* Against the same model trained on less; what changed can be opened. */
static void
test_compare (void)
{
  InkComparisonDialog *dialog = INK_COMPARISON_DIALOG (
      ink_comparison_dialog_new (NULL, workbench, measure ()));
  InkComparisonView *view = ink_comparison_dialog_get_view (dialog);
  const InkCompared *compared;

  g_object_ref (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  g_assert_true (is_working (dialog));
  on_screen_wait (!is_working (dialog));
  g_assert_cmpstr (ink_comparison_dialog_get_state (dialog), ==, "result");
  compared = ink_comparison_view_get (view);
  g_assert_cmpuint (compared->comparison->n, ==, SMALL_TEST);
  g_assert_cmpuint (compared->changes[INK_CHANGE_WORSE]->n, ==,
                    compared->comparison->worse);
  g_assert_cmpuint (compared->comparison->worse, >, 0);
  g_assert_true (g_str_has_prefix (ink_comparison_view_get_sentence (view),
                                   "A is better by "));
  g_assert_null (find_widget (GTK_WIDGET (view), INK_TYPE_EXAMPLES_CARD, NULL));
  ink_comparison_view_open (view, INK_CHANGE_WORSE);
  on_screen_wait (find_widget (GTK_WIDGET (view), INK_TYPE_EXAMPLES_CARD, NULL)
                  != NULL);
  gtk_window_destroy (GTK_WINDOW (dialog));
  on_screen_settle ();
  g_assert_finalize_object (dialog);
}

static void
opened_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  guint *n = user_data;

  *n = (guint) g_variant_n_children (parameter);
}

/* (transfer full): where pictures go to; @opened: the pixels of the last. */
static GtkWidget *
make_parent (guint *opened)
{
  static const GActionEntry action
      = { .name = "open-picture", .activate = opened_cb,
          .parameter_type = "ay" };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkWidget *parent = gtk_window_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), &action, 1, opened);
  gtk_widget_insert_action_group (parent, "win", G_ACTION_GROUP (group));
  return parent;
}

/* A picture goes to the window behind, and the dialog makes way. */
static void
test_compare_opens (void)
{
  guint opened = 0;
  GtkWidget *parent = make_parent (&opened);
  InkComparisonDialog *dialog
      = INK_COMPARISON_DIALOG (ink_comparison_dialog_new (
          GTK_WINDOW (parent), workbench, measure ()));
  InkComparisonView *view = ink_comparison_dialog_get_view (dialog);
  GtkWidget *button;

  g_object_ref (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  on_screen_wait (!is_working (dialog));
  ink_comparison_view_open (view, INK_CHANGE_WORSE);
  on_screen_wait (find_widget (GTK_WIDGET (view), GTK_TYPE_BUTTON,
                               "Open in Draw")
                  != NULL);
  button = find_widget (GTK_WIDGET (view), GTK_TYPE_BUTTON, "Open in Draw");
  g_signal_emit_by_name (button, "clicked");
  on_screen_settle ();
  g_assert_cmpuint (opened, ==, 784);
  g_assert_finalize_object (dialog);
  gtk_window_destroy (GTK_WINDOW (parent));
}

/* (transfer full): fish and birds, told by one word each; every second one is
 * of the other class where @confused. */
static InkTextSet *
make_texts (gboolean confused)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  guint32 labels[40];

  for (guint32 i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      labels[i] = confused && i % 4 < 2 ? !(i % 2) : i % 2;
      g_ptr_array_add (texts, g_strdup_printf ("%s number%u",
                                               i % 2 == 0 ? "fin" : "wing",
                                               i));
    }
  return ink_text_set_new ("animals", texts,
                           g_bytes_new (labels, sizeof labels),
                           g_strsplit ("fish,bird", ",", -1), NULL);
}

static InkModelEntry *
add_text_model (gboolean confused, const char *title)
{
  g_autoptr (InkTextSet) texts = make_texts (confused);
  g_autoptr (InkModel) model
      = ink_naive_bayes_train (texts, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, NULL);

  return ink_workbench_add_model (workbench, model, title);
}

/* Of texts, B is first the one of the same classes. */
static void
test_compare_texts (void)
{
  InkModelEntry *a = add_text_model (FALSE, "clear");
  g_autoptr (InkTextSet) texts = make_texts (FALSE);
  g_autoptr (InkEvaluatedExamples) examples
      = ink_evaluated_examples_new_texts (texts);
  g_autoptr (InkEvaluation) evaluation = ink_model_evaluate_texts (
      ink_model_entry_get_model (a), texts, 1, NULL, NULL);
  InkComparisonDialog *dialog;
  InkComparisonView *view;

  add_text_model (TRUE, "confused");
  dialog = INK_COMPARISON_DIALOG (ink_comparison_dialog_new (
      NULL, workbench,
      ink_evaluated_new (a, evaluation, examples, "animals.csv", NULL)));
  view = ink_comparison_dialog_get_view (dialog);
  g_object_ref (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  on_screen_wait (!is_working (dialog));
  g_assert_cmpstr (ink_comparison_dialog_get_state (dialog), ==, "result");
  g_assert_cmpuint (ink_comparison_view_get (view)->comparison->n, ==, 40);
  ink_comparison_view_open (view, INK_CHANGE_WORSE);
  gtk_window_destroy (GTK_WINDOW (dialog));
  on_screen_settle ();
  g_assert_finalize_object (dialog);
}

/* Closed while it is at it. */
static void
test_compare_closed (void)
{
  InkComparisonDialog *dialog = INK_COMPARISON_DIALOG (
      ink_comparison_dialog_new (NULL, workbench, measure ()));

  g_object_ref (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (dialog));
  on_screen_settle ();
  g_assert_finalize_object (dialog);
}

/* The page's buttons do something only where there is a result. */
static void
test_buttons (void)
{
  GtkWidget *window = gtk_window_new ();
  InkPageEvaluate *page = INK_PAGE_EVALUATE (ink_page_evaluate_new (workbench));
  g_autoptr (GListModel) windows = gtk_window_get_toplevels ();
  GtkWindow *opened = NULL;

  g_object_ref (windows);
  g_object_ref (page);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  gtk_widget_activate_action (GTK_WIDGET (page), "evaluate.report", NULL);
  gtk_window_present (GTK_WINDOW (window));
  on_screen_wait (gtk_widget_get_mapped (GTK_WIDGET (page)));
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, 1);
  on_screen_wait (!ink_page_evaluate_is_busy (page));
  gtk_widget_activate_action (GTK_WIDGET (page), "evaluate.report", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GtkWindow) each = g_list_model_get_item (windows, i);

      if (INK_IS_REPORT_DIALOG (each))
        opened = each;
    }
  g_assert_nonnull (opened);
  gtk_window_destroy (opened);
  gtk_window_destroy (GTK_WINDOW (window));
  on_screen_settle ();
  g_assert_finalize_object (page);
}

/* B has learnt next to nothing. */
static void
set_up_models (void)
{
  g_autoptr (InkModel) good = small_model_of (8);
  g_autoptr (InkModel) poor = small_model_of (1);

  workbench = ink_workbench_new ();
  ink_workbench_add_model (workbench, poor, "poor");
  entry = ink_workbench_add_model (workbench, good, "good");
  ink_workbench_set_digit_model (workbench, entry);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = small_mnist_new ();
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!on_screen_init ())
    return 0;
  set_up_models ();
  g_test_add_func ("/ui/report-dialog/report", test_report);
  g_test_add_func ("/ui/report-dialog/closed", test_report_closed);
  g_test_add_func ("/ui/report-dialog/command", test_command);
  g_test_add_func ("/ui/comparison-dialog/compare", test_compare);
  g_test_add_func ("/ui/comparison-dialog/opens", test_compare_opens);
  g_test_add_func ("/ui/comparison-dialog/texts", test_compare_texts);
  g_test_add_func ("/ui/comparison-dialog/closed", test_compare_closed);
  g_test_add_func ("/ui/comparison-dialog/buttons", test_buttons);
  status = g_test_run ();
  on_screen_let_go (workbench);
  g_assert_finalize_object (workbench);
  temp_folder_remove (folder);
  return status;
}
