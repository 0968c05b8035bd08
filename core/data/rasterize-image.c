/* Grey pictures to 28x28. Ink is what differs from the border's median; the
 * level between is found by halving the distance to the ink's mean until it
 * stands (Ridler and Calvard 1978). The ink's box is scaled to cells, FINE to a
 * pixel, such that the strokes' centre lines fill 20 pixels less a stroke;
 * there a distance transform makes thin strokes thicker and fat ones thinner,
 * and the cells are averaged to pixels around the centre of mass. */
#include "core/data/rasterize.h"

#include <math.h>
#include <string.h>

#define SIZE INK_DIGIT_SIZE
#define FINE 4
#define BOX (FINE * INK_DIGIT_BOX)
/* Side of the cells' canvas: box, room for fat strokes, room for distances. */
#define CANVAS 128
#define CELLS (CANVAS * CANVAS)
/* Strokes are brought to this range of widths, in cells. */
#define MIN_WIDTH (2.4 * FINE)
#define MAX_WIDTH (3.6 * FINE)
/* Grey levels: what is nearer to the background is noise. */
#define NOISE 12
#define FAINTEST 32
#define FAR 1e9f

typedef struct
{
  const guint8 *pixels; /* [height][width] */
  guint height, width;
  int ground;           /* level of the background */
  int sign;             /* +1 where ink is lighter */
  float full;           /* mean distance of ink from the ground, in levels */
  guint x0, y0, x1, y1; /* the ink's box, ends past the last pixel */
} Picture;

/* [CANVAS][CANVAS]; amounts are 0 to 1. */
typedef struct
{
  float amount[CELLS];
  float distance[CELLS];
} Cells;

static int
border_median (const Picture *picture)
{
  guint counts[256] = { 0 };
  guint n = 2 * picture->width + 2 * picture->height;
  guint below = 0;
  int level = 0;

  for (guint x = 0; x < picture->width; x++)
    {
      counts[picture->pixels[x]]++;
      counts[picture->pixels[(gsize) (picture->height - 1) * picture->width
                             + x]]++;
    }
  for (guint y = 0; y < picture->height; y++)
    {
      const guint8 *row = picture->pixels + (gsize) y * picture->width;

      counts[row[0]]++;
      counts[row[picture->width - 1]]++;
    }
  while (below + counts[level] <= n / 2)
    below += counts[level++];
  return level;
}

/* Mean distance from the ground of pixels farther than @threshold on the side
 * of @sign; 0 where there are none. */
static double
mean_beyond (const guint64 counts[256], int ground, int sign, double threshold)
{
  double sum = 0, n = 0;

  for (int level = 0; level < 256; level++)
    {
      int distance = sign * (level - ground);

      if (distance > threshold)
        {
          sum += (double) distance * counts[level];
          n += counts[level];
        }
    }
  return n > 0 ? sum / n : 0;
}

/* Total ink on the side of @sign. */
static double
weight_beyond (const guint64 counts[256], int ground, int sign)
{
  double sum = 0;

  for (int level = 0; level < 256; level++)
    if (sign * (level - ground) > NOISE)
      sum += (double) (sign * (level - ground)) * counts[level];
  return sum;
}

static gboolean
find_levels (Picture *picture)
{
  guint64 counts[256] = { 0 };
  gsize n = (gsize) picture->height * picture->width;
  double threshold = NOISE;
  double mean = 0;

  for (gsize i = 0; i < n; i++)
    counts[picture->pixels[i]]++;
  picture->ground = border_median (picture);
  picture->sign = weight_beyond (counts, picture->ground, 1)
                          > weight_beyond (counts, picture->ground, -1)
                      ? 1
                      : -1;
  for (int i = 0; i < 32; i++)
    {
      mean = mean_beyond (counts, picture->ground, picture->sign, threshold);
      threshold = fmax (NOISE, mean / 2);
    }
  picture->full = (float) mean;
  return mean >= FAINTEST;
}

