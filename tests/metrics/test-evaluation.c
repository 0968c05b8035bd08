/* Evaluations as a whole: what is not defined, JSON, CSV and errors. */
#include "core/metrics/evaluation.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <locale.h>
#include <math.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/metrics/evaluation-json.h"
#include "core/metrics/evaluation-predictions.h"
#include "core/metrics/evaluation-warnings.h"

static const char *const names[]
    = { "plain", "with \"quotes\", comma", "line\nfeed", NULL };
static const double probabilities[] = {
  0.7, 0.2, 0.1, 0.1, 0.6, 0.3, 0.4, 0.4, 0.2, 1.0 / 3, 2.0 / 3, 0,
};
static const guint32 labels[] = { 0, 1, 1, 0 };

static InkEvaluation *
make_evaluation (void)
{
  g_autoptr (GError) error = NULL;
  InkEvaluation *evaluation
      = ink_evaluation_new (probabilities, labels, 4, names, &error);

  g_assert_no_error (error);
  return evaluation;
}

/* The third class is not there: its own figures are not defined and the macro
 * average is of the other two. */
static void
test_absent_class (void)
{
  g_autoptr (InkEvaluation) e = make_evaluation ();
  const InkClassFigures *first = ink_evaluation_class (e, 0);
  const InkClassFigures *second = ink_evaluation_class (e, 1);
  const InkClassFigures *third = ink_evaluation_class (e, 2);
  const InkAverageFigures *macro
      = ink_evaluation_average (e, INK_AVERAGE_MACRO);

  g_assert_true (isnan (third->roc_auc));
  g_assert_true (isnan (third->average_precision));
  g_assert_null (ink_evaluation_roc (e, 2));
  g_assert_null (ink_evaluation_precision_recall (e, 2));
  g_assert_nonnull (ink_evaluation_roc (e, 0));
  g_assert_cmpfloat (macro->roc_auc, ==,
                     (first->roc_auc + second->roc_auc) / 2);
  g_assert_cmpfloat (macro->f1, ==, (first->f1 + second->f1) / 2);
}

/* One class is there and predicted, one never predicted, one not there, one
 * neither: what is divided by nothing is not defined, and said. */
static void
test_warnings (void)
{
  static const char *const four[] = { "fine", "missed", "false", "none", NULL };
  static const double p[] = {
    0.9, 0.1, 0, 0, 0.2, 0.1, 0.7, 0, 0.6, 0.3, 0.1, 0,
  };
  static const guint32 y[] = { 0, 1, 1 };
  g_autoptr (InkEvaluation) e = ink_evaluation_new (p, y, 3, four, NULL);
  const InkClassFigures fine = ink_evaluation_class_defined (e, 0);
  const InkClassFigures missed = ink_evaluation_class_defined (e, 1);
  const InkClassFigures false_one = ink_evaluation_class_defined (e, 2);
  const InkClassFigures none = ink_evaluation_class_defined (e, 3);
  g_auto (GStrv) warnings = ink_evaluation_warnings (e);
  g_autofree char *json = ink_evaluation_to_json (e);

  g_assert_cmpfloat (fine.precision, ==, 0.5);
  g_assert_null (ink_evaluation_class_remark (e, 0));
  g_assert_true (isnan (missed.precision));
  g_assert_cmpfloat (missed.recall, ==, 0);
  g_assert_cmpfloat (missed.f1, ==, 0);
  g_assert_cmpstr (ink_evaluation_class_remark (e, 1), ==, "never predicted");
  g_assert_cmpfloat (false_one.precision, ==, 0);
  g_assert_true (isnan (false_one.recall));
  g_assert_cmpfloat (false_one.f1, ==, 0);
  g_assert_cmpstr (ink_evaluation_class_remark (e, 2), ==, "not in the data");
  g_assert_true (isnan (none.precision) && isnan (none.recall)
                 && isnan (none.f1));
  g_assert_cmpuint (g_strv_length (warnings), ==, 3);
  g_assert_true (g_str_has_prefix (warnings[0], "class 'missed' is never "));
  g_assert_true (g_str_has_prefix (warnings[1], "class 'false' is not in "));
  g_assert_true (g_str_has_prefix (warnings[2], "class 'none' is not in "));
  for (guint i = 0; i < 3; i++)
    g_assert_nonnull (strstr (json, warnings[i]));
}

