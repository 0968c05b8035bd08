/* One image through LeNet-5 and back, all that is between kept. Forward, the
 * convolutions are done here, as the kernels for one image give pooled maps
 * only; backward from a logit, only what won in a pooling and came through a
 * ReLU has a gradient, so that it costs less than forward. Weights are laid
 * out so that inner loops run along memory: rows of conv1's kernels padded to
 * 8, conv2's with channels last. */
#include "core/model/lenet5-trace.h"

#include <math.h>
#include <string.h>

#define KERNEL INK_SINGLE_KERNEL
#define TAPS (KERNEL * KERNEL)
#define MAPS_1 INK_TRACE_MAPS_1
#define MAPS_2 INK_TRACE_MAPS_2
#define SIZE INK_LENET5_SIZE
#define SIZE_1 INK_TRACE_SIZE_1
#define POOLED_1 (SIZE_1 / 2)
#define SIZE_2 INK_TRACE_SIZE_2
#define POOLED_2 (SIZE_2 / 2)
#define ROW_1 8    /* of a kernel of conv1, padded */
#define CELL_1 8   /* a pixel of conv1's maps, channels last, padded */
#define STRIDE 32  /* of the image's gradient: 23 + ROW_1 fit */
#define NONE 4     /* no winner: the ReLU gave 0 */
#define N_DENSE 3

typedef float Lanes __attribute__ ((vector_size (MAPS_2 * 4)));

/* y = W x, of what the kernels for one image want. */
typedef struct
{
  InkLinearShape shape;
  float *weights, *biases;
} Dense;

struct _InkLenet5Tracer
{
  InkModel *model;
  const InkKernels *kernels;
  float *floats; /* all of the weights */
  float *conv1, *conv1_biases; /* [6][5][ROW_1] */
  Lanes *conv2, *conv2_biases; /* [6][5][5] of 16 */
  float *conv2_back;           /* [16][5][5][CELL_1] */
  Dense forward[N_DENSE - 1], backward[N_DENSE];
  /* Of the image that is read. */
  guint8 winners_1[MAPS_1][POOLED_1][POOLED_1];
  guint8 winners_2[MAPS_2][POOLED_2][POOLED_2];
  float hidden[N_DENSE - 1][INK_SINGLE_MAX_IN];
};

/* ---- laying out -------------------------------------------------------- */

/* Gives the next @n floats, whole vectors; only counts where there are none. */
static float *
take (float *floats, gsize *at, gsize n)
{
  float *taken = floats == NULL ? NULL : floats + *at;

  *at += INK_SINGLE_PADDED (n);
  return taken;
}

static void
take_dense (Dense *dense, guint n_in, guint n_out, float *floats, gsize *at)
{
  dense->shape = (InkLinearShape) { .n_in = n_in, .n_out = n_out, .plane = 1 };
  dense->weights
      = take (floats, at, n_in * INK_SINGLE_PADDED ((gsize) n_out));
  dense->biases = take (floats, at, n_out);
}

/* Returns: how many floats that is. */
static gsize
lay_out (InkLenet5Tracer *self, const InkNetwork *network, float *floats)
{
  gsize n = 0;

  self->conv1 = take (floats, &n, MAPS_1 * KERNEL * ROW_1);
  self->conv1_biases = take (floats, &n, MAPS_1);
  self->conv2 = (Lanes *) take (floats, &n, MAPS_1 * TAPS * MAPS_2);
  self->conv2_biases = (Lanes *) take (floats, &n, MAPS_2);
  self->conv2_back = take (floats, &n, MAPS_2 * TAPS * CELL_1);
  for (guint i = 0; i < N_DENSE; i++)
    {
      const InkNetworkLayer *layer = ink_network_layer (network, 2 + i);
      guint n_out = (guint) layer->n_biases;
      guint n_in = (guint) layer->n_weights / n_out;

      if (i + 1 < N_DENSE)
        take_dense (&self->forward[i], n_in, n_out, floats, &n);
      take_dense (&self->backward[i], n_out, n_in, floats, &n);
    }
  return n;
}

