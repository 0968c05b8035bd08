#pragma once

#include "core/metrics/bootstrap.h"

G_BEGIN_DECLS

/* cli_take_bootstrap: reads `@option N`, `--level X` and `--seed N`, each NULL
 * where it was not given, over what @options holds.
 * Returns: FALSE with a usage error. */
gboolean cli_take_bootstrap (const char *option, const char *resamples,
                             const char *level, const char *seed,
                             InkBootstrapOptions *options, GError **error);

G_END_DECLS
