/* The chart widget: it reads under pointer and keyboard, zooms, exports by
 * extension, keeps to its plot, and goes away whole. Events are given to the
 * widget's own controllers. */
#include "tests/ui/on-screen.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "ui/chart-view-private.h"

typedef struct
{
  GtkWidget *window;
  InkChartView *view;
  InkPlot *plot;
  cairo_rectangle_t area;
  char *message; /* the last one */
  guint row, column;
  guint n_activated;
} Fixture;

static void
message_cb (InkChartView *view, const char *message, Fixture *f)
{
  g_free (f->message);
  f->message = g_strdup (message);
}

static void
activated_cb (InkChartView *view, guint row, guint column, Fixture *f)
{
  f->row = row;
  f->column = column;
  f->n_activated++;
}

static InkPlot *
line_plot (void)
{
  static const double x[] = { 0, 1, 2, 3, 4 };
  static const double y[] = { 0, 3, 1, 2, 4 };
  const InkLayerStyle style = { "line", 0, FALSE, 0 };
  const InkAxisSpec axis = { "epoch", NULL, INK_SCALE_LINEAR, NAN, NAN };
  g_autoptr (InkSeries) series = ink_series_new_from (x, y, 5);
  InkPlot *plot = ink_plot_new ("A line");

  ink_plot_set_axis (plot, INK_AXIS_X, &axis);
  ink_plot_add_layer (plot, ink_layer_line_new (series, &style));
  return plot;
}

static InkPlot *
cell_plot (void)
{
  static const guint64 counts[] = { 5, 1, 2, 6 };
  static const char *const names[] = { "cat", "dog", NULL };
  InkPlot *plot = ink_plot_new ("Cells");

  ink_plot_add_layer (plot,
                      ink_layer_heat_map_new (counts, 2, 2, names, names));
  return plot;
}

/* Takes @plot. */
static void
open_view (Fixture *f, InkPlot *plot)
{
  *f = (Fixture) { .plot = plot };
  f->window = gtk_window_new ();
  f->view = INK_CHART_VIEW (ink_chart_view_new (plot));
  g_object_ref (f->view);
  g_signal_connect (f->view, "message", G_CALLBACK (message_cb), f);
  g_signal_connect (f->view, "cell-activated", G_CALLBACK (activated_cb), f);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 600, 400);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->view));
  gtk_window_present (GTK_WINDOW (f->window));
  on_screen_wait (ink_plot_area (plot, &f->area));
  gtk_widget_grab_focus (GTK_WIDGET (f->view));
}

static void
close_view (Fixture *f)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  on_screen_settle (); /* popovers go in an idle */
  g_assert_finalize_object (f->view);
  ink_plot_unref (f->plot);
  g_free (f->message);
}

/* Waits until the view has painted again after a change. */
static void
wait_painted (Fixture *f)
{
  on_screen_wait (f->view->picture != NULL);
  ink_plot_area (f->plot, &f->area);
}

static GtkEventController *
controller_of (Fixture *f, GType type)
{
  g_autoptr (GListModel) all
      = gtk_widget_observe_controllers (GTK_WIDGET (f->view));

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      GtkEventController *controller = g_list_model_get_item (all, i);

      g_object_unref (controller); /* the widget holds it */
      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type)
          && (!GTK_IS_GESTURE_SINGLE (controller)
              || gtk_gesture_single_get_button (
                     GTK_GESTURE_SINGLE (controller))
                     != GDK_BUTTON_SECONDARY))
        return controller;
    }
  g_assert_not_reached ();
  return NULL;
}

static gboolean
press_key (Fixture *f, guint key)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (controller_of (f, GTK_TYPE_EVENT_CONTROLLER_KEY),
                         "key-pressed", key, 0, 0, &handled);
  wait_painted (f);
  return handled;
}

static void
move_pointer (Fixture *f, double x, double y)
{
  g_signal_emit_by_name (controller_of (f, GTK_TYPE_EVENT_CONTROLLER_MOTION),
                         "motion", x, y);
}

static const char *
heading (Fixture *f)
{
  return f->view->reading != NULL ? f->view->reading->heading : NULL;
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

static void
drag (Fixture *f, double dx, double dy)
{
  GtkEventController *gesture = controller_of (f, GTK_TYPE_GESTURE_DRAG);
  double x = f->area.x + f->area.width / 2;
  double y = f->area.y + f->area.height / 2;

  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  g_signal_emit_by_name (gesture, "drag-update", dx / 2, dy / 2);
  g_signal_emit_by_name (gesture, "drag-update", dx, dy);
  on_screen_settle ();
  g_signal_emit_by_name (gesture, "drag-end", dx, dy);
  wait_painted (f);
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
  GtkFileChooserNative *dialog;

  open_view (&f, line_plot ());
  gtk_widget_activate_action (GTK_WIDGET (f.view), "chart.export", "s", "png");
  dialog = f.view->dialog;
  g_assert_true (GTK_IS_FILE_CHOOSER_NATIVE (dialog));
  g_assert_cmpstr (
      gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (dialog), "scale"), ==,
      "2");
  gtk_widget_activate_action (GTK_WIDGET (f.view), "chart.export", "s", "pdf");
  g_assert_true (f.view->dialog == dialog);
  g_signal_emit_by_name (dialog, "response", GTK_RESPONSE_CANCEL);
  g_assert_null (f.view->dialog);
  g_assert_null (f.message);
  gtk_widget_activate_action (GTK_WIDGET (f.view), "chart.export", "s", "csv");
  g_assert_nonnull (f.view->dialog);
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
  g_assert_null (f.view->picture);
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

/* GTK's file dialog asks it for folders. */
const char *__lsan_default_suppressions (void);

const char *
__lsan_default_suppressions (void)
{
  return "leak:libcloudproviders.so\n";
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!on_screen_init ())
    return 0;
  g_test_add_func ("/ui/chart-view/pointer", test_pointer);
  g_test_add_func ("/ui/chart-view/keyboard", test_keyboard);
  g_test_add_func ("/ui/chart-view/zoom", test_zoom);
  g_test_add_func ("/ui/chart-view/cells", test_cells);
  g_test_add_func ("/ui/chart-view/export", test_export);
  g_test_add_func ("/ui/chart-view/copy", test_copy);
  g_test_add_func ("/ui/chart-view/dialog", test_dialog);
  g_test_add_func ("/ui/chart-view/refresh", test_refresh);
  return g_test_run ();
}
