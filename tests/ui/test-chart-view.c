/* The chart widget: it reads under pointer and keyboard, zooms, exports by
 * extension, keeps to its plot, and goes away whole. Events are given to the
 * widget's own controllers. */
#include "tests/ui/on-screen.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "ui/chart-view-private.h"
#include "ui/export-dialog.h"
#include "ui/legend-key.h"

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

/* Two lines, the second far above the first. */
static InkPlot *
two_plot (InkSeries **first, InkSeries **second)
{
  const InkLayerStyle low = { "low", 0, FALSE, 0 };
  const InkLayerStyle high = { "hi_gh", 1, FALSE, 0 };
  InkPlot *plot = ink_plot_new ("Two");

  *first = ink_series_new ();
  *second = ink_series_new ();
  for (guint i = 0; i <= 10; i++)
    {
      ink_series_append (*first, i, 1);
      ink_series_append (*second, i, 100);
    }
  ink_plot_add_layer (plot, ink_layer_line_new (*first, &low));
  ink_plot_add_layer (plot, ink_layer_line_new (*second, &high));
  return plot;
}

/* What is under an entry, once the keys are in place. */
static GtkWidget *
key_at (Fixture *f, guint entry)
{
  GtkWidget *key = f->view->keys->pdata[entry];
  cairo_rectangle_t box;

  on_screen_wait (gtk_widget_get_child_visible (key)
                  && gtk_widget_get_width (key) > 0);
  g_assert_true (ink_plot_entry_box (f->plot, entry, &box));
  return gtk_widget_pick (GTK_WIDGET (f->view), box.x + box.width / 2,
                          box.y + box.height / 2, GTK_PICK_DEFAULT);
}

static gboolean
press_on (GtkWidget *widget, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) all = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkEventController) controller
          = g_list_model_get_item (all, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state,
                               &handled);
    }
  return handled;
}

static void
click_on (GtkWidget *widget, int n_press)
{
  g_autoptr (GListModel) all = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkEventController) controller
          = g_list_model_get_item (all, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        g_signal_emit_by_name (controller, "released", n_press, 5.0, 5.0);
    }
}

static gboolean
item_state (Fixture *f, const char *name)
{
  g_autoptr (GVariant) state
      = g_action_group_get_action_state (G_ACTION_GROUP (f->view->series),
                                         name);

  return g_variant_get_boolean (state);
}

/* By pointer, by keyboard, by the menu; all of them tell the same. */
static void
test_legend (void)
{
  g_autoptr (InkSeries) first = NULL;
  g_autoptr (InkSeries) second = NULL;
  GtkWidget *keys[2];
  Fixture f;

  open_view (&f, two_plot (&first, &second));
  for (guint i = 0; i < 2; i++)
    {
      keys[i] = key_at (&f, i);
      g_assert_true (INK_IS_LEGEND_KEY (keys[i]));
    }
  g_assert_cmpstr (ink_legend_key_get_name (INK_LEGEND_KEY (keys[1])), ==,
                   "hi_gh");
  g_assert_nonnull (gtk_widget_get_tooltip_text (keys[0]));
  click_on (keys[0], 1);
  g_assert_false (ink_plot_entry_is_shown (f.plot, 0));
  g_assert_false (item_state (&f, "0"));
  g_assert_true (item_state (&f, "1"));
  wait_painted (&f);
  g_assert_true (key_at (&f, 0) == keys[0]); /* still there */
  click_on (keys[0], 1);
  g_assert_true (ink_plot_shows_all (f.plot));
  click_on (keys[1], 1); /* a double click */
  click_on (keys[1], 2);
  g_assert_false (ink_plot_entry_is_shown (f.plot, 0));
  g_assert_true (ink_plot_entry_is_shown (f.plot, 1));
  click_on (keys[1], 1);
  click_on (keys[1], 2);
  g_assert_true (ink_plot_shows_all (f.plot));
  g_assert_true (gtk_widget_grab_focus (keys[1]));
  g_assert_true (press_on (keys[1], GDK_KEY_space, 0));
  g_assert_false (ink_plot_entry_is_shown (f.plot, 1));
  g_assert_true (press_on (keys[1], GDK_KEY_Return, GDK_SHIFT_MASK));
  g_assert_true (ink_plot_entry_is_shown (f.plot, 1));
  g_assert_false (ink_plot_entry_is_shown (f.plot, 0));
  gtk_widget_activate_action (GTK_WIDGET (f.view), "chart.show-all", NULL);
  g_assert_true (ink_plot_shows_all (f.plot));
  gtk_widget_activate_action (keys[0], "series.1", NULL);
  g_assert_false (ink_plot_entry_is_shown (f.plot, 1));
  close_view (&f);
}

