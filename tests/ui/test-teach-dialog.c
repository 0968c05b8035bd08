/* The window that teaches, on a made-up MNIST. */
#include "tests/support/slow-build.h"
#include "tests/ui/on-screen.h"
#include "tests/ui/small-mnist.h"

#include <math.h>

#include "core/base/file.h"
#include "core/data/dataset.h"
#include "core/store/checkpoint.h"
#include "core/store/my-digits.h"
#include "core/train/teach-data.h"
#include "ui/draw/teach-base.h"
#include "ui/draw/teach-dialog.h"
#include "ui/draw/teach-result.h"
#include "ui/kept-models.h"

/* One is left out of none, so that one lesson is all. */
#define N_DRAWINGS (IS_SLOW_BUILD ? 1u : 4u)

static char *folder;

static void
keep (guint8 label, double bend)
{
  g_autofree char *own = ink_my_digits_folder ();
  const InkLabelledDigit about = { .label = label };
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (InkLabelledDigit) kept = NULL;
  guint8 pixels[INK_DIGIT_PIXELS] = { 0 };

  ink_drawing_begin_stroke (drawing);
  for (guint i = 0; i < 30; i++)
    ink_drawing_add_point (drawing, bend * sin (i / 5.0), i, 0.5f);
  kept = ink_my_digits_add (own, drawing, pixels, &about, &error);
  g_assert_no_error (error);
}

static void
forget_all (void)
{
  g_autofree char *own = ink_my_digits_folder ();
  g_autofree char *taught
      = ink_user_data_path ("models", NULL);

  if (g_file_test (own, G_FILE_TEST_EXISTS))
    temp_folder_remove (own);
  if (g_file_test (taught, G_FILE_TEST_EXISTS))
    temp_folder_remove (taught);
}

static InkWorkbench *
workbench_new (void)
{
  InkWorkbench *workbench = ink_workbench_new ();
  g_autoptr (InkModel) model = small_model_new ();

  ink_model_set_fact (model, "title", "Small");
  ink_workbench_set_digit_model (
      workbench, ink_workbench_add_model (workbench, model, "Small (here)"));
  return workbench;
}

static InkTeachDialog *
wait_for (InkTeachDialog *dialog, const char *state)
{
  on_screen_wait (g_strcmp0 (ink_teach_dialog_get_state (dialog), "working")
                  != 0);
  g_assert_cmpstr (ink_teach_dialog_get_state (dialog), ==, state);
  return dialog;
}

static void
close_dialog (InkTeachDialog *dialog)
{
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  gtk_window_close (GTK_WINDOW (dialog));
  on_screen_settle ();
  g_assert_null (dialog);
}

static void
finalize (InkWorkbench *workbench)
{
  on_screen_let_go (workbench);
  g_assert_finalize_object (workbench);
  forget_all ();
}

static guint
count_models (InkWorkbench *workbench)
{
  return g_list_model_get_n_items (ink_workbench_get_digit_models (workbench));
}

static void
test_keep (void)
{
  InkWorkbench *workbench = workbench_new ();
  InkModelEntry *before = ink_workbench_get_digit_model (workbench);
  const guint n = count_models (workbench);
  InkModelEntry *entry;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (InkModelEntry) base = NULL;

  for (guint i = 0; i < N_DRAWINGS; i++)
    keep (7, 2 + i);
  ink_teach_dialog_keep (
      wait_for (ink_teach_dialog_present (NULL, workbench), "result"));
  on_screen_settle ();
  g_assert_cmpuint (count_models (workbench), ==, n + 1);
  entry = ink_workbench_get_digit_model (workbench);
  g_assert_true (entry != before);
  g_assert_cmpstr (ink_model_entry_get_title (entry), ==,
                   IS_SLOW_BUILD ? "Small, taught 1 drawing"
                                 : "Small, taught 4 drawings");
  kept = ink_kept_models_taught ();
  g_assert_cmpuint (kept->len, ==, 1);
  g_assert_true (ink_model_entry_load (kept->pdata[0], INK_INPUT_IMAGE, NULL));
  g_assert_cmpuint (
      ink_teach_n_taught (ink_model_entry_get_model (kept->pdata[0])), ==,
      N_DRAWINGS);
  /* Taught again, it is the first model that is taught, not this one. */
  base = ink_teach_base_find (workbench, NULL);
  g_assert_true (base == before);
  finalize (workbench);
}

