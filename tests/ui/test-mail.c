/* A model that learnt from mails is shown what is read of mails, on every page.
 * The words of the mails here are there only in encodings; what stands there in
 * plain speaks for the other class. */
#include "tests/data/temp-folder.h"
#include "tests/ui/on-screen.h"

#include "core/model/evaluate.h"
#include "core/model/naive-bayes.h"
#include "ui/cross-validate/page-cross-validate.h"
#include "ui/evaluate/comparison-job.h"
#include "ui/evaluate/page-evaluate.h"
#include "ui/text/page-text.h"
#include "ui/text/text-editor.h"

#define HAM                                                                    \
  "Subject: =?utf-8?q?=6Cunch?=\n"                                             \
  "Content-Type: text/html\n\n<p title='prize cash'>s&#111;up</p>\n"
#define SPAM                                                                   \
  "X-Note: lunch\nSubject: =?utf-8?B?cHJpemU=?=\n"                             \
  "Content-Transfer-Encoding: base64\n\nY2FzaA==\n"

typedef struct
{
  char *folder; /* of mails, a sub-folder a class */
  InkWorkbench *workbench;
  InkModelEntry *mails, *plain; /* models of the same words */
  GtkWidget *window;
} Fixture;

static InkTextSet *
make_set (const char *ham, const char *spam)
{
  static const char *const classes[] = { "ham", "spam", NULL };
  static const guint32 labels[] = { 0, 1 };
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (texts, g_strdup (ham));
  g_ptr_array_add (texts, g_strdup (spam));
  return ink_text_set_new ("made", texts, g_bytes_new (labels, sizeof labels),
                           g_strdupv ((GStrv) classes), NULL);
}

static InkModelEntry *
add_model (Fixture *fixture, gboolean mails)
{
  g_autoptr (InkTextSet) set = make_set ("lunch soup", "prize cash");
  g_autoptr (InkModel) model = ink_naive_bayes_train (
      set, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, NULL);

  if (mails)
    ink_model_set_fact (model, INK_FACT_MAIL, "true");
  return ink_workbench_add_model (fixture->workbench, model,
                                  mails ? "mails" : "plain");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = temp_folder_new ();
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *ham = g_strdup_printf ("ham/%u", i);
      g_autofree char *spam = g_strdup_printf ("spam/%u", i);

      g_free (temp_folder_write (fixture->folder, ham, HAM, strlen (HAM)));
      g_free (temp_folder_write (fixture->folder, spam, SPAM, strlen (SPAM)));
    }
  fixture->workbench = ink_workbench_new ();
  fixture->mails = add_model (fixture, TRUE);
  fixture->plain = add_model (fixture, FALSE);
  fixture->window = gtk_window_new ();
}

