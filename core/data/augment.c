/* Random distortions of a picture: their drawing, and the choice of the kernels
 * that carry them out. For every pixel of the result its place in the source is
 * found by the inverse map about the picture's centre and read bilinearly. */
#include "core/data/augment.h"

#include <math.h>
#include <string.h>

#include "core/data/augment-vector-private.h"

const InkAffineRange ink_affine_range_default
    = { .rotation = 15, .scale = 0.15, .shear = 0.2, .shift = 2 };
const InkElasticRange ink_elastic_range_default
    = { .affine
        = { .rotation = 10, .scale = 0.06, .shear = 0.25, .shift = 0.75 },
        .displacement = 0.8 };

#define MOST (48 * INK_MAP_ONE) /* of a term: sums of three fit in 16 bits */
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

const InkAugmentKernels *
ink_augment_kernels_for (InkIsa isa)
{
  if (!ink_cpu_supports (isa))
    return NULL;
  switch (isa)
    {
    case INK_ISA_BASELINE:
      return &ink_augment_kernels_baseline;
#ifdef INK_HAVE_X86_KERNELS
    case INK_ISA_AVX2:
      return &ink_augment_kernels_avx2;
    case INK_ISA_AVX512:
      return &ink_augment_kernels_avx512;
#endif
    default:
      return NULL;
    }
}

static const InkAugmentKernels *
best_kernels (void)
{
  static gsize chosen;

  if (g_once_init_enter (&chosen))
    g_once_init_leave (&chosen,
                       (gsize) ink_augment_kernels_for (ink_cpu_best_isa ()));
  return (const InkAugmentKernels *) chosen;
}

void
ink_augment_affine (const InkAffineRange *range, InkRng *rng, guint size,
                    const guint8 *from, guint8 *to)
{
  InkAffineMap map;

  g_return_if_fail (size > 0 && size <= INK_AUGMENT_MAX_SIZE);
  ink_affine_map_draw (&map, range, rng, size);
  best_kernels ()->resample (&map, NULL, size, from, to);
}

void
ink_augment_elastic (const InkElasticRange *range, InkRng *rng, guint size,
                     const guint8 *from, guint8 *to)
{
  const InkAugmentKernels *kernels = best_kernels ();
  InkAffineMap map;
  InkField field;

  g_return_if_fail (size > 0 && size <= INK_AUGMENT_MAX_SIZE);
  ink_affine_map_draw (&map, &range->affine, rng, size);
  kernels->draw_field (&field, range->displacement, rng, size);
  kernels->resample (&map, &field, size, from, to);
}
