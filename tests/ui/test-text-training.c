/* Training on a file of one's own, step by step, as one does it in the window:
 * preview, options, result, and on to Evaluate with exactly the texts that were
 * held out; what is told of files that cannot be learnt from, and that nothing
 * of it outlives the dialog. */
#include <glib/gstdio.h>
#include <string.h>

#include "tests/support/slow-build.h"
#include "tests/ui/text-training-dialog.h"

#include "core/model/naive-bayes.h"
#include "ui/evaluate/page-evaluate.h"
#include "ui/naive-bayes/naive-bayes-form.h"
#include "ui/text/training/preview-table.h"
#include "ui/text/training/training-job.h"

/* One window for all tests: it takes longer to open than they to run. */
static Fixture shared;

/* From the preview to what comes of it. */
static void
train (Fixture *fixture)
{
  ink_training_dialog_next (fixture->dialog);
  assert_step (fixture, "options");
  ink_training_dialog_next (fixture->dialog);
  on_screen_wait (
      strcmp (ink_training_dialog_get_step (fixture->dialog), "progress") != 0);
}

/* The last one: what was trained is listed first. (transfer full) */
static InkModelEntry *
newest_model (Fixture *fixture)
{
  return g_list_model_get_item (
      ink_workbench_get_text_models (fixture->workbench), 0);
}

static InkPageEvaluate *
evaluate_page (Fixture *fixture)
{
  return INK_PAGE_EVALUATE (find_widget (GTK_WIDGET (fixture->window),
                                         INK_TYPE_PAGE_EVALUATE, NULL));
}

/* What the page Evaluate shows is the same as one gets by hand. */
static void
assert_evaluated (Fixture *fixture, const char *path, double share,
                  guint64 seed)
{
  g_autoptr (InkTextChoice) choice = ink_text_choice_new (path);
  g_autoptr (InkTextSet) held_out = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;
  InkEvaluation *evaluation;
  gboolean has_splits;

  choice->text_column = g_strdup ("body");
  choice->label_column = g_strdup ("topic");
  choice->held_out = share;
  choice->seed = seed;
  held_out = ink_text_choice_load (choice, INK_SPLIT_TEST, &has_splits, &hash,
                                   &error);
  g_assert_no_error (error);
  on_screen_wait (!ink_page_evaluate_is_busy (evaluate_page (fixture)));
  evaluation = ink_page_evaluate_get_evaluation (evaluate_page (fixture));
  g_assert_nonnull (evaluation);
  g_assert_cmpuint (ink_evaluation_count (evaluation), ==,
                    ink_text_set_count (held_out));
  g_assert_cmpmem (ink_evaluation_labels (evaluation),
                   ink_text_set_count (held_out) * sizeof (guint32),
                   ink_text_set_labels (held_out),
                   ink_text_set_count (held_out) * sizeof (guint32));
}

/* The next session offers the part, too. */
static void
assert_part_remembered (void)
{
  g_autoptr (GListStore) list = ink_data_list_new (INK_DATA_TEXTS);
  GListModel *data = G_LIST_MODEL (list);
  const guint n = g_list_model_get_n_items (data);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InkDataEntry) entry = g_list_model_get_item (data, i);

      if (strcmp (ink_data_entry_get_title (entry),
                  "held-out 20 % of mail.csv")
          == 0)
        return;
    }
  g_assert_not_reached ();
}

/* Another seed holds other texts out, some of which the model has seen. */
static void
assert_other_part_seen (Fixture *fixture, const char *path)
{
  g_autoptr (InkTextChoice) choice = ink_text_choice_new (path);

  choice->held_out = 0.2;
  choice->seed = 2;
  ink_page_evaluate_choose_texts (evaluate_page (fixture), choice);
  on_screen_wait (!ink_page_evaluate_is_busy (evaluate_page (fixture)));
  g_assert_true (says (GTK_WIDGET (fixture->window), "seen in training"));
}

