/* Signals that end a command in good order. What ends it at once does so in the
 * handler, so that no part of the core needs to look up from its work, and a
 * read that waits for a person is no obstacle. */
#include "app/cli/interrupt.h"

#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#include "app/cli/output.h"
#include "core/base/temporary.h"

static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };

static volatile sig_atomic_t wanted;
static const char *_Atomic last_line;

static void
note_cb (int number)
{
  wanted = 1;
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    signal (numbers[i], SIG_DFL);
}

static void
end_cb (int number)
{
  const char *line = atomic_load (&last_line);

  if (ink_temporary_abandon () > 0)
    line = "interrupted; the files that are written are whole";
  cli_output_last_line (line);
  _exit (1);
}

/* What ignores a signal goes on to: `nohup` asks for that. */
static void
handle (void (*handler) (int))
{
  struct sigaction action = { .sa_handler = handler, .sa_flags = SA_RESTART };
  struct sigaction before;

  sigfillset (&action.sa_mask);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (sigaction (numbers[i], NULL, &before) == 0
        && before.sa_handler != SIG_IGN)
      sigaction (numbers[i], &action, NULL);
}

void
cli_interrupt_ends (const char *line)
{
  atomic_store (&last_line, line);
  handle (end_cb);
}

void
cli_interrupt_catch (void)
{
  handle (note_cb);
}

gboolean
cli_interrupt_wanted (void)
{
  return wanted != 0;
}
