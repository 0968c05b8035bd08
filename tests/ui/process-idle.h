#pragma once

#include <time.h>

#include "tests/ui/main-loop.h"

/* Whether the processors had nothing to do for this program for a tenth of a
 * second: a worker that was told to stop has. */
static inline gboolean
process_is_idle (void)
{
  const clock_t before = clock ();

  main_loop_settle ();
  g_usleep (100000);
  return clock () - before < CLOCKS_PER_SEC / 200;
}
