/* A bar with its name and figure, drawn by hand: new values cost a redraw and
 * no layout. */
#include "ui/probability-row-private.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "ui/plot/theme.h"
#include "ui/probability-bars.h"

#define ROW_HEIGHT 22
#define BAR_HEIGHT 10
#define GAP 12

G_DEFINE_FINAL_TYPE (InkProbabilityRow, ink_probability_row, GTK_TYPE_WIDGET)

static void
ink_probability_row_dispose (GObject *object)
{
  InkProbabilityRow *self = INK_PROBABILITY_ROW (object);

  g_clear_object (&self->name);
  g_clear_object (&self->figure);
  G_OBJECT_CLASS (ink_probability_row_parent_class)->dispose (object);
}

static void
append_rounded (GtkSnapshot *snapshot, const graphene_rect_t *area,
                const GdkRGBA *color)
{
  GskRoundedRect clip;

  gsk_rounded_rect_init_from_rect (&clip, area, 3);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  gtk_snapshot_append_color (snapshot, color, area);
  gtk_snapshot_pop (snapshot);
}

static void
append_text (GtkSnapshot *snapshot, PangoLayout *layout, double x, int height,
             const GdkRGBA *color)
{
  int text_height;

  pango_layout_get_pixel_size (layout, NULL, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((float) x,
                                      (float) ((height - text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static GdkRGBA
with_alpha (const GdkRGBA *color, float alpha)
{
  GdkRGBA result = *color;

  result.alpha *= alpha;
  return result;
}

static GdkRGBA
palette_color (guint number)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const InkColor *color
      = &ink_theme_find (dark ? "dark" : "light")->palette[number];

  return (GdkRGBA) { (float) color->r, (float) color->g, (float) color->b,
                     (float) color->a };
}

static void
append_bar (InkProbabilityRow *self, GtkSnapshot *snapshot,
            const GdkRGBA *text, double x, double width)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  graphene_rect_t area
      = GRAPHENE_RECT_INIT ((float) x, (float) ((height - BAR_HEIGHT) / 2),
                            (float) width, BAR_HEIGHT);
  GdkRGBA accent = { 0.21f, 0.52f, 0.89f, 1 };
  GdkRGBA trough = with_alpha (text, 0.08f);

  gtk_style_context_lookup_color (
      gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_bg_color",
      &accent);
  if (self->color >= 0)
    accent = palette_color ((guint) self->color);
  else if (!self->highlighted)
    accent = with_alpha (&accent, self->is_rest ? 0.35f : 0.6f);
  append_rounded (snapshot, &area, &trough);
  if (!(self->value > 0))
    return;
  /* A sliver stays visible: not nothing is not nothing. */
  area.size.width = (float) fmax (2, width * fmin (self->value, 1));
  append_rounded (snapshot, &area, &accent);
}

static void
ink_probability_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  InkProbabilityRow *self = INK_PROBABILITY_ROW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int figure_width;
  GdkRGBA text, dim;
  double bar;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  dim = with_alpha (&text, 0.65f);
  append_text (snapshot, self->name, 0, height,
               self->highlighted ? &text : &dim);
  pango_layout_get_pixel_size (self->figure, &figure_width, NULL);
  append_text (snapshot, self->figure, width - figure_width, height,
               self->highlighted ? &text : &dim);
  bar = width - self->name_width - self->figure_width - 2 * GAP;
  if (bar > 0)
    append_bar (self, snapshot, &text, self->name_width + GAP, bar);
}

static void
ink_probability_row_measure (GtkWidget *widget, GtkOrientation orientation,
                             int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  InkProbabilityRow *self = INK_PROBABILITY_ROW (widget);
  int text_height;

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = self->figure_width + 120;
      *natural = *minimum + 160;
      return;
    }
  pango_layout_get_pixel_size (self->name, NULL, &text_height);
  *minimum = *natural = MAX (ROW_HEIGHT, text_height + 2);
}

static void
ink_probability_row_class_init (InkProbabilityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_probability_row_dispose;
  widget_class->snapshot = ink_probability_row_snapshot;
  widget_class->measure = ink_probability_row_measure;
  gtk_widget_class_set_css_name (widget_class, "probability");
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_METER);
}

void
ink_probability_set_bold (PangoLayout *layout, gboolean bold)
{
  PangoAttrList *list = pango_attr_list_new ();

  pango_attr_list_insert (list, pango_attr_font_features_new ("tnum"));
  if (bold)
    pango_attr_list_insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, list);
  pango_attr_list_unref (list);
}

static void
ink_probability_row_init (InkProbabilityRow *self)
{
  self->name = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  self->figure = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_ellipsize (self->name, PANGO_ELLIPSIZE_MIDDLE);
  ink_probability_set_bold (self->name, FALSE);
  ink_probability_set_bold (self->figure, FALSE);
  self->value = NAN;
  self->index = G_MAXUINT;
  self->color = -1;
}

/* A layout that is set shapes its text anew. */
static void
set_text (PangoLayout *layout, const char *text)
{
  if (strcmp (pango_layout_get_text (layout), text) != 0)
    pango_layout_set_text (layout, text, -1);
}

void
ink_probability_row_set (InkProbabilityRow *self, const char *name,
                         double value, gboolean highlighted, gboolean is_rest)
{
  gboolean known = isfinite (value);
  g_autofree char *figure = known ? ink_probability_format (value) : NULL;

  self->value = value;
  self->is_rest = is_rest;
  set_text (self->name, name);
  set_text (self->figure, known ? figure : "");
  if (self->highlighted != highlighted)
    {
      ink_probability_set_bold (self->name, highlighted);
      ink_probability_set_bold (self->figure, highlighted);
    }
  self->highlighted = highlighted;
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
      GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
      GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0,
      GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, known ? value : 0.0,
      GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, known ? figure : "none", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The rest is no class to choose. */
void
ink_probability_row_set_choosable (InkProbabilityRow *row, const char *verb,
                                   const char *name)
{
  GtkWidget *widget = GTK_WIDGET (row);
  gboolean choosable = row->index != G_MAXUINT;
  g_autofree char *tooltip = NULL;

  if (gtk_widget_get_focusable (widget) != choosable)
    {
      gtk_widget_set_focusable (widget, choosable);
      gtk_widget_set_cursor_from_name (widget, choosable ? "pointer" : NULL);
    }
  if (strcmp (pango_layout_get_text (row->name), name) == 0)
    return;
  if (choosable)
    tooltip = g_strdup_printf ("%s %s", verb, name);
  gtk_widget_set_tooltip_text (widget, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  tooltip != NULL ? tooltip : "", -1);
}
