/* The widget around a plot. The plot is painted into a texture only when its
 * data, size, view or look changes; hovering draws no more than the crosshair
 * above it. Pointer and keyboard share one reading, which is also what a
 * screen reader is told. */
#include "ui/chart/chart-view.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "ui/chart/chart-view-private.h"
#include "ui/chart/export-dialog.h"

#define BUTTON_SIZE 30
#define MINIMUM_WIDTH 160
#define MINIMUM_HEIGHT 120
#define NATURAL_WIDTH 480
#define NATURAL_HEIGHT 300
#define CLAIM_KEY "ink-chart-frame" /* of a frame clock */
#define MAX_TURNS_MISSED 6

enum
{
  SIGNAL_MESSAGE,
  SIGNAL_CELL_ACTIVATED,
  SIGNAL_MARK_ACTIVATED,
  SIGNAL_SERIES_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkChartView, ink_chart_view, GTK_TYPE_WIDGET)

void
ink_chart_view_say (InkChartView *self, const char *message)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, message);
}

/* On screen the card behind the chart is its ground. */
static InkTheme
current_theme (void)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  InkTheme theme = *ink_theme_find (dark ? "dark" : "light");

  theme.ground.a = 0;
  return theme;
}

/* (transfer full) */
static char *
reading_text (InkChartView *self)
{
  g_autofree char *text = ink_reading_to_text (self->reading);

  return g_strconcat (text,
                      ink_chart_view_can_open (self, self->reading)
                          ? ". Return opens it."
                          : NULL,
                      NULL);
}

static void
update_accessible (InkChartView *self)
{
  g_autofree char *text = NULL;

  if (self->plot == NULL)
    return;
  text = self->reading != NULL ? reading_text (self)
                               : g_strdup ("Chart. Arrow keys read values, "
                                           "Tab goes to its legend.");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
      ink_plot_title (self->plot), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
      -1);
}

/* Takes @reading, which may be NULL. */
void
ink_chart_view_take_reading (InkChartView *self, InkReading *reading)
{
  if (reading == NULL && self->reading == NULL)
    return;
  ink_reading_free (self->reading);
  self->reading = reading;
  update_accessible (self);
  ink_chart_view_show_hand (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ink_chart_view_view_changed (InkChartView *self)
{
  ink_chart_view_update_actions (self);
  ink_chart_view_refresh (self);
}

/* A view that the user chose goes on with the newest data where it shows it. */
void
ink_chart_view_zoomed (InkChartView *self)
{
  ink_chart_view_set_follow (self,
                             self->plot != NULL &&
                                 ink_plot_is_zoomed (self->plot) &&
                                 ink_plot_newest_in_view (self->plot));
  ink_chart_view_view_changed (self);
}

void
ink_chart_view_series_changed (InkChartView *self)
{
  ink_chart_view_update_series (self);
  ink_chart_view_refresh (self);
  g_signal_emit (self, signals[SIGNAL_SERIES_CHANGED], 0);
}

void
ink_chart_view_reset_zoom (InkChartView *self)
{
  if (self->plot == NULL)
    return;
  ink_plot_reset_view (self->plot);
  ink_chart_view_zoomed (self);
}

gboolean
ink_chart_view_is_heard (InkChartView *self, gboolean marks)
{
  return g_signal_has_handler_pending (
      self, signals[marks ? SIGNAL_MARK_ACTIVATED : SIGNAL_CELL_ACTIVATED], 0,
      FALSE);
}

void
ink_chart_view_emit_open (InkChartView *self, const ChartTarget *target)
{
  if (target->row >= 0 && target->column >= 0)
    g_signal_emit (self, signals[SIGNAL_CELL_ACTIVATED], 0,
                   (guint) target->row, (guint) target->column);
  else if (target->has_mark)
    g_signal_emit (self, signals[SIGNAL_MARK_ACTIVATED], 0, &target->mark);
}

/* Painting */

/* The keys follow what was painted, but not while that goes on. */
static gboolean
place_cb (gpointer user_data)
{
  InkChartView *self = user_data;

  self->place_source = 0;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* (transfer full): where all entries were drawn. */
static GArray *
entry_boxes (InkPlot *plot)
{
  GArray *boxes = g_array_new (FALSE, TRUE, sizeof (cairo_rectangle_t));

  g_array_set_size (boxes, ink_plot_n_entries (plot));
  for (guint i = 0; i < boxes->len; i++)
    ink_plot_entry_box (plot, i, &g_array_index (boxes, cairo_rectangle_t, i));
  return boxes;
}

static void
note_boxes (InkChartView *self)
{
  g_autoptr (GArray) boxes = entry_boxes (self->plot);
  gsize size = boxes->len * sizeof (cairo_rectangle_t);

  if (self->boxes != NULL && self->boxes->len == boxes->len &&
      (size == 0 || memcmp (self->boxes->data, boxes->data, size) == 0))
    return;
  g_clear_pointer (&self->boxes, g_array_unref);
  self->boxes = g_steal_pointer (&boxes);
  if (self->place_source == 0)
    self->place_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, place_cb, self,
                                          NULL);
}

/* The data moved under the cursor: reads again at the same place, the pointer's
 * own or that of the keyboard's point. */
static void
refresh_reading (InkChartView *self)
{
  double x = self->pointer_x;
  double y = self->pointer_y;

  if (self->reading == NULL && !self->hovers)
    return;
  if (!self->hovers)
    {
      x = self->reading->px;
      y = self->reading->py;
    }
  ink_chart_view_take_reading (self, ink_plot_read_at (self->plot, x, y));
}

static void
paint (InkChartView *self, double width, double height)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  InkTheme theme = current_theme ();
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, (int) width * scale, (int) height * scale);
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  ink_plot_set_corner (self->plot, BUTTON_SIZE);
  if (self->follows)
    ink_plot_follow (self->plot);
  ink_plot_draw (self->plot, cr, width, height, &theme);
  note_boxes (self);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    self->picture = ink_texture_from_surface (surface);
  cairo_surface_destroy (surface);
  refresh_reading (self);
}

