/* What the tests wait with: nothing waits for ever, and what is late says
 * where. */
#define MAIN_LOOP_PATIENCE 20 /* ms */
#include "tests/ui/main-loop.h"

static gboolean
never (void)
{
  return FALSE;
}

static gboolean
again_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
test_late (void)
{
  if (g_test_subprocess ())
    main_loop_wait (never ());
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*test-main-loop.c:22:*0.02 s: never ()*");
}

static void
test_restless (void)
{
  if (g_test_subprocess ())
    {
      g_idle_add (again_cb, NULL);
      main_loop_settle ();
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*0.02 s: rest*");
}

static gpointer
set_worker (gpointer flag)
{
  g_atomic_int_set ((gint *) flag, 1);
  return NULL;
}

/* What a thread does wakes no main loop, and nothing of the waiting stays. */
static void
test_poll (void)
{
  gint flag = 0;
  GThread *thread = g_thread_new ("flag", set_worker, &flag);

  main_loop_poll (g_atomic_int_get (&flag));
  g_thread_join (thread);
  g_assert_false (g_main_context_pending (NULL));
  g_usleep (1000 * MAIN_LOOP_PATIENCE);
  g_assert_false (g_main_context_pending (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/main-loop/late", test_late);
  g_test_add_func ("/ui/main-loop/restless", test_restless);
  g_test_add_func ("/ui/main-loop/poll", test_poll);
  return g_test_run ();
}
