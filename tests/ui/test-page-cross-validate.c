/* The page Cross-validate as one uses it: a run of texts with its learning
 * curve, folds that show as they end, cancelling, a class too small, leaving in
 * the middle. The figures are ink_cross_validate()'s own. */
#include "tests/ui/drop-file.h"
#include "tests/ui/on-screen.h"
#include "tests/ui/process-idle.h"
#include "tests/ui/small-mnist.h"

#include <json-glib/json-glib.h>

#include "core/base/error.h"
#include "ui/chart/chart-view.h"
#include "ui/cross-validate/cross-validate-file.h"
#include "ui/cross-validate/cross-validate-form.h"
#include "ui/cross-validate/cross-validate-panel.h"
#include "ui/cross-validate/fold-table.h"
#include "ui/cross-validate/learning-curve-row.h"
#include "ui/cross-validate/page-cross-validate.h"
#include "ui/evaluate/figure-card.h"
#include "ui/format.h"
#include "ui/text/text-file.h"

#define N_TEXTS 120

static char *folder;

/* Sentences of eight words, most of them a class's own. (transfer full) */
static char *
write_texts (const char *name, guint n_rare)
{
  GString *text = g_string_new (NULL);
  InkRng rng = ink_rng (7, INK_STREAM_TEST, n_rare, 0);
  char *path;

  for (guint i = 0; i < N_TEXTS + n_rare; i++)
    {
      const guint label = i < N_TEXTS ? i % 2 : 2;

      g_string_append (text, label == 0   ? "ham\t"
                             : label == 1 ? "spam\t"
                                          : "rare\t");
      for (guint w = 0; w < 8; w++)
        g_string_append_printf (text, "w%u ",
                                (guint) ink_rng_below (&rng, 20) + 8 * label);
      g_string_append_c (text, '\n');
    }
  path = temp_folder_write_text (folder, name, text->str);
  g_string_free (text, TRUE);
  return path;
}

static InkCrossValidateRequest
texts_request (const char *path, guint n_folds, guint n_repeats)
{
  InkCrossValidateRequest request
      = { .texts = TRUE,
          .data = path,
          .options = INK_CROSS_VALIDATION_OPTIONS_DEFAULT };

  request.options.n_folds = n_folds;
  request.options.n_repeats = n_repeats;
  request.options.seed = 5;
  request.options.level = 0.9;
  return request;
}

/* Of the small images: many models, so that folds have ended and others have
 * not when it is looked at, however many processors there are. */
static InkCrossValidateRequest
long_request (void)
{
  InkCrossValidateRequest request
      = { .data = "mnist", .options = INK_CROSS_VALIDATION_OPTIONS_DEFAULT };

  g_assert_true (ink_recipe_find ("seed", &request.recipe, NULL));
  request.recipe.epochs = 1;
  request.options.n_folds = 40;
  request.options.n_repeats = 100;
  return request;
}

typedef struct
{
  InkWorkbench *workbench;
  GtkWidget *window;
  InkPageCrossValidate *page;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->workbench = ink_workbench_new ();
  fixture->window = gtk_window_new ();
  fixture->page = INK_PAGE_CROSS_VALIDATE (
      ink_page_cross_validate_new (fixture->workbench));
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
  fixture->page = NULL;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->page != NULL)
    close_page (fixture);
  g_assert_finalize_object (fixture->workbench);
}

/* The first descendant of that type that has the style class, NULL for any. */
static GtkWidget *
find (GtkWidget *widget, GType type, const char *css_class)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && (css_class == NULL || gtk_widget_has_css_class (widget, css_class)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type, css_class);
  return found;
}

static const char *
panel_text (Fixture *fixture, gboolean heading)
{
  GtkWidget *panel = find (GTK_WIDGET (fixture->page),
                           INK_TYPE_CROSS_VALIDATE_PANEL, NULL);
  GtkWidget *label = heading ? find (panel, GTK_TYPE_LABEL, "heading")
                             : gtk_widget_get_last_child (panel);

  return gtk_label_get_text (GTK_LABEL (label));
}

static guint
n_rows (Fixture *fixture)
{
  return ink_fold_table_n_rows (INK_FOLD_TABLE (
      find (GTK_WIDGET (fixture->page), INK_TYPE_FOLD_TABLE, NULL)));
}

static void
run (Fixture *fixture, const InkCrossValidateRequest *request)
{
  ink_page_cross_validate_set_request (fixture->page, request);
  ink_page_cross_validate_start (fixture->page);
  on_screen_wait (!ink_page_cross_validate_is_busy (fixture->page));
}

