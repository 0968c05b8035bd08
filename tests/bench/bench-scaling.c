/* What a second thread brings to the training of LeNet-5. In short stretches
 * that follow one another at once, so that a processor whose speed changes hits
 * all alike: one thread alone, on either of two processors; two trainers with
 * one thread each, side by side, which is what these two processors can do at
 * most; and one trainer with two threads. One line of JSON a round, in images a
 * second. Usage: bench-scaling ROUNDS STEPS [PRECISION], of batches of 128 */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/base/rng.h"
#include "core/model/lenet5.h"
#include "core/train/data-parallel.h"

#define BATCH 128
#define N_IMAGES (100 * BATCH)
#define N_PROCESSORS 2

typedef struct
{
  const InkImageSet *images;
  guint32 indices[N_IMAGES];
  guint n_steps;
} Plan;

typedef struct
{
  const Plan *plan;
  InkNetwork *network;
  InkPool *pool;
  InkDataParallel *parallel;
  InkOptimizer *optimizer;
  guint n_done;
} Trainer;

static InkImageSet *
noise_new (void)
{
  gsize size = (gsize) N_IMAGES * INK_LENET5_PIXELS;
  guint8 *pixels = g_malloc (size), *labels = g_malloc (N_IMAGES);
  const char *const names[]
      = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL };
  InkRng rng = ink_rng (1, INK_STREAM_TEST, 0, 0);

  for (gsize i = 0; i < size; i++)
    pixels[i] = (guint8) ink_rng_u64 (&rng);
  for (guint i = 0; i < N_IMAGES; i++)
    labels[i] = (guint8) (i % 10);
  return ink_image_set_new ("noise", N_IMAGES, INK_LENET5_SIZE,
                            INK_LENET5_SIZE, g_bytes_new_take (pixels, size),
                            g_bytes_new_take (labels, N_IMAGES),
                            g_strdupv ((char **) names), NULL);
}

static void
trainer_init (Trainer *self, const Plan *plan, guint n_threads,
              InkPrecision precision)
{
  InkRecipe recipe = { .name = "bench", .momentum = 0.9 };

  *self = (Trainer) { .plan = plan };
  self->network = ink_lenet5_network_new (10);
  self->pool = ink_pool_new (n_threads);
  self->parallel = ink_data_parallel_new (self->network, self->pool, precision,
                                          BATCH);
  self->optimizer = ink_optimizer_new_for_network (&recipe, self->network);
  ink_network_init (self->network, 1, self->optimizer->parameters);
  ink_optimizer_start (self->optimizer);
}

static void
trainer_clear (Trainer *self)
{
  ink_optimizer_free (self->optimizer);
  ink_data_parallel_free (self->parallel);
  ink_pool_free (self->pool);
  ink_network_free (self->network);
}

static void
train (Trainer *self)
{
  for (guint i = 0; i < self->plan->n_steps; i++, self->n_done++)
    {
      InkBatch batch
          = { .images = self->plan->images,
              .indices = self->plan->indices
                         + (self->n_done * BATCH) % N_IMAGES,
              .n = BATCH };

      ink_data_parallel_step (self->parallel, &batch, 0.001, self->optimizer);
    }
}

static void
train_apart (guint task, guint worker, gpointer user_data)
{
  train ((Trainer *) user_data + task);
}

/* Lets the calling thread run on the @index-th of @allowed's processors only;
 * on the last where they are fewer. */
static void
pin (const cpu_set_t *allowed, int index)
{
  int left = MIN (index, CPU_COUNT (allowed) - 1);
  cpu_set_t one;

  CPU_ZERO (&one);
  for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
    if (CPU_ISSET (cpu, allowed) && left-- == 0)
      CPU_SET (cpu, &one);
  sched_setaffinity (0, sizeof one, &one);
}

static double
rate_since (gint64 start, guint n_batches)
{
  return n_batches * (double) BATCH * G_USEC_PER_SEC
         / (double) (g_get_monotonic_time () - start);
}

static void
measure_round (Trainer *single, Trainer *together, InkPool *pair,
               const cpu_set_t *allowed)
{
  guint n_steps = single->plan->n_steps;
  double alone[N_PROCESSORS], apart;
  gint64 start;

  for (int i = 0; i < N_PROCESSORS; i++)
    {
      pin (allowed, i);
      start = g_get_monotonic_time ();
      train (&single[i]);
      alone[i] = rate_since (start, n_steps);
    }
  sched_setaffinity (0, sizeof *allowed, allowed);
  start = g_get_monotonic_time ();
  ink_pool_run (pair, N_PROCESSORS, train_apart, single);
  apart = rate_since (start, N_PROCESSORS * n_steps);
  start = g_get_monotonic_time ();
  train (together);
  printf ("{\"alone\":%.1f,\"apart\":%.1f,\"together\":%.1f}\n",
          (alone[0] + alone[1]) / 2, apart, rate_since (start, n_steps));
}

static void
measure (const Plan *plan, guint n_rounds, InkPrecision precision,
         const cpu_set_t *allowed)
{
  Trainer single[N_PROCESSORS], together;
  g_autoptr (InkPool) pair = ink_pool_new (N_PROCESSORS);

  for (guint i = 0; i < N_PROCESSORS; i++)
    trainer_init (&single[i], plan, 1, precision);
  trainer_init (&together, plan, N_PROCESSORS, precision);
  for (guint i = 0; i < N_PROCESSORS; i++) /* warming up */
    train (&single[i]);
  train (&together);
  for (guint i = 0; i < n_rounds; i++)
    measure_round (single, &together, pair, allowed);
  for (guint i = 0; i < N_PROCESSORS; i++)
    trainer_clear (&single[i]);
  trainer_clear (&together);
}

int
main (int argc, char **argv)
{
  InkPrecision precision = INK_PRECISION_FP32;
  g_autoptr (InkImageSet) images = noise_new ();
  g_autofree Plan *plan = g_new0 (Plan, 1);
  g_autoptr (GError) error = NULL;
  cpu_set_t allowed;

  if (argc > 3 && !ink_precision_from_name (argv[3], &precision))
    {
      fprintf (stderr, "bench-scaling: unknown precision\n");
      return 2;
    }
  if (!ink_kernels_check_environment (&error))
    {
      fprintf (stderr, "bench-scaling: %s\n", error->message);
      return 1;
    }
  plan->images = images;
  plan->n_steps = argc > 2 ? (guint) atoi (argv[2]) : 20;
  for (guint i = 0; i < N_IMAGES; i++)
    plan->indices[i] = i;
  sched_getaffinity (0, sizeof allowed, &allowed);
  measure (plan, argc > 1 ? (guint) atoi (argv[1]) : 20, precision, &allowed);
  return 0;
}