/* Keys come and go with the plot. */
static void
test_legend_plots (void)
{
  g_autoptr (InkSeries) first = NULL;
  g_autoptr (InkSeries) second = NULL;
  g_autoptr (InkPlot) cells = cell_plot ();
  Fixture f;

  open_view (&f, two_plot (&first, &second));
  g_assert_cmpuint (f.view->keys->len, ==, 2);
  ink_chart_view_set_plot (f.view, cells);
  g_assert_cmpuint (f.view->keys->len, ==, 0);
  on_screen_wait (f.view->picture != NULL);
  ink_chart_view_set_plot (f.view, f.plot);
  g_assert_cmpuint (f.view->keys->len, ==, 2);
  wait_painted (&f);
  g_assert_true (INK_IS_LEGEND_KEY (key_at (&f, 1)));
  ink_chart_view_set_plot (f.view, NULL);
  g_assert_cmpuint (f.view->keys->len, ==, 0);
  on_screen_settle ();
  ink_chart_view_set_plot (f.view, f.plot);
  wait_painted (&f);
  close_view (&f);
}

static gboolean
follows (Fixture *f)
{
  gboolean follow;

  g_object_get (f->view, "follow", &follow, NULL);
  return follow;
}

static void
add_data (Fixture *f, InkSeries *series, double x)
{
  ink_series_append (series, x, 1);
  ink_chart_view_refresh (f->view);
  wait_painted (f);
}

static double
right_end (Fixture *f)
{
  double x = 0, y;

  ink_plot_area (f->plot, &f->area);
  ink_plot_to_data (f->plot, f->area.x + f->area.width, f->area.y, &x, &y);
  return x;
}

static void
pan (Fixture *f, double dx)
{
  GtkEventController *gesture = controller_of (f, GTK_TYPE_GESTURE_DRAG);
  double x = f->area.x + f->area.width / 2;
  double y = f->area.y + f->area.height / 2;

  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  f->view->drag = DRAG_PAN; /* as the middle button would */
  g_signal_emit_by_name (gesture, "drag-update", dx, 0.0);
  g_signal_emit_by_name (gesture, "drag-end", dx, 0.0);
  wait_painted (f);
}

/* A zoomed live view that has the newest point goes on with it, until the user
 * moves back; End finds it again. */
static void
test_follow (void)
{
  g_autoptr (InkSeries) first = NULL;
  g_autoptr (InkSeries) second = NULL;
  Fixture f;

  open_view (&f, two_plot (&first, &second));
  drag (&f, 100, -60); /* from the middle: the newest is not in it */
  g_assert_false (follows (&f));
  ink_chart_view_set_live (f.view, TRUE);
  g_assert_false (follows (&f));
  press_key (&f, GDK_KEY_Escape);
  drag (&f, 500, -100); /* to the right end */
  g_assert_true (follows (&f));
  add_data (&f, first, 50);
  g_assert_cmpfloat (right_end (&f), >, 50);
  g_assert_cmpfloat (right_end (&f), <, 51);
  pan (&f, 120);
  g_assert_false (follows (&f));
  add_data (&f, first, 60);
  g_assert_cmpfloat (right_end (&f), <, 51);
  press_key (&f, GDK_KEY_End);
  g_assert_true (follows (&f));
  g_assert_cmpstr (heading (&f), ==, "60");
  g_assert_cmpfloat (right_end (&f), >, 60);
  gtk_widget_activate_action (GTK_WIDGET (f.view), "chart.follow", NULL);
  g_assert_false (follows (&f));
  add_data (&f, first, 70);
  g_assert_cmpfloat (right_end (&f), <, 70);
  gtk_widget_activate_action (GTK_WIDGET (f.view), "chart.follow", NULL);
  wait_painted (&f);
  g_assert_cmpfloat (right_end (&f), >, 70);
  ink_chart_view_set_live (f.view, FALSE);
  g_assert_false (follows (&f));
  close_view (&f);
}

static void
test_keyboard_pan (void)
{
  Fixture f;
  double before;

  open_view (&f, line_plot ());
  press_on (GTK_WIDGET (f.view), GDK_KEY_Right, GDK_SHIFT_MASK);
  g_assert_false (ink_plot_is_zoomed (f.plot));
  press_key (&f, GDK_KEY_plus);
  before = right_end (&f);
  press_on (GTK_WIDGET (f.view), GDK_KEY_Right, GDK_SHIFT_MASK);
  wait_painted (&f);
  g_assert_cmpfloat (right_end (&f), >, before + 0.1);
  press_on (GTK_WIDGET (f.view), GDK_KEY_Left, GDK_SHIFT_MASK);
  wait_painted (&f);
  g_assert_cmpfloat_with_epsilon (right_end (&f), before, 1e-6);
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
  g_test_add_func ("/ui/chart-view/copy-text", test_copy_text);
  g_test_add_func ("/ui/chart-view/legend", test_legend);
  g_test_add_func ("/ui/chart-view/legend-plots", test_legend_plots);
  g_test_add_func ("/ui/chart-view/follow", test_follow);
  g_test_add_func ("/ui/chart-view/keyboard-pan", test_keyboard_pan);
  return g_test_run ();
}
