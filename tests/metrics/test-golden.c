/* Every figure against scikit-learn: kept ones (tests/golden/metrics-*.json),
 * and, where scikit-learn is installed, random cases with ties and absent
 * classes made on the spot. A case is the JSON that make-metrics.py reads and
 * writes; all figures must agree to 1e-12. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "core/base/rng.h"
#include "core/metrics/figure.h"
#include "tests/support/slow-build.h"

#define TOLERANCE 1e-12
#define N_RANDOM_CASES (IS_SLOW_BUILD ? 100u : 1000u)

typedef struct
{
  guint n_classes;
  gsize n;
  double *probabilities;
  guint32 *labels;
  GStrv names;
} Case;

static void
case_clear (Case *c)
{
  g_free (c->probabilities);
  g_free (c->labels);
  g_strfreev (c->names);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static GStrv
make_names (guint n)
{
  GStrv names = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    names[i] = g_strdup_printf ("class %u", i);
  return names;
}

static void
case_init (Case *c, guint n_classes, gsize n)
{
  c->n_classes = n_classes;
  c->n = n;
  c->probabilities = g_new0 (double, n * n_classes);
  c->labels = g_new0 (guint32, n);
  c->names = make_names (n_classes);
}

static void
case_from_json (Case *c, JsonObject *json)
{
  JsonArray *labels = json_object_get_array_member (json, "labels");
  JsonArray *rows = json_object_get_array_member (json, "probabilities");

  case_init (c, (guint) json_object_get_int_member (json, "n_classes"),
             json_array_get_length (labels));
  for (gsize i = 0; i < c->n; i++)
    {
      JsonArray *row = json_array_get_array_element (rows, (guint) i);

      c->labels[i] = (guint32) json_array_get_int_element (labels, (guint) i);
      for (guint k = 0; k < c->n_classes; k++)
        c->probabilities[i * c->n_classes + k]
            = json_array_get_double_element (row, k);
    }
}

static void
case_to_json (const Case *c, GString *json)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (json, "{\"n_classes\":%u,\"labels\":[",
                          c->n_classes);
  for (gsize i = 0; i < c->n; i++)
    g_string_append_printf (json, "%s%u", i > 0 ? "," : "", c->labels[i]);
  g_string_append (json, "],\"probabilities\":[");
  for (gsize i = 0; i < c->n * c->n_classes; i++)
    {
      const char *before = i == 0                ? "["
                           : i % c->n_classes == 0 ? "],["
                                                   : ",";

      g_string_append (json, before);
      g_string_append (
          json, g_ascii_dtostr (text, sizeof text, c->probabilities[i]));
    }
  g_string_append (json, "]]}");
}

/* A null stands for a figure that is not defined. */
static void
check_figure (const char *name, double found, JsonNode *node)
{
  double expected = JSON_NODE_HOLDS_NULL (node) ? NAN
                                                : json_node_get_double (node);

  if (isnan (expected) && isnan (found))
    return;
  if (!(fabs (found - expected) <= TOLERANCE))
    {
      g_test_message ("%s: expected %.17g, found %.17g", name, expected, found);
      g_test_fail ();
    }
}

static void
check_member (JsonObject *json, const char *name, double found)
{
  check_figure (name, found, json_object_get_member (json, name));
}

static void
check_list (const char *name, JsonArray *list, const double *found, gsize n)
{
  if (json_array_get_length (list) != n)
    {
      g_test_message ("%s: expected %u points, found %" G_GSIZE_FORMAT, name,
                      json_array_get_length (list), n);
      g_test_fail ();
      return;
    }
  for (gsize i = 0; i < n; i++)
    check_figure (name, found[i], json_array_get_element (list, (guint) i));
}

static void
check_average (JsonObject *expected, const char *name,
               const InkAverageFigures *found)
{
  JsonObject *json = json_object_get_object_member (expected, name);

  check_member (json, "precision", found->precision);
  check_member (json, "recall", found->recall);
  check_member (json, "f1", found->f1);
  check_member (json, "roc_auc", found->roc_auc);
  check_member (json, "average_precision", found->average_precision);
}

