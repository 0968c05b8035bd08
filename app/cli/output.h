#pragma once

#include <json-glib/json-glib.h>

#include "core/data/dataset.h"

G_BEGIN_DECLS

/* What the program says: results on stdout, everything else on stderr. */

/* Opens what the caller closed of descriptors 0 to 2, so that no file of ours
 * ever gets one of these numbers. */
void cli_output_init (void);
/* cli_output_finish: flushes stdout. FALSE where anything did not go out. */
gboolean cli_output_finish (GError **error);

/* One line on stderr after the program's name; line feeds and other control
 * characters in it become spaces. */
void cli_note (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* As cli_note(), but for progress: nothing after cli_output_set_quiet(). */
void cli_progress (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* cli_output_last_line: @line, plain, in one piece and past all buffers, as a
 * signal's handler may write it. */
void cli_output_last_line (const char *line);
/* A line that the next one replaces, some five a second at most; only where
 * stderr is a terminal. */
void cli_status (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* Takes that line away, before results are printed. */
void cli_status_clear (void);
void cli_output_set_quiet (gboolean quiet);

/* @text, out of a file, with spaces for its control characters: it can forge
 * no line of ours and command no terminal. Returns: (transfer full). */
char *cli_plain (const char *text);

/* One line of JSON on stdout. Takes @object. */
void cli_print_json (JsonObject *object);
/* A number, or null where it is not finite. */
void cli_json_set_number (JsonObject *object, const char *name, double value);
/* A string of any bytes, made valid UTF-8; null for NULL. */
void cli_json_set_string (JsonObject *object, const char *name,
                          const char *value);
/* Takes @value. */
void cli_json_set_object (JsonObject *object, const char *name,
                          JsonObject *value);

/* cli_check_output: whether @path can be written: no folder, and in a folder
 * that is there and lets us. Makes and removes a file beside it. */
gboolean cli_check_output (const char *path, GError **error);
/* FALSE, as wrong usage, where @path and @other are one plain file, @what: to
 * write it would destroy what it is made from. Either may be NULL. */
gboolean cli_check_distinct (const char *option, const char *path,
                             const char *what, const char *other,
                             GError **error);
/* Makes @folder, with its parents, where it is not there, and checks that a
 * file can be made in it. */
gboolean cli_check_folder (const char *folder, GError **error);

G_END_DECLS
