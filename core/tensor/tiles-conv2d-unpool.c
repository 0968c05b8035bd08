/* Back through max-pooling and ReLU: the gradient of a pooled output goes to
 * the winner of its window, the other three get 0. */
#include "core/tensor/tiles-private.h"

#define NOBODY 4 /* ReLU gave 0 */

/* Where a window's outputs lie, floats apart. */
typedef struct
{
  gsize below, right;
} Steps;

INLINE void
store_window (unit dy, __m256i winners, const Steps *steps, float *to)
{
  store_unit (to, keep_winner (winners, 0, dy));
  store_unit (to + steps->right, keep_winner (winners, 1, dy));
  store_unit (to + steps->below, keep_winner (winners, 2, dy));
  store_unit (to + steps->below + steps->right, keep_winner (winners, 3, dy));
}

/* ---- by examples ------------------------------------------------------- */

/* One pixel's gradients of a group. */
typedef struct
{
  const float *a, *b; /* units of one block or two; @b may be NULL */
  const guint8 *winners_a, *winners_b;
} Pixel;

static Pixel
pixel_of (const TileConv *c, const PooledGradient *g, guint group, guint row,
          guint column)
{
  gsize pixel = (gsize) row * c->pool_width + column;
  gsize block = (gsize) 2 * group;
  Pixel p = {
    .a = g->dy + block * c->y_block + pixel * c->out_units * CELL,
    .winners_a = g->winners + block * c->winners_block
                 + pixel * c->shape->out_channels * CELL,
  };

  p.winners_b = p.winners_a; /* of zeros, where there is no second block */
  if (block + 1 < g->n_blocks)
    {
      p.b = p.a + c->y_block;
      p.winners_b += c->winners_block;
    }
  return p;
}

/* One channel. Adds its gradients to @sum [16], if not NULL. */
INLINE void
unpool_value (unit dy, const Pixel *p, guint channel, const Steps *steps,
              float *to, float *sum)
{
  const unit ones = (gint32) 0x3f803f80 - (unit){};
  __m256i winners = zip_winners (p->winners_a + channel * CELL,
                                 p->winners_b + channel * CELL);

  if (sum != NULL)
    {
      __mmask32 there
          = _mm256_cmpneq_epi8_mask (winners, _mm256_set1_epi8 (NOBODY));
      unit kept = (unit) _mm512_maskz_mov_epi16 (there, (__m512i) dy);

      store (sum, mac (load (sum), kept, ones));
    }
  store_window (dy, winners, steps, to);
}

void
NAME (unpool_examples) (const TileConv *c, const PooledGradient *g,
                        guint group, const ExampleWindow *window, float *to,
                        float *sums)
{
  Pixel p = pixel_of (c, g, group, window->row, window->column);
  Steps steps = { window->below, window->right };

  for (guint o = window->first; o < window->end; o += 2, to += 2 * CELL)
    {
      gsize at = (gsize) o / 2 * CELL;
      unit a = load_unit (p.a + at);
      unit b = p.b == NULL ? (unit){} : load_unit (p.b + at);

      unpool_value (low_halves (a, b), &p, o, &steps, to,
                    sums == NULL ? NULL : sums + o * CELL);
      if (o + 1 < window->end)
        unpool_value (high_halves (a, b), &p, o + 1, &steps, to + CELL,
                      sums == NULL ? NULL : sums + (o + 1) * CELL);
    }
}

/* ---- by channels ------------------------------------------------------- */

static void
unpool_block (const TileConv *c, const float *dy, const guint8 *winners,
              float *to)
{
  guint n = c->shape->out_channels;
  gsize right = (gsize) c->out_units * CELL;
  Steps steps = { .below = right * c->out_width, .right = right };

  for (guint row = 0; row < c->pool_height; row++)
    for (guint column = 0; column < c->pool_width; column++)
      {
        float *window = to + 2 * (row * steps.below + column * right);

        for (guint o = 0; o < n; o += 2, dy += CELL, window += CELL)
          {
            const guint8 *odd = winners + (o + 1 < n ? o + 1 : o) * CELL;

            store_window (load_unit (dy), zip_winners (winners + o * CELL, odd),
                          &steps, window);
          }
        winners += n * CELL;
      }
}

void
NAME (unpool_channels) (const TileConv *c, const PooledGradient *g, float *to)
{
  for (guint block = 0; block < g->n_blocks; block++)
    unpool_block (c, g->dy + block * c->y_block,
                  g->winners + block * c->winners_block,
                  to + 4 * block * c->y_block);
}
