/* The workbench's lists, current models and messages. */
#include "tests/ui/main-loop.h"
#include "tests/ui/small-mnist.h"

#include <math.h>

#include "core/base/error.h"
#include "core/store/checkpoint.h"
#include "ui/format.h"
#include "ui/kept-models.h"
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
  main_loop_wait (message != NULL);
  g_assert_nonnull (strstr (message, "a-bad.safetensors"));
  g_assert_finalize_object (workbench);
  g_assert_cmpint (g_unlink (bad), ==, 0);
  g_assert_cmpint (g_unlink (good), ==, 0);
}

static void
write_run (const char *name, const char *run, const char *report)
{
  g_autofree char *path = g_strdup_printf ("inkling/runs/%s/run.json", name);
  g_autofree char *other
      = g_strdup_printf ("inkling/runs/%s/report.json", name);

  if (run != NULL)
    g_free (temp_folder_write_text (folder, path, run));
  if (report != NULL)
    g_free (temp_folder_write_text (folder, other, report));
}

static char *
best_of (const char *name)
{
  return g_build_filename (folder, "inkling", "runs", name,
                           "best.safetensors", NULL);
}

static const char *
title_at (GPtrArray *entries, guint i)
{
  return ink_model_entry_get_title (entries->pdata[i]);
}

/* Runs of all kinds: whole, killed, with files that are none, without a
 * model. */
static void
test_kept_runs (void)
{
  const char *run = "{\"data\":\"mnist\",\"recipe\":{\"name\":\"fast\"},"
                    "\"started\":\"2026-01-02T03:04:05Z\"}";
  g_autoptr (InkModel) model = small_model_new ();
  g_autoptr (GPtrArray) entries = NULL;
  static const char *const names[]
      = { "2026-01-01-000001", "2026-01-01-000002", "2026-01-01-000003" };

  write_run (names[0], run, "{\"validation_accuracy\":0.99999}");
  write_run (names[1], run, "[]");
  write_run (names[2], "{\"data\":1,\"recipe\":\"fast\"}", "");
  write_run ("2026-01-01-000004", run, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = best_of (names[i]);

      g_assert_true (ink_checkpoint_save (model, path, NULL));
    }
  entries = ink_kept_models_runs ();
  g_assert_cmpuint (entries->len, ==, 3);
  g_assert_cmpstr (title_at (entries, 0), ==, names[2]);
  g_assert_true (
      g_str_has_prefix (title_at (entries, 1), "MNIST, fast recipe, 2026-01-"));
  g_assert_true (g_str_has_prefix (title_at (entries, 2),
                                   "MNIST, fast recipe, 99.999 %, 2026-01-"));
  g_assert_null (ink_model_entry_get_model (entries->pdata[0]));
  g_assert_true (ink_model_entry_load (entries->pdata[0], INK_INPUT_IMAGE,
                                       NULL));
  g_assert_nonnull (ink_model_entry_get_model (entries->pdata[0]));
}

/* At most so many, and the newest of them. */
static void
test_kept_limit (void)
{
  g_autoptr (GPtrArray) entries = NULL;

  for (guint i = 0; i < INK_KEPT_MODELS_MAX + 5; i++)
    {
      g_autofree char *name = g_strdup_printf (
          "inkling/runs/2027-01-01-0000%02u/best.safetensors", i);

      g_free (temp_folder_write_text (folder, name, "nothing"));
    }
  entries = ink_kept_models_runs ();
  g_assert_cmpuint (entries->len, ==, INK_KEPT_MODELS_MAX);
  g_assert_cmpstr (title_at (entries, 0), ==, "2027-01-01-000024");
}

/* Choosing one that is damaged, or of the other kind, says why, leaves the
 * current one and has the choice shown anew. */
