/* Ink to 28x28. A drawing is drawn from its strokes: the ink, strokes' width
 * and all, fills a 20x20 box, so the centre lines fill 20 - width. Of a pixel
 * only the least distance to a stroke is kept; its coverage is
 *   c(d) = clamp ((width / 2 - d) / edge + 1/2, 0, 1),
 * the area under a round-capped line blurred over `edge` pixels. The first pass
 * finds the centre of mass, the second draws the strokes moved there, by parts
 * of a pixel. Pictures go their own way in rasterize-image.c. */
#include "core/data/rasterize.h"

#include <math.h>
#include <string.h>

#define SIZE INK_DIGIT_SIZE
#define MARGIN ((INK_DIGIT_SIZE - INK_DIGIT_BOX) / 2)
/* MNIST was scaled down from larger pictures, so its edges are soft. With 1.15
 * and strokes of 2.4, pen-written digits have its mean ink (33.6 to 33.4), its
 * share of pixels with ink (0.194 to 0.192), of full ink (0.072 to 0.074). */
#define EDGE 1.15f
/* Points closer than this to the last one drawn, in pixels, add nothing. */
#define NEAR 0.08f
/* Coordinates are halved this often, so that no difference overflows. */
#define SHRINK 0x1p-8

typedef struct
{
  double x0, y0, x1, y1;
} Bounds;

/* From the drawing's units to pixels: p = (SHRINK q - origin) scale + offset */
typedef struct
{
  double origin_x, origin_y;
  double scale;
  double offset_x, offset_y;
} Placement;

/* Least squared distance to ink, [size][size] of at most 28x28. */
typedef struct
{
  int size;
  float reach; /* no distance beyond is wanted */
  float squares[INK_DIGIT_PIXELS];
} Field;

static gboolean
find_bounds (const InkDrawing *drawing, Bounds *bounds)
{
  *bounds = (Bounds) { INFINITY, INFINITY, -INFINITY, -INFINITY };
  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      for (guint k = 0; k < n; k++)
        {
          bounds->x0 = fmin (bounds->x0, points[k].x * SHRINK);
          bounds->y0 = fmin (bounds->y0, points[k].y * SHRINK);
          bounds->x1 = fmax (bounds->x1, points[k].x * SHRINK);
          bounds->y1 = fmax (bounds->y1, points[k].y * SHRINK);
        }
    }
  return bounds->x0 <= bounds->x1;
}

static void
clear_field (Field *field, int size, float reach)
{
  field->size = size;
  field->reach = reach;
  for (int i = 0; i < size * size; i++)
    field->squares[i] = reach * reach;
}

/* Pixels of one axis whose centres may lie within reach of [low, high]. */
static void
touched (const Field *field, float low, float high, int *first, int *last)
{
  *first = (int) fmaxf (0, ceilf (low - field->reach - 0.5f));
  *last = (int) fminf ((float) field->size - 1,
                       floorf (high + field->reach - 0.5f));
}

static void
draw_segment (Field *field, float ax, float ay, float bx, float by)
{
  float dx = bx - ax, dy = by - ay;
  float length2 = dx * dx + dy * dy;
  float inverse = length2 > 0 ? 1 / length2 : 0;
  int x0, x1, y0, y1;

  touched (field, fminf (ax, bx), fmaxf (ax, bx), &x0, &x1);
  touched (field, fminf (ay, by), fmaxf (ay, by), &y0, &y1);
  for (int y = y0; y <= y1; y++)
    {
      float *row = field->squares + y * field->size;
      float py = (float) y + 0.5f - ay;

      for (int x = x0; x <= x1; x++)
        {
          float px = (float) x + 0.5f - ax;
          float t = (px * dx + py * dy) * inverse;
          float ex, ey, square;

          t = t < 0 ? 0 : t > 1 ? 1 : t;
          ex = px - t * dx;
          ey = py - t * dy;
          square = ex * ex + ey * ey;
          row[x] = square < row[x] ? square : row[x];
        }
    }
}

static void
draw_stroke (Field *field, const InkPoint *points, guint n,
             const Placement *place)
{
  float ax = 0, ay = 0;

  for (guint i = 0; i < n; i++)
    {
      float x = (float) ((points[i].x * SHRINK - place->origin_x) * place->scale
                         + place->offset_x);
      float y = (float) ((points[i].y * SHRINK - place->origin_y) * place->scale
                         + place->offset_y);
      gboolean near = i > 0 && fabsf (x - ax) < NEAR && fabsf (y - ay) < NEAR;

      if (near && i + 1 < n)
        continue;
      draw_segment (field, i > 0 ? ax : x, i > 0 ? ay : y, x, y);
      ax = x;
      ay = y;
    }
}

static void
draw (Field *field, const InkDrawing *drawing, const Placement *place)
{
  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      draw_stroke (field, points, n, place);
    }
}

static float
coverage (float square, float half_width)
{
  float c = (half_width - sqrtf (square)) * (1 / EDGE) + 0.5f;

  return c < 0 ? 0 : c > 1 ? 1 : c;
}

static void
to_bytes (const Field *field, float half_width, guint8 *pixels)
{
  for (int i = 0; i < field->size * field->size; i++)
    pixels[i] = (guint8) (255 * coverage (field->squares[i], half_width)
                          + 0.5f);
}

