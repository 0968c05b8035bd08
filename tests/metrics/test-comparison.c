/* Two models compared: McNemar's test, counts, classes in another order, the
 * sentence, the file of changes. */
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/metrics/comparison.h"
#include "core/metrics/mcnemar.h"
#include "tests/metrics/made-evaluations.h"

static const InkBootstrapOptions options = { 500, 1, 0.95 };

/* 2 (1 + 10 + 45) / 1024 and so on */
static void
test_mcnemar (void)
{
  g_assert_cmpfloat (ink_mcnemar_exact (0, 0), ==, 1);
  g_assert_cmpfloat (ink_mcnemar_exact (7, 7), ==, 1);
  g_assert_cmpfloat (ink_mcnemar_exact (0, 1), ==, 1);
  g_assert_cmpfloat_with_epsilon (ink_mcnemar_exact (2, 8), 112.0 / 1024,
                                  1e-15);
  g_assert_cmpfloat_with_epsilon (ink_mcnemar_exact (8, 2), 112.0 / 1024,
                                  1e-15);
  g_assert_cmpfloat_with_epsilon (ink_mcnemar_exact (0, 5), 2.0 / 32, 1e-15);
  g_assert_cmpfloat (ink_mcnemar_exact (0, 100000), ==, 0);
}

#define N_PAIRS 1000

static guint
pair_part (guint i, guint which)
{
  InkRng rng = ink_rng (9, INK_STREAM_TEST, i, which);

  return (guint) ink_rng_below (&rng, i % 10 == 0 ? 5000 : 60);
}

/* Standard output of @code; NULL where Python or a package is missing. */
static char *
run_python (const char *code, const char *argument)
{
  const char *argv[] = { "/usr/bin/python3", "-c", code, argument, NULL };
  g_autofree char *out = NULL;
  int status = 1;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL,
                     NULL, NULL, &out, NULL, &status, NULL)
      || !g_spawn_check_wait_status (status, NULL))
    return NULL;
  return g_steal_pointer (&out);
}

static void
test_mcnemar_scipy (void)
{
  g_autoptr (GString) pairs = g_string_new (NULL);
  g_autofree char *out = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < N_PAIRS; i++)
    g_string_append_printf (pairs, "%u %u ", pair_part (i, 0),
                            pair_part (i, 1) + 1);
  out = run_python (
      "import sys\nfrom scipy.stats import binomtest\n"
      "x = [int(v) for v in sys.argv[1].split()]\n"
      "for a, b in zip(x[::2], x[1::2]):\n"
      "    print(repr(float(binomtest(a, a + b, 0.5).pvalue)))",
      pairs->str);
  if (out == NULL)
    {
      g_test_skip ("/usr/bin/python3 has no SciPy");
      return;
    }
  lines = g_strsplit (out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, N_PAIRS + 1);
  for (guint i = 0; i < N_PAIRS; i++)
    {
      double expected = g_ascii_strtod (lines[i], NULL);
      double found
          = ink_mcnemar_exact (pair_part (i, 0), pair_part (i, 1) + 1);

      g_assert_cmpfloat_with_epsilon (found, expected, 1e-12);
      g_assert_cmpfloat_with_epsilon (found, expected,
                                      1e-9 * expected + 1e-300);
    }
}

static const char *const names_a[] = { "x", "y, z", "w", NULL };
static const char *const names_b[] = { "w", "x", "v", "y, z", NULL };
static const double by_a[] = {
  0.8, 0.1, 0.1, /* x: right */
  0.8, 0.1, 0.1, /* y: x */
  0.1, 0.8, 0.1, /* x: y */
  0.1, 0.8, 0.1, /* y: right */
  0.1, 0.8, 0.1, /* x: y */
  0.1, 0.1, 0.8, /* x: w */
  0.8, 0.1, 0.1, /* x: right */
};
static const double by_b[] = {
  0.1, 0.7, 0.1, 0.1, /* right */
  0.1, 0.1, 0.1, 0.7, /* right: better */
  0.7, 0.1, 0.1, 0.1, /* w: otherwise */
  0.1, 0.7, 0.1, 0.1, /* x: worse */
  0.1, 0.1, 0.1, 0.7, /* y: as before */
  0.1, 0.1, 0.7, 0.1, /* v, which A does not know: otherwise */
  0.1, 0.7, 0.1, 0.1, /* right */
};
static const guint32 labels_a[] = { 0, 1, 0, 1, 0, 0, 0 };
static const guint32 labels_b[] = { 1, 3, 1, 3, 1, 1, 1 };

