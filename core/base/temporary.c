/* The list of temporary files, which a signal's handler may walk. Who holds it
 * has all signals blocked, so that no handler waits for the thread that it
 * interrupts; making or renaming a file and writing that down are one step. */
#include "core/base/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

struct _InkTemporary
{
  char *path;
  InkTemporary *previous, *next;
};

static atomic_flag held = ATOMIC_FLAG_INIT; /* what is below */
static InkTemporary *first;
static guint n_renamed;

static void
hold (sigset_t *before)
{
  sigset_t all;

  sigfillset (&all);
  pthread_sigmask (SIG_BLOCK, &all, before);
  while (atomic_flag_test_and_set_explicit (&held, memory_order_acquire))
    sched_yield ();
}

static void
let_go (const sigset_t *before)
{
  int saved = errno;

  atomic_flag_clear_explicit (&held, memory_order_release);
  pthread_sigmask (SIG_SETMASK, before, NULL);
  errno = saved;
}

static void
put_in (InkTemporary *temporary)
{
  temporary->next = first;
  if (first != NULL)
    first->previous = temporary;
  first = temporary;
}

static void
take_out (InkTemporary *temporary)
{
  if (temporary->previous != NULL)
    temporary->previous->next = temporary->next;
  else
    first = temporary->next;
  if (temporary->next != NULL)
    temporary->next->previous = temporary->previous;
}

static void
free_temporary (InkTemporary *temporary)
{
  int saved = errno;

  g_free (temporary->path);
  g_free (temporary);
  errno = saved;
}

InkTemporary *
ink_temporary_new (const char *path, int mode, int *fd)
{
  InkTemporary *temporary = g_new0 (InkTemporary, 1);
  sigset_t before;

  temporary->path = g_strdup_printf ("%s.XXXXXX", path);
  hold (&before);
  *fd = g_mkstemp_full (temporary->path, O_WRONLY | O_CLOEXEC, mode);
  if (*fd >= 0)
    put_in (temporary);
  let_go (&before);
  if (*fd >= 0)
    return temporary;
  free_temporary (temporary);
  return NULL;
}

gboolean
ink_temporary_rename (InkTemporary *temporary, const char *path)
{
  gboolean done;
  sigset_t before;

  hold (&before);
  done = rename (temporary->path, path) == 0;
  if (done)
    {
      take_out (temporary);
      n_renamed++;
    }
  let_go (&before);
  if (done)
    free_temporary (temporary);
  else
    ink_temporary_remove (temporary);
  return done;
}

void
ink_temporary_remove (InkTemporary *temporary)
{
  int saved = errno;
  sigset_t before;

  hold (&before);
  (void) unlink (temporary->path);
  take_out (temporary);
  let_go (&before);
  errno = saved;
  free_temporary (temporary);
}

guint
ink_temporary_abandon (void)
{
  sigset_t before;

  hold (&before);
  for (const InkTemporary *t = first; t != NULL; t = t->next)
    (void) unlink (t->path);
  return n_renamed;
}
