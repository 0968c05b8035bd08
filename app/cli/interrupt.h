#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SIGINT, SIGTERM and SIGHUP as a wish to stop: the first is noted, a second
 * one kills. One thread installs them, any may ask. */
void cli_interrupt_catch (void);
gboolean cli_interrupt_wanted (void);

G_END_DECLS
