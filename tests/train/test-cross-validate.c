/* Cross-validation of both learners. */
#include "core/train/cross-validate.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "core/base/error.h"
#include "tests/support/slow-build.h"
#include "tests/train/learner-support.h"

static InkRecipe
quick_recipe (void)
{
  InkRecipe recipe = small_recipe ();

  recipe.epochs = 2;
  recipe.batch_size = 20;
  return recipe;
}

static InkCrossValidation *
validate (const InkLearner *learner, guint n_folds, guint n_repeats,
          guint n_threads)
{
  InkCrossValidationOptions options = INK_CROSS_VALIDATION_OPTIONS_DEFAULT;
  g_autoptr (GError) error = NULL;
  InkCrossValidation *result;

  options.n_folds = n_folds;
  options.n_repeats = n_repeats;
  options.n_threads = n_threads;
  result = ink_cross_validate (learner, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return result;
}

/* Every example once a repeat, the labels its own. */
static void
check_held_out (const InkCrossValidation *self, const InkLearner *learner)
{
  guint n = ink_learner_count (learner);
  guint k = ink_cross_validation_options (self)->n_folds;
  g_autofree guint *times = g_new0 (guint, n);

  for (guint f = 0; f < ink_cross_validation_n_folds (self); f++)
    {
      const InkEvaluation *e = ink_cross_validation_fold (self, f);
      const guint32 *examples = ink_cross_validation_fold_examples (self, f);

      for (gsize i = 0; i < ink_evaluation_count (e); i++)
        {
          times[examples[i]]++;
          g_assert_cmpuint (ink_evaluation_labels (e)[i], ==,
                            ink_learner_labels (learner)[examples[i]]);
        }
      for (guint i = 0; i < n; i++)
        if (f % k == k - 1)
          g_assert_cmpuint (times[i], ==, f / k + 1);
    }
}

static void
check_same (const InkCrossValidation *a, const InkCrossValidation *b)
{
  guint n = ink_cross_validation_n_folds (a);

  g_assert_cmpuint (n, ==, ink_cross_validation_n_folds (b));
  for (guint f = 0; f < n; f++)
    {
      const InkEvaluation *x = ink_cross_validation_fold (a, f);
      const InkEvaluation *y = ink_cross_validation_fold (b, f);
      gsize size = ink_evaluation_count (x) * ink_evaluation_n_classes (x)
                   * sizeof (double);

      g_assert_cmpmem (ink_evaluation_probabilities (x), size,
                       ink_evaluation_probabilities (y), size);
    }
}

static void
check_threads (const InkLearner *learner, guint n_folds, guint n_repeats)
{
  static const guint threads[] = { 2, 3, 8, 0 };
  g_autoptr (InkCrossValidation) one
      = validate (learner, n_folds, n_repeats, 1);

  check_held_out (one, learner);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (InkCrossValidation) other
          = validate (learner, n_folds, n_repeats, threads[i]);

      check_same (one, other);
    }
}

static void
test_naive_bayes (void)
{
  g_autoptr (InkLearner) learner = text_learner (200);

  g_assert_cmpstr (ink_learner_name (learner), ==, "naive-bayes");
  check_threads (learner, 5, 2);
}

static void
test_lenet5 (void)
{
  const InkRecipe recipe = quick_recipe ();
  g_autoptr (InkLearner) learner = bar_learner (96, &recipe);

  g_assert_cmpstr (ink_learner_name (learner), ==, "lenet5");
  check_threads (learner, 3, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/cross-validate/naive-bayes", test_naive_bayes);
  g_test_add_func ("/core/cross-validate/lenet5", test_lenet5);
  return g_test_run ();
}
