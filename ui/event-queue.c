/* Events from a worker to the main loop, in batches.
 *
 * Workers append to `waiting` under a pthread mutex (ThreadSanitizer sees it,
 * GMutex it does not) and write one byte to a pipe that the main loop watches:
 * one byte at most is ever in it, so that ten thousand events a second are a
 * few wake-ups, and a worker never blocks. The main loop swaps `waiting` with
 * a spare array and calls out without the lock.
 *
 * The watch ranks above drawing and below input: a batch costs microseconds,
 * so drawing is not starved, and input never waits for it. */
#include "ui/event-queue.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include <glib-unix.h>

#include "core/base/error.h"

struct _InkEventQueue
{
  int ref_count; /* atomic */
  int fds[2];
  InkEventBatchFunc func; /* main thread */
  gpointer user_data;     /* main thread */
  GSource *source;        /* main thread; NULL once closed */
  GArray *spare;          /* main thread; NULL while a batch is out */

  pthread_mutex_t lock;
  GArray *waiting; /* under lock: InkEvent */
  gboolean woken;  /* under lock: a byte is in the pipe, or soon */
  gboolean closed; /* under lock */
};

static void
drain_pipe (InkEventQueue *queue)
{
  char bytes[16];

  while (read (queue->fds[0], bytes, sizeof bytes) < 0 && errno == EINTR)
    ;
}

/* With the lock held: whether the caller has to write the byte. */
static gboolean
claim_wake (InkEventQueue *queue)
{
  if (queue->woken || queue->closed)
    return FALSE;
  queue->woken = TRUE;
  return TRUE;
}

static void
write_wake (InkEventQueue *queue)
{
  while (write (queue->fds[1], "", 1) < 0 && errno == EINTR)
    ;
}

/* The waiting events, with an empty array in their place. */
static GArray *
take_waiting (InkEventQueue *queue)
{
  GArray *batch;
  GArray *empty = g_steal_pointer (&queue->spare);

  if (empty == NULL) /* the batch function runs a main loop of its own */
    empty = g_array_new (FALSE, FALSE, sizeof (InkEvent));

  pthread_mutex_lock (&queue->lock);
  batch = queue->waiting;
  queue->waiting = empty;
  queue->woken = FALSE;
  pthread_mutex_unlock (&queue->lock);
  return batch;
}

static void
put_back (InkEventQueue *queue, GArray *batch)
{
  g_array_set_size (batch, 0);
  if (queue->spare == NULL)
    queue->spare = batch;
  else
    g_array_unref (batch);
}

void
ink_event_queue_flush (InkEventQueue *queue)
{
  GArray *batch;

  g_return_if_fail (queue != NULL);
  if (queue->source == NULL)
    return;

  ink_event_queue_ref (queue); /* the function may drop the last one */
  drain_pipe (queue);
  batch = take_waiting (queue);
  queue->func ((const InkEvent *) (void *) batch->data, batch->len,
               queue->user_data);
  put_back (queue, batch);
  ink_event_queue_unref (queue);
}

static gboolean
pipe_readable_cb (int fd, GIOCondition condition, gpointer user_data)
{
  InkEventQueue *queue = user_data;

  ink_event_queue_flush (queue);
  return G_SOURCE_CONTINUE; /* a closed queue's source is destroyed */
}

static void
attach_source (InkEventQueue *queue)
{
  queue->source = g_unix_fd_source_new (queue->fds[0], G_IO_IN);
  g_source_set_priority (queue->source, G_PRIORITY_HIGH_IDLE);
  g_source_set_static_name (queue->source, "ink-event-queue");
  g_source_set_callback (queue->source, G_SOURCE_FUNC (pipe_readable_cb),
                         ink_event_queue_ref (queue),
                         (GDestroyNotify) ink_event_queue_unref);
  g_source_attach (queue->source, g_main_context_get_thread_default ());
}

InkEventQueue *
ink_event_queue_new (InkEventBatchFunc func, gpointer user_data,
                     GError **error)
{
  InkEventQueue *queue;
  int fds[2];

  g_return_val_if_fail (func != NULL, NULL);
  if (pipe2 (fds, O_CLOEXEC | O_NONBLOCK) != 0)
    {
      ink_error_set (error, INK_ERROR_IO, "no pipe for events: %s",
                     g_strerror (errno));
      return NULL;
    }
  queue = g_new0 (InkEventQueue, 1);
  queue->ref_count = 1;
  memcpy (queue->fds, fds, sizeof fds);
  queue->func = func;
  queue->user_data = user_data;
  queue->waiting = g_array_new (FALSE, FALSE, sizeof (InkEvent));
  queue->spare = g_array_new (FALSE, FALSE, sizeof (InkEvent));
  pthread_mutex_init (&queue->lock, NULL);
  attach_source (queue);
  return queue;
}

InkEventQueue *
ink_event_queue_ref (InkEventQueue *queue)
{
  __atomic_add_fetch (&queue->ref_count, 1, __ATOMIC_RELAXED);
  return queue;
}

void
ink_event_queue_unref (InkEventQueue *queue)
{
  if (__atomic_sub_fetch (&queue->ref_count, 1, __ATOMIC_ACQ_REL) > 0)
    return;
  close (queue->fds[0]);
  close (queue->fds[1]);
  pthread_mutex_destroy (&queue->lock);
  g_array_unref (queue->waiting);
  g_clear_pointer (&queue->spare, g_array_unref);
  g_free (queue);
}

void
ink_event_queue_push (InkEventQueue *queue, const InkEvent *event)
{
  gboolean wake = FALSE;

  pthread_mutex_lock (&queue->lock);
  if (!queue->closed)
    {
      g_array_append_vals (queue->waiting, event, 1);
      wake = claim_wake (queue);
    }
  pthread_mutex_unlock (&queue->lock);
  if (wake)
    write_wake (queue);
}

void
ink_event_queue_wake (InkEventQueue *queue)
{
  gboolean wake;

  pthread_mutex_lock (&queue->lock);
  wake = claim_wake (queue);
  pthread_mutex_unlock (&queue->lock);
  if (wake)
    write_wake (queue);
}

void
ink_event_queue_close (InkEventQueue *queue)
{
  GSource *source;

  g_return_if_fail (queue != NULL);

  pthread_mutex_lock (&queue->lock);
  queue->closed = TRUE;
  pthread_mutex_unlock (&queue->lock);

  source = g_steal_pointer (&queue->source);
  if (source == NULL)
    return;
  g_source_destroy (source); /* drops its own reference on the queue */
  g_source_unref (source);
}