static void
copy_convolutions (InkLenet5Tracer *self, const float *first,
                   const float *second)
{
  for (guint row = 0; row < MAPS_1 * KERNEL; row++)
    memcpy (self->conv1 + row * ROW_1, first + row * KERNEL,
            KERNEL * sizeof *first);
  memcpy (self->conv1_biases, first + MAPS_1 * TAPS, MAPS_1 * sizeof *first);
  for (guint o = 0; o < MAPS_2; o++)
    for (guint i = 0; i < MAPS_1; i++)
      for (guint tap = 0; tap < TAPS; tap++)
        {
          float w = second[(o * MAPS_1 + i) * TAPS + tap];

          self->conv2[i * TAPS + tap][o] = w;
          self->conv2_back[(o * TAPS + tap) * CELL_1 + i] = w;
        }
  memcpy (self->conv2_biases, second + MAPS_2 * MAPS_1 * TAPS,
          MAPS_2 * sizeof *second);
}

/* @from: [n_out][n_in], biases behind; @forward: (nullable). Going back there
 * are no biases. */
static void
copy_dense (const float *from, Dense *forward, Dense *backward)
{
  guint n_out = backward->shape.n_in, n_in = backward->shape.n_out;
  gsize stride = INK_SINGLE_PADDED ((gsize) n_in);
  gsize across = INK_SINGLE_PADDED ((gsize) n_out);

  for (guint o = 0; o < n_out; o++)
    memcpy (backward->weights + o * stride, from + (gsize) o * n_in,
            n_in * sizeof *from);
  if (forward == NULL)
    return;
  for (guint o = 0; o < n_out; o++)
    for (guint i = 0; i < n_in; i++)
      forward->weights[i * across + o] = from[(gsize) o * n_in + i];
  memcpy (forward->biases, from + (gsize) n_out * n_in, n_out * sizeof *from);
}

static gboolean
all_finite (const InkModel *model)
{
  const float *parameters = ink_lenet5_parameters (model);
  gsize n = ink_network_n_parameters (ink_lenet5_network (model));

  for (gsize i = 0; i < n; i++)
    if (!isfinite (parameters[i]))
      return FALSE;
  return TRUE;
}

InkLenet5Tracer *
ink_lenet5_tracer_new (InkModel *model)
{
  InkLenet5Tracer *self;
  const InkNetwork *network;
  const float *parameters;

  if (ink_model_class (model) != &ink_lenet5_class || !all_finite (model))
    return NULL;
  self = g_new0 (InkLenet5Tracer, 1);
  self->model = ink_model_ref (model);
  self->kernels = ink_kernels_default ();
  network = ink_lenet5_network (model);
  parameters = ink_lenet5_parameters (model);
  self->floats = ink_floats_new (lay_out (self, network, NULL));
  lay_out (self, network, self->floats);
  copy_convolutions (self, parameters + ink_network_offset (network, 0),
                     parameters + ink_network_offset (network, 1));
  for (guint i = 0; i < N_DENSE; i++)
    copy_dense (parameters + ink_network_offset (network, 2 + i),
                i + 1 < N_DENSE ? &self->forward[i] : NULL,
                &self->backward[i]);
  return self;
}

void
ink_lenet5_tracer_free (InkLenet5Tracer *self)
{
  if (self == NULL)
    return;
  ink_model_unref (self->model);
  g_aligned_free (self->floats);
  g_free (self);
}

const InkModel *
ink_lenet5_tracer_model (const InkLenet5Tracer *self)
{
  return self->model;
}

/* ---- forward ----------------------------------------------------------- */

