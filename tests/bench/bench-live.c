/* Whether a live chart holds up the window: events are pushed from a thread,
 * so many a second, through the workbench's queue into the four charts of a
 * run, which are shown and painted anew as the Train page does it, beside a
 * timer that is due every millisecond. A longer gap between two of its turns is
 * a stall. One line of JSON: the longest, the median of each second's longest;
 * of both what the main thread itself worked meanwhile, which is all of it
 * unless the machine has other work to do; and what went through. The first
 * second, in which fonts and windows are made, does not count. Needs a display.
 * Usage: bench-live EVENTS_A_SECOND SECONDS */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <adwaita.h>

#include "core/base/rng.h"
#include "tests/bench/widget-times.h"
#include "ui/chart/chart-view.h"
#include "ui/event-queue.h"
#include "ui/plot/run-charts.h"

#define WIDTH 1280
#define HEIGHT 800
#define REFRESH 80 /* ms, as of ui/train/page-train.c */
#define N_CHARTS 4
#define PULSE 10 /* ms between two bursts of events */
#define MAX_SECONDS 60
/* The run's length; its charts are as full at the end. */
#define EPOCHS 20

typedef struct
{
  guint rate, seconds;
  InkEventQueue *queue;
  InkRunCharts *charts;
  GtkWidget *views[N_CHARTS];
  GMainLoop *loop;
  gint64 start, last, last_work; /* microseconds */
  /* ms: the longest of each second, and the most work of a gap */
  double stalls[MAX_SECONDS], works[MAX_SECONDS];
  guint64 received;
  guint frames;
} Live;

/* The worker */

static void
push_step (Live *live, InkRng *rng, guint64 step, guint64 steps)
{
  const double t = (double) step / (double) steps;
  const guint64 epoch_steps = MAX (steps / EPOCHS, 1);
  InkEvent event;

  ink_event_init (&event, INK_EVENT_STEP);
  event.epoch = (guint) ((step - 1) / epoch_steps) + 1;
  event.step = step;
  event.loss = (2.3 * exp (-6 * t) + 0.02) * exp (0.3 * ink_rng_normal (rng));
  event.learning_rate = 0.05 * (1 - t);
  ink_event_queue_push (live->queue, &event);
  if (step % epoch_steps != 0)
    return;
  ink_event_init (&event, INK_EVENT_EPOCH);
  event.epoch = (guint) (step / epoch_steps);
  event.train_accuracy = 0.9 + 0.1 * t;
  event.validation_accuracy = 0.9 + 0.08 * t;
  event.validation_loss = 0.3 - 0.2 * t;
  ink_event_queue_push (live->queue, &event);
}

static gpointer
push_worker (gpointer data)
{
  Live *live = data;
  const guint64 steps = (guint64) live->rate * live->seconds;
  const gint64 start = g_get_monotonic_time ();
  InkRng rng = ink_rng (1, INK_STREAM_TEST, 0, 0);
  guint64 step = 0;
  InkEvent event;

  ink_event_init (&event, INK_EVENT_START);
  event.epoch = EPOCHS;
  event.steps_total = steps;
  ink_event_queue_push (live->queue, &event);
  while (step < steps)
    {
      const gint64 passed = g_get_monotonic_time () - start;
      const guint64 due
          = (guint64) passed * live->rate / G_USEC_PER_SEC;

      while (step < MIN (due, steps))
        push_step (live, &rng, ++step, steps);
      g_usleep (PULSE * 1000);
    }
  ink_event_init (&event, INK_EVENT_END);
  event.step = steps;
  ink_event_queue_push (live->queue, &event);
  return NULL;
}

/* The main thread */

/* Processor time of this thread, in microseconds. */
static gint64
work_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* Notes how long ago the last turn was. */
static void
note_turn (Live *live)
{
  const gint64 now = g_get_monotonic_time ();
  const gint64 work = work_time ();
  const gint64 second = (now - live->start) / G_USEC_PER_SEC;
  const double gap = (double) (now - live->last) / 1e3;
  const double busy = (double) (work - live->last_work) / 1e3;

  live->last = now;
  live->last_work = work;
  if (second >= MAX_SECONDS)
    return;
  live->stalls[second] = MAX (live->stalls[second], gap);
  live->works[second] = MAX (live->works[second], busy);
}

