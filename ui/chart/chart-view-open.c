/* What of a chart can be opened, a cell or a mark: the pointer is a hand over
 * it, a click or Return opens it. Where the chart is zoomed a second click
 * would reset that, so that the first waits until none can follow. Also the
 * point that others move over the chart. */
#include <math.h>

#include "ui/chart/chart-view-private.h"

#define POINT_ROOM 14 /* pixels around its middle */

static gboolean
has_cell (const InkReading *reading)
{
  return reading != NULL && reading->row >= 0 && reading->column >= 0;
}

gboolean
ink_chart_view_can_open (InkChartView *self, const InkReading *reading)
{
  if (has_cell (reading))
    return ink_chart_view_is_heard (self, FALSE);
  return reading != NULL && reading->has_mark
         && ink_chart_view_is_heard (self, TRUE);
}

void
ink_chart_view_show_hand (InkChartView *self)
{
  const gboolean hand = self->hovers && self->drag == DRAG_NONE
                        && ink_chart_view_can_open (self, self->reading);

  if (hand == self->hand)
    return;
  self->hand = hand;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), hand ? "pointer" : NULL);
}

static gboolean
open_cb (gpointer user_data)
{
  InkChartView *self = user_data;

  self->open_source = 0;
  ink_chart_view_emit_open (self, &self->to_open);
  return G_SOURCE_REMOVE;
}

void
ink_chart_view_forget_open (InkChartView *self)
{
  g_clear_handle_id (&self->open_source, g_source_remove);
}

/* What a click on the chart opens. */
static void
take_target (InkChartView *self, ChartTarget *target)
{
  const InkReading *reading = self->reading;

  *target = (ChartTarget) { -1, -1, FALSE, { 0 } };
  if (reading == NULL)
    return;
  target->row = reading->row;
  target->column = reading->column;
  target->has_mark = reading->has_mark;
  target->mark = reading->mark;
}

void
ink_chart_view_open (InkChartView *self)
{
  ChartTarget target;

  ink_chart_view_forget_open (self);
  take_target (self, &target);
  ink_chart_view_emit_open (self, &target);
}

void
ink_chart_view_open_by_click (InkChartView *self)
{
  int wait = 400;

  if (!ink_plot_is_zoomed (self->plot))
    {
      ink_chart_view_open (self);
      return;
    }
  ink_chart_view_forget_open (self);
  if (!ink_chart_view_can_open (self, self->reading))
    return;
  take_target (self, &self->to_open);
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)),
                "gtk-double-click-time", &wait, NULL);
  self->open_source = g_timeout_add ((guint) MAX (wait, 0), open_cb, self);
}

/* The point */

void
ink_chart_view_set_point (InkChartView *self, double x, double y, guint color)
{
  g_return_if_fail (INK_IS_CHART_VIEW (self));

  self->point_x = x;
  self->point_y = y;
  self->point_color = color;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ink_chart_view_get_point (InkChartView *self, double *x, double *y)
{
  g_return_if_fail (INK_IS_CHART_VIEW (self));

  *x = self->point_x;
  *y = self->point_y;
}

void
ink_chart_view_snapshot_point (InkChartView *self, GtkSnapshot *snapshot,
                               const InkTheme *theme)
{
  cairo_rectangle_t area;
  graphene_rect_t room;
  double px, py, x, y;
  cairo_t *cr;

  if (isnan (self->point_x) || isnan (self->point_y)
      || !ink_plot_area (self->plot, &area))
    return;
  ink_plot_to_pixels (self->plot, self->point_x, self->point_y, &px, &py);
  x = CLAMP (px, area.x, area.x + area.width);
  y = CLAMP (py, area.y, area.y + area.height);
  graphene_rect_init (&room, (float) x - POINT_ROOM, (float) y - POINT_ROOM,
                      2 * POINT_ROOM, 2 * POINT_ROOM);
  cr = gtk_snapshot_append_cairo (snapshot, &room);
  ink_plot_draw_point (cr, theme, x, y, self->point_color,
                       fabs (x - px) < 1 && fabs (y - py) < 1);
  cairo_destroy (cr);
}
