/* From an exported picture back to its run: where the run is there, on the
 * Train page, with curves and recipe; else a dialog; and never by a name that
 * leads elsewhere. */
#include "tests/ui/drop-file.h"
#include "tests/ui/on-screen.h"
#include "tests/ui/small-mnist.h"

#include "core/base/error.h"
#include "core/data/picture.h"
#include "ui/chart/chart-facts.h"
#include "ui/chart/chart-opener.h"
#include "ui/chart/chart-view.h"
#include "ui/draw/sheet-content.h"
#include "ui/plot/plot-export.h"
#include "ui/plot/png-texts.h"
#include "ui/train/run.h"
#include "ui/train/train-form.h"
#include "ui/window.h"

static char *home; /* the user's folders */

/* A chart of a run of that name, on data of that hash. (transfer full) */
static char *
export_chart (const char *run, const char *hash)
{
  g_autoptr (InkPlot) plot = ink_plot_new ("Loss");
  char *path = g_build_filename (home, "chart.png", NULL);
  g_autoptr (GError) error = NULL;
  InkExportOptions options;

  ink_plot_set_fact (plot, "Run", run);
  ink_plot_set_fact (plot, "Data hash", hash);
  ink_plot_set_fact (plot, "Recipe",
                     "line one\nline two\u2028three\u202e4\u2066five");
  ink_export_options_init (&options);
  options.width = options.height = 100;
  g_assert_true (ink_plot_export_png (plot, &options, path, &error));
  g_assert_no_error (error);
  return path;
}

/* A run of two epochs; (transfer full) */
static InkRun *
finished_run (void)
{
  InkRunOptions options
      = { .data = "mnist", .recipe = small_recipe (2), .n_threads = 1 };
  g_autoptr (GError) error = NULL;
  InkRun *run;

  options.recipe.seed = 77;
  run = ink_run_new (&options, &error);
  g_assert_no_error (error);
  on_screen_wait (!ink_run_is_active (run));
  g_assert_nonnull (ink_run_get_folder (run));
  g_assert_nonnull (ink_run_get_data_hash (run));
  return run;
}

static InkWindow *
open_window (InkWorkbench *workbench)
{
  InkWindow *window = ink_window_new (NULL, workbench);

  gtk_window_present (GTK_WINDOW (window));
  on_screen_wait (gtk_widget_get_mapped (GTK_WIDGET (window)));
  return window;
}

static void
close_window (InkWindow *window, InkWorkbench *workbench)
{
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  on_screen_wait (window == NULL);
  on_screen_wait (G_OBJECT (workbench)->ref_count == 1);
  g_assert_finalize_object (workbench);
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The facts' dialog; NULL where there is none. */
static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

static void
check_dialog (const char *note)
{
  GtkWidget *dialog;

  on_screen_wait (find_dialog () != NULL);
  dialog = find_dialog ();
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)),
                   ==, "Loss");
  g_assert_true (g_str_has_prefix (
      adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), note));
  gtk_window_destroy (GTK_WINDOW (dialog));
  on_screen_wait (find_dialog () == NULL);
}

static void
test_run (void)
{
  g_autoptr (InkRun) run = finished_run ();
  g_autofree char *name = g_path_get_basename (ink_run_get_folder (run));
  g_autofree char *path = export_chart (name, ink_run_get_data_hash (run));
  InkWorkbench *workbench = ink_workbench_new ();
  InkWindow *window = open_window (workbench);
  GtkWidget *view;
  GtkWidget *form;
  InkRunOptions options;
  g_autofree char *csv = NULL;

  ink_window_open_chart (window, path);
  on_screen_wait (
      (view = find_widget (GTK_WIDGET (window), INK_TYPE_CHART_VIEW)) != NULL
      && ink_plot_fact (ink_chart_view_get_plot (INK_CHART_VIEW (view)), "Run")
             != NULL);
  g_assert_cmpstr (
      ink_plot_fact (ink_chart_view_get_plot (INK_CHART_VIEW (view)), "Run"),
      ==, name);
  csv = ink_plot_to_csv (ink_chart_view_get_plot (INK_CHART_VIEW (view)));
  g_assert_nonnull (strstr (csv, "\nvalidation,2,"));
  form = find_widget (GTK_WIDGET (window), INK_TYPE_TRAIN_FORM);
  ink_train_form_get (INK_TRAIN_FORM (form), &options);
  g_assert_cmpuint (options.recipe.epochs, ==, 2);
  g_assert_cmpuint (options.recipe.batch_size, ==, 50);
  g_assert_cmpuint (options.recipe.seed, ==, 77);
  g_assert_null (find_dialog ());
  close_window (window, workbench);
}

