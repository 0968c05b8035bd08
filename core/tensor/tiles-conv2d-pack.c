/* Convolution with tiles: the shape's consequences, and how weights are packed
 * for it. */
#include "core/tensor/tiles-private.h"

TileConv
NAME (tile_conv) (const InkConv2dShape *s)
{
  TileConv c = { .shape = s,
                 .out_height = s->in_height - s->kernel + 1,
                 .out_width = s->in_width - s->kernel + 1,
                 .in_units = UNITS (s->in_channels),
                 .out_units = UNITS (s->out_channels),
                 .rows = 1 };
  guint plane;

  g_assert (s->kernel <= INK_CONV2D_MOST_KERNEL);
  c.pool_height = c.out_height / 2;
  c.pool_width = c.out_width / 2;
  plane = c.pool_height * c.pool_width;
  c.x_block = (gsize) s->in_height * s->in_width * c.in_units * CELL;
  c.y_block = (gsize) plane * c.out_units * CELL;
  c.winners_block = (gsize) plane * s->out_channels * CELL;
  if (is_picture (&c))
    {
      c.pixel_pairs = s->kernel / 2 + 1;
      c.row_pairs = UNITS (s->in_width);
      c.rows = MIN (s->kernel, MOST / c.pixel_pairs);
      c.n_k = (s->kernel + c.rows - 1) / c.rows;
      c.k = parts_of (c.rows * c.pixel_pairs, MOST);
      c.outs = pair_parts_of (s->out_channels, MOST / 2);
      c.m = 2 * c.outs.size;
    }
  else
    {
      c.k = parts_of (s->kernel * c.in_units, MOST);
      c.n_k = s->kernel * c.k.count;
      c.outs = pair_parts_of (s->out_channels, MOST);
      c.m = c.outs.size;
    }
  c.ins = pair_parts_of (s->in_channels, MOST / 2);
  c.ys = parts_of (2 * c.out_units, MOST);
  c.shifts = s->kernel / 2 + 1;
  c.input_weights = (gsize) c.outs.count * c.n_k * c.m * MOST;
  return c;
}

gsize
NAME (conv2d_packed_size) (const InkConv2dShape *s)
{
  TileConv c = NAME (tile_conv) (s);
  gsize backward = (gsize) c.ins.count * s->kernel * c.shifts * c.ys.count * 2
                   * c.ins.size * MOST;

  return c.input_weights + (is_picture (&c) ? 0 : backward);
}

/* Where the weights of 16 units lie; -1: nowhere, for a zero. */
typedef struct
{
  gint32 even[MOST], odd[MOST];
} Places;

INLINE void
take (const Places *places, const float *weights, float *to)
{
  ivec even = *(const ivec *) places->even, odd = *(const ivec *) places->odd;
  const __m512i zero = _mm512_setzero_si512 ();
  __mmask16 has_even = _mm512_cmpge_epi32_mask ((__m512i) even, zero);
  __mmask16 has_odd = _mm512_cmpge_epi32_mask ((__m512i) odd, zero);

  store_unit (to, pair (gather_where (has_even, weights, even),
                        gather_where (has_odd, weights, odd)));
}

static Places
nowhere (void)
{
  Places p;

  memset (&p, 0xff, sizeof p);
  return p;
}

/* ---- pictures ---------------------------------------------------------- */

/* Rows of the kernel of tile @tile, for the left (0) or right (1) of two
 * outputs side by side. */
static Places
strip_places (const TileConv *c, guint tile, guint right)
{
  gint kernel = (gint) c->shape->kernel;
  gint first = MIN ((gint) (tile * c->rows), kernel - (gint) c->rows);
  Places p = nowhere ();

  for (gint row = (gint) (tile * c->rows); row < first + (gint) c->rows; row++)
    for (gint i = 0; i < (gint) c->pixel_pairs; i++)
      {
        gint column = 2 * i - (gint) right;
        gint at = (row - first) * (gint) c->pixel_pairs + i;

        if (column >= 0 && column < kernel)
          p.even[at] = row * kernel + column;
        if (column + 1 < kernel)
          p.odd[at] = row * kernel + column + 1;
      }
  return p;
}

