/* What one can choose on the page Evaluate beyond the known data sets: text
 * models, files of one's own, splits, model files; and what is said where it
 * does not fit. */
#include "tests/ui/drop-file.h"
#include "tests/ui/find-widget.h"
#include "tests/ui/on-screen.h"
#include "tests/ui/small-mnist.h"

#include "core/data/dataset.h"
#include "core/model/naive-bayes.h"
#include "core/store/checkpoint.h"
#include "ui/evaluate/page-evaluate.h"
#include "ui/settings.h"

static char *folder; /* of the test's files */
static InkModel *digits;

static InkModel *
train_texts (void)
{
  static const char *const texts[]
      = { "goalie saves the puck", "the puck on ice", "orbit of the moon",
          "shuttle in orbit" };
  static const guint32 labels[] = { 0, 0, 1, 1 };
  static const char *const classes[] = { "hockey", "space", NULL };
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (InkTextSet) set = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_ptr_array_add (copies, g_strdup (texts[i]));
  set = ink_text_set_new ("small", copies, g_bytes_new (labels, sizeof labels),
                          g_strdupv ((GStrv) classes), NULL);
  return ink_naive_bayes_train (set, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, NULL);
}

typedef struct
{
  InkWorkbench *workbench;
  GtkWidget *window;
  InkPageEvaluate *page;
  char *message; /* the last one said */
} Fixture;

static void
message_cb (Fixture *fixture, const char *message)
{
  g_free (fixture->message);
  fixture->message = g_strdup (message);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (InkModel) texts = train_texts ();

  fixture->workbench = ink_workbench_new ();
  g_signal_connect_swapped (fixture->workbench, "message",
                            G_CALLBACK (message_cb), fixture);
  ink_workbench_set_digit_model (
      fixture->workbench,
      ink_workbench_add_model (fixture->workbench, digits, "digits"));
  ink_workbench_set_text_model (
      fixture->workbench,
      ink_workbench_add_model (fixture->workbench, texts, "texts"));
  fixture->page
      = INK_PAGE_EVALUATE (ink_page_evaluate_new (fixture->workbench));
  fixture->window = gtk_window_new ();
  g_object_ref (fixture->page);
  gtk_window_set_child (GTK_WINDOW (fixture->window),
                        GTK_WIDGET (fixture->page));
  gtk_window_present (GTK_WINDOW (fixture->window));
  on_screen_wait (gtk_widget_get_mapped (GTK_WIDGET (fixture->page)));
  on_screen_wait (!ink_page_evaluate_is_busy (fixture->page));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  on_screen_settle ();
  on_screen_let_go (fixture->page);
  g_assert_finalize_object (fixture->page);
  g_assert_finalize_object (fixture->workbench);
  g_free (fixture->message);
}

/* By a drop, and waits. */
static void
choose (Fixture *fixture, const char *name, const char *content)
{
  g_autofree char *path
      = content != NULL
            ? temp_folder_write_text (folder, name, content)
            : g_build_filename (folder, name, NULL);

  g_assert_true (drop_file (GTK_WIDGET (fixture->page), path));
  on_screen_wait (!ink_page_evaluate_is_busy (fixture->page));
}

/* What this ends in: "accuracy count", or the title of the page's message. */
static void
assert_shown (Fixture *fixture, const char *expected)
{
  InkEvaluation *evaluation
      = ink_page_evaluate_get_evaluation (fixture->page);
  GtkWidget *status = find_widget (GTK_WIDGET (fixture->page),
                                   ADW_TYPE_STATUS_PAGE, NULL);
  g_autofree char *shown = NULL;

  if (evaluation != NULL)
    shown = g_strdup_printf ("%.2f %u", ink_evaluation_accuracy (evaluation),
                             (guint) ink_evaluation_count (evaluation));
  else
    shown = g_strdup (
        adw_status_page_get_title (ADW_STATUS_PAGE (status)));
  if (!g_str_has_suffix (shown, expected))
    g_assert_cmpstr (shown, ==, expected);
}

static const char *
explanation (Fixture *fixture)
{
  GtkWidget *status = find_widget (GTK_WIDGET (fixture->page),
                                   ADW_TYPE_STATUS_PAGE, NULL);

  return adw_status_page_get_description (ADW_STATUS_PAGE (status));
}

/* The page's drop-downs: model, data, and where there are any, splits. */
static GtkDropDown *
drop_down (Fixture *fixture, const char *name)
{
  GtkWidget *model = find_widget (GTK_WIDGET (fixture->page),
                                  GTK_TYPE_DROP_DOWN, NULL);
  GtkWidget *row
      = gtk_widget_get_parent (gtk_widget_get_parent (model));
  GtkWidget *linked = gtk_widget_get_first_child (row);

  if (strcmp (name, "model") == 0)
    return GTK_DROP_DOWN (model);
  linked = gtk_widget_get_next_sibling (
      gtk_widget_get_next_sibling (linked));
  if (strcmp (name, "data") == 0)
    return GTK_DROP_DOWN (gtk_widget_get_first_child (linked));
  return GTK_DROP_DOWN (gtk_widget_get_next_sibling (linked));
}

static const char *
chosen_model (Fixture *fixture)
{
  return ink_model_entry_get_title (
      gtk_drop_down_get_selected_item (drop_down (fixture, "model")));
}