/* A chart of what a run's model does, on other examples, leads to it too. */
static void
test_model (void)
{
  g_autoptr (InkRun) run = finished_run ();
  g_autofree char *name = g_path_get_basename (ink_run_get_folder (run));
  InkModel *model = ink_run_get_model (run);
  g_autoptr (GPtrArray) texts = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  g_assert_cmpstr (ink_model_fact (model, "run"), ==, name);
  g_assert_cmpstr (ink_model_fact (model, "data_hash"), ==,
                   ink_run_get_data_hash (run));
  path = export_chart (ink_model_fact (model, "run"), NULL);
  texts = ink_chart_opener_read (path, NULL);
  folder = ink_chart_opener_find_run (texts, NULL);
  g_assert_cmpstr (folder, ==, ink_run_get_folder (run));
}

static void
test_gone (void)
{
  g_autoptr (InkRun) run = finished_run ();
  g_autofree char *name = g_path_get_basename (ink_run_get_folder (run));
  g_autofree char *other = export_chart (name, "0123");
  InkWorkbench *workbench = ink_workbench_new ();
  InkWindow *window = open_window (workbench);

  ink_window_open_chart (window, other);
  check_dialog ("The run of that name on this computer was on other data");
  g_free (export_chart ("2001-01-01-000000", NULL));
  ink_window_open_chart (window, other);
  check_dialog ("The run is not on this computer");
  g_free (export_chart (NULL, NULL));
  ink_window_open_chart (window, other);
  check_dialog ("The run is not on this computer");
  close_window (window, workbench);
}

/* A run under way is not taken off the page. */
static void
test_busy (void)
{
  g_autoptr (InkRun) kept = finished_run ();
  g_autofree char *name = g_path_get_basename (ink_run_get_folder (kept));
  g_autofree char *path = export_chart (name, NULL);
  const InkRunOptions options
      = { .data = "mnist", .recipe = small_recipe (10000), .n_threads = 1 };
  InkWorkbench *workbench = ink_workbench_new ();
  InkWindow *window = open_window (workbench);
  g_autoptr (InkRun) run = ink_run_new (&options, NULL);

  ink_workbench_set_run (workbench, run);
  ink_window_open_chart (window, path);
  check_dialog ("Its curves can be shown once the present run has ended");
  ink_run_stop (run);
  on_screen_wait (!ink_run_is_active (run));
  close_window (window, workbench);
}

static void
say_cb (InkWorkbench *workbench, const char *message, char **said)
{
  g_free (*said);
  *said = g_strdup (message);
}

static void
test_others (void)
{
  static const char *const contents[] = { "", "no picture", "\x89PNG\r\n" };
  g_autofree char *path = g_build_filename (home, "other.png", NULL);
  g_autofree char *said = NULL;
  InkWorkbench *workbench = ink_workbench_new ();
  InkWindow *window = open_window (workbench);

  g_signal_connect (workbench, "message", G_CALLBACK (say_cb), &said);
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
      ink_window_open_chart (window, path);
      g_assert_true (g_str_has_prefix (said, path));
    }
  ink_window_open_chart (window, "/nowhere/at/all.png");
  g_assert_true (g_str_has_prefix (said, "/nowhere/at/all.png"));
  g_assert_null (find_dialog ());
  close_window (window, workbench);
}

static void
test_drop (void)
{
  g_autofree char *path = export_chart ("2001-01-01-000000", NULL);
  InkWorkbench *workbench = ink_workbench_new ();
  InkWindow *window = open_window (workbench);

  g_assert_false (drop_file (GTK_WIDGET (window), "https://a.example/a.png"));
  g_assert_true (drop_file (GTK_WIDGET (window), path));
  check_dialog ("The run is not on this computer");
  close_window (window, workbench);
}

/* A chart of that many facts, of that many letters; (transfer full) */
static char *
export_facts (guint n, gsize length)
{
  g_autoptr (InkPlot) plot = ink_plot_new ("Loss");
  char *path = g_build_filename (home, "facts.png", NULL);
  g_autofree char *value = g_strnfill (length, 'x');
  InkExportOptions options;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("Key %u", i);

      ink_plot_set_fact (plot, key, value);
    }
  ink_plot_set_fact (plot, "Run", "2001-01-01-000000");
  ink_export_options_init (&options);
  options.width = options.height = 100;
  g_assert_true (ink_plot_export_png (plot, &options, path, NULL));
  return path;
}

/* The dialog fits a small screen, begins at the first fact and shows a few
 * without any bar. */