static void
check_roc (JsonNode *node, const InkRoc *roc)
{
  JsonArray *parts;

  g_assert_cmpint (JSON_NODE_HOLDS_NULL (node), ==, roc == NULL);
  if (roc == NULL)
    return;
  parts = json_node_get_array (node);
  check_list ("false positive rate", json_array_get_array_element (parts, 0),
              roc->false_positive_rate, roc->n);
  check_list ("true positive rate", json_array_get_array_element (parts, 1),
              roc->true_positive_rate, roc->n);
  check_list ("ROC thresholds", json_array_get_array_element (parts, 2),
              roc->thresholds, roc->n);
}

static void
check_curve (JsonNode *node, const InkPrecisionRecall *curve)
{
  JsonArray *parts;

  g_assert_cmpint (JSON_NODE_HOLDS_NULL (node), ==, curve == NULL);
  if (curve == NULL)
    return;
  parts = json_node_get_array (node);
  check_list ("precision", json_array_get_array_element (parts, 0),
              curve->precision, curve->n);
  check_list ("recall", json_array_get_array_element (parts, 1), curve->recall,
              curve->n);
  check_list ("precision-recall thresholds",
              json_array_get_array_element (parts, 2), curve->thresholds,
              curve->n - 1);
}

/* The last of our points at each of scikit-learn's rates is its point; there
 * are no other rates, and the area is the mean of the classes'. */
static void
check_macro (JsonObject *expected, const InkRoc *macro)
{
  JsonNode *node = json_object_get_member (expected, "roc_macro");
  gsize n = 0;

  g_assert_cmpint (JSON_NODE_HOLDS_NULL (node), ==, macro == NULL);
  if (macro == NULL)
    return;
  for (gsize i = 0; i < macro->n; i++)
    {
      const double x = macro->false_positive_rate[i];
      JsonArray *parts = json_node_get_array (node);

      g_assert_true (isnan (macro->thresholds[i]));
      if (i + 1 < macro->n && macro->false_positive_rate[i + 1] == x)
        continue;
      for (guint k = 0; k < 2; k++)
        check_figure (k == 0 ? "macro false positive rate"
                             : "macro true positive rate",
                      k == 0 ? x : macro->true_positive_rate[i],
                      json_array_get_element (
                          json_array_get_array_element (parts, k), (guint) n));
      n++;
    }
  g_assert_cmpuint (n, ==,
                    json_array_get_length (json_array_get_array_element (
                        json_node_get_array (node), 0)));
  check_member (json_object_get_object_member (expected, "macro"), "roc_auc",
                macro->auc);
}

static void
check_averaged_curves (JsonObject *expected, const InkEvaluation *evaluation)
{
  g_autoptr (InkPrecisionRecall) curve
      = ink_evaluation_precision_recall_micro (evaluation);
  const InkRoc *micro = ink_evaluation_roc_micro (evaluation);
  JsonObject *averages = json_object_get_object_member (expected, "micro");

  check_roc (json_object_get_member (expected, "roc_micro"), micro);
  check_member (averages, "roc_auc", micro->auc);
  check_curve (json_object_get_member (expected, "precision_recall_micro"),
               curve);
  check_member (averages, "average_precision", curve->average_precision);
  check_macro (expected, ink_evaluation_roc_macro (evaluation));
}

static void
check_class (JsonObject *expected, const InkEvaluation *evaluation, guint c)
{
  const InkClassFigures *found = ink_evaluation_class (evaluation, c);
  g_autoptr (InkPrecisionRecall) curve
      = ink_evaluation_precision_recall (evaluation, c);
  JsonObject *json = json_array_get_object_element (
      json_object_get_array_member (expected, "classes"), c);
  JsonArray *rocs = json_object_get_array_member (expected, "roc");
  JsonArray *curves
      = json_object_get_array_member (expected, "precision_recall");

  check_member (json, "precision", found->precision);
  check_member (json, "recall", found->recall);
  check_member (json, "f1", found->f1);
  check_member (json, "roc_auc", found->roc_auc);
  check_member (json, "average_precision", found->average_precision);
  g_assert_cmpuint (found->support, ==,
                    json_object_get_int_member (json, "support"));
  check_roc (json_array_get_element (rocs, c),
             ink_evaluation_roc (evaluation, c));
  check_curve (json_array_get_element (curves, c), curve);
}

