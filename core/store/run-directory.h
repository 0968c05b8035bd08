#pragma once

#include <json-glib/json-glib.h>

#include "core/base/event.h"
#include "core/model/model.h"

G_BEGIN_DECLS

/* One event as a JSON object on one line, without the line feed; a figure that
 * is absent is left out, one that is not finite is a string ("NaN"). (transfer
 * full). Names as in DESIGN.md section 5. */
char *ink_event_to_json (const InkEvent *event);

/* ink_event_from_json: the other way. Members that an event does not have are
 * passed over. @name: of the file, for messages; @line: [size], without the
 * line feed. INK_ERROR_FORMAT. Any thread. */
gboolean ink_event_from_json (const char *name, const char *line, gsize size,
                              InkEvent *event, GError **error);

#define INK_RUN_EVENTS_MAX (256 * 1024 * 1024)

/* ink_run_directory_read_events: events.jsonl of the run in @folder; a last
 * line that was cut is left out. An end's step is that of the last step.
 * Returns: (transfer full) (element-type InkEvent): or NULL with the errors of
 * ink_file_read() and ink_event_from_json(). Any thread. */
GArray *ink_run_directory_read_events (const char *folder, GError **error);

/* The folder of one run: run.json, events.jsonl (append only), last.safetensors
 * and best.safetensors (replaced atomically), report.json. One thread. */
typedef struct _InkRunDirectory InkRunDirectory;

/* ink_run_directory_new: makes a folder with a new name under @parent (NULL:
 * the user's data directory's runs) and writes @run to run.json.
 * Returns: (transfer full): or NULL. */
InkRunDirectory *ink_run_directory_new (const char *parent, JsonObject *run,
                                        GError **error);
void ink_run_directory_free (InkRunDirectory *directory);
const char *ink_run_directory_path (const InkRunDirectory *directory);
gboolean ink_run_directory_append (InkRunDirectory *directory,
                                   const InkEvent *event, GError **error);
/* @file: "last" or "best" */
gboolean ink_run_directory_save_model (InkRunDirectory *directory,
                                       const char *file, const InkModel *model,
                                       GError **error);
gboolean ink_run_directory_save_report (InkRunDirectory *directory,
                                        JsonObject *report, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkRunDirectory, ink_run_directory_free)

G_END_DECLS
