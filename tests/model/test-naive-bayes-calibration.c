/* Temperatures: of scores whose own is known, of naive Bayes by folds beside
 * the same by hand, and of a model in memory and at rest. */
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/data/folds.h"
#include "core/model/naive-bayes-calibration.h"
#include "core/model/naive-bayes-merge.h"
#include "core/model/temperature.h"
#include "tests/model/small-texts.h"

#define N 4000
#define N_CLASSES 5

/* Labels drawn from softmax (scores / temperature). */
static void
draw (double *scores, guint32 *labels, double temperature)
{
  InkRng rng = ink_rng (1, INK_STREAM_TEST, 0, 0);

  for (guint i = 0; i < N; i++)
    {
      double *row = scores + i * N_CLASSES, p[N_CLASSES];
      double left = ink_rng_uniform (&rng);

      for (guint c = 0; c < N_CLASSES; c++)
        row[c] = 2 * temperature * ink_rng_normal (&rng) - 700;
      memcpy (p, row, sizeof p);
      ink_temperature_softmax (p, N_CLASSES, temperature);
      for (labels[i] = 0; labels[i] < N_CLASSES - 1; labels[i]++)
        if ((left -= p[labels[i]]) < 0)
          break;
    }
}

static double
loss_at (const double *scores, const guint32 *labels, double temperature)
{
  const double e = 1.0 / (N + 2);
  double sum = 0;

  for (guint i = 0; i < N; i++)
    {
      double p[N_CLASSES];

      memcpy (p, scores + i * N_CLASSES, sizeof p);
      ink_temperature_softmax (p, N_CLASSES, temperature);
      for (guint c = 0; c < N_CLASSES; c++)
        sum -= log (p[c]) * (c == labels[i] ? 1 - e : e / (N_CLASSES - 1));
    }
  return sum / N;
}

static void
test_known (void)
{
  static const double known[] = { 1e-8, 0.02, 1, 30, 1e6 };
  g_autofree double *scores = g_new (double, N * N_CLASSES);
  g_autofree guint32 *labels = g_new (guint32, N);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      double t, least;

      draw (scores, labels, known[i]);
      t = ink_temperature_search (scores, labels, N, N_CLASSES);
      least = loss_at (scores, labels, t);
      g_assert_cmpfloat_with_epsilon (t / known[i], 1, 0.05);
      g_assert_cmpfloat (least, <, loss_at (scores, labels, t * 1.001));
      g_assert_cmpfloat (least, <, loss_at (scores, labels, t / 1.001));
    }
}

/* Two classes always told apart by the same margin: the odds are what has been
 * seen of them, n + 1 to 1. */
static void
test_always_right (void)
{
  const double scores[] = { 3, 0, 0, 3, 3, 0, 0, 3 };
  const guint32 labels[] = { 0, 1, 0, 1 };
  const guint32 wrong[] = { 1, 0, 1, 0 };

  g_assert_cmpfloat_with_epsilon (
      ink_temperature_search (scores, labels, 4, 2), 3 / log (5), 1e-9);
  g_assert_cmpfloat_with_epsilon (
      ink_temperature_search (scores, wrong, 4, 2) / INK_TEMPERATURE_MAX, 1,
      1e-9);
}

static void
test_impossible (void)
{
  const double scores[] = { 3, -INFINITY, 0, -1, -INFINITY, 2 };
  const double without[] = { 3, 0, -1, 2 };
  const guint32 labels[] = { 0, 0 };
  const guint32 labels_without[] = { 0, 0 };

  g_assert_cmpfloat_with_epsilon (
      ink_temperature_search (scores, labels, 2, 3),
      ink_temperature_search (without, labels_without, 2, 2), 1e-9);
}

static void
test_softmax (void)
{
  const double scores[] = { -710.3, -700.25, -701, -1900 };
  double p[4], hot[4], sum = 0;

  memcpy (p, scores, sizeof p);
  memcpy (hot, scores, sizeof hot);
  ink_temperature_softmax (p, 4, 1);
  ink_temperature_softmax (hot, 4, 7);
  for (guint c = 0; c < 4; c++)
    sum += exp (scores[c] + 700.25);
  for (guint c = 0; c < 4; c++)
    {
      g_assert_cmpfloat (p[c], ==, exp (scores[c] + 700.25 - log (sum)));
      g_assert_cmpfloat_with_epsilon (log (hot[c] / hot[1]),
                                      (scores[c] + 700.25) / 7, 1e-12);
    }
}

