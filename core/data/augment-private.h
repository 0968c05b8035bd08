#pragma once

#include "core/data/augment.h"

G_BEGIN_DECLS

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
/* @displacement: pixels, root mean square of each coordinate, at most 4 */
void ink_field_draw (InkField *field, double displacement, InkRng *rng,
                     guint size);
/* @field: (nullable); @from, @to: [size][size] */
void ink_affine_map_resample (const InkAffineMap *map, const InkField *field,
                              guint size, const guint8 *from, guint8 *to);

G_END_DECLS
