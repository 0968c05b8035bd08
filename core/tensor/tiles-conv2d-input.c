/* Convolution with tiles: the gradient of the input. Tiles of sums [left,
 * right][in channel][example] are two neighbouring pixels, four rows of them at
 * a time; B is of two neighbouring outputs. */
#include "core/tensor/tiles-private.h"

/* One product for input row @row, where its output row is there. */
#define ADD_ROW(sum, tile, row)                                                \
  do                                                                           \
    {                                                                          \
      if ((row) < c->out_height)                                               \
        {                                                                      \
          LOAD_TILE (tile, dy + (row) * dy_row, CELL);                         \
          _tile_dpbf16ps (sum, 4, tile);                                       \
        }                                                                      \
    }                                                                          \
  while (0)

/* Rows @y to @y + 3; output rows before the first count as above the last. */
INLINE void
add_rows (const TileConv *c, const float *a, guint y, guint ky,
          const float *dy)
{
  gsize dy_row = (gsize) c->out_width * c->out_units * CELL;

  LOAD_TILE (4, a, MOST);
  ADD_ROW (0, 6, y - ky);
  ADD_ROW (1, 7, y + 1 - ky);
  ADD_ROW (2, 6, y + 2 - ky);
  ADD_ROW (3, 7, y + 3 - ky);
}

/* Of columns 2 @pair and the next. @a: of the channels wanted. */
INLINE void
sum_rows (const TileConv *c, const float *a, guint y, guint pair_index,
          const float *dy, float sums[4][TILE])
{
  gsize tile = (gsize) 2 * c->ins.size * MOST;

  CLEAR_TILE (0);
  CLEAR_TILE (1);
  CLEAR_TILE (2);
  CLEAR_TILE (3);
  for (guint ky = 0; ky < c->shape->kernel; ky++)
    for (guint shift = 0; shift < c->shifts; shift++)
      for (guint part = 0; part < c->ys.count; part++, a += tile)
        {
          guint from = pair_index - shift; /* as above, where there is none */

          if (from < c->pool_width)
            add_rows (c, a, y, ky,
                      dy
                          + ((gsize) 2 * from * c->out_units
                             + part_start (&c->ys, part))
                                * CELL);
        }
  STORE_TILE (0, sums[0], MOST);
  STORE_TILE (1, sums[1], MOST);
  STORE_TILE (2, sums[2], MOST);
  STORE_TILE (3, sums[3], MOST);
}

/* The @n channels of one pixel. */
INLINE void
store_pixel (const float *sums, guint n, float *dx)
{
  for (guint i = 0; i < n; i += 2)
    store_unit (dx + i / 2 * CELL,
                pair (load (sums + i * MOST),
                      i + 1 < n ? load (sums + (i + 1) * MOST) : splat (0)));
}

static void
input_block (const TileConv *c, guint part, const float *a, const float *dy,
             float *dx)
{
  const InkConv2dShape *s = c->shape;
  guint first = part * c->ins.size;
  guint n = MIN (c->ins.size, s->in_channels - first);
  float sums[4][TILE] __attribute__ ((aligned (INK_ALIGNMENT)));

  for (guint y = 0; y < s->in_height; y += 4)
    for (guint x = 0; x < s->in_width; x += 2)
      {
        sum_rows (c, a, y, x / 2, dy, sums);
        for (guint i = 0; i < MIN (4, s->in_height - y); i++)
          for (guint right = 0; right < MIN (2, s->in_width - x); right++)
            {
              gsize pixel = (gsize) (y + i) * s->in_width + x + right;

              store_pixel (sums[i] + right * c->ins.size * MOST, n,
                           dx + (pixel * c->in_units + first / 2) * CELL);
            }
      }
}

void
NAME (tile_conv_input) (const TileConv *c, const float *packed,
                        const float *dy, float *dx, guint n_blocks)
{
  gsize part_size = (gsize) 2 * c->ins.size * MOST * c->shape->kernel
                    * c->shifts * c->ys.count;

  configure_tiles (4, 2 * c->ins.size, c->ys.size, L);
  for (guint part = 0; part < c->ins.count; part++)
    for (guint block = 0; block < n_blocks; block++)
      input_block (c, part, packed + part * part_size,
                   dy + 4 * block * c->y_block, dx + block * c->x_block);
  _tile_release ();
}
