/* The chart widget: it reads under pointer and keyboard, zooms, exports by
 * extension, keeps to its plot, and goes away whole. Events are given to the
 * widget's own controllers. */
#include "tests/ui/chart-fixture.h"

#include <glib/gstdio.h>

#include "core/base/error.h"
#include "ui/chart/export-dialog.h"

static void
move_pointer (Fixture *f, double x, double y)
{
  g_signal_emit_by_name (controller_of (f, GTK_TYPE_EVENT_CONTROLLER_MOTION),
                         "motion", x, y);
}

static void
test_pointer (void)
{
  Fixture f;
  double x, y;

  open_view (&f, line_plot ());
  ink_plot_to_pixels (f.plot, 3, 2, &x, &y);
  move_pointer (&f, x + 3, y);
  g_assert_cmpstr (heading (&f), ==, "epoch 3");
  g_assert_cmpstr (f.view->reading->values->pdata[0], ==, "2");
  g_signal_emit_by_name (controller_of (&f, GTK_TYPE_EVENT_CONTROLLER_MOTION),
                         "leave");
  g_assert_null (heading (&f));
  close_view (&f);
}

static void
test_keyboard (void)
{
  Fixture f;

  open_view (&f, line_plot ());
  g_assert_true (press_key (&f, GDK_KEY_Right));
  g_assert_cmpstr (heading (&f), ==, "epoch 0");
  press_key (&f, GDK_KEY_Right);
  g_assert_cmpstr (heading (&f), ==, "epoch 1");
  press_key (&f, GDK_KEY_End);
  g_assert_cmpstr (heading (&f), ==, "epoch 4");
  press_key (&f, GDK_KEY_Left);
  g_assert_cmpstr (heading (&f), ==, "epoch 3");
  press_key (&f, GDK_KEY_plus);
  g_assert_true (ink_plot_is_zoomed (f.plot));
  g_assert_cmpstr (heading (&f), ==, "epoch 3");
  g_assert_true (press_key (&f, GDK_KEY_Escape));
  g_assert_null (heading (&f));
  g_assert_true (press_key (&f, GDK_KEY_Escape));
  g_assert_false (ink_plot_is_zoomed (f.plot));
  g_assert_false (press_key (&f, GDK_KEY_Escape));
  g_assert_false (press_key (&f, GDK_KEY_a));
  close_view (&f);
}

/* Motion without a way, as GDK tells it of a pointer that rests while the chart
 * is painted, brings back nothing that Escape took. */
static void
test_resting_pointer (void)
{
  Fixture f;
  double x, y;

  open_view (&f, line_plot ());
  press_key (&f, GDK_KEY_plus);
  ink_plot_to_pixels (f.plot, 2, 1, &x, &y);
  move_pointer (&f, x, y);
  g_assert_nonnull (heading (&f));
  press_key (&f, GDK_KEY_Escape);
  move_pointer (&f, x, y);
  g_assert_null (heading (&f));
  press_key (&f, GDK_KEY_Escape);
  g_assert_false (ink_plot_is_zoomed (f.plot));
  move_pointer (&f, x + 1, y);
  g_assert_nonnull (heading (&f));
  close_view (&f);
}

static void
test_zoom (void)
{
  Fixture f;
  double x = 0, y = 0;
  gboolean handled = FALSE;

  open_view (&f, line_plot ());
  drag (&f, 2, 2); /* a click, not a drag */
  g_assert_false (ink_plot_is_zoomed (f.plot));
  drag (&f, 100, -80);
  g_assert_true (ink_plot_is_zoomed (f.plot));
  ink_plot_to_data (f.plot, f.area.x, f.area.y + f.area.height, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 2, 0.02);
  g_assert_cmpfloat_with_epsilon (y, 2, 0.02);
  g_signal_emit_by_name (controller_of (&f, GTK_TYPE_GESTURE_CLICK),
                         "released", 2, f.area.x + 50, f.area.y + 50);
  g_assert_false (ink_plot_is_zoomed (f.plot));
  wait_painted (&f);
  move_pointer (&f, f.area.x + 50, f.area.y + 50);
  g_signal_emit_by_name (controller_of (&f, GTK_TYPE_EVENT_CONTROLLER_SCROLL),
                         "scroll", 0.0, -1.0, &handled);
  g_assert_true (handled);
  g_assert_true (ink_plot_is_zoomed (f.plot));
  gtk_widget_activate_action (GTK_WIDGET (f.view), "chart.reset-zoom", NULL);
  g_assert_false (ink_plot_is_zoomed (f.plot));
  wait_painted (&f);
  drag (&f, 100, 4); /* along x alone */
  ink_plot_to_data (f.plot, f.area.x, f.area.y, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 2, 0.02);
  g_assert_cmpfloat_with_epsilon (y, 4, 0.02);
  close_view (&f);
}

