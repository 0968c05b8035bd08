/* What can be done with a chart besides pointing at it: the actions, and the
 * menu of the button and of the secondary click, which are one. */
#include <string.h>

#include "ui/chart/chart-view-private.h"
#include "ui/chart/export-dialog.h"

void
ink_chart_view_set_follow (InkChartView *self, gboolean follow)
{
  follow = follow && self->live && self->plot != NULL;
  if (follow && !ink_plot_newest_in_view (self->plot))
    ink_plot_follow (self->plot);
  if (follow == self->follows)
    return;
  self->follows = follow;
  g_object_notify (G_OBJECT (self), "follow");
}

static void
exported_cb (InkExportDialog *dialog, const char *message, InkChartView *self)
{
  ink_chart_view_say (self, message);
}

static void
closed_cb (InkExportDialog *dialog, InkChartView *self)
{
  if (self->dialog == (GtkWidget *) dialog)
    self->dialog = NULL;
}

static void
export_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  InkChartView *self = INK_CHART_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (self->plot == NULL || self->dialog != NULL)
    return;
  self->dialog = ink_export_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->plot,
      g_variant_get_string (parameter, NULL), gtk_widget_get_width (widget),
      gtk_widget_get_height (widget));
  g_signal_connect_object (self->dialog, "exported", G_CALLBACK (exported_cb),
                           self, 0);
  g_signal_connect_object (self->dialog, "destroy", G_CALLBACK (closed_cb),
                           self, 0);
  gtk_window_present (GTK_WINDOW (self->dialog));
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  InkChartView *self = INK_CHART_VIEW (widget);
  g_autoptr (GdkTexture) texture = NULL;

  if (self->plot == NULL)
    return;
  texture = ink_chart_export_texture (self->plot, gtk_widget_get_width (widget),
                                      gtk_widget_get_height (widget));
  if (texture == NULL)
    {
      ink_chart_view_say (self, "There is no memory for the picture");
      return;
    }
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
  ink_chart_view_say (self, "Picture copied");
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (const char *p = strchr (text, '\n'); p != NULL; p = strchr (p + 1, '\n'))
    n++;
  return n;
}

static void
copy_text_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  InkChartView *self = INK_CHART_VIEW (widget);
  g_autofree char *text = NULL;
  g_autofree char *message = NULL;
  guint n;

  if (self->plot == NULL)
    return;
  text = ink_plot_to_text (self->plot);
  n = count_lines (text);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  message = g_strdup_printf ("Data in view copied: %u %s with the heading", n,
                             n == 1 ? "line" : "lines");
  ink_chart_view_say (self, message);
}

static void
reset_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ink_chart_view_reset_zoom (INK_CHART_VIEW (widget));
}

static void
show_all_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  InkChartView *self = INK_CHART_VIEW (widget);

  if (self->plot == NULL)
    return;
  ink_plot_show_all (self->plot);
  ink_chart_view_series_changed (self);
}

static GMenuModel *
make_export_section (void)
{
  GMenu *section = g_menu_new ();

  g_menu_append (section, "Export as _PNG…", "chart.export::png");
  g_menu_append (section, "Export as S_VG…", "chart.export::svg");
  g_menu_append (section, "Export as P_DF…", "chart.export::pdf");
  g_menu_append (section, "Export as _CSV…", "chart.export::csv");
  return G_MENU_MODEL (section);
}

static GMenuModel *
make_view_section (void)
{
  GMenu *section = g_menu_new ();
  g_autoptr (GMenuItem) follow =
      g_menu_item_new ("_Follow Newest", "chart.follow");

  g_menu_append (section, "_Reset Zoom", "chart.reset-zoom");
  g_menu_item_set_attribute (follow, "hidden-when", "s", "action-disabled");
  g_menu_append_item (section, follow);
  return G_MENU_MODEL (section);
}

static GMenuModel *
make_copy_section (void)
{
  GMenu *section = g_menu_new ();

  g_menu_append (section, "C_opy Picture", "chart.copy");
  g_menu_append (section, "Copy _Text", "chart.copy-text");
  return G_MENU_MODEL (section);
}

static GMenuModel *
make_menu (InkChartView *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuModel) export = make_export_section ();
  g_autoptr (GMenuModel) view = make_view_section ();
  g_autoptr (GMenuModel) copy = make_copy_section ();

  g_menu_append_section (menu, NULL, view);
  g_menu_append_section (menu, "Series", G_MENU_MODEL (self->series_menu));
  g_menu_append_section (menu, NULL, copy);
  g_menu_append_section (menu, NULL, export);
  return G_MENU_MODEL (menu);
}

void
ink_chart_view_add_menus (InkChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr (GMenuModel) menu = NULL;

  self->series_menu = g_menu_new ();
  self->series = g_simple_action_group_new ();
  gtk_widget_insert_action_group (widget, "series",
                                  G_ACTION_GROUP (self->series));
  menu = make_menu (self);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button),
                                 "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->button), menu);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_tooltip_text (self->button, "Chart menu");
  gtk_widget_set_parent (self->button, widget);
  self->context_menu = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->context_menu), FALSE);
  gtk_widget_set_halign (self->context_menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->context_menu, widget);
}

void
ink_chart_view_update_actions (InkChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean zoomed = self->plot != NULL && ink_plot_is_zoomed (self->plot);

  gtk_widget_action_set_enabled (widget, "chart.reset-zoom", zoomed);
  gtk_widget_action_set_enabled (widget, "chart.follow", zoomed && self->live);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, INK_CHART_VIEW (object)->follows);
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  InkChartView *self = INK_CHART_VIEW (object);

  ink_chart_view_set_follow (self, g_value_get_boolean (value));
  ink_chart_view_refresh (self);
}

void
ink_chart_view_install_actions (GtkWidgetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  g_object_class_install_property (
      object_class, 1,
      g_param_spec_boolean ("follow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                G_PARAM_STATIC_STRINGS));
  gtk_widget_class_install_property_action (klass, "chart.follow", "follow");
  gtk_widget_class_install_action (klass, "chart.export", "s", export_cb);
  gtk_widget_class_install_action (klass, "chart.copy", NULL, copy_cb);
  gtk_widget_class_install_action (klass, "chart.copy-text", NULL,
                                   copy_text_cb);
  gtk_widget_class_install_action (klass, "chart.reset-zoom", NULL, reset_cb);
  gtk_widget_class_install_action (klass, "chart.show-all", NULL, show_all_cb);
}
