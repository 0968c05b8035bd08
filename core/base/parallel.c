/* A worker pool. A job is a counter of tasks that threads take numbers from
 * until none is left, so a slow thread never holds up a fast one. The counter
 * and the job's number are one atomic, the ticket: a thread that comes late,
 * with the ticket of a job that is over, takes nothing.
 *
 * Jobs of a training step follow one another within microseconds, and waking a
 * thread takes longer than that. So who waits looks for SPIN_MICROSECONDS
 * before going to sleep on a condition; with more threads than processors, at
 * once. Sleepers are counted, so that the others need no mutex. */
#include "core/base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>

#include "core/base/cpu.h"

#define SPIN_MICROSECONDS 150
#define LOOKS_A_TIME 32 /* between two looks at the clock */

typedef struct
{
  InkPool *pool;
  guint number;
} Worker;

struct _InkPool
{
  guint n_threads; /* with the caller */
  pthread_t *threads;
  Worker *workers;
  gint64 spin; /* microseconds */

  /* the job: written before its ticket; atomics, as a late thread may read
   * them while the next job is written, though in vain */
  _Atomic (InkTaskFunc) func;
  _Atomic (gpointer) user_data;
  _Atomic guint n_tasks;

  _Atomic guint64 ticket; /* the job's number << 32 | the next task */
  _Atomic guint n_finished;

  atomic_bool closing;
  _Atomic guint n_sleeping;     /* workers */
  atomic_bool caller_sleeping;
  pthread_mutex_t mutex;
  pthread_cond_t work_there;
  pthread_cond_t work_done;
};

static guint32
job_of (guint64 ticket)
{
  return (guint32) (ticket >> 32);
}

/* Runs tasks of job @job until none is left. */
static void
run_tasks (InkPool *pool, guint32 job, guint number)
{
  guint64 ticket = atomic_load (&pool->ticket);

  while (job_of (ticket) == job)
    {
      guint n_tasks = atomic_load (&pool->n_tasks);
      guint task = (guint32) ticket;
      InkTaskFunc func = atomic_load (&pool->func);
      gpointer user_data = atomic_load (&pool->user_data);

      if (task >= n_tasks)
        return;
      if (!atomic_compare_exchange_weak (&pool->ticket, &ticket, ticket + 1))
        continue;
      func (task, number, user_data);
      if (atomic_fetch_add (&pool->n_finished, 1) + 1 == n_tasks
          && atomic_load (&pool->caller_sleeping))
        {
          pthread_mutex_lock (&pool->mutex);
          pthread_cond_signal (&pool->work_done);
          pthread_mutex_unlock (&pool->mutex);
        }
      ticket = atomic_load (&pool->ticket);
    }
}

static void
relax (void)
{
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause ();
#elif defined(__aarch64__)
  __asm__ volatile ("yield");
#endif
}

typedef gboolean (*ReadyFunc) (InkPool *pool, guint32 seen);

static gboolean
has_work (InkPool *pool, guint32 seen)
{
  return job_of (atomic_load (&pool->ticket)) != seen
         || atomic_load (&pool->closing);
}

static gboolean
is_done (InkPool *pool, guint32 seen)
{
  return atomic_load (&pool->n_finished) == atomic_load (&pool->n_tasks);
}

/* Looks for a while. Returns: whether it came. */
static gboolean
spin (InkPool *pool, ReadyFunc ready, guint32 seen)
{
  gint64 end;

  if (ready (pool, seen))
    return TRUE;
  if (pool->spin == 0)
    return FALSE;
  end = g_get_monotonic_time () + pool->spin;
  do
    for (guint i = 0; i < LOOKS_A_TIME; i++)
      {
        if (ready (pool, seen))
          return TRUE;
        relax ();
      }
  while (g_get_monotonic_time () < end);
  return FALSE;
}

