#pragma once

#include "core/metrics/bootstrap.h"

G_BEGIN_DECLS

/* Who watches resamples being drawn and who may stop it. */
typedef struct
{
  const InkBootstrapOptions *options;
  gint n_done; /* atomic: resamples */
  gint told;   /* of them, by the thread that called */
} InkBootstrapWatch;

/* Before each resample. Any thread. */
gboolean ink_bootstrap_watch_is_over (const InkBootstrapWatch *watch);
/* After each; @worker: the pool's number. */
void ink_bootstrap_watch_step (InkBootstrapWatch *watch, guint worker);

G_END_DECLS