/* The next snapshot paints, whatever else is painted in that frame. */
static void
drop_picture (InkChartView *self)
{
  if (self->turn_source != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->turn_source);
  self->turn_source = 0;
  self->turns_missed = 0;
  g_clear_object (&self->picture);
}

/* Whether this frame paints no other chart yet; it then paints this one. */
static gboolean
claim_frame (GdkFrameClock *clock)
{
  const gint64 frame = gdk_frame_clock_get_frame_counter (clock) + 1;
  gint64 *claimed = g_object_get_data (G_OBJECT (clock), CLAIM_KEY);

  if (claimed == NULL)
    {
      claimed = g_new0 (gint64, 1);
      g_object_set_data_full (G_OBJECT (clock), CLAIM_KEY, claimed, g_free);
    }
  if (*claimed == frame)
    return FALSE;
  *claimed = frame;
  return TRUE;
}

/* Charts that change together are painted one a frame, so that the window is
 * held up for one at a time; none waits long while others are dragged about. */
static gboolean
turn_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  InkChartView *self = INK_CHART_VIEW (widget);

  if (!claim_frame (clock) && ++self->turns_missed < MAX_TURNS_MISSED)
    return G_SOURCE_CONTINUE;
  self->turn_source = 0; /* it ends by itself */
  drop_picture (self);
  gtk_widget_queue_draw (widget);
  return G_SOURCE_REMOVE;
}

gboolean
ink_chart_view_is_painted (InkChartView *self)
{
  return self->picture != NULL && self->turn_source == 0;
}

void
ink_chart_view_paint (InkChartView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (!ink_chart_view_is_painted (self))
    drop_picture (self);
  if (self->plot != NULL && self->picture == NULL && width > 0 && height > 0)
    paint (self, width, height);
}

static void
snapshot_drag (InkChartView *self, GtkSnapshot *snapshot)
{
  GdkRGBA accent = { 0.21, 0.52, 0.89, 1 };
  const float widths[4] = { 1, 1, 1, 1 };
  cairo_rectangle_t drag;
  graphene_rect_t box;
  GskRoundedRect outline;
  GdkRGBA inside;

  ink_chart_view_drag_box (self, self->pointer_x, self->pointer_y, &drag);
  graphene_rect_init (&box, (float) drag.x, (float) drag.y, (float) drag.width,
                      (float) drag.height);
  inside = accent;
  inside.alpha = 0.15f;
  gtk_snapshot_append_color (snapshot, &inside, &box);
  gsk_rounded_rect_init_from_rect (&outline, &box, 0);
  gtk_snapshot_append_border (snapshot, &outline, widths,
                              (GdkRGBA[4]){ accent, accent, accent, accent });
}

