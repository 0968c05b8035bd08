/* A chart's legend and its live view on screen: keys, menu and pointer tell the
 * same of what is shown, and a zoomed view goes on with the newest data. */
#include "tests/ui/chart-fixture.h"

#include "ui/chart/legend-key.h"

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
  on_screen_wait (ink_chart_view_is_painted (f.view));
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!on_screen_init ())
    return 0;
  g_test_add_func ("/ui/chart-series/legend", test_legend);
  g_test_add_func ("/ui/chart-series/legend-plots", test_legend_plots);
  g_test_add_func ("/ui/chart-series/follow", test_follow);
  g_test_add_func ("/ui/chart-series/keyboard-pan", test_keyboard_pan);
  return g_test_run ();
}
