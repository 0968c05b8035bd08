/* How often a 95 % interval holds the truth, over made-up test sets of a model
 * whose true figures are known from one very large set. With N_SETS sets the
 * share has a standard error of half a point; the seed is fixed. Sanitizers,
 * ten times slower, see few sets and what is grossly wrong. */
#include <math.h>

#include "core/base/rng.h"
#include "core/metrics/calibration-interval.h"
#include "core/metrics/comparison.h"
#include "core/metrics/roc-band.h"
#include "tests/metrics/made-evaluations.h"

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define N_SETS 100
#define N_FEWER 100
#define LEAST 85.0
#define MOST 100.0
#else
#define N_SETS 2000
#define N_FEWER 800 /* where each takes its time */
#define LEAST 93.0
#define MOST 97.0
#endif
#define N_EXAMPLES 600
#define N_LARGE 400000
#define N_RESAMPLES 199 /* the 5th from either end is the limit */
#define MODEL { .n = N_EXAMPLES, .skill = 1.5, .own = 0.4 }

static void
check_between (const char *name, guint hits, guint n_sets, double least,
               double most)
{
  double share = 100.0 * hits / n_sets;

  g_test_message ("%s: %.1f %%", name, share);
  g_assert_cmpfloat (share, >=, MIN (least, LEAST));
  g_assert_cmpfloat (share, <=, MAX (most, MOST));
}

static void
check_coverage (const char *name, guint hits)
{
  check_between (name, hits, N_SETS, LEAST, MOST);
}

static InkEvaluation *
make_large (double skill, guint model)
{
  const MadeModel made = { .number = 1000000,
                           .n = N_LARGE,
                           .skill = skill,
                           .own = 0.4,
                           .model = model };

  return made_evaluation_new (&made);
}

/* Wilson's and DeLong's. */
static void
test_formulas (void)
{
  g_autoptr (InkEvaluation) large = make_large (1.5, 0);
  double accuracy = ink_evaluation_accuracy (large);
  guint wilson = 0;
  guint delong[3] = { 0 };
  double low, high;

  for (guint i = 0; i < N_SETS; i++)
    {
      MadeModel made = MODEL;
      g_autoptr (InkEvaluation) e = NULL;

      made.number = i;
      e = made_evaluation_new (&made);
      ink_evaluation_accuracy_interval (e, &low, &high);
      wilson += low <= accuracy && accuracy <= high;
      for (guint c = 0; c < 3; c++)
        {
          double area = ink_evaluation_class (large, c)->roc_auc;

          ink_evaluation_roc_auc_interval (e, c, 0.95, &low, &high);
          delong[c] += low <= area && area <= high;
        }
    }
  check_coverage ("Wilson, accuracy", wilson);
  for (guint c = 0; c < 3; c++)
    check_coverage ("DeLong, ROC AUC", delong[c]);
}

static gboolean
holds (const InkEstimate *estimate, double truth)
{
  return estimate->low <= truth && truth <= estimate->high;
}

/* Both models' figures and their differences, B being a little better. */
static void
test_bootstrap (void)
{
  g_autoptr (InkEvaluation) large_a = make_large (1.5, 0);
  g_autoptr (InkEvaluation) large_b = make_large (1.6, 1);
  g_autoptr (InkPool) pool = ink_pool_new (1);
  guint of_a[INK_N_FIGURES] = { 0 };
  guint of_both[INK_N_FIGURES] = { 0 };
  double truth_a[INK_N_FIGURES], truth_b[INK_N_FIGURES];

  for (guint f = 0; f < INK_N_FIGURES; f++)
    {
      truth_a[f] = ink_evaluation_figure (large_a, (InkFigure) f);
      truth_b[f] = ink_evaluation_figure (large_b, (InkFigure) f);
    }
  for (guint i = 0; i < N_SETS; i++)
    {
      const InkBootstrapOptions options = { N_RESAMPLES, i, 0.95 };
      MadeModel made = MODEL;
      g_autoptr (InkEvaluation) a = NULL;
      g_autoptr (InkEvaluation) b = NULL;
      InkEstimate in_a[INK_N_FIGURES], in_b[INK_N_FIGURES],
          difference[INK_N_FIGURES];

      made.number = i;
      a = made_evaluation_new (&made);
      made.skill = 1.6;
      made.model = 1;
      b = made_evaluation_new (&made);
      g_assert_true (ink_bootstrap_pair (a, b, &options, pool, in_a, in_b,
                                         difference, NULL));
      for (guint f = 0; f < INK_FIGURE_CALIBRATION_ERROR; f++)
        {
          of_a[f] += holds (&in_a[f], truth_a[f]);
          of_both[f] += holds (&difference[f], truth_b[f] - truth_a[f]);
        }
    }
  for (guint f = 0; f < INK_FIGURE_CALIBRATION_ERROR; f++)
    {
      check_coverage (ink_figure_name ((InkFigure) f), of_a[f]);
      check_coverage ("  its difference", of_both[f]);
    }
}

/* Of the true positive rate at a false positive rate, linear between points. */
static double
read_roc (const InkRoc *roc, double rate)
{
  const double *x = roc->false_positive_rate;
  const double *y = roc->true_positive_rate;
  gsize i = 1;

  while (i + 1 < roc->n && x[i] <= rate)
    i++;
  return x[i] > x[i - 1]
             ? y[i - 1] + (y[i] - y[i - 1]) / (x[i] - x[i - 1])
                              * (rate - x[i - 1])
             : y[i];
}

