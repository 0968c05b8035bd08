/* The step of stochastic gradient descent: the shards' gradients are added in a
 * fixed tree, a chunk at a time so that the sums stay in the first cache, and
 * the weights updated from there. The sum of squares runs in eight doubles
 * whatever the vectors' width; a product of two floats is exact in double, so
 * its bits are the same with and without a fused multiply-add. */
#include <string.h>

#include "core/tensor/vector-private.h"

#define CHUNK 512
#define SQUARES 8

typedef float float8
    __attribute__ ((vector_size (SQUARES * sizeof (float)), aligned (4)));
typedef double double8
    __attribute__ ((vector_size (SQUARES * sizeof (double))));

/* The tree: the first half (rounded up) plus the second. @sum: [count], at most
 * CHUNK. */
static void
add_tree (const float *const *g, guint n, gsize first, gsize count, float *sum)
{
  float right[CHUNK];
  guint half = n / 2;

  switch (n)
    {
    case 1:
      for (gsize i = 0; i < count; i++)
        sum[i] = g[0][first + i];
      return;
    case 2:
      for (gsize i = 0; i < count; i++)
        sum[i] = g[0][first + i] + g[1][first + i];
      return;
    case 4:
      for (gsize i = 0; i < count; i++)
        sum[i] = (g[0][first + i] + g[1][first + i])
                 + (g[2][first + i] + g[3][first + i]);
      return;
    default:
      add_tree (g, n - half, first, count, sum);
      add_tree (g + (n - half), half, first, count, right);
      for (gsize i = 0; i < count; i++)
        sum[i] += right[i];
    }
}

/* @nesterov, @averaged: constants, so that no branch stays in the loop. */
INLINE void
update (const InkSgdStep *step, gsize count, const float *sum, float *w,
        float *v, float *average, gboolean nesterov, gboolean averaged)
{
  const InkSgdStep s = *step;

  for (gsize i = 0; i < count; i++)
    {
      float old = w[i];
      float gradient = s.scale * sum[i] + s.weight_decay * old;
      float velocity = s.momentum * v[i] + gradient;
      float direction = nesterov ? s.momentum * velocity + gradient : velocity;
      float now = old - s.rate * direction;

      v[i] = velocity;
      w[i] = now;
      if (averaged)
        average[i] = now + s.average_decay * (average[i] - now);
    }
}

static void
update_chunk (const InkSgdStep *step, gsize first, gsize count,
              const float *sum, float *w, float *v)
{
  float *average = step->average == NULL ? NULL : step->average + first;

  w += first;
  v += first;
  if (average == NULL && !step->nesterov)
    update (step, count, sum, w, v, NULL, FALSE, FALSE);
  else if (average == NULL)
    update (step, count, sum, w, v, NULL, TRUE, FALSE);
  else if (!step->nesterov)
    update (step, count, sum, w, v, average, FALSE, TRUE);
  else
    update (step, count, sum, w, v, average, TRUE, TRUE);
}

void
NAME (sgd_step) (const InkSgdStep *step, gsize n, const float *const *g,
                 guint n_gradients, float *w, float *v)
{
  float sum[CHUNK];

  for (gsize first = 0; first < n; first += CHUNK)
    {
      gsize count = MIN (CHUNK, n - first);

      add_tree (g, n_gradients, first, count, sum);
      update_chunk (step, first, count, sum, w, v);
    }
}

double
NAME (gradient_sum) (gsize n, const float *const *g, guint n_gradients,
                     float *sum)
{
  float part[CHUNK]; /* @sum may be @g[0] */
  double8 squares = { 0 };
  double total = 0;

  for (gsize first = 0; first < n; first += CHUNK)
    {
      gsize count = MIN (CHUNK, n - first);
      gsize i = 0;

      add_tree (g, n_gradients, first, count, part);
      memcpy (sum + first, part, count * sizeof *part);
      for (; i + SQUARES <= count; i += SQUARES)
        {
          float8 some = *(const float8 *) (part + i);
          double8 wide = __builtin_convertvector (some, double8);

          squares += wide * wide;
        }
      for (; i < count; i++)
        squares[0] += (double) part[i] * part[i];
    }
  for (guint i = 0; i < SQUARES; i++)
    total += squares[i];
  return total;
}
