/* Training throughput of LeNet-5 on made-up images, in images a second: one
 * line of JSON a round, for tests/bench/run. Usage: bench-train THREADS BATCH
 * IMAGES ROUNDS */
#include <stdio.h>
#include <stdlib.h>

#include "core/base/rng.h"
#include "core/tensor/kernels.h"
#include "core/train/trainer.h"

static InkImageSet *
noise_new (guint n)
{
  gsize size = (gsize) n * 784;
  guint8 *pixels = g_malloc (size), *labels = g_malloc (n);
  const char *const names[]
      = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL };
  InkRng rng = ink_rng (1, INK_STREAM_TEST, 0, 0);

  for (gsize i = 0; i < size; i++)
    pixels[i] = (guint8) ink_rng_u64 (&rng);
  for (guint i = 0; i < n; i++)
    labels[i] = (guint8) (i % 10);
  return ink_image_set_new ("noise", n, 28, 28,
                            g_bytes_new_take (pixels, size),
                            g_bytes_new_take (labels, n),
                            g_strdupv ((char **) names), NULL);
}

static void
print_epoch (const InkEvent *event, gpointer user_data)
{
  guint *threads = user_data;

  if (event->kind != INK_EVENT_EPOCH || event->epoch == 1) /* warming up */
    return;
  printf ("{\"program\":\"inkling %s\",\"threads\":%u,"
          "\"images_per_second\":%.0f}\n",
          ink_isa_name (ink_kernels_default ()->isa), *threads,
          event->images_per_second);
}

int
main (int argc, char **argv)
{
  guint threads = argc > 1 ? (guint) atoi (argv[1]) : 1;
  InkRecipe recipe = { .name = "bench",
                       .epochs = argc > 4 ? (guint) atoi (argv[4]) + 1 : 6,
                       .batch_size = argc > 2 ? (guint) atoi (argv[2]) : 128,
                       .learning_rate = 0.001,
                       .momentum = 0.9 };
  g_autoptr (InkImageSet) images
      = noise_new (argc > 3 ? (guint) atoi (argv[3]) : 12800);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTrainer) trainer
      = ink_trainer_new (images, &recipe, threads, &error);
  g_autoptr (InkModel) model = NULL;

  if (trainer != NULL)
    model = ink_trainer_run (trainer, print_epoch, &threads, &error);
  if (model != NULL)
    return 0;
  fprintf (stderr, "bench-train: %s\n", error->message);
  return 1;
}