static void
show (Fixture *fixture, GtkWidget *page)
{
  gtk_window_set_child (GTK_WINDOW (fixture->window), page);
  gtk_window_present (GTK_WINDOW (fixture->window));
  on_screen_wait (gtk_widget_get_mapped (page));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  on_screen_settle ();
  g_clear_object (&fixture->workbench);
  temp_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static double
measure (InkPageEvaluate *page, guint count)
{
  InkEvaluation *evaluation;

  on_screen_wait (!ink_page_evaluate_is_busy (page));
  evaluation = ink_page_evaluate_get_evaluation (page);
  g_assert_nonnull (evaluation);
  g_assert_cmpuint (ink_evaluation_count (evaluation), ==, count);
  return ink_evaluation_accuracy (evaluation);
}

/* Examples that are loaded for one model are not for another. */
static void
test_evaluate (Fixture *fixture, gconstpointer data)
{
  InkPageEvaluate *page;
  g_autoptr (InkTextChoice) part = ink_text_choice_new (fixture->folder);

  ink_workbench_set_text_model (fixture->workbench, fixture->mails);
  page = INK_PAGE_EVALUATE (ink_page_evaluate_new (fixture->workbench));
  show (fixture, GTK_WIDGET (page));
  ink_page_evaluate_open (page, fixture->folder);
  g_assert_cmpfloat (measure (page, 8), ==, 1);
  ink_workbench_set_text_model (fixture->workbench, fixture->plain);
  g_assert_cmpfloat (measure (page, 8), ==, 0);
  ink_workbench_set_text_model (fixture->workbench, fixture->mails);
  g_assert_cmpfloat (measure (page, 8), ==, 1);

  part->held_out = 0.5;
  part->seed = 1;
  ink_page_evaluate_choose_texts (page, part);
  g_assert_cmpfloat (measure (page, 4), ==, 1);
  ink_workbench_set_text_model (fixture->workbench, fixture->plain);
  g_assert_cmpfloat (measure (page, 4), ==, 0);
}

static void
compared_cb (InkCompared *compared, const GError *error, gpointer user_data)
{
  *(InkCompared **) user_data = compared;
}

/* On what was loaded for the other model. */
static void
test_compare (Fixture *fixture, gconstpointer data)
{
  g_autoptr (InkTextSet) set = make_set (HAM, SPAM);
  g_autoptr (InkEvaluatedExamples) examples
      = ink_evaluated_examples_new_texts (set);
  g_autoptr (InkEvaluation) evaluation = ink_model_evaluate_texts (
      ink_model_entry_get_model (fixture->plain), set, 1, NULL, NULL);
  g_autoptr (InkEvaluated) a = ink_evaluated_new (
      fixture->plain, evaluation, examples, "made", NULL);
  const InkBootstrapOptions bootstrap
      = { .n_resamples = INK_BOOTSTRAP_MIN, .seed = 1, .level = 0.95 };
  InkCompared *compared = NULL;

  ink_comparison_job_start (a, ink_model_entry_get_model (fixture->mails),
                            &bootstrap, compared_cb, &compared);
  on_screen_wait (compared != NULL);
  g_assert_cmpfloat (ink_evaluation_accuracy (evaluation), ==, 0);
  g_assert_cmpfloat (ink_evaluation_accuracy (compared->b), ==, 1);
  ink_compared_free (compared);
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static void
assert_text (InkTextEditor *editor, const char *text)
{
  g_autofree char *shown = ink_text_editor_get_text (editor);

  g_assert_cmpstr (shown, ==, text);
}

/* As the clipboard brings it in; the clipboard itself all programs of a display
 * share. */
static void
paste (InkTextEditor *editor, const char *text)
{
  GtkWidget *view = GTK_WIDGET (ink_text_editor_get_view (editor));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
  gtk_text_buffer_end_user_action (buffer);
  g_signal_emit_by_name (buffer, "paste-done",
                         gtk_widget_get_clipboard (view));
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  InkTextEditor *editor;
  GtkTextBuffer *buffer;
  GtkWidget *page;

  ink_workbench_set_text_model (fixture->workbench, fixture->mails);
  page = ink_page_text_new (fixture->workbench);
  show (fixture, page);
  editor = INK_TEXT_EDITOR (find (page, INK_TYPE_TEXT_EDITOR));
  buffer = gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (ink_text_editor_get_view (editor)));
  paste (editor, SPAM);
  assert_text (editor, "prize\ncash\n");
  gtk_text_buffer_undo (buffer);
  assert_text (editor, SPAM);
  ink_text_editor_set_text (editor, "");
  paste (editor, "no mail: soup\n");
  assert_text (editor, "no mail: soup\n");

  ink_workbench_set_text_model (fixture->workbench, fixture->plain);
  ink_text_editor_set_text (editor, "");
  paste (editor, HAM);
  assert_text (editor, HAM);
  ink_workbench_set_text_model (fixture->workbench, fixture->mails);
  assert_text (editor, "lunch\nsoup\n");
}

/* Folds have no model to ask: a switch says it. */
static void
test_cross_validate (Fixture *fixture, gconstpointer data)
{
  InkCrossValidateRequest request
      = { .texts = TRUE,
          .mail = TRUE,
          .data = fixture->folder,
          .options = INK_CROSS_VALIDATION_OPTIONS_DEFAULT };
  GtkWidget *page = ink_page_cross_validate_new (fixture->workbench);
  InkPageCrossValidate *self = INK_PAGE_CROSS_VALIDATE (page);
  InkCrossValidation *result;
  double losses[2];

  request.options.n_folds = 2;
  show (fixture, page);
  for (guint i = 0; i < 2; i++)
    {
      request.mail = i == 1;
      ink_page_cross_validate_set_request (self, &request);
      ink_page_cross_validate_start (self);
      on_screen_wait (!ink_page_cross_validate_is_busy (self));
      result = ink_page_cross_validate_get_result (self);
      g_assert_nonnull (result);
      losses[i]
          = ink_cross_validation_figure (result, INK_FIGURE_LOG_LOSS).mean;
    }
  g_assert_cmpfloat (losses[0], !=, losses[1]);
}

#define ADD(name, test)                                                        \
  g_test_add ("/ui/mail/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *home = temp_folder_new ();
  int status;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  if (!on_screen_init ())
    return 0;
  ADD ("evaluate", test_evaluate);
  ADD ("compare", test_compare);
  ADD ("text", test_text);
  ADD ("cross-validate", test_cross_validate);
  status = g_test_run ();
  temp_folder_remove (home);
  return status;
}
