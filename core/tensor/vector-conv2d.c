/* Convolution, ReLU and 2x2 max-pooling in one pass: each tile's four outputs
 * are pooled while they are in registers. */
#include "core/tensor/vector-private.h"

/* ---- weights in pairs -------------------------------------------------- */

#if PER == 2
/* [out][row pair][column], for pictures of one channel. */
static void
pack_row_pairs (const Conv *c, const float *weights, float *to)
{
  guint k = c->shape->kernel;

  for (guint o = 0; o < c->shape->out_channels; o++)
    for (guint row = 0; row < k; row += 2, to += k)
      {
        const float *w = weights + ((gsize) o * k + row) * k;

        NAME (pair_rows) (k, w, row + 1 < k ? w + k : NULL, to);
      }
}

/* [n / 2][size]: neighbouring rows of @rows[n][size] in pairs. */
static void
pack_pairs (guint n, gsize size, const float *rows, float *to)
{
  for (guint i = 0; i < n; i += 2, to += size)
    NAME (pair_rows) (size, rows + i * size,
                      i + 1 < n ? rows + (i + 1) * size : NULL, to);
}

void
NAME (conv2d_pack) (const InkConv2dShape *s, const float *weights,
                    float *packed)
{
  Conv c = conv_init (s);
  gsize area = (gsize) s->kernel * s->kernel;

  if (s->in_channels == 1)
    pack_row_pairs (&c, weights, packed);
  else
    for (guint o = 0; o < s->out_channels; o++)
      pack_pairs (s->in_channels, area, weights + o * s->in_channels * area,
                  packed + o * c.w_out);
  pack_pairs (s->out_channels, s->in_channels * area, weights,
              packed + INPUT_WEIGHTS (&c));
}
#endif

gsize
NAME (conv2d_packed_size) (const InkConv2dShape *s)
{
  Conv c = conv_init (s);
  gsize backward = (gsize) UNITS (s->out_channels) * s->in_channels * s->kernel
                   * s->kernel;

  return PER == 1 ? 0 : INPUT_WEIGHTS (&c) + backward;
}

/* ---- a tile ------------------------------------------------------------ */

/* Which of the four is the first of the largest, and that after ReLU. */
INLINE vec
pool_window (const vec *s, ivec *winner)
{
  const ivec zero = {};
  mask top_right = above (s[1], s[0]), bottom_right = above (s[3], s[2]);
  vec top = choose_floats (top_right, s[1], s[0]);
  vec bottom = choose_floats (bottom_right, s[3], s[2]);
  mask lower = above (bottom, top);
  vec best = choose_floats (lower, bottom, top);

  *winner = choose (lower, choose (bottom_right, zero + 3, zero + 2),
                    choose (top_right, zero + 1, zero));
  *winner = choose (above (best, (vec) zero), *winner, zero + 4);
  return choose_floats (above ((vec) zero, best), (vec) zero, best);
}

INLINE void
store_winner (guint8 *to, ivec winner)
{
  typedef VECTOR (guint8, W) bytes;

  bytes b = __builtin_convertvector (winner, bytes);
  memcpy (to, &b, W);
}

INLINE void
finish_tile (const Conv *c, guint outs, vec sum[FORWARD_OUT][4], float *y,
             guint8 *winners)
{
  vec pooled[FORWARD_OUT];

  UNROLL
  for (guint o = 0; o < outs; o++)
    {
      ivec winner;

      pooled[o] = pool_window (sum[o], &winner);
      if (winners != NULL)
        store_winner (winners + o * c->pool_plane, winner);
    }
  UNROLL
  for (guint o = 0; o < UNITS (outs); o++)
    store_unit (y + o * c->pool_plane, unit_of (pooled, outs, o));
}

/* @outs channels x 2x2 outputs, one part. */
INLINE void
forward_tile (const Conv *c, guint outs, guint kernel, const float *x,
              const float *w, const float *b, float *y, guint8 *winners)
{
  vec sum[FORWARD_OUT][4];

  UNROLL
  for (guint o = 0; o < outs; o++)
    {
      UNROLL
      for (guint p = 0; p < 4; p++)
        sum[o][p] = splat (b[o]);
    }
  for (guint in = 0; in < c->planes; in++)
    for (guint row = 0; row < c->tap_rows; row++)
      {
        const float *xs = x + in * c->in_plane + row * c->tap_step;
        const float *taps = w + in * c->w_in + row * kernel;

        UNROLL
        for (guint kx = 0; kx < kernel; kx++)
          {
            UNROLL
            for (guint o = 0; o < outs; o++)
              {
                unit weight = splat_unit (taps + o * c->w_out + kx);

                UNROLL
                for (guint p = 0; p < 4; p++)
                  sum[o][p] = mac (sum[o][p], weight,
                                   load_unit (xs + (p / 2) * c->in_row
                                              + (p % 2 + kx) * L));
              }
          }
      }
  finish_tile (c, outs, sum, y, winners);
}

INLINE void
forward_channels (const Conv *c, guint outs, guint kernel, const float *x,
                  const float *w, const float *b, float *y, guint8 *winners)
{
  for (guint row = 0; row < c->out_height / 2; row++)
    for (guint column = 0; column < c->out_width / 2; column++)
      {
        gsize at = row * c->pool_row + column * L;

        forward_tile (c, outs, kernel,
                      x + 2 * (row * c->in_row + column * L), w, b, y + at,
                      winners == NULL ? NULL : winners + at);
      }
}

INLINE void
forward_part (const Conv *c, guint kernel, const float *x, const float *w,
              const float *b, float *y, guint8 *winners)
{
  guint n = c->shape->out_channels;
  guint o = 0;

#define CHANNELS(outs)                                                         \
  forward_channels (c, outs, kernel, x, w + o * c->w_out, b + o,               \
                    CHANNEL (y, o, c->pool_plane),                             \
                    winners == NULL ? NULL : winners + o * c->pool_plane)
  for (; o + FORWARD_OUT <= n; o += FORWARD_OUT)
    CHANNELS (FORWARD_OUT);
  for (; o + 2 <= n; o += 2)
    CHANNELS (2);
  for (; o < n; o++)
    CHANNELS (1);
#undef CHANNELS
}

void
NAME (conv2d_forward) (const InkConv2dShape *s, const InkConv2dPass *pass)
{
  Conv c = conv_init (s);
  const float *w = PER == 1 ? pass->weights : pass->packed;
  gsize x_block = c.in_plane * c.planes;
  gsize y_block = c.pool_plane * UNITS (s->out_channels);
  gsize winners_block = c.pool_plane * s->out_channels;

  for (guint i = 0; i < pass->n_blocks * PARTS; i++)
    {
      guint block = i / PARTS, lane = (i % PARTS) * W;
      const float *x = pass->x + block * x_block + lane;
      float *y = pass->y + block * y_block + lane;
      guint8 *winners = pass->winners == NULL
                            ? NULL
                            : pass->winners + block * winners_block + lane;

      if (s->kernel == 5)
        forward_part (&c, 5, x, w, pass->biases, y, winners);
      else
        forward_part (&c, s->kernel, x, w, pass->biases, y, winners);
    }
}