static void
snapshot_focus (InkChartView *self,
                GtkSnapshot *snapshot,
                float width,
                float height)
{
  GdkRGBA color = { 0.21, 0.52, 0.89, 0.7f };
  const float widths[4] = { 2, 2, 2, 2 };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (
      &outline, &GRAPHENE_RECT_INIT (1, 1, width - 2, height - 2), 8);
  gtk_snapshot_append_border (snapshot, &outline, widths,
                              (GdkRGBA[4]){ color, color, color, color });
}

static void
snapshot_point (InkChartView *self, GtkSnapshot *snapshot)
{
  const InkTheme theme = current_theme ();

  ink_chart_view_snapshot_point (self, snapshot, &theme);
}

static void
snapshot_plot (InkChartView *self, GtkSnapshot *snapshot, int width, int height)
{
  graphene_rect_t all =
      GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);

  if (self->picture == NULL)
    paint (self, width, height);
  if (self->picture != NULL)
    ink_texture_snapshot (self->picture, GTK_WIDGET (self), snapshot, &all);
  snapshot_point (self, snapshot);
  if (self->drag == DRAG_ZOOM)
    snapshot_drag (self, snapshot);
  else if (self->reading != NULL)
    {
      InkTheme theme = current_theme ();
      cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &all);

      ink_plot_draw_reading (self->plot, cr, self->reading, &theme);
      cairo_destroy (cr);
    }
}

static void
ink_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  InkChartView *self = INK_CHART_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  if (self->plot != NULL && width > 0 && height > 0)
    snapshot_plot (self, snapshot, width, height);
  if (gtk_widget_has_visible_focus (widget))
    snapshot_focus (self, snapshot, (float) width, (float) height);
  ink_chart_view_snapshot_keys (self, snapshot);
  gtk_widget_snapshot_child (widget, self->button, snapshot);
}

static void
ink_chart_view_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  int child;

  /* The child must be asked, or GTK warns when it is allocated. */
  gtk_widget_measure (INK_CHART_VIEW (widget)->button, orientation, -1, &child,
                      NULL, NULL, NULL);
  *minimum = MAX (child, across ? MINIMUM_WIDTH : MINIMUM_HEIGHT);
  *natural = MAX (child, across ? NATURAL_WIDTH : NATURAL_HEIGHT);
}

static void
ink_chart_view_size_allocate (GtkWidget *widget,
                              int width,
                              int height,
                              int baseline)
{
  InkChartView *self = INK_CHART_VIEW (widget);
  GtkRequisition size;

  gtk_widget_get_preferred_size (self->button, &size, NULL);
  gtk_widget_size_allocate (
      self->button,
      &(GtkAllocation){ width - size.width - 2, 2, size.width, size.height },
      -1);
  ink_chart_view_place_keys (self);
  gtk_popover_present (GTK_POPOVER (self->context_menu));
  if (width == self->width && height == self->height)
    return;
  self->width = width;
  self->height = height;
  drop_picture (self);
}

/* The type */

static void
ink_chart_view_dispose (GObject *object)
{
  InkChartView *self = INK_CHART_VIEW (object);

  if (self->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (self->dialog));
  g_clear_handle_id (&self->place_source, g_source_remove);
  ink_chart_view_forget_open (self);
  g_clear_pointer (&self->boxes, g_array_unref);
  for (guint i = 0; self->keys != NULL && i < self->keys->len; i++)
    gtk_widget_unparent (self->keys->pdata[i]);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_object (&self->series);
  g_clear_object (&self->series_menu);
  g_clear_object (&self->picture);
  g_clear_pointer (&self->reading, ink_reading_free);
  g_clear_pointer (&self->plot, ink_plot_unref);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->context_menu, gtk_widget_unparent);
  G_OBJECT_CLASS (ink_chart_view_parent_class)->dispose (object);
}

