/* Teaching the text model on the page Text: at once, taken back, and there
 * again in the next session. */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "tests/data/temp-folder.h"
#include "tests/model/small-texts.h"
#include "tests/ui/on-screen.h"

#include "core/store/checkpoint.h"
#include "core/store/learned-model.h"
#include "ui/text/learned-texts-dialog.h"
#include "ui/text/page-text.h"
#include "ui/text/text-class-popover.h"
#include "ui/text/text-editor.h"
#include "ui/text/text-teaching-row.h"
#include "ui/text/text-teaching.h"

typedef struct
{
  InkWorkbench *workbench;
  InkTextTeaching *teaching;
  char *message;
} Fixture;

static char *data_folder; /* $XDG_DATA_HOME: not the tester's */

static void
message_cb (Fixture *fixture, const char *message)
{
  g_free (fixture->message);
  fixture->message = g_strdup (message);
}

static void
open_workbench (Fixture *fixture)
{
  fixture->workbench = ink_workbench_new ();
  g_signal_connect_swapped (fixture->workbench, "message",
                            G_CALLBACK (message_cb), fixture);
  fixture->teaching = ink_text_teaching_new (fixture->workbench);
}

static void
close_workbench (Fixture *fixture)
{
  ink_text_teaching_flush (fixture->teaching);
  g_assert_finalize_object (fixture->teaching);
  g_signal_handlers_disconnect_by_data (fixture->workbench, fixture);
  g_assert_finalize_object (fixture->workbench);
}

static void
add_small (Fixture *fixture)
{
  g_autoptr (InkModel) model = train_small (&INK_NAIVE_BAYES_OPTIONS_DEFAULT);

  ink_workbench_set_text_model (
      fixture->workbench,
      ink_workbench_add_model (fixture->workbench, model, "small"));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  open_workbench (fixture);
  add_small (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *kept = g_build_filename (data_folder, "inkling", NULL);

  close_workbench (fixture);
  if (g_file_test (kept, G_FILE_TEST_IS_DIR))
    temp_folder_remove (kept);
  g_free (fixture->message);
}

static InkModel *
current (Fixture *fixture)
{
  return ink_model_entry_get_model (
      ink_workbench_get_text_model (fixture->workbench));
}

static const char *
title (Fixture *fixture)
{
  return ink_model_entry_get_title (
      ink_workbench_get_text_model (fixture->workbench));
}

static guint
n_models (Fixture *fixture)
{
  return g_list_model_get_n_items (
      ink_workbench_get_text_models (fixture->workbench));
}

/* Of the class of that name; -1 where there is none. */
static double
probability (Fixture *fixture, const char *text, const char *name)
{
  InkModel *model = current (fixture);
  const char *const *names = ink_model_class_names (model);
  g_autofree double *p = g_new (double, ink_model_n_classes (model));

  ink_model_predict_texts (model, &text, 1, 1, p);
  for (guint c = 0; names[c] != NULL; c++)
    if (strcmp (names[c], name) == 0)
      return p[c];
  return -1;
}

static gboolean
learn (Fixture *fixture, const char *text, const char *label)
{
  return ink_text_teaching_learn (fixture->teaching, text, label);
}

/* Each step back is to the very same probabilities; the model that was there
 * is never another. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  InkModel *base = current (fixture);
  guint n = n_models (fixture);
  double before = probability (fixture, "puck of roses", "garden");
  double once, twice;

  g_assert_true (learn (fixture, "puck of roses", "garden"));
  g_assert_cmpstr (title (fixture), ==, "small + 1 text");
  g_assert_cmpuint (n_models (fixture), ==, n + 1);
  once = probability (fixture, "puck of roses", "garden");
  g_assert_cmpfloat (once, >, before);
  g_assert_true (learn (fixture, "a puck and soil", "garden"));
  g_assert_cmpstr (title (fixture), ==, "small + 2 texts");
  g_assert_cmpuint (n_models (fixture), ==, n + 1);
  twice = probability (fixture, "puck of roses", "garden");
  g_assert_cmpfloat (twice, >, once);

  ink_text_teaching_remove (fixture->teaching, 0);
  g_assert_cmpstr (title (fixture), ==, "small + 1 text");
  ink_text_teaching_undo (fixture->teaching);
  g_assert_cmpfloat (probability (fixture, "puck of roses", "garden"), ==,
                     twice);
  ink_text_teaching_undo (fixture->teaching);
  g_assert_cmpfloat (probability (fixture, "puck of roses", "garden"), ==,
                     once);
  ink_text_teaching_undo (fixture->teaching);
  g_assert_true (current (fixture) == base);
  g_assert_cmpuint (n_models (fixture), ==, n);
  ink_text_teaching_undo (fixture->teaching); /* nothing */
  g_assert_true (current (fixture) == base);
}

/* The same text with another answer: the first one was wrong. */
static void
test_other_answer (Fixture *fixture, gconstpointer data)
{
  double space;

  learn (fixture, "puck", "space");
  space = probability (fixture, "puck", "space");
  learn (fixture, "puck", "garden");
  g_assert_cmpstr (title (fixture), ==, "small + 1 text");
  g_assert_cmpfloat (probability (fixture, "puck", "space"), <, space);
  ink_text_teaching_undo (fixture->teaching);
  g_assert_cmpfloat (probability (fixture, "puck", "space"), ==, space);
}

