/* The export dialog: what is typed becomes options or words, the preview and
 * the file are of these, and a place that cannot be written leaves the dialog
 * open. */
#include "tests/ui/on-screen.h"
#include "tests/ui/process-idle.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "core/base/error.h"
#include "ui/chart/chart-export.h"
#include "ui/chart/chart-view.h"
#include "ui/chart/export-choice.h"
#include "ui/chart/export-dialog.h"

/* --- Choices --- */

static InkExportChoice
usual_choice (void)
{
  return (InkExportChoice) { .format = INK_EXPORT_PNG,
                             .width = "1000",
                             .height = "640",
                             .resolution = "2",
                             .unit = INK_RESOLUTION_SCALE,
                             .look = "light" };
}

static void
test_choice (void)
{
  InkExportChoice choice = usual_choice ();
  InkExportOptions options;
  InkTheme theme;
  g_autofree char *png = NULL;
  g_autofree char *pdf = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ink_export_choice_read (&choice, &theme, &options, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (options.width, ==, 1000);
  g_assert_cmpfloat (options.height, ==, 640);
  g_assert_cmpfloat (options.scale, ==, 2);
  g_assert_true (options.theme == &theme);
  png = ink_export_choice_describe (INK_EXPORT_PNG, &options);
  g_assert_cmpstr (png, ==, "2000 × 1280 pixels, 26.5 × 16.9 cm at 192 DPI");
  pdf = ink_export_choice_describe (INK_EXPORT_PDF, &options);
  g_assert_cmpstr (pdf, ==, "26.5 × 16.9 cm, sharp at any size");
  choice.unit = INK_RESOLUTION_DPI;
  choice.resolution = " 300 ";
  g_assert_true (ink_export_choice_read (&choice, &theme, &options, NULL));
  g_assert_cmpfloat (options.scale, ==, 3.125);
}

static void
test_looks (void)
{
  InkExportChoice choice = usual_choice ();
  InkExportOptions options;
  InkTheme theme;

  choice.look = "dark";
  g_assert_true (ink_export_choice_read (&choice, &theme, &options, NULL));
  g_assert_cmpfloat (theme.ground.r, <, 0.5);
  choice.ground = INK_GROUND_WHITE;
  g_assert_true (ink_export_choice_read (&choice, &theme, &options, NULL));
  g_assert_cmpfloat (theme.ground.r, ==, 1);
  choice.ground = INK_GROUND_TRANSPARENT;
  g_assert_true (ink_export_choice_read (&choice, &theme, &options, NULL));
  g_assert_cmpfloat (theme.ground.a, ==, 0);
}

static void
check_refused (InkExportChoice choice, const char *start)
{
  InkExportOptions options = { .width = 77 };
  InkTheme theme;
  g_autoptr (GError) error = NULL;

  g_assert_false (ink_export_choice_read (&choice, &theme, &options, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_ARGUMENT);
  g_assert_true (g_str_has_prefix (error->message, start));
  g_assert_cmpfloat (options.width, ==, 77);
}

static void
test_refused (void)
{
  static const char *const bad[]
      = { "", "abc", "-5", "99", "10001", "nan", "inf", "100 px", "1e9" };
  InkExportChoice choice;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      choice = usual_choice ();
      choice.width = bad[i];
      check_refused (choice, "Width: expected 100 to 10000 pixels, found ");
      choice = usual_choice ();
      choice.height = bad[i];
      check_refused (choice, "Height: expected ");
      choice = usual_choice ();
      choice.resolution = bad[i];
      check_refused (choice, "Scale: expected 1 to 4, found ");
    }
  choice = usual_choice ();
  choice.unit = INK_RESOLUTION_DPI;
  choice.resolution = "95";
  check_refused (choice, "DPI: expected 96 to 768, found “95”");
  choice.resolution = "768";
  choice.width = choice.height = "10000";
  check_refused (choice, "Picture: expected at most 100 million pixels");
  choice = usual_choice ();
  choice.look = "pink";
  check_refused (choice, "Look: ");
}

/* What a format does not have is not asked for. */
static void
test_formats (void)
{
  InkExportChoice choice = usual_choice ();
  InkExportOptions options;
  InkTheme theme;

  choice.format = INK_EXPORT_SVG;
  choice.resolution = "none";
  g_assert_true (ink_export_choice_read (&choice, &theme, &options, NULL));
  choice.format = INK_EXPORT_CSV;
  choice.width = "none";
  g_assert_true (ink_export_choice_read (&choice, &theme, &options, NULL));
  for (guint i = 0; i < INK_N_EXPORT_FORMATS; i++)
    g_assert_cmpuint (ink_export_format_find (
                          ink_export_format_extension ((InkExportFormat) i)),
                      ==, i);
  g_assert_cmpuint (ink_export_format_find ("jpeg"), ==, INK_EXPORT_PNG);
}

/* --- The dialog --- */

typedef struct
{
  InkPlot *plot;
  InkExportDialog *dialog; /* NULL once it is closed */
  char *folder;
  char *message;
} Fixture;

static void
exported_cb (InkExportDialog *dialog, const char *message, Fixture *f)
{
  g_free (f->message);
  f->message = g_strdup (message);
}

static void
open_dialog (Fixture *f, const char *extension)
{
  static const double values[] = { 0, 1, 2 };
  const InkLayerStyle style = { "line", 0, FALSE, 0 };
  g_autoptr (InkSeries) series = ink_series_new_from (values, values, 3);

  *f = (Fixture) { .plot = ink_plot_new ("Loss") };
  f->folder = g_dir_make_tmp ("inkling-export-XXXXXX", NULL);
  ink_plot_add_layer (f->plot, ink_layer_line_new (series, &style));
  f->dialog = INK_EXPORT_DIALOG (
      ink_export_dialog_new (NULL, f->plot, extension, 500, 300));
  g_object_add_weak_pointer (G_OBJECT (f->dialog), (gpointer *) &f->dialog);
  g_signal_connect (f->dialog, "exported", G_CALLBACK (exported_cb), f);
  gtk_window_present (GTK_WINDOW (f->dialog));
  on_screen_wait (gtk_widget_get_mapped (GTK_WIDGET (f->dialog)));
}

static void
close_dialog (Fixture *f)
{
  if (f->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (f->dialog));
  on_screen_wait (f->dialog == NULL);
  ink_plot_unref (f->plot);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
  g_free (f->message);
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type, guint *skip)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && gtk_widget_get_child_visible (widget) && (*skip)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, skip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
nth (Fixture *f, GType type, guint index)
{
  return find_widget (GTK_WIDGET (f->dialog), type, &index);
}

/* A label that is shown and begins so. */
static gboolean
says (Fixture *f, const char *start)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *label = nth (f, GTK_TYPE_LABEL, i);

      if (label == NULL)
        return FALSE;
      if (gtk_widget_get_mapped (label)
          && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (label)), start))
        return TRUE;
    }
}

