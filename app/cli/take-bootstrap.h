#pragma once

#include "core/metrics/bootstrap.h"

G_BEGIN_DECLS

/* cli_take_bootstrap: reads `@option N`, `--level X` and `--seed N`, each NULL
 * where it was not given, over what @options holds.
 * Returns: FALSE with a usage error. */
gboolean cli_take_bootstrap (const char *option, const char *resamples,
                             const char *level, const char *seed,
                             InkBootstrapOptions *options, GError **error);

/* cli_watch_bootstrap: lets @options tell on stderr how far it is, in a line
 * that cli_status_clear() takes away. */
void cli_watch_bootstrap (InkBootstrapOptions *options);

G_END_DECLS
