/* How long figures take: the ROC curve of many scores, and resampling all
 * figures of as many examples as a test set has. One line of JSON: seconds.
 * Usage: bench-metrics SCORES RESAMPLES */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/base/rng.h"
#include "core/metrics/bootstrap.h"

#define N_EXAMPLES 10000
#define N_CLASSES 10

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

/* Scores of all 53 bits, positives a little higher. NAN where it fails. */
static double
roc_seconds (gsize n)
{
  g_autofree double *scores = g_new (double, n);
  g_autofree guint8 *positive = g_new (guint8, n);
  g_autoptr (InkRoc) roc = NULL;
  InkRng rng = ink_rng (1, INK_STREAM_TEST, 0, 0);
  gint64 start;

  for (gsize i = 0; i < n; i++)
    {
      positive[i] = ink_rng_below (&rng, 2) == 1;
      scores[i] = (ink_rng_uniform (&rng) + 0.3 * positive[i]) / 1.3;
    }
  start = g_get_monotonic_time ();
  roc = ink_roc_new (scores, positive, n, NULL);
  return roc != NULL ? seconds_since (start) : NAN;
}

/* Digits, nine of ten read right: probabilities of all sizes. */
static InkEvaluation *
evaluation_new (void)
{
  static const char *const names[]
      = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL };
  g_autofree double *p = g_new (double, N_EXAMPLES * N_CLASSES);
  g_autofree guint32 *labels = g_new (guint32, N_EXAMPLES);
  InkRng rng = ink_rng (2, INK_STREAM_TEST, 0, 0);

  for (guint i = 0; i < N_EXAMPLES; i++)
    {
      double *row = p + (gsize) i * N_CLASSES;
      double sum = 0;

      labels[i] = i % N_CLASSES;
      for (guint c = 0; c < N_CLASSES; c++)
        sum += row[c] = exp (2 * ink_rng_normal (&rng)
                             + (c == labels[i] ? 6 : 0));
      for (guint c = 0; c < N_CLASSES; c++)
        row[c] /= sum;
    }
  return ink_evaluation_new (p, labels, N_EXAMPLES, names, NULL);
}

static double
bootstrap_seconds (guint n_resamples)
{
  const InkBootstrapOptions options = { n_resamples, 1, 0.95 };
  g_autoptr (InkEvaluation) evaluation = evaluation_new ();
  g_autoptr (InkPool) pool = ink_pool_new (2);
  InkEstimate estimates[INK_N_FIGURES];
  const gint64 start = g_get_monotonic_time ();

  return ink_bootstrap (evaluation, &options, pool, estimates, NULL)
             ? seconds_since (start)
             : NAN;
}

int
main (int argc, char **argv)
{
  if (argc < 3)
    {
      fprintf (stderr, "usage: bench-metrics SCORES RESAMPLES\n");
      return 2;
    }
  printf ("{\"roc_seconds\":%.5f,\"bootstrap_seconds\":%.5f}\n",
          roc_seconds ((gsize) g_ascii_strtoull (argv[1], NULL, 10)),
          bootstrap_seconds ((guint) atoi (argv[2])));
  return 0;
}
