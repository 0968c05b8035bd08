#pragma once

#include <gio/gio.h>

#include "core/base/parallel.h"
#include "core/metrics/figure.h"

G_BEGIN_DECLS

/* @fraction: of the resamples; called by the thread that asked for them, about
 * a hundred times. */
typedef void (*InkBootstrapFunc) (double fraction, gpointer user_data);

/* How sure figures are, by resampling the examples (Efron & Tibshirani, An
 * Introduction to the Bootstrap, 1993, chapter 13). Examples are drawn with
 * replacement from those of the same class, so every class keeps its number;
 * the interval is between the percentiles of the resamples' figures. The result
 * depends on the seed, never on the threads.
 *
 * Simulated, 95 % intervals hold the truth 93.8 to 95 times of 100
 * (tests/metrics/test-coverage.c), and none is corrected for its bias but the
 * calibration error's: of that, biased upwards, the percentiles would hold it
 * hardly ever, so it has the interval of ink_calibration_error_interval(). Of
 * its difference between two models the percentiles stand: both are biased
 * alike, so it is to be trusted as far as they are calibrated about as well. */
typedef struct
{
  guint n_resamples; /* INK_BOOTSTRAP_MIN to INK_BOOTSTRAP_MAX */
  guint64 seed;
  double level; /* of the intervals, in (0, 1) */
  /* The rest may be left out. */
  GCancellable *cancellable; /* borrowed; nullable */
  InkBootstrapFunc progress; /* nullable */
  gpointer progress_data;
} InkBootstrapOptions;

#define INK_BOOTSTRAP_MIN 100
#define INK_BOOTSTRAP_MAX 100000
#define INK_BOOTSTRAP_RESAMPLES 2000 /* the usual number */

/* @low, @high: NAN where no resample has the figure; of one model, also where
 * all have the same (everything is right): that says nothing of how sure it is,
 * though Wilson's interval of the accuracy does */
typedef struct
{
  double value, low, high;
} InkEstimate;

/* ink_bootstrap:
 * @pool: is kept busy meanwhile
 * @estimates: (out): [INK_N_FIGURES]
 * Returns: FALSE with INK_ERROR_ARGUMENT for @options out of range,
 * INK_ERROR_LIMIT where the memory does not suffice or there are 2^30 examples
 * and more, G_IO_ERROR_CANCELLED; then @estimates are as before. */
gboolean ink_bootstrap (const InkEvaluation *evaluation,
                        const InkBootstrapOptions *options, InkPool *pool,
                        InkEstimate *estimates, GError **error);

/* ink_bootstrap_pair: two models, each resample of the same examples for both.
 * @a, @b: of the same examples in the same order; classes may be in another
 * @of_a, @of_b, @differences: (out): each [INK_N_FIGURES]; b minus a
 * Returns: also FALSE with INK_ERROR_MISMATCH where the counts differ. */
gboolean ink_bootstrap_pair (const InkEvaluation *a, const InkEvaluation *b,
                             const InkBootstrapOptions *options, InkPool *pool,
                             InkEstimate *of_a, InkEstimate *of_b,
                             InkEstimate *differences, GError **error);

/* FALSE with INK_ERROR_ARGUMENT for what is out of range, by name. */
gboolean ink_bootstrap_options_check (const InkBootstrapOptions *options,
                                      GError **error);
/* FALSE with INK_ERROR_ARGUMENT where @level is not in (0, 1). */
gboolean ink_level_check (double level, GError **error);

G_END_DECLS