/* (transfer full): without any window. */
static InkCrossValidation *
validate (const InkCrossValidateRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTextSet) texts = ink_text_file_load (
      request->data, INK_SPLIT_TRAIN, NULL, request->mail, NULL, &error);
  g_autoptr (InkLearner) learner = NULL;
  InkCrossValidation *validation;

  g_assert_no_error (error);
  learner = ink_learner_new_naive_bayes (
      texts, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, &error);
  g_assert_no_error (error);
  validation = ink_cross_validate (learner, &request->options, NULL, NULL,
                                   NULL, &error);
  g_assert_no_error (error);
  return validation;
}

static void
check_figures (InkCrossValidation *shown, InkCrossValidation *own)
{
  g_assert_cmpuint (ink_cross_validation_n_folds (shown), ==,
                    ink_cross_validation_n_folds (own));
  for (guint i = 0; i < INK_N_FIGURES; i++)
    {
      const InkFoldSummary a = ink_cross_validation_figure (shown, i);
      const InkFoldSummary b = ink_cross_validation_figure (own, i);

      g_assert_cmpfloat (a.mean, ==, b.mean);
      g_assert_cmpfloat (a.deviation, ==, b.deviation);
      g_assert_cmpfloat (a.low, ==, b.low);
      g_assert_cmpfloat (a.high, ==, b.high);
    }
}

/* Accuracy stands first. */
static void
check_card (Fixture *fixture, InkCrossValidation *own)
{
  const InkFoldSummary summary
      = ink_cross_validation_figure (own, INK_FIGURE_ACCURACY);
  GtkWidget *card
      = find (GTK_WIDGET (fixture->page), INK_TYPE_FIGURE_CARD, NULL);
  g_autofree char *mean = ink_format_figure (100 * summary.mean, 2, 100);
  g_autofree char *value = g_strconcat (mean, " %", NULL);
  g_autofree char *low = ink_format_figure (100 * summary.low, 2, 100);
  const char *remark = gtk_label_get_text (
      GTK_LABEL (find (card, GTK_TYPE_LABEL, "caption")));

  g_assert_cmpfloat (summary.deviation, >, 0); /* or it tells nothing */
  g_assert_cmpstr (gtk_label_get_text (
                       GTK_LABEL (find (card, GTK_TYPE_LABEL, "ink-figure"))),
                   ==, value);
  g_assert_nonnull (strstr (remark, low));
}

/* Every chart in sight says where it comes from. Returns: how many there
 * are. */
static guint
check_charts (GtkWidget *widget)
{
  guint n = 0;

  if (INK_IS_CHART_VIEW (widget) && gtk_widget_get_mapped (widget))
    {
      InkPlot *plot = ink_chart_view_get_plot (INK_CHART_VIEW (widget));

      g_assert_nonnull (plot);
      g_assert_cmpstr (ink_plot_fact (plot, "Model"), ==, "naive Bayes");
      g_assert_cmpstr (ink_plot_fact (plot, "Folds"), ==, "4");
      g_assert_cmpstr (ink_plot_fact (plot, "Repeats"), ==, "2");
      g_assert_cmpstr (ink_plot_fact (plot, "Seed"), ==, "5");
      g_assert_nonnull (ink_plot_fact (plot, "Data"));
      g_assert_cmpuint (strlen (ink_plot_fact (plot, "Data hash")), ==, 64);
      n = 1;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += check_charts (child);
  return n;
}

static void
check_json (Fixture *fixture, guint n_points)
{
  g_autofree char *path = g_build_filename (folder, "out.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  ink_page_cross_validate_export (fixture->page, path, &error);
  g_assert_no_error (error);
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpint (json_object_get_int_member (object, "folds"), ==, 4);
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (object, "results")),
      ==, 8);
  g_assert_true (json_object_has_member (object, "learning_curve")
                 == (n_points > 0));
  if (n_points == 0)
    return;
  object = json_object_get_object_member (object, "learning_curve");
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (object, "points")),
      ==, n_points);
}

/* With the curve there are three charts, without it two. */
static void
test_texts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_texts ("mail.tsv", 0);
  InkCrossValidateRequest request = texts_request (path, 4, 2);
  g_autoptr (InkCrossValidation) own = validate (&request);
  InkCrossValidation *shown;

  g_assert_null (ink_page_cross_validate_get_result (fixture->page));
  request.n_fractions = 2;
  request.fractions[0] = 0.5;
  request.fractions[1] = 1;
  request.figure = INK_FIGURE_MACRO_F1;
  run (fixture, &request);
  g_assert_cmpstr (panel_text (fixture, TRUE), ==, "Done");
  shown = ink_page_cross_validate_get_result (fixture->page);
  g_assert_nonnull (shown);
  check_figures (shown, own);
  check_card (fixture, own);
  g_assert_cmpuint (n_rows (fixture), ==, 8 + 4);
  on_screen_settle ();
  g_assert_cmpuint (check_charts (GTK_WIDGET (fixture->page)), ==, 3);
  check_json (fixture, 2);

  request.n_fractions = 0;
  run (fixture, &request);
  on_screen_settle ();
  g_assert_cmpuint (check_charts (GTK_WIDGET (fixture->page)), ==, 2);
  check_json (fixture, 0);
}