/* 0 for ground, 1 for full ink; ground beyond the picture. */
static float
amount_at (const Picture *picture, int x, int y)
{
  int distance;

  if (x < 0 || y < 0 || x >= (int) picture->width || y >= (int) picture->height)
    return 0;
  distance = picture->pixels[(gsize) y * picture->width + (guint) x]
             - picture->ground;
  distance *= picture->sign;
  return distance <= NOISE ? 0 : fminf ((float) distance / picture->full, 1);
}

static gboolean
find_box (Picture *picture)
{
  picture->x0 = picture->width;
  picture->y0 = picture->height;
  picture->x1 = picture->y1 = 0;
  for (guint y = 0; y < picture->height; y++)
    for (guint x = 0; x < picture->width; x++)
      if (amount_at (picture, (int) x, (int) y) > 0.5f)
        {
          picture->x0 = MIN (picture->x0, x);
          picture->y0 = MIN (picture->y0, y);
          picture->x1 = MAX (picture->x1, x + 1);
          picture->y1 = MAX (picture->y1, y + 1);
        }
  return picture->x0 < picture->x1;
}

/* The width of a ribbon of that area and of that outline, counted in sides of
 * pixels: area = length width, outline = 2 (length + width), and sides run
 * 4 / pi times as long as a line in any direction. */
static double
ribbon_width (double area, double sides)
{
  double outline = sides * G_PI / 4;
  double root = outline * outline - 16 * area;

  return root > 0 ? (outline - sqrt (root)) / 4 : sqrt (area);
}

static double
picture_stroke_width (const Picture *picture)
{
  double area = 0, sides = 0;

  for (int y = (int) picture->y0; y <= (int) picture->y1; y++)
    for (int x = (int) picture->x0; x <= (int) picture->x1; x++)
      {
        float here = amount_at (picture, x, y);
        gboolean ink = here > 0.5f;

        area += here;
        sides += ink != (amount_at (picture, x - 1, y) > 0.5f);
        sides += ink != (amount_at (picture, x, y - 1) > 0.5f);
      }
  return ribbon_width (area, sides);
}

/* The picture's ink between two corners, in its pixels: averaged over the area
 * where cells are larger than pixels, else interpolated between centres. */
static float
cell_amount (const Picture *picture, double x0, double y0, double side)
{
  float sum = 0;
  int n = 0;

  if (side < 1)
    {
      double x = x0 + side / 2 - 0.5, y = y0 + side / 2 - 0.5;
      int ix = (int) floor (x), iy = (int) floor (y);
      float fx = (float) (x - ix), fy = (float) (y - iy);

      return (1 - fy)
                 * ((1 - fx) * amount_at (picture, ix, iy)
                    + fx * amount_at (picture, ix + 1, iy))
             + fy
                   * ((1 - fx) * amount_at (picture, ix, iy + 1)
                      + fx * amount_at (picture, ix + 1, iy + 1));
    }
  for (int y = (int) floor (y0); y < (int) floor (y0 + side); y++)
    for (int x = (int) floor (x0); x < (int) floor (x0 + side); x++, n++)
      sum += amount_at (picture, x, y);
  return n > 0 ? sum / n : 0;
}

/* Scales the ink's box into the middle of the canvas. */
static void
fill_cells (const Picture *picture, double scale, Cells *cells)
{
  double middle_x = (picture->x0 + picture->x1) / 2.0;
  double middle_y = (picture->y0 + picture->y1) / 2.0;

  for (int y = 0; y < CANVAS; y++)
    for (int x = 0; x < CANVAS; x++)
      cells->amount[y * CANVAS + x]
          = cell_amount (picture, middle_x + (x - CANVAS / 2) / scale,
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
  return ribbon_width (area, sides);
}

/* Distance to the nearest cell of @wanted, along columns, then along rows. */
static void
transform (const Cells *cells, float wanted, float *distance)
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
          distance[y * CANVAS + x] = fminf (distance[y * CANVAS + x], d);
        }
    }
  for (int y = 0; y < CANVAS; y++)
    {
      float *row = distance + y * CANVAS;

      memcpy (column, row, sizeof column);
      for (int x = 0; x < CANVAS; x++)
        {
          float least = FAR * FAR;

          for (int k = 0; k < CANVAS; k++)
            least = fminf (least, (float) ((x - k) * (x - k))
                                      + column[k] * column[k]);
          row[x] = sqrtf (least);
        }
    }
}

