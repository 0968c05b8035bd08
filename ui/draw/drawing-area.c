/* The sheet: a drawing in units of its own, or a picture, whose number is the
 * drawing's backdrop, so that one history holds both. Painting is in
 * stroke-painter.c, pointer and pen in pen-input.c, what they do to the sheet
 * in drawing-area-pen.c, and what is on it in drawing-area-content.c. Of a
 * stroke nothing changes but that points are added; whatever else happens to
 * the drawing goes through drawing_area_changed(), which forgets what was
 * painted. */
#include "ui/draw/drawing-area-private.h"

#include <math.h>

#include "ui/draw/pen-input.h"
#include "ui/draw/sheet-fit.h"
#include "ui/draw/sheet-layers.h"

#define NATURAL_SIDE 420
#define MIN_SIDE 240

enum
{
  CHANGED,
  STROKE_ENDED,
  N_SIGNALS
};

enum
{
  PROP_TOOL = 1,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkDrawingArea, ink_drawing_area, GTK_TYPE_WIDGET)

/* --- Places --- */

/* The square fits, and so does ink that lies beside it since the sheet was
 * wider or higher. */
static void
update_scale (InkDrawingArea *self, double width, double height)
{
  double middle = INK_SHEET_UNITS / 2;
  double half_x = middle, half_y = middle;

  if (!ink_drawing_is_empty (self->drawing))
    {
      InkBounds bounds = ink_drawing_bounds (self->drawing);

      half_x = fmax (half_x, fmax (middle - bounds.x0, bounds.x1 - middle));
      half_y = fmax (half_y, fmax (middle - bounds.y0, bounds.y1 - middle));
    }
  self->scale = fmax (fmin (width / half_x, height / half_y) / 2, 1e-6);
}

void
ink_drawing_area_get_square (InkDrawingArea *self, double *x, double *y,
                             double *side)
{
  double width, height;

  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  width = gtk_widget_get_width (GTK_WIDGET (self));
  height = gtk_widget_get_height (GTK_WIDGET (self));
  *side = fmax (width, height) / self->scale;
  *x = *y = (INK_SHEET_UNITS - *side) / 2;
}

/* --- Painting --- */

void
drawing_area_changed (InkDrawingArea *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  /* The ground must not move under an eraser. */
  if (gtk_widget_get_width (widget) > 0 && !self->pen.is_down)
    update_scale (self, gtk_widget_get_width (widget),
                  gtk_widget_get_height (widget));
  ink_stroke_painter_reset (self->painter);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

void
drawing_area_grew (InkDrawingArea *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

void
drawing_area_end_stroke (InkDrawingArea *self)
{
  g_signal_emit (self, signals[STROKE_ENDED], 0);
}

static void
append_ink (InkDrawingArea *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  GtkWidget *widget = GTK_WIDGET (self);
  InkSheetView view = { .width = gtk_widget_get_width (widget),
                        .height = gtk_widget_get_height (widget),
                        .device_scale = gtk_widget_get_scale_factor (widget),
                        .scale = self->scale,
                        .middle = INK_SHEET_UNITS / 2,
                        .pen_width = self->pen_width,
                        .color = *color,
                        .open = self->pen.is_down
                                && self->pen.tool == INK_TOOL_PEN };
  cairo_t *cr;

  /* Opaque pieces first, the theme's transparency over all of them. */
  view.color.alpha = 1;
  gtk_snapshot_push_opacity (snapshot, color->alpha);
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) view.width,
                                     (float) view.height));
  ink_stroke_painter_paint (self->painter, cr, self->drawing, &view);
  cairo_destroy (cr);
  gtk_snapshot_pop (snapshot);
}

static void
ink_drawing_area_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  InkDrawingArea *self = INK_DRAWING_AREA (widget);
  const InkSheetPicture *picture = drawing_area_picture (self);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  if (picture != NULL)
    ink_sheet_append_picture (snapshot, width, height, picture);
  else if (!ink_drawing_is_empty (self->drawing))
    append_ink (self, snapshot, &color);
  else
    ink_sheet_append_hint (snapshot, width, height, self->hint, &color);
  if (self->hovers && self->hover_tool != INK_TOOL_PEN)
    ink_sheet_append_ring (snapshot, self->hover_x, self->hover_y,
                           self->eraser_size * self->scale / 2, &color);
}

/* --- The widget --- */

static void
ink_drawing_area_measure (GtkWidget *widget, GtkOrientation orientation,
                          int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  *minimum = MIN_SIDE;
  *natural = NATURAL_SIDE;
  *minimum_baseline = *natural_baseline = -1;
}

static void
ink_drawing_area_size_allocate (GtkWidget *widget, int width, int height,
                                int baseline)
{
  InkDrawingArea *self = INK_DRAWING_AREA (widget);

  update_scale (self, width, height);
  ink_stroke_painter_reset (self->painter);
}

static void
ink_drawing_area_finalize (GObject *object)
{
  InkDrawingArea *self = INK_DRAWING_AREA (object);

  ink_stroke_painter_free (self->painter);
  ink_sheet_pictures_free (self->pictures);
  ink_drawing_free (self->drawing);
  g_clear_object (&self->hint);
  G_OBJECT_CLASS (ink_drawing_area_parent_class)->finalize (object);
}

