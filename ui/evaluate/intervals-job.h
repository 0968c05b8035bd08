#pragma once

#include <gio/gio.h>

#include "core/metrics/roc-band.h"

G_BEGIN_DECLS

/* How sure an evaluation's figures and one of its ROC curves are, worked out
 * off the main thread. */

typedef struct
{
  double level;
  gboolean has_estimates;
  InkEstimate estimates[INK_N_FIGURES];
  int curve;        /* whose band: ink_roc_band_new() */
  InkRocBand *band; /* NULL where there is no such curve */
} InkIntervals;

void ink_intervals_free (InkIntervals *intervals);

/* ink_intervals_async: main thread.
 * @with_estimates: FALSE for the band alone
 * @callback: called in the main loop, also when @cancellable was cancelled */
void ink_intervals_async (InkEvaluation *evaluation, double level, int curve,
                          gboolean with_estimates, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full): or NULL: G_IO_ERROR_CANCELLED, or what
 * ink_bootstrap() can end in. */
InkIntervals *ink_intervals_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkIntervals, ink_intervals_free)

G_END_DECLS
