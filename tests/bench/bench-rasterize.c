/* A drawing to 28x28, as for training, and with the steps between, as beside
 * the canvas: of drawings as a hand makes them on the sheet, and of one of
 * 100,000 points. Microseconds a drawing, the median over rounds.
 * Usage: bench-rasterize [ROUNDS] */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/data/rasterize.h"

#define N_LONG 100000
#define REPEATS 50

/* Lissajous figures: from a stroke to an 8, as many points as a mouse gives. */
static const struct
{
  guint n_points;
  double a, b, turns;
} shapes[] = {
  { 24, 0.1, 1, 0.25 }, { 60, 1, 1, 1 },  { 90, 2, 1, 1 },
  { 120, 1, 2, 0.9 },   { 45, 1, 1, 0.6 }, { 150, 2, 3, 0.8 },
};

static InkDrawing *
draw (guint n, double a, double b, double turns)
{
  InkDrawing *drawing = ink_drawing_new ();

  for (guint i = 0; i < n; i++)
    {
      double t = 2 * G_PI * turns * i / (n - 1);

      ink_drawing_add_point (drawing, 500 + 180 * sin (a * t),
                             500 + 300 * cos (b * t), 0.5f);
    }
  return drawing;
}

static int
compare_doubles (const void *a, const void *b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

typedef struct
{
  InkDrawing **drawings;
  guint n, repeats;
  gboolean steps;
} Task;

/* Microseconds a drawing. */
static double
run_once (const Task *task)
{
  InkRasterOptions options = INK_RASTER_OPTIONS_DEFAULT;
  guint8 pixels[INK_DIGIT_PIXELS], sheet[INK_DIGIT_PIXELS];
  guint8 cropped[INK_DIGIT_PIXELS], boxed[INK_DIGIT_BOX * INK_DIGIT_BOX];
  InkRasterSteps steps = { sheet, cropped, boxed };
  gint64 start = g_get_monotonic_time ();

  for (guint r = 0; r < task->repeats; r++)
    for (guint i = 0; i < task->n; i++)
      ink_rasterize_drawing (task->drawings[i], &options, pixels,
                             task->steps ? &steps : NULL);
  return (double) (g_get_monotonic_time () - start) / task->repeats / task->n;
}

static double
measure (const Task *task, guint rounds)
{
  g_autofree double *us = g_new (double, rounds);
  double median;

  for (guint i = 0; i < rounds; i++)
    us[i] = run_once (task);
  qsort (us, rounds, sizeof *us, compare_doubles);
  median = us[rounds / 2];
  return median;
}

int
main (int argc, char **argv)
{
  const guint rounds = argc > 1 ? MAX (1, (guint) atoi (argv[1])) : 21;
  InkDrawing *typical[G_N_ELEMENTS (shapes)];
  InkDrawing *large = draw (N_LONG, 1, 2, 0.9);
  Task task = { typical, G_N_ELEMENTS (shapes), REPEATS, FALSE };
  Task of_large = { &large, 1, 3, FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    typical[i] = draw (shapes[i].n_points, shapes[i].a, shapes[i].b,
                       shapes[i].turns);
  printf ("{\"drawing_us\":%.3f,", measure (&task, rounds));
  task.steps = TRUE;
  printf ("\"steps_us\":%.3f,", measure (&task, rounds));
  printf ("\"large_us\":%.3f,", measure (&of_large, rounds));
  of_large.steps = TRUE;
  printf ("\"large_steps_us\":%.3f}\n", measure (&of_large, rounds));
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    ink_drawing_free (typical[i]);
  ink_drawing_free (large);
  return 0;
}
