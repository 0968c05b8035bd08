/* Convolution with tiles: the backward pass. The gradient of the weights is
 * summed over pixels and examples: A is the input by examples, of which those
 * under a row of the kernel, or in a strip of a picture under all its rows, are
 * neighbours; B the transposed gradient of the output, [example pair][out
 * channel]. */
#include "core/tensor/tiles-private.h"

#define N_SUMS 6

/* What lies in the scratch, in this order; floats. Of a picture x is of one
 * strip, and the two of the gradient of the output of two rows of it. */
typedef struct
{
  gsize bias_sums;
  gsize sums;       /* pictures: [outs.count][taps.count][2] tiles */
  gsize x;          /* the input by examples */
  gsize examples;   /* the gradient of the output by examples, two rows, ... */
  gsize transposed; /* ... and for each position [16][stride] */
  gsize channels;   /* ... and as activations */
} Scratch;

/* Inputs under the kernel: of a row of it, or of a strip. */
static Parts
taps_of (const TileConv *c)
{
  guint kernel = c->shape->kernel;

  return parts_of (is_picture (c) ? 2 * c->pixel_pairs * kernel
                                  : c->shape->in_channels * kernel,
                   MOST);
}

/* Floats between the rows of B. */
static gsize
stride_of (const TileConv *c)
{
  return is_picture (c) ? MOST
                        : (gsize) (c->shape->out_channels + 15) / 16 * 16;
}

static Scratch
scratch_of (const TileConv *c, guint n_blocks)
{
  const InkConv2dShape *s = c->shape;
  gsize x = (gsize) s->in_height * CELL;
  Scratch size = { .bias_sums = (gsize) s->out_channels * L };

  if (is_picture (c))
    {
      size.sums = (gsize) c->outs.count * taps_of (c).count * 2 * TILE;
      size.x = x * 2 * c->pixel_pairs;
      size.examples = 2 * TILE;
      size.transposed = 2 * TILE;
    }
  else
    {
      gsize groups = GROUPS (n_blocks), width = c->out_width;

      size.x = x * s->in_width * s->in_channels * groups;
      size.examples = 2 * width * s->out_channels * CELL;
      size.transposed = width * c->out_height * L * stride_of (c) * groups;
      size.channels = 4 * c->y_block * n_blocks;
    }
  return size;
}

gsize
NAME (conv2d_scratch_size) (const InkConv2dShape *s, guint n_blocks)
{
  TileConv c = NAME (tile_conv) (s);
  Scratch size = scratch_of (&c, n_blocks);

  return size.bias_sums + size.sums + size.x + size.examples
         + size.transposed + size.channels;
}

typedef struct
{
  float *bias_sums, *sums, *x, *examples, *transposed, *channels;
} Places;

static Places
places_of (const Scratch *size, float *scratch)
{
  Places p = { .bias_sums = scratch };

  p.sums = p.bias_sums + size->bias_sums;
  p.x = p.sums + size->sums;
  p.examples = p.x + size->x;
  p.transposed = p.examples + size->examples;
  p.channels = p.transposed + size->transposed;
  memset (p.bias_sums, 0, (size->bias_sums + size->sums) * sizeof (float));
  return p;
}

/* Once the B of a position is loaded: the tile @x times it to sum @i. */
#define ADD_SUM(i, x)                                                          \
  do                                                                           \
    {                                                                          \
      LOAD_TILE (6, x, CELL);                                                  \
      _tile_dpbf16ps (i, 6, 7);                                                \
    }                                                                          \
  while (0)

/* ---- channels ---------------------------------------------------------- */

/* The gradient of one group of examples, [out_height][out_width][16][stride].
 */
static void
transpose_gradient (const TileConv *c, const PooledGradient *g, guint group,
                    const Places *p, float *to)
{
  guint n = c->shape->out_channels;
  gsize right = (gsize) n * CELL, stride = stride_of (c);
  ExampleWindow w = { .end = n, .right = right,
                      .below = right * c->out_width };

  for (; w.row < c->pool_height; w.row++)
    {
      for (w.column = 0; w.column < c->pool_width; w.column++)
        NAME (unpool_examples) (c, g, group, &w,
                                p->examples + 2 * w.column * right,
                                p->bias_sums);
      for (guint i = 0; i < 2 * c->out_width; i++, to += L * stride)
        NAME (transpose) (p->examples + i * right, n, to, stride);
    }
}

