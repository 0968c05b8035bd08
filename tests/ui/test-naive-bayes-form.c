/* The form of naive Bayes: what it gives by default, each field there and back,
 * what it has against a field and where it says so, and that it is of one piece
 * with the widgets in it. */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "tests/data/temp-folder.h"

#include "core/base/error.h"
#include "core/model/naive-bayes-recipe.h"
#include "core/model/naive-bayes-text.h"
#include "ui/naive-bayes/naive-bayes-form.h"

typedef struct
{
  InkNaiveBayesForm *form;
  guint n_changes;
} Fixture;

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changes++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->form
      = INK_NAIVE_BAYES_FORM (g_object_ref_sink (ink_naive_bayes_form_new ()));
  g_signal_connect_swapped (fixture->form, "changed", G_CALLBACK (changed_cb),
                            fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->form);
}

/* The row of that title. */
static GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget)
      && g_strcmp0 (adw_preferences_row_get_title (
                        ADW_PREFERENCES_ROW (widget)),
                    title)
             == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
row (Fixture *fixture, const char *title)
{
  GtkWidget *found = find_row (GTK_WIDGET (fixture->form), title);

  g_assert_nonnull (found);
  return found;
}

static void
type (Fixture *fixture, const char *title, const char *text)
{
  GtkWidget *entry = adw_action_row_get_activatable_widget (
      ADW_ACTION_ROW (row (fixture, title)));

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static char *
options_text (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  InkNaiveBayesOptions options;

  ink_naive_bayes_form_get_options (fixture->form, &options, &error);
  g_assert_no_error (error);
  return ink_naive_bayes_options_text (&options);
}

static void
assert_text (Fixture *fixture, const InkNaiveBayesOptions *expected)
{
  g_autofree char *text = options_text (fixture);
  g_autofree char *wanted = ink_naive_bayes_options_text (expected);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_defaults (Fixture *fixture, gconstpointer data)
{
  assert_text (fixture, &INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_assert_cmpstr (ink_naive_bayes_form_get_recipe (fixture->form), ==,
                   "default");
  g_assert_cmpuint (fixture->n_changes, ==, 0);
}

static void
test_there_and_back (Fixture *fixture, gconstpointer data)
{
  static const double prior[] = { 0.25, 0.75 };
  const InkNaiveBayesOptions options = {
    .analyzer = INK_ANALYZER_CHAR_WB,
    .ngram_min = 2,
    .ngram_max = 5,
    .min_df = { 3, FALSE },
    .max_df = { 0.5, TRUE },
    .max_features = 1234,
    .alpha = 0.01,
    .sublinear_tf = TRUE,
    .norm = INK_NORM_L1,
    .compact = TRUE,
    .idf = INK_IDF_PLAIN,
    .events = INK_EVENTS_COMPLEMENT,
    .complement_norm = TRUE,
    .prior = INK_PRIOR_GIVEN,
    .class_prior = prior,
    .n_class_prior = 2,
  };
  const InkNaiveBayesRecipe *recipes;
  guint n_recipes;

  ink_naive_bayes_form_set_options (fixture->form, &options);
  assert_text (fixture, &options);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  g_assert_null (ink_naive_bayes_form_get_recipe (fixture->form));
  /* As all recipes do. */
  recipes = ink_naive_bayes_recipes (&n_recipes);
  for (guint i = 0; i < n_recipes; i++)
    {
      adw_combo_row_set_selected (ADW_COMBO_ROW (row (fixture, "Recipe")), i);
      assert_text (fixture, &recipes[i].options);
      g_assert_cmpstr (ink_naive_bayes_form_get_recipe (fixture->form), ==,
                       recipes[i].name);
    }
  /* A recipe fills all of it in again. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (row (fixture, "Recipe")), 0);
  assert_text (fixture, &INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row (fixture, "Recipe")), 1);
  assert_text (fixture, &ink_naive_bayes_recipe ("best-text")->options);
  g_assert_cmpstr (ink_naive_bayes_form_get_recipe (fixture->form), ==,
                   "best-text");
}

/* What is typed into @title is refused there, and the error names it. */
static void
assert_refused (Fixture *fixture, const char *title, const char *text)
{
  GtkWidget *field = row (fixture, title);
  g_autoptr (GError) error = NULL;
  InkNaiveBayesOptions options;

  type (fixture, title, text);
  g_assert_true (gtk_widget_has_css_class (field, "error"));
  g_assert_nonnull (
      strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (field)),
              "expected"));
  g_assert_false (
      ink_naive_bayes_form_get_options (fixture->form, &options, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_ARGUMENT);
  g_assert_true (g_str_has_prefix (error->message, title));
}

static void
assert_taken (Fixture *fixture, const char *title, const char *text)
{
  g_autoptr (GError) error = NULL;
  InkNaiveBayesOptions options;

  type (fixture, title, text);
  g_assert_false (gtk_widget_has_css_class (row (fixture, title), "error"));
  ink_naive_bayes_form_get_options (fixture->form, &options, &error);
  g_assert_no_error (error);
}

static void
test_wrong_fields (Fixture *fixture, gconstpointer data)
{
  static const char least[] = "Least document frequency";
  static const char greatest[] = "Greatest document frequency";
  InkNaiveBayesOptions options;

  assert_refused (fixture, "Alpha", "0");
  assert_refused (fixture, "Alpha", "much");
  assert_taken (fixture, "Alpha", "1e-3");
  assert_refused (fixture, least, "0");
  assert_refused (fixture, least, "1.5");
  assert_taken (fixture, least, "4");
  assert_refused (fixture, greatest, "3");
  assert_taken (fixture, greatest, "4");
  assert_taken (fixture, greatest, "0.9");
  type (fixture, "N-grams from", "3");
  ink_naive_bayes_form_commit (fixture->form);
  g_assert_true (
      gtk_widget_has_css_class (row (fixture, "N-grams to"), "error"));
  type (fixture, "N-grams to", "3");
  ink_naive_bayes_form_commit (fixture->form);
  g_assert_false (
      gtk_widget_has_css_class (row (fixture, "N-grams to"), "error"));
  g_assert_true (
      ink_naive_bayes_form_get_options (fixture->form, &options, NULL));
  g_assert_cmpuint (options.ngram_min, ==, 3);
}

static void
test_prior (Fixture *fixture, gconstpointer data)
{
  static const char title[] = "Prior of each class";
  g_autoptr (GError) error = NULL;
  InkNaiveBayesOptions options;

  g_assert_false (gtk_widget_get_visible (row (fixture, title)));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row (fixture, "Prior")),
                              INK_PRIOR_GIVEN);
  g_assert_true (gtk_widget_get_visible (row (fixture, title)));
  assert_refused (fixture, title, "0.5, 0.6");
  assert_refused (fixture, title, "1");
  assert_taken (fixture, title, "0.5, 0.2, 0.3");
  ink_naive_bayes_form_get_options (fixture->form, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (options.n_class_prior, ==, 3);
  g_assert_cmpfloat (options.class_prior[2], ==, 0.3);
}

static void
test_stop_words (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "stop.txt", NULL);
  g_autoptr (GError) error = NULL;
  InkNaiveBayesOptions options;

  g_assert_true (g_file_set_contents (path, "the\n\n  of \n", -1, NULL));
  ink_naive_bayes_form_set_stop_words (fixture->form, path);
  ink_naive_bayes_form_get_options (fixture->form, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length ((GStrv) options.stop_words), ==, 2);
  g_assert_cmpstr (options.stop_words[1], ==, "of");
  /* Characters have none. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (row (fixture, "Analyzer")),
                              INK_ANALYZER_CHAR);
  ink_naive_bayes_form_get_options (fixture->form, &options, &error);
  g_assert_null (options.stop_words);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row (fixture, "Analyzer")),
                              INK_ANALYZER_WORD);

  g_unlink (path);
  ink_naive_bayes_form_set_stop_words (fixture->form, path);
  g_assert_false (
      ink_naive_bayes_form_get_options (fixture->form, &options, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_ARGUMENT);
  g_assert_true (
      gtk_widget_has_css_class (row (fixture, "Stop words"), "error"));
  ink_naive_bayes_form_set_stop_words (fixture->form, NULL);
  g_assert_true (
      ink_naive_bayes_form_get_options (fixture->form, &options, NULL));
  temp_folder_remove (folder);
}

/* Options outlive the form as a copy. */
static void
test_copy (void)
{
  static const char *const words[] = { "the", NULL };
  static const double prior[] = { 0.5, 0.5 };
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  InkNaiveBayesOptions copy;

  options.stop_words = words;
  options.class_prior = prior;
  options.n_class_prior = 2;
  ink_naive_bayes_options_copy (&options, &copy);
  g_assert_true (copy.stop_words != options.stop_words);
  g_assert_true (g_strv_equal (copy.stop_words, words));
  g_assert_cmpmem (copy.class_prior, sizeof prior, prior, sizeof prior);
  ink_naive_bayes_options_clear (&copy);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/naive-bayes-form/copy", test_copy);
  if (!gtk_init_check ())
    {
      g_test_message ("no display: only what needs none is tested");
      return g_test_run ();
    }
  adw_init ();
  add ("/ui/naive-bayes-form/defaults", test_defaults);
  add ("/ui/naive-bayes-form/there-and-back", test_there_and_back);
  add ("/ui/naive-bayes-form/wrong-fields", test_wrong_fields);
  add ("/ui/naive-bayes-form/prior", test_prior);
  add ("/ui/naive-bayes-form/stop-words", test_stop_words);
  return g_test_run ();
}
