/* Cross-validation of both learners. */
#include "core/train/cross-validate.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "core/base/error.h"
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

/* --- Each fold is the model that training on its examples makes --- */

static void
others_of (const InkCrossValidation *self, guint fold, guint n, GArray *others)
{
  const guint32 *held = ink_cross_validation_fold_examples (self, fold);
  gsize n_held
      = ink_evaluation_count (ink_cross_validation_fold (self, fold));
  gsize k = 0;

  g_array_set_size (others, 0);
  for (guint32 i = 0; i < n; i++)
    if (k < n_held && held[k] == i)
      k++;
    else
      g_array_append_val (others, i);
}

static void
check_probabilities (const InkEvaluation *e, const double *expected)
{
  gsize size = ink_evaluation_count (e) * ink_evaluation_n_classes (e)
               * sizeof (double);

  g_assert_cmpmem (ink_evaluation_probabilities (e), size, expected, size);
}

static void
test_same_as_naive_bayes (void)
{
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  g_autoptr (InkTextSet) texts = made_texts (120);
  g_autoptr (InkLearner) learner = NULL;
  g_autoptr (InkCrossValidation) result = NULL;
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (guint32));

  options.ngram_max = 2;
  options.min_df.value = 2;
  options.max_features = 40;
  learner = ink_learner_new_naive_bayes (texts, &options, NULL);
  result = validate (learner, 4, 1, 2);
  for (guint f = 0; f < 4; f++)
    {
      const InkEvaluation *e = ink_cross_validation_fold (result, f);
      const guint32 *held = ink_cross_validation_fold_examples (result, f);
      gsize n = ink_evaluation_count (e);
      g_autofree const char **strings = g_new (const char *, n);
      g_autofree double *p = g_new (double, n * 4);
      g_autoptr (InkTextSet) train = NULL;
      g_autoptr (InkModel) model = NULL;

      others_of (result, f, 120, others);
      train = ink_text_set_subset (texts, "train",
                                   (const guint32 *) (void *) others->data,
                                   others->len);
      model = ink_naive_bayes_train (train, &options, NULL);
      for (gsize i = 0; i < n; i++)
        strings[i] = ink_text_set_text (texts, held[i]);
      ink_model_predict_texts (model, strings, n, 1, p);
      check_probabilities (e, p);
    }
}

static void
test_same_as_lenet5 (void)
{
  const InkRecipe recipe = quick_recipe ();
  g_autoptr (InkImageSet) images = bars_new (90, 28, 4);
  g_autoptr (InkLearner) learner = bar_learner (90, &recipe);
  g_autoptr (InkCrossValidation) result = validate (learner, 3, 1, 3);
  const InkEvaluation *e = ink_cross_validation_fold (result, 1);
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (guint32));
  gsize n = ink_evaluation_count (e);
  g_autofree double *p = g_new (double, n * 4);
  g_autoptr (InkImageSet) train = NULL;
  g_autoptr (InkImageSet) test = NULL;
  g_autoptr (InkTrainer) trainer = NULL;
  g_autoptr (InkModel) model = NULL;

  others_of (result, 1, 90, others);
  train = ink_image_set_subset (images, "train",
                                (const guint32 *) (void *) others->data,
                                others->len);
  test = ink_image_set_subset (
      images, "test", ink_cross_validation_fold_examples (result, 1),
      (guint) n);
  trainer = ink_trainer_new (train, &recipe, 2, NULL);
  model = ink_trainer_run (trainer, NULL, NULL, NULL);
  ink_model_predict_images (model, ink_image_set_pixels (test), n, 1, p);
  check_probabilities (e, p);
}

/* --- Progress, cancelling, errors --- */

typedef struct
{
  InkCrossValidationProgress last;
  guint n_calls, n_evaluations;
  GCancellable *cancellable;
  guint cancel_after; /* calls; 0: never */
  atomic_int inside;
} Watch;

static void
watch_cb (const InkCrossValidationProgress *progress, gpointer user_data)
{
  Watch *watch = user_data;

  g_assert_cmpint (atomic_fetch_add (&watch->inside, 1), ==, 0);
  g_assert_cmpfloat (progress->fraction, >=, watch->last.fraction - 1e-12);
  g_assert_cmpfloat (progress->fraction, <=, 1);
  g_assert_cmpuint (progress->n_done, >=, watch->last.n_done);
  g_assert_cmpuint (progress->fold, <, progress->n_folds);
  watch->last = *progress;
  watch->n_calls++;
  watch->n_evaluations += progress->evaluation != NULL;
  if (watch->n_calls == watch->cancel_after)
    g_cancellable_cancel (watch->cancellable);
  atomic_fetch_sub (&watch->inside, 1);
}