static void
convolve_image (const InkLenet5Tracer *self, const guint8 *image,
                float maps[MAPS_1][SIZE_1][SIZE_1])
{
  const float scale = 1 / (255 * INK_LENET5_DEVIATION);
  const float shift = -INK_LENET5_MEAN / INK_LENET5_DEVIATION;
  float x[INK_LENET5_PIXELS];

  for (guint p = 0; p < INK_LENET5_PIXELS; p++)
    x[p] = scale * image[p] + shift;
  for (guint map = 0; map < MAPS_1; map++)
    for (guint row = 0; row < SIZE_1; row++)
      {
        float sum[SIZE_1];

        for (guint i = 0; i < SIZE_1; i++)
          sum[i] = self->conv1_biases[map];
        for (guint ky = 0; ky < KERNEL; ky++)
          for (guint kx = 0; kx < KERNEL; kx++)
            {
              float w = self->conv1[(map * KERNEL + ky) * ROW_1 + kx];

              for (guint i = 0; i < SIZE_1; i++)
                sum[i] += w * x[(row + ky) * SIZE + i + kx];
            }
        for (guint i = 0; i < SIZE_1; i++)
          maps[map][row][i] = sum[i] > 0 ? sum[i] : 0;
      }
}

static void
convolve_maps (const InkLenet5Tracer *self,
               const float x[MAPS_1][POOLED_1][POOLED_1],
               float maps[MAPS_2][SIZE_2][SIZE_2])
{
  for (guint row = 0; row < SIZE_2; row++)
    for (guint column = 0; column < SIZE_2; column++)
      {
        Lanes sum = self->conv2_biases[0];
        const Lanes *w = self->conv2;

        for (guint map = 0; map < MAPS_1; map++)
          for (guint ky = 0; ky < KERNEL; ky++)
            for (guint kx = 0; kx < KERNEL; kx++)
              sum += *w++ * x[map][row + ky][column + kx];
        for (guint map = 0; map < MAPS_2; map++)
          maps[map][row][column] = sum[map] > 0 ? sum[map] : 0;
      }
}

/* The first of the largest of each 2x2 window. @maps: [n][2 size][2 size];
 * @pooled, @winners: [n][size][size] */
static void
pool (const float *maps, guint n, guint size, float *pooled, guint8 *winners)
{
  for (guint row = 0; row < n * size; row++)
    for (guint column = 0; column < size; column++)
      {
        const float *at = maps + 4 * row * size + 2 * column;
        const float corners[] = { at[0], at[1], at[2 * size],
                                  at[2 * size + 1] };
        guint8 best = 0;

        for (guint8 i = 1; i < 4; i++)
          if (corners[i] > corners[best])
            best = i;
        *pooled++ = corners[best];
        *winners++ = corners[best] > 0 ? best : NONE;
      }
}

static void
forward (InkLenet5Tracer *self, const guint8 *image, InkLenet5Trace *trace)
{
  const float *x = trace->pool2[0][0];

  convolve_image (self, image, trace->conv1);
  pool (trace->conv1[0][0], MAPS_1, POOLED_1, trace->pool1[0][0],
        self->winners_1[0][0]);
  convolve_maps (self, (const float (*)[POOLED_1][POOLED_1]) trace->pool1,
                 trace->conv2);
  pool (trace->conv2[0][0], MAPS_2, POOLED_2, trace->pool2[0][0],
        self->winners_2[0][0]);
  for (guint i = 0; i < N_DENSE - 1; i++)
    {
      const Dense *dense = &self->forward[i];

      self->kernels->single_linear (&dense->shape, x, dense->weights,
                                    dense->biases, TRUE, self->hidden[i]);
      x = self->hidden[i];
    }
}

/* ---- backward ---------------------------------------------------------- */

/* @gradient: by the logits, set to that by conv2's pooled maps [16][4][4]. */
static void
back_to_maps (const InkLenet5Tracer *self, float *gradient)
{
  float found[INK_SINGLE_MAX_IN];

  for (guint i = N_DENSE; i-- > 0;)
    {
      const Dense *dense = &self->backward[i];

      self->kernels->single_linear (&dense->shape, gradient, dense->weights,
                                    dense->biases, FALSE, found);
      for (guint k = 0; k < dense->shape.n_out; k++)
        gradient[k] = i == 0 || self->hidden[i - 1][k] > 0 ? found[k] : 0;
    }
}

/* Adds @n floats of @from, so many times, to @to. */
static inline void
add_scaled (float times, const float *from, guint n, float *to)
{
  for (guint i = 0; i < n; i++)
    to[i] += times * from[i];
}

