/* One image at a time through LeNet-5. The weights are laid out once for the
 * kernels that put lanes along channels and outputs; a byte of the image goes
 * through a table, made by ink_lenet5_pack(), so that both ways to read an
 * image start from the same bits. */
#include "core/model/lenet5-single.h"

#include <math.h>
#include <string.h>

#include "core/model/lenet5.h"

#define MAPS_1 6
#define MAPS_2 16
#define TAPS (INK_SINGLE_KERNEL * INK_SINGLE_KERNEL)
#define POOLED_1 (12 * 12)
#define POOLED_2 (4 * 4)
#define N_DENSE 3

struct _InkLenet5Single
{
  /* All in @floats, each 64-byte aligned. */
  float *values; /* [256] */
  float *conv_w[2], *conv_b[2];
  InkLinearShape dense[N_DENSE];
  float *dense_w[N_DENSE], *dense_b[N_DENSE];
  float *floats;
};

/* What ink_lenet5_pack() makes of each byte. */
static void
set_values (const InkKernels *kernels, float *values)
{
  float *block = ink_floats_new (INK_LENET5_PIXELS * INK_LANES);
  guint8 bytes[INK_LENET5_PIXELS];
  const guint8 *image = bytes;

  for (guint p = 0; p < INK_LENET5_PIXELS; p++)
    bytes[p] = (guint8) p;
  ink_lenet5_pack (kernels, &image, 1, block);
  for (guint byte = 0; byte < 256; byte++)
    values[byte] = block[byte * INK_LANES];
  g_aligned_free (block);
}

/* [n_out][n_in] to [n_in][n_out padded to whole vectors]. */
static void
transpose (const float *from, guint n_in, guint n_out, float *to)
{
  gsize stride = INK_SINGLE_PADDED ((gsize) n_out);

  for (guint o = 0; o < n_out; o++)
    for (guint i = 0; i < n_in; i++)
      to[i * stride + o] = from[(gsize) o * n_in + i];
}

static gsize
padded_weights (const InkLinearShape *shape)
{
  return shape->n_in * INK_SINGLE_PADDED ((gsize) shape->n_out);
}

/* Gives every array its place; NULL @floats: only counts. */
static gsize
lay_out (InkLenet5Single *self, float *floats)
{
  gsize n = 0;

#define PLACE(array, count)                                                    \
  do                                                                           \
    {                                                                          \
      array = floats == NULL ? NULL : floats + n;                              \
      n += INK_SINGLE_PADDED ((gsize) (count));                                \
    }                                                                          \
  while (0)
  PLACE (self->values, 256);
  PLACE (self->conv_w[0], MAPS_1 * TAPS);
  PLACE (self->conv_b[0], MAPS_1);
  PLACE (self->conv_w[1], MAPS_1 * TAPS * MAPS_2);
  PLACE (self->conv_b[1], MAPS_2);
  for (guint i = 0; i < N_DENSE; i++)
    {
      PLACE (self->dense_w[i], padded_weights (&self->dense[i]));
      PLACE (self->dense_b[i], self->dense[i].n_out);
    }
#undef PLACE
  return n;
}

static void
copy_layer (const InkNetworkLayer *layer, const float *parameters, float *w,
            float *b)
{
  guint n_out = (guint) layer->n_biases;

  transpose (parameters, (guint) (layer->n_weights / n_out), n_out, w);
  memcpy (b, parameters + layer->n_weights, n_out * sizeof *b);
}

static gboolean
all_finite (const float *values, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (values[i]))
      return FALSE;
  return TRUE;
}

InkLenet5Single *
ink_lenet5_single_new (const InkNetwork *network, const InkKernels *kernels,
                       const float *parameters)
{
  InkLenet5Single *self;
  const InkNetworkLayer *layers[2 + N_DENSE];
  const float *from[2 + N_DENSE];

  if (!all_finite (parameters, ink_network_n_parameters (network)))
    return NULL;
  self = g_new0 (InkLenet5Single, 1);
  for (guint i = 0; i < 2 + N_DENSE; i++)
    {
      layers[i] = ink_network_layer (network, i);
      from[i] = parameters + ink_network_offset (network, i);
      if (i >= 2)
        self->dense[i - 2] = (InkLinearShape) {
          .n_in = (guint) (layers[i]->n_weights / layers[i]->n_biases),
          .n_out = (guint) layers[i]->n_biases,
          .plane = 1,
        };
    }
  self->floats = ink_floats_new (lay_out (self, NULL));
  lay_out (self, self->floats);
  set_values (kernels, self->values);
  memcpy (self->conv_w[0], from[0], MAPS_1 * TAPS * sizeof (float));
  memcpy (self->conv_b[0], from[0] + MAPS_1 * TAPS, MAPS_1 * sizeof (float));
  copy_layer (layers[1], from[1], self->conv_w[1], self->conv_b[1]);
  for (guint i = 0; i < N_DENSE; i++)
    copy_layer (layers[2 + i], from[2 + i], self->dense_w[i],
                self->dense_b[i]);
  return self;
}

void
ink_lenet5_single_free (InkLenet5Single *self)
{
  if (self == NULL)
    return;
  g_aligned_free (self->floats);
  g_free (self);
}

void
ink_lenet5_single_read (const InkLenet5Single *self, const InkKernels *kernels,
                        const guint8 *image, float *logits)
{
  _Alignas (INK_ALIGNMENT) float maps_1[MAPS_1 * POOLED_1];
  _Alignas (INK_ALIGNMENT) float maps_2[MAPS_2 * POOLED_2];
  _Alignas (INK_ALIGNMENT) float found[N_DENSE][INK_LENET5_MAX_CLASSES];
  const float *x = maps_2;

  kernels->single_conv2d_image (image, self->values, self->conv_w[0],
                                self->conv_b[0], maps_1, MAPS_1);
  kernels->single_conv2d_channels (maps_1, self->conv_w[1], self->conv_b[1],
                                   maps_2, MAPS_1);
  for (guint i = 0; i < N_DENSE; i++)
    {
      kernels->single_linear (&self->dense[i], x, self->dense_w[i],
                              self->dense_b[i], i + 1 < N_DENSE, found[i]);
      x = found[i];
    }
  memcpy (logits, x, self->dense[N_DENSE - 1].n_out * sizeof *logits);
}