/* The one that is open; NULL for none. */
static InkExportDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (INK_IS_EXPORT_DIALOG (window))
        return INK_EXPORT_DIALOG (window);
    }
  return NULL;
}

static GtkWidget *
export_button (Fixture *f)
{
  return gtk_window_get_default_widget (GTK_WINDOW (f->dialog));
}

/* Enter exports at once. */
static void
test_focus (void)
{
  Fixture f;

  open_dialog (&f, "png");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (f.dialog))
                 == export_button (&f));
  close_dialog (&f);
}

static void
test_words (void)
{
  Fixture f;
  GtkEditable *width;

  open_dialog (&f, "png");
  width = GTK_EDITABLE (nth (&f, ADW_TYPE_ENTRY_ROW, 0));
  g_assert_cmpstr (gtk_editable_get_text (width), ==, "500");
  g_assert_true (says (&f, "1000 × 600 pixels, 13.2 × 7.9 cm at 192 DPI"));
  g_assert_true (gtk_widget_is_sensitive (export_button (&f)));
  gtk_editable_set_text (width, "wide");
  on_screen_settle ();
  g_assert_true (says (&f, "Width: expected 100 to 10000 pixels, found"));
  g_assert_false (gtk_widget_is_sensitive (export_button (&f)));
  gtk_editable_set_text (width, "600");
  on_screen_settle ();
  g_assert_true (says (&f, "1200 × 600 pixels"));
  g_assert_true (gtk_widget_is_sensitive (export_button (&f)));
  adw_combo_row_set_selected (
      ADW_COMBO_ROW (nth (&f, ADW_TYPE_COMBO_ROW, 1)), INK_RESOLUTION_DPI);
  g_assert_cmpstr (gtk_editable_get_text (
                       GTK_EDITABLE (nth (&f, ADW_TYPE_ENTRY_ROW, 2))),
                   ==, "192");
  on_screen_settle ();
  g_assert_true (says (&f, "1200 × 600 pixels"));
  close_dialog (&f);
}

