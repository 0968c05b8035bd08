/* Ink's box to 28x28. It is scaled to cells, FINE to a pixel, such that the
 * strokes' centre lines fill 20 pixels less a stroke; there a distance
 * transform makes thin strokes thicker and fat ones thinner, and the cells are
 * averaged to pixels around the centre of mass. */
#include "core/data/rasterize-cells-private.h"

#include <math.h>
#include <string.h>

#include "core/data/rasterize.h"

#define SIZE INK_DIGIT_SIZE
#define FINE 4
#define BOX (FINE * INK_DIGIT_BOX)
/* Side of the cells' canvas: box, room for fat strokes, room for distances. */
#define CANVAS 128
#define CELLS (CANVAS * CANVAS)
/* Strokes are brought to this range of widths, in cells. */
#define MIN_WIDTH (2.4 * FINE)
#define MAX_WIDTH (3.6 * FINE)
#define FAR 1e9f

/* [CANVAS][CANVAS]; amounts are 0 to 1. */
typedef struct
{
  float amount[CELLS];
  float distance[CELLS];
} Cells;

/* The mask's ink at a pixel, 0 to 1; none beyond it. */
static float
amount_at (const InkMask *mask, int x, int y)
{
  if (x < 0 || y < 0 || x >= (int) mask->width || y >= (int) mask->height)
    return 0;
  return mask->ink[(gsize) y * mask->width + (guint) x] / 255.0f;
}

/* Interpolated between the pixels' centres. */
static float
amount_between (const InkMask *mask, double x, double y)
{
  int ix = (int) floor (x - 0.5), iy = (int) floor (y - 0.5);
  float fx = (float) (x - 0.5 - ix), fy = (float) (y - 0.5 - iy);

  return (1 - fy)
             * ((1 - fx) * amount_at (mask, ix, iy)
                + fx * amount_at (mask, ix + 1, iy))
         + fy
               * ((1 - fx) * amount_at (mask, ix, iy + 1)
                  + fx * amount_at (mask, ix + 1, iy + 1));
}

float
ink_cells_amount (const InkMask *mask, double x0, double y0, double side)
{
  float sum = 0;
  int n = 0;

  if (side < 1)
    return amount_between (mask, x0 + side / 2, y0 + side / 2);
  for (int y = (int) floor (y0); y < (int) floor (y0 + side); y++)
    for (int x = (int) floor (x0); x < (int) floor (x0 + side); x++, n++)
      sum += amount_at (mask, x, y);
  return n > 0 ? sum / n : 0;
}

/* Scales the ink's box into the middle of the canvas. */
static void
fill_cells (const InkMask *mask, const InkBox *box, double scale, Cells *cells)
{
  double middle_x = (box->x0 + box->x1) / 2.0;
  double middle_y = (box->y0 + box->y1) / 2.0;

  for (int y = 0; y < CANVAS; y++)
    for (int x = 0; x < CANVAS; x++)
      cells->amount[y * CANVAS + x]
          = ink_cells_amount (mask, middle_x + (x - CANVAS / 2) / scale,
                              middle_y + (y - CANVAS / 2) / scale, 1 / scale);
}

/* To 0 and 1. A stroke thinner than a cell never fills one. */
static void
cut_cells (Cells *cells, double width)
{
  float threshold = 0.5f * (float) fmin (1, width);

  for (int i = 0; i < CELLS; i++)
    cells->amount[i] = cells->amount[i] >= threshold;
}

static double
cells_stroke_width (const Cells *cells)
{
  double area = 0, sides = 0;

  for (int y = 1; y < CANVAS; y++)
    for (int x = 1; x < CANVAS; x++)
      {
        float here = cells->amount[y * CANVAS + x];

        area += here;
        sides += here != cells->amount[y * CANVAS + x - 1];
        sides += here != cells->amount[(y - 1) * CANVAS + x];
      }
  return ink_ribbon_width (area, sides);
}

/* Distance to the nearest cell of @wanted, along columns, then along rows; no
 * nearer than @reach where it is farther. */
static void
transform (const Cells *cells, float wanted, int reach, float *distance)
{
  float column[CANVAS];

  for (int x = 0; x < CANVAS; x++)
    {
      float d = FAR;

      for (int y = 0; y < CANVAS; y++)
        distance[y * CANVAS + x] = d
            = cells->amount[y * CANVAS + x] == wanted ? 0 : d + 1;
      for (int y = CANVAS - 1; y >= 0; y--)
        {
          d = distance[y * CANVAS + x] == 0 ? 0 : d + 1;
          if (d < distance[y * CANVAS + x])
            distance[y * CANVAS + x] = d;
        }
    }
  for (int y = 0; y < CANVAS; y++)
    {
      float *row = distance + y * CANVAS;

      memcpy (column, row, sizeof column);
      for (int x = 0; x < CANVAS; x++)
        {
          float least = FAR * FAR;

          for (int k = MAX (x - reach, 0); k <= MIN (x + reach, CANVAS - 1);
               k++)
            {
              float square = (float) ((x - k) * (x - k))
                             + column[k] * column[k];

              least = square < least ? square : least;
            }
          row[x] = sqrtf (least);
        }
    }
}