static void
test_discard (void)
{
  InkWorkbench *workbench = workbench_new ();
  InkModelEntry *before = ink_workbench_get_digit_model (workbench);
  const guint n = count_models (workbench);
  g_autoptr (GPtrArray) kept = NULL;

  keep (7, 2);
  keep (7, 3);
  close_dialog (
      wait_for (ink_teach_dialog_present (NULL, workbench), "result"));
  g_assert_cmpuint (count_models (workbench), ==, n);
  g_assert_true (ink_workbench_get_digit_model (workbench) == before);
  kept = ink_kept_models_taught ();
  g_assert_cmpuint (kept->len, ==, 0);
  finalize (workbench);
}

/* Closed while it works: nothing is left, and the worker ends by itself. */
static void
test_cancel (void)
{
  InkWorkbench *workbench = workbench_new ();
  InkTeachDialog *dialog;

  keep (7, 2);
  keep (2, 3);
  dialog = ink_teach_dialog_present (NULL, workbench);
  g_assert_cmpstr (ink_teach_dialog_get_state (dialog), ==, "working");
  g_usleep (50000);
  close_dialog (dialog);
  finalize (workbench);
}

static void
test_no_drawing (void)
{
  InkWorkbench *workbench = workbench_new ();

  close_dialog (
      wait_for (ink_teach_dialog_present (NULL, workbench), "failed"));
  finalize (workbench);
}

static void
test_no_model (void)
{
  InkWorkbench *workbench = workbench_new ();

  ink_workbench_set_digit_model (workbench, NULL);
  close_dialog (
      wait_for (ink_teach_dialog_present (NULL, workbench), "failed"));
  finalize (workbench);
}

/* Teaching begins when the data have come. */
static void
test_missing (void)
{
  InkWorkbench *workbench = workbench_new ();
  InkTeachDialog *dialog;

  keep (7, 2);
  keep (7, 3);
  g_setenv ("INKLING_DATA_PATH", "/nonexistent", TRUE);
  if (ink_dataset_is_installed ("mnist"))
    g_test_skip ("MNIST is installed for everyone");
  else
    {
      dialog = wait_for (ink_teach_dialog_present (NULL, workbench),
                         "missing");
      g_setenv ("INKLING_DATA_PATH", folder, TRUE);
      ink_workbench_data_changed (workbench);
      wait_for (dialog, "result");
      close_dialog (dialog);
    }
  g_setenv ("INKLING_DATA_PATH", folder, TRUE);
  finalize (workbench);
}

/* What is said of figures that are as bad as can be. */
static void
test_view (void)
{
  GtkWidget *view = g_object_ref_sink (ink_teach_result_view_new ());
  InkTeachResult result = { .left_out = { 20, 12, 19 },
                            .own = { 20, 12, 20 },
                            .test = { 10000, 9965, 9940 } };
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();
  const InkTaught taught = { &result, 20, problems };

  g_ptr_array_add (problems, (char *) "000001-1.inkml: damaged");
  ink_teach_result_view_show (INK_TEACH_RESULT_VIEW (view), &taught, "Digits",
                              3);
  g_assert_cmpstr (
      ink_teach_result_view_get_summary (INK_TEACH_RESULT_VIEW (view)), ==,
      "My Digits, left out in turn: 12 of 20 → 19 of 20; "
      "MNIST, test set: 99.65 % → 99.40 %");
  result.left_out = (InkTeachScore){ 0 };
  ink_teach_result_view_show (INK_TEACH_RESULT_VIEW (view), &taught, "Digits",
                              0);
  g_assert_cmpstr (
      ink_teach_result_view_get_summary (INK_TEACH_RESULT_VIEW (view)), ==,
      "My Digits: 12 of 20 → 20 of 20; MNIST, test set: 99.65 % → 99.40 %");
  g_assert_finalize_object (view);
}

int
main (int argc, char *argv[])
{
  int status = 0;

  folder = small_mnist_new ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/teach-dialog/keep", test_keep);
  if (!IS_SLOW_BUILD) /* one lesson is enough there */
    {
      g_test_add_func ("/ui/teach-dialog/discard", test_discard);
      g_test_add_func ("/ui/teach-dialog/missing", test_missing);
    }
  g_test_add_func ("/ui/teach-dialog/cancel", test_cancel);
  g_test_add_func ("/ui/teach-dialog/no-drawing", test_no_drawing);
  g_test_add_func ("/ui/teach-dialog/no-model", test_no_model);
  g_test_add_func ("/ui/teach-dialog/view", test_view);
  if (on_screen_init ())
    status = g_test_run ();
  temp_folder_remove (folder);
  g_free (folder);
  return status;
}