static void
pack_strips (const TileConv *c, const float *weights, float *to)
{
  gsize area = (gsize) c->shape->kernel * c->shape->kernel;

  for (guint tile = 0; tile < c->n_k; tile++)
    for (guint right = 0; right < 2; right++)
      {
        Places p = strip_places (c, tile, right);

        for (guint o = 0; o < c->shape->out_channels; o++)
          {
            gsize part = (gsize) o / c->outs.size * c->n_k + tile;
            gsize row = part * c->m + right * c->outs.size + o % c->outs.size;

            take (&p, weights + o * area, to + row * MOST);
          }
      }
}

/* ---- channels ---------------------------------------------------------- */

static Places
row_places (const TileConv *c, guint part)
{
  guint start = part_start (&c->k, part), overlap = part * c->k.size - start;
  guint area = c->shape->kernel * c->shape->kernel;
  Places p = nowhere ();

  for (guint i = overlap; i < c->k.size; i++)
    {
      guint column = (start + i) / c->in_units;
      guint channel = (start + i) % c->in_units * 2;

      p.even[i] = (gint32) (channel * area + column);
      if (channel + 1 < c->shape->in_channels)
        p.odd[i] = (gint32) ((channel + 1) * area + column);
    }
  return p;
}

static void
pack_rows (const TileConv *c, const float *weights, float *to)
{
  guint kernel = c->shape->kernel;
  gsize of_out = (gsize) c->shape->in_channels * kernel * kernel;

  for (guint part = 0; part < c->k.count; part++)
    {
      Places p = row_places (c, part);

      for (guint o = 0; o < c->shape->out_channels; o++)
        for (guint ky = 0; ky < kernel; ky++)
          {
            gsize tile = (gsize) o / c->outs.size * c->n_k + ky * c->k.count
                         + part;

            take (&p, weights + o * of_out + ky * kernel,
                  to + (tile * c->m + o % c->outs.size) * MOST);
          }
    }
}

/* Of the gradient of the input's left (0) or right (1) column of two, from two
 * columns of the output that are @shift pairs to the left. */
static Places
input_places (const TileConv *c, guint shift, guint right, guint part)
{
  gint kernel = (gint) c->shape->kernel;
  guint start = part_start (&c->ys, part), overlap = part * c->ys.size - start;
  gint of_out = (gint) c->shape->in_channels * kernel * kernel;
  Places p = nowhere ();

  for (guint i = overlap; i < c->ys.size; i++)
    {
      gint out_right = (gint) ((start + i) / c->out_units);
      guint channel = (start + i) % c->out_units * 2;
      gint column = 2 * (gint) shift + (gint) right - out_right;

      if (column < 0 || column >= kernel)
        continue;
      p.even[i] = (gint) channel * of_out + column;
      if (channel + 1 < c->shape->out_channels)
        p.odd[i] = p.even[i] + of_out;
    }
  return p;
}

/* The rows of one tile of each row of the kernel. */
static void
pack_input_rows (const TileConv *c, guint shift, guint right, guint part,
                 const float *weights, float *to)
{
  guint kernel = c->shape->kernel;
  Places p = input_places (c, shift, right, part);

  for (guint ky = 0; ky < kernel; ky++)
    for (guint i = 0; i < c->shape->in_channels; i++)
      {
        gsize group = (gsize) i / c->ins.size * kernel + ky;
        gsize tile = (group * c->shifts + shift) * c->ys.count + part;
        gsize row = (2 * tile + right) * c->ins.size + i % c->ins.size;

        take (&p, weights + ((gsize) i * kernel + ky) * kernel,
              to + row * MOST);
      }
}

void
NAME (conv2d_pack) (const InkConv2dShape *s, const float *weights,
                    float *packed)
{
  TileConv c = NAME (tile_conv) (s);

  /* Rows beyond the last channel stay zero. */
  memset (packed, 0, NAME (conv2d_packed_size) (s) * sizeof *packed);
  if (is_picture (&c))
    {
      pack_strips (&c, weights, packed);
      return;
    }
  pack_rows (&c, weights, packed);
  for (guint shift = 0; shift < c.shifts; shift++)
    for (guint right = 0; right < 2; right++)
      for (guint part = 0; part < c.ys.count; part++)
        pack_input_rows (&c, shift, right, part, weights,
                         packed + c.input_weights);
}
