#pragma once

#include "core/base/event.h"

G_BEGIN_DECLS

/* The way from a worker thread to the main loop, and the only part of ui/ that
 * a worker may call. A worker appends plain values under a mutex; the main
 * loop is woken once, however many came, and takes all of them at a time.
 * Counted references. */
typedef struct _InkEventQueue InkEventQueue;

/* Called in the main loop. @events: [n], borrowed, in the order they were
 * pushed; @n may be 0 after ink_event_queue_wake(). */
typedef void (*InkEventBatchFunc) (const InkEvent *events, gsize n,
                                   gpointer user_data);

/* ink_event_queue_new: a queue into the calling thread's default main context.
 * Main thread. Returns: (transfer full): or NULL with INK_ERROR_IO where the
 * system has no more file descriptors. */
InkEventQueue *ink_event_queue_new (InkEventBatchFunc func, gpointer user_data,
                                    GError **error);
InkEventQueue *ink_event_queue_ref (InkEventQueue *queue);
/* Any thread; the last reference must not go before ink_event_queue_close(). */
void ink_event_queue_unref (InkEventQueue *queue);

/* ink_event_queue_push: any thread; never waits for the main loop. What comes
 * after ink_event_queue_close() is dropped. */
void ink_event_queue_push (InkEventQueue *queue, const InkEvent *event);
/* ink_event_queue_wake: any thread: has the main loop call the batch function
 * even without an event. */
void ink_event_queue_wake (InkEventQueue *queue);
/* ink_event_queue_flush: hands over at once what is waiting. Main thread. */
void ink_event_queue_flush (InkEventQueue *queue);
/* ink_event_queue_close: the batch function is not called again. Main thread;
 * also from within the batch function; workers may go on pushing. */
void ink_event_queue_close (InkEventQueue *queue);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkEventQueue, ink_event_queue_unref)

G_END_DECLS