static void
test_many_facts (void)
{
  InkWorkbench *workbench = ink_workbench_new ();
  InkWindow *window = open_window (workbench);

  for (guint n = 2; n <= 16; n += 14)
    {
      g_autofree char *path = export_facts (n, n == 2 ? 5 : 390);
      GtkAdjustment *at;
      GtkWidget *dialog, *facts;

      ink_window_open_chart (window, path);
      on_screen_wait ((dialog = find_dialog ()) != NULL
                      && gtk_widget_get_height (dialog) > 0);
      on_screen_settle ();
      facts = adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog));
      at = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (facts));
      g_test_message ("dialog %d, facts %d of %g at %g",
                      gtk_widget_get_height (dialog),
                      gtk_widget_get_height (facts),
                      gtk_adjustment_get_upper (at),
                      gtk_adjustment_get_value (at));
      g_assert_cmpint (gtk_widget_get_height (dialog), <, 600);
      on_screen_wait ((gtk_adjustment_get_upper (at)
                       > gtk_adjustment_get_page_size (at))
                      == (n == 16));
      g_assert_cmpfloat (gtk_adjustment_get_value (at), ==, 0);
      check_dialog ("The run is not on this computer");
    }
  close_window (window, workbench);
}

/* Names from a file are anybody's. */
static void
test_names (void)
{
  static const char *const bad[]
      = { "", ".", "..", "../runs", "/etc", "a/b", "none", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (ink_kept_run_find (NULL, bad[i]));
}

static void
test_describe (void)
{
  g_autofree char *path = export_chart ("a", "b");
  g_autoptr (GPtrArray) texts = ink_chart_opener_read (path, NULL);
  g_autofree char *facts = NULL;
  g_autofree char *many = NULL;

  g_assert_nonnull (texts);
  facts = ink_chart_opener_describe (texts);
  g_assert_nonnull (strstr (facts, "Run: a\nData hash: b\nRecipe: line one "
                                   "line two three 4 five"));
  for (guint i = 0; i < 100; i++)
    {
      g_ptr_array_add (texts, g_strdup ("Key"));
      g_ptr_array_add (texts, g_strnfill (10000, 'x'));
    }
  many = ink_chart_opener_describe (texts);
  g_assert_cmpuint (strlen (many), <, 20 * 500);
}

/* On the sheet of Draw a chart is no digit, and any other picture still is. */
static void
test_sheet (void)
{
  g_autofree char *chart = export_chart ("a", NULL);
  g_autofree char *digit = g_build_filename (home, "digit.png", NULL);
  g_autofree guint8 *pixels = g_malloc0 (28 * 28);
  g_autoptr (InkSheetContent) first = ink_sheet_content_read (chart, NULL);
  g_autoptr (InkSheetContent) second = NULL;

  g_assert_nonnull (first);
  g_assert_cmpstr (first->chart, ==, chart);
  g_assert_null (first->pixels);
  g_assert_true (ink_picture_write_grey (digit, pixels, 28, 28, NULL));
  second = ink_sheet_content_read (digit, NULL);
  g_assert_null (second->chart);
  g_assert_nonnull (second->pixels);
}

/* Runs whose files are damaged. */
static void
test_damaged (void)
{
  static const char *const records[] = { "", "[]", "{", "{}" };
  g_autofree char *folder
      = g_build_filename (home, "inkling", "runs", "bad", NULL);
  g_autofree char *record = g_build_filename (folder, "run.json", NULL);
  g_autofree char *events = g_build_filename (folder, "events.jsonl", NULL);
  g_autoptr (InkKeptRun) bare = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (record, records[i], -1, NULL));
      g_assert_null (ink_kept_run_load (folder, &error));
      g_assert_nonnull (error);
    }
  g_assert_true (g_file_set_contents (events, "", -1, NULL));
  bare = ink_kept_run_load (folder, NULL);
  g_assert_nonnull (bare);
  g_assert_cmpstr (bare->title, ==, "bad");
  g_assert_false (bare->has_recipe);
  g_assert_cmpuint (bare->events->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  int status = 0;

  home = small_mnist_new ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/chart-opener/run", test_run);
  g_test_add_func ("/ui/chart-opener/model", test_model);
  g_test_add_func ("/ui/chart-opener/gone", test_gone);
  g_test_add_func ("/ui/chart-opener/busy", test_busy);
  g_test_add_func ("/ui/chart-opener/drop", test_drop);
  g_test_add_func ("/ui/chart-opener/others", test_others);
  g_test_add_func ("/ui/chart-opener/names", test_names);
  g_test_add_func ("/ui/chart-opener/many-facts", test_many_facts);
  g_test_add_func ("/ui/chart-opener/describe", test_describe);
  g_test_add_func ("/ui/chart-opener/sheet", test_sheet);
  g_test_add_func ("/ui/chart-opener/damaged", test_damaged);
  if (on_screen_init ())
    status = g_test_run ();
  temp_folder_remove (home);
  g_free (home);
  return status;
}