static void
test_preview (void)
{
  Fixture f;
  GdkPaintable *picture;

  open_dialog (&f, "pdf");
  picture = gtk_picture_get_paintable (
      GTK_PICTURE (nth (&f, GTK_TYPE_PICTURE, 0)));
  g_assert_nonnull (picture);
  g_assert_cmpfloat_with_epsilon (
      gdk_paintable_get_intrinsic_aspect_ratio (picture), 500.0 / 300, 0.02);
  adw_combo_row_set_selected (
      ADW_COMBO_ROW (nth (&f, ADW_TYPE_COMBO_ROW, 0)), INK_EXPORT_CSV);
  on_screen_wait (says (&f, "series,x,y\nline,0,0\n"));
  close_dialog (&f);
}

/* Of a run under way it shows what would be exported now. */
static void
test_follow (void)
{
  static const double values[] = { 5, 6 };
  const InkLayerStyle style = { "more", 1, FALSE, 0 };
  g_autoptr (InkSeries) series = ink_series_new_from (values, values, 2);
  g_autoptr (GdkPaintable) before = NULL;
  GtkPicture *picture;
  Fixture f;

  open_dialog (&f, "png");
  picture = GTK_PICTURE (nth (&f, GTK_TYPE_PICTURE, 0));
  before = g_object_ref (gtk_picture_get_paintable (picture));
  ink_plot_add_layer (f.plot, ink_layer_line_new (series, &style));
  ink_export_dialog_refresh (f.dialog);
  on_screen_wait (gtk_picture_get_paintable (picture) != before);
  ink_export_dialog_refresh (f.dialog); /* it may be closed before that */
  close_dialog (&f);
}

/* A chart's view tells its dialog. */
static void
test_follow_view (void)
{
  static const double values[] = { 0, 1 };
  const InkLayerStyle style = { "line", 0, FALSE, 0 };
  g_autoptr (InkSeries) series = ink_series_new_from (values, values, 2);
  g_autoptr (InkPlot) plot = ink_plot_new ("Loss");
  GtkWidget *view = ink_chart_view_new (plot);
  GtkWidget *window = gtk_window_new ();
  Fixture f = { .dialog = NULL };

  ink_plot_add_layer (plot, ink_layer_line_new (series, &style));
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_activate_action (view, "chart.export", "s", "csv");
  f.dialog = find_dialog ();
  on_screen_wait (says (&f, "series,x,y\nline,0,0\nline,1,1\n"));
  ink_series_append (series, 2, 3);
  ink_chart_view_refresh (INK_CHART_VIEW (view));
  on_screen_wait (says (&f, "series,x,y\nline,0,0\nline,1,1\nline,2,3\n"));
  gtk_window_destroy (GTK_WINDOW (window));
  on_screen_wait (find_dialog () == NULL);
}

