/* The workbench's lists, current models and messages. */
#include "tests/ui/small-mnist.h"

#include "core/store/checkpoint.h"
#include "ui/workbench.h"

static char *folder;

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
keep_message_cb (InkWorkbench *workbench, const char *message, char **kept)
{
  g_free (*kept);
  *kept = g_strdup (message);
}

static guint
count (GListModel *models)
{
  return g_list_model_get_n_items (models);
}

/* The program's own shipped models may be there or not. */
static void
test_opens (void)
{
  InkWorkbench *workbench = ink_workbench_new ();
  GListModel *digits = ink_workbench_get_digit_models (workbench);
  g_autoptr (InkModelEntry) first = g_list_model_get_item (digits, 0);

  g_assert_true (g_list_model_get_item_type (digits) == INK_TYPE_MODEL_ENTRY);
  g_assert_true (ink_workbench_get_digit_model (workbench) == first);
  g_assert_null (ink_workbench_get_run (workbench));
  g_assert_finalize_object (workbench);
}

static void
test_newest_first (void)
{
  InkWorkbench *workbench = ink_workbench_new ();
  GListModel *digits = ink_workbench_get_digit_models (workbench);
  const guint n_digits = count (digits);
  const guint n_texts = count (ink_workbench_get_text_models (workbench));
  InkModelEntry *current = ink_workbench_get_digit_model (workbench);
  g_autoptr (InkModel) model = small_model_new ();
  InkModelEntry *first = ink_workbench_add_model (workbench, model, "first");
  InkModelEntry *second = ink_workbench_add_model (workbench, model, "second");
  g_autoptr (InkModelEntry) top = g_list_model_get_item (digits, 0);
  g_autofree char *title = NULL;

  g_assert_true (top == second);
  g_object_get (top, "title", &title, NULL);
  g_assert_cmpstr (title, ==, "second");
  g_assert_true (ink_model_entry_get_model (first) == model);
  g_assert_cmpuint (count (digits), ==, n_digits + 2);
  g_assert_cmpuint (count (ink_workbench_get_text_models (workbench)), ==,
                    n_texts);
  g_assert_true (ink_workbench_get_digit_model (workbench) == current);
  g_assert_finalize_object (workbench);
}

static void
test_current (void)
{
  InkWorkbench *workbench = ink_workbench_new ();
  g_autoptr (InkModel) model = small_model_new ();
  InkModelEntry *entry = ink_workbench_add_model (workbench, model, "model");
  guint n_notified = 0;

  g_signal_connect_swapped (workbench, "notify::digit-model",
                            G_CALLBACK (count_cb), &n_notified);
  ink_workbench_set_digit_model (workbench, entry);
  ink_workbench_set_digit_model (workbench, entry);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_true (ink_workbench_get_digit_model (workbench) == entry);
  ink_workbench_set_digit_model (workbench, NULL);
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_finalize_object (workbench);
}

static void
test_signals (void)
{
  InkWorkbench *workbench = ink_workbench_new ();
  g_autofree char *message = NULL;
  guint n_changes = 0;

  g_signal_connect (workbench, "message", G_CALLBACK (keep_message_cb),
                    &message);
  g_signal_connect_swapped (workbench, "data-changed", G_CALLBACK (count_cb),
                            &n_changes);
  ink_workbench_say (workbench, "hello");
  g_assert_cmpstr (message, ==, "hello");
  ink_workbench_data_changed (workbench);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_finalize_object (workbench);
}

static gboolean
has_title (GListModel *models, const char *wanted)
{
  for (guint i = 0; i < count (models); i++)
    {
      g_autoptr (InkModelEntry) entry = g_list_model_get_item (models, i);

      if (g_strcmp0 (ink_model_entry_get_title (entry), wanted) == 0)
        return TRUE;
    }
  return FALSE;
}

/* One good file and one that is none: the good one is offered, the other one
 * is told about once the main loop runs. */
static void
test_shipped (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model = small_model_new ();
  g_autofree char *bad
      = temp_folder_write_text (folder, "models/a-bad.safetensors", "nothing");
  g_autofree char *good
      = g_build_filename (folder, "models", "a-good.safetensors", NULL);
  g_autofree char *message = NULL;
  InkWorkbench *workbench;

  g_assert_true (ink_checkpoint_save (model, good, &error));
  workbench = ink_workbench_new ();
  g_signal_connect (workbench, "message", G_CALLBACK (keep_message_cb),
                    &message);
  g_assert_true (has_title (ink_workbench_get_digit_models (workbench),
                            "a-good (shipped)"));
  g_assert_nonnull (ink_workbench_get_digit_model (workbench));
  g_assert_null (message);
  while (message == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (message, "a-bad.safetensors"));
  g_assert_finalize_object (workbench);
  g_assert_cmpint (g_unlink (bad), ==, 0);
  g_assert_cmpint (g_unlink (good), ==, 0);
}

int
main (int argc, char *argv[])
{
  int status;

  folder = small_mnist_new ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/workbench/opens", test_opens);
  g_test_add_func ("/ui/workbench/newest-first", test_newest_first);
  g_test_add_func ("/ui/workbench/current", test_current);
  g_test_add_func ("/ui/workbench/signals", test_signals);
  g_test_add_func ("/ui/workbench/shipped", test_shipped);
  status = g_test_run ();
  temp_folder_remove (folder);
  g_free (folder);
  return status;
}