/* To conv1's pooled maps, channels last: [12][12][CELL_1]. */
static void
back_through_conv2 (const InkLenet5Tracer *self, const float *gradient,
                    float *to)
{
  const guint8 *winner = self->winners_2[0][0];

  for (guint map = 0; map < MAPS_2; map++)
    for (guint p = 0; p < POOLED_2 * POOLED_2; p++, winner++, gradient++)
      {
        guint row = 2 * (p / POOLED_2) + *winner / 2;
        guint column = 2 * (p % POOLED_2) + *winner % 2;

        if (*winner == NONE || *gradient == 0)
          continue;
        for (guint ky = 0; ky < KERNEL; ky++)
          add_scaled (*gradient,
                      self->conv2_back + (map * KERNEL + ky) * KERNEL * CELL_1,
                      KERNEL * CELL_1,
                      to + ((row + ky) * POOLED_1 + column) * CELL_1);
      }
}

/* To the image: [28][STRIDE]. */
static void
back_through_conv1 (const InkLenet5Tracer *self, const float *gradient,
                    float *to)
{
  const guint8 *winner = self->winners_1[0][0];

  for (guint map = 0; map < MAPS_1; map++)
    for (guint p = 0; p < POOLED_1 * POOLED_1; p++, winner++)
      {
        guint row = 2 * (p / POOLED_1) + *winner / 2;
        guint column = 2 * (p % POOLED_1) + *winner % 2;
        float times = gradient[p * CELL_1 + map];

        if (*winner == NONE || times == 0)
          continue;
        for (guint ky = 0; ky < KERNEL; ky++)
          add_scaled (times, self->conv1 + (map * KERNEL + ky) * ROW_1, ROW_1,
                      to + (row + ky) * STRIDE + column);
      }
}

/* @gradient: [INK_SINGLE_MAX_IN], by the logits; overwritten. @value: what it
 * is the gradient of. */
static void
find_shares (const InkLenet5Tracer *self, const guint8 *image, float *gradient,
             float value, InkInkShares *shares)
{
  float maps[POOLED_1 * POOLED_1 * CELL_1] = { 0 };
  float by_pixel[SIZE * STRIDE] = { 0 };
  double sum = 0;

  back_to_maps (self, gradient);
  back_through_conv2 (self, gradient, maps);
  back_through_conv1 (self, maps, by_pixel);
  for (guint p = 0; p < INK_LENET5_PIXELS; p++)
    {
      shares->pixels[p] = by_pixel[p / SIZE * STRIDE + p % SIZE]
                          * (1 / (255 * INK_LENET5_DEVIATION)) * image[p];
      sum += shares->pixels[p];
    }
  shares->blank = (float) (value - sum);
}

/* ---- all of it --------------------------------------------------------- */

static void
find_best (InkLenet5Trace *trace)
{
  const float *logits = trace->logits;

  trace->best = 0;
  for (guint i = 1; i < trace->n_classes; i++)
    if (logits[i] > logits[trace->best])
      trace->best = i;
  trace->second = trace->best == 0;
  for (guint i = 0; i < trace->n_classes; i++)
    if (i != trace->best && logits[i] > logits[trace->second])
      trace->second = i;
}

void
ink_lenet5_tracer_read (InkLenet5Tracer *self, const guint8 *image,
                        InkLenet5Trace *trace)
{
  float gradient[INK_SINGLE_MAX_IN] = { 0 };
  float best, second;

  trace->n_classes = ink_model_n_classes (self->model);
  ink_lenet5_logits (self->model, image, 1, 1, trace->logits);
  ink_softmax (trace->logits, trace->n_classes, 1, trace->probabilities);
  find_best (trace);
  forward (self, image, trace);
  best = trace->logits[trace->best];
  second = trace->logits[trace->second];
  gradient[trace->best] = 1;
  find_shares (self, image, gradient, best, &trace->for_best);
  memset (gradient, 0, sizeof gradient);
  gradient[trace->best] = 1;
  gradient[trace->second] = -1;
  find_shares (self, image, gradient, best - second, &trace->difference);
}
