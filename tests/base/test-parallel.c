/* The worker pool: every task runs once, whatever the number of threads, one
 * job after the other; worker numbers are exclusive while a task runs. */
#include "core/base/parallel.h"

#include <string.h>
#include <time.h>

#include "core/base/cpu.h"

#define MAX_TASKS 1000

typedef struct
{
  guint n_workers;
  gint runs[MAX_TASKS];                /* each written by its task alone */
  gint busy[INK_POOL_MAX_THREADS];     /* atomic: tasks on that worker now */
  guint64 sums[INK_POOL_MAX_THREADS];  /* plain: one worker, one thread */
} Job;

static void
count_task (guint task, guint worker, gpointer user_data)
{
  Job *job = user_data;

  g_assert_cmpuint (worker, <, job->n_workers);
  g_assert_cmpint (g_atomic_int_add (&job->busy[worker], 1), ==, 0);
  job->runs[task]++;
  job->sums[worker] += task;
  g_atomic_int_add (&job->busy[worker], -1);
}

static void
run_and_check (InkPool *pool, guint n_tasks)
{
  g_autofree Job *job = g_new0 (Job, 1);
  guint64 sum = 0;

  job->n_workers = ink_pool_n_threads (pool);
  ink_pool_run (pool, n_tasks, count_task, job);
  for (guint i = 0; i < MAX_TASKS; i++)
    g_assert_cmpint (job->runs[i], ==, i < n_tasks ? 1 : 0);
  for (guint i = 0; i < job->n_workers; i++)
    sum += job->sums[i];
  g_assert_cmpuint (sum, ==, (guint64) n_tasks * (n_tasks - (n_tasks > 0)) / 2);
}

static void
test_all_tasks (void)
{
  const guint threads[] = { 1, 2, 3, 8 };
  const guint tasks[] = { 0, 1, 2, 3, 7, 8, 9, 64, MAX_TASKS };

  for (gsize t = 0; t < G_N_ELEMENTS (threads); t++)
    {
      g_autoptr (InkPool) pool = ink_pool_new (threads[t]);

      g_assert_cmpuint (ink_pool_n_threads (pool), ==, threads[t]);
      for (gsize k = 0; k < G_N_ELEMENTS (tasks); k++)
        run_and_check (pool, tasks[k]);
    }
}

/* Short jobs in close order: a thread that wakes late for one job must not
 * disturb the next. */
static void
test_reuse (void)
{
  g_autoptr (InkPool) pool = ink_pool_new (4);

  for (int i = 0; i < 2000; i++)
    run_and_check (pool, 1 + (guint) i % 6);
}

static double
cpu_seconds (void)
{
  struct timespec t;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double) t.tv_sec + (double) t.tv_nsec * 1e-9;
}

/* Threads without work look for it a moment and then sleep. */
static void
test_asleep (void)
{
  g_autoptr (InkPool) pool = ink_pool_new (0);
  double before, used;

  run_and_check (pool, 8);
  before = cpu_seconds ();
  g_usleep (400000);
  used = cpu_seconds () - before;
  g_assert_cmpfloat (used, <, 0.04);
  run_and_check (pool, 8);
}

static void
test_idle (void)
{
  for (guint n = 1; n <= 8; n++)
    ink_pool_free (ink_pool_new (n));
  ink_pool_free (NULL);
}

static void
test_sizes (void)
{
  g_autoptr (InkPool) all = ink_pool_new (0);
  g_autoptr (InkPool) many = ink_pool_new (G_MAXUINT);

  g_assert_cmpuint (ink_pool_n_threads (all), ==,
                    MIN (ink_cpu_count (), INK_POOL_MAX_THREADS));
  g_assert_cmpuint (ink_pool_n_threads (many), <=, INK_POOL_MAX_THREADS);
  run_and_check (many, MAX_TASKS);
}

static void
nested_task (guint task, guint worker, gpointer user_data)
{
  g_autoptr (InkPool) inner = ink_pool_new (2);

  run_and_check (inner, 10 + task);
}

/* A task may have a pool of its own. */
static void
test_nested (void)
{
  g_autoptr (InkPool) outer = ink_pool_new (3);

  ink_pool_run (outer, 6, nested_task, NULL);
}

typedef struct
{
  const double *values;
  double *parts;
  guint n;
} Sum;

static void
sum_task (guint task, guint worker, gpointer user_data)
{
  const Sum *sum = user_data;

  for (guint i = task * sum->n; i < (task + 1) * sum->n; i++)
    sum->parts[task] += sum->values[i];
}

/* What the training core relies on: plain memory written before a job is seen
 * by its tasks, what tasks write is seen after it, and the bits do not depend
 * on the number of threads. */
static void
test_memory (void)
{
  const guint n_tasks = 16, n = 1000;
  g_autofree double *values = g_new (double, n_tasks * n);
  g_autofree double *first = g_new0 (double, n_tasks);

  for (guint threads = 1; threads <= 4; threads++)
    {
      g_autoptr (InkPool) pool = ink_pool_new (threads);

      for (int round = 0; round < 20; round++)
        {
          g_autofree double *parts = g_new0 (double, n_tasks);
          Sum sum = { values, parts, n };

          for (guint i = 0; i < n_tasks * n; i++)
            values[i] = 1.0 / (1.0 + i);
          ink_pool_run (pool, n_tasks, sum_task, &sum);
          if (threads == 1)
            memcpy (first, parts, n_tasks * sizeof *parts);
          g_assert_cmpmem (parts, n_tasks * sizeof *parts, first,
                           n_tasks * sizeof *first);
          g_assert_cmpfloat (parts[0], >, 7);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/parallel/all-tasks", test_all_tasks);
  g_test_add_func ("/core/parallel/reuse", test_reuse);
  g_test_add_func ("/core/parallel/asleep", test_asleep);
  g_test_add_func ("/core/parallel/idle", test_idle);
  g_test_add_func ("/core/parallel/sizes", test_sizes);
  g_test_add_func ("/core/parallel/nested", test_nested);
  g_test_add_func ("/core/parallel/memory", test_memory);
  return g_test_run ();
}