/* Places on the grid: false positive rates of 0.02 to 0.6, where 0.02 of the
 * negatives are 8. Nearer to 0 the band holds the truth less often (92.8 % at
 * 0.01), and nearer to 1, where hardly a positive is missed, more often. */
static const guint places[] = { 55, 63, 93, 117, 136, 169 };
#define N_PLACES G_N_ELEMENTS (places)

static void
check_band (const char *name, int curve, const InkRoc *truth)
{
  g_autoptr (InkPool) pool = ink_pool_new (1);
  guint hits[N_PLACES] = { 0 };
  double rates[N_PLACES];

  for (guint i = 0; i < N_FEWER; i++)
    {
      const InkBootstrapOptions options = { 100, i, 0.95 };
      MadeModel made = MODEL;
      g_autoptr (InkEvaluation) e = NULL;
      g_autoptr (InkRocBand) band = NULL;

      made.number = i;
      e = made_evaluation_new (&made);
      band = ink_roc_band_new (e, curve, &options, pool, NULL);
      for (guint k = 0; k < N_PLACES; k++)
        {
          double rate = read_roc (truth, band->false_positive_rate[places[k]]);

          rates[k] = band->false_positive_rate[places[k]];
          hits[k] += band->low[places[k]] <= rate
                     && rate <= band->high[places[k]];
        }
    }
  for (guint k = 0; k < N_PLACES; k++)
    {
      g_autofree char *place = g_strdup_printf ("%s at %.3f", name, rates[k]);

      check_between (place, hits[k], N_FEWER, LEAST, MOST);
    }
}

static void
test_roc_band (void)
{
  g_autoptr (InkEvaluation) large = make_large (1.5, 0);

  check_band ("ROC of a class", 1, ink_evaluation_roc (large, 1));
  check_band ("ROC, macro", INK_ROC_BAND_MACRO,
              ink_evaluation_roc_macro (large));
}

/* Of a model whose confidence is off by something. */
typedef struct
{
  const char *name;
  gsize n;
  double spread; /* of confidences below 1 */
  double shift;  /* accuracy less confidence */
  double wave;
  double least, most; /* of the coverage */
} Calibrated;

static double
draw_confidence (const Calibrated *model, InkRng *rng)
{
  return 1 - model->spread * pow (ink_rng_uniform (rng), 2);
}

static double
accuracy_at (const Calibrated *model, double confidence)
{
  return CLAMP (confidence + model->shift
                    + model->wave * sin (40 * confidence), 0, 1);
}

static double
true_error (const Calibrated *model)
{
  double gaps[INK_CALIBRATION_BINS] = { 0 };
  double error = 0;
  const guint n = 300000;

  for (guint i = 0; i < n; i++)
    {
      double u = (i + 0.5) / n;
      double confidence = 1 - model->spread * u * u;

      gaps[ink_calibration_bin (confidence, INK_CALIBRATION_BINS)]
          += accuracy_at (model, confidence) - confidence;
    }
  for (guint b = 0; b < INK_CALIBRATION_BINS; b++)
    error += fabs (gaps[b]) / n;
  return error;
}

static gboolean
calibration_holds (const Calibrated *model, guint number, double truth)
{
  InkRng rng = ink_rng (8, INK_STREAM_TEST, number, 0);
  g_autofree double *confidence = g_new (double, model->n);
  g_autofree guint8 *correct = g_new (guint8, model->n);
  InkCalibrationBin bins[INK_CALIBRATION_BINS];
  double low, high;

  for (gsize i = 0; i < model->n; i++)
    {
      confidence[i] = draw_confidence (model, &rng);
      correct[i]
          = ink_rng_uniform (&rng) < accuracy_at (model, confidence[i]);
    }
  ink_calibration_bins (confidence, correct, model->n, INK_CALIBRATION_BINS,
                        bins);
  ink_calibration_error_interval (bins, INK_CALIBRATION_BINS, 0.95, number,
                                  &low, &high);
  return low <= truth && truth <= high;
}

/* Calibrated, off everywhere, off here and there, sure. How an error is spread
 * over the bins is not known: where each bin's share is smaller than what can
 * be seen, the interval holds the truth more often than it says. */
static void
test_calibration_error (void)
{
  static const Calibrated models[] = {
    { "calibrated", 600, 0.66, 0, 0, 93, 97 },
    { "calibrated, sure", 2000, 0.1, 0, 0, 93, 97 },
    { "a little too sure", 600, 0.66, -0.02, 0, 93, 99 },
    { "too sure", 600, 0.66, -0.06, 0, 93, 97 },
    { "far too sure", 600, 0.66, -0.3, 0, 93, 97 },
    { "here and there", 600, 0.66, 0, 0.05, 93, 99 },
    { "too sure and sure of it", 2000, 0.1, -0.01, 0, 93, 97 },
  };

  for (gsize m = 0; m < G_N_ELEMENTS (models); m++)
    {
      const double truth = true_error (&models[m]);
      guint hits = 0;

      for (guint i = 0; i < N_FEWER; i++)
        hits += calibration_holds (&models[m], i, truth);
      check_between (models[m].name, hits, N_FEWER, models[m].least,
                     models[m].most);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/coverage/formulas", test_formulas);
  g_test_add_func ("/core/coverage/bootstrap", test_bootstrap);
  g_test_add_func ("/core/coverage/roc-band", test_roc_band);
  g_test_add_func ("/core/coverage/calibration-error",
                   test_calibration_error);
  return g_test_run ();
}
