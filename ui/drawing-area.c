/* The sheet: a drawing in units of its own, or a picture, and the history of
 * both. Painting is in stroke-painter.c, pointer and pen in pen-input.c. Of a
 * stroke nothing changes but that points are added; whatever else happens to
 * the drawing goes through sheet_changed(), which forgets what was painted. */
#include "ui/drawing-area.h"

#include <math.h>

#include "ui/pen-input.h"
#include "ui/stroke-painter.h"

/* A hand that taps trembles: no stroke begins within so many pixels. */
#define TREMBLE 2.5
#define NATURAL_SIDE 420
#define MIN_SIDE 240
/* A picture larger than this is thinned out for the screen. */
#define TEXTURE_SIDE 1024
#define PICTURE_SHARE 0.9f

struct _InkDrawingArea
{
  GtkWidget parent_instance;
  InkDrawing *drawing;
  InkStrokePainter *painter;
  guint8 *picture; /* [picture_height][picture_width] or NULL */
  guint picture_height, picture_width;
  GdkTexture *texture;
  gboolean picture_cleared; /* the drawing, to show the picture */
  PangoLayout *hint;
  double pen_width;
  double scale; /* pixels a unit */
  gboolean pen_is_down;
  gboolean trembling;
  double down_x, down_y;

};

enum
{
  CHANGED,
  STROKE_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkDrawingArea, ink_drawing_area, GTK_TYPE_WIDGET)

/* --- Places --- */

static void
to_units (InkDrawingArea *self, double x, double y, double *ux, double *uy)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));

  x = fmax (0, fmin (x, width));
  y = fmax (0, fmin (y, height));
  *ux = (x - width / 2) / self->scale + INK_SHEET_UNITS / 2;
  *uy = (y - height / 2) / self->scale + INK_SHEET_UNITS / 2;
}

typedef struct
{
  double x0, y0, x1, y1;
} Bounds;

static Bounds
find_bounds (const InkDrawing *drawing)
{
  Bounds bounds = { INFINITY, INFINITY, -INFINITY, -INFINITY };

  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      for (guint k = 0; k < n; k++)
        {
          bounds.x0 = fmin (bounds.x0, points[k].x);
          bounds.y0 = fmin (bounds.y0, points[k].y);
          bounds.x1 = fmax (bounds.x1, points[k].x);
          bounds.y1 = fmax (bounds.y1, points[k].y);
        }
    }
  return bounds;
}

/* The square fits, and so does ink that lies beside it since the sheet was
 * wider or higher. */
static void
update_scale (InkDrawingArea *self, double width, double height)
{
  double middle = INK_SHEET_UNITS / 2;
  double half_x = middle, half_y = middle;

  if (!ink_drawing_is_empty (self->drawing))
    {
      Bounds bounds = find_bounds (self->drawing);

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

static void
sheet_changed (InkDrawingArea *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (gtk_widget_get_width (widget) > 0)
    update_scale (self, gtk_widget_get_width (widget),
                  gtk_widget_get_height (widget));
  ink_stroke_painter_reset (self->painter);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
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
                        .open = self->pen_is_down };
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
append_picture (InkDrawingArea *self, GtkSnapshot *snapshot)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  float scale = PICTURE_SHARE
                * fminf (width / (float) self->picture_width,
                         height / (float) self->picture_height);
  float w = fmaxf (scale * (float) self->picture_width, 1);
  float h = fmaxf (scale * (float) self->picture_height, 1);

  gtk_snapshot_append_texture (
      snapshot, self->texture,
      &GRAPHENE_RECT_INIT ((width - w) / 2, (height - h) / 2, w, h));
}

static void
append_hint (InkDrawingArea *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int text_height;
  GdkRGBA faint = *color;

  faint.alpha *= 0.45f;
  pango_layout_set_width (self->hint, (width - 48) * PANGO_SCALE);
  pango_layout_get_pixel_size (self->hint, NULL, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT (
          24, (float) ((gtk_widget_get_height (GTK_WIDGET (self)) - text_height)
                       / 2)));
  gtk_snapshot_append_layout (snapshot, self->hint, &faint);
  gtk_snapshot_restore (snapshot);
}

static void
ink_drawing_area_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  InkDrawingArea *self = INK_DRAWING_AREA (widget);
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  if (self->texture != NULL)
    append_picture (self, snapshot);
  else if (!ink_drawing_is_empty (self->drawing))
    append_ink (self, snapshot, &color);
  else
    append_hint (self, snapshot, &color);
}

