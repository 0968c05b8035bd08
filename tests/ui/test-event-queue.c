/* The queue between workers and the main loop: nothing is lost, the order of
 * each worker holds, many events make few wake-ups, and closing is safe while
 * workers still push. Workers are pthreads, which ThreadSanitizer knows. */
#include "ui/event-queue.h"

#include <pthread.h>

#include "tests/ui/main-loop.h"

#define N_WORKERS 4
#define N_EVENTS 50000

typedef struct
{
  InkEventQueue *queue;
  guint worker;
  guint n;
  gboolean endless;
  gboolean quit; /* atomic */
} Pusher;

typedef struct
{
  InkEventQueue *queue;
  guint64 last[N_WORKERS]; /* the newest step of each worker */
  gsize n_events;
  guint n_calls;
  guint n_empty;
  gsize close_after; /* 0: never */
} Taker;

static gpointer
push_worker (gpointer user_data)
{
  Pusher *pusher = user_data;
  InkEvent event;

  ink_event_init (&event, INK_EVENT_STEP);
  event.epoch = pusher->worker;
  for (guint i = 1; i <= pusher->n || pusher->endless; i++)
    {
      if (__atomic_load_n (&pusher->quit, __ATOMIC_RELAXED))
        break;
      event.step = i;
      ink_event_queue_push (pusher->queue, &event);
    }
  return NULL;
}

static void
take_cb (const InkEvent *events, gsize n, gpointer user_data)
{
  Taker *taker = user_data;

  taker->n_calls++;
  taker->n_empty += n == 0;
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpuint (events[i].epoch, <, N_WORKERS);
      g_assert_cmpuint (events[i].step, ==, taker->last[events[i].epoch] + 1);
      taker->last[events[i].epoch] = events[i].step;
    }
  taker->n_events += n;
  if (taker->close_after != 0 && taker->n_events >= taker->close_after)
    ink_event_queue_close (taker->queue);
}

static void
open_queue (Taker *taker)
{
  g_autoptr (GError) error = NULL;

  *taker = (Taker) { 0 };
  taker->queue = ink_event_queue_new (take_cb, taker, &error);
  g_assert_no_error (error);
}

static pthread_t
start (Pusher *pusher)
{
  pthread_t thread;

  g_assert_cmpint (pthread_create (&thread, NULL, push_worker, pusher), ==, 0);
  return thread;
}

static void
test_all_arrive (void)
{
  Taker taker;
  Pusher pushers[N_WORKERS];
  pthread_t threads[N_WORKERS];

  open_queue (&taker);
  for (guint i = 0; i < N_WORKERS; i++)
    {
      pushers[i] = (Pusher) {
        .queue = taker.queue, .worker = i, .n = N_EVENTS
      };
      threads[i] = start (&pushers[i]);
    }
  main_loop_wait (taker.n_events >= N_WORKERS * N_EVENTS);
  for (guint i = 0; i < N_WORKERS; i++)
    pthread_join (threads[i], NULL);
  for (guint i = 0; i < N_WORKERS; i++)
    g_assert_cmpuint (taker.last[i], ==, N_EVENTS);
  ink_event_queue_close (taker.queue);
  ink_event_queue_unref (taker.queue);
}

static void
test_one_batch (void)
{
  Taker taker;
  Pusher pusher = { .n = N_EVENTS };

  open_queue (&taker);
  pusher.queue = taker.queue;
  pthread_join (start (&pusher), NULL);
  g_assert_cmpuint (taker.n_calls, ==, 0);
  main_loop_settle ();
  g_assert_cmpuint (taker.n_events, ==, N_EVENTS);
  g_assert_cmpuint (taker.n_calls, ==, 1);
  ink_event_queue_close (taker.queue);
  ink_event_queue_unref (taker.queue);
}

static void
test_wake (void)
{
  Taker taker;

  open_queue (&taker);
  ink_event_queue_wake (taker.queue);
  ink_event_queue_wake (taker.queue);
  main_loop_settle ();
  g_assert_cmpuint (taker.n_calls, ==, 1);
  g_assert_cmpuint (taker.n_empty, ==, 1);
  ink_event_queue_wake (taker.queue);
  main_loop_settle ();
  g_assert_cmpuint (taker.n_calls, ==, 2);
  ink_event_queue_close (taker.queue);
  ink_event_queue_unref (taker.queue);
}

static void
test_flush (void)
{
  Taker taker;
  InkEvent event;

  open_queue (&taker);
  ink_event_init (&event, INK_EVENT_STEP);
  event.step = 1;
  ink_event_queue_push (taker.queue, &event);
  ink_event_queue_flush (taker.queue);
  g_assert_cmpuint (taker.n_events, ==, 1);
  main_loop_settle ();
  g_assert_cmpuint (taker.n_events, ==, 1);
  ink_event_queue_close (taker.queue);
  ink_event_queue_flush (taker.queue);
  g_assert_cmpuint (taker.n_calls, ==, 1);
  ink_event_queue_unref (taker.queue);
}

/* The worker goes on pushing into a closed queue, and keeps it alive. */
static void
test_close_while_pushing (void)
{
  Taker taker;
  Pusher pusher = { .endless = TRUE };
  pthread_t thread;
  gsize seen;

  open_queue (&taker);
  taker.close_after = 1000;
  pusher.queue = ink_event_queue_ref (taker.queue);
  thread = start (&pusher);
  main_loop_wait (taker.n_events >= taker.close_after);
  seen = taker.n_events;
  ink_event_queue_unref (taker.queue);

  for (guint i = 0; i < 100; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (taker.n_events, ==, seen);
  __atomic_store_n (&pusher.quit, TRUE, __ATOMIC_RELAXED);
  pthread_join (thread, NULL);
  ink_event_queue_unref (pusher.queue);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/event-queue/all-arrive", test_all_arrive);
  g_test_add_func ("/ui/event-queue/one-batch", test_one_batch);
  g_test_add_func ("/ui/event-queue/wake", test_wake);
  g_test_add_func ("/ui/event-queue/flush", test_flush);
  g_test_add_func ("/ui/event-queue/close-while-pushing",
                   test_close_while_pushing);
  return g_test_run ();
}
