/* Convolution: the backward pass. */
#include "core/tensor/vector-private.h"

/* Where the sums of the weights are few enough to stay in the first-level
 * cache, the gradient of the output is made and used a pooled row at a time, so
 * that it stays there too. */
#define MOST_SUMS_BY_ROWS (16 * 1024 / 64)

/* What lies in the scratch, in this order; floats. */
typedef struct
{
  gsize sums;        /* of weights, by lane */
  gsize bias_sums;
  gsize examples;    /* the gradient of the output, by examples ... */
  gsize channels;    /* ... and in bf16, where wanted, as activations */
  gsize x;           /* bf16: the input by examples */
} Scratch;

static gsize
n_weights (const InkConv2dShape *s)
{
  return (gsize) s->out_channels * s->in_channels * s->kernel * s->kernel;
}

static gboolean
goes_by_rows (const InkConv2dShape *s, gboolean wants_dx)
{
  return !wants_dx && n_weights (s) <= MOST_SUMS_BY_ROWS;
}

static Scratch
scratch_of (const Conv *c, gboolean wants_dx, guint n_blocks)
{
  const InkConv2dShape *s = c->shape;
  gsize groups = GROUPS (n_blocks);
  gsize rows = goes_by_rows (s, wants_dx) ? 2 : groups * c->out_height;
  Scratch size = { .sums = n_weights (s) * L,
                   .bias_sums = (gsize) s->out_channels * L,
                   .examples = rows * c->out_row * s->out_channels };

  if (PER == 1)
    return size;
  if (wants_dx)
    size.channels = c->out_plane * UNITS (s->out_channels) * n_blocks;
  size.x = c->in_plane * s->in_channels * groups;
  return size;
}

gsize
NAME (conv2d_scratch_size) (const InkConv2dShape *s, guint n_blocks)
{
  Conv c = conv_init (s);
  Scratch size = scratch_of (&c, TRUE, n_blocks); /* the most */

  return size.sums + size.bias_sums + size.examples + size.channels + size.x;
}

typedef struct
{
  float *sums, *bias_sums, *examples, *channels, *x;
} Places;

static Places
places_of (const Scratch *size, float *scratch)
{
  Places p = { .sums = scratch };

  p.bias_sums = p.sums + size->sums;
  p.examples = p.bias_sums + size->bias_sums;
  p.channels = p.examples + size->examples;
  p.x = p.channels + size->channels;
  memset (p.sums, 0, (size->sums + size->bias_sums) * sizeof *scratch);
  return p;
}

static void
backward_by_rows (const Conv *c, const InkConv2dPass *pass, const Places *p,
                  const float *x)
{
  const InkConv2dShape *s = c->shape;
  gsize x_group = c->in_plane * s->in_channels;

  for (guint group = 0; group < GROUPS (pass->n_blocks); group++)
    for (guint row = 0; row < c->out_height / 2; row++)
      {
        NAME (conv2d_unpool) (s, group, row, row + 1, pass->dy, pass->winners,
                              p->examples, p->bias_sums, pass->n_blocks);
        NAME (conv2d_weights_rows) (s, 2 * row, 2, x + group * x_group,
                                    p->examples, p->sums);
      }
}

static void
backward_whole (const Conv *c, const InkConv2dPass *pass, const Places *p,
                const float *x)
{
  const InkConv2dShape *s = c->shape;
  guint n_groups = GROUPS (pass->n_blocks);

  for (guint group = 0; group < n_groups; group++)
    NAME (conv2d_unpool) (s, group, 0, c->out_height / 2, pass->dy,
                          pass->winners,
                          p->examples + group * c->out_plane * s->out_channels,
                          p->bias_sums, pass->n_blocks);
  NAME (conv2d_weights) (s, x, p->examples, p->sums, n_groups);
  if (pass->dx == NULL)
    return;
#if PER == 2
  NAME (conv2d_unpool_channels) (s, pass->dy, pass->winners, p->channels,
                                 pass->n_blocks);
  NAME (conv2d_input) (s, pass->packed + INPUT_WEIGHTS (c), p->channels,
                       pass->dx, pass->n_blocks);
#else
  NAME (conv2d_input) (s, pass->weights, p->examples, pass->dx,
                       pass->n_blocks);
#endif
}

void
NAME (conv2d_backward) (const InkConv2dShape *s, const InkConv2dPass *pass)
{
  Conv c = conv_init (s);
  Scratch size = scratch_of (&c, pass->dx != NULL, pass->n_blocks);
  Places p = places_of (&size, pass->scratch);
  const float *x = pass->x;

#if PER == 2
  NAME (pair_examples) (s->in_channels, (gsize) s->in_height * s->in_width,
                        s->in_channels == 1, x, p.x, pass->n_blocks);
  x = p.x;
#endif
  if (goes_by_rows (s, pass->dx != NULL))
    backward_by_rows (&c, pass, &p, x);
  else
    backward_whole (&c, pass, &p, x);
  NAME (conv2d_weights_end) (s, p.sums, pass->dweights);
  for (guint o = 0; o < s->out_channels; o++)
    pass->dbiases[o] = sum_lanes (p.bias_sums + o * L);
}