static void
test_kept_damaged (void)
{
  g_autofree char *message = NULL;
  InkWorkbench *workbench = ink_workbench_new ();
  g_autoptr (InkModel) model = small_model_new ();
  InkModelEntry *good = ink_workbench_add_model (workbench, model, "good");
  g_autofree char *path
      = temp_folder_write_text (folder, "damaged.safetensors", "nothing");
  g_autoptr (InkModelEntry) bad = ink_model_entry_new_for_file (path, "bad");
  g_autoptr (GError) error = NULL;
  guint n_notified = 0;

  ink_workbench_set_digit_model (workbench, good);
  g_signal_connect (workbench, "message", G_CALLBACK (keep_message_cb),
                    &message);
  g_signal_connect_swapped (workbench, "notify::digit-model",
                            G_CALLBACK (count_cb), &n_notified);
  ink_workbench_set_digit_model (workbench, bad);
  g_assert_true (ink_workbench_get_digit_model (workbench) == good);
  g_assert_cmpuint (n_notified, ==, 1);
  main_loop_wait (message != NULL
                  && strstr (message, "damaged.safetensors") != NULL);
  g_assert_false (ink_model_entry_load (good, INK_INPUT_TEXT, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_assert_finalize_object (workbench);
}

static char *
save_as (const char *title, const char *hash)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model = small_model_new ();
  g_autofree char *path = NULL;
  char *name;

  ink_model_set_fact (model, "data_hash", hash);
  path = ink_kept_models_save (model, title, &error);
  g_assert_no_error (error);
  name = g_path_get_basename (path);
  return name;
}

/* Names: the same data replaces, other data does not; no title leaves the
 * folder, hides or is too long for a file name. */
static void
test_kept_names (void)
{
  static const struct
  {
    const char *title, *hash, *name;
  } table[] = {
    { "mail.tsv, 90.0 %", "1", "mail.tsv, 90.0 %.safetensors" },
    { "mail.tsv, 90.0 %", "1", "mail.tsv, 90.0 %.safetensors" },
    { "mail.tsv, 90.0 %", "2", "mail.tsv, 90.0 % (2).safetensors" },
    { "../../up", "1", "_.._.._up.safetensors" },
    { "two\nlines", "1", "two_lines.safetensors" },
    { "", "1", "_.safetensors" },
  };
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *many = g_strnfill (5000, 'x');
  g_autofree char *shortened = save_as (many, "1");

  g_assert_cmpuint (strlen (shortened), <, 200);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *name = save_as (table[i].title, table[i].hash);

      g_assert_cmpstr (name, ==, table[i].name);
    }
  entries = ink_kept_models_texts ();
  g_assert_cmpuint (entries->len, ==, G_N_ELEMENTS (table));
}

/* What somebody chose is chosen at the next start; where it is gone, the first
 * one is. */
static void
test_chosen_again (void)
{
  g_autoptr (InkModel) model = small_model_new ();
  g_autofree char *path = NULL;
  InkWorkbench *workbench = ink_workbench_new ();

  ink_model_set_fact (model, "taught_hash", "1");
  path = ink_kept_models_save (model, "taught by somebody", NULL);
  ink_workbench_choose_digit_model (
      workbench,
      ink_workbench_add_model (workbench, model, "taught by somebody"));
  g_assert_finalize_object (workbench);

  workbench = ink_workbench_new ();
  g_assert_cmpstr (ink_model_entry_get_title (
                       ink_workbench_get_digit_model (workbench)),
                   ==, "taught by somebody");
  g_assert_finalize_object (workbench);

  g_assert_cmpint (g_unlink (path), ==, 0);
  workbench = ink_workbench_new ();
  {
    g_autoptr (InkModelEntry) first = g_list_model_get_item (
        ink_workbench_get_digit_models (workbench), 0);

    g_assert_true (ink_workbench_get_digit_model (workbench) == first);
  }
  g_assert_finalize_object (workbench);
}

static void
test_figures (void)
{
  static const struct
  {
    double value, top;
    const char *text;
  } table[] = {
    { 0.999996, 1, "0.999996" }, { 1, 1, "1.0000" },    { 0.5, 1, "0.5000" },
    { 1 - 1e-15, 1, "1.0000" },  { 0, 1, "0.0000" },    { 3e-6, 1, "0.000003" },
    { 99.99996, 100, "99.99996" }, { 2.5, INFINITY, "2.5000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *text
          = ink_format_figure (table[i].value, 4, table[i].top);

      g_assert_cmpstr (text, ==, table[i].text);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  folder = small_mnist_new ();
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE); /* which model was chosen */
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/workbench/opens", test_opens);
  g_test_add_func ("/ui/workbench/newest-first", test_newest_first);
  g_test_add_func ("/ui/workbench/current", test_current);
  g_test_add_func ("/ui/workbench/signals", test_signals);
  g_test_add_func ("/ui/workbench/shipped", test_shipped);
  g_test_add_func ("/ui/workbench/kept-runs", test_kept_runs);
  g_test_add_func ("/ui/workbench/kept-limit", test_kept_limit);
  g_test_add_func ("/ui/workbench/kept-damaged", test_kept_damaged);
  g_test_add_func ("/ui/workbench/kept-names", test_kept_names);
  g_test_add_func ("/ui/workbench/chosen-again", test_chosen_again);
  g_test_add_func ("/ui/workbench/figures", test_figures);
  status = g_test_run ();
  temp_folder_remove (folder);
  g_free (folder);
  return status;
}
