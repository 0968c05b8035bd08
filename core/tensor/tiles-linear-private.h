#pragma once

/* The dense layer with tiles, between its two files. */
#include "core/tensor/tiles-private.h"

/* Sums [rows][16] = A x over units, one block of x at a time. A is packed in
 * tiles, [rows.count][outer][inner.count] of [rows.size][MOST]. */
typedef struct
{
  Parts rows;
  guint outer;
  Parts inner;                  /* units that a tile multiplies */
  gsize outer_step, inner_step; /* floats between their cells of x */
  gsize x_block;                /* floats */
} TileProduct;

/* Rows @row to @row + @n - 1 of the sums, [n][16], of block @block; some may be
 * beyond the last. */
typedef void (*TileFinish) (gpointer user_data, guint row, guint n,
                            guint block, const float *sums);

typedef struct
{
  const InkLinearShape *shape;
  guint units; /* of x's channels */
  TileProduct forward;
  TileProduct backward; /* the transposed weights; its rows are the values of
                           x's units by planes: [unit][pixel][2] */
} TileLinear;

TileLinear NAME (tile_linear) (const InkLinearShape *s);
/* Floats of what is packed for the forward pass; the other follows. */
gsize NAME (tile_product_size) (const TileProduct *p);
void NAME (tile_product) (const TileProduct *p, const float *a, const float *x,
                          guint n_blocks, TileFinish finish,
                          gpointer user_data);
