/* Strokes with Cairo, in the pieces of core/data/stroke-path. What has been
 * drawn of a growing stroke stands but for its last few pieces. The settled
 * ones are kept in a surface and a frame costs the same however much was drawn;
 * the tail to the newest point is drawn anew. Pieces are stroked one by one
 * with round caps, as the width follows the pressure; ink is opaque, so
 * overlaps do not show. */
#include "ui/draw/stroke-painter.h"

#include "core/data/stroke-path.h"

struct _InkStrokePainter
{
  cairo_surface_t *surface;
  InkSheetView view; /* that the surface was made for */
  guint n_strokes;   /* wholly in the surface */
  guint n_pieces;    /* of the stroke after those */
};

InkStrokePainter *
ink_stroke_painter_new (void)
{
  return g_new0 (InkStrokePainter, 1);
}

void
ink_stroke_painter_free (InkStrokePainter *painter)
{
  ink_stroke_painter_reset (painter);
  g_free (painter);
}

void
ink_stroke_painter_reset (InkStrokePainter *painter)
{
  g_clear_pointer (&painter->surface, cairo_surface_destroy);
  painter->n_strokes = painter->n_pieces = 0;
}

static void
paint_piece (cairo_t *cr, const InkPoint *points, guint n, guint index,
             double width)
{
  InkStrokePiece p;

  ink_stroke_piece (points, n, index, width, &p);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, p.width);
  cairo_move_to (cr, p.x0, p.y0);
  /* A quadratic as a cubic: controls at two thirds of the way. */
  if (index + 1 < n)
    cairo_curve_to (cr, p.x0 + (p.cx - p.x0) * 2 / 3,
                    p.y0 + (p.cy - p.y0) * 2 / 3, p.x1 + (p.cx - p.x1) * 2 / 3,
                    p.y1 + (p.cy - p.y1) * 2 / 3, p.x1, p.y1);
  else
    cairo_line_to (cr, p.x1, p.y1);
  if (n == 1)
    cairo_close_path (cr); /* or a line of no length has no caps */
  cairo_stroke (cr);
}

/* How many pieces of a stroke that may grow stand as they are. */
static guint
n_settled (guint n)
{
  return n > INK_SMOOTH_REACH + 1 ? n - INK_SMOOTH_REACH - 1 : 0;
}

static void
enter_units (cairo_t *cr, const InkSheetView *view)
{
  cairo_translate (cr, view->width / 2.0, view->height / 2.0);
  cairo_scale (cr, view->scale, view->scale);
  cairo_translate (cr, -view->middle, -view->middle);
  gdk_cairo_set_source_rgba (cr, &view->color);
}

/* Brings the surface up to all whole strokes and settled pieces. */
static void
fill_surface (InkStrokePainter *painter, const InkDrawing *drawing,
              gboolean open)
{
  cairo_t *cr = cairo_create (painter->surface);
  double width = painter->view.pen_width;
  guint n_strokes = ink_drawing_n_strokes (drawing);

  enter_units (cr, &painter->view);
  while (painter->n_strokes < n_strokes)
    {
      guint n;
      const InkPoint *points
          = ink_drawing_stroke (drawing, painter->n_strokes, &n);

      gboolean grows = open && painter->n_strokes + 1 == n_strokes;
      guint end = grows ? n_settled (n) : n;

      for (; painter->n_pieces < end; painter->n_pieces++)
        paint_piece (cr, points, n, painter->n_pieces, width);
      if (grows)
        break;
      painter->n_strokes++;
      painter->n_pieces = 0;
    }
  cairo_destroy (cr);
}

static gboolean
same_view (const InkSheetView *a, const InkSheetView *b)
{
  return a->width == b->width && a->height == b->height
         && a->device_scale == b->device_scale && a->scale == b->scale
         && a->middle == b->middle && a->pen_width == b->pen_width
         && gdk_rgba_equal (&a->color, &b->color);
}

static void
ensure_surface (InkStrokePainter *painter, const InkSheetView *view)
{
  if (painter->surface != NULL && same_view (&painter->view, view))
    return;
  ink_stroke_painter_reset (painter);
  painter->view = *view;
  painter->surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, view->width * view->device_scale,
      view->height * view->device_scale);
  cairo_surface_set_device_scale (painter->surface, view->device_scale,
                                  view->device_scale);
}

void
ink_stroke_painter_paint (InkStrokePainter *painter, cairo_t *cr,
                          const InkDrawing *drawing, const InkSheetView *view)
{
  guint n_strokes = ink_drawing_n_strokes (drawing);
  const InkPoint *points;
  guint n;

  ensure_surface (painter, view);
  fill_surface (painter, drawing, view->open);
  cairo_save (cr);
  cairo_set_source_surface (cr, painter->surface, 0, 0);
  cairo_paint (cr);
  if (painter->n_strokes < n_strokes)
    {
      enter_units (cr, view);
      points = ink_drawing_stroke (drawing, n_strokes - 1, &n);
      for (guint i = painter->n_pieces; i < n; i++)
        paint_piece (cr, points, n, i, view->pen_width);
    }
  cairo_restore (cr);
}
