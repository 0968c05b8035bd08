/* The widget around a plot. The plot is painted into a texture only when its
 * data, size, view or look changes; hovering draws no more than the crosshair
 * above it. Pointer and keyboard share one reading, which is also what a
 * screen reader is told. */
#include "ui/chart-view.h"

#include <adwaita.h>

#include "ui/chart-view-private.h"

#define BUTTON_SIZE 30
#define MINIMUM_WIDTH 160
#define MINIMUM_HEIGHT 120
#define NATURAL_WIDTH 480
#define NATURAL_HEIGHT 300

enum
{
  SIGNAL_MESSAGE,
  SIGNAL_CELL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkChartView, ink_chart_view, GTK_TYPE_WIDGET)

static void
say (InkChartView *self, const char *message)
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

static void
update_accessible (InkChartView *self)
{
  g_autofree char *text = NULL;

  if (self->plot == NULL)
    return;
  text = self->reading != NULL ? ink_reading_to_text (self->reading)
                               : g_strdup ("Chart. Arrow keys read values.");
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
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ink_chart_view_view_changed (InkChartView *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chart.reset-zoom",
                                 self->plot != NULL &&
                                     ink_plot_is_zoomed (self->plot));
  ink_chart_view_refresh (self);
}

void
ink_chart_view_reset_zoom (InkChartView *self)
{
  if (self->plot == NULL)
    return;
  ink_plot_reset_view (self->plot);
  ink_chart_view_view_changed (self);
}

void
ink_chart_view_activate_cell (InkChartView *self)
{
  const InkReading *reading = self->reading;

  if (reading != NULL && reading->row >= 0 && reading->column >= 0)
    g_signal_emit (self, signals[SIGNAL_CELL_ACTIVATED], 0,
                   (guint) reading->row, (guint) reading->column);
}

/* Painting */

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
  ink_plot_draw (self->plot, cr, width, height, &theme);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    self->picture = ink_texture_from_surface (surface);
  cairo_surface_destroy (surface);
  if (self->reading == NULL)
    return;
  /* The data moved under the cursor: read again at the same place. */
  ink_chart_view_take_reading (
      self,
      ink_plot_read_at (self->plot, self->reading->px, self->reading->py));
}

static void
snapshot_drag (InkChartView *self, GtkSnapshot *snapshot)
{
  GdkRGBA accent = { 0.21, 0.52, 0.89, 1 };
  const float widths[4] = { 1, 1, 1, 1 };
  graphene_rect_t box;
  GskRoundedRect outline;
  GdkRGBA inside;

  graphene_rect_init (&box, (float) self->drag_x, (float) self->drag_y,
                      (float) (self->pointer_x - self->drag_x),
                      (float) (self->pointer_y - self->drag_y));
  graphene_rect_normalize (&box);
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
snapshot_plot (InkChartView *self, GtkSnapshot *snapshot, int width, int height)
{
  graphene_rect_t all =
      GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);

  if (self->picture == NULL)
    paint (self, width, height);
  if (self->picture != NULL)
    ink_texture_snapshot (self->picture, GTK_WIDGET (self), snapshot, &all);
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
  gtk_popover_present (GTK_POPOVER (self->context_menu));
  g_clear_object (&self->picture);
}

/* Menu */

static void
dialog_response_cb (GtkNativeDialog *dialog, int response, InkChartView *self)
{
  g_autofree char *message = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    message = ink_chart_export_dialog_save (GTK_FILE_CHOOSER_NATIVE (dialog));
  g_clear_object (&self->dialog);
  if (message != NULL)
    say (self, message);
}

static void
export_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  InkChartView *self = INK_CHART_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (self->plot == NULL || self->dialog != NULL)
    return;
  self->dialog = ink_chart_export_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->plot,
      g_variant_get_string (parameter, NULL), gtk_widget_get_width (widget),
      gtk_widget_get_height (widget));
  g_signal_connect_object (self->dialog, "response",
                           G_CALLBACK (dialog_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->dialog));
}

static void
copy_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  InkChartView *self = INK_CHART_VIEW (widget);
  g_autoptr (GdkTexture) texture = NULL;

  if (self->plot != NULL)
    texture =
        ink_chart_export_texture (self->plot, gtk_widget_get_width (widget),
                                  gtk_widget_get_height (widget));
  if (texture == NULL)
    {
      say (self, "There is no memory for the picture");
      return;
    }
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
  say (self, "Picture copied");
}

static void
reset_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ink_chart_view_reset_zoom (INK_CHART_VIEW (widget));
}

static GMenuModel *
menu_new (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) export = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();

  g_menu_append (export, "Export as _PNG…", "chart.export::png");
  g_menu_append (export, "Export as _SVG…", "chart.export::svg");
  g_menu_append (export, "Export as P_DF…", "chart.export::pdf");
  g_menu_append (export, "Export as _CSV…", "chart.export::csv");
  g_menu_append (rest, "C_opy Picture", "chart.copy");
  g_menu_append (rest, "_Reset Zoom", "chart.reset-zoom");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (export));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
  return G_MENU_MODEL (menu);
}

/* The type */

static void
ink_chart_view_dispose (GObject *object)
{
  InkChartView *self = INK_CHART_VIEW (object);

  if (self->dialog != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->dialog));
  g_clear_object (&self->dialog);
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
  gtk_widget_class_install_action (widget_class, "chart.export", "s",
                                   export_action_cb);
  gtk_widget_class_install_action (widget_class, "chart.copy", NULL,
                                   copy_action_cb);
  gtk_widget_class_install_action (widget_class, "chart.reset-zoom", NULL,
                                   reset_action_cb);
  class_init_signals (klass);
}

static void
add_menus (InkChartView *self)
{
  g_autoptr (GMenuModel) menu = menu_new ();

  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button),
                                 "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->button), menu);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_tooltip_text (self->button, "Chart menu");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  self->context_menu = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->context_menu), FALSE);
  gtk_widget_set_halign (self->context_menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->context_menu, GTK_WIDGET (self));
}

static void
ink_chart_view_init (InkChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  add_menus (self);
  ink_chart_view_add_input (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (ink_chart_view_refresh), self,
                           G_CONNECT_SWAPPED);
  /* The focus ring is painted, not styled. */
  g_signal_connect (self, "state-flags-changed",
                    G_CALLBACK (gtk_widget_queue_draw), NULL);
  g_signal_connect (self, "notify::scale-factor",
                    G_CALLBACK (ink_chart_view_refresh), NULL);
  gtk_widget_action_set_enabled (widget, "chart.reset-zoom", FALSE);
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
  g_clear_pointer (&self->plot, ink_plot_unref);
  self->plot = plot != NULL ? ink_plot_ref (plot) : NULL;
  g_clear_pointer (&self->reading, ink_reading_free);
  update_accessible (self);
  ink_chart_view_view_changed (self);
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

  g_clear_object (&self->picture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
    return ink_chart_export_file (self->plot, path, &options, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       "There is no chart to export");
  return FALSE;
}