static InkComparison *
compare (const InkEvaluation *a, const InkEvaluation *b)
{
  g_autoptr (InkPool) pool = ink_pool_new (2);
  g_autoptr (GError) error = NULL;
  InkComparison *comparison
      = ink_comparison_new (a, b, &options, pool, &error);

  g_assert_no_error (error);
  return comparison;
}

static void
test_other_order (void)
{
  g_autoptr (InkEvaluation) a
      = ink_evaluation_new (by_a, labels_a, 7, names_a, NULL);
  g_autoptr (InkEvaluation) b
      = ink_evaluation_new (by_b, labels_b, 7, names_b, NULL);
  g_autoptr (InkComparison) c = compare (a, b);

  g_assert_cmpuint (c->n, ==, 7);
  g_assert_cmpuint (c->both_right, ==, 2);
  g_assert_cmpuint (c->better, ==, 1);
  g_assert_cmpuint (c->worse, ==, 1);
  g_assert_cmpuint (c->both_wrong, ==, 3);
  g_assert_cmpuint (c->otherwise, ==, 2);
  g_assert_cmpfloat (c->mcnemar_p, ==, 1);
  g_assert_cmpuint (c->n_classes, ==, 3);
  g_assert_cmpfloat_with_epsilon (c->classes[1].a.area,
                                  ink_evaluation_class (a, 1)->roc_auc, 1e-15);
  g_assert_cmpfloat_with_epsilon (c->classes[1].b.area,
                                  ink_evaluation_class (b, 3)->roc_auc, 1e-15);
  g_assert_true (isnan (c->classes[2].p)); /* no w among the labels */
  g_assert_true (isnan (c->classes[2].a.area));
}