/* The folds of LeNet-5 come one by one; what is cancelled leaves those that had
 * ended, and no result. */
static void
test_live_and_cancel (Fixture *fixture, gconstpointer data)
{
  const InkCrossValidateRequest request = long_request ();
  guint rows;

  ink_page_cross_validate_set_request (fixture->page, &request);
  ink_page_cross_validate_start (fixture->page);
  g_assert_true (ink_page_cross_validate_is_busy (fixture->page));
  on_screen_wait (n_rows (fixture) > 0);
  g_assert_true (ink_page_cross_validate_is_busy (fixture->page));
  g_assert_cmpuint (n_rows (fixture), <, 4000);
  g_assert_null (ink_page_cross_validate_get_result (fixture->page));
  g_assert_nonnull (strstr (panel_text (fixture, FALSE), "Elapsed"));

  ink_page_cross_validate_cancel (fixture->page);
  on_screen_wait (!ink_page_cross_validate_is_busy (fixture->page));
  rows = n_rows (fixture);
  g_assert_cmpuint (rows, >, 0);
  g_assert_cmpuint (rows, <, 4000);
  g_assert_null (ink_page_cross_validate_get_result (fixture->page));
  g_assert_cmpstr (panel_text (fixture, TRUE), ==, "Cancelled");
  g_assert_nonnull (strstr (panel_text (fixture, FALSE), "of 4000 folds"));
}

/* Three of a class are no five folds: the page says which class, and what it
 * showed before is still there. */
static void
test_class_too_small (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_texts ("rare.tsv", 3);
  InkCrossValidateRequest request = texts_request (path, 3, 1);
  InkCrossValidation *before;

  run (fixture, &request);
  before = ink_page_cross_validate_get_result (fixture->page);
  g_assert_nonnull (before);
  request.options.n_folds = 5;
  run (fixture, &request);
  g_assert_cmpstr (panel_text (fixture, TRUE), ==, "Failed");
  g_assert_nonnull (strstr (panel_text (fixture, FALSE), "rare"));
  g_assert_true (ink_page_cross_validate_get_result (fixture->page) == before);
  g_assert_cmpuint (n_rows (fixture), ==, 3 + 4);
}

/* The form's options are those that the models are trained with: with these no
 * word is left. */
static void
test_bayes_options (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_texts ("options.tsv", 12);
  InkCrossValidateRequest request = texts_request (path, 3, 1);
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;

  options.min_df.value = 1000;
  request.bayes = &options;
  run (fixture, &request);
  g_assert_cmpstr (panel_text (fixture, TRUE), ==, "Failed");
  g_assert_nonnull (strstr (panel_text (fixture, FALSE), "min"));
  options.min_df.value = 2;
  run (fixture, &request);
  g_assert_nonnull (ink_page_cross_validate_get_result (fixture->page));
}

/* The file is gone by the time that it is read. */
static void
test_no_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder, "gone.tsv", NULL);
  const InkCrossValidateRequest request = texts_request (path, 3, 1);
  g_autofree char *out = g_build_filename (folder, "none.json", NULL);
  g_autoptr (GError) error = NULL;

  run (fixture, &request);
  g_assert_cmpstr (panel_text (fixture, TRUE), ==, "Failed");
  g_assert_nonnull (strstr (panel_text (fixture, FALSE), "gone.tsv"));
  g_assert_false (
      ink_page_cross_validate_export (fixture->page, out, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_ARGUMENT);
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
}

/* What cannot be done is not begun, and the page says why. */
static void
test_not_ready (Fixture *fixture, gconstpointer data)
{
  InkCrossValidateRequest request = long_request ();

  request.data = "my-digits"; /* of which none is kept */
  ink_page_cross_validate_set_request (fixture->page, &request);
  g_assert_cmpstr (panel_text (fixture, TRUE), ==, "Not ready");
  ink_page_cross_validate_start (fixture->page);
  g_assert_false (ink_page_cross_validate_is_busy (fixture->page));
  request.data = "mnist";
  ink_page_cross_validate_set_request (fixture->page, &request);
  g_assert_cmpstr (panel_text (fixture, TRUE), ==, "Ready");
}