/* Texts of three classes that share most of their words. */
static InkTextSet *
some_texts (guint n)
{
  static const char *const classes[] = { "a", "b", "c", "rare", NULL };
  InkRng rng = ink_rng (2, INK_STREAM_TEST, 0, 0);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint32 *labels = g_new (guint32, n);

  for (guint i = 0; i < n; i++)
    {
      GString *text = g_string_new (NULL);

      labels[i] = i + 1 == n ? 3 : i % 3;
      for (guint k = 0; k < 8; k++)
        g_string_append_printf (
            text, "word%u ",
            (guint) ink_rng_below (&rng, 20)
                + (ink_rng_uniform (&rng) < 0.3 ? 20 * (1 + labels[i]) : 0));
      g_ptr_array_add (texts, g_string_free (text, FALSE));
    }
  return text_set ((const char *const *) texts->pdata, labels, n, classes);
}

/* The same with models trained on subsets, and the logs of what they say. */
static double
by_hand (InkTextSet *texts, const InkNaiveBayesOptions *options)
{
  const guint n = ink_text_set_count (texts);
  const guint n_classes = ink_text_set_n_classes (texts);
  g_autofree guint8 *folds = g_new (guint8, n);
  g_autofree guint32 *train = g_new (guint32, n);
  g_autofree double *scores = g_new0 (double, n * n_classes);
  g_autoptr (GError) error = NULL;

  ink_folds_assign (ink_text_set_labels (texts), n, n_classes, 3, 9, 0, folds);
  folds[n - 1] = 3;
  for (guint fold = 0; fold < 3; fold++)
    {
      guint n_train = ink_folds_part (folds, n, fold, FALSE, train);
      g_autoptr (InkTextSet) part
          = ink_text_set_subset (texts, "part", train, n_train);
      g_autoptr (InkModel) model
          = ink_naive_bayes_train (part, options, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < n; i++)
        if (folds[i] == fold)
          {
            const char *text = ink_text_set_text (texts, i);

            ink_model_predict_texts (model, &text, 1, 1,
                                     scores + i * n_classes);
          }
    }
  for (guint i = 0; i < (n - 1) * n_classes; i++)
    scores[i] = log (scores[i]);
  return ink_temperature_search (scores, ink_text_set_labels (texts), n - 1,
                                 n_classes);
}

static InkModel *
train (const InkTextSet *texts, const InkNaiveBayesOptions *options)
{
  g_autoptr (GError) error = NULL;
  InkModel *model = ink_naive_bayes_train (texts, options, &error);

  g_assert_no_error (error);
  return model;
}

static void
test_calibrate (void)
{
  static const guint threads[] = { 1, 2, 5 };
  g_autoptr (InkTextSet) texts = some_texts (400);
  g_autoptr (InkModel) model
      = train (texts, &INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_autoptr (GError) error = NULL;
  InkNaiveBayesCalibration c[3];

  memset (c, 0, sizeof c);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (ink_naive_bayes_calibrate (model, texts, 3, 9, threads[i],
                                                NULL, NULL, &c[i], &error));
      g_assert_no_error (error);
      g_assert_cmpfloat (c[i].temperature, ==, c[0].temperature);
      g_assert_cmpfloat (c[i].error_after, ==, c[0].error_after);
      g_assert_cmpfloat (c[i].log_loss_after, ==, c[0].log_loss_after);
    }
  g_assert_cmpuint (c[0].n, ==, 399); /* without the only one of its class */
  g_assert_cmpuint (c[0].folds, ==, 3);
  g_assert_cmpfloat (c[0].log_loss_after, <, 0.95 * c[0].log_loss_before);
  g_assert_cmpfloat (c[0].error_after, <, 0.5 * c[0].error_before);
}

/* Taking out what was put in is training on the rest: to rounding where the
 * weights of a text are its own alone, nearly so with an idf. */
