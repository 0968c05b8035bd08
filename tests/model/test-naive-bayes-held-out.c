/* Calibration on texts that a model has not learned from: beside the same by
 * hand, on any threads, of a sample where there are many, and what it
 * refuses. */
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/model/naive-bayes-calibration.h"
#include "core/model/temperature.h"
#include "tests/data/temp-folder.h"
#include "tests/model/made-texts.h"

static const char *const three[] = { "cedar", "apple", "birch", NULL };
static const char *const two[] = { "cedar", "apple", NULL };
static const char *const four[] = { "apple", "birch", "cedar", "fir", NULL };
static const char *const one[] = { "birch", NULL };
static const char *const rotated[] = { "birch", "cedar", "apple", NULL };

static InkModel *
train (void)
{
  g_auto (MadeTexts) made = made_texts (1, 300, three, 0, 200);

  return made_texts_train (&made, &INK_NAIVE_BAYES_OPTIONS_DEFAULT);
}

static gboolean
calibrate_csv (const InkModel *model, const char *csv, guint64 seed,
               const InkNaiveBayesTraining *training,
               InkNaiveBayesCalibration *c, InkCalibrationFigures *now,
               GError **error)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *file
      = temp_folder_write (folder, "texts.csv", csv, strlen (csv));
  g_autoptr (InkTextSource) source
      = ink_text_source_open (file, INK_SPLIT_TEST, NULL, error);
  gboolean done;

  g_assert_nonnull (source);
  done = ink_naive_bayes_calibrate_held_out (model, source, seed, training, c,
                                             now, error);
  temp_folder_remove (folder);
  return done;
}

static char *
to_csv (const MadeTexts *made)
{
  GString *csv = g_string_new ("label,text\n");

  for (guint i = 0; i < made->texts->len; i++)
    g_string_append_printf (csv, "%s,%s\n",
                            (const char *) made->labels->pdata[i],
                            (const char *) made->texts->pdata[i]);
  return g_string_free (csv, FALSE);
}

/* What the model says raw, and its logs. */
static double
by_hand (const InkModel *model, const MadeTexts *made)
{
  g_autoptr (InkTextSet) set = made_texts_set (made); /* its classes, sorted */
  const guint n = ink_text_set_count (set);
  g_autofree double *scores = g_new (double, n * 3);

  for (guint i = 0; i < n; i++)
    {
      const char *text = ink_text_set_text (set, i);

      ink_model_predict_texts (model, &text, 1, 1, scores + i * 3);
    }
  for (guint i = 0; i < n * 3; i++)
    scores[i] = log (scores[i]);
  return ink_temperature_search (scores, ink_text_set_labels (set), n, 3);
}

