/* How fast this processor multiplies and adds at most, by the instruction set
 * that the kernels at hand use: 1e9 floating-point operations a second, in fp32
 * and, where kernels have them from the processor, by the dot product and by
 * the product of matrices of bfloat16. One line of JSON. Usage: bench-peak
 * THREADS MILLISECONDS */
#include <stdio.h>
#include <stdlib.h>

#include "core/tensor/kernels.h"
#include "tests/bench/peak-loop.h"

#define TURNS 10000 /* between two looks at the clock: a tenth of a ms */
#define MAX_THREADS 256

typedef struct
{
  const PeakLoop *loop;
  double seconds;
  double gflops; /* out */
  volatile float sum;
} Job;

static double
run_for (Job *job, double seconds)
{
  gint64 start = g_get_monotonic_time ();
  double passed, turns = 0;

  do
    {
      job->sum = job->loop->run (TURNS);
      turns += TURNS;
      passed = (g_get_monotonic_time () - start) / 1e6;
    }
  while (passed < seconds);
  return turns * job->loop->flop / passed / 1e9;
}

static gpointer
measure_worker (gpointer data)
{
  Job *job = data;

  run_for (job, job->seconds / 4); /* until the others are there, too */
  job->gflops = run_for (job, job->seconds);
  return NULL;
}

/* Of all threads together. */
static double
measure (const PeakLoop *loop, guint n_threads, double seconds)
{
  g_autofree Job *jobs = g_new0 (Job, n_threads);
  g_autofree GThread **threads = g_new0 (GThread *, n_threads);
  double gflops = 0;

  for (guint i = 0; i < n_threads; i++)
    {
      jobs[i].loop = loop;
      jobs[i].seconds = seconds;
      threads[i] = g_thread_new ("peak", measure_worker, &jobs[i]);
    }
  for (guint i = 0; i < n_threads; i++)
    {
      g_thread_join (threads[i]);
      gflops += jobs[i].gflops;
    }
  return gflops;
}

static const PeakLoop *
loop_for (InkIsa isa)
{
#if defined(INK_HAVE_X86_KERNELS)
  if (isa == INK_ISA_AVX512)
    return &peak_loop_avx512;
  if (isa == INK_ISA_AVX2)
    return &peak_loop_avx2;
#endif
  return &peak_loop_baseline;
}

/* NULL where the kernels do not compute bfloat16 that way. */
static const PeakLoop *
bf16_loop_for (InkIsa isa, InkBf16 bf16)
{
#if defined(INK_HAVE_X86_KERNELS)
  if (bf16 == INK_BF16_CONVERT || ink_kernels_for_bf16 (isa, bf16) == NULL)
    return NULL;
  return bf16 == INK_BF16_TILES ? &peak_loop_bf16_tiles : &peak_loop_bf16_dot;
#else
  return NULL;
#endif
}

static void
print_bf16 (InkIsa isa, InkBf16 bf16, guint n_threads, double seconds)
{
  const PeakLoop *loop = bf16_loop_for (isa, bf16);

  printf (",\"bf16_%s_gflops\":", ink_bf16_name (bf16));
  if (loop != NULL)
    printf ("%.2f", measure (loop, n_threads, seconds));
  else
    printf ("null");
}

int
main (int argc, char **argv)
{
  guint n_threads = argc > 1 ? (guint) atoi (argv[1]) : 1;
  double seconds = argc > 2 ? atoi (argv[2]) / 1e3 : 0.2;
  InkIsa isa = ink_kernels_default ()->isa;
  g_autoptr (GError) error = NULL;

  if (!ink_kernels_check_environment (&error))
    {
      fprintf (stderr, "bench-peak: %s\n", error->message);
      return 1;
    }
  n_threads = CLAMP (n_threads, 1, MAX_THREADS);
  printf ("{\"isa\":\"%s\",\"threads\":%u,\"fp32_gflops\":%.2f",
          ink_isa_name (isa), n_threads,
          measure (loop_for (isa), n_threads, seconds));
  print_bf16 (isa, INK_BF16_DOT, n_threads, seconds);
  print_bf16 (isa, INK_BF16_TILES, n_threads, seconds);
  printf ("}\n");
  return 0;
}