static void
check_by_hand (const InkNaiveBayesOptions *options, double near)
{
  g_autoptr (InkTextSet) texts = some_texts (400);
  g_autoptr (InkModel) model = train (texts, options);
  g_autoptr (GError) error = NULL;
  InkNaiveBayesCalibration c;

  g_assert_true (ink_naive_bayes_calibrate (model, texts, 3, 9, 2, NULL, NULL,
                                            &c, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (c.temperature / by_hand (texts, options), 1,
                                  near);
}

static void
test_by_hand (void)
{
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;

  check_by_hand (&options, 0.01);
  options.idf = INK_IDF_NONE;
  check_by_hand (&options, 1e-9);
  options.ngram_max = 2;
  check_by_hand (&options, 1e-9);
  options.events = INK_EVENTS_COMPLEMENT;
  check_by_hand (&options, 1e-9);
  options.min_df = (InkDocumentLimit) { 3, FALSE };
  options.norm = INK_NORM_NONE; /* which terms that go would change */
  check_by_hand (&options, 1e-9);
  options.events = INK_EVENTS_BERNOULLI;
  options.compact = TRUE;
  check_by_hand (&options, 1e-9);
}

/* All but one text of one class: there is nothing to tell apart. */
static void
test_one_class (void)
{
  static const char *const classes[] = { "a", "b", NULL };
  const char *texts[40];
  guint32 labels[40] = { 1 };
  g_autoptr (InkTextSet) set = NULL;
  g_autoptr (InkModel) model = NULL;
  g_autoptr (GError) error = NULL;
  InkNaiveBayesCalibration c;

  for (guint i = 0; i < 40; i++)
    texts[i] = i == 0 ? "wing" : "fin";
  set = text_set (texts, labels, 40, classes);
  model = train (set, &INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_assert_false (ink_naive_bayes_calibrate (model, set, 3, 1, 1, NULL, NULL,
                                             &c, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
}

static gboolean
stop_cb (double fraction, gpointer user_data, GError **error)
{
  guint *n = user_data;

  return ++*n < 3
         || ink_error_set (error, INK_ERROR_ARGUMENT, "that is enough");
}

static void
test_errors (void)
{
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  g_autoptr (InkTextSet) texts = some_texts (100);
  g_autoptr (InkTextSet) few = some_texts (12);
  g_autoptr (InkModel) model = train (texts, &options);
  g_autoptr (InkModel) other = train_small (&options);
  g_autoptr (GError) error = NULL;
  InkNaiveBayesCalibration c;
  guint n = 0;

  g_assert_false (ink_naive_bayes_calibrate (model, few, 3, 1, 1, NULL, NULL,
                                             &c, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_clear_error (&error);
  g_assert_false (ink_naive_bayes_calibrate (other, texts, 3, 1, 1, NULL, NULL,
                                             &c, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_assert_nonnull (strstr (error->message, "'a'"));
  g_clear_error (&error);
  g_assert_false (ink_naive_bayes_calibrate (model, texts, 1, 1, 1, NULL, NULL,
                                             &c, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (ink_naive_bayes_calibrate (model, texts, 5, 1, 2, stop_cb,
                                             &n, &c, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_ARGUMENT);
  g_assert_cmpstr (error->message, ==, "that is enough");
  g_assert_cmpuint (n, ==, 3);
}

static void
predict (const InkModel *model, double *p)
{
  ink_model_predict_texts (model, small_texts, G_N_ELEMENTS (small_texts), 1,
                           p);
}

/* The model outlives the one that it was made of, and so does its raw self. */
static void
test_model (void)
{
  const InkNaiveBayesCalibration put
      = { 0.25, 6, 3, G_MAXUINT64, 0.5, 0.125, 1.5, 0.1 };
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  InkModel *model = train_small (&options);
  g_autoptr (InkModel) calibrated = ink_naive_bayes_calibrated (model, &put);
  g_autoptr (InkModel) raw
      = ink_naive_bayes_with_temperature (calibrated, 1);
  InkNaiveBayesCalibration got = { 0 };
  double p[3][3 * G_N_ELEMENTS (small_texts)];

  g_assert_cmpfloat (ink_naive_bayes_temperature (model), ==, 1);
  g_assert_false (ink_naive_bayes_calibration_of (model, &got));
  predict (model, p[0]);
  ink_model_unref (model);
  predict (calibrated, p[1]);
  predict (raw, p[2]);
  g_assert_cmpmem (p[0], sizeof p[0], p[2], sizeof p[2]);
  for (guint i = 0; i < G_N_ELEMENTS (p[0]); i++)
    {
      const double *row = p[0] + i / 3 * 3;
      double sum = 0;

      for (guint c = 0; c < 3; c++)
        sum += pow (row[c], 4);
      g_assert_cmpfloat_with_epsilon (p[1][i], pow (row[i % 3], 4) / sum,
                                      1e-12);
    }
  g_assert_true (ink_naive_bayes_calibration_of (calibrated, &got));
  g_assert_cmpmem (&got, sizeof got, &put, sizeof put);
}

/* What a model learns later leaves it calibrated. */
static void
test_learn (void)
{
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  g_autoptr (InkModel) model = train_small (&options);
  g_autoptr (InkModel) calibrated
      = ink_naive_bayes_with_temperature (model, 0.5);
  const char *text = "a rake", *label = ink_model_class_names (model)[2];
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) learned
      = ink_naive_bayes_learn_texts (calibrated, &text, &label, 1, &error);

  g_assert_no_error (error);
  g_assert_cmpfloat (ink_naive_bayes_temperature (learned), ==, 0.5);
}

static void
test_at_rest (void)
{
  const InkNaiveBayesCalibration put = { 3e-7, 6, 3, 1, 0.5, 0.1, 1.5, 0.1 };
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  g_autoptr (InkModel) model = train_small (&options);
  g_autoptr (InkModel) calibrated = ink_naive_bayes_calibrated (model, &put);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkState) plain = ink_model_to_state (model, &error);
  g_autoptr (InkState) state = ink_model_to_state (calibrated, &error);
  g_autoptr (InkModel) again = ink_model_from_state (state, &error);
  g_autoptr (InkModel) raw = ink_naive_bayes_with_temperature (again, 1);
  g_autoptr (InkState) raw_state = ink_model_to_state (raw, &error);
  g_autoptr (InkModel) raw_again = ink_model_from_state (raw_state, &error);
  InkNaiveBayesCalibration got = { 0 };

  g_assert_no_error (error);
  g_assert_null (ink_state_metadata (plain, "temperature"));
  g_assert_cmpfloat (ink_naive_bayes_temperature (again), ==, 3e-7);
  g_assert_cmpfloat (ink_naive_bayes_temperature (raw_again), ==, 1);
  g_assert_true (ink_naive_bayes_calibration_of (again, &got));
  g_assert_cmpmem (&got, sizeof got, &put, sizeof put);
}

static void
test_wrong_file (void)
{
  static const char *const wrong[]
      = { "0", "-1", "nan", "inf", "1e-13", "1e13", "", "1x" };
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  g_autoptr (InkModel) model = train_small (&options);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (InkState) state = ink_model_to_state (model, &error);
      g_autoptr (InkModel) again = NULL;

      ink_state_set_metadata (state, "temperature", wrong[i]);
      again = ink_model_from_state (state, &error);
      g_assert_null (again);
      g_assert_error (error, INK_ERROR, INK_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, "temperature"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/model/temperature/known", test_known);
  g_test_add_func ("/core/model/temperature/always-right", test_always_right);
  g_test_add_func ("/core/model/temperature/impossible", test_impossible);
  g_test_add_func ("/core/model/temperature/softmax", test_softmax);
  g_test_add_func ("/core/model/naive-bayes-calibration/folds",
                   test_calibrate);
  g_test_add_func ("/core/model/naive-bayes-calibration/by-hand",
                   test_by_hand);
  g_test_add_func ("/core/model/naive-bayes-calibration/errors", test_errors);
  g_test_add_func ("/core/model/naive-bayes-calibration/one-class",
                   test_one_class);
  g_test_add_func ("/core/model/naive-bayes-calibration/model", test_model);
  g_test_add_func ("/core/model/naive-bayes-calibration/learn", test_learn);
  g_test_add_func ("/core/model/naive-bayes-calibration/at-rest",
                   test_at_rest);
  g_test_add_func ("/core/model/naive-bayes-calibration/wrong-file",
                   test_wrong_file);
  return g_test_run ();
}
