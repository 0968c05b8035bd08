/* The options of a bootstrap, which `evaluate` and `compare` share. */
#include "app/cli/take-bootstrap.h"

#include "app/cli/options.h"
#include "app/cli/output.h"

gboolean
cli_take_bootstrap (const char *option, const char *resamples,
                    const char *level, const char *seed,
                    InkBootstrapOptions *options, GError **error)
{
  InkBootstrapOptions taken = *options;

  if (!cli_take_uint (option, resamples, INK_BOOTSTRAP_MIN, INK_BOOTSTRAP_MAX,
                      &taken.n_resamples, error)
      || !cli_take_uint64 ("--seed", seed, &taken.seed, error)
      || !cli_take_double ("--level", level, &taken.level, error))
    return FALSE;
  if (!ink_level_check (taken.level, NULL))
    return cli_usage_error (error,
                            "--level: expected more than 0 and less than 1, "
                            "found '%s'",
                            level);
  *options = taken;
  return TRUE;
}

static void
progress_cb (double fraction, gpointer user_data)
{
  cli_status ("resampling: %.0f %%", 100 * fraction);
}

void
cli_watch_bootstrap (InkBootstrapOptions *options)
{
  options->progress = progress_cb;
}