/* From a file to its model to the page Evaluate. */
static void
test_to_evaluate (Fixture *fixture)
{
  g_autofree char *path = write_mail (100);
  g_autoptr (InkModelEntry) entry = NULL;
  InkModel *model;

  open_dialog (fixture, path);
  assert_shown (fixture, "CSV, 3 columns");
  assert_shown (fixture, "garden (50), kitchen (50)");
  train (fixture);
  assert_step (fixture, "result");
  assert_shown (fixture, "of 20 held-out texts right");
  entry = newest_model (fixture);
  model = ink_model_entry_get_model (entry);
  g_assert_true (
      g_str_has_prefix (ink_model_entry_get_title (entry), "mail.csv, "));
  g_assert_nonnull (ink_model_entry_get_path (entry));
  assert_kept (ink_model_entry_get_title (entry));
  g_assert_cmpstr (ink_model_fact (model, "validation_fraction"), ==, "0.2");
  g_assert_cmpstr (ink_model_fact (model, "seed"), ==, "1");
  g_assert_cmpstr (ink_model_fact (model, "examples"), ==, "80");

  ink_training_dialog_evaluate (fixture->dialog);
  on_screen_wait (fixture->dialog == NULL);
  g_assert_true (ink_workbench_get_text_model (fixture->workbench) == entry);
  assert_evaluated (fixture, path, 0.2, 1);
  g_assert_true (says (GTK_WIDGET (fixture->window),
                       "held-out 20 % of mail.csv"));
  g_assert_false (says (GTK_WIDGET (fixture->window), "seen in training"));
  assert_part_remembered ();
  assert_other_part_seen (fixture, path);
}

/* Numbers that have names in a file beside theirs. */
static void
test_class_names (Fixture *fixture)
{
  g_autofree char *names = write_file ("class.txt", "garden\nkitchen\n");
  g_autofree char *path
      = write_file ("numbers.tsv", "roses want soil\t0\nsalt and butter\t1\n"
                                   "soil and roses\t0\nbutter in a pan\t1\n");
  g_autoptr (InkModelEntry) entry = NULL;

  open_dialog (fixture, path);
  assert_shown (fixture, "garden (2), kitchen (2)");
  train (fixture);
  assert_step (fixture, "result");
  entry = newest_model (fixture);
  g_assert_cmpstr (
      ink_model_class_names (ink_model_entry_get_model (entry))[1], ==,
      "kitchen");
  g_unlink (names);
}

/* The model of *Use it* reads on the page Text; back in the options a training
 * with others is another model. */
static void
test_use (Fixture *fixture)
{
  g_autofree char *path = write_mail (60);
  g_autoptr (InkModelEntry) first = NULL;
  g_autoptr (InkModelEntry) second = NULL;
  InkNaiveBayesOptions options;

  open_dialog (fixture, path);
  train (fixture);
  first = newest_model (fixture);
  ink_training_dialog_back (fixture->dialog);
  assert_step (fixture, "options");
  choose (fixture, "Event model", INK_EVENTS_BERNOULLI);
  choose (fixture, "Held-out texts", 0);
  ink_training_dialog_next (fixture->dialog);
  on_screen_wait (
      strcmp (ink_training_dialog_get_step (fixture->dialog), "progress") != 0);
  assert_shown (fixture, "No text was held out");
  second = newest_model (fixture);
  g_assert_true (first != second);
  ink_naive_bayes_options (ink_model_entry_get_model (second), &options);
  g_assert_cmpint (options.events, ==, INK_EVENTS_BERNOULLI);
  g_assert_cmpstr (ink_model_entry_get_title (second), ==,
                   "mail.csv, own options");
  ink_training_dialog_next (fixture->dialog);
  on_screen_wait (fixture->dialog == NULL);
  g_assert_true (ink_workbench_get_text_model (fixture->workbench) == second);
}

static void
set_switch (Fixture *fixture, const char *title, gboolean active)
{
  GtkWidget *row = find_row (GTK_WIDGET (fixture->dialog), title);

  g_assert_nonnull (row);
  gtk_switch_set_active (
      GTK_SWITCH (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row))),
      active);
  wait_for_preview (fixture);
}

static void
set_names (Fixture *fixture, gboolean named)
{
  set_switch (fixture, "Names in the first row", named);
}

static InkPreviewTable *
preview_table (Fixture *fixture)
{
  return INK_PREVIEW_TABLE (find_widget (GTK_WIDGET (fixture->dialog),
                                         INK_TYPE_PREVIEW_TABLE, NULL));
}

