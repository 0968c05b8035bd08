/* Pointers to pen strokes. GtkGestureStylus serves pens, with pressure and an
 * end that erases, GtkGestureDrag mouse and touch. Both hand on the positions
 * that came between two frames, so that quick strokes are round. The first
 * finger draws, others do not; a hand that rests on the screen while a pen is
 * near does neither, and what it drew before the pen came down is taken
 * back. */
#include "ui/draw/pen-input.h"

#include "ui/draw/palm-guard.h"

#define NO_PRESSURE 0.5f

typedef struct
{
  InkDrawingArea *area; /* which owns this */
  GtkGesture *drag;
  InkPalmGuard guard;
  GtkGesture *drawer; /* the gesture whose stroke is under way, or NULL */
  gboolean is_finger; /* of drag */
} PenInput;

static GdkEvent *
last_event (GtkGesture *gesture)
{
  return gtk_gesture_get_last_event (
      gesture,
      gtk_gesture_single_get_current_sequence (GTK_GESTURE_SINGLE (gesture)));
}

static gboolean
is_touch (GdkEvent *event)
{
  return gdk_event_get_event_sequence (event) != NULL;
}

static gboolean
is_of_pen (GdkEvent *event)
{
  return gdk_event_get_device_tool (event) != NULL;
}

static double
event_time (GdkEvent *event)
{
  return event != NULL ? gdk_event_get_time (event) : 0;
}

/* --- Mouse and touch --- */

static gboolean
is_refused (PenInput *input, GdkEvent *event)
{
  if (input->drawer != NULL || is_of_pen (event)) /* which come here as well */
    return TRUE;
  return is_touch (event)
         && !ink_palm_guard_accepts_touch (&input->guard,
                                           g_get_monotonic_time ());
}

static void
begin (PenInput *input, GtkGesture *gesture, const InkPoint *point,
       InkTool tool)
{
  input->drawer = gesture;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (input->area));
  ink_drawing_area_tool_down (input->area, point, tool);
}

static void
drag_begin_cb (PenInput *input, double x, double y, GtkGesture *gesture)
{
  GdkEvent *event = last_event (gesture);
  InkPoint point = { x, y, NO_PRESSURE, event_time (event) };

  if (event != NULL && is_refused (input, event))
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  input->is_finger = event != NULL && is_touch (event);
  begin (input, gesture, &point, ink_drawing_area_get_tool (input->area));
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
      InkPoint point = { .pressure = NO_PRESSURE, .time = history[i].time };

      gtk_widget_translate_coordinates (
          GTK_WIDGET (native), GTK_WIDGET (area),
          history[i].axes[GDK_AXIS_X] - surface_x,
          history[i].axes[GDK_AXIS_Y] - surface_y, &point.x, &point.y);
      g_array_append_val (points, point);
    }
}

static void
hand_on (PenInput *input, const GArray *points, InkTool tool)
{
  const InkPoint *newest = &g_array_index (points, InkPoint, points->len - 1);

  ink_drawing_area_hover (input->area, newest->x, newest->y, tool);
  ink_drawing_area_pen_move (input->area, (const InkPoint *) points->data,
                             points->len);
}

static void
drag_update_cb (PenInput *input, double dx, double dy, GtkGesture *gesture)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (InkPoint));
  GdkEvent *event = last_event (gesture);
  InkPoint point = { .pressure = NO_PRESSURE, .time = event_time (event) };

  if (input->drawer != gesture)
    return;
  if (event != NULL
      && gtk_widget_get_native (GTK_WIDGET (input->area)) != NULL)
    append_history (input->area, event, points);
  gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (gesture), &point.x,
                                    &point.y);
  point.x += dx;
  point.y += dy;
  g_array_append_val (points, point);
  hand_on (input, points, ink_drawing_area_get_tool (input->area));
}

static void
end (PenInput *input, GtkGesture *gesture)
{
  if (input->drawer != gesture)
    return;
  input->drawer = NULL;
  ink_drawing_area_pen_up (input->area);
}

static void
drag_end_cb (PenInput *input)
{
  if (input->drawer == input->drag && input->is_finger)
    ink_drawing_area_leave (input->area); /* a finger hovers nowhere */
  end (input, input->drag);
}

/* The system found that a finger's touch is a palm's, or a gesture of its own;
 * a mouse that was torn away has drawn what it has drawn. */
static void
drag_cancel_cb (PenInput *input)
{
  if (input->drawer == input->drag && input->is_finger)
    ink_drawing_area_pen_cancel (input->area);
  drag_end_cb (input);
}

/* --- Pens --- */

/* The end that erases rubs, but where the tool at hand erases otherwise. */
static InkTool
tool_of (PenInput *input, GdkDeviceTool *device_tool)
{
  InkTool tool = ink_drawing_area_get_tool (input->area);

  if (device_tool == NULL
      || gdk_device_tool_get_tool_type (device_tool)
             != GDK_DEVICE_TOOL_TYPE_ERASER)
    return tool;
  return tool == INK_TOOL_PEN ? INK_TOOL_RUBBER : tool;
}

