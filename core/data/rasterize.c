/* Ink to 28x28. A drawing is drawn from its strokes: the ink, strokes' width
 * and all, fills a 20x20 box, so the centre lines fill 20 - width. Of a pixel
 * only the least distance to a stroke is kept; its coverage is
 *   c(d) = clamp ((width / 2 - d) / edge + 1/2, 0, 1),
 * the area under a round-capped line blurred over `edge` pixels. The strokes
 * are brought to pixels once, as a path of points that are not too near to each
 * other. The first pass draws it in the middle and finds the centre of mass;
 * the second draws it moved there, by parts of a pixel. Two of the steps
 * between are the first pass. Pictures go their own way in
 * rasterize-image.c. */
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
/* Points that need no memory from elsewhere. */
#define FEW 512

typedef struct
{
  double x0, y0, x1, y1;
} Bounds;

/* From the drawing's units to pixels: p = (SHRINK q - origin) scale */
typedef struct
{
  double origin_x, origin_y;
  double scale;
} Placement;

typedef struct
{
  float x, y;
  gboolean begins; /* a stroke */
} Vertex;

typedef struct
{
  Vertex few[FEW];
  Vertex *many; /* NULL where few suffice */
  guint n;
} Path;

/* Where a path is drawn: at p scale + (x, y) */
typedef struct
{
  float scale, x, y;
} Place;

typedef float Four __attribute__ ((vector_size (16)));
typedef gint32 FourMasks __attribute__ ((vector_size (16)));

/* Least squared distance to ink. */
typedef struct
{
  float reach; /* no distance beyond is wanted */
  union
  {
    float squares[INK_DIGIT_PIXELS]; /* [28][28] */
    Four rows[SIZE][SIZE / 4];
  };
} Field;

static void
include (Bounds *bounds, const InkPoint *points, guint n)
{
  double x0 = bounds->x0, y0 = bounds->y0, x1 = bounds->x1, y1 = bounds->y1;

  for (guint i = 0; i < n; i++)
    {
      double x = points[i].x, y = points[i].y;

      x0 = x < x0 ? x : x0;
      y0 = y < y0 ? y : y0;
      x1 = x > x1 ? x : x1;
      y1 = y > y1 ? y : y1;
    }
  *bounds = (Bounds) { x0, y0, x1, y1 };
}

/* Shrunk. */
static gboolean
find_bounds (const InkDrawing *drawing, Bounds *bounds)
{
  *bounds = (Bounds) { INFINITY, INFINITY, -INFINITY, -INFINITY };
  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      include (bounds, points, n);
    }
  bounds->x0 *= SHRINK;
  bounds->y0 *= SHRINK;
  bounds->x1 *= SHRINK;
  bounds->y1 *= SHRINK;
  return bounds->x0 <= bounds->x1;
}

/* --- Paths --- */

static Vertex *
vertices_of (Path *path)
{
  return path->many != NULL ? path->many : path->few;
}

static void
add_stroke (Path *path, const InkPoint *points, guint n,
            const Placement *placement)
{
  Vertex *vertices = vertices_of (path);
  float ax = 0, ay = 0;

  for (guint i = 0; i < n; i++)
    {
      float x = (float) ((points[i].x * SHRINK - placement->origin_x)
                         * placement->scale);
      float y = (float) ((points[i].y * SHRINK - placement->origin_y)
                         * placement->scale);
      gboolean near = i > 0 && fabsf (x - ax) < NEAR && fabsf (y - ay) < NEAR;

      if (near && i + 1 < n)
        continue;
      vertices[path->n++] = (Vertex) { x, y, i == 0 };
      ax = x;
      ay = y;
    }
}

/* Free with path_free(). */
static void
path_init (Path *path, const InkDrawing *drawing, const Placement *placement)
{
  guint n_strokes = ink_drawing_n_strokes (drawing);
  gsize n_points = 0;
  guint n;

  for (guint i = 0; i < n_strokes; i++)
    {
      ink_drawing_stroke (drawing, i, &n);
      n_points += n;
    }
  path->n = 0;
  path->many = n_points > FEW ? g_new (Vertex, n_points) : NULL;
  for (guint i = 0; i < n_strokes; i++)
    {
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      add_stroke (path, points, n, placement);
    }
}