/* @n of the tiles of sums: A's are @at. */
INLINE void
add_position (const float *dy, gsize stride, const float *x, const gsize *at,
              guint n)
{
  LOAD_TILE (7, dy, stride);
  ADD_SUM (0, x + at[0]);
  if (n > 1)
    ADD_SUM (1, x + at[1]);
  if (n > 2)
    ADD_SUM (2, x + at[2]);
  if (n > 3)
    ADD_SUM (3, x + at[3]);
  if (n > 4)
    ADD_SUM (4, x + at[4]);
  if (n > 5)
    ADD_SUM (5, x + at[5]);
}

static void
add_positions (const TileConv *c, const float *dy, const float *x,
               const gsize *at, guint n)
{
  gsize pixel = (gsize) c->shape->in_channels * CELL, stride = stride_of (c);

  for (guint row = 0; row < c->out_height; row++)
    for (guint column = 0; column < c->out_width; column++, dy += L * stride)
      add_position (dy, stride,
                    x + ((gsize) row * c->shape->in_width + column) * pixel,
                    at, n);
}

/* A tile of sums [taps][out channel] to the weights: @n taps of row @ky of the
 * kernel, [kernel column][in channel], from @first on; outputs from @o on. */
static void
spread_sums (const TileConv *c, guint o, guint ky, guint first, guint n,
             const float *sums, float *dw)
{
  guint kernel = c->shape->kernel, channels = c->shape->in_channels;
  guint n_outs = MIN (MOST, c->shape->out_channels);
  gint32 of_out = (gint32) (channels * kernel * kernel);
  const ivec lanes = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
  ivec places = lanes * of_out;

  for (guint i = 0; i < n; i++)
    {
      guint column = (first + i) / channels, in = (first + i) % channels;
      float *to = dw + (gsize) o * of_out + (in * kernel + ky) * kernel
                  + column;

      _mm512_mask_i32scatter_ps (to, FIRST (n_outs), (__m512i) places,
                                 (__m512) load (sums + i * MOST),
                                 sizeof (float));
    }
}

INLINE void
clear_sums (void)
{
  CLEAR_TILE (0);
  CLEAR_TILE (1);
  CLEAR_TILE (2);
  CLEAR_TILE (3);
  CLEAR_TILE (4);
  CLEAR_TILE (5);
}

INLINE void
store_sums (float sums[N_SUMS][TILE])
{
  STORE_TILE (0, sums[0], MOST);
  STORE_TILE (1, sums[1], MOST);
  STORE_TILE (2, sums[2], MOST);
  STORE_TILE (3, sums[3], MOST);
  STORE_TILE (4, sums[4], MOST);
  STORE_TILE (5, sums[5], MOST);
}

/* Outputs from @o on; tiles @first to @first + @n - 1 of [kernel row]
 * [taps.count]. */
static void
weight_tiles (const TileConv *c, const Places *p, guint n_groups, guint o,
              guint first, guint n, float *dw)
{
  const InkConv2dShape *s = c->shape;
  Parts taps = taps_of (c);
  gsize row = (gsize) s->in_width * s->in_channels * CELL;
  gsize dy_group = (gsize) c->out_height * c->out_width * L * stride_of (c);
  gsize at[N_SUMS] = { 0 };
  float sums[N_SUMS][TILE] __attribute__ ((aligned (INK_ALIGNMENT)));

  for (guint i = 0; i < n; i++)
    at[i] = (first + i) / taps.count * row
            + (gsize) part_start (&taps, (first + i) % taps.count) * CELL;
  clear_sums ();
  for (guint group = 0; group < n_groups; group++)
    add_positions (c, p->transposed + group * dy_group + o,
                   p->x + group * row * s->in_height, at, n);
  store_sums (sums);
  for (guint i = 0; i < n; i++)
    spread_sums (c, o, (first + i) / taps.count,
                 part_start (&taps, (first + i) % taps.count), taps.size,
                 sums[i], dw);
}