static void
check_confusion (JsonObject *expected, const InkEvaluation *evaluation)
{
  JsonArray *rows = json_object_get_array_member (expected, "confusion");
  const guint64 *counts = ink_evaluation_confusion (evaluation);
  guint n = ink_evaluation_n_classes (evaluation);

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      g_assert_cmpint (
          (gint64) counts[i * n + j], ==,
          json_array_get_int_element (json_array_get_array_element (rows, i),
                                      j));
}

/* The multi-class Brier score is the script's own, the others are
 * scikit-learn's. */
static void
check_agreement (JsonObject *expected, const InkEvaluation *evaluation)
{
  static const InkFigure figures[] = {
    INK_FIGURE_BALANCED_ACCURACY,
    INK_FIGURE_MATTHEWS_CORRELATION,
    INK_FIGURE_COHEN_KAPPA,
    INK_FIGURE_BRIER_SCORE,
  };
  JsonArray *top
      = json_object_get_array_member (expected, "top_k_accuracy");
  JsonArray *brier
      = json_object_get_array_member (expected, "class_brier_scores");

  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    check_member (expected, ink_figure_key (figures[i]),
                  ink_evaluation_figure (evaluation, figures[i]));
  for (guint i = 0; i < json_array_get_length (top); i++)
    check_figure ("top-k accuracy", ink_evaluation_top_k (evaluation, i + 1),
                  json_array_get_element (top, i));
  for (guint c = 0; c < json_array_get_length (brier); c++)
    check_figure ("Brier score", ink_evaluation_brier_class (evaluation, c),
                  json_array_get_element (brier, c));
}

static void
check_evaluation (JsonObject *expected, const InkEvaluation *evaluation)
{
  JsonArray *interval
      = json_object_get_array_member (expected, "accuracy_interval");
  double ends[2];

  ink_evaluation_accuracy_interval (evaluation, &ends[0], &ends[1]);
  check_list ("accuracy interval", interval, ends, 2);
  check_member (expected, "accuracy", ink_evaluation_accuracy (evaluation));
  check_member (expected, "log_loss", ink_evaluation_log_loss (evaluation));
  check_member (expected, "expected_calibration_error",
                ink_evaluation_calibration_error (evaluation));
  check_average (expected, "macro",
                 ink_evaluation_average (evaluation, INK_AVERAGE_MACRO));
  check_average (expected, "micro",
                 ink_evaluation_average (evaluation, INK_AVERAGE_MICRO));
  check_average (expected, "weighted",
                 ink_evaluation_average (evaluation, INK_AVERAGE_WEIGHTED));
  check_agreement (expected, evaluation);
  check_confusion (expected, evaluation);
  check_averaged_curves (expected, evaluation);
  for (guint c = 0; c < ink_evaluation_n_classes (evaluation); c++)
    check_class (expected, evaluation, c);
}