static InkTool
stylus_tool (PenInput *input, GtkGesture *gesture)
{
  return tool_of (input, gtk_gesture_stylus_get_device_tool (
                             GTK_GESTURE_STYLUS (gesture)));
}

static InkPoint
stylus_point (GtkGesture *gesture, double x, double y)
{
  double pressure = NO_PRESSURE;

  gtk_gesture_stylus_get_axis (GTK_GESTURE_STYLUS (gesture),
                               GDK_AXIS_PRESSURE, &pressure);
  return (InkPoint) { x, y, (float) pressure,
                      event_time (last_event (gesture)) };
}

static void
stylus_down_cb (PenInput *input, double x, double y, GtkGesture *gesture)
{
  InkPoint point = stylus_point (gesture, x, y);

  if (input->drawer == input->drag) /* it was the hand */
    {
      drag_cancel_cb (input);
      gtk_gesture_set_state (input->drag, GTK_EVENT_SEQUENCE_DENIED);
    }
  begin (input, gesture, &point, stylus_tool (input, gesture));
}

static void
stylus_end_cb (PenInput *input, double x, double y, GtkGesture *gesture)
{
  end (input, gesture);
}

static void
stylus_cancel_cb (PenInput *input, GdkEventSequence *sequence,
                  GtkGesture *gesture)
{
  end (input, gesture);
}

static void
stylus_motion_cb (PenInput *input, double x, double y, GtkGesture *gesture)
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
        InkPoint point = { axes[GDK_AXIS_X], axes[GDK_AXIS_Y], NO_PRESSURE,
                           backlog[i].time };

        if (pressed)
          point.pressure = (float) axes[GDK_AXIS_PRESSURE];
        g_array_append_val (points, point);
      }
  g_array_append_val (points, newest);
  hand_on (input, points, stylus_tool (input, gesture));
}

/* --- Both --- */

/* Sees all events of the sheet before any gesture does; takes none. */
static gboolean
watch_cb (PenInput *input, GdkEvent *event)
{
  if (is_of_pen (event))
    ink_palm_guard_pen (&input->guard,
                        gdk_event_get_event_type (event) == GDK_PROXIMITY_OUT,
                        g_get_monotonic_time ());
  return GDK_EVENT_PROPAGATE;
}

static void
hover_cb (PenInput *input, double x, double y, GtkEventController *controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  GdkDeviceTool *tool
      = event != NULL ? gdk_event_get_device_tool (event) : NULL;

  if (event == NULL || !is_touch (event))
    ink_drawing_area_hover (input->area, x, y, tool_of (input, tool));
}

static void
leave_cb (PenInput *input)
{
  ink_drawing_area_leave (input->area);
}

static void
connect (PenInput *input, gpointer controller, const char *signal,
         GCallback callback)
{
  g_signal_connect_swapped (controller, signal, callback, input);
}

static void
add (PenInput *input, gpointer controller)
{
  gtk_widget_add_controller (GTK_WIDGET (input->area), controller);
}

static void
add_watch (PenInput *input)
{
  GtkEventController *watch = gtk_event_controller_legacy_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_event_controller_set_propagation_phase (watch, GTK_PHASE_CAPTURE);
  connect (input, watch, "event", G_CALLBACK (watch_cb));
  connect (input, motion, "enter", G_CALLBACK (hover_cb));
  connect (input, motion, "motion", G_CALLBACK (hover_cb));
  connect (input, motion, "leave", G_CALLBACK (leave_cb));
  add (input, watch);
  add (input, motion);
}

void
ink_pen_input_attach (InkDrawingArea *area)
{
  PenInput *input = g_new0 (PenInput, 1);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *stylus = gtk_gesture_stylus_new ();

  input->area = area;
  input->drag = drag;
  gtk_gesture_single_set_exclusive (GTK_GESTURE_SINGLE (drag), TRUE);
  connect (input, drag, "drag-begin", G_CALLBACK (drag_begin_cb));
  connect (input, drag, "drag-update", G_CALLBACK (drag_update_cb));
  connect (input, drag, "drag-end", G_CALLBACK (drag_end_cb));
  connect (input, drag, "cancel", G_CALLBACK (drag_cancel_cb));
  connect (input, stylus, "down", G_CALLBACK (stylus_down_cb));
  connect (input, stylus, "motion", G_CALLBACK (stylus_motion_cb));
  connect (input, stylus, "up", G_CALLBACK (stylus_end_cb));
  connect (input, stylus, "cancel", G_CALLBACK (stylus_cancel_cb));
  add_watch (input);
  add (input, drag);
  add (input, stylus);
  /* The controllers go with the widget, before its data. */
  g_object_set_data_full (G_OBJECT (area), "ink-pen-input", input, g_free);
}