static void
test_new_class (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpfloat (probability (fixture, "flour", "kitchen"), ==, -1);
  learn (fixture, "flour and butter", "kitchen");
  g_assert_cmpfloat (probability (fixture, "flour", "kitchen"), >, 0.2);
  g_assert_false (learn (fixture, " ?! ", "kitchen"));
  g_assert_nonnull (strstr (fixture->message, "word"));
  g_assert_cmpstr (title (fixture), ==, "small + 1 text");
}

static void
choose (Fixture *fixture, const char *wanted)
{
  GListModel *models = ink_workbench_get_text_models (fixture->workbench);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr (InkModelEntry) entry = g_list_model_get_item (models, i);

      if (strcmp (ink_model_entry_get_title (entry), wanted) == 0)
        ink_workbench_set_text_model (fixture->workbench, entry);
    }
  g_assert_cmpstr (title (fixture), ==, wanted);
}

/* What was learned is there in the next session, and can be taken out. */
static void
test_next_session (Fixture *fixture, gconstpointer data)
{
  double once, twice;

  learn (fixture, "puck of roses", "garden");
  once = probability (fixture, "puck of roses", "garden");
  learn (fixture, "a puck and soil", "kitchen");
  twice = probability (fixture, "puck of roses", "garden");
  close_workbench (fixture);
  open_workbench (fixture);

  g_assert_cmpstr (title (fixture), ==, "small + 2 texts");
  g_assert_cmpfloat (probability (fixture, "puck of roses", "garden"), ==,
                     twice);
  ink_text_teaching_undo (fixture->teaching);
  g_assert_cmpfloat (probability (fixture, "puck of roses", "garden"), ==,
                     once);
  ink_text_teaching_undo (fixture->teaching);
  g_assert_null (ink_text_teaching_get_learned (fixture->teaching));
  close_workbench (fixture);
  open_workbench (fixture);
  add_small (fixture);
  learn (fixture, "puck of roses", "garden"); /* the name is free again */
  g_assert_cmpstr (title (fixture), ==, "small + 1 text");
}

/* The shipped model is not touched, and undone it is the current one. */
static void
test_shipped (Fixture *fixture, gconstpointer data)
{
  InkModel *shipped;

  choose (fixture, "Small mail (shipped)");
  shipped = current (fixture);
  learn (fixture, "a puck in the garden", "garden");
  g_assert_cmpstr (title (fixture), ==, "Small mail + 1 text");
  close_workbench (fixture);
  open_workbench (fixture);
  choose (fixture, "Small mail + 1 text");
  ink_text_teaching_undo (fixture->teaching);
  g_assert_cmpstr (title (fixture), ==, "Small mail (shipped)");
  choose (fixture, "Small mail (shipped)");
  learn (fixture, "a puck in the garden", "garden");
  choose (fixture, "Small topics (shipped)");
  g_assert_null (ink_text_teaching_get_learned (fixture->teaching));
  choose (fixture, "Small mail + 1 text");
  g_assert_nonnull (ink_text_teaching_get_learned (fixture->teaching));
  g_assert_nonnull (shipped);
}

/* Where nothing can be kept it is said, and learned all the same. */
static void
test_not_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *in_the_way
      = g_build_filename (data_folder, "inkling", NULL);

  g_assert_true (g_file_set_contents (in_the_way, "", -1, NULL));
  g_assert_true (learn (fixture, "puck of roses", "garden"));
  g_assert_nonnull (strstr (fixture->message, "not kept"));
  ink_text_teaching_undo (fixture->teaching);
  g_assert_cmpstr (title (fixture), ==, "small");
  g_unlink (in_the_way);
}

/* The first descendant of that type that has the style class, NULL for any. */
static GtkWidget *
find (GtkWidget *widget, GType type, const char *css_class)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && (css_class == NULL || gtk_widget_has_css_class (widget, css_class)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, css_class);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* On the page: the verdict changes at once and comes back; the editor's own
 * undo is another. */
static void
test_page (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page
      = g_object_ref_sink (ink_page_text_new (fixture->workbench));
  GtkWidget *row = find (page, INK_TYPE_TEXT_TEACHING_ROW, NULL);
  GtkWidget *button = find (row, GTK_TYPE_MENU_BUTTON, NULL);
  GtkWidget *verdict = find (page, GTK_TYPE_LABEL, "ink-figure");
  GtkWidget *learned = find (row, GTK_TYPE_LABEL, "ink-learned");
  GtkPopover *classes = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));

  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (button), "first"));
  ink_page_text_set_text (INK_PAGE_TEXT (page), "?!");
  g_assert_false (gtk_widget_get_sensitive (button));
  ink_page_text_set_text (INK_PAGE_TEXT (page), "puck ice");
  g_assert_true (gtk_widget_get_sensitive (button));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (verdict)), ==, "hockey");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *text = g_strdup_printf ("puck ice%.*s", (int) i, "!!");

      ink_page_text_set_text (INK_PAGE_TEXT (page), text);
      g_signal_emit_by_name (classes, "chosen", "kitchen");
    }
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (verdict)), ==, "kitchen");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (learned)), ==,
                   "Learned as kitchen · 3 texts");
  for (guint i = 0; i < 3; i++)
    ink_text_teaching_row_undo (INK_TEXT_TEACHING_ROW (row));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (verdict)), ==, "hockey");
  on_screen_let_go (page);
  g_assert_finalize_object (page);
}

