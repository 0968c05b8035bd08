/* A worker pool on pthread mutexes (ThreadSanitizer knows them). A job is a
 * counter of tasks: threads take the next number under the mutex until none is
 * left, so a slow thread never holds up a fast one. A generation number tells
 * sleeping threads that there is a new job. */
#include "core/base/parallel.h"

#include <pthread.h>

#include "core/base/cpu.h"

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

  pthread_mutex_t mutex;
  pthread_cond_t work_there;
  pthread_cond_t work_done;
  /* under the mutex */
  guint64 generation;
  gboolean closing;
  guint n_tasks;
  guint next_task;
  guint n_finished;
  InkTaskFunc func;
  gpointer user_data;
};

/* Takes and runs tasks until none is left. The mutex is held on entry and on
 * return. */
static void
run_tasks (InkPool *pool, guint number)
{
  while (pool->next_task < pool->n_tasks)
    {
      guint task = pool->next_task++;

      pthread_mutex_unlock (&pool->mutex);
      pool->func (task, number, pool->user_data);
      pthread_mutex_lock (&pool->mutex);
      if (++pool->n_finished == pool->n_tasks)
        pthread_cond_signal (&pool->work_done);
    }
}

static void *
pool_worker (void *data)
{
  Worker *worker = data;
  InkPool *pool = worker->pool;
  guint64 seen = 0;

  pthread_mutex_lock (&pool->mutex);
  for (;;)
    {
      while (pool->generation == seen && !pool->closing)
        pthread_cond_wait (&pool->work_there, &pool->mutex);
      if (pool->closing)
        break;
      seen = pool->generation;
      run_tasks (pool, worker->number);
    }
  pthread_mutex_unlock (&pool->mutex);
  return NULL;
}

InkPool *
ink_pool_new (guint n_threads)
{
  InkPool *pool = g_new0 (InkPool, 1);
  guint wanted = n_threads == 0 ? ink_cpu_count () : n_threads;

  wanted = MIN (wanted, INK_POOL_MAX_THREADS);
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

void
ink_pool_free (InkPool *pool)
{
  if (pool == NULL)
    return;
  pthread_mutex_lock (&pool->mutex);
  pool->closing = TRUE;
  pthread_cond_broadcast (&pool->work_there);
  pthread_mutex_unlock (&pool->mutex);
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
  if (n_tasks == 0)
    return;
  pthread_mutex_lock (&pool->mutex);
  pool->n_tasks = n_tasks;
  pool->next_task = 0;
  pool->n_finished = 0;
  pool->func = func;
  pool->user_data = user_data;
  pool->generation++;
  if (n_tasks > 1 && pool->n_threads > 1)
    pthread_cond_broadcast (&pool->work_there);
  run_tasks (pool, 0);
  while (pool->n_finished < n_tasks)
    pthread_cond_wait (&pool->work_done, &pool->mutex);
  pthread_mutex_unlock (&pool->mutex);
}