static void
test_cells (void)
{
  Fixture f;
  double x, y;

  open_view (&f, cell_plot ());
  ink_plot_to_pixels (f.plot, 1.5, 0.5, &x, &y);
  g_signal_emit_by_name (controller_of (&f, GTK_TYPE_GESTURE_CLICK),
                         "released", 1, x, y);
  g_assert_cmpuint (f.n_activated, ==, 1);
  g_assert_cmpuint (f.row, ==, 0);
  g_assert_cmpuint (f.column, ==, 1);
  g_assert_cmpstr (heading (&f), ==, "cat read as dog: 1");
  press_key (&f, GDK_KEY_Down);
  press_key (&f, GDK_KEY_Return);
  g_assert_cmpuint (f.n_activated, ==, 2);
  g_assert_cmpuint (f.row, ==, 1);
  close_view (&f);
}

static void
test_export (void)
{
  static const char *const names[] = { "a.png", "a.SVG", "a.pdf", "a.csv" };
  static const char *const starts[] = { "\x89PNG", "<?xml", "%PDF",
                                        "series,x,y" };
  g_autofree char *folder = g_dir_make_tmp ("inkling-chart-XXXXXX", NULL);
  g_autofree char *other = g_build_filename (folder, "a.jpeg", NULL);
  g_autoptr (GError) error = NULL;
  Fixture f;

  open_view (&f, line_plot ());
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autofree char *bytes = NULL;

      g_assert_true (ink_chart_view_export (f.view, path, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
      g_assert_true (g_str_has_prefix (bytes, starts[i]));
      g_unlink (path);
    }
  g_assert_false (ink_chart_view_export (f.view, other, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_ARGUMENT);
  g_clear_error (&error);
  ink_chart_view_set_plot (f.view, NULL);
  g_assert_false (ink_chart_view_export (f.view, other, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  close_view (&f);
}

static void
test_copy (void)
{
  Fixture f;
  GdkClipboard *clipboard;

  open_view (&f, line_plot ());
  gtk_widget_activate_action (GTK_WIDGET (f.view), "chart.copy", NULL);
  g_assert_cmpstr (f.message, ==, "Picture copied");
  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (f.view));
  g_assert_true (gdk_content_formats_contain_gtype (
      gdk_clipboard_get_formats (clipboard), GDK_TYPE_TEXTURE));
  close_view (&f);
}

/* The dialog goes with the view; one at a time. */
static void
test_dialog (void)
{
  Fixture f;
  GtkWidget *dialog;

  open_view (&f, line_plot ());
  gtk_widget_activate_action (GTK_WIDGET (f.view), "chart.export", "s", "png");
  dialog = f.view->dialog;
  g_assert_true (INK_IS_EXPORT_DIALOG (dialog));
  gtk_widget_activate_action (GTK_WIDGET (f.view), "chart.export", "s", "pdf");
  g_assert_true (f.view->dialog == dialog);
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_null (f.view->dialog);
  g_assert_null (f.message);
  gtk_widget_activate_action (GTK_WIDGET (f.view), "chart.export", "s", "csv");
  g_assert_nonnull (f.view->dialog);
  close_view (&f);
}

static char *
clipboard_text (Fixture *f)
{
  GdkContentProvider *content = gdk_clipboard_get_content (
      gtk_widget_get_clipboard (GTK_WIDGET (f->view)));
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  return g_value_dup_string (&value);
}

static void
test_copy_text (void)
{
  g_autofree char *text = NULL;
  Fixture f;

  open_view (&f, line_plot ());
  ink_plot_set_view (f.plot, INK_AXIS_X, 0.5, 2.5);
  gtk_widget_activate_action (GTK_WIDGET (f.view), "chart.copy-text", NULL);
  text = clipboard_text (&f);
  g_assert_cmpstr (text, ==, "series\tx\ty\nline\t1\t3\nline\t2\t1\n");
  g_assert_nonnull (f.message);
  close_view (&f);
}

/* New data under a resting pointer is read anew; odd plots are painted. */
static void
test_refresh (void)
{
  Fixture f;
  g_autoptr (InkSeries) series = ink_series_new ();
  const InkLayerStyle style = { "more", 1, FALSE, 0 };
  double x, y;

  open_view (&f, line_plot ());
  ink_plot_to_pixels (f.plot, 2, 1, &x, &y);
  move_pointer (&f, x, y);
  g_assert_cmpuint (f.view->reading->names->len, ==, 1);
  ink_series_append (series, 2, 1);
  ink_plot_add_layer (f.plot, ink_layer_line_new (series, &style));
  ink_chart_view_refresh (f.view);
  g_assert_false (ink_chart_view_is_painted (f.view));
  wait_painted (&f);
  on_screen_settle ();
  g_assert_cmpuint (f.view->reading->names->len, ==, 2);
  ink_chart_view_set_plot (f.view, NULL);
  g_assert_null (f.view->reading);
  g_assert_null (ink_chart_view_get_plot (f.view));
  on_screen_settle ();
  move_pointer (&f, x, y);
  ink_chart_view_set_plot (f.view, f.plot);
  wait_painted (&f);
  close_view (&f);
}

/* Right of the newest point the pointer reads what comes there, the keyboard's
 * cursor stays where it is. */
static void
test_growing (void)
{
  const InkAxisSpec axis = { "epoch", NULL, INK_SCALE_LINEAR, 0, 10 };
  const InkLayerStyle style = { "line", 0, FALSE, 0 };
  g_autoptr (InkSeries) series = ink_series_new ();
  InkPlot *plot = ink_plot_new ("Growing");
  Fixture f;
  double x, y;

  for (guint i = 0; i <= 4; i++)
    ink_series_append (series, i, 1);
  ink_plot_set_axis (plot, INK_AXIS_X, &axis);
  ink_plot_add_layer (plot, ink_layer_line_new (series, &style));
  open_view (&f, plot);
  ink_plot_to_pixels (plot, 6, 1, &x, &y);
  move_pointer (&f, x, y);
  g_assert_cmpstr (heading (&f), ==, "epoch 4");
  ink_series_append (series, 6, 1);
  ink_chart_view_refresh (f.view);
  wait_painted (&f);
  g_assert_cmpstr (heading (&f), ==, "epoch 6");
  press_key (&f, GDK_KEY_Left);
  g_assert_cmpstr (heading (&f), ==, "epoch 4");
  ink_series_append (series, 7, 1);
  ink_chart_view_refresh (f.view);
  wait_painted (&f);
  g_assert_cmpstr (heading (&f), ==, "epoch 4");
  close_view (&f);
}

/* GTK's file dialog asks it for folders. */
const char *__lsan_default_suppressions (void);

const char *
__lsan_default_suppressions (void)
{
  return "leak:libcloudproviders.so\n";
}

/* --- Several charts of a window --- */

#define N_VIEWS 4

typedef struct
{
  GtkWidget *window;
  InkChartView *views[N_VIEWS];
  guint painted, most; /* so far; of one frame */
  gboolean busy;       /* the first view changes with every frame */
} Several;

static guint
count_painted (const Several *several)
{
  guint n = 0;

  for (guint i = 0; i < N_VIEWS; i++)
    n += ink_chart_view_is_painted (several->views[i]);
  return n;
}

static void
after_paint_cb (Several *several)
{
  const guint n = count_painted (several);

  if (n > several->painted)
    several->most = MAX (several->most, n - several->painted);
  several->painted = n;
  if (several->busy)
    ink_chart_view_refresh (several->views[0]);
}

static void
open_several (Several *several)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  *several = (Several){ .window = gtk_window_new () };
  for (guint i = 0; i < N_VIEWS; i++)
    {
      g_autoptr (InkPlot) plot = line_plot ();
      GtkWidget *view = ink_chart_view_new (plot);

      several->views[i] = INK_CHART_VIEW (view);
      gtk_box_append (GTK_BOX (box), view);
    }
  gtk_window_set_child (GTK_WINDOW (several->window), box);
  gtk_window_present (GTK_WINDOW (several->window));
  on_screen_wait (count_painted (several) == N_VIEWS);
  on_screen_settle ();
  g_signal_connect_swapped (gtk_widget_get_frame_clock (several->window),
                            "after-paint", G_CALLBACK (after_paint_cb),
                            several);
}

/* The window is held up for one of them at a time. */
static void
test_turns (void)
{
  Several several;

  open_several (&several);
  for (guint i = 0; i < N_VIEWS; i++)
    ink_chart_view_refresh (several.views[i]);
  g_assert_cmpuint (count_painted (&several), ==, 0);
  on_screen_wait (several.painted == N_VIEWS);
  g_assert_cmpuint (several.most, ==, 1);
  gtk_window_destroy (GTK_WINDOW (several.window));
}

/* One that changes all the time leaves the others their turns. */
static void
test_turns_of_all (void)
{
  Several several;

  open_several (&several);
  several.busy = TRUE;
  for (guint i = 0; i < N_VIEWS; i++)
    ink_chart_view_refresh (several.views[i]);
  for (guint i = 1; i < N_VIEWS; i++)
    on_screen_wait (ink_chart_view_is_painted (several.views[i]));
  gtk_window_destroy (GTK_WINDOW (several.window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!on_screen_init ())
    return 0;
  g_test_add_func ("/ui/chart-view/pointer", test_pointer);
  g_test_add_func ("/ui/chart-view/keyboard", test_keyboard);
  g_test_add_func ("/ui/chart-view/resting-pointer", test_resting_pointer);
  g_test_add_func ("/ui/chart-view/zoom", test_zoom);
  g_test_add_func ("/ui/chart-view/cells", test_cells);
  g_test_add_func ("/ui/chart-view/export", test_export);
  g_test_add_func ("/ui/chart-view/copy", test_copy);
  g_test_add_func ("/ui/chart-view/dialog", test_dialog);
  g_test_add_func ("/ui/chart-view/refresh", test_refresh);
  g_test_add_func ("/ui/chart-view/growing", test_growing);
  g_test_add_func ("/ui/chart-view/copy-text", test_copy_text);
  g_test_add_func ("/ui/chart-view/turns", test_turns);
  g_test_add_func ("/ui/chart-view/turns-of-all", test_turns_of_all);
  return g_test_run ();
}