/* --- The pen --- */

static void
drop_picture (InkDrawingArea *self)
{
  g_clear_pointer (&self->picture, g_free);
  g_clear_object (&self->texture);
  self->picture_cleared = FALSE;
}

void
ink_drawing_area_pen_down (InkDrawingArea *self, const InkPoint *point)
{
  double x, y;

  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  drop_picture (self);
  self->pen_is_down = self->trembling = TRUE;
  self->down_x = point->x;
  self->down_y = point->y;
  to_units (self, point->x, point->y, &x, &y);
  ink_drawing_begin_stroke (self->drawing);
  ink_drawing_add_point (self->drawing, x, y, point->pressure);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: whether it was added. */
static gboolean
add_point (InkDrawingArea *self, const InkPoint *point)
{
  double x, y;

  if (!self->pen_is_down)
    return FALSE;
  if (self->trembling
      && hypot (point->x - self->down_x, point->y - self->down_y) < TREMBLE)
    return FALSE;
  self->trembling = FALSE;
  to_units (self, point->x, point->y, &x, &y);
  return ink_drawing_add_point (self->drawing, x, y, point->pressure);
}

void
ink_drawing_area_pen_move (InkDrawingArea *self, const InkPoint *points,
                           guint n)
{
  gboolean added = FALSE;

  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  for (guint i = 0; i < n; i++)
    added |= add_point (self, &points[i]);
  if (!added)
    return;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

void
ink_drawing_area_pen_up (InkDrawingArea *self)
{
  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  if (!self->pen_is_down)
    return;
  self->pen_is_down = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[STROKE_ENDED], 0);
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
  drop_picture (self);
  ink_drawing_free (self->drawing);
  g_clear_object (&self->hint);
  G_OBJECT_CLASS (ink_drawing_area_parent_class)->finalize (object);
}

static void
ink_drawing_area_class_init (InkDrawingAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ink_drawing_area_finalize;
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
  self->pen_width = INK_PEN_WIDTH_DEFAULT;
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

const InkDrawing *
ink_drawing_area_get_drawing (InkDrawingArea *self)
{
  g_return_val_if_fail (INK_IS_DRAWING_AREA (self), NULL);

  return self->drawing;
}

/* From a drawing's own units to the sheet's: as they are where they lie on the
 * square and are not tiny, else into the middle. */
static void
fit_bounds (const Bounds *bounds, double *scale, double *x, double *y)
{
  double size = fmax (bounds->x1 - bounds->x0, bounds->y1 - bounds->y0);

  *scale = 1;
  *x = *y = 0;
  if (bounds->x0 >= 0 && bounds->y0 >= 0 && bounds->x1 <= INK_SHEET_UNITS
      && bounds->y1 <= INK_SHEET_UNITS && size >= INK_SHEET_UNITS / 10)
    return;
  /* Sizes beyond what a double's difference holds come out as a dot. */
  *scale = size > 1e-290 && isfinite (size) ? 0.6 * INK_SHEET_UNITS / size : 0;
  *x = INK_SHEET_UNITS / 2 - (bounds->x0 / 2 + bounds->x1 / 2) * *scale;
  *y = INK_SHEET_UNITS / 2 - (bounds->y0 / 2 + bounds->y1 / 2) * *scale;
}

void
ink_drawing_area_set_drawing (InkDrawingArea *self, const InkDrawing *drawing)
{
  g_autoptr (InkDrawing) copy = NULL;
  Bounds bounds;
  double scale, x, y;

  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  copy = ink_drawing_copy (drawing); /* it may be our own */
  bounds = find_bounds (copy);
  fit_bounds (&bounds, &scale, &x, &y);
  drop_picture (self);
  self->pen_is_down = FALSE;
  ink_drawing_clear (self->drawing);
  for (guint i = 0; i < ink_drawing_n_strokes (copy); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (copy, i, &n);

      ink_drawing_begin_stroke (self->drawing);
      for (guint k = 0; k < n; k++)
        ink_drawing_add_point (self->drawing, points[k].x * scale + x,
                               points[k].y * scale + y, points[k].pressure);
    }
  sheet_changed (self);
}

/* RGB, as GTK 4.8 has no grey textures; every n-th pixel of a large one. */
static GdkTexture *
make_texture (const guint8 *pixels, guint height, guint width)
{
  guint step = (MAX (height, width) + TEXTURE_SIDE - 1) / TEXTURE_SIDE;
  guint h = (height + step - 1) / step;
  guint w = (width + step - 1) / step;
  guint8 *rgb = g_malloc ((gsize) h * w * 3);
  g_autoptr (GBytes) bytes = NULL;

  for (guint y = 0; y < h; y++)
    for (guint x = 0; x < w; x++)
      for (guint c = 0; c < 3; c++)
        rgb[((gsize) y * w + x) * 3 + c]
            = pixels[(gsize) y * step * width + x * step];
  bytes = g_bytes_new_take (rgb, (gsize) h * w * 3);
  return gdk_memory_texture_new ((int) w, (int) h, GDK_MEMORY_R8G8B8, bytes,
                                 (gsize) w * 3);
}

void
ink_drawing_area_set_picture (InkDrawingArea *self, guint8 *pixels,
                              guint height, guint width)
{
  gboolean had_ink;

  g_return_if_fail (INK_IS_DRAWING_AREA (self));
  g_return_if_fail (height > 0 && width > 0);

  had_ink = ink_drawing_n_strokes (self->drawing) > 0;
  drop_picture (self);
  self->pen_is_down = FALSE;
  ink_drawing_clear (self->drawing);
  self->picture_cleared = had_ink;
  self->picture = pixels;
  self->picture_height = height;
  self->picture_width = width;
  self->texture = make_texture (pixels, height, width);
  sheet_changed (self);
}

const guint8 *
ink_drawing_area_get_picture (InkDrawingArea *self, guint *height,
                              guint *width)
{
  g_return_val_if_fail (INK_IS_DRAWING_AREA (self), NULL);

  *height = self->picture_height;
  *width = self->picture_width;
  return self->picture;
}

gboolean
ink_drawing_area_is_empty (InkDrawingArea *self)
{
  g_return_val_if_fail (INK_IS_DRAWING_AREA (self), TRUE);

  return self->picture == NULL && ink_drawing_is_empty (self->drawing);
}

gboolean
ink_drawing_area_can_undo (InkDrawingArea *self)
{
  g_return_val_if_fail (INK_IS_DRAWING_AREA (self), FALSE);

  return self->picture != NULL || ink_drawing_can_undo (self->drawing);
}

gboolean
ink_drawing_area_can_redo (InkDrawingArea *self)
{
  g_return_val_if_fail (INK_IS_DRAWING_AREA (self), FALSE);

  return self->picture == NULL && ink_drawing_can_redo (self->drawing);
}

void
ink_drawing_area_undo (InkDrawingArea *self)
{
  gboolean undo;

  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  if (!ink_drawing_area_can_undo (self))
    return;
  undo = self->picture == NULL || self->picture_cleared;
  self->pen_is_down = FALSE;
  drop_picture (self);
  if (undo)
    ink_drawing_undo (self->drawing);
  sheet_changed (self);
}

void
ink_drawing_area_redo (InkDrawingArea *self)
{
  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  if (!ink_drawing_area_can_redo (self))
    return;
  self->pen_is_down = FALSE;
  ink_drawing_redo (self->drawing);
  sheet_changed (self);
}

void
ink_drawing_area_clear (InkDrawingArea *self)
{
  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  self->pen_is_down = FALSE;
  drop_picture (self);
  ink_drawing_clear (self->drawing);
  sheet_changed (self);
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
      *scale = (double) PICTURE_SHARE
               * fmin (width / picture_width, height / picture_height);
    }
  *x = (width - *scale * picture_width) / 2;
  *y = (height - *scale * picture_height) / 2;
}