static void
path_free (Path *path)
{
  g_free (path->many);
}

/* --- Fields --- */

static void
clear_field (Field *field, float reach)
{
  field->reach = reach;
  for (int i = 0; i < INK_DIGIT_PIXELS; i++)
    field->squares[i] = reach * reach;
}

/* The first whole number from @low on, at least 0 and at most 28. */
static int
first_from (float low)
{
  int whole;

  if (!(low > 0))
    return 0;
  if (low > SIZE)
    return SIZE;
  whole = (int) low;
  return whole + ((float) whole < low);
}

/* Pixels of one axis, [*first, *end), whose centres may lie within reach of
 * [a, b]. */
static void
touched (const Field *field, float a, float b, int *first, int *end)
{
  float low = a < b ? a : b, high = a < b ? b : a;

  *first = first_from (low - field->reach - 0.5f);
  *end = first_from (high + field->reach + 0.5f);
}

static inline Four
least (Four a, Four b)
{
  FourMasks mask = a < b;

  return (Four) ((mask & (FourMasks) a) | (~mask & (FourMasks) b));
}

static inline Four
greatest (Four a, Four b)
{
  FourMasks mask = a > b;

  return (Four) ((mask & (FourMasks) a) | (~mask & (FourMasks) b));
}

/* Four pixels next to each other at a time; a row of 28 is seven of them. */
static void
draw_segment (Field *field, float ax, float ay, float bx, float by)
{
  float dx = bx - ax, dy = by - ay;
  float length2 = dx * dx + dy * dy;
  float inverse = length2 > 0 ? 1 / length2 : 0;
  const Four ramp = { 0.5f, 1.5f, 2.5f, 3.5f };
  const Four none = { 0, 0, 0, 0 }, all = { 1, 1, 1, 1 };
  int x0, x1, y0, y1;

  touched (field, ax, bx, &x0, &x1);
  touched (field, ay, by, &y0, &y1);
  for (int y = y0; y < y1; y++)
    {
      Four *row = field->rows[y];
      float py = (float) y + 0.5f - ay;

      for (int x = x0 / 4; 4 * x < x1; x++)
        {
          Four px = ramp + ((float) (4 * x) - ax);
          Four t = (px * dx + py * dy) * inverse;
          Four ex, ey, square;

          t = least (greatest (t, none), all);
          ex = px - t * dx;
          ey = py - t * dy;
          square = ex * ex + ey * ey;
          row[x] = least (square, row[x]);
        }
    }
}