/* Small models cover the shipped ones, so that opening a workbench costs
 * little. */
static void
ship_small (void)
{
  static const struct
  {
    const char *file, *title;
  } shipped[] = { { "sms-spam.safetensors", "Small mail" },
                  { "english-topics.safetensors", "Small topics" },
                  { "news-zh.safetensors", "Small news" } };
  g_autofree char *folder = g_build_filename (data_folder, "models", NULL);

  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (shipped); i++)
    {
      g_autofree char *path = g_build_filename (folder, shipped[i].file, NULL);
      g_autoptr (InkModel) model
          = train_small (&INK_NAIVE_BAYES_OPTIONS_DEFAULT);

      ink_model_set_fact (model, "title", shipped[i].title);
      g_assert_true (ink_checkpoint_save (model, path, NULL));
    }
  g_setenv ("INKLING_RESOURCES", data_folder, TRUE);
}

static void
chosen_cb (char **chosen, const char *name)
{
  g_free (*chosen);
  *chosen = g_strdup (name);
}

/* What Return takes: the class of that very name, else the first that is left,
 * else a new one. */
static void
test_classes (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "sci.med", "med", "space", NULL };
  static const char *const typed[][2]
      = { { "med", "med" }, { "SCI", "sci.med" }, { " kitchen ", "kitchen" } };
  InkTextClassPopover *popover = g_object_ref_sink (
      INK_TEXT_CLASS_POPOVER (ink_text_class_popover_new ()));
  GtkWidget *entry = find (GTK_WIDGET (popover), GTK_TYPE_ENTRY, NULL);
  g_autofree char *chosen = NULL;

  g_signal_connect_swapped (popover, "chosen", G_CALLBACK (chosen_cb),
                            &chosen);
  ink_text_class_popover_set_classes (popover, names);
  g_signal_emit_by_name (entry, "activate"); /* nothing typed: nothing */
  g_assert_null (chosen);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (entry), typed[i][0]);
      g_signal_emit_by_name (entry, "activate");
      g_assert_cmpstr (chosen, ==, typed[i][1]);
    }
  g_assert_finalize_object (popover);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  InkLearnedTextsDialog *dialog;
  GtkWidget *parent = g_object_ref_sink (gtk_label_new (NULL));
  GtkWidget *row, *remove, *undo;

  learn (fixture, "<b>puck</b> & soil", "garden"); /* no markup */
  learn (fixture, "a moon", "space");
  dialog = ink_learned_texts_dialog_present (parent, fixture->teaching);
  row = find (GTK_WIDGET (dialog), ADW_TYPE_ACTION_ROW, NULL);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                   ==, "a moon");
  row = gtk_widget_get_next_sibling (row);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                   ==, "<b>puck</b> & soil");
  remove = find (row, GTK_TYPE_BUTTON, NULL);
  g_signal_emit_by_name (remove, "clicked");
  g_assert_cmpstr (title (fixture), ==, "small + 1 text");
  row = find (GTK_WIDGET (dialog), ADW_TYPE_ACTION_ROW, NULL);
  g_assert_null (gtk_widget_get_next_sibling (row));
  undo = find (find (GTK_WIDGET (dialog), ADW_TYPE_HEADER_BAR, NULL),
               GTK_TYPE_BUTTON, "text-button");
  g_signal_emit_by_name (undo, "clicked");
  g_assert_cmpstr (title (fixture), ==, "small + 2 texts");
  gtk_window_destroy (GTK_WINDOW (dialog));
  on_screen_settle ();
  g_assert_finalize_object (parent);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  data_folder = temp_folder_new ();
  g_setenv ("XDG_DATA_HOME", data_folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", data_folder, TRUE);
  ship_small ();
  add ("/ui/text-teaching/undo", test_undo);
  add ("/ui/text-teaching/other-answer", test_other_answer);
  add ("/ui/text-teaching/new-class", test_new_class);
  add ("/ui/text-teaching/next-session", test_next_session);
  add ("/ui/text-teaching/shipped", test_shipped);
  add ("/ui/text-teaching/not-kept", test_not_kept);
  if (gtk_init_check ())
    {
      adw_init ();
      add ("/ui/text-teaching/page", test_page);
      add ("/ui/text-teaching/classes", test_classes);
      add ("/ui/text-teaching/list", test_list);
    }
  else
    g_test_message ("no display: only what needs none is tested");
  status = g_test_run ();
  temp_folder_remove (data_folder);
  g_free (data_folder);
  return status;
}
