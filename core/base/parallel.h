#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A pool of threads that runs the tasks 0 .. n-1 of one job at a time; the
 * caller works too, so a pool of 1 has no thread of its own. Idle threads look
 * for work for a fraction of a millisecond and then sleep. Which thread takes
 * which task is left open: a job whose result must not depend on it writes each
 * task's result to a place of its own. */
typedef struct _InkPool InkPool;

/* @task: 0 .. n_tasks - 1; @worker: 0 .. n_threads - 1, of the thread */
typedef void (*InkTaskFunc) (guint task, guint worker, gpointer user_data);

/* @n_threads: 1 to INK_POOL_MAX_THREADS, or 0 for one per processor.
 * Returns: (transfer full): fewer threads where the system gives no more. */
InkPool *ink_pool_new (guint n_threads);
void ink_pool_free (InkPool *pool);
guint ink_pool_n_threads (const InkPool *pool);
/* Returns when every task has run. One job at a time; not from a task. */
void ink_pool_run (InkPool *pool, guint n_tasks, InkTaskFunc func,
                   gpointer user_data);

#define INK_POOL_MAX_THREADS 256

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkPool, ink_pool_free)

G_END_DECLS
