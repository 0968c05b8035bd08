/* Counts near the largest number: what adds up to infinity is refused, where it
 * is merged and where it learns, since no file of it could be read. */
#include <string.h>

#include "core/base/error.h"
#include "core/model/naive-bayes-merge.h"
#include "tests/model/small-texts.h"

/* @model with those numbers at the first places of a tensor, of doubles or,
 * where the model is compact, of floats; through rest, which takes them. */
static InkModel *
doctored (const InkModel *model, const char *name, const double *numbers,
          guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkState) state = ink_model_to_state (model, &error);
  const InkStateTensor *tensor = ink_state_find (state, name);
  gpointer data = (gpointer) g_bytes_get_data (tensor->data, NULL);
  InkModel *other;

  for (guint i = 0; i < n; i++)
    if (tensor->dtype == INK_DTYPE_F32)
      ((float *) data)[i] = (float) numbers[i];
    else
      ((double *) data)[i] = numbers[i];
  other = ink_model_from_state (state, &error);
  g_assert_no_error (error);
  return other;
}

static void
assert_no_sum (const InkModel *model, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ink_naive_bayes_merge (model, model, NULL, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_LIMIT);
  if (strstr (error->message, word) == NULL)
    g_error ("'%s' does not say '%s'", error->message, word);
}

static void
assert_too_large (const InkNaiveBayesOptions *options, const char *tensor,
                  const double *numbers, guint n, const char *word)
{
  g_autoptr (InkModel) model = train_small (options);
  g_autoptr (InkModel) huge = doctored (model, tensor, numbers, n);

  assert_no_sum (huge, word);
}

/* The first counts are of the class "hockey", of the words "and" and "for". */
static void
test_merge (void)
{
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;

  assert_too_large (&options, "feature_count", (double[]) { 1.2e308 }, 1,
                    "term 'and', class 'hockey'");
  assert_too_large (&options, "feature_count", (double[]) { 8e307, 8e307 }, 2,
                    "class 'hockey'");
  assert_too_large (&options, "class_count", (double[]) { 6e15 }, 1,
                    "class_count");
  options.compact = TRUE;
  assert_too_large (&options, "feature_count", (double[]) { 3e38 }, 1,
                    "term 'and', class 'hockey'");
}

/* A word that few texts hold gets more weight by every text without it. */
static void
test_learn (void)
{
  const char *text = "puck", *label = "hockey";
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model = NULL;
  g_autoptr (InkModel) huge = NULL;

  options.norm = INK_NORM_NONE;
  model = train_small (&options);
  huge = doctored (model, "feature_count", (double[]) { 1.75e308 }, 1);
  g_assert_null (ink_naive_bayes_learn_texts (huge, &text, &label, 1, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_LIMIT);
  g_assert_nonnull (strstr (error->message, "term 'and', class 'hockey'"));
}

/* What is large and can be read is added, and can be read again. */
static void
test_large (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model = train_small (&INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_autoptr (InkModel) large
      = doctored (model, "feature_count", (double[]) { 8e307 }, 1);
  g_autoptr (InkModel) sum
      = ink_naive_bayes_merge (large, large, NULL, &error);
  g_autoptr (InkState) state = ink_model_to_state (sum, &error);
  g_autoptr (InkModel) again = ink_model_from_state (state, &error);

  g_assert_no_error (error);
  g_assert_nonnull (again);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/model/naive-bayes-finite/merge", test_merge);
  g_test_add_func ("/core/model/naive-bayes-finite/learn", test_learn);
  g_test_add_func ("/core/model/naive-bayes-finite/large", test_large);
  return g_test_run ();
}