static void
test_by_hand (void)
{
  g_autoptr (InkModel) model = train ();
  g_auto (MadeTexts) made = made_texts (2, 200, three, 0, 200);
  g_autofree char *csv = to_csv (&made);
  g_autoptr (InkModel) warm = ink_naive_bayes_with_temperature (model, 3);
  g_autoptr (InkModel) calibrated = NULL;
  g_autoptr (GError) error = NULL;
  InkNaiveBayesCalibration c, again, kept;
  InkCalibrationFigures now;

  g_assert_true (calibrate_csv (warm, csv, 7, NULL, &c, &now, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (c.n, ==, 200);
  g_assert_cmpuint (c.folds, ==, 0);
  g_assert_cmpuint (c.seed, ==, 7);
  g_assert_cmpfloat_with_epsilon (c.temperature / by_hand (model, &made), 1,
                                  1e-9);
  g_assert_cmpfloat (c.log_loss_after, <, c.log_loss_before);
  g_assert_cmpfloat (now.log_loss, >, c.log_loss_before);
  calibrated = ink_naive_bayes_calibrated (warm, &c);
  g_assert_true (calibrate_csv (calibrated, csv, 7, NULL, &again, &now,
                                &error));
  g_assert_cmpmem (&again, sizeof again, &c, sizeof c);
  g_assert_cmpfloat (now.error, ==, c.error_after);
  g_assert_cmpfloat (now.log_loss, ==, c.log_loss_after);
  g_assert_true (ink_naive_bayes_calibration_of (calibrated, &kept));
  g_assert_cmpmem (&kept, sizeof kept, &c, sizeof c);
}

/* Classes that come in turns, and a part of the texts: those of all classes,
 * the same on any threads. */
static void
test_sample (void)
{
  static const guint threads[] = { 1, 5, 2 };
  const guint n = 2 * INK_CALIBRATION_MAX_TEXTS + 1000;
  g_autoptr (InkModel) model = train ();
  g_auto (MadeTexts) made = made_texts (3, 100, two, 0, 200);
  g_autoptr (GString) csv = g_string_new ("label,text\n");
  InkNaiveBayesCalibration c[3];

  for (guint i = 0; i < n; i++)
    g_string_append_printf (csv, "%s,%.20s\n", two[i % 2],
                            (const char *) made.texts->pdata[i % 100]);
  for (guint i = 0; i < 3; i++)
    {
      const InkNaiveBayesTraining training = { .n_threads = threads[i] };
      g_autoptr (GError) error = NULL;

      g_assert_true (calibrate_csv (model, csv->str, i == 2 ? 2 : 1, &training,
                                    &c[i], NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (c[i].n, ==, INK_CALIBRATION_MAX_TEXTS);
    }
  g_assert_cmpmem (&c[1], sizeof c[0], &c[0], sizeof c[0]);
  g_assert_cmpfloat (c[2].temperature, !=, c[0].temperature);
}

static void
assert_refused (const InkModel *model, const char *csv, const char *word)
{
  g_autoptr (GError) error = NULL;
  InkNaiveBayesCalibration c;

  g_assert_false (calibrate_csv (model, csv, 1, NULL, &c, NULL, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  if (strstr (error->message, word) == NULL)
    g_error ("'%s' does not say '%s'", error->message, word);
}

static void
assert_made_refused (const InkModel *model, guint n, const char *const *classes,
                     const char *word)
{
  g_auto (MadeTexts) made = made_texts (4, n, classes, 0, 200);
  g_autofree char *csv = to_csv (&made);

  assert_refused (model, csv, word);
}

/* The same with a class that no text is of. */
static InkModel *
without_texts_of (const InkModel *model, guint c)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkState) state = ink_model_to_state (model, &error);
  const InkStateTensor *tensor = ink_state_find (state, "class_count");
  InkModel *other;

  ((double *) g_bytes_get_data (tensor->data, NULL))[c] = 0;
  other = ink_model_from_state (state, &error);
  g_assert_no_error (error);
  return other;
}

static void
test_refused (void)
{
  g_autoptr (InkModel) model = train ();
  g_autoptr (InkModel) lacking = without_texts_of (model, 1);
  g_auto (MadeTexts) made = made_texts (1, 300, rotated, 0, 200);
  g_autofree char *wrong = to_csv (&made);
  g_autoptr (GString) unknown = g_string_new ("label,text\n");

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (unknown, "%s,quux\n", three[i % 3]);
  assert_made_refused (model, 19, three, "20 texts");
  assert_made_refused (model, 60, one, "two classes");
  assert_made_refused (model, 60, four, "'fir'");
  assert_made_refused (lacking, 60, three, "seen texts of, found 'birch'");
  assert_refused (model, unknown->str, "words");
  assert_refused (model, wrong, "chance");
}

static gboolean
stop_cb (double fraction, gpointer user_data, GError **error)
{
  return ink_error_set (error, INK_ERROR_CANCELLED, "that is enough");
}

static void
test_stopped (void)
{
  const InkNaiveBayesTraining training = { 1, 0, stop_cb, NULL };
  g_autoptr (InkModel) model = train ();
  g_auto (MadeTexts) made = made_texts (4, 60, three, 0, 200);
  g_autofree char *csv = to_csv (&made);
  g_autoptr (GError) error = NULL;
  InkNaiveBayesCalibration c = { .n = 11 };

  g_assert_false (calibrate_csv (model, csv, 1, &training, &c, NULL, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_CANCELLED);
  g_assert_cmpuint (c.n, ==, 11);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/model/naive-bayes-held-out/by-hand", test_by_hand);
  g_test_add_func ("/core/model/naive-bayes-held-out/sample", test_sample);
  g_test_add_func ("/core/model/naive-bayes-held-out/refused", test_refused);
  g_test_add_func ("/core/model/naive-bayes-held-out/stopped", test_stopped);
  return g_test_run ();
}
