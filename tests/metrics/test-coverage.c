/* How often a 95 % interval holds the truth, over made-up test sets of a model
 * whose true figures are known from one very large set. The calibration error
 * is left out: it is biased, as bootstrap.h says. With N_SETS sets the share
 * has a standard error of half a point; the seed is fixed. Sanitizers, ten
 * times slower, see few sets and what is grossly wrong. */
#include <math.h>

#include "core/metrics/bootstrap.h"
#include "core/metrics/comparison.h"
#include "tests/metrics/made-evaluations.h"

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define N_SETS 100
#define LEAST 85.0
#define MOST 100.0
#else
#define N_SETS 2000
#define LEAST 93.0
#define MOST 97.0
#endif
#define N_EXAMPLES 600
#define N_LARGE 400000
#define N_RESAMPLES 199 /* the 5th from either end is the limit */
#define MODEL { .n = N_EXAMPLES, .skill = 1.5, .own = 0.4 }

static void
check_coverage (const char *name, guint hits)
{
  double share = 100.0 * hits / N_SETS;

  g_test_message ("%s: %.1f %%", name, share);
  g_assert_cmpfloat (share, >=, LEAST);
  g_assert_cmpfloat (share, <=, MOST);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/coverage/formulas", test_formulas);
  g_test_add_func ("/core/coverage/bootstrap", test_bootstrap);
  return g_test_run ();
}