static void
check_case (JsonObject *json)
{
  g_auto (Case) c = { 0 };
  g_autoptr (InkEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;

  case_from_json (&c, json);
  evaluation = ink_evaluation_new (c.probabilities, c.labels, c.n,
                                   (const char *const *) c.names, &error);
  g_assert_no_error (error);
  check_evaluation (json_object_get_object_member (json, "expected"),
                    evaluation);
}

static JsonNode *
load_json (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

static void
test_kept (gconstpointer data)
{
  g_autofree char *file = g_strdup_printf ("metrics-%s.json",
                                           (const char *) data);
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "golden", file, NULL);
  g_autoptr (JsonNode) root = load_json (path);

  check_case (json_node_get_object (root));
}

/* Mostly few classes; every case has ties but each third, absent classes each
 * fourth, and certain wrong answers each fifth. */
static void
case_randomize (Case *c, guint number)
{
  InkRng rng = ink_rng (7, INK_STREAM_TEST, number, 0);
  guint n_classes = 2 + (guint) ink_rng_below (&rng, number % 20 == 0 ? 49 : 7);
  guint steps = number % 3 == 0 ? 0 : 1 + (guint) ink_rng_below (&rng, 6);
  guint n_there = number % 4 == 0
                      ? 1 + (guint) ink_rng_below (&rng, n_classes)
                      : n_classes;

  case_init (c, n_classes, 1 + (gsize) ink_rng_below (&rng, 120));
  for (gsize i = 0; i < c->n; i++)
    {
      double *row = c->probabilities + i * n_classes;
      double sum = 0;

      c->labels[i] = (guint32) ink_rng_below (&rng, n_there);
      for (guint k = 0; k < n_classes; k++)
        {
          double raw = pow (ink_rng_uniform (&rng), 3)
                       + (k == c->labels[i] ? ink_rng_uniform (&rng) : 0);

          row[k] = steps == 0 ? raw : rint (raw * steps);
        }
      if (number % 5 == 0 && i % 3 == 0)
        for (guint k = 0; k < n_classes; k++)
          row[k] = k == (c->labels[i] + 1) % n_classes;
      for (guint k = 0; k < n_classes; k++)
        sum += row[k];
      for (guint k = 0; k < n_classes; k++)
        row[k] = sum > 0 ? row[k] / sum : 1.0 / n_classes;
    }
}

static void
write_cases (const char *path)
{
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_RANDOM_CASES; i++)
    {
      g_auto (Case) c = { 0 };

      case_randomize (&c, i);
      g_string_append (json, i > 0 ? "," : "");
      case_to_json (&c, json);
    }
  g_string_append_c (json, ']');
  g_file_set_contents (path, json->str, (gssize) json->len, &error);
  g_assert_no_error (error);
}

/* FALSE where this machine has no scikit-learn 1.2 to compare with. */
static gboolean
has_sklearn (void)
{
  const char *argv[] = { "/usr/bin/python3", "-c",
                         "import sklearn, sys; sys.exit("
                         "not sklearn.__version__.startswith('1.2.'))",
                         NULL };
  int status = 1;

  return g_spawn_sync (NULL, (char **) argv, NULL,
                       G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                       NULL, NULL, NULL, NULL, &status, NULL)
         && g_spawn_check_wait_status (status, NULL);
}

static void
run_script (const char *cases, const char *answers)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "golden",
                                                   "make-metrics.py", NULL);
  const char *argv[] = { "/usr/bin/python3", script, cases, answers, NULL };
  g_autoptr (GError) error = NULL;
  int status = 1;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL,
                NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
}

static void
test_random (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *cases = NULL;
  g_autofree char *answers = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonArray *list;

  if (!has_sklearn ())
    {
      g_test_skip ("/usr/bin/python3 has no scikit-learn 1.2");
      return;
    }
  folder = g_dir_make_tmp ("inkling-XXXXXX", NULL);
  cases = g_build_filename (folder, "cases.json", NULL);
  answers = g_build_filename (folder, "answers.json", NULL);
  write_cases (cases);
  run_script (cases, answers);
  root = load_json (answers);
  list = json_node_get_array (root);
  g_assert_cmpuint (json_array_get_length (list), ==, N_RANDOM_CASES);
  for (guint i = 0; i < N_RANDOM_CASES; i++)
    {
      check_case (json_array_get_object_element (list, i));
      if (g_test_failed ())
        {
          g_test_message ("in random case %u", i);
          break;
        }
    }
  g_remove (cases);
  g_remove (answers);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/core/metrics/golden/digits", "digits", test_kept);
  g_test_add_data_func ("/core/metrics/golden/two-classes", "two-classes",
                        test_kept);
  g_test_add_data_func ("/core/metrics/golden/ties", "ties", test_kept);
  g_test_add_data_func ("/core/metrics/golden/absent-classes",
                        "absent-classes", test_kept);
  g_test_add_data_func ("/core/metrics/golden/certain", "certain", test_kept);
  g_test_add_func ("/core/metrics/golden/random-cases", test_random);
  return g_test_run ();
}
