#pragma once

#include <adwaita.h>

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

static inline void
on_screen_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* A thread that has given its result may hold what asked for it a moment
 * longer. */
static inline void
on_screen_let_go (gpointer object)
{
  for (guint i = 0; i < 500 && G_OBJECT (object)->ref_count > 1; i++)
    {
      on_screen_settle ();
      g_usleep (10000);
    }
}

/* Runs the main loop until @condition, which is looked at after each turn. */
#define on_screen_wait(condition)                                              \
  G_STMT_START                                                                 \
  {                                                                            \
    while (!(condition))                                                       \
      g_main_context_iteration (NULL, TRUE);                                   \
  }                                                                            \
  G_STMT_END