/* Moves the edge of the ink outwards by @delta cells, inwards where < 0. */
static void
move_edge (Cells *cells, double delta)
{
  gboolean grow = delta > 0;

  transform (cells, grow ? 1 : 0, cells->distance);
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

/* Cells per pixel of the picture. */
static double
find_scale (const Picture *picture, double width)
{
  double extent = MAX (picture->x1 - picture->x0, picture->y1 - picture->y0);
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

/* Whether it is as MNIST's are: 28x28, light on black, 20 long, mass in the
 * middle. Such a picture is left alone. */
static gboolean
is_ready (const Picture *picture)
{
  guint extent = MAX (picture->x1 - picture->x0, picture->y1 - picture->y0);
  double mass = 0, sum_x = 0, sum_y = 0;

  if (picture->height != SIZE || picture->width != SIZE || picture->ground != 0
      || picture->sign < 0 || extent < INK_DIGIT_BOX - 3
      || extent > INK_DIGIT_BOX)
    return FALSE;
  for (int i = 0; i < INK_DIGIT_PIXELS; i++)
    {
      mass += picture->pixels[i];
      sum_x += picture->pixels[i] * (i % SIZE + 0.5);
      sum_y += picture->pixels[i] * (i / SIZE + 0.5);
    }
  return fabs (sum_x / mass - SIZE / 2.0) < 1.1
         && fabs (sum_y / mass - SIZE / 2.0) < 1.1;
}

/* The picture's square at (x, y), averaged to @n x @n pixels. */
static void
average (const Picture *picture, double x, double y, double side, guint n,
         guint8 *pixels)
{
  double step = side / n;

  for (guint i = 0; i < n * n; i++)
    pixels[i] = (guint8) (255 * cell_amount (picture, x + i % n * step,
                                             y + i / n * step, step)
                          + 0.5f);
}

static void
average_around (const Picture *picture, double side, guint n, guint8 *pixels)
{
  double x = (picture->x0 + picture->x1) / 2.0;
  double y = (picture->y0 + picture->y1) / 2.0;

  average (picture, x - side / 2, y - side / 2, side, n, pixels);
}

static void
fill_steps (const Picture *picture, const InkRasterSteps *steps)
{
  double whole = MAX (picture->width, picture->height);
  double box = MAX (picture->x1 - picture->x0, picture->y1 - picture->y0);

  if (steps->sheet != NULL)
    average (picture, (picture->width - whole) / 2,
             (picture->height - whole) / 2, whole, SIZE, steps->sheet);
  if (steps->cropped != NULL)
    average_around (picture, box, SIZE, steps->cropped);
  if (steps->boxed != NULL)
    average_around (picture, box, INK_DIGIT_BOX, steps->boxed);
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

/* Scales, mends the strokes' width, centres. */
static gboolean
bring (const Picture *picture, guint8 *pixels)
{
  g_autofree Cells *cells = g_new (Cells, 1);
  double stroke = picture_stroke_width (picture);
  double scale = find_scale (picture, stroke);

  fill_cells (picture, scale, cells);
  cut_cells (cells, stroke * scale);
  set_width (cells);
  return to_pixels (cells, pixels);
}

gboolean
ink_rasterize_image_steps (const guint8 *image, guint height, guint width,
                           guint8 *pixels, InkRasterSteps *steps)
{
  Picture picture = { .pixels = image, .height = height, .width = width };

  memset (pixels, 0, INK_DIGIT_PIXELS);
  if (steps != NULL)
    clear_steps (steps);
  if (height == 0 || width == 0 || !find_levels (&picture)
      || !find_box (&picture))
    return FALSE;
  if (steps != NULL)
    fill_steps (&picture, steps);
  if (!is_ready (&picture))
    return bring (&picture, pixels);
  memcpy (pixels, image, INK_DIGIT_PIXELS);
  return TRUE;
}

gboolean
ink_rasterize_image (const guint8 *image, guint height, guint width,
                     guint8 *pixels)
{
  return ink_rasterize_image_steps (image, height, width, pixels, NULL);
}
