#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <gtk/gtk.h>

/* What the benches of widgets share. Main thread. */

/* Times of events and of whole frames. */
typedef struct
{
  guint n, n_frames;
  double *clock, *work, *frames; /* ms: [n], [n], [n_frames] */
} Times;

static inline double
now_ms (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

/* GTK's renderer without a graphics card blurs shadows anew for every frame,
 * which takes it longer than all else here; a card does it for nothing. */
static inline void
drop_shadows (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_data (provider, "* { box-shadow: none; }", -1);
  gtk_style_context_add_provider_for_display (
      gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
      GTK_STYLE_PROVIDER_PRIORITY_USER);
}

static inline void
painted_cb (gboolean *painted)
{
  *painted = TRUE;
}

/* From here on @painted is set whenever a frame of @window is painted. */
static inline void
watch_frames (GtkWidget *window, gboolean *painted)
{
  g_signal_connect_swapped (gtk_widget_get_frame_clock (window), "after-paint",
                            G_CALLBACK (painted_cb), painted);
}

/* Until what has changed is on the screen. */
static inline void
paint (gboolean *painted)
{
  *painted = FALSE;
  while (!*painted)
    g_main_context_iteration (NULL, TRUE);
}

static inline int
compare_doubles (const void *a, const void *b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* Sorts. The 99th percentile: so many of a hundred took no longer. */
static inline void
print_times_of (const char *name, double *times, guint n)
{
  qsort (times, n, sizeof *times, compare_doubles);
  printf ("\"%s_median_ms\":%.4f,\"%s_p99_ms\":%.4f,\"%s_most_ms\":%.4f,", name,
          times[n / 2], name, times[(n * 99 + 99) / 100 - 1], name,
          times[n - 1]);
}

static inline void
print_times (Times *times)
{
  print_times_of ("clock", times->clock, times->n);
  print_times_of ("work", times->work, times->n);
  print_times_of ("frame", times->frames, times->n_frames);
}

/* Times of @n events and, of every so many, of a frame: zeros, to be freed by
 * times_clear(). */
static inline Times
times_new (guint n, guint frame_every)
{
  guint n_frames = (n + frame_every - 1) / frame_every;
  double *all = g_new0 (double, 2 * (gsize) n + n_frames);

  return (Times) { n, n_frames, all, all + n, all + 2 * (gsize) n };
}

static inline void
times_clear (Times *times)
{
  g_clear_pointer (&times->clock, g_free);
}
