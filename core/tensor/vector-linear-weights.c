/* The dense layer: the gradient of the weights, a sum of outer products over
 * examples. */
#include "core/tensor/vector-private.h"

typedef struct
{
  const InkLinearShape *shape;
  guint n_groups;
  const float *dy; /* [n_groups][n_out][16] */
  const float *xt; /* [n_groups * 16][stride] */
  gsize stride;
} Outer;

/* The first @n of a vector. */
INLINE void
store_some (float *to, vec v, guint n)
{
  float all[W];

  store (all, v);
  memcpy (to, all, n * sizeof *to);
}

/* dw[o][i] = sum over the examples e, in their order, of dy[o][e] xt[e][i]:
 * @outs rows x @vectors of W columns in registers. @n: columns there are. */
INLINE void
outer_tile (const Outer *a, guint outs, guint vectors, guint o, guint i,
            guint n, float *dw)
{
  guint n_out = a->shape->n_out, n_in = a->shape->n_in;
  vec sum[OUTER_OUT][4];

  UNROLL
  for (guint r = 0; r < outs; r++)
    {
      UNROLL
      for (guint v = 0; v < vectors; v++)
        sum[r][v] = splat (0);
    }
  for (guint group = 0; group < a->n_groups; group++)
    for (guint e = 0; e < L; e++)
      {
        const float *dy = a->dy + ((gsize) group * n_out + o) * L + e;
        const float *x = a->xt + (group * L + e) * a->stride + i;

        UNROLL
        for (guint r = 0; r < outs; r++)
          {
            unit gradient = splat_unit (dy + r * L);

            UNROLL
            for (guint v = 0; v < vectors; v++)
              sum[r][v] = mac (sum[r][v], gradient, load_unit (x + v * W));
          }
      }
  UNROLL
  for (guint r = 0; r < outs; r++)
    {
      float *to = dw + (gsize) (o + r) * n_in + i;

      UNROLL
      for (guint v = 0; v < vectors; v++)
        if (n >= (v + 1) * W)
          store (to + v * W, sum[r][v]);
        else
          store_some (to + v * W, sum[r][v], n - v * W);
    }
}

INLINE void
outer_columns (const Outer *a, guint vectors, guint i, guint n, float *dw)
{
  guint n_out = a->shape->n_out;
  guint o = 0;

  for (; o + OUTER_OUT <= n_out; o += OUTER_OUT)
    outer_tile (a, OUTER_OUT, vectors, o, i, n, dw);
  for (; o + 2 <= n_out; o += 2)
    outer_tile (a, 2, vectors, o, i, n, dw);
  for (; o < n_out; o++)
    outer_tile (a, 1, vectors, o, i, n, dw);
}

/* Columns @i on, fewer than 4 W of them. */
static void
outer_rest (const Outer *a, guint i, guint n, float *dw)
{
  switch ((n + W - 1) / W)
    {
    case 4:
      outer_columns (a, 4, i, n, dw);
      break;
    case 3:
      outer_columns (a, 3, i, n, dw);
      break;
    case 2:
      outer_columns (a, 2, i, n, dw);
      break;
    case 1:
      outer_columns (a, 1, i, n, dw);
      break;
    default:
      break;
    }
}

static float
sum_examples (const float *dy, guint n_groups, gsize group)
{
  float lanes[L] = { 0 };

  for (guint g = 0; g < n_groups; g++)
    for (guint lane = 0; lane < L; lane += W)
      {
        unit u = load_unit (dy + g * group + lane);
        vec sum = load (lanes + lane);

#if PER == 2
        sum += low_half (u);
        sum += high_half (u);
#else
        sum += u;
#endif
        store (lanes + lane, sum);
      }
  return sum_lanes (lanes);
}

void
NAME (linear_weights) (const InkLinearShape *s, const float *x,
                       const float *dy, float *xt, float *dw, float *db,
                       guint n_groups)
{
  Outer a = { .shape = s,
              .n_groups = n_groups,
              .dy = dy,
              .xt = xt,
              .stride = (s->n_in + 15) / 16 * 16 };
  guint i = 0;

  for (guint group = 0; group < n_groups; group++)
    NAME (transpose) (x + (gsize) group * s->n_in * L, s->n_in,
                      xt + group * L * a.stride, a.stride);
  for (; i + 4 * W <= s->n_in; i += 4 * W)
    outer_columns (&a, 4, i, 4 * W, dw);
  outer_rest (&a, i, s->n_in - i, dw);
  for (guint o = 0; o < s->n_out; o++)
    db[o] = sum_examples (dy + (gsize) o * L, n_groups, (gsize) s->n_out * L);
}