static gboolean
tick_cb (gpointer data)
{
  note_turn (data);
  return G_SOURCE_CONTINUE;
}

static void
events_cb (const InkEvent *events, gsize n, gpointer data)
{
  Live *live = data;

  for (gsize i = 0; i < n; i++)
    {
      ink_run_charts_add_event (live->charts, &events[i]);
      if (events[i].kind == INK_EVENT_END)
        g_main_loop_quit (live->loop);
    }
  live->received += n;
}

static gboolean
refresh_cb (gpointer data)
{
  Live *live = data;

  for (guint i = 0; i < N_CHARTS; i++)
    ink_chart_view_refresh (INK_CHART_VIEW (live->views[i]));
  live->frames++;
  return G_SOURCE_CONTINUE;
}

static GtkWidget *
window_new (Live *live)
{
  InkPlot *plots[N_CHARTS] = { ink_run_charts_loss (live->charts),
                               ink_run_charts_accuracy (live->charts),
                               ink_run_charts_learning_rate (live->charts),
                               ink_run_charts_throughput (live->charts) };
  GtkWidget *window = gtk_window_new ();
  GtkWidget *grid = gtk_grid_new ();

  for (guint i = 0; i < N_CHARTS; i++)
    {
      live->views[i] = ink_chart_view_new (plots[i]);
      gtk_widget_set_hexpand (live->views[i], TRUE);
      gtk_widget_set_vexpand (live->views[i], TRUE);
      gtk_grid_attach (GTK_GRID (grid), live->views[i], i % 2, i / 2, 1, 1);
    }
  gtk_window_set_child (GTK_WINDOW (window), grid);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
run (Live *live)
{
  GThread *thread = g_thread_new ("events", push_worker, live);
  guint sources[2];

  live->start = live->last = g_get_monotonic_time ();
  live->last_work = work_time ();
  sources[0] = g_timeout_add_full (G_PRIORITY_HIGH, 1, tick_cb, live, NULL);
  sources[1] = g_timeout_add (REFRESH, refresh_cb, live);
  g_main_loop_run (live->loop);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
  g_thread_join (thread);
}

static void
report (Live *live)
{
  const guint first = live->seconds > 1 ? 1 : 0;
  const guint n = live->seconds - first;
  double *stalls = live->stalls + first, *works = live->works + first;

  qsort (stalls, n, sizeof *stalls, compare_doubles);
  qsort (works, n, sizeof *works, compare_doubles);
  printf ("{\"longest_stall_ms\":%.2f,\"median_stall_ms\":%.2f,"
          "\"longest_work_ms\":%.2f,\"median_work_ms\":%.2f,"
          "\"events\":%" G_GUINT64_FORMAT ",\"frames\":%u,\"seconds\":%u}\n",
          stalls[n - 1], stalls[n / 2], works[n - 1], works[n / 2],
          live->received, live->frames, live->seconds);
}

int
main (int argc, char **argv)
{
  Live live = { .rate = argc > 1 ? (guint) atoi (argv[1]) : 10000,
                .seconds = argc > 2 ? (guint) atoi (argv[2]) : 5 };
  g_autoptr (GError) error = NULL;
  GtkWidget *window;

  live.rate = CLAMP (live.rate, 1, 1000000);
  live.seconds = CLAMP (live.seconds, 1, MAX_SECONDS);
  if (!gtk_init_check ())
    {
      fprintf (stderr, "bench-live: no display: run under xvfb-run\n");
      return 1;
    }
  adw_init ();
  drop_shadows ();
  live.charts = ink_run_charts_new ();
  live.queue = ink_event_queue_new (events_cb, &live, &error);
  if (live.queue == NULL)
    {
      fprintf (stderr, "bench-live: %s\n", error->message);
      return 1;
    }
  live.loop = g_main_loop_new (NULL, FALSE);
  window = window_new (&live);
  run (&live);
  report (&live);
  gtk_window_destroy (GTK_WINDOW (window));
  ink_event_queue_close (live.queue);
  ink_event_queue_unref (live.queue);
  ink_run_charts_free (live.charts);
  g_main_loop_unref (live.loop);
  return 0;
}
