/* How long LeNet-5 takes to read images, bytes to probabilities: one alone, in
 * microseconds, different ones in turn; and many at once, in images a second.
 * One line of JSON with the medians. Usage: bench-read THREADS ROUNDS */
#include <stdio.h>
#include <stdlib.h>

#include "core/base/rng.h"
#include "core/model/lenet5.h"
#include "core/tensor/kernels.h"

#define N_IMAGES 10000
#define IN_TURN 500 /* images of a round of single ones */
#define N_CLASSES 10

static guint8 *
noise_new (void)
{
  gsize size = (gsize) N_IMAGES * INK_LENET5_PIXELS;
  guint8 *pixels = g_malloc (size);
  InkRng rng = ink_rng (1, INK_STREAM_TEST, 0, 0);

  for (gsize i = 0; i < size; i++)
    pixels[i] = (guint8) ink_rng_u64 (&rng);
  return pixels;
}

static InkModel *
model_new (void)
{
  const char *const names[]
      = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL };
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (N_CLASSES);
  float *parameters = ink_floats_new (ink_network_n_parameters (network));
  InkModel *model;

  ink_network_init (network, 1, parameters);
  model = ink_lenet5_model_new (parameters, names);
  g_aligned_free (parameters);
  return model;
}

/* Seconds for an image. */
static double
read_in_turn (const InkModel *model, const guint8 *images)
{
  double probabilities[N_CLASSES];
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < IN_TURN; i++)
    ink_model_predict_images (model, images + (gsize) i * INK_LENET5_PIXELS, 1,
                              1, probabilities);
  return (g_get_monotonic_time () - start) / 1e6 / IN_TURN;
}

static double
read_at_once (const InkModel *model, const guint8 *images, guint threads,
              double *probabilities)
{
  gint64 start = g_get_monotonic_time ();

  ink_model_predict_images (model, images, N_IMAGES, threads, probabilities);
  return (g_get_monotonic_time () - start) / 1e6 / N_IMAGES;
}

static int
compare_doubles (const void *a, const void *b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

int
main (int argc, char **argv)
{
  guint threads = argc > 1 ? (guint) atoi (argv[1]) : 1;
  guint rounds = argc > 2 ? MAX (1, (guint) atoi (argv[2])) : 41;
  g_autofree guint8 *images = noise_new ();
  g_autoptr (InkModel) model = model_new ();
  g_autofree double *probabilities = g_new (double, N_IMAGES * N_CLASSES);
  g_autofree double *one = g_new (double, rounds);
  g_autofree double *batch = g_new (double, rounds);

  read_in_turn (model, images); /* warming up */
  for (guint i = 0; i < rounds; i++)
    one[i] = read_in_turn (model, images);
  for (guint i = 0; i < rounds; i++)
    batch[i] = read_at_once (model, images, threads, probabilities);
  qsort (one, rounds, sizeof *one, compare_doubles);
  qsort (batch, rounds, sizeof *batch, compare_doubles);
  printf ("{\"program\":\"inkling %s\",\"one_image_us\":%.2f,"
          "\"least\":%.2f,\"most\":%.2f,\"batch_images_per_second\":%.0f,"
          "\"threads\":%u}\n",
          ink_isa_name (ink_kernels_default ()->isa), 1e6 * one[rounds / 2],
          1e6 * one[0], 1e6 * one[rounds - 1], 1 / batch[rounds / 2], threads);
  return 0;
}
