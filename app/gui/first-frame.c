/* Measures the time from the process's start, as the kernel noted it, to the
 * end of the first painted frame. The kernel counts in clock ticks, so the
 * figure is good to a hundredth of a second. */
#include "app/gui/first-frame.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Seconds since boot; a negative number where they cannot be told. */
static double
process_start (void)
{
  g_autofree char *stat = NULL;
  const char *after_name;
  unsigned long long ticks;

  if (!g_file_get_contents ("/proc/self/stat", &stat, NULL, NULL))
    return -1;
  after_name = strrchr (stat, ')'); /* the name may hold anything */
  if (after_name == NULL
      || sscanf (after_name + 1,
                 " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d "
                 "%*d %*d %*d %*d %*d %llu",
                 &ticks)
             != 1)
    return -1;
  return (double) ticks / (double) sysconf (_SC_CLK_TCK);
}

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_BOOTTIME, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  const double start = process_start ();

  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, user_data);
  if (start >= 0)
    g_printerr ("first frame after %.2f s\n", now () - start);
}

static void
map_cb (GtkWidget *window, gpointer user_data)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  g_signal_connect (gdk_surface_get_frame_clock (surface), "after-paint",
                    G_CALLBACK (after_paint_cb), NULL);
}

void
first_frame_watch (GtkWidget *window)
{
  if (g_strcmp0 (g_getenv ("INKLING_FIRST_FRAME"), "1") == 0)
    g_signal_connect (window, "map", G_CALLBACK (map_cb), NULL);
}
