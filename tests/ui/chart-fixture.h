#pragma once

#include "tests/ui/on-screen.h"

#include <math.h>
#include <string.h>

#include "ui/chart/chart-view-private.h"

/* A chart in a window of its own. Events are given to the widget's own
 * controllers. */

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

static inline void
message_cb (InkChartView *view, const char *message, Fixture *f)
{
  g_free (f->message);
  f->message = g_strdup (message);
}

static inline void
activated_cb (InkChartView *view, guint row, guint column, Fixture *f)
{
  f->row = row;
  f->column = column;
  f->n_activated++;
}

static inline InkPlot *
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

static inline InkPlot *
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
static inline void
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

static inline void
close_view (Fixture *f)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  on_screen_settle (); /* popovers go in an idle */
  g_assert_finalize_object (f->view);
  ink_plot_unref (f->plot);
  g_free (f->message);
}

/* Waits until the view has painted again after a change. */
static inline void
wait_painted (Fixture *f)
{
  on_screen_wait (ink_chart_view_is_painted (f->view));
  ink_plot_area (f->plot, &f->area);
}

static inline GtkEventController *
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

static inline gboolean
press_key (Fixture *f, guint key)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (controller_of (f, GTK_TYPE_EVENT_CONTROLLER_KEY),
                         "key-pressed", key, 0, 0, &handled);
  wait_painted (f);
  return handled;
}

static inline const char *
heading (Fixture *f)
{
  return f->view->reading != NULL ? f->view->reading->heading : NULL;
}

static inline void
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
