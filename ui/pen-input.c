/* Pointers to pen strokes. GtkGestureStylus serves pens, with pressure, and
 * GtkGestureDrag mouse and touch. Both hand on the positions that came between
 * two frames, so that quick strokes are round. */
#include "ui/pen-input.h"

#define NO_PRESSURE 0.5f

static GdkEvent *
last_event (GtkGesture *gesture)
{
  return gtk_gesture_get_last_event (
      gesture,
      gtk_gesture_single_get_current_sequence (GTK_GESTURE_SINGLE (gesture)));
}

static void
start (InkDrawingArea *area, GtkGesture *gesture, const InkPoint *point)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (area));
  ink_drawing_area_pen_down (area, point);
}

static void
end_cb (InkDrawingArea *area)
{
  ink_drawing_area_pen_up (area);
}

static void
drag_begin_cb (InkDrawingArea *area, double x, double y, GtkGesture *gesture)
{
  GdkEvent *event = last_event (gesture);

  /* A pen's events come here as well. */
  if (event != NULL && gdk_event_get_device_tool (event) != NULL)
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
  else
    start (area, gesture, &(InkPoint) { x, y, NO_PRESSURE });
}

/* Positions before the newest one; those of the surface, to @area's. */
static void
append_history (InkDrawingArea *area, GdkEvent *event, GArray *points)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (area));
  g_autofree GdkTimeCoord *history = NULL;
  double surface_x, surface_y;
  guint n = 0;

  history = gdk_event_get_history (event, &n);
  gtk_native_get_surface_transform (native, &surface_x, &surface_y);
  for (guint i = 0; i < n; i++)
    {
      InkPoint point = { .pressure = NO_PRESSURE };

      gtk_widget_translate_coordinates (
          GTK_WIDGET (native), GTK_WIDGET (area),
          history[i].axes[GDK_AXIS_X] - surface_x,
          history[i].axes[GDK_AXIS_Y] - surface_y, &point.x, &point.y);
      g_array_append_val (points, point);
    }
}

static void
drag_update_cb (InkDrawingArea *area, double dx, double dy,
                GtkGesture *gesture)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (InkPoint));
  GdkEvent *event = last_event (gesture);
  InkPoint point = { .pressure = NO_PRESSURE };

  if (event != NULL && gtk_widget_get_native (GTK_WIDGET (area)) != NULL)
    append_history (area, event, points);
  gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (gesture), &point.x,
                                    &point.y);
  point.x += dx;
  point.y += dy;
  g_array_append_val (points, point);
  ink_drawing_area_pen_move (area, (const InkPoint *) points->data,
                             points->len);
}

static InkPoint
stylus_point (GtkGesture *gesture, double x, double y)
{
  double pressure = NO_PRESSURE;

  gtk_gesture_stylus_get_axis (GTK_GESTURE_STYLUS (gesture),
                               GDK_AXIS_PRESSURE, &pressure);
  return (InkPoint) { x, y, (float) pressure };
}

static void
stylus_down_cb (InkDrawingArea *area, double x, double y, GtkGesture *gesture)
{
  InkPoint point = stylus_point (gesture, x, y);

  start (area, gesture, &point);
}

static void
stylus_motion_cb (InkDrawingArea *area, double x, double y,
                  GtkGesture *gesture)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (InkPoint));
  g_autofree GdkTimeCoord *backlog = NULL;
  InkPoint newest = stylus_point (gesture, x, y);
  guint n = 0;

  if (gtk_gesture_stylus_get_backlog (GTK_GESTURE_STYLUS (gesture), &backlog,
                                      &n))
    for (guint i = 0; i < n; i++)
      {
        const double *axes = backlog[i].axes;
        gboolean pressed = (backlog[i].flags & GDK_AXIS_FLAG_PRESSURE) != 0;
        InkPoint point = { axes[GDK_AXIS_X], axes[GDK_AXIS_Y], NO_PRESSURE };

        if (pressed)
          point.pressure = (float) axes[GDK_AXIS_PRESSURE];
        g_array_append_val (points, point);
      }
  g_array_append_val (points, newest);
  ink_drawing_area_pen_move (area, (const InkPoint *) points->data,
                             points->len);
}

static void
connect (InkDrawingArea *area, GtkGesture *gesture, const char *signal,
         GCallback callback)
{
  g_signal_connect_object (gesture, signal, callback, area, G_CONNECT_SWAPPED);
}

void
ink_pen_input_attach (InkDrawingArea *area)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *stylus = gtk_gesture_stylus_new ();

  connect (area, drag, "drag-begin", G_CALLBACK (drag_begin_cb));
  connect (area, drag, "drag-update", G_CALLBACK (drag_update_cb));
  connect (area, drag, "drag-end", G_CALLBACK (end_cb));
  connect (area, drag, "cancel", G_CALLBACK (end_cb));
  connect (area, stylus, "down", G_CALLBACK (stylus_down_cb));
  connect (area, stylus, "motion", G_CALLBACK (stylus_motion_cb));
  connect (area, stylus, "up", G_CALLBACK (end_cb));
  connect (area, stylus, "cancel", G_CALLBACK (end_cb));
  gtk_widget_add_controller (GTK_WIDGET (area), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (area), GTK_EVENT_CONTROLLER (stylus));
}
