/* A run's events on their way out: every line as it comes, flushed at once but
 * for steps, of which there are too many. */
#include "app/cli/event-file.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

#include "core/base/error.h"
#include "core/store/run-directory.h"

#define FLUSH_MICROSECONDS (G_USEC_PER_SEC / 4)

gboolean
cli_event_file_open (CliEventFile *self, const char *path, GError **error)
{
  *self = (CliEventFile){ .path = path };
  if (path == NULL)
    return TRUE;
  signal (SIGPIPE, SIG_IGN); /* a reader that leaves must not cost the model */
  if (strcmp (path, "-") == 0)
    {
      self->file = stdout;
      return TRUE;
    }
  self->file = fopen (path, "we");
  if (self->file == NULL)
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot write: %s", path,
                          g_strerror (errno));
  return TRUE;
}

void
cli_event_file_write (CliEventFile *self, const InkEvent *event)
{
  g_autofree char *line = NULL;
  gint64 now = g_get_monotonic_time ();

  if (self->file == NULL || self->failure != 0)
    return;
  line = ink_event_to_json (event);
  errno = 0;
  if (fprintf (self->file, "%s\n", line) < 0)
    self->failure = errno != 0 ? errno : EIO;
  if (event->kind == INK_EVENT_STEP
      && now - self->flush_time < FLUSH_MICROSECONDS)
    return;
  self->flush_time = now;
  if (fflush (self->file) != 0 && self->failure == 0)
    self->failure = errno;
}

gboolean
cli_event_file_is_stdout (const CliEventFile *self)
{
  return self->file == stdout;
}

gboolean
cli_event_file_close (CliEventFile *self, const char *output, GError **error)
{
  if (self->file != NULL && self->file != stdout)
    {
      errno = 0;
      if (fclose (self->file) != 0 && self->failure == 0)
        self->failure = errno;
    }
  self->file = NULL;
  if (self->failure == 0)
    return TRUE;
  return ink_error_set (error, INK_ERROR_IO,
                        "%s: cannot write the events: %s; the model is in %s",
                        self->path, g_strerror (self->failure), output);
}