/* Moves the edge of the ink outwards by @delta cells, inwards where < 0. */
static void
move_edge (Cells *cells, double delta)
{
  gboolean grow = delta > 0;

  transform (cells, grow ? 1 : 0, (int) ceil (fabs (delta)) + 2,
             cells->distance);
  for (int i = 0; i < CELLS; i++)
    {
      float d = cells->distance[i];
      float inside = grow ? (float) delta - d + 1 : d + (float) delta;

      cells->amount[i] = CLAMP (inside, 0, 1);
    }
}

static void
set_width (Cells *cells)
{
  double width = cells_stroke_width (cells);
  double wanted = CLAMP (width, MIN_WIDTH, MAX_WIDTH);

  /* Never by more than a half: where strokes vary, thin parts would go. */
  wanted = fmax (wanted, width / 2);
  if (fabs (wanted - width) > 0.5)
    move_edge (cells, (wanted - width) / 2);
}

/* Cells per pixel of the mask. */
static double
find_scale (const InkBox *box, double width)
{
  double extent = MAX (box->x1 - box->x0, box->y1 - box->y0);
  double wanted = CLAMP (width * BOX / extent, MIN_WIDTH, MAX_WIDTH);
  double lines = extent - width;

  if (lines < extent / 4) /* a blot */
    return BOX / extent;
  return fmin ((BOX - wanted) / lines, 1.2 * BOX / extent);
}

/* Where the least corner of the cells goes, in pixels, along one axis: their
 * mass to the middle, as far as the ink, cells @first to @last, stays on. */
static double
place_axis (double mass, int first, int last)
{
  double corner = SIZE / 2.0 - mass / FINE;

  corner = fmin (corner, SIZE - (last + 1.0) / FINE);
  return fmax (corner, -(double) first / FINE);
}

static gboolean
find_corner (const Cells *cells, double *x0, double *y0)
{
  double mass = 0, sum_x = 0, sum_y = 0;
  int left = CANVAS, right = 0, top = CANVAS, bottom = 0;

  for (int y = 0; y < CANVAS; y++)
    for (int x = 0; x < CANVAS; x++)
      {
        float c = cells->amount[y * CANVAS + x];

        if (c <= 0)
          continue;
        mass += c;
        sum_x += c * (x + 0.5);
        sum_y += c * (y + 0.5);
        left = MIN (left, x);
        right = MAX (right, x);
        top = MIN (top, y);
        bottom = MAX (bottom, y);
      }
  if (mass <= 0)
    return FALSE;
  *x0 = place_axis (sum_x / mass, left, right);
  *y0 = place_axis (sum_y / mass, top, bottom);
  return TRUE;
}

/* The part of a cell that begins at @position, in pixels, which lies in the
 * pixel of its beginning. */
static double
first_share (double position)
{
  return fmin (1, (floor (position) + 1 - position) * FINE);
}

static void
splat (float sums[SIZE][SIZE], double x, double y, float amount)
{
  int ix = (int) floor (x), iy = (int) floor (y);
  float sx[2] = { (float) first_share (x), 0 };
  float sy[2] = { (float) first_share (y), 0 };

  sx[1] = 1 - sx[0];
  sy[1] = 1 - sy[0];
  for (int j = 0; j < 2; j++)
    for (int i = 0; i < 2; i++)
      if (ix + i >= 0 && ix + i < SIZE && iy + j >= 0 && iy + j < SIZE)
        sums[iy + j][ix + i] += amount * sx[i] * sy[j];
}

static gboolean
to_pixels (const Cells *cells, guint8 *pixels)
{
  float sums[SIZE][SIZE] = { 0 };
  double x0, y0;

  if (!find_corner (cells, &x0, &y0))
    return FALSE;
  for (int y = 0; y < CANVAS; y++)
    for (int x = 0; x < CANVAS; x++)
      if (cells->amount[y * CANVAS + x] > 0)
        splat (sums, x0 + (double) x / FINE, y0 + (double) y / FINE,
               cells->amount[y * CANVAS + x]);
  for (int i = 0; i < INK_DIGIT_PIXELS; i++)
    pixels[i] = (guint8) fminf (
        255, 255 * sums[i / SIZE][i % SIZE] / (FINE * FINE) + 0.5f);
  return TRUE;
}

gboolean
ink_cells_rasterize (const InkMask *mask, const InkBox *box, guint8 *pixels)
{
  g_autofree Cells *cells = g_new (Cells, 1);
  double stroke = ink_mask_stroke_width (mask, box);
  double scale = find_scale (box, stroke);

  fill_cells (mask, box, scale, cells);
  cut_cells (cells, stroke * scale);
  set_width (cells);
  return to_pixels (cells, pixels);
}