static void
weights_of_channels (const TileConv *c, const InkConv2dPass *pass,
                     const Places *p)
{
  Parts taps = taps_of (c), outs = whole_parts_of (c->shape->out_channels);
  guint n_tiles = c->shape->kernel * taps.count;

  configure_tiles (N_SUMS, taps.size, L, outs.size);
  for (guint o = 0; o < outs.count; o++)
    for (guint first = 0; first < n_tiles; first += N_SUMS)
      weight_tiles (c, p, GROUPS (pass->n_blocks), part_start (&outs, o),
                    first, MIN (N_SUMS, n_tiles - first), pass->dweights);
  _tile_release ();
}

static void
backward_channels (const TileConv *c, const InkConv2dPass *pass,
                   const Places *p)
{
  const InkConv2dShape *s = c->shape;
  PooledGradient g = { pass->dy, pass->winners, pass->n_blocks };
  ExampleOrder order = { s->in_channels, s->in_height * s->in_width, 1,
                         s->in_channels };
  gsize dy_group = (gsize) c->out_height * c->out_width * L * stride_of (c);

  NAME (order_examples) (&order, pass->x, p->x, pass->n_blocks);
  for (guint group = 0; group < GROUPS (pass->n_blocks); group++)
    transpose_gradient (c, &g, group, p, p->transposed + group * dy_group);
  weights_of_channels (c, pass, p);
  if (pass->dx == NULL)
    return;
  NAME (unpool_channels) (c, &g, p->channels);
  NAME (tile_conv_input) (c, pass->packed + c->input_weights, p->channels,
                          pass->dx, pass->n_blocks);
}

/* ---- pictures ---------------------------------------------------------- */

/* The two rows of one window of a strip. Each has sums of its own, so that
 * fewer products wait for another: tile i and tile i + 3. */
INLINE void
add_strip_rows (const float *dy, const float *x, gsize width, const gsize *at,
                guint n)
{
  LOAD_TILE (7, dy, MOST);
  ADD_SUM (0, x + at[0]);
  if (n > 1)
    ADD_SUM (1, x + at[1]);
  if (n > 2)
    ADD_SUM (2, x + at[2]);
  LOAD_TILE (7, dy + TILE, MOST);
  ADD_SUM (3, x + width + at[0]);
  if (n > 1)
    ADD_SUM (4, x + width + at[1]);
  if (n > 2)
    ADD_SUM (5, x + width + at[2]);
}

/* One column of the pooled output, of one part of its channels. */
typedef struct
{
  guint group, column, part;
} Strip;

/* Adds taps @first to @first + @n - 1 to their sums. */
static void
add_strip (const TileConv *c, const PooledGradient *g, const Places *p,
           const Strip *strip, guint first, guint n)
{
  Parts taps = taps_of (c);
  gsize width = (gsize) 2 * c->pixel_pairs * CELL;
  guint o = strip->part * c->outs.size;
  ExampleWindow w = { .column = strip->column, .first = o,
                      .end = MIN (o + c->outs.size, c->shape->out_channels),
                      .right = (gsize) c->outs.size * CELL, .below = TILE };
  gsize at[3] = { 0 };
  float *bias_sums = first == 0 ? p->bias_sums : NULL; /* once is enough */

  for (guint i = 0; i < n; i++)
    at[i] = (gsize) part_start (&taps, first + i) * CELL;
  for (; w.row < c->pool_height; w.row++)
    {
      NAME (unpool_examples) (c, g, strip->group, &w, p->examples,
                              bias_sums);
      transpose_tile (p->examples, CELL, p->transposed, MOST);
      transpose_tile (p->examples + TILE, CELL, p->transposed + TILE, MOST);
      add_strip_rows (p->transposed, p->x + 2 * w.row * width, width, at, n);
    }
}

