/* ReLU, max-pooling, and the step of gradient descent. */
#include "core/tensor/vector-private.h"

void
NAME (relu_forward) (gsize n, const float *x, float *y)
{
  for (gsize i = 0; i < n; i++)
    y[i] = x[i] < 0 ? 0 : x[i];
}

void
NAME (relu_backward) (gsize n, const float *y, const float *dy, float *dx)
{
  for (gsize i = 0; i < n; i++)
    dx[i] = y[i] > 0 ? dy[i] : 0;
}

INLINE vec
larger (vec a, vec b)
{
  ivec second = b > a;

  return (vec) (((ivec) b & second) | ((ivec) a & ~second));
}

void
NAME (max_pool2d_forward) (const InkMaxPool2dShape *s, const float *x, float *y,
                           guint n_blocks)
{
  gsize row = (gsize) s->in_width * L;
  gsize n_rows = (gsize) n_blocks * s->channels * (s->in_height / 2);

  for (gsize r = 0; r < n_rows; r++)
    {
      const float *top = x + 2 * r * row;
      float *out = y + r * (row / 2);

      for (guint p = 0; p < s->in_width / 2 * PARTS; p++)
        {
          const float *corner = top + (p / PARTS) * 2 * L + (p % PARTS) * W;
          vec upper = larger (load (corner), load (corner + L));
          vec lower = larger (load (corner + row), load (corner + row + L));

          store (out + (p / PARTS) * L + (p % PARTS) * W,
                 larger (upper, lower));
        }
    }
}

/* The gradient goes to the first corner that equals the maximum. */
INLINE void
unpool_window (const float *x, gsize row, vec y, vec dy, float *dx)
{
  const gsize corners[4] = { 0, L, row, row + L };
  ivec taken = { 0 };

  UNROLL
  for (guint i = 0; i < 4; i++)
    {
      ivec here = (load (x + corners[i]) == y) & ~taken;

      taken |= here;
      store (dx + corners[i], (vec) ((ivec) dy & here));
    }
}

void
NAME (max_pool2d_backward) (const InkMaxPool2dShape *s, const float *x,
                            const float *y, const float *dy, float *dx,
                            guint n_blocks)
{
  gsize row = (gsize) s->in_width * L;
  gsize n_rows = (gsize) n_blocks * s->channels * (s->in_height / 2);

  for (gsize r = 0; r < n_rows; r++)
    for (guint p = 0; p < s->in_width / 2 * PARTS; p++)
      {
        gsize in = 2 * r * row + (p / PARTS) * 2 * L + (p % PARTS) * W;
        gsize out = r * (row / 2) + (p / PARTS) * L + (p % PARTS) * W;

        unpool_window (x + in, row, load (y + out), load (dy + out), dx + in);
      }
}

/* A fixed tree: the first half (rounded up) plus the second. */
static float
tree_sum (const float *const *g, guint n, gsize i)
{
  guint half = n / 2;

  if (n == 1)
    return g[0][i];
  if (n == 2)
    return g[0][i] + g[1][i];
  return tree_sum (g, n - half, i) + tree_sum (g + (n - half), half, i);
}

static void
tree_sum_many (const float *const *g, guint n, gsize first, gsize count,
               float *sum)
{
  for (gsize i = 0; i < count; i++)
    switch (n)
      {
      case 1:
        sum[i] = g[0][first + i];
        break;
      case 2:
        sum[i] = g[0][first + i] + g[1][first + i];
        break;
      case 4:
        sum[i] = (g[0][first + i] + g[1][first + i]) +
                 (g[2][first + i] + g[3][first + i]);
        break;
      default:
        sum[i] = tree_sum (g, n, first + i);
      }
}

#define SGD_CHUNK 1024

void
NAME (sgd_step) (const InkSgdStep *step, gsize n, const float *const *g,
                 guint n_gradients, float *w, float *v)
{
  float sum[SGD_CHUNK];

  for (gsize first = 0; first < n; first += SGD_CHUNK)
    {
      gsize count = MIN (SGD_CHUNK, n - first);

      tree_sum_many (g, n_gradients, first, count, sum);
      for (gsize i = 0; i < count; i++)
        {
          float old = w[first + i];
          float gradient = step->scale * sum[i] + step->weight_decay * old;
          float velocity = step->momentum * v[first + i] + gradient;

          v[first + i] = velocity;
          w[first + i] = old - step->rate * velocity;
        }
    }
}