/* A first row that looks like names may be one to learn from. */
static void
test_no_header (Fixture *fixture)
{
  g_autofree char *path = write_file (
      "topics.csv", "topic,news\nsport,ball\nsport,goal\ntopic,poll\n");

  open_dialog (fixture, path);
  g_assert_cmpstr (ink_preview_table_cell (preview_table (fixture), 0, 0), ==,
                   "sport");
  set_names (fixture, FALSE);
  g_assert_cmpstr (ink_preview_table_cell (preview_table (fixture), 0, 0), ==,
                   "topic");
  assert_shown (fixture, "2 columns without names");
  set_names (fixture, TRUE);
  g_assert_cmpstr (ink_preview_table_cell (preview_table (fixture), 0, 0), ==,
                   "sport");
  assert_shown (fixture, "named by the first row");
}

/* Of mails what a person reads is shown, learnt, and evaluated. */
static void
test_mail (Fixture *fixture)
{
  static const char *const mails[][2]
      = { { "ham/1", "Subject: lunch\nX-Seen: no\n\nat noon, noon\n" },
          { "ham/2", "Subject: noon\nX-Seen: no\n\nlunch again\n" },
          { "spam/1", "Subject: prize\nX-Seen: no\n\nwin\n" },
          { "spam/2", "Subject: a prize\nX-Seen: no\n\nfree prize\n" } };
  g_autofree char *path = g_build_filename (folder, "mails", NULL);
  g_autoptr (InkModelEntry) entry = NULL;
  InkModel *model;

  for (guint i = 0; i < G_N_ELEMENTS (mails); i++)
    {
      g_autofree char *name = g_build_filename ("mails", mails[i][0], NULL);
      g_autofree char *file = write_file (name, mails[i][1]);
    }
  open_dialog (fixture, path);
  assert_shown (fixture, "Folder of texts");
  assert_shown (fixture, "Skip bad files");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->dialog))
                 == gtk_window_get_default_widget (
                     GTK_WINDOW (fixture->dialog)));
  g_assert_nonnull (strstr (
      ink_preview_table_cell (preview_table (fixture), 0, 1), "X-Seen"));
  set_switch (fixture, "Mails", TRUE);
  g_assert_null (strstr (
      ink_preview_table_cell (preview_table (fixture), 0, 1), "X-Seen"));
  train (fixture);
  assert_step (fixture, "result");
  entry = newest_model (fixture);
  model = ink_model_entry_get_model (entry);
  g_assert_cmpstr (ink_model_fact (model, "mail"), ==, "true");
  g_assert_cmpuint (ink_naive_bayes_n_features (model), <, 10);
}

/* Columns that have no telling names are chosen, and then it can go on. */
static void
test_columns (Fixture *fixture)
{
  g_autofree char *path
      = write_file ("columns.csv", "x1,x2,x3\nred,7,aa bb\nblue,8,cc dd\n"
                                   "red,9,aa\nblue,5,dd\n");
  InkPreviewPage *page;
  InkPreviewTable *table;

  open_dialog (fixture, path);
  page = INK_PREVIEW_PAGE (find_widget (GTK_WIDGET (fixture->dialog),
                                        INK_TYPE_PREVIEW_PAGE, NULL));
  table = INK_PREVIEW_TABLE (find_widget (GTK_WIDGET (fixture->dialog),
                                          INK_TYPE_PREVIEW_TABLE, NULL));
  g_assert_false (ink_preview_page_is_ready (page));
  ink_training_dialog_next (fixture->dialog);
  assert_step (fixture, "preview");
  g_assert_cmpuint (ink_preview_table_n_columns (table), ==, 3);

  choose (fixture, "Label", 0);
  wait_for_preview (fixture);
  choose (fixture, "Text", 2);
  wait_for_preview (fixture);
  g_assert_true (ink_preview_page_is_ready (page));
  g_assert_cmpstr (ink_preview_table_cell (table, 1, 0), ==, "red");
  /* The first row is names. */
  set_names (fixture, TRUE);
  g_assert_cmpstr (ink_preview_page_get_choice (page)->text_column, ==, "x3");
  g_assert_true (ink_preview_page_is_ready (page));
  g_assert_cmpstr (ink_preview_table_cell (table, 0, 0), ==, "red");
  set_names (fixture, FALSE);
  g_assert_cmpstr (ink_preview_table_cell (table, 0, 0), ==, "x1");
  choose (fixture, "And", 2);
  wait_for_preview (fixture);
  g_assert_cmpstr (ink_preview_page_get_choice (page)->text_column, ==, "3,2");
  g_assert_true (ink_preview_page_is_ready (page));
  choose (fixture, "And", 0);
  wait_for_preview (fixture);
  g_assert_cmpstr (ink_preview_page_get_choice (page)->text_column, ==, "3");
  /* The label is where the text was: the text is guessed anew. */
  choose (fixture, "Label", 2);
  wait_for_preview (fixture);
  g_assert_true (ink_preview_page_is_ready (page));
  g_assert_cmpstr (ink_preview_page_get_choice (page)->label_column, ==, "3");
  choose (fixture, "Label", 0);
  wait_for_preview (fixture);
  choose (fixture, "Text", 2);
  wait_for_preview (fixture);
  train (fixture);
  assert_step (fixture, "result");
}