static void
draw (Field *field, const Path *path, const Place *place)
{
  const Vertex *vertices = vertices_of ((Path *) path);
  float ax = 0, ay = 0;

  for (guint i = 0; i < path->n; i++)
    {
      float x = vertices[i].x * place->scale + place->x;
      float y = vertices[i].y * place->scale + place->y;
      gboolean alone = vertices[i].begins
                       && (i + 1 == path->n || vertices[i + 1].begins);

      if (alone)
        draw_segment (field, x, y, x, y);
      else if (!vertices[i].begins)
        draw_segment (field, ax, ay, x, y);
      ax = x;
      ay = y;
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
  float empty = field->reach * field->reach;

  for (int i = 0; i < INK_DIGIT_PIXELS; i++)
    pixels[i] = field->squares[i] >= empty
                    ? 0
                    : (guint8) (255 * coverage (field->squares[i], half_width)
                                + 0.5f);
}

/* So that the ink fills a square of @side pixels, (0, 0) its middle. */
static Placement
place_in_box (const Bounds *bounds, double side, double width)
{
  double extent = fmax (bounds->x1 - bounds->x0, bounds->y1 - bounds->y0);
  double lines = fmax (side - width, 0);
  Placement placement;

  /* A dot has no size to scale; 1e-290 keeps the quotient finite. */
  placement.scale = extent > 1e-290 ? lines / extent : 0;
  placement.origin_x = bounds->x0 / 2 + bounds->x1 / 2;
  placement.origin_y = bounds->y0 / 2 + bounds->y1 / 2;
  return placement;
}

static void
draw_pass (Field *field, const Path *path, const Place *place, float half_width)
{
  clear_field (field, half_width + EDGE / 2);
  draw (field, path, place);
}

static void
centre_of_mass (const Field *field, float half_width, double *x, double *y)
{
  double mass = 0, sum_x = 0, sum_y = 0;
  float empty = field->reach * field->reach;

  for (int row = 0; row < SIZE; row++)
    for (int column = 0; column < SIZE; column++)
      {
        float square = field->squares[row * SIZE + column];
        double c;

        if (square >= empty)
          continue;
        c = coverage (square, half_width);
        mass += c;
        sum_x += c * (column + 0.5);
        sum_y += c * (row + 0.5);
      }
  *x = mass > 0 ? sum_x / mass : SIZE / 2.0;
  *y = mass > 0 ? sum_y / mass : SIZE / 2.0;
}

/* Moves @place so that the mass comes to the middle, as far as the ink stays
 * on the image. @extent: of the centre lines, in the drawing's units */
static double
shift (double mass, double extent, double scale, double width)
{
  double room = fmax ((SIZE - extent * scale - width) / 2, 0);

  return CLAMP (SIZE / 2.0 - mass, -room, room);
}

static Place
centre (const Bounds *bounds, double scale, const Field *field, double width)
{
  double x, y;

  centre_of_mass (field, (float) width / 2, &x, &y);
  x = shift (x, bounds->x1 - bounds->x0, scale, width);
  y = shift (y, bounds->y1 - bounds->y0, scale, width);
  return (Place) { 1, (float) (SIZE / 2.0 + x), (float) (SIZE / 2.0 + y) };
}

/* @sheet: [28][28] */
static void
cut_box (const guint8 *sheet, guint8 *boxed)
{
  for (int row = 0; row < INK_DIGIT_BOX; row++)
    memcpy (boxed + row * INK_DIGIT_BOX,
            sheet + (row + MARGIN) * SIZE + MARGIN, INK_DIGIT_BOX);
}

/* @first: the field of the first pass */
static void
fill_steps (const Path *path, double width, Field *first,
            const InkRasterSteps *steps)
{
  double wide = width * SIZE / INK_DIGIT_BOX;
  double lines = fmax (INK_DIGIT_BOX - width, 1e-3);
  /* All of the image instead of the box, the width in proportion. */
  Place place = { (float) (fmax (SIZE - wide, 0) / lines), SIZE / 2.0f,
                  SIZE / 2.0f };
  guint8 pixels[INK_DIGIT_PIXELS];

  to_bytes (first, (float) width / 2, pixels);
  if (steps->sheet != NULL)
    memcpy (steps->sheet, pixels, sizeof pixels);
  if (steps->boxed != NULL)
    cut_box (pixels, steps->boxed);
  if (steps->cropped != NULL)
    {
      draw_pass (first, path, &place, (float) wide / 2);
      to_bytes (first, (float) wide / 2, steps->cropped);
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
  Place middle = { 1, SIZE / 2.0f, SIZE / 2.0f }, place;
  Bounds bounds;
  Placement placement;
  Path path;
  Field field;

  memset (pixels, 0, INK_DIGIT_PIXELS);
  if (steps != NULL)
    clear_steps (steps);
  if (!find_bounds (drawing, &bounds))
    return FALSE;
  placement = place_in_box (&bounds, INK_DIGIT_BOX, width);
  path_init (&path, drawing, &placement);
  draw_pass (&field, &path, &middle, (float) width / 2);
  place = centre (&bounds, placement.scale, &field, width);
  if (steps != NULL)
    fill_steps (&path, width, &field, steps);
  draw_pass (&field, &path, &place, (float) width / 2);
  to_bytes (&field, (float) width / 2, pixels);
  path_free (&path);
  return TRUE;
}

void
ink_rasterize_sheet (const InkDrawing *drawing, const InkSheet *sheet,
                     guint8 *pixels)
{
  double side = fmax (sheet->side, 1e-280);
  double half = fmax (0.4, fmin (sheet->pen_width / side * SIZE / 2, SIZE));
  Placement placement = { .origin_x = sheet->x * SHRINK,
                          .origin_y = sheet->y * SHRINK,
                          .scale = SIZE / (side * SHRINK) };
  Place place = { .scale = 1 };
  Path path;
  Field field;

  path_init (&path, drawing, &placement);
  draw_pass (&field, &path, &place, (float) half);
  to_bytes (&field, (float) half, pixels);
  path_free (&path);
}
