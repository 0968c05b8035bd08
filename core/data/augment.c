/* Random affine augmentation. For every pixel of the result its place in the
 * source is found by the inverse map about the picture's centre, in fixed point
 * (16 bits of fraction), and read bilinearly. */
#include "core/data/augment.h"

#include <math.h>

#define ONE 65536

const InkAffineRange ink_affine_range_default
    = { .rotation = 15, .scale = 0.15, .shear = 0.2, .shift = 2 };

static double
draw (InkRng *rng, double most)
{
  return most * (2 * ink_rng_uniform (rng) - 1);
}

/* Four neighbours weighted; @x, @y: fixed point, may lie outside. */
static guint8
sample (const guint8 *from, gint size, gint x, gint y)
{
  gint column = x >> 16, row = y >> 16;
  guint fx = (x >> 8) & 255, fy = (y >> 8) & 255;
  guint top_left, top_right, bottom_left, bottom_right;

  if (column < -1 || row < -1 || column >= size || row >= size)
    return 0;
#define PIXEL(r, c)                                                            \
  ((r) < 0 || (c) < 0 || (r) >= size || (c) >= size ? 0                        \
                                                    : from[(r) * size + (c)])
  top_left = PIXEL (row, column);
  top_right = PIXEL (row, column + 1);
  bottom_left = PIXEL (row + 1, column);
  bottom_right = PIXEL (row + 1, column + 1);
#undef PIXEL
  return (guint8) (((top_left * (256 - fx) + top_right * fx) * (256 - fy)
                    + (bottom_left * (256 - fx) + bottom_right * fx) * fy
                    + 32768)
                   >> 16);
}

void
ink_augment_affine (const InkAffineRange *range, InkRng *rng, guint size,
                    const guint8 *from, guint8 *to)
{
  double angle = draw (rng, range->rotation) * G_PI / 180;
  double scale_x = 1 + draw (rng, range->scale);
  double scale_y = 1 + draw (rng, range->scale);
  double shear = draw (rng, range->shear);
  double shift_x = draw (rng, range->shift);
  double shift_y = draw (rng, range->shift);
  double c = cos (angle), s = sin (angle);
  /* forward: rotation x shear x scale; inverted below */
  double a = c * scale_x, b = (c * shear - s) * scale_y;
  double d = s * scale_x, e = (s * shear + c) * scale_y;
  double determinant = a * e - b * d;
  double xx = e / determinant, xy = -b / determinant;
  double yx = -d / determinant, yy = a / determinant;
  double middle = (size - 1) / 2.0;
  double x0 = middle - xx * (middle + shift_x) - xy * (middle + shift_y);
  double y0 = middle - yx * (middle + shift_x) - yy * (middle + shift_y);

  for (guint row = 0; row < size; row++)
    {
      gint x = (gint) lround ((x0 + xy * row) * ONE);
      gint y = (gint) lround ((y0 + yy * row) * ONE);
      gint step_x = (gint) lround (xx * ONE), step_y = (gint) lround (yx * ONE);

      for (guint column = 0; column < size; column++)
        {
          to[row * size + column] = sample (from, (gint) size, x, y);
          x += step_x;
          y += step_y;
        }
    }
}