static void
test_changes (void)
{
  g_autoptr (InkEvaluation) a
      = ink_evaluation_new (by_a, labels_a, 7, names_a, NULL);
  g_autoptr (InkEvaluation) b
      = ink_evaluation_new (by_b, labels_b, 7, names_b, NULL);
  g_autofree char *folder = g_dir_make_tmp ("inkling-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "c.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ink_comparison_write_changes (a, b, path, &error));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==,
                   "index,label,a,b,change\n"
                   "1,\"y, z\",x,\"y, z\",better\n"
                   "2,x,\"y, z\",w,other\n"
                   "3,\"y, z\",\"y, z\",x,worse\n"
                   "5,x,w,v,other\n");
  g_remove (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_false (ink_comparison_write_changes (a, b, path, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_IO);
}

/* Each change has its own, none is in two. */
static void
test_select (void)
{
  static const guint32 expected[][2] = { { 1, 1 }, { 3, 3 }, { 2, 5 } };
  static const guint sizes[] = { 1, 1, 2 };
  g_autoptr (InkEvaluation) a
      = ink_evaluation_new (by_a, labels_a, 7, names_a, NULL);
  g_autoptr (InkEvaluation) b
      = ink_evaluation_new (by_b, labels_b, 7, names_b, NULL);
  g_autoptr (InkEvaluation) shorter
      = ink_evaluation_new (by_b, labels_b, 5, names_b, NULL);
  g_autoptr (GError) error = NULL;

  for (guint change = 0; change < G_N_ELEMENTS (sizes); change++)
    {
      g_autoptr (InkSelection) found
          = ink_comparison_select (a, b, (InkChange) change, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (found->n, ==, sizes[change]);
      g_assert_nonnull (found->title);
      g_assert_nonnull (found->order);
      for (guint i = 0; i < found->n; i++)
        g_assert_true (found->indices[i] == expected[change][0]
                       || found->indices[i] == expected[change][1]);
    }
  g_assert_null (ink_comparison_select (a, shorter, INK_CHANGE_BETTER,
                                        &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
}

/* The surest mistake of the model that makes it comes first. */
static void
test_select_order (void)
{
  const MadeModel of_a
      = { .number = 8, .n = 400, .skill = 1, .own = 0.3, .model = 0 };
  const MadeModel of_b
      = { .number = 8, .n = 400, .skill = 1.3, .own = 0.3, .model = 1 };
  g_autoptr (InkEvaluation) a = made_evaluation_new (&of_a);
  g_autoptr (InkEvaluation) b = made_evaluation_new (&of_b);
  g_autoptr (InkComparison) c = compare (a, b);
  g_autoptr (InkSelection) worse
      = ink_comparison_select (a, b, INK_CHANGE_WORSE, NULL);
  const double *p = ink_evaluation_probabilities (b);
  double last = 1;

  g_assert_cmpuint (worse->n, ==, c->worse);
  g_assert_cmpuint (worse->n, >, 2);
  for (guint i = 0; i < worse->n; i++)
    {
      const guint32 at = worse->indices[i];
      const double sure = p[3 * at + ink_evaluation_predicted (b)[at]];

      g_assert_cmpuint (ink_evaluation_predicted (a)[at], ==,
                        ink_evaluation_labels (a)[at]);
      g_assert_cmpfloat (sure, <=, last);
      last = sure;
    }
}

static void
test_errors (void)
{
  const guint32 others[] = { 1, 3, 1, 3, 1, 3, 1 };
  g_autoptr (InkEvaluation) a
      = ink_evaluation_new (by_a, labels_a, 7, names_a, NULL);
  g_autoptr (InkEvaluation) shorter
      = ink_evaluation_new (by_b, labels_b, 5, names_b, NULL);
  g_autoptr (InkEvaluation) b
      = ink_evaluation_new (by_b, others, 7, names_b, NULL);
  g_autoptr (InkPool) pool = ink_pool_new (1);
  g_autoptr (GError) error = NULL;

  g_assert_null (ink_comparison_new (a, shorter, &options, pool, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_clear_error (&error);
  g_assert_null (ink_comparison_new (a, b, &options, pool, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_assert_nonnull (strstr (error->message, "example 5"));
}

/* A sentence says what the figures say. */
static void
check_sentence (InkEstimate accuracy, double p, const char *expected)
{
  InkComparison c = { .n = 1000, .better = 3, .worse = 2, .mcnemar_p = p,
                      .options = options };
  g_autofree char *sentence = NULL;

  c.difference[INK_FIGURE_ACCURACY] = accuracy;
  sentence = ink_comparison_sentence (&c);
  g_assert_cmpstr (sentence, ==, expected);
}

static void
test_which_is_better (void)
{
  InkComparison c = { .n = 10 };

  c.difference[INK_FIGURE_ACCURACY] = (InkEstimate) { 0.2, 0.1, 0.3 };
  c.difference[INK_FIGURE_LOG_LOSS] = (InkEstimate) { 0.2, 0.1, 0.3 };
  c.difference[INK_FIGURE_MACRO_F1] = (InkEstimate) { -0.2, -0.3, -0.1 };
  c.difference[INK_FIGURE_BRIER_SCORE] = (InkEstimate) { -0.2, -0.3, -0.1 };
  c.difference[INK_FIGURE_COHEN_KAPPA] = (InkEstimate) { 0.2, 0, 0.3 };
  c.difference[INK_FIGURE_MACRO_ROC_AUC] = (InkEstimate) { NAN, NAN, NAN };
  g_assert_cmpint (ink_comparison_better (&c, INK_FIGURE_ACCURACY), ==, 'B');
  g_assert_cmpint (ink_comparison_better (&c, INK_FIGURE_LOG_LOSS), ==, 'A');
  g_assert_cmpint (ink_comparison_better (&c, INK_FIGURE_MACRO_F1), ==, 'A');
  g_assert_cmpint (ink_comparison_better (&c, INK_FIGURE_BRIER_SCORE), ==,
                   'B');
  g_assert_cmpint (ink_comparison_better (&c, INK_FIGURE_COHEN_KAPPA), ==, 0);
  g_assert_cmpint (ink_comparison_better (&c, INK_FIGURE_MACRO_ROC_AUC), ==,
                   0);
}

static void
test_sentences (void)
{
  InkComparison same = { .n = 1000, .mcnemar_p = 1, .options = options };
  g_autofree char *sentence = ink_comparison_sentence (&same);

  g_assert_cmpstr (sentence, ==,
                   "No difference: A and B are right on the same examples");
  check_sentence ((InkEstimate) { 0.0031, 0.0012, 0.0050 }, 0.002,
                  "B is better by 0.31 points, 95 % interval 0.12 to 0.50; "
                  "McNemar's exact test p = 0.002");
  check_sentence ((InkEstimate) { -0.0031, -0.0050, -0.0012 }, 0.002,
                  "A is better by 0.31 points, 95 % interval 0.12 to 0.50; "
                  "McNemar's exact test p = 0.002");
  check_sentence ((InkEstimate) { 0.0031, 0.0001, 0.0050 }, 0.06,
                  "Not told apart: B is ahead by 0.31 points, 95 % interval "
                  "0.01 to 0.50; McNemar's exact test p = 0.06");
  check_sentence ((InkEstimate) { -0.001, -0.003, 0.001 }, 0.04,
                  "Not told apart: A is ahead by 0.10 points, 95 % interval "
                  "-0.10 to 0.30; McNemar's exact test p = 0.04");
  check_sentence ((InkEstimate) { 0, -0.001, 0.001 }, 1,
                  "Not told apart: A and B are equally often right, 95 % "
                  "interval -0.10 to 0.10; McNemar's exact test p = 1");
}

/* A model that is clearly better is found to be so. */
static void
test_better (void)
{
  const MadeModel worse
      = { .number = 8, .n = 2000, .skill = 1, .own = 0.3, .model = 0 };
  const MadeModel better
      = { .number = 8, .n = 2000, .skill = 1.6, .own = 0.3, .model = 1 };
  g_autoptr (InkEvaluation) a = made_evaluation_new (&worse);
  g_autoptr (InkEvaluation) b = made_evaluation_new (&better);
  g_autoptr (InkComparison) c = compare (a, b);
  g_autofree char *sentence = ink_comparison_sentence (c);

  g_assert_true (g_str_has_prefix (sentence, "B is better by "));
  g_assert_cmpfloat (c->mcnemar_p, <, 1e-6);
  g_assert_cmpfloat (c->difference[INK_FIGURE_LOG_LOSS].high, <, 0);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (c->classes[i].p, <, 1e-6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/comparison/mcnemar", test_mcnemar);
  g_test_add_func ("/core/comparison/mcnemar-scipy", test_mcnemar_scipy);
  g_test_add_func ("/core/comparison/other-order", test_other_order);
  g_test_add_func ("/core/comparison/changes", test_changes);
  g_test_add_func ("/core/comparison/select", test_select);
  g_test_add_func ("/core/comparison/select-order", test_select_order);
  g_test_add_func ("/core/comparison/errors", test_errors);
  g_test_add_func ("/core/comparison/which-is-better", test_which_is_better);
  g_test_add_func ("/core/comparison/sentences", test_sentences);
  g_test_add_func ("/core/comparison/better", test_better);
  return g_test_run ();
}