/* The run ends with its page, long before it would by itself. */
static void
test_close_while_busy (Fixture *fixture, gconstpointer data)
{
  InkCrossValidateRequest request = long_request ();

  request.recipe.epochs = 4;
  ink_page_cross_validate_set_request (fixture->page, &request);
  ink_page_cross_validate_start (fixture->page);
  on_screen_wait (n_rows (fixture) > 0);
  g_assert_true (ink_page_cross_validate_is_busy (fixture->page));
  close_page (fixture);
  main_loop_poll (process_is_idle ());
}

/* On the form, while it asks for texts. */
static void
test_drop (Fixture *fixture, gconstpointer data)
{
  GtkWidget *form = find (GTK_WIDGET (fixture->page),
                          INK_TYPE_CROSS_VALIDATE_FORM, NULL);
  GtkWidget *row = find (form, INK_TYPE_CROSS_VALIDATE_FILE, NULL);
  g_autofree char *path = write_texts ("dropped.tsv", 0);
  GtkWidget *combo = find (form, ADW_TYPE_COMBO_ROW, NULL);

  g_assert_false (drop_file (form, path));
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), 1);
  on_screen_wait (gtk_widget_get_mapped (row));
  g_assert_true (drop_file (form, path));
  g_assert_cmpstr (
      ink_cross_validate_file_get_path (INK_CROSS_VALIDATE_FILE (row)), ==,
      path);
  g_assert_true (drop_file (form, "https://a.example/b.tsv")); /* it says so */
  g_assert_cmpstr (
      ink_cross_validate_file_get_path (INK_CROSS_VALIDATE_FILE (row)), ==,
      path);
}

/* The file of the last time is chosen at the next start. */
static void
test_last_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_texts ("last.tsv", 0);
  const InkCrossValidateRequest request = texts_request (path, 3, 1);
  GtkWidget *other;
  GtkWidget *combo;

  ink_page_cross_validate_set_request (fixture->page, &request);
  other = g_object_ref_sink (ink_page_cross_validate_new (fixture->workbench));
  combo = find (other, ADW_TYPE_COMBO_ROW, NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), 1);
  ink_page_cross_validate_start (INK_PAGE_CROSS_VALIDATE (other));
  g_assert_true (
      ink_page_cross_validate_is_busy (INK_PAGE_CROSS_VALIDATE (other)));
  on_screen_wait (
      !ink_page_cross_validate_is_busy (INK_PAGE_CROSS_VALIDATE (other)));
  g_assert_nonnull (
      ink_page_cross_validate_get_result (INK_PAGE_CROSS_VALIDATE (other)));
  on_screen_settle ();
  g_assert_finalize_object (other);
}

static void
test_parts (void)
{
  static const char *const bad[]
      = { "", "0", "50, 20", "20, 20", "101", "10, x", "10,,20", "nan",
          "-5, 10" };
  double fractions[INK_LEARNING_CURVE_MAX_POINTS];
  g_autoptr (GString) many = g_string_new ("1");
  guint n = 7;

  g_assert_true (ink_parse_parts (" 10, 20 ,50.5, 100 %", fractions, &n, NULL));
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpfloat (fractions[0], ==, 0.1);
  g_assert_cmpfloat (fractions[2], ==, 0.505);
  g_assert_cmpfloat (fractions[3], ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ink_parse_parts (bad[i], fractions, &n, &error));
      g_assert_error (error, INK_ERROR, INK_ERROR_ARGUMENT);
    }
  for (guint i = 2; i <= INK_LEARNING_CURVE_MAX_POINTS + 1; i++)
    g_string_append_printf (many, ",%u", i);
  g_assert_false (ink_parse_parts (many->str, fractions, &n, NULL));
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpfloat (fractions[0], ==, 0.1);
}

#define ADD(name, func)                                                        \
  g_test_add ("/ui/page-cross-validate/" name, Fixture, NULL, set_up, func,    \
              tear_down)

int
main (int argc, char *argv[])
{
  int status = 0;

  folder = small_mnist_new ();
  g_test_init (&argc, &argv, NULL);
  ADD ("texts", test_texts);
  ADD ("live-and-cancel", test_live_and_cancel);
  ADD ("class-too-small", test_class_too_small);
  ADD ("bayes-options", test_bayes_options);
  ADD ("no-file", test_no_file);
  ADD ("not-ready", test_not_ready);
  ADD ("last-file", test_last_file);
  ADD ("drop", test_drop);
  ADD ("close-while-busy", test_close_while_busy);
  g_test_add_func ("/ui/page-cross-validate/parts", test_parts);
  if (on_screen_init ())
    status = g_test_run ();
  temp_folder_remove (folder);
  g_free (folder);
  return status;
}
