/* Random distortions of a picture. For every pixel of the result its place in
 * the source is found by the inverse map about the picture's centre and read
 * bilinearly. It is all in 16-bit integers, eight pixels at a time: the source
 * lies in a border of background to which coordinates are clamped, so that no
 * pixel needs a branch, and the result has the same bits everywhere. */
#include "core/data/augment.h"

#include <math.h>
#include <string.h>

#include "core/data/augment-private.h"

const InkAffineRange ink_affine_range_default
    = { .rotation = 15, .scale = 0.15, .shear = 0.2, .shift = 2 };
const InkElasticRange ink_elastic_range_default
    = { .affine = { .rotation = 10, .scale = 0.1, .shear = 0.15, .shift = 1.5 },
        .displacement = 0.5 };

#define W 8 /* lanes */
#define MOST (48 * INK_MAP_ONE) /* of a term: sums of three fit in 16 bits */
typedef gint16 coordinates __attribute__ ((vector_size (W * 2), aligned (2)));
typedef guint16 values __attribute__ ((vector_size (W * 2), aligned (2)));
typedef guint8 bytes __attribute__ ((vector_size (W)));
G_STATIC_ASSERT (INK_AUGMENT_MAX_SIZE + 3 <= INK_MAP_WIDTH);
G_STATIC_ASSERT (INK_MAP_WIDTH == 32 && INK_MAP_ONE == 256);

static double
draw (InkRng *rng, double most)
{
  return most * (2 * ink_rng_uniform (rng) - 1);
}

/* first, first + step ... : @table [@n], from 16 bits of fraction to 8. */
static void
fill (gint16 *table, guint n, double first, double step)
{
  gint64 at = lround (first * 65536), more = lround (step * 65536);

  memset (table, 0, INK_MAP_WIDTH * sizeof *table);
  for (guint i = 0; i < n; i++, at += more)
    {
      gint64 rounded = (at + 128) >> 8;

      table[i] = (gint16) CLAMP (rounded, -MOST, MOST);
    }
}

void
ink_affine_map_draw (InkAffineMap *map, const InkAffineRange *range,
                     InkRng *rng, guint size)
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
  double left = -middle - shift_x, top = -middle - shift_y;

  fill (map->column_x, size, xx * left, xx);
  fill (map->column_y, size, yx * left, yx);
  fill (map->row_x, size, 1 + middle + xy * top, xy);
  fill (map->row_y, size, 1 + middle + yy * top, yy);
}

static inline coordinates
clamp (coordinates v, gint16 most)
{
  coordinates above = v > most;

  v = (above & most) | (~above & v);
  return v & (v > 0);
}

/* a to b by @fraction in 256ths, to nearest. At most 255 * 256 + 128. */
static inline values
blend (values a, values b, values fraction)
{
  return (a * (256 - fraction) + b * fraction + 128) >> 8;
}

/* One row of the result, [INK_MAP_WIDTH]; @padded: [32][32] */
static void
read_row (const guint8 *padded, const gint16 *x, const gint16 *y, guint8 *to)
{
  guint16 upper[INK_MAP_WIDTH], lower[INK_MAP_WIDTH]; /* left, right */

  for (guint i = 0; i < INK_MAP_WIDTH; i++)
    {
      const guint8 *corner = padded + ((y[i] >> 8) * INK_MAP_WIDTH)
                             + (x[i] >> 8);

      memcpy (&upper[i], corner, 2);
      memcpy (&lower[i], corner + INK_MAP_WIDTH, 2);
    }
  for (guint i = 0; i < INK_MAP_WIDTH; i += W)
    {
      values fx = *(const values *) (x + i) & 255;
      values fy = *(const values *) (y + i) & 255;
      values u = *(const values *) (upper + i);
      values l = *(const values *) (lower + i);
      bytes result;

#if G_BYTE_ORDER == G_BIG_ENDIAN
      fx = 256 - fx;
#endif
      u = blend (u & 255, u >> 8, fx);
      l = blend (l & 255, l >> 8, fx);
      result = __builtin_convertvector (blend (u, l, fy), bytes);
      memcpy (to + i, &result, W);
    }
}

void
ink_affine_map_resample (const InkAffineMap *map, const InkField *field,
                         guint size, const guint8 *from, guint8 *to)
{
  guint8 padded[INK_MAP_WIDTH * INK_MAP_WIDTH] = { 0 };
  gint16 most = (gint16) ((size + 1) * INK_MAP_ONE);

  for (guint row = 0; row < size; row++)
    memcpy (padded + (row + 1) * INK_MAP_WIDTH + 1, from + row * size, size);
  for (guint row = 0; row < size; row++)
    {
      gint16 x[INK_MAP_WIDTH], y[INK_MAP_WIDTH];
      guint8 result[INK_MAP_WIDTH];

      for (guint i = 0; i < INK_MAP_WIDTH; i += W)
        {
          coordinates at_x
              = *(const coordinates *) (map->column_x + i) + map->row_x[row];
          coordinates at_y
              = *(const coordinates *) (map->column_y + i) + map->row_y[row];

          if (field != NULL)
            {
              at_x += *(const coordinates *) (field->x[row] + i);
              at_y += *(const coordinates *) (field->y[row] + i);
            }
          *(coordinates *) (x + i) = clamp (at_x, most);
          *(coordinates *) (y + i) = clamp (at_y, most);
        }
      read_row (padded, x, y, result);
      memcpy (to + row * size, result, size);
    }
}

void
ink_augment_affine (const InkAffineRange *range, InkRng *rng, guint size,
                    const guint8 *from, guint8 *to)
{
  InkAffineMap map;

  g_return_if_fail (size > 0 && size <= INK_AUGMENT_MAX_SIZE);
  ink_affine_map_draw (&map, range, rng, size);
  ink_affine_map_resample (&map, NULL, size, from, to);
}

void
ink_augment_elastic (const InkElasticRange *range, InkRng *rng, guint size,
                     const guint8 *from, guint8 *to)
{
  InkAffineMap map;
  InkField field;

  g_return_if_fail (size > 0 && size <= INK_AUGMENT_MAX_SIZE);
  ink_affine_map_draw (&map, &range->affine, rng, size);
  ink_field_draw (&field, range->displacement, rng, size);
  ink_affine_map_resample (&map, &field, size, from, to);
}
