/* How long it takes from the pen's event to the changed page: digits are drawn
 * on the page Draw, point by point, and each point is rasterised, read by
 * LeNet-5 and traced back through it; verdict, bars, strip and maps are set.
 * One line of JSON: the median, the 99th percentile and the most, by the clock
 * (ms) and by what the thread itself worked, which is all of it unless the
 * machine has other work to do; the core's look inside alone (trace_us); and a
 * whole frame's work, from the event to when it is painted, by GTK's renderer
 * without a graphics card. Needs a display. Usage: bench-canvas EVENTS */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <adwaita.h>

#include "core/model/lenet5-trace.h"
#include "tests/bench/widget-times.h"
#include "ui/draw/digit-panel.h"
#include "ui/draw/page-draw.h"

#define WIDTH 1400
#define HEIGHT 900
#define STROKE_POINTS 150 /* of a digit: 2.4 s of a mouse at 62 Hz */
#define WARM_UP (2 * STROKE_POINTS)
#define FRAME_EVERY 25 /* events; frames come at the display's rate */
#define MOST_EVENTS 1000000
#define N_CLASSES 10

typedef struct
{
  Times times;
  InkModel *model;
  InkDrawingArea *sheet;
  InkDigitPanel *panel;
  gboolean painted;
} Bench;

static InkModel *
model_new (void)
{
  const char *const names[]
      = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL };
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (N_CLASSES);
  float *parameters = ink_floats_new (ink_network_n_parameters (network));
  InkModel *model;

  ink_network_init (network, 1, parameters);
  model = ink_lenet5_model_new (parameters, names);
  g_aligned_free (parameters);
  return model;
}

/* ---- the page ---------------------------------------------------------- */

/* Of a 3, @at of STROKE_POINTS, in pixels of the sheet. */
static InkPoint
point_of_three (Bench *bench, guint at)
{
  double side = MIN (gtk_widget_get_width (GTK_WIDGET (bench->sheet)),
                     gtk_widget_get_height (GTK_WIDGET (bench->sheet)));
  double t = (double) at / STROKE_POINTS;
  gboolean above = t < 0.5;
  double turn = above ? 3.6 + 8.4 * t : -1.5 + 8.4 * (t - 0.5);

  return (InkPoint) { side * (0.5 + 0.18 * cos (turn)),
                      side * ((above ? 0.32 : 0.64) + 0.16 * sin (turn)),
                      0.5f };
}

static InkDigitPanel *
find_panel (GtkWidget *widget)
{
  if (INK_IS_DIGIT_PANEL (widget))
    return INK_DIGIT_PANEL (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      InkDigitPanel *found = find_panel (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
window_new (Bench *bench, InkWorkbench *workbench)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = ink_page_draw_new (workbench);

  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  bench->sheet = ink_page_draw_get_sheet (INK_PAGE_DRAW (page));
  bench->panel = find_panel (page);
  while (gtk_widget_get_width (GTK_WIDGET (bench->sheet)) == 0)
    g_main_context_iteration (NULL, TRUE);
  watch_frames (window, &bench->painted);
  return window;
}

/* ---- measuring --------------------------------------------------------- */

static void
move_pen (Bench *bench, guint event)
{
  guint at = event % STROKE_POINTS;
  InkPoint point = point_of_three (bench, at);

  if (at == 0)
    {
      ink_drawing_area_clear (bench->sheet);
      ink_drawing_area_pen_down (bench->sheet, &point);
    }
  else
    ink_drawing_area_pen_move (bench->sheet, &point, 1);
  if (at == STROKE_POINTS - 1)
    ink_drawing_area_pen_up (bench->sheet);
}

/* The frame's tick reads what catch_up() reads here. */
static void
measure_event (Bench *bench, guint event, double *clock, double *work)
{
  *clock = now_ms (CLOCK_MONOTONIC);
  *work = now_ms (CLOCK_THREAD_CPUTIME_ID);
  move_pen (bench, event);
  ink_digit_panel_catch_up (bench->panel);
  *work = now_ms (CLOCK_THREAD_CPUTIME_ID) - *work;
  *clock = now_ms (CLOCK_MONOTONIC) - *clock;
}

static double
measure_frame (Bench *bench, guint event)
{
  double start;

  paint (&bench->painted); /* nothing is due any more */
  start = now_ms (CLOCK_THREAD_CPUTIME_ID);
  move_pen (bench, event);
  paint (&bench->painted);
  return now_ms (CLOCK_THREAD_CPUTIME_ID) - start;
}

static void
measure_all (Bench *bench)
{
  double clock, work;

  for (guint i = 0; i < WARM_UP; i++)
    measure_event (bench, i, &clock, &work);
  for (guint i = 0; i < bench->times.n; i++)
    measure_event (bench, i, &bench->times.clock[i], &bench->times.work[i]);
  /* At every part of the digit in turn. */
  for (guint i = 0; i < bench->times.n_frames; i++)
    {
      guint first = i * FRAME_EVERY % STROKE_POINTS;

      for (guint k = 0; k < first; k++)
        move_pen (bench, k);
      bench->times.frames[i] = measure_frame (bench, first);
    }
}

static double
measure_trace (Bench *bench, const guint8 *pixels)
{
  g_autoptr (InkLenet5Tracer) tracer = ink_lenet5_tracer_new (bench->model);
  g_autofree InkLenet5Trace *trace = g_new (InkLenet5Trace, 1);
  double least = INFINITY;

  for (guint round = 0; round < 50; round++)
    {
      double start = now_ms (CLOCK_MONOTONIC);

      for (guint i = 0; i < 10; i++)
        ink_lenet5_tracer_read (tracer, pixels, trace);
      least = fmin (least, (now_ms (CLOCK_MONOTONIC) - start) / 10);
    }
  return 1e3 * least;
}

static int
report (Bench *bench)
{
  const guint8 *pixels;

  move_pen (bench, 0);
  pixels = ink_digit_panel_get_pixels (bench->panel);
  if (pixels == NULL)
    {
      fprintf (stderr, "bench-canvas: nothing was drawn\n");
      return 1;
    }
  printf ("{");
  print_times (&bench->times);
  printf ("\"trace_us\":%.2f,\"events\":%u,\"frames\":%u}\n",
          measure_trace (bench, pixels), bench->times.n, bench->times.n_frames);
  return 0;
}

int
main (int argc, char **argv)
{
  int n = argc > 1 ? atoi (argv[1]) : 3000;
  Bench bench = { 0 };
  g_autoptr (InkWorkbench) workbench = NULL;
  GtkWidget *window;
  int status;

  if (!gtk_init_check ())
    {
      fprintf (stderr, "bench-canvas: no display: run under xvfb-run\n");
      return 1;
    }
  adw_init ();
  drop_shadows ();
  bench.times = times_new ((guint) CLAMP (n, 1, MOST_EVENTS), FRAME_EVERY);
  bench.model = model_new ();
  workbench = ink_workbench_new ();
  ink_workbench_set_digit_model (
      workbench, ink_workbench_add_model (workbench, bench.model, "Bench"));
  window = window_new (&bench, workbench);
  measure_all (&bench);
  status = report (&bench);
  gtk_window_destroy (GTK_WINDOW (window));
  ink_model_unref (bench.model);
  times_clear (&bench.times);
  return status;
}