static void
wait_for_work (InkPool *pool, guint32 seen)
{
  if (spin (pool, has_work, seen))
    return;
  pthread_mutex_lock (&pool->mutex);
  atomic_fetch_add (&pool->n_sleeping, 1);
  while (!has_work (pool, seen))
    pthread_cond_wait (&pool->work_there, &pool->mutex);
  atomic_fetch_sub (&pool->n_sleeping, 1);
  pthread_mutex_unlock (&pool->mutex);
}

static void
wait_until_done (InkPool *pool)
{
  if (spin (pool, is_done, 0))
    return;
  pthread_mutex_lock (&pool->mutex);
  atomic_store (&pool->caller_sleeping, TRUE);
  while (!is_done (pool, 0))
    pthread_cond_wait (&pool->work_done, &pool->mutex);
  atomic_store (&pool->caller_sleeping, FALSE);
  pthread_mutex_unlock (&pool->mutex);
}

static void *
pool_worker (void *data)
{
  Worker *worker = data;
  InkPool *pool = worker->pool;
  guint32 seen = 0;

  for (;;)
    {
      wait_for_work (pool, seen);
      if (atomic_load (&pool->closing))
        return NULL;
      seen = job_of (atomic_load (&pool->ticket));
      run_tasks (pool, seen, worker->number);
    }
}

InkPool *
ink_pool_new (guint n_threads)
{
  InkPool *pool = g_new0 (InkPool, 1);
  guint n_processors = ink_cpu_count ();
  guint wanted = n_threads == 0 ? n_processors : n_threads;

  wanted = MIN (wanted, INK_POOL_MAX_THREADS);
  pool->spin = wanted <= n_processors ? SPIN_MICROSECONDS : 0;
  pthread_mutex_init (&pool->mutex, NULL);
  pthread_cond_init (&pool->work_there, NULL);
  pthread_cond_init (&pool->work_done, NULL);
  pool->threads = g_new0 (pthread_t, wanted);
  pool->workers = g_new0 (Worker, wanted);
  pool->n_threads = 1;
  while (pool->n_threads < wanted)
    {
      guint i = pool->n_threads;

      pool->workers[i] = (Worker) { pool, i };
      if (pthread_create (&pool->threads[i], NULL, pool_worker,
                          &pool->workers[i]) != 0)
        break;
      pool->n_threads++;
    }
  return pool;
}

static void
wake_workers (InkPool *pool)
{
  pthread_mutex_lock (&pool->mutex);
  pthread_cond_broadcast (&pool->work_there);
  pthread_mutex_unlock (&pool->mutex);
}

void
ink_pool_free (InkPool *pool)
{
  if (pool == NULL)
    return;
  atomic_store (&pool->closing, TRUE);
  wake_workers (pool);
  for (guint i = 1; i < pool->n_threads; i++)
    pthread_join (pool->threads[i], NULL);
  pthread_cond_destroy (&pool->work_there);
  pthread_cond_destroy (&pool->work_done);
  pthread_mutex_destroy (&pool->mutex);
  g_free (pool->threads);
  g_free (pool->workers);
  g_free (pool);
}

guint
ink_pool_n_threads (const InkPool *pool)
{
  return pool->n_threads;
}

void
ink_pool_run (InkPool *pool, guint n_tasks, InkTaskFunc func,
              gpointer user_data)
{
  guint32 job = job_of (atomic_load (&pool->ticket)) + 1;

  if (n_tasks == 0)
    return;
  /* the last job's ticket must not lead a late thread to this one's tasks */
  atomic_store (&pool->ticket, (guint64) (job - 1) << 32 | G_MAXUINT32);
  atomic_store (&pool->func, func);
  atomic_store (&pool->user_data, user_data);
  atomic_store (&pool->n_tasks, n_tasks);
  atomic_store (&pool->n_finished, 0);
  atomic_store (&pool->ticket, (guint64) job << 32);
  if (n_tasks > 1 && atomic_load (&pool->n_sleeping) > 0)
    wake_workers (pool);
  run_tasks (pool, job, 0);
  wait_until_done (pool);
}