static void
class_init_signals (InkChartViewClass *klass)
{
  signals[SIGNAL_MESSAGE] =
      g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_CELL_ACTIVATED] = g_signal_new (
      "cell-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[SIGNAL_MARK_ACTIVATED] = g_signal_new (
      "mark-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_SERIES_CHANGED] = g_signal_new (
      "series-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 0);
}

static void
ink_chart_view_class_init (InkChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_chart_view_dispose;
  widget_class->snapshot = ink_chart_view_snapshot;
  widget_class->measure = ink_chart_view_measure;
  widget_class->size_allocate = ink_chart_view_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "chartview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  ink_chart_view_install_actions (widget_class);
  class_init_signals (klass);
}

static void
ink_chart_view_init (InkChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  self->keys = g_ptr_array_new ();
  self->point_x = self->point_y = NAN;
  ink_chart_view_add_menus (self);
  ink_chart_view_add_input (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (ink_chart_view_refresh), self,
                           G_CONNECT_SWAPPED);
  /* The focus ring is painted, not styled. */
  g_signal_connect (self, "state-flags-changed",
                    G_CALLBACK (gtk_widget_queue_draw), NULL);
  g_signal_connect (self, "notify::scale-factor",
                    G_CALLBACK (ink_chart_view_refresh), NULL);
  ink_chart_view_update_actions (self);
  gtk_widget_action_set_enabled (widget, "chart.show-all", FALSE);
}

GtkWidget *
ink_chart_view_new (InkPlot *plot)
{
  InkChartView *self = g_object_new (INK_TYPE_CHART_VIEW, NULL);

  ink_chart_view_set_plot (self, plot);
  return GTK_WIDGET (self);
}

void
ink_chart_view_set_plot (InkChartView *self, InkPlot *plot)
{
  g_return_if_fail (INK_IS_CHART_VIEW (self));

  if (self->plot == plot)
    return;
  drop_picture (self);
  ink_chart_view_forget_open (self);
  self->point_x = self->point_y = NAN;
  g_clear_pointer (&self->plot, ink_plot_unref);
  self->plot = plot != NULL ? ink_plot_ref (plot) : NULL;
  g_clear_pointer (&self->reading, ink_reading_free);
  update_accessible (self);
  ink_chart_view_show_hand (self);
  ink_chart_view_update_series (self);
  ink_chart_view_zoomed (self);
}

InkPlot *
ink_chart_view_get_plot (InkChartView *self)
{
  g_return_val_if_fail (INK_IS_CHART_VIEW (self), NULL);

  return self->plot;
}

void
ink_chart_view_refresh (InkChartView *self)
{
  g_return_if_fail (INK_IS_CHART_VIEW (self));

  ink_chart_view_update_series (self);
  if (self->picture == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      drop_picture (self);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  else if (self->turn_source == 0)
    self->turn_source = gtk_widget_add_tick_callback (GTK_WIDGET (self),
                                                      turn_cb, NULL, NULL);
  if (self->dialog != NULL)
    ink_export_dialog_refresh (INK_EXPORT_DIALOG (self->dialog));
}

void
ink_chart_view_set_live (InkChartView *self, gboolean live)
{
  g_return_if_fail (INK_IS_CHART_VIEW (self));

  if (self->live == live)
    return;
  if (self->follows) /* to the last of it */
    ink_plot_follow (self->plot);
  self->live = live;
  ink_chart_view_zoomed (self);
}

gboolean
ink_chart_view_export (InkChartView *self, const char *path, GError **error)
{
  InkExportOptions options;

  g_return_val_if_fail (INK_IS_CHART_VIEW (self), FALSE);

  ink_export_options_init (&options);
  if (gtk_widget_get_width (GTK_WIDGET (self)) > 0 &&
      gtk_widget_get_height (GTK_WIDGET (self)) > 0)
    {
      options.width = gtk_widget_get_width (GTK_WIDGET (self));
      options.height = gtk_widget_get_height (GTK_WIDGET (self));
    }
  if (self->plot != NULL)
    return ink_plot_export_file (self->plot, &options, path, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       "There is no chart to export");
  return FALSE;
}