/* All taps. Sums stay in memory between strips. */
static void
add_strip_taps (const TileConv *c, const PooledGradient *g, const Places *p,
                const Strip *strip)
{
  guint count = taps_of (c).count;

  for (guint first = 0; first < count; first += 3)
    {
      guint n = MIN (3, count - first);
      float *sums
          = p->sums + ((gsize) strip->part * count + first) * 2 * TILE;

#define EACH_SUM(VERB)                                                         \
  do                                                                           \
    {                                                                          \
      VERB (0, sums, MOST);                                                    \
      VERB (3, sums + TILE, MOST);                                             \
      if (n > 1)                                                               \
        {                                                                      \
          VERB (1, sums + 2 * TILE, MOST);                                     \
          VERB (4, sums + 3 * TILE, MOST);                                     \
        }                                                                      \
      if (n > 2)                                                               \
        {                                                                      \
          VERB (2, sums + 4 * TILE, MOST);                                     \
          VERB (5, sums + 5 * TILE, MOST);                                     \
        }                                                                      \
    }                                                                          \
  while (0)
      EACH_SUM (LOAD_TILE);
      add_strip (c, g, p, strip, first, n);
      EACH_SUM (STORE_TILE);
#undef EACH_SUM
    }
}

/* The inputs under one column of the pooled output, by examples: [in_height]
 * [2 pixel_pairs][16]. */
static void
order_strip (const TileConv *c, const InkConv2dPass *pass, guint group,
             guint column, float *to)
{
  gsize step = (gsize) c->row_pairs * CELL;
  const float *a = pass->x + 2 * group * c->x_block + column * CELL;
  gboolean two = 2 * group + 1 < pass->n_blocks;

  for (guint row = 0; row < c->shape->in_height; row++, a += step)
    for (guint i = 0; i < c->pixel_pairs; i++, to += 2 * CELL)
      {
        unit first = load_unit (a + i * CELL);
        unit second
            = two ? load_unit (a + c->x_block + i * CELL) : (unit){};

        store_unit (to, low_halves (first, second));
        store_unit (to + CELL, high_halves (first, second));
      }
}

/* dw[o][ky][kx]: the sums for the left output under kx and for the right one
 * under the next column. */
static float
fold_sum (const TileConv *c, const float *sums, guint o, guint tap)
{
  Parts taps = taps_of (c);
  float all = 0;

  for (guint right = 0; right < 2; right++)
    {
      guint part = (tap + right) / taps.size;
      guint row = tap + right - part_start (&taps, part);
      gsize tile = (gsize) o / c->outs.size * taps.count + part;
      const float *sum = sums + 2 * tile * TILE + row * MOST
                         + right * c->outs.size + o % c->outs.size;

      all += sum[0] + sum[TILE];
    }
  return all;
}

static void
backward_picture (const TileConv *c, const InkConv2dPass *pass,
                  const Places *p)
{
  PooledGradient g = { pass->dy, pass->winners, pass->n_blocks };
  guint kernel = c->shape->kernel;
  float *dw = pass->dweights;
  Strip strip;

  memset (p->examples, 0, 2 * TILE * sizeof (float)); /* and so what is rest */
  configure_tiles (N_SUMS, taps_of (c).size, L, c->m);
  for (strip.group = 0; strip.group < GROUPS (pass->n_blocks); strip.group++)
    for (strip.column = 0; strip.column < c->pool_width; strip.column++)
      {
        order_strip (c, pass, strip.group, strip.column, p->x);
        for (strip.part = 0; strip.part < c->outs.count; strip.part++)
          add_strip_taps (c, &g, p, &strip);
      }
  _tile_release ();
  for (guint o = 0; o < c->shape->out_channels; o++)
    for (guint ky = 0; ky < kernel; ky++)
      for (guint kx = 0; kx < kernel; kx++)
        *dw++ = fold_sum (c, p->sums, o, ky * 2 * c->pixel_pairs + kx);
}

void
NAME (conv2d_backward) (const InkConv2dShape *s, const InkConv2dPass *pass)
{
  TileConv c = NAME (tile_conv) (s);
  Scratch size = scratch_of (&c, pass->n_blocks);
  Places p = places_of (&size, pass->scratch);

  g_assert (pass->dx == NULL || !is_picture (&c));
  if (is_picture (&c))
    backward_picture (&c, pass, &p);
  else
    backward_channels (&c, pass, &p);
  for (guint o = 0; o < s->out_channels; o++)
    pass->dbiases[o] = sum_lanes (p.bias_sums + o * L);
}