/* Nobody takes a part for the whole. */
static void
test_part (void)
{
  Fixture f;

  open_dialog (&f, "png");
  g_assert_false (says (&f, "Only "));
  ink_plot_set_view (f.plot, INK_AXIS_X, 0, 1);
  ink_export_dialog_refresh (f.dialog);
  on_screen_wait (says (&f, "Only what is in view is exported: zoomed"));
  ink_plot_show_entry (f.plot, 0, FALSE);
  adw_combo_row_set_selected (
      ADW_COMBO_ROW (nth (&f, ADW_TYPE_COMBO_ROW, 0)), INK_EXPORT_CSV);
  on_screen_wait (says (&f, "Only the values in view are exported: zoomed, "
                            "1 series hidden"));
  ink_plot_reset_view (f.plot);
  ink_plot_show_all (f.plot);
  ink_export_dialog_refresh (f.dialog);
  on_screen_wait (!says (&f, "Only "));
  close_dialog (&f);
}

static void
test_save (void)
{
  Fixture f;
  g_autofree char *path = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *bytes = NULL;

  open_dialog (&f, "png");
  path = g_build_filename (f.folder, "a", NULL);
  whole = g_build_filename (f.folder, "a.png", NULL);
  ink_export_dialog_save (f.dialog, path);
  on_screen_wait (f.message != NULL);
  g_assert_cmpstr (f.message, ==, "Exported a.png");
  g_assert_true (g_file_get_contents (whole, &bytes, NULL, NULL));
  g_assert_true (g_str_has_prefix (bytes, "\x89PNG"));
  on_screen_wait (f.dialog == NULL);
  g_unlink (whole);
  close_dialog (&f);
}

/* Another place can be chosen; nothing is left, and nothing replaced that
 * nobody named. */
static void
test_cannot_save (void)
{
  Fixture f;
  g_autofree char *nowhere = NULL;
  g_autofree char *bare = NULL;
  g_autofree char *taken = NULL;
  g_autofree char *full = NULL;
  g_autofree char *bytes = NULL;

  open_dialog (&f, "csv");
  nowhere = g_build_filename (f.folder, "none", "a.csv", NULL);
  bare = g_build_filename (f.folder, "b", NULL);
  taken = g_build_filename (f.folder, "b.csv", NULL);
  full = g_build_filename (f.folder, "full.csv", NULL);
  ink_export_dialog_save (f.dialog, nowhere);
  on_screen_wait (says (&f, nowhere));
  g_assert_cmpint (symlink ("/dev/full", full), ==, 0);
  ink_export_dialog_save (f.dialog, full);
  on_screen_wait (says (&f, full));
  g_unlink (full);
  g_assert_true (g_file_set_contents (taken, "mine", -1, NULL));
  ink_export_dialog_save (f.dialog, bare);
  on_screen_wait (says (&f, taken));
  g_assert_true (g_file_get_contents (taken, &bytes, NULL, NULL));
  g_assert_cmpstr (bytes, ==, "mine");
  g_assert_null (f.message);
  ink_export_dialog_save (f.dialog, taken);
  on_screen_wait (f.message != NULL);
  g_unlink (taken);
  close_dialog (&f);
}

/* --- While a large file is written --- */

#define LARGE "6000" /* pixels a side */

static GtkProgressBar *
progress_bar (Fixture *f)
{
  return GTK_PROGRESS_BAR (nth (f, GTK_TYPE_PROGRESS_BAR, 0));
}