static void
test_progress (void)
{
  const InkRecipe recipe = quick_recipe ();
  g_autoptr (InkLearner) learner = bar_learner (96, &recipe);
  InkCrossValidationOptions options = INK_CROSS_VALIDATION_OPTIONS_DEFAULT;
  g_autoptr (InkCrossValidation) result = NULL;
  Watch watch = { 0 };

  options.n_folds = 3;
  options.n_repeats = 2;
  options.n_threads = 3;
  result = ink_cross_validate (learner, &options, NULL, watch_cb, &watch,
                               NULL);
  g_assert_nonnull (result);
  g_assert_cmpuint (watch.n_evaluations, ==, 6);
  g_assert_cmpuint (watch.n_calls, >, 20);
  g_assert_cmpuint (watch.last.n_done, ==, 6);
  g_assert_cmpuint (watch.last.n_folds, ==, 6);
  g_assert_cmpfloat (watch.last.fraction, ==, 1);
}

static void
check_cancelled (const InkLearner *learner, guint after, guint n_threads)
{
  InkCrossValidationOptions options = INK_CROSS_VALIDATION_OPTIONS_DEFAULT;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Watch watch = { .cancellable = cancellable, .cancel_after = after };

  options.n_threads = n_threads;
  if (after == 0)
    g_cancellable_cancel (cancellable);
  g_assert_null (ink_cross_validate (learner, &options, cancellable, watch_cb,
                                     &watch, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (watch.n_evaluations, <, 5);
  /* at once: what else is told comes from threads that were on their way */
  g_assert_cmpuint (watch.n_calls, <=, after + n_threads);
}

static void
test_cancel (void)
{
  InkRecipe endless = quick_recipe ();
  g_autoptr (InkLearner) lenet5 = NULL;
  g_autoptr (InkLearner) texts = text_learner (200);

  endless.epochs = INK_RECIPE_MAX_EPOCHS;
  lenet5 = bar_learner (96, &endless);
  check_cancelled (lenet5, 0, 1);
  check_cancelled (lenet5, 2, 1);
  check_cancelled (lenet5, 2, 3);
  check_cancelled (texts, 0, 2);
  check_cancelled (texts, 2, 2);
}

static void
assert_refused (const InkLearner *learner,
                const InkCrossValidationOptions *options, InkError code,
                const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (
      ink_cross_validate (learner, options, NULL, NULL, NULL, &error));
  g_assert_error (error, INK_ERROR, code);
  g_assert_nonnull (strstr (error->message, message));
}

static void
test_options (void)
{
  g_autoptr (InkLearner) learner = text_learner (60);
  InkCrossValidationOptions options = INK_CROSS_VALIDATION_OPTIONS_DEFAULT;

  options.n_folds = 0;
  assert_refused (learner, &options, INK_ERROR_ARGUMENT,
                  "folds: expected 2 to 100, found 0");
  options.n_folds = 1;
  assert_refused (learner, &options, INK_ERROR_ARGUMENT, "found 1");
  options.n_folds = 101;
  assert_refused (learner, &options, INK_ERROR_ARGUMENT, "found 101");
  options.n_folds = 60;
  assert_refused (learner, &options, INK_ERROR_MISMATCH,
                  "made: class 'a': expected an example a fold, 60 at least");
  options.n_folds = 2;
  options.n_repeats = 0;
  assert_refused (learner, &options, INK_ERROR_ARGUMENT,
                  "repeats: expected 1 to 100, found 0");
  options.n_repeats = 101;
  assert_refused (learner, &options, INK_ERROR_ARGUMENT, "repeats");
  options.n_repeats = 1;
  options.level = 1;
  assert_refused (learner, &options, INK_ERROR_ARGUMENT, "level");
  options.level = NAN;
  assert_refused (learner, &options, INK_ERROR_ARGUMENT, "level");
  options.level = 0.95;
  options.n_threads = 257;
  assert_refused (learner, &options, INK_ERROR_ARGUMENT, "threads");
}

/* The weights grow whatever the data, in more epochs than one. */
static InkLearner *
diverging_learner (void)
{
  InkRecipe recipe = quick_recipe ();

  recipe.schedule = INK_SCHEDULE_CONSTANT;
  recipe.learning_rate = 10;
  recipe.weight_decay = 1;
  recipe.momentum = 0;
  recipe.epochs = 100;
  return bar_learner (96, &recipe);
}

/* The first fold that fails is told, with any number of threads. */
static void
test_diverging (void)
{
  g_autoptr (InkLearner) learner = diverging_learner ();
  InkCrossValidationOptions options = INK_CROSS_VALIDATION_OPTIONS_DEFAULT;

  options.n_folds = 4;
  for (guint n_threads = 1; n_threads < 5; n_threads++)
    {
      options.n_threads = n_threads;
      options.n_repeats = 1;
      assert_refused (learner, &options, INK_ERROR_DIVERGED,
                      "fold 1 of 4: loss is not finite");
      options.n_repeats = 2;
      assert_refused (learner, &options, INK_ERROR_DIVERGED,
                      "repeat 1, fold 1 of 4: loss is not finite");
    }
}

/* What comes after a fold that failed is given up. */
static void
test_given_up (void)
{
  g_autoptr (InkLearner) learner = diverging_learner ();
  InkCrossValidationOptions options = INK_CROSS_VALIDATION_OPTIONS_DEFAULT;
  g_autoptr (GError) error = NULL;
  Watch watch = { 0 };

  options.n_threads = 1;
  g_assert_null (ink_cross_validate (learner, &options, NULL, watch_cb,
                                     &watch, &error));
  g_assert_cmpuint (watch.n_calls, >, 0);
  g_assert_cmpuint (watch.last.fold, ==, 0);
}

static void
test_learners (void)
{
  g_autoptr (InkImageSet) small = bars_new (40, 20, 2);
  g_autoptr (InkImageSet) images = bars_new (40, 28, 2);
  g_autoptr (InkTextSet) texts = made_texts (40);
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  InkRecipe recipe = quick_recipe ();
  g_autoptr (GError) size = NULL;
  g_autoptr (GError) epochs = NULL;
  g_autoptr (GError) alpha = NULL;

  g_assert_null (ink_learner_new_lenet5 (small, &recipe, &size));
  g_assert_error (size, INK_ERROR, INK_ERROR_MISMATCH);
  recipe.epochs = 0;
  g_assert_null (ink_learner_new_lenet5 (images, &recipe, &epochs));
  g_assert_error (epochs, INK_ERROR, INK_ERROR_ARGUMENT);
  options.alpha = 0;
  g_assert_null (ink_learner_new_naive_bayes (texts, &options, &alpha));
  g_assert_error (alpha, INK_ERROR, INK_ERROR_ARGUMENT);
}

/* No index beyond the data, no empty part, no part of one class only. */
static void
test_fit (void)
{
  g_autoptr (InkLearner) learner = text_learner (30);
  const guint32 *labels = ink_learner_labels (learner);
  guint32 good[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }, bad[] = { 3, 30 };
  guint32 one_class[30];
  guint n_one = 0;
  double p[4 * G_N_ELEMENTS (good)];
  g_autoptr (GError) beyond = NULL;
  g_autoptr (GError) empty = NULL;
  g_autoptr (GError) single = NULL;

  for (guint32 i = 0; i < 30; i++)
    if (labels[i] == labels[0])
      one_class[n_one++] = i;
  g_assert_false (ink_learner_fit (learner, good, 10, bad, 2, 1, NULL, NULL,
                                   NULL, p, &beyond));
  g_assert_error (beyond, INK_ERROR, INK_ERROR_ARGUMENT);
  g_assert_false (ink_learner_fit (learner, good, 0, good, 10, 1, NULL, NULL,
                                   NULL, p, &empty));
  g_assert_error (empty, INK_ERROR, INK_ERROR_MISMATCH);
  g_assert_false (ink_learner_fit (learner, one_class, n_one, good, 10, 1,
                                   NULL, NULL, NULL, p, &single));
  g_assert_error (single, INK_ERROR, INK_ERROR_MISMATCH);
  g_assert_true (ink_learner_fit (learner, good, 10, good, 10, 1, NULL, NULL,
                                  NULL, p, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/cross-validate/naive-bayes", test_naive_bayes);
  g_test_add_func ("/core/cross-validate/lenet5", test_lenet5);
  g_test_add_func ("/core/cross-validate/same-as-naive-bayes",
                   test_same_as_naive_bayes);
  g_test_add_func ("/core/cross-validate/same-as-lenet5", test_same_as_lenet5);
  g_test_add_func ("/core/cross-validate/progress", test_progress);
  g_test_add_func ("/core/cross-validate/cancel", test_cancel);
  g_test_add_func ("/core/cross-validate/options", test_options);
  g_test_add_func ("/core/cross-validate/diverging", test_diverging);
  g_test_add_func ("/core/cross-validate/given-up", test_given_up);
  g_test_add_func ("/core/cross-validate/learners", test_learners);
  g_test_add_func ("/core/cross-validate/fit", test_fit);
  return g_test_run ();
}