/* What cannot be learnt from is told, and the way back is open. */
static void
assert_fails (Fixture *fixture, const char *name, const char *text,
              const char *told)
{
  g_autofree char *path = write_file (name, text);

  open_dialog (fixture, path);
  train (fixture);
  assert_step (fixture, "failed");
  assert_shown (fixture, told);
  ink_training_dialog_back (fixture->dialog);
  assert_step (fixture, "options");
  ink_training_dialog_back (fixture->dialog);
  assert_step (fixture, "preview");
}

static void
test_failures (Fixture *fixture)
{
  InkModelEntry *before = ink_workbench_get_text_model (fixture->workbench);

  assert_fails (fixture, "one.csv", "text,label\nroses,garden\nsoil,garden\n",
                "two classes");
  assert_fails (fixture, "none.csv", "text,label\n!,a\n?,b\n", "found none");
  g_assert_true (ink_workbench_get_text_model (fixture->workbench) == before);
}

/* What is known by name and not there is offered to be downloaded. */
static void
test_missing (Fixture *fixture)
{
  open_dialog (fixture, "spamassassin");
  assert_step (fixture, "missing");
  assert_shown (fixture, "SpamAssassin");
  ink_training_dialog_next (fixture->dialog);
  assert_step (fixture, "missing");
  ink_training_dialog_back (fixture->dialog);
  on_screen_wait (fixture->dialog == NULL);
}

/* A file that cannot be shown or read on: the preview says why. */
static void
test_no_preview (Fixture *fixture)
{
  g_autofree char *path = write_file ("empty.csv", "");
  g_autofree char *ragged
      = write_file ("ragged.csv", "text,label\nroses,garden\nsoil\n");

  open_dialog (fixture, path);
  assert_shown (fixture, "empty.csv");
  ink_training_dialog_next (fixture->dialog);
  assert_step (fixture, "preview");
  open_dialog (fixture, ragged);
  assert_shown (fixture, "line 3");
  ink_training_dialog_next (fixture->dialog);
  assert_step (fixture, "preview");
}

/* A field that is wrong keeps one in the options, and says so. */
static void
test_wrong_option (Fixture *fixture)
{
  g_autofree char *path = write_mail (20);
  InkNaiveBayesForm *form;
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;

  open_dialog (fixture, path);
  ink_training_dialog_next (fixture->dialog);
  form = INK_NAIVE_BAYES_FORM (find_widget (GTK_WIDGET (fixture->dialog),
                                            INK_TYPE_NAIVE_BAYES_FORM, NULL));
  options.alpha = -1;
  ink_naive_bayes_form_set_options (form, &options);
  ink_training_dialog_next (fixture->dialog);
  assert_step (fixture, "options");
  assert_shown (fixture, "above 0");
}

/* Nothing is kept of a training that is cancelled, and nothing that was chosen
 * is lost. */
static void
test_cancel (Fixture *fixture)
{
  g_autofree char *path = write_mail (3000);
  GListModel *models = ink_workbench_get_text_models (fixture->workbench);
  const guint n_before = g_list_model_get_n_items (models);

  open_dialog (fixture, path);
  ink_training_dialog_next (fixture->dialog);
  choose (fixture, "Event model", INK_EVENTS_COMPLEMENT);
  ink_training_dialog_next (fixture->dialog);
  assert_step (fixture, "progress");
  ink_training_dialog_back (fixture->dialog);
  assert_step (fixture, "options");
  g_assert_cmpuint (
      adw_combo_row_get_selected (ADW_COMBO_ROW (
          find_row (GTK_WIDGET (fixture->dialog), "Event model"))),
      ==, INK_EVENTS_COMPLEMENT);
  /* Closed in the midst of the next one. */
  ink_training_dialog_next (fixture->dialog);
  close_dialog (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (models), ==, n_before);
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ink_text_training_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) user_data = TRUE;
}