static void
test_first_of_equals (void)
{
  g_autoptr (InkEvaluation) e = make_evaluation ();

  g_assert_cmpuint (ink_evaluation_predicted (e)[2], ==, 0);
}

static void
test_one_class (void)
{
  const char *const only[] = { "only", NULL };
  const double sure[] = { 1, 1 };
  const guint32 zeros[] = { 0, 0 };
  g_autoptr (InkEvaluation) e = ink_evaluation_new (sure, zeros, 2, only, NULL);

  g_assert_cmpfloat (ink_evaluation_accuracy (e), ==, 1);
  g_assert_cmpfloat (ink_evaluation_log_loss (e), ==, 0);
  g_assert_true (isnan (
      ink_evaluation_average (e, INK_AVERAGE_MACRO)->roc_auc));
  g_assert_true (isnan (
      ink_evaluation_average (e, INK_AVERAGE_MICRO)->roc_auc));
  g_assert_true (isnan (
      ink_evaluation_average (e, INK_AVERAGE_WEIGHTED)->roc_auc));
}

static void
test_errors (void)
{
  const double unsound[] = { 0.5, NAN };
  const double sound[] = { 0.5, 0.5, 0.5, 0.5 };
  const guint32 beyond[] = { 1, 2 };
  const char *const two[] = { "a", "b", NULL };
  const char *const none[] = { NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (ink_evaluation_new (unsound, labels, 1, two, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_null (ink_evaluation_new (unsound, labels, 0, two, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_clear_error (&error);
  g_assert_null (ink_evaluation_new (unsound, labels, 1, none, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_clear_error (&error);
  g_assert_null (ink_evaluation_new (sound, beyond, 2, two, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_assert_nonnull (strstr (error->message, "example 1: "));
}

static void
check_average (JsonObject *root, const char *key,
               const InkAverageFigures *figures)
{
  JsonObject *json = json_object_get_object_member (root, key);

  g_assert_cmpuint (json_object_get_size (json), ==, 5);
  g_assert_cmpfloat (json_object_get_double_member (json, "precision"), ==,
                     figures->precision);
  g_assert_cmpfloat (json_object_get_double_member (json, "recall"), ==,
                     figures->recall);
  g_assert_cmpfloat (json_object_get_double_member (json, "f1"), ==,
                     figures->f1);
  g_assert_cmpfloat (json_object_get_double_member (json, "roc_auc"), ==,
                     figures->roc_auc);
  g_assert_cmpfloat (
      json_object_get_double_member (json, "average_precision"), ==,
      figures->average_precision);
}

static void
check_class (JsonObject *json, const char *name, const InkClassFigures *figures)
{
  g_assert_cmpuint (json_object_get_size (json), ==, 9);
  g_assert_cmpstr (json_object_get_string_member (json, "label"), ==, name);
  g_assert_cmpint (json_object_get_int_member (json, "support"), ==,
                   (gint64) figures->support);
  g_assert_cmpfloat (json_object_get_double_member (json, "f1"), ==,
                     figures->f1);
  if (isnan (figures->roc_auc))
    g_assert_true (json_object_get_null_member (json, "roc_auc"));
  else
    g_assert_cmpfloat (json_object_get_double_member (json, "roc_auc"), ==,
                       figures->roc_auc);
}

/* Members that came after the first ten. */
static void
check_later_members (JsonObject *root, const InkEvaluation *e)
{
  static const InkFigure figures[] = {
    INK_FIGURE_BALANCED_ACCURACY,
    INK_FIGURE_MATTHEWS_CORRELATION,
    INK_FIGURE_COHEN_KAPPA,
    INK_FIGURE_BRIER_SCORE,
  };
  JsonObject *top = json_object_get_object_member (root, "top_k_accuracy");
  JsonArray *classes = json_object_get_array_member (root, "classes");
  JsonObject *first = json_array_get_object_element (classes, 0);
  JsonObject *absent = json_array_get_object_element (classes, 2);

  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    g_assert_cmpfloat (
        json_object_get_double_member (root, ink_figure_key (figures[i])), ==,
        ink_evaluation_figure (e, figures[i]));
  g_assert_cmpfloat (json_object_get_double_member (root, "interval_level"),
                     ==, 0.95);
  g_assert_cmpuint (json_object_get_size (top), ==, 1); /* k < classes */
  g_assert_cmpfloat (json_object_get_double_member (top, "2"), ==, 1);
  g_assert_cmpfloat (json_object_get_double_member (first, "brier_score"), ==,
                     ink_evaluation_brier_class (e, 0));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                        first, "roc_auc_interval")),
                    ==, 2);
  g_assert_true (json_object_get_null_member (absent, "roc_auc_interval"));
}

static double
interval_end (JsonObject *object, const char *key, guint end)
{
  return json_array_get_double_element (
      json_object_get_array_member (object, key), end);
}

static void
test_json_bootstrap (void)
{
  const InkBootstrapOptions options = { 100, 5, 0.9 };
  g_autoptr (InkEvaluation) e = make_evaluation ();
  g_autoptr (InkPool) pool = ink_pool_new (1);
  InkEstimate estimates[INK_N_FIGURES];
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *root, *bootstrap, *intervals;
  double low, high;

  g_assert_true (ink_bootstrap (e, &options, pool, estimates, NULL));
  text = ink_evaluation_to_json_with (e, 0.9, &options, estimates);
  node = json_from_string (text, NULL);
  root = json_node_get_object (node);
  bootstrap = json_object_get_object_member (root, "bootstrap");
  intervals = json_object_get_object_member (bootstrap, "intervals");
  g_assert_cmpuint (json_object_get_size (intervals), ==, INK_N_FIGURES);
  g_assert_cmpint (json_object_get_int_member (bootstrap, "resamples"), ==,
                   100);
  g_assert_cmpint (json_object_get_int_member (bootstrap, "seed"), ==, 5);
  for (guint f = 0; f < INK_N_FIGURES; f++)
    {
      const char *key = ink_figure_key ((InkFigure) f);

      g_assert_cmpfloat (interval_end (intervals, key, 0), ==,
                         estimates[f].low);
      g_assert_cmpfloat (interval_end (intervals, key, 1), ==,
                         estimates[f].high);
    }
  ink_evaluation_accuracy_interval_at (e, 0.9, &low, &high);
  g_assert_cmpfloat (interval_end (root, "accuracy_interval", 0), ==, low);
  g_assert_cmpfloat (interval_end (root, "accuracy_interval", 1), ==, high);
}

static void
test_json (void)
{
  g_autoptr (InkEvaluation) e = make_evaluation ();
  g_autofree char *text = ink_evaluation_to_json (e);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *root = json_node_get_object (node);
  JsonArray *classes = json_object_get_array_member (root, "classes");
  JsonArray *confusion = json_object_get_array_member (root, "confusion");
  JsonArray *row = json_array_get_array_element (confusion, 1);

  g_assert_null (strchr (text, '\n'));
  g_assert_cmpuint (json_object_get_size (root), ==, 17);
  g_assert_cmpint (json_object_get_int_member (root, "count"), ==, 4);
  g_assert_cmpfloat (json_object_get_double_member (root, "accuracy"), ==, 0.5);
  g_assert_cmpfloat (json_object_get_double_member (root, "log_loss"), ==,
                     ink_evaluation_log_loss (e));
  g_assert_cmpfloat (
      json_object_get_double_member (root, "expected_calibration_error"), ==,
      ink_evaluation_calibration_error (e));
  check_average (root, "macro", ink_evaluation_average (e, INK_AVERAGE_MACRO));
  check_average (root, "micro", ink_evaluation_average (e, INK_AVERAGE_MICRO));
  check_average (root, "weighted",
                 ink_evaluation_average (e, INK_AVERAGE_WEIGHTED));
  for (guint c = 0; c < 3; c++)
    check_class (json_array_get_object_element (classes, c), names[c],
                 ink_evaluation_class (e, c));
  g_assert_cmpint (json_array_get_int_element (row, 0), ==, 1);
  g_assert_cmpint (json_array_get_int_element (row, 1), ==, 1);
  check_later_members (root, e);
}

static char *
write_csv (const InkEvaluation *e)
{
  g_autofree char *folder = g_dir_make_tmp ("inkling-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "p.csv", NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  ink_evaluation_write_predictions (e, path, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, NULL);
  g_remove (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* nothing else is left */
  return text;
}

static void
test_csv (void)
{
  g_autoptr (InkEvaluation) e = make_evaluation ();
  g_autofree char *text = write_csv (e);
  const char *quoted = "\"with \"\"quotes\"\", comma\"";
  g_autofree char *expected = g_strdup_printf (
      "index,label,predicted,p:plain,\"p:with \"\"quotes\"\", comma\","
      "\"p:line\nfeed\"\n"
      "0,plain,plain,0.7,0.2,0.1\n"
      "1,%s,%s,0.1,0.6,0.3\n"
      "2,%s,plain,0.4,0.4,0.2\n"
      "3,plain,%s,0.333333333,0.666666667,0\n",
      quoted, quoted, quoted, quoted);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_csv_error (void)
{
  g_autoptr (InkEvaluation) e = make_evaluation ();
  g_autoptr (GError) error = NULL;

  g_assert_false (ink_evaluation_write_predictions (
      e, "/nonexistent-folder/p.csv", &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_IO);
}

/* Where numbers are written with a comma, files keep the point. */
static void
test_locale (void)
{
  static const char *const locales[]
      = { "de_DE.UTF-8", "fr_FR.UTF-8", "de_DE.utf8", "ru_RU.UTF-8" };
  g_autoptr (InkEvaluation) e = make_evaluation ();
  g_autofree char *plain = write_csv (e);
  g_autofree char *plain_json = ink_evaluation_to_json (e);
  g_autofree char *csv = NULL;
  g_autofree char *json = NULL;
  const char *set = NULL;

  for (gsize i = 0; set == NULL && i < G_N_ELEMENTS (locales); i++)
    set = setlocale (LC_NUMERIC, locales[i]);
  if (set == NULL)
    {
      g_test_skip ("no locale with a decimal comma is installed");
      return;
    }
  csv = write_csv (e);
  json = ink_evaluation_to_json (e);
  setlocale (LC_NUMERIC, "C");
  g_assert_cmpstr (csv, ==, plain);
  g_assert_cmpstr (json, ==, plain_json);
}

/* 10,000 x 10 is what a test set has; the interface waits for it. */
static void
test_large (void)
{
  gsize n = 10000;
  guint n_classes = 10;
  const char *const digits[]
      = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL };
  g_autofree double *p = g_new (double, n * n_classes);
  g_autofree guint32 *y = g_new (guint32, n);
  g_autoptr (InkEvaluation) e = NULL;
  InkRng rng = ink_rng (1, INK_STREAM_TEST, 0, 0);
  gint64 start;

  for (gsize i = 0; i < n; i++)
    {
      double sum = 0;

      y[i] = (guint32) ink_rng_below (&rng, n_classes);
      for (guint c = 0; c < n_classes; c++)
        sum += p[i * n_classes + c] = ink_rng_uniform (&rng);
      for (guint c = 0; c < n_classes; c++)
        p[i * n_classes + c] /= sum;
    }
  start = g_get_monotonic_time ();
  e = ink_evaluation_new (p, y, n, digits, NULL);
  g_test_message ("10,000 x 10: %.1f ms",
                  (double) (g_get_monotonic_time () - start) / 1000);
  g_assert_cmpfloat_with_epsilon (
      ink_evaluation_average (e, INK_AVERAGE_MACRO)->roc_auc, 0.5, 0.02);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/evaluation/absent-class", test_absent_class);
  g_test_add_func ("/core/evaluation/warnings", test_warnings);
  g_test_add_func ("/core/evaluation/first-of-equals", test_first_of_equals);
  g_test_add_func ("/core/evaluation/one-class", test_one_class);
  g_test_add_func ("/core/evaluation/errors", test_errors);
  g_test_add_func ("/core/evaluation/json", test_json);
  g_test_add_func ("/core/evaluation/json-bootstrap", test_json_bootstrap);
  g_test_add_func ("/core/evaluation/csv", test_csv);
  g_test_add_func ("/core/evaluation/csv-error", test_csv_error);
  g_test_add_func ("/core/evaluation/locale", test_locale);
  g_test_add_func ("/core/evaluation/large", test_large);
  return g_test_run ();
}