static void
ink_drawing_area_get_property (GObject *object, guint property, GValue *value,
                               GParamSpec *pspec)
{
  if (property == PROP_TOOL)
    g_value_set_enum (value, INK_DRAWING_AREA (object)->tool);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ink_drawing_area_set_property (GObject *object, guint property,
                               const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_TOOL)
    ink_drawing_area_set_tool (INK_DRAWING_AREA (object),
                               (InkTool) g_value_get_enum (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ink_drawing_area_class_init (InkDrawingAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ink_drawing_area_finalize;
  G_OBJECT_CLASS (klass)->get_property = ink_drawing_area_get_property;
  G_OBJECT_CLASS (klass)->set_property = ink_drawing_area_set_property;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_TOOL,
      g_param_spec_enum ("tool", NULL, NULL, INK_TYPE_TOOL, INK_TOOL_PEN,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                             | G_PARAM_STATIC_STRINGS));
  widget_class->measure = ink_drawing_area_measure;
  widget_class->size_allocate = ink_drawing_area_size_allocate;
  widget_class->snapshot = ink_drawing_area_snapshot;
  gtk_widget_class_set_css_name (widget_class, "sheet");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  signals[CHANGED]
      = g_signal_new ("changed", INK_TYPE_DRAWING_AREA, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[STROKE_ENDED]
      = g_signal_new ("stroke-ended", INK_TYPE_DRAWING_AREA, G_SIGNAL_RUN_LAST,
                      0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ink_drawing_area_init (InkDrawingArea *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  PangoAttrList *larger = pango_attr_list_new ();

  self->drawing = ink_drawing_new ();
  self->painter = ink_stroke_painter_new ();
  self->pictures = ink_sheet_pictures_new ();
  self->pen_width = INK_PEN_WIDTH_DEFAULT;
  self->eraser_size = INK_ERASER_SIZE_DEFAULT;
  self->scale = 1;
  self->hint = gtk_widget_create_pango_layout (widget, NULL);
  pango_layout_set_alignment (self->hint, PANGO_ALIGN_CENTER);
  pango_attr_list_insert (larger, pango_attr_scale_new (PANGO_SCALE_LARGE));
  pango_layout_set_attributes (self->hint, larger);
  pango_attr_list_unref (larger);
  gtk_widget_add_css_class (widget, "card");
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_cursor_from_name (widget, "crosshair");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Sheet to draw a digit on", -1);
  ink_pen_input_attach (self);
}

GtkWidget *
ink_drawing_area_new (void)
{
  return g_object_new (INK_TYPE_DRAWING_AREA, NULL);
}

InkTool
ink_drawing_area_get_tool (InkDrawingArea *self)
{
  g_return_val_if_fail (INK_IS_DRAWING_AREA (self), INK_TOOL_PEN);

  return self->tool;
}

void
ink_drawing_area_set_tool (InkDrawingArea *self, InkTool tool)
{
  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  if (self->tool == tool)
    return;
  self->tool = self->hover_tool = tool;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify (G_OBJECT (self), "tool");
}

double
ink_drawing_area_get_eraser_size (InkDrawingArea *self)
{
  g_return_val_if_fail (INK_IS_DRAWING_AREA (self), INK_ERASER_SIZE_DEFAULT);

  return self->eraser_size;
}

void
ink_drawing_area_set_eraser_size (InkDrawingArea *self, double size)
{
  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  self->eraser_size = CLAMP (size, 1, INK_SHEET_UNITS);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
ink_drawing_area_get_pen_width (InkDrawingArea *self)
{
  g_return_val_if_fail (INK_IS_DRAWING_AREA (self), INK_PEN_WIDTH_DEFAULT);

  return self->pen_width;
}

void
ink_drawing_area_set_pen_width (InkDrawingArea *self, double width)
{
  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  self->pen_width = CLAMP (width, 1, INK_SHEET_UNITS);
  ink_stroke_painter_reset (self->painter);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ink_drawing_area_set_hint (InkDrawingArea *self, const char *hint)
{
  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  pango_layout_set_text (self->hint, hint != NULL ? hint : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ink_drawing_area_get_place (InkDrawingArea *self, double *x, double *y,
                            double *scale)
{
  double width, height, picture_width, picture_height;
  guint rows, columns;

  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  width = gtk_widget_get_width (GTK_WIDGET (self));
  height = gtk_widget_get_height (GTK_WIDGET (self));
  picture_width = picture_height = INK_SHEET_UNITS;
  *scale = self->scale;
  if (ink_drawing_area_get_picture (self, &rows, &columns) != NULL)
    {
      picture_width = columns;
      picture_height = rows;
      *scale = (double) INK_SHEET_PICTURE_SHARE
               * fmin (width / picture_width, height / picture_height);
    }
  *x = (width - *scale * picture_width) / 2;
  *y = (height - *scale * picture_height) / 2;
}
