#pragma once

#include <glib.h>

#include "tests/support/slow-build.h"

/* Waiting in the main loop, for tests with and without widgets. Nothing waits
 * for ever: what does not come in MAIN_LOOP_PATIENCE fails, and says where.
 * That is far more than anything takes on a busy machine. */
#ifndef MAIN_LOOP_PATIENCE
#define MAIN_LOOP_PATIENCE (IS_SLOW_BUILD ? 300000 : 60000) /* ms */
#endif

typedef struct
{
  const char *file;
  int line;
  const char *function;
  const char *wanted;
} MainLoopPlace;

static inline gboolean
main_loop_late_cb (gpointer user_data)
{
  const MainLoopPlace *place = user_data;
  g_autofree char *message = g_strdup_printf (
      "not in %g s: %s", MAIN_LOOP_PATIENCE / 1000.0, place->wanted);

  g_assertion_message (G_LOG_DOMAIN, place->file, place->line,
                       place->function, message);
  return G_SOURCE_REMOVE;
}

/* Before all else, so that a main loop that never rests is no excuse. */
static inline guint
main_loop_begin_wait (const MainLoopPlace *place)
{
  return g_timeout_add_full (G_PRIORITY_HIGH, MAIN_LOOP_PATIENCE,
                             main_loop_late_cb, (gpointer) place, NULL);
}

#define MAIN_LOOP_WHILE(condition, turn, wanted)                               \
  G_STMT_START                                                                 \
  {                                                                            \
    const MainLoopPlace place_ = { __FILE__, __LINE__, G_STRFUNC, wanted };    \
    const guint late_ = main_loop_begin_wait (&place_);                        \
                                                                               \
    while (condition)                                                          \
      turn;                                                                    \
    g_source_remove (late_);                                                   \
  }                                                                            \
  G_STMT_END

/* Runs the main loop until @condition, which is looked at after each turn. */
#define main_loop_wait(condition)                                              \
  MAIN_LOOP_WHILE (!(condition), g_main_context_iteration (NULL, TRUE),        \
                   #condition)

/* Runs it while there is something to do. */
#define main_loop_settle()                                                     \
  MAIN_LOOP_WHILE (g_main_context_iteration (NULL, FALSE), continue, "rest")

static inline gboolean
main_loop_tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs it until @condition, of which nothing tells the main loop: what another
 * thread does, say. */
#define main_loop_poll(condition)                                              \
  G_STMT_START                                                                 \
  {                                                                            \
    const guint tick_ = g_timeout_add (5, main_loop_tick_cb, NULL);            \
                                                                               \
    main_loop_wait (condition);                                                \
    g_source_remove (tick_);                                                   \
  }                                                                            \
  G_STMT_END