static void
begin_large (Fixture *f, const char *path)
{
  const char *const texts[] = { LARGE, LARGE, "1" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    gtk_editable_set_text (GTK_EDITABLE (nth (f, ADW_TYPE_ENTRY_ROW, i)),
                           texts[i]);
  g_assert_true (gtk_widget_is_sensitive (export_button (f)));
  ink_export_dialog_save (f->dialog, path);
}

static void
keep_fraction_cb (GtkProgressBar *bar, GParamSpec *spec, double *most)
{
  *most = MAX (*most, gtk_progress_bar_get_fraction (bar));
}

/* It says how far it is, and takes no other wish meanwhile. */
static void
test_progress (void)
{
  Fixture f;
  double most = 0;
  g_autofree char *path = NULL;

  open_dialog (&f, "png");
  g_signal_connect (progress_bar (&f), "notify::fraction",
                    G_CALLBACK (keep_fraction_cb), &most);
  path = g_build_filename (f.folder, "a.png", NULL);
  begin_large (&f, path);
  g_assert_null (f.message);
  g_assert_false (gtk_widget_is_sensitive (export_button (&f)));
  g_assert_false (gtk_widget_is_sensitive (nth (&f, ADW_TYPE_ENTRY_ROW, 0)));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (progress_bar (&f))));
  on_screen_wait (f.message != NULL);
  g_assert_cmpfloat (most, >, 0.1);
  g_assert_cmpfloat (most, <=, 1);
  g_assert_cmpint (g_unlink (path), ==, 0);
  close_dialog (&f);
}

/* At once: the main loop may be late, and the file be there already. */
static void
close_halfway_cb (GtkProgressBar *bar, GParamSpec *spec, GtkWindow *dialog)
{
  if (gtk_progress_bar_get_fraction (bar) > 0.1)
    gtk_window_close (dialog);
}

/* Cancelled, there is no file, and one that was there is as it was. */
static void
test_cancel (void)
{
  Fixture f;
  g_autoptr (GtkProgressBar) bar = NULL; /* outlives what it closes */
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;

  open_dialog (&f, "png");
  bar = g_object_ref (progress_bar (&f));
  g_signal_connect (bar, "notify::fraction", G_CALLBACK (close_halfway_cb),
                    f.dialog);
  path = g_build_filename (f.folder, "a.png", NULL);
  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  begin_large (&f, path);
  on_screen_wait (f.dialog == NULL);
  main_loop_poll (process_is_idle ());
  g_assert_null (f.message);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_cmpstr (bytes, ==, "mine");
  g_unlink (path);
  close_dialog (&f);
}

/* A folder cannot be replaced, by whichever name. */
static void
test_folder (void)
{
  Fixture f;
  g_autofree char *bare = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *words = NULL;

  open_dialog (&f, "png");
  bare = g_build_filename (f.folder, "dir", NULL);
  folder = g_strconcat (bare, ".png", NULL);
  words = g_strconcat (folder, ": a folder of that name is there", NULL);
  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  ink_export_dialog_save (f.dialog, bare);
  on_screen_wait (says (&f, words));
  ink_export_dialog_save (f.dialog, folder);
  on_screen_wait (says (&f, words));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  close_dialog (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/export-choice/read", test_choice);
  g_test_add_func ("/ui/export-choice/looks", test_looks);
  g_test_add_func ("/ui/export-choice/refused", test_refused);
  g_test_add_func ("/ui/export-choice/formats", test_formats);
  if (!on_screen_init ())
    return 0;
  g_test_add_func ("/ui/export-dialog/focus", test_focus);
  g_test_add_func ("/ui/export-dialog/words", test_words);
  g_test_add_func ("/ui/export-dialog/preview", test_preview);
  g_test_add_func ("/ui/export-dialog/follow", test_follow);
  g_test_add_func ("/ui/export-dialog/follow-view", test_follow_view);
  g_test_add_func ("/ui/export-dialog/part", test_part);
  g_test_add_func ("/ui/export-dialog/save", test_save);
  g_test_add_func ("/ui/export-dialog/cannot-save", test_cannot_save);
  g_test_add_func ("/ui/export-dialog/progress", test_progress);
  g_test_add_func ("/ui/export-dialog/cancel", test_cancel);
  g_test_add_func ("/ui/export-dialog/folder", test_folder);
  return g_test_run ();
}
