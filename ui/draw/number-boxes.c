/* The boxes are kept in the drawing's units, or the picture's pixels, and
 * brought to the widget's when they are drawn, as the sheet may have another
 * size by then. */
#include "ui/draw/number-boxes.h"

#include <math.h>

/* In pixels: around the ink, and beyond it at least a stroke's half; corners;
 * from a box to its label. */
#define PADDING 6
#define LEAST_SIDE 12
#define RADIUS 8
#define LABEL_GAP 2

typedef struct
{
  InkRect box;
  gboolean confident;
  PangoLayout *label;
  PangoLayout *brief; /* the digit alone */
} Box;

struct _InkNumberBoxes
{
  GtkWidget parent_instance;
  InkDrawingArea *sheet;
  GArray *boxes; /* Box */
  guint selected;
};

G_DEFINE_FINAL_TYPE (InkNumberBoxes, ink_number_boxes, GTK_TYPE_WIDGET)

static void
clear_box (gpointer data)
{
  Box *box = data;

  g_clear_object (&box->label);
  g_clear_object (&box->brief);
}

static gboolean
has_picture (InkNumberBoxes *self)
{
  guint height, width;

  return ink_drawing_area_get_picture (self->sheet, &height, &width) != NULL;
}

/* From the drawing's units or the picture's pixels to the widget's. */
static void
find_place (InkNumberBoxes *self, const InkRect *box, graphene_rect_t *place)
{
  double x, y, scale, pad = PADDING, width, height;

  ink_drawing_area_get_place (self->sheet, &x, &y, &scale);
  if (!has_picture (self))
    pad += ink_drawing_area_get_pen_width (self->sheet) * scale / 2;
  width = fmax (box->width * scale, LEAST_SIDE) + 2 * pad;
  height = fmax (box->height * scale, LEAST_SIDE) + 2 * pad;
  graphene_rect_init (place,
                      (float) (x + (box->x + box->width / 2) * scale
                               - width / 2),
                      (float) (y + (box->y + box->height / 2) * scale
                               - height / 2),
                      (float) width, (float) height);
}

/* The label above its box, or inside where there is no room; the digit alone
 * where the label would reach over the next one's. */
static void
append_label (InkNumberBoxes *self, GtkSnapshot *snapshot, const Box *box,
              const graphene_rect_t *place, const GdkRGBA *color)
{
  float room = (float) gtk_widget_get_width (GTK_WIDGET (self));
  PangoLayout *layout = box->label;
  int width, height;
  float x, y;

  pango_layout_get_pixel_size (layout, &width, &height);
  if ((float) width > place->size.width)
    {
      layout = box->brief;
      pango_layout_get_pixel_size (layout, &width, &height);
    }
  x = place->origin.x + (place->size.width - (float) width) / 2;
  y = place->origin.y - (float) height - LABEL_GAP;
  x = CLAMP (x, 4, fmaxf (room - (float) width - 4, 4));
  if (y < 2)
    y = place->origin.y + LABEL_GAP;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
trace_rounded (cairo_t *cr, const graphene_rect_t *r)
{
  double x0 = r->origin.x, y0 = r->origin.y;
  double x1 = x0 + r->size.width, y1 = y0 + r->size.height;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x1 - RADIUS, y0 + RADIUS, RADIUS, -G_PI / 2, 0);
  cairo_arc (cr, x1 - RADIUS, y1 - RADIUS, RADIUS, 0, G_PI / 2);
  cairo_arc (cr, x0 + RADIUS, y1 - RADIUS, RADIUS, G_PI / 2, G_PI);
  cairo_arc (cr, x0 + RADIUS, y0 + RADIUS, RADIUS, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

static void
draw_frame (cairo_t *cr, const Box *box, const graphene_rect_t *place,
            const GdkRGBA *color, gboolean selected)
{
  static const double dashes[] = { 5, 4 };

  cairo_save (cr);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, selected ? 2.5 : 1.5);
  if (!box->confident)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  trace_rounded (cr, place);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* The theme's on its sheet; a picture has a ground of its own, so that there
 * they are colours of middle lightness. */
static GdkRGBA
color_of (InkNumberBoxes *self, gboolean selected)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  gboolean picture = has_picture (self);
  GdkRGBA color;

  if (selected
      && gtk_style_context_lookup_color (
          context, picture ? "accent_bg_color" : "accent_color", &color))
    return color;
  if (picture)
    return (GdkRGBA) { 0.47f, 0.47f, 0.47f, 1 };
  gtk_style_context_get_color (context, &color);
  color.alpha *= 0.6f;
  return color;
}

static void
ink_number_boxes_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  InkNumberBoxes *self = INK_NUMBER_BOXES (widget);
  graphene_rect_t all
      = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                            (float) gtk_widget_get_height (widget));
  cairo_t *cr;

  if (self->boxes->len == 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &all);
  for (guint i = 0; i < self->boxes->len; i++)
    {
      const Box *box = &g_array_index (self->boxes, Box, i);
      GdkRGBA color = color_of (self, i == self->selected);
      graphene_rect_t place;

      find_place (self, &box->box, &place);
      draw_frame (cr, box, &place, &color, i == self->selected);
    }
  cairo_destroy (cr);
  for (guint i = 0; i < self->boxes->len; i++)
    {
      const Box *box = &g_array_index (self->boxes, Box, i);
      GdkRGBA color = color_of (self, i == self->selected);
      graphene_rect_t place;

      find_place (self, &box->box, &place);
      append_label (self, snapshot, box, &place, &color);
    }
}

