/* Pointer and keyboard of a chart. Both move the one reading; a drag zooms to
 * its box, or moves the view with the middle button or Shift. Keys that mean
 * nothing to the chart go on to the window. The legend has keys of its own
 * (legend-key). */
#include <math.h>

#include "ui/chart/chart-view-private.h"

#define ZOOM_STEP 1.25
#define DRAG_THRESHOLD 6.0
/* A drag that is no higher, or no wider, is along the other axis alone. */
#define STRIP 12.0
#define KEY_PAN 0.1 /* of the view */

/* Pointer */

static void
read_at_pointer (InkChartView *self)
{
  self->hovers = TRUE;
  ink_chart_view_take_reading (
      self, ink_plot_read_at (self->plot, self->pointer_x, self->pointer_y));
}

static void
clear_reading (InkChartView *self)
{
  self->hovers = FALSE;
  ink_chart_view_take_reading (self, NULL);
}

/* GDK also tells of a pointer that rests, where something changed below it:
 * that neither takes a reading from the keyboard nor brings back one that
 * Escape took. */
static void
motion_cb (GtkEventControllerMotion *motion,
           double x,
           double y,
           InkChartView *self)
{
  if (self->pointed && x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointed = TRUE;
  self->pointer_x = x;
  self->pointer_y = y;
  if (self->plot != NULL && self->drag == DRAG_NONE)
    read_at_pointer (self);
}

static void
leave_cb (GtkEventControllerMotion *motion, InkChartView *self)
{
  self->pointed = FALSE;
  if (self->drag == DRAG_NONE)
    clear_reading (self);
}

static gboolean
is_in_area (InkChartView *self, double x, double y)
{
  double unused;

  return self->plot != NULL &&
         ink_plot_to_data (self->plot, x, y, &unused, &unused);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, InkChartView *self)
{
  if (!is_in_area (self, x, y))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag_x = self->pointer_x = x;
  self->drag_y = self->pointer_y = y;
}

static gboolean
wants_pan (GtkGestureDrag *gesture)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (gesture);
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (controller);

  return gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) ==
             GDK_BUTTON_MIDDLE ||
         (state & GDK_SHIFT_MASK) != 0;
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double dx,
                double dy,
                InkChartView *self)
{
  double x = self->drag_x + dx;
  double y = self->drag_y + dy;

  if (self->drag == DRAG_NONE)
    {
      if (hypot (dx, dy) < DRAG_THRESHOLD || self->plot == NULL)
        return;
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      self->drag = wants_pan (gesture) ? DRAG_PAN : DRAG_ZOOM;
      clear_reading (self);
    }
  if (self->drag == DRAG_PAN)
    {
      ink_chart_view_set_follow (self, FALSE);
      ink_plot_pan (self->plot, x - self->pointer_x, y - self->pointer_y);
      ink_chart_view_view_changed (self);
    }
  self->pointer_x = x;
  self->pointer_y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Moving the view back leaves the newest, moving it on may find it again. */
static void
panned (InkChartView *self, double dx)
{
  if (dx > 0)
    ink_chart_view_set_follow (self, FALSE);
  else
    ink_chart_view_zoomed (self);
}

void
ink_chart_view_drag_box (InkChartView *self,
                         double x,
                         double y,
                         cairo_rectangle_t *box)
{
  cairo_rectangle_t area;

  *box = (cairo_rectangle_t){ MIN (self->drag_x, x), MIN (self->drag_y, y),
                              fabs (x - self->drag_x),
                              fabs (y - self->drag_y) };
  if (self->plot == NULL || !ink_plot_area (self->plot, &area))
    return;
  if (box->height < STRIP && box->width >= STRIP)
    {
      box->y = area.y;
      box->height = area.height;
    }
  else if (box->width < STRIP && box->height >= STRIP)
    {
      box->x = area.x;
      box->width = area.width;
    }
}

static gboolean
zoom_to_drag (InkChartView *self, double dx, double dy)
{
  cairo_rectangle_t box;

  if (self->drag != DRAG_ZOOM || self->plot == NULL)
    return FALSE;
  ink_chart_view_drag_box (self, self->drag_x + dx, self->drag_y + dy, &box);
  return ink_plot_zoom_to (self->plot, box.x, box.y, box.x + box.width,
                           box.y + box.height);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, InkChartView *self)
{
  gboolean zoomed = zoom_to_drag (self, dx, dy);

  if (self->drag == DRAG_PAN)
    panned (self, dx);
  self->drag = DRAG_NONE;
  if (zoomed)
    ink_chart_view_zoomed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* A gesture that was taken away leaves the zoom as it is. */
static void
drag_cancel_cb (GtkGesture *gesture,
                GdkEventSequence *sequence,
                InkChartView *self)
{
  self->drag = DRAG_NONE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
click_cb (GtkGestureClick *gesture,
          int n_press,
          double x,
          double y,
          InkChartView *self)
{
  if (self->drag != DRAG_NONE || !is_in_area (self, x, y))
    return;
  if (n_press == 2)
    {
      ink_chart_view_forget_open (self);
      ink_chart_view_reset_zoom (self);
      return;
    }
  self->pointer_x = x;
  self->pointer_y = y;
  read_at_pointer (self);
  ink_chart_view_open_by_click (self);
}

static void
open_menu (InkChartView *self, double x, double y)
{
  gtk_popover_set_pointing_to (GTK_POPOVER (self->context_menu),
                               &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->context_menu));
}

static void
menu_click_cb (GtkGestureClick *gesture,
               int n_press,
               double x,
               double y,
               InkChartView *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  open_menu (self, x, y);
}

/* Within a page that scrolls, the wheel alone belongs to the page. */
static gboolean
may_zoom (InkChartView *self, GtkEventController *controller)
{
  GtkWidget *scrolled =
      gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (controller);

  return scrolled == NULL || (state & GDK_CONTROL_MASK) != 0;
}

static gboolean
scroll_cb (GtkEventControllerScroll *scroll,
           double dx,
           double dy,
           InkChartView *self)
{
  if (!is_in_area (self, self->pointer_x, self->pointer_y) ||
      !may_zoom (self, GTK_EVENT_CONTROLLER (scroll)) || dy == 0)
    return GDK_EVENT_PROPAGATE;
  ink_plot_zoom_at (self->plot, self->pointer_x, self->pointer_y,
                    pow (ZOOM_STEP, -CLAMP (dy, -4, 4)));
  ink_chart_view_zoomed (self);
  return GDK_EVENT_STOP;
}

/* Keyboard */

/* The newest data first, where the view has left it. */
static void
go_to_end (InkChartView *self)
{
  if (!self->live || !ink_plot_is_zoomed (self->plot))
    return;
  ink_chart_view_set_follow (self, TRUE);
  ink_chart_view_refresh (self);
  ink_chart_view_paint (self); /* the cursor goes by what is drawn */
}

static void
move_cursor (InkChartView *self, int dx, int dy)
{
  InkReading *next;

  if (dx == 2)
    go_to_end (self);
  next = ink_plot_read_next (self->plot, self->reading, dx, dy);

  if (next == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  self->hovers = FALSE;
  ink_chart_view_take_reading (self, next);
}

static void
zoom_by_key (InkChartView *self, double factor)
{
  cairo_rectangle_t area;
  double x, y;

  if (!ink_plot_area (self->plot, &area))
    return;
  x = self->reading != NULL ? self->reading->px : area.x + area.width / 2;
  y = self->reading != NULL ? self->reading->py : area.y + area.height / 2;
  ink_plot_zoom_at (self->plot, x, y, factor);
  ink_chart_view_zoomed (self);
}

static void
pan_by_key (InkChartView *self, int dx, int dy)
{
  cairo_rectangle_t area;

  if (!ink_plot_area (self->plot, &area) || !ink_plot_is_zoomed (self->plot))
    return;
  ink_plot_pan (self->plot, -dx * KEY_PAN * area.width,
                -dy * KEY_PAN * area.height);
  ink_chart_view_view_changed (self);
  panned (self, -dx);
}

/* First the cursor goes, then the zoom, then the key is somebody else's. */
static gboolean
escape (InkChartView *self)
{
  if (self->drag != DRAG_NONE)
    drag_cancel_cb (NULL, NULL, self);
  else if (self->reading != NULL)
    clear_reading (self);
  else if (ink_plot_is_zoomed (self->plot))
    ink_chart_view_reset_zoom (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static gboolean
cursor_key (InkChartView *self, guint key, GdkModifierType state)
{
  static const struct
  {
    guint key, keypad;
    int dx, dy;
  } moves[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0 },
    { GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0 },
    { GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1 },
    { GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1 },
    { GDK_KEY_Home, GDK_KEY_KP_Home, -2, 0 },
    { GDK_KEY_End, GDK_KEY_KP_End, 2, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (key == moves[i].key || key == moves[i].keypad)
      {
        if ((state & GDK_SHIFT_MASK) != 0 && ABS (moves[i].dx) < 2)
          pan_by_key (self, moves[i].dx, moves[i].dy);
        else
          move_cursor (self, moves[i].dx, moves[i].dy);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
command_key (InkChartView *self, guint key, GdkModifierType state)
{
  switch (key)
    {
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      zoom_by_key (self, ZOOM_STEP * ZOOM_STEP);
      return GDK_EVENT_STOP;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      zoom_by_key (self, 1 / (ZOOM_STEP * ZOOM_STEP));
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      ink_chart_view_open (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_F10:
      if ((state & GDK_SHIFT_MASK) == 0)
        return GDK_EVENT_PROPAGATE;
      open_menu (self, 24, 24);
      return GDK_EVENT_STOP;
    case GDK_KEY_Menu:
      open_menu (self, 24, 24);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      return escape (self);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
copy_key (InkChartView *self, guint key)
{
  if (key != GDK_KEY_c && key != GDK_KEY_C)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self),
                              key == GDK_KEY_C ? "chart.copy-text"
                                               : "chart.copy",
                              NULL);
  return GDK_EVENT_STOP;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        InkChartView *self)
{
  /* Keys belong to the chart only while it, not its button, has the focus. */
  if (self->plot == NULL || !gtk_widget_is_focus (GTK_WIDGET (self)) ||
      (state & GDK_ALT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if ((state & GDK_CONTROL_MASK) != 0)
    return copy_key (self, key);
  if (cursor_key (self, key, state) == GDK_EVENT_STOP)
    return GDK_EVENT_STOP;
  return command_key (self, key, state);
}

static void
add_drag (InkChartView *self, guint button)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), button);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

void
ink_chart_view_add_input (InkChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (widget, key);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);
  g_signal_connect (click, "released", G_CALLBACK (click_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu),
                                 GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (menu_click_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (menu));
  add_drag (self, GDK_BUTTON_PRIMARY);
  add_drag (self, GDK_BUTTON_MIDDLE);
}
