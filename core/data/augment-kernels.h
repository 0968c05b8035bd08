#pragma once

#include "core/base/cpu.h"
#include "core/data/augment.h"

G_BEGIN_DECLS

/* What distortions are made of: the parts that take the time, one table of
 * functions per instruction set, all with the same bits. */

/* Where each pixel of a distorted picture is read in its source. All
 * coordinates are 16 bits, 8 of them fraction, and count from the border of
 * background round the source: 1.0 is its first pixel. */

#define INK_MAP_WIDTH 32 /* of a row: whole vectors */
#define INK_MAP_ONE 256

/* Pixel (row, column) comes from (column_x[column] + row_x[row],
 * column_y[column] + row_y[row]): an affine map. */
typedef struct
{
  gint16 column_x[INK_MAP_WIDTH], column_y[INK_MAP_WIDTH];
  gint16 row_x[INK_MAP_WIDTH], row_y[INK_MAP_WIDTH];
} InkAffineMap;

/* What is added to it: [row][column]. */
typedef struct
{
  gint16 x[INK_AUGMENT_MAX_SIZE][INK_MAP_WIDTH];
  gint16 y[INK_AUGMENT_MAX_SIZE][INK_MAP_WIDTH];
} InkField;

void ink_affine_map_draw (InkAffineMap *map, const InkAffineRange *range,
                          InkRng *rng, guint size);

typedef struct
{
  /* @displacement: pixels, root mean square of each coordinate, at most 4 */
  void (*draw_field) (InkField *field, double displacement, InkRng *rng,
                      guint size);
  /* @field: (nullable); @from, @to: [size][size] */
  void (*resample) (const InkAffineMap *map, const InkField *field, guint size,
                    const guint8 *from, guint8 *to);
} InkAugmentKernels;

/* NULL where this build has none or the processor cannot run them; the
 * reference has none. */
const InkAugmentKernels *ink_augment_kernels_for (InkIsa isa);

G_END_DECLS