static void
choose_model (Fixture *fixture, const char *title)
{
  GtkDropDown *models = drop_down (fixture, "model");
  GListModel *list = gtk_drop_down_get_model (models);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (InkModelEntry) entry = g_list_model_get_item (list, i);

      if (strcmp (ink_model_entry_get_title (entry), title) == 0)
        gtk_drop_down_set_selected (models, i);
    }
  on_screen_wait (!ink_page_evaluate_is_busy (fixture->page));
}

/* Texts are for the text model; what was chosen is remembered. */
static void
test_texts (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) kept = NULL;

  assert_shown (fixture, " 100"); /* MNIST's test set */
  choose (fixture, "some.tsv",
          "hockey\tthe puck\nspace\tmoon orbit\nhockey\tshuttle orbit\n"
          "hockey\tice\n");
  assert_shown (fixture, "0.75 4");
  g_assert_cmpstr (chosen_model (fixture), ==, "texts");

  choose_model (fixture, "digits");
  assert_shown (fixture, " 100"); /* nothing was lost */
  choose_model (fixture, "texts");
  assert_shown (fixture, "0.75 4");

  kept = ink_settings_get_data ("texts");
  g_assert_true (g_str_has_suffix (kept[0], "some.tsv"));
}

static void
test_split (Fixture *fixture, gconstpointer data)
{
  GtkWidget *split = GTK_WIDGET (drop_down (fixture, "split"));

  g_assert_true (gtk_widget_get_visible (split));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (split), INK_SPLIT_TRAIN);
  g_assert_true (ink_page_evaluate_is_busy (fixture->page));
  on_screen_wait (!ink_page_evaluate_is_busy (fixture->page));
  assert_shown (fixture, " 400");
  choose (fixture, "whole.tsv", "hockey\tthe puck\nspace\tmoon\n");
  assert_shown (fixture, "1.00 2");
  g_assert_false (gtk_widget_get_visible (split));
}

/* The labels are numbers, and their names are in a file beside them. */
static void
test_named (Fixture *fixture, gconstpointer data)
{
  g_free (temp_folder_write_text (folder, "numbers/class.txt",
                                  "space\nhockey\n"));
  choose (fixture, "numbers/dev.tsv", "the puck\t1\nmoon orbit\t0\n");
  assert_shown (fixture, "1.00 2");
}

static void
test_unknown_labels (Fixture *fixture, gconstpointer data)
{
  choose (fixture, "mail.tsv", "ham\thello there\nspam\twin a prize\n");
  assert_shown (fixture, "Model and Data Do Not Fit");
  g_assert_nonnull (strstr (explanation (fixture), "ham"));
  g_assert_nonnull (strstr (explanation (fixture), "hockey, space"));
}

/* What cannot be read is said, and what was shown stays. */
static void
test_no_data (Fixture *fixture, gconstpointer data)
{
  choose (fixture, "missing.tsv", NULL);
  assert_shown (fixture, " 100");
  g_assert_nonnull (strstr (fixture->message, "missing.tsv"));
  choose (fixture, "empty.tsv", "");
  assert_shown (fixture, "Cannot Evaluate");
  g_assert_nonnull (strstr (explanation (fixture), "expected"));
}

/* Gone since it was chosen. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder, "gone.tsv", NULL);

  choose (fixture, "gone.tsv", "hockey\tthe puck\nspace\tmoon\n");
  assert_shown (fixture, "1.00 2");
  choose_model (fixture, "digits");
  g_assert_cmpint (g_unlink (path), ==, 0);
  choose_model (fixture, "texts");
  assert_shown (fixture, "Data Not Found");
}

static void
test_one_class (Fixture *fixture, gconstpointer data)
{
  choose (fixture, "one.tsv", "hockey\tthe puck\nhockey\tice\n");
  assert_shown (fixture, "1.00 2");
}

static void
test_model_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (InkModel) model = train_texts ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path
      = g_build_filename (folder, "own.safetensors", NULL);
  GListModel *models = ink_workbench_get_text_models (fixture->workbench);
  const guint before = g_list_model_get_n_items (models);

  ink_checkpoint_save (model, path, &error);
  g_assert_no_error (error);
  ink_page_evaluate_open (fixture->page, path);
  on_screen_wait (g_list_model_get_n_items (models) > before);
  g_assert_cmpstr (chosen_model (fixture), ==, "own");

  choose (fixture, "bad.safetensors", "no model");
  on_screen_wait (fixture->message != NULL);
  g_assert_nonnull (strstr (fixture->message, "bad.safetensors"));
  g_assert_cmpuint (g_list_model_get_n_items (models), ==, before + 1);
}

static void
add (const char *name, void (*func) (Fixture *, gconstpointer))
{
  g_autofree char *path
      = g_strconcat ("/ui/evaluate-source/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char *argv[])
{
  int status = 0;

  folder = small_mnist_new ();
  g_test_init (&argc, &argv, NULL);
  digits = small_model_new ();
  add ("split", test_split);
  add ("texts", test_texts);
  add ("named", test_named);
  add ("unknown-labels", test_unknown_labels);
  add ("no-data", test_no_data);
  add ("gone", test_gone);
  add ("one-class", test_one_class);
  add ("model-file", test_model_file);
  if (on_screen_init ())
    status = g_test_run ();
  ink_model_unref (digits);
  temp_folder_remove (folder);
  g_free (folder);
  return status;
}