static void
test_cancelled_job (void)
{
  g_autofree char *path = write_mail (40);
  g_autoptr (InkTextChoice) choice = ink_text_choice_new (path);
  g_autoptr (InkTrainingProgress) progress = ink_training_progress_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  const InkTrainingRequest request = { choice, &options, TRUE, NULL };
  gboolean done = FALSE;

  g_cancellable_cancel (cancellable);
  ink_text_training_async (&request, progress, cancellable, cancelled_cb,
                           &done);
  on_screen_wait (done);
}

/* A choice through an action of the window and back. */
static void
test_choice (void)
{
  g_autoptr (InkTextChoice) choice = ink_text_choice_new ("/x/mail\xff.tsv");
  g_autoptr (InkTextChoice) back = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (InkTextChoice) read = NULL;
  g_autofree char *string = NULL;
  g_autofree char *part = NULL;

  choice->label_column = g_strdup ("topic");
  choice->no_quotes = TRUE;
  choice->skip_bad_rows = TRUE;
  choice->encoding = INK_ENCODING_LATIN1;
  choice->header = INK_HEADER_NO;
  choice->mail = TRUE;
  choice->held_out = 0.1;
  choice->seed = G_MAXUINT64;
  variant = g_variant_ref_sink (ink_text_choice_to_variant (choice));
  back = ink_text_choice_from_variant (variant);
  g_assert_true (ink_text_choice_equal (choice, back));
  string = ink_text_choice_to_string (choice);
  read = ink_text_choice_from_string (string);
  g_assert_true (ink_text_choice_equal (choice, read));
  g_assert_null (ink_text_choice_from_string ("(1, 2)"));
  g_assert_null (back->text_column);
  part = ink_text_choice_part (back);
  g_assert_cmpstr (part, ==, "held-out 10 %, seed 18446744073709551615");
  back->seed = 0;
  g_assert_false (ink_text_choice_equal (choice, back));
  read->mail = FALSE;
  g_assert_false (ink_text_choice_equal (choice, read));
}

/* A dialog that is open still goes before the next test. */
static void
run_test (gconstpointer test)
{
  ((void (*) (Fixture *)) test) (&shared);
  close_dialog (&shared);
}

static void
add (const char *path, void (*test) (Fixture *fixture))
{
  g_test_add_data_func (path, (gconstpointer) test, run_test);
}

/* Whose memory is handled as that of the first ones. */
static void
add_others (void)
{
  add ("/ui/text/training/use", test_use);
  add ("/ui/text/training/class-names", test_class_names);
  add ("/ui/text/training/columns", test_columns);
  add ("/ui/text/training/no-header", test_no_header);
  add ("/ui/text/training/mail", test_mail);
  add ("/ui/text/training/failures", test_failures);
  add ("/ui/text/training/missing", test_missing);
  add ("/ui/text/training/no-preview", test_no_preview);
  add ("/ui/text/training/wrong-option", test_wrong_option);
}

static int
run (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/text/training/choice", test_choice);
  if (!gtk_init_check ())
    {
      g_test_message ("no display: only what needs none is tested");
      return g_test_run ();
    }
  adw_init ();
  g_test_add_func ("/ui/text/training/cancelled-job", test_cancelled_job);
  open_window (&shared);
  add ("/ui/text/training/to-evaluate", test_to_evaluate);
  add ("/ui/text/training/cancel", test_cancel);
  if (!IS_SLOW_BUILD)
    add_others ();
  status = g_test_run ();
  close_window (&shared);
  return status;
}

/* Models are kept in the user's data folder: not in the tester's. */
int
main (int argc, char *argv[])
{
  int status;

  folder = temp_folder_new ();
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  status = run (argc, argv);
  temp_folder_remove (folder);
  g_free (folder);
  return status;
}
