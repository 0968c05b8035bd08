#pragma once

#include <stdio.h>

#include "core/base/event.h"

G_BEGIN_DECLS

/* `--events FILE|-`: a run's events as JSON Lines. What cannot be written
 * costs the events, not the model: it is told when the file is closed. One
 * thread. */
typedef struct
{
  const char *path;
  FILE *file;  /* NULL: none, or closed */
  int failure; /* errno; 0 while all went out */
  gint64 flush_time;
} CliEventFile;

/* @path: (nullable): - for standard output, NULL for no events; borrowed */
gboolean cli_event_file_open (CliEventFile *self, const char *path,
                              GError **error);
void cli_event_file_write (CliEventFile *self, const InkEvent *event);
gboolean cli_event_file_is_stdout (const CliEventFile *self);
/* @output: where the model is, for the message */
gboolean cli_event_file_close (CliEventFile *self, const char *output,
                               GError **error);

G_END_DECLS
