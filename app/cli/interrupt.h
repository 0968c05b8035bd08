#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SIGINT, SIGTERM and SIGHUP, of those that the program was not started to
 * ignore. What they do is one of two; one thread says which, as often as it
 * likes. */

/* cli_interrupt_ends: they end the program at once, wherever it is: @line on
 * stderr, temporary files removed, exit status 1. Where files were written by
 * then, the line says that these are whole.
 * @line: static: "interrupted, no model is written" */
void cli_interrupt_ends (const char *line);

/* cli_interrupt_catch: the first is noted as a wish to stop, for what has
 * something to keep; a second one kills. Any thread may ask. */
void cli_interrupt_catch (void);
gboolean cli_interrupt_wanted (void);

/* Every command begins with the first. */
#define CLI_INTERRUPTED "interrupted"
#define CLI_INTERRUPTED_MODEL "interrupted, no model is written"
#define CLI_INTERRUPTED_FIGURES "interrupted, no figures are told"
#define CLI_INTERRUPTED_FILES "interrupted, not all files are written"

G_END_DECLS
