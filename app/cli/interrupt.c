/* Signals that end a long command in good order. */
#include "app/cli/interrupt.h"

#include <signal.h>

static volatile sig_atomic_t wanted;

static void
stop_cb (int number)
{
  wanted = 1;
  signal (SIGINT, SIG_DFL);
  signal (SIGTERM, SIG_DFL);
  signal (SIGHUP, SIG_DFL);
}

void
cli_interrupt_catch (void)
{
  struct sigaction action = { .sa_handler = stop_cb, .sa_flags = SA_RESTART };

  sigemptyset (&action.sa_mask);
  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
  sigaction (SIGHUP, &action, NULL);
}

gboolean
cli_interrupt_wanted (void)
{
  return wanted != 0;
}
