/* Back through max-pooling and ReLU: the gradient of a pooled output goes to
 * the winner of its window, the other three get 0. */
#include "core/tensor/vector-private.h"

/* @dy: of the pooled output; @winner: a number, or in bf16 two, in each lane.
 * @to: the window's first output, in rows of @row floats. */
INLINE void
store_window (unit dy, ivec winner, float *to, gsize row)
{
  const gsize corners[4] = { 0, L, row, row + L };

  UNROLL
  for (gint i = 0; i < 4; i++)
    {
#if PER == 2
      unit here = dy & (unit) ((svec) winner == (gint16) i);
#else
      unit here = keep_where (winner == i, dy);
#endif
      store_unit (to + corners[i], here);
    }
}

/* ---- by examples ------------------------------------------------------- */

/* One channel of one group of examples: the gradients of its pooled output and
 * the winners, of one block or two. */
typedef struct
{
  gboolean high; /* the channel is the high half of its pair */
  const float *a, *b; /* @b: NULL where there is no second block */
  const guint8 *winners_a, *winners_b;
} Plane;

static Plane
plane_of (const Conv *c, guint group, guint o, const float *dy,
          const guint8 *winners, guint n_blocks)
{
  guint n = c->shape->out_channels, block = group * PER;
  gsize dy_block = UNITS (n) * c->pool_plane;
  gsize winners_block = n * c->pool_plane;
  Plane p = { .high = PER == 2 && o % 2 == 1 };

  p.a = CHANNEL (dy + block * dy_block, o, c->pool_plane);
  p.winners_a = winners + block * winners_block + o * c->pool_plane;
  if (PER == 2 && block + 1 < n_blocks)
    {
      p.b = p.a + dy_block;
      p.winners_b = p.winners_a + winners_block;
    }
  return p;
}

/* The gradient of a window and its winner. Adds what is no 0 to @sum. */
INLINE unit
window_of (const Plane *p, gsize at, ivec *winner, vec *sum)
{
#if PER == 2
  unit first = load_unit (p->a + at);
  unit second = p->b == NULL ? (unit){} : load_unit (p->b + at);
  unit dy = p->high ? high_halves (first, second) : low_halves (first, second);
  unit kept;

  *winner = widen_bytes (p->winners_a + at);
  if (p->b != NULL)
    *winner |= (ivec) ((uvec) widen_bytes (p->winners_b + at) << 16);
  kept = dy & (unit) ((svec) *winner != 4);
  *sum += low_half (kept);
  *sum += high_half (kept);
#else
  unit dy = load_unit (p->a + at);

  *winner = widen_bytes (p->winners_a + at);
  *sum += keep_where (*winner != 4, dy);
#endif
  return dy;
}

/* Rows @first to @end - 1 of the pooled output of one channel. @to: where the
 * first one's windows begin. Adds the gradients to @sums [16]. */
static void
unpool_rows (const Conv *c, const Plane *p, guint first, guint end, float *to,
             float *sums)
{
  for (guint lane = 0; lane < L; lane += W)
    {
      vec sum = load (sums + lane);

      for (guint row = first; row < end; row++)
        for (guint column = 0; column < c->out_width / 2; column++)
          {
            gsize at = row * c->pool_row + column * L + lane;
            ivec winner;
            unit dy = window_of (p, at, &winner, &sum);

            store_window (dy, winner,
                          to + 2 * ((row - first) * c->out_row + column * L)
                              + lane,
                          c->out_row);
          }
      store (sums + lane, sum);
    }
}

void
NAME (conv2d_unpool) (const InkConv2dShape *s, guint group, guint first,
                      guint end, const float *dy, const guint8 *winners,
                      float *to, float *sums, guint n_blocks)
{
  Conv c = conv_init (s);
  gsize plane = 2 * (end - first) * c.out_row;

  for (guint o = 0; o < s->out_channels; o++)
    {
      Plane p = plane_of (&c, group, o, dy, winners, n_blocks);

      unpool_rows (&c, &p, first, end, to + o * plane, sums + o * L);
    }
}

/* ---- by channels ------------------------------------------------------- */

#if PER == 2
/* Two channels of one block, one part. @odd: NULL where there is no second. */
INLINE void
unpool_channels (const Conv *c, const float *dy, const guint8 *even,
                 const guint8 *odd, float *to)
{
  for (guint row = 0; row < c->out_height / 2; row++)
    for (guint column = 0; column < c->out_width / 2; column++)
      {
        gsize at = row * c->pool_row + column * L;
        ivec winner = widen_bytes (even + at);

        if (odd != NULL)
          winner |= (ivec) ((uvec) widen_bytes (odd + at) << 16);
        store_window (load_unit (dy + at), winner,
                      to + 2 * (row * c->out_row + column * L), c->out_row);
      }
}

void
NAME (conv2d_unpool_channels) (const InkConv2dShape *s, const float *dy,
                               const guint8 *winners, float *to,
                               guint n_blocks)
{
  Conv c = conv_init (s);
  guint n = s->out_channels;

  for (guint i = 0; i < n_blocks * PARTS; i++)
    for (guint o = 0; o < n; o += 2)
      {
        guint block = i / PARTS, lane = (i % PARTS) * W;
        gsize plane = (gsize) block * UNITS (n) + o / 2;
        const guint8 *even
            = winners + ((gsize) block * n + o) * c.pool_plane + lane;

        unpool_channels (&c, dy + plane * c.pool_plane + lane, even,
                         o + 1 < n ? even + c.pool_plane : NULL,
                         to + plane * c.out_plane + lane);
      }
}
#endif