static void
ink_number_boxes_finalize (GObject *object)
{
  InkNumberBoxes *self = INK_NUMBER_BOXES (object);

  g_array_unref (self->boxes);
  g_clear_object (&self->sheet);
  G_OBJECT_CLASS (ink_number_boxes_parent_class)->finalize (object);
}

static void
ink_number_boxes_class_init (InkNumberBoxesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ink_number_boxes_finalize;
  widget_class->snapshot = ink_number_boxes_snapshot;
  gtk_widget_class_set_css_name (widget_class, "numberboxes");
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ink_number_boxes_init (InkNumberBoxes *self)
{
  self->boxes = g_array_new (FALSE, FALSE, sizeof (Box));
  g_array_set_clear_func (self->boxes, clear_box);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
ink_number_boxes_new (InkDrawingArea *sheet)
{
  InkNumberBoxes *self = g_object_new (INK_TYPE_NUMBER_BOXES, NULL);

  self->sheet = g_object_ref (sheet);
  return GTK_WIDGET (self);
}

char *
ink_number_format_short (double probability)
{
  return probability >= 0.995
             ? g_strdup ("> 99 %")
             : g_strdup_printf ("%.0f %%", 100 * probability);
}

/* Takes @text, whose first character is stressed. */
static PangoLayout *
make_label (InkNumberBoxes *self, char *text)
{
  PangoLayout *layout
      = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *list = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  bold->start_index = 0;
  bold->end_index = 1;
  pango_attr_list_insert (list, bold);
  pango_attr_list_insert (list, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, list);
  pango_attr_list_unref (list);
  g_free (text);
  return layout;
}

static Box
make_box (InkNumberBoxes *self, const InkNumber *number, guint index)
{
  const InkNumberDigit *digit = &number->digits[index];
  char character = number->text[index];
  g_autofree char *sure = ink_number_format_short (digit->probability);

  return (Box) { digit->box, digit->confident && number->cut_confident,
                 make_label (self,
                             g_strdup_printf ("%c  %s", character, sure)),
                 make_label (self, g_strdup_printf ("%c", character)) };
}

void
ink_number_boxes_set (InkNumberBoxes *self, const InkNumber *number,
                      guint selected)
{
  g_return_if_fail (INK_IS_NUMBER_BOXES (self));

  g_array_set_size (self->boxes, 0);
  self->selected = selected;
  for (guint i = 0; number != NULL && number->n > 1 && i < number->n; i++)
    {
      Box box = make_box (self, number, i);

      g_array_append_val (self->boxes, box);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint
ink_number_boxes_get_count (InkNumberBoxes *self)
{
  g_return_val_if_fail (INK_IS_NUMBER_BOXES (self), 0);

  return self->boxes->len;
}

gboolean
ink_number_boxes_get_place (InkNumberBoxes *self, guint index,
                            graphene_rect_t *place)
{
  g_return_val_if_fail (INK_IS_NUMBER_BOXES (self), FALSE);

  if (index >= self->boxes->len)
    return FALSE;
  find_place (self, &g_array_index (self->boxes, Box, index).box, place);
  return TRUE;
}