/* Draws @drawing so that its ink fills the box of @size - 2 @margin pixels. */
static Placement
place_in_box (const Bounds *bounds, int size, double margin, double width)
{
  double extent = fmax (bounds->x1 - bounds->x0, bounds->y1 - bounds->y0);
  double lines = fmax (size - 2 * margin - width, 0);
  Placement place;

  /* A dot has no size to scale; 1e-290 keeps the quotient finite. */
  place.scale = extent > 1e-290 ? lines / extent : 0;
  place.origin_x = bounds->x0 / 2 + bounds->x1 / 2;
  place.origin_y = bounds->y0 / 2 + bounds->y1 / 2;
  place.offset_x = place.offset_y = size / 2.0;
  return place;
}

static void
draw_step (const InkDrawing *drawing, const Placement *place, int size,
           float half_width, guint8 *pixels)
{
  Field field;

  clear_field (&field, size, half_width + EDGE / 2);
  draw (&field, drawing, place);
  to_bytes (&field, half_width, pixels);
}

static void
centre_of_mass (const Field *field, float half_width, double *x, double *y)
{
  double mass = 0, sum_x = 0, sum_y = 0;

  for (int row = 0; row < field->size; row++)
    for (int column = 0; column < field->size; column++)
      {
        double c = coverage (field->squares[row * field->size + column],
                             half_width);

        mass += c;
        sum_x += c * (column + 0.5);
        sum_y += c * (row + 0.5);
      }
  *x = mass > 0 ? sum_x / mass : field->size / 2.0;
  *y = mass > 0 ? sum_y / mass : field->size / 2.0;
}

/* Moves @place so that the mass comes to the middle, as far as the ink stays
 * on the image. @extent: of the centre lines, in the drawing's units */
static double
shift (double mass, double extent, double scale, double width)
{
  double room = fmax ((SIZE - extent * scale - width) / 2, 0);

  return CLAMP (SIZE / 2.0 - mass, -room, room);
}

static void
centre (Placement *place, const Bounds *bounds, const Field *field,
        double width)
{
  double x, y;

  centre_of_mass (field, (float) width / 2, &x, &y);
  place->offset_x += shift (x, bounds->x1 - bounds->x0, place->scale, width);
  place->offset_y += shift (y, bounds->y1 - bounds->y0, place->scale, width);
}

static void
fill_steps (const InkDrawing *drawing, const Bounds *bounds, double width,
            const InkRasterSteps *steps)
{
  float half = (float) width / 2;
  Placement place;

  if (steps->sheet != NULL)
    {
      place = place_in_box (bounds, SIZE, MARGIN, width);
      draw_step (drawing, &place, SIZE, half, steps->sheet);
    }
  if (steps->cropped != NULL)
    {
      double wide = width * SIZE / INK_DIGIT_BOX;

      place = place_in_box (bounds, SIZE, 0, wide);
      draw_step (drawing, &place, SIZE, (float) wide / 2, steps->cropped);
    }
  if (steps->boxed != NULL)
    {
      place = place_in_box (bounds, INK_DIGIT_BOX, 0, width);
      draw_step (drawing, &place, INK_DIGIT_BOX, half, steps->boxed);
    }
}

static void
clear_steps (const InkRasterSteps *steps)
{
  if (steps->sheet != NULL)
    memset (steps->sheet, 0, INK_DIGIT_PIXELS);
  if (steps->cropped != NULL)
    memset (steps->cropped, 0, INK_DIGIT_PIXELS);
  if (steps->boxed != NULL)
    memset (steps->boxed, 0, INK_DIGIT_BOX * INK_DIGIT_BOX);
}

gboolean
ink_rasterize_drawing (const InkDrawing *drawing,
                       const InkRasterOptions *options, guint8 *pixels,
                       InkRasterSteps *steps)
{
  double width = fmax (0.5, fmin (options->stroke_width, 10));
  float half = (float) width / 2;
  Bounds bounds;
  Placement place;
  Field field;

  memset (pixels, 0, INK_DIGIT_PIXELS);
  if (steps != NULL)
    clear_steps (steps);
  if (!find_bounds (drawing, &bounds))
    return FALSE;
  place = place_in_box (&bounds, SIZE, MARGIN, width);
  clear_field (&field, SIZE, half + EDGE / 2);
  draw (&field, drawing, &place);
  centre (&place, &bounds, &field, width);
  clear_field (&field, SIZE, half + EDGE / 2);
  draw (&field, drawing, &place);
  to_bytes (&field, half, pixels);
  if (steps != NULL)
    fill_steps (drawing, &bounds, width, steps);
  return TRUE;
}

void
ink_rasterize_sheet (const InkDrawing *drawing, const InkSheet *sheet,
                     guint8 *pixels)
{
  double side = fmax (sheet->side, 1e-280);
  double half = fmax (0.4, fmin (sheet->pen_width / side * SIZE / 2, SIZE));
  Placement place = { .origin_x = sheet->x * SHRINK,
                      .origin_y = sheet->y * SHRINK,
                      .scale = SIZE / (side * SHRINK) };

  draw_step (drawing, &place, SIZE, (float) half, pixels);
}
