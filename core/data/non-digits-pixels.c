/* Pixels of what is no digit: filled shapes; and bringing to size. */
#include <math.h>
#include <string.h>

#include "core/data/non-digits-private.h"
#include "core/data/rasterize.h"

#define SIZE INK_DIGIT_SIZE
#define PIXELS INK_DIGIT_PIXELS
#define between ink_non_digit_between

/* --- Filled shapes --- */

/* An ellipse, or a rectangle, turned; with a slope of grey across. */
typedef struct
{
  gboolean round;
  double x, y, width, height, cosine, sine;
  double grey, slope;
} Shape;

static Shape
random_shape (InkRng *rng)
{
  double angle = ink_rng_below (rng, 2) == 0 ? 0 : between (rng, 0, G_PI);
  Shape shape = { .round = ink_rng_below (rng, 2) == 0 };

  shape.x = between (rng, 8, SIZE - 8);
  shape.y = between (rng, 8, SIZE - 8);
  shape.width = between (rng, 2.5, 12);
  shape.height = between (rng, 2.5, 12);
  shape.cosine = cos (angle);
  shape.sine = sin (angle);
  shape.grey = between (rng, 70, 255);
  shape.slope = between (rng, -6, 6);
  return shape;
}

/* Over what is there, with its edge one pixel soft. */
static void
paint (const Shape *shape, guint8 *pixels)
{
  for (guint i = 0; i < PIXELS; i++)
    {
      double dx = i % SIZE + 0.5 - shape->x, dy = i / SIZE + 0.5 - shape->y;
      double u = fabs (shape->cosine * dx + shape->sine * dy);
      double v = fabs (shape->cosine * dy - shape->sine * dx);
      double out = shape->round
                       ? (hypot (u / shape->width, v / shape->height) - 1)
                             * fmin (shape->width, shape->height)
                       : fmax (u - shape->width, v - shape->height);
      double cover = CLAMP (0.5 - out, 0, 1);
      double grey = CLAMP (shape->grey + shape->slope * dx, 40, 255);

      pixels[i] = (guint8) (pixels[i] + cover * (grey - pixels[i]) + 0.5);
    }
}

void
ink_non_digit_shapes (InkRng *rng, guint8 *pixels)
{
  guint n = 1 + (guint) ink_rng_below (rng, 5);
  double grain = ink_rng_below (rng, 2) == 0 ? 0 : between (rng, 0, 60);

  memset (pixels, 0, PIXELS);
  for (guint i = 0; i < n; i++)
    {
      Shape shape = random_shape (rng);

      paint (&shape, pixels);
    }
  for (guint i = 0; i < PIXELS && grain > 0; i++)
    if (pixels[i] > 0)
      pixels[i] = (guint8) CLAMP (pixels[i] + between (rng, -grain, grain), 0,
                                  255);
}

/* --- Bringing to size --- */

void
ink_non_digit_thicken (guint8 *pixels, guint height, guint width)
{
  for (guint y = height - 1; y > 0; y--)
    for (guint x = width - 1; x > 0; x--)
      {
        guint8 *at = pixels + y * width + x;
        guint8 most = MAX (at[0], at[-1]);

        at[0] = MAX (most, at[-(int) width]);
      }
}

typedef struct
{
  double x, y;        /* centre of mass */
  double middle_x, middle_y, extent;
} Ink;

static gboolean
measure (const guint8 *from, guint height, guint width, Ink *ink)
{
  guint x0 = width, y0 = height, x1 = 0, y1 = 0;
  double mass = 0;

  ink->x = ink->y = 0;
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        guint8 grey = from[y * width + x];

        mass += grey;
        ink->x += grey * (x + 0.5);
        ink->y += grey * (y + 0.5);
        if (grey < 32)
          continue;
        x0 = MIN (x0, x);
        y0 = MIN (y0, y);
        x1 = MAX (x1, x + 1);
        y1 = MAX (y1, y + 1);
      }
  if (x0 >= x1)
    return FALSE;
  ink->x /= mass;
  ink->y /= mass;
  ink->middle_x = (x0 + x1) / 2.0;
  ink->middle_y = (y0 + y1) / 2.0;
  ink->extent = MAX (x1 - x0, y1 - y0);
  return TRUE;
}

/* Bilinear; nothing beyond. */
static double
sample (const guint8 *from, guint height, guint width, double x, double y)
{
  int ix = (int) floor (x - 0.5), iy = (int) floor (y - 0.5);
  double fx = x - 0.5 - ix, fy = y - 0.5 - iy, sum = 0;

  for (int j = 0; j < 2; j++)
    for (int i = 0; i < 2; i++)
      if (ix + i >= 0 && iy + j >= 0 && ix + i < (int) width
          && iy + j < (int) height)
        sum += (i == 0 ? 1 - fx : fx) * (j == 0 ? 1 - fy : fy)
               * from[(guint) (iy + j) * width + (guint) (ix + i)];
  return sum;
}

/* How far the middle of the ink's box goes from the image's, so that its mass
 * comes there, as far as it stays on. */
static double
shift (double mass, double middle, double step)
{
  double room = (SIZE - INK_DIGIT_BOX) / 2.0;

  return CLAMP ((middle - mass) / step, -room, room);
}

void
ink_non_digit_fit (const guint8 *from, guint height, guint width, guint8 *to)
{
  guint8 fitted[PIXELS];
  double step, x0, y0;
  Ink ink;

  if (!measure (from, height, width, &ink))
    {
      memset (to, 0, PIXELS);
      return;
    }
  step = fmax (ink.extent, 8) / INK_DIGIT_BOX;
  x0 = ink.middle_x - (SIZE / 2.0 + shift (ink.x, ink.middle_x, step)) * step;
  y0 = ink.middle_y - (SIZE / 2.0 + shift (ink.y, ink.middle_y, step)) * step;
  for (guint i = 0; i < PIXELS; i++)
    {
      double x = x0 + (i % SIZE + 0.5) * step;
      double y = y0 + (i / SIZE + 0.5) * step;
      double sum = 0;

      for (guint k = 0; k < 4; k++)
        sum += sample (from, height, width, x + ((double) (k % 2) - 0.5) * step / 2,
                       y + ((double) (k / 2) - 0.5) * step / 2);
      fitted[i] = (guint8) (sum / 4 + 0.5);
    }
  memcpy (to, fitted, PIXELS);
}
