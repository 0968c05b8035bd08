#pragma once

#include <adwaita.h>

#include "tests/ui/main-loop.h"

/* For tests of widgets, which need a display (tests/run starts an Xvfb). */

/* Returns: FALSE, having said that all is skipped, where there is no display:
 * then main() returns 0. */
static inline gboolean
on_screen_init (void)
{
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display: run under xvfb-run\n");
      return FALSE;
    }
  adw_init ();
  return TRUE;
}

#define on_screen_settle() main_loop_settle ()
#define on_screen_wait(condition) main_loop_wait (condition)

/* A thread that has given its result may hold what asked for it a moment
 * longer. */
#define on_screen_let_go(object)                                               \
  main_loop_poll (G_OBJECT (object)->ref_count == 1)

static inline void
on_screen_count_cb (GdkFrameClock *clock, guint *n)
{
  ++*n;
}

/* Until @widget, which is in a window on the screen, has been painted as it is
 * now, however long a frame takes. */
static inline void
on_screen_paint (GtkWidget *widget)
{
  GdkFrameClock *clock;
  gulong handler;
  guint n = 0;

  on_screen_wait (gtk_widget_get_mapped (widget));
  gtk_widget_queue_draw (widget);
  clock = gtk_widget_get_frame_clock (widget);
  handler = g_signal_connect (clock, "after-paint",
                              G_CALLBACK (on_screen_count_cb), &n);
  on_screen_wait (n > 0);
  g_signal_handler_disconnect (clock, handler);
}
