/* `cross-validate` and `learning-curve` from end to end, of both learners. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "tests/cli/cli-support.h"

#define TEXTS "cross-validate naive-bayes --data t.csv "
#define DIGITS                                                                 \
  "cross-validate lenet5 --data idx --epochs 1 --batch-size 20 --folds 2 "

static double
mean_of (JsonObject *result, const char *figure)
{
  return json_object_get_double_member (
      json_object_get_object_member (
          json_object_get_object_member (result, "figures"), figure),
      "mean");
}

static gint64
count (JsonObject *object, const char *name)
{
  return json_object_get_int_member (object, name);
}

static void
test_texts (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (GBytes) csv = NULL;
  g_autofree char *text = NULL;
  JsonArray *results;

  make_texts (fixture, "t.csv", 40);
  run = run_cli (fixture, TEXTS "--folds 4 --repeats 2 --seed 7 --level 0.8 "
                                "--ngrams 1-2 --json --predictions p.csv");
  assert_done (&run);
  result = parse_object (run.out);
  g_assert_cmpint (count (result, "count"), ==, 40);
  g_assert_cmpint (count (result, "folds"), ==, 4);
  g_assert_cmpint (count (result, "repeats"), ==, 2);
  g_assert_cmpint (count (result, "seed"), ==, 7);
  g_assert_cmpfloat (json_object_get_double_member (result, "interval_level"),
                     ==, 0.8);
  g_assert_cmpfloat (mean_of (result, "accuracy"), >, 0.9);
  results = json_object_get_array_member (result, "results");
  g_assert_cmpuint (json_array_get_length (results), ==, 8);
  g_assert_nonnull (strstr (run.err, "8 of 8 done: accuracy "));
  csv = fixture_read (fixture, "p.csv");
  text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_assert_true (g_str_has_prefix (
      text, "index,repeat,fold,label,predicted,p:bird,p:fish\n0,1,"));
  g_assert_cmpuint (count_lines (text), ==, 81);
}

/* The options reach the learner. */
static void
test_options (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) one = { 0 };
  g_auto (Run) other = { 0 };
  g_auto (Run) seed = { 0 };
  g_auto (Run) threads = { 0 };

  make_texts (fixture, "t.csv", 40);
  one = run_cli (fixture, TEXTS "--json -q");
  other = run_cli (fixture, TEXTS "--json -q --alpha 9");
  seed = run_cli (fixture, TEXTS "--json -q --seed 2");
  threads = run_cli (fixture, TEXTS "--json -q --threads 3");
  assert_done (&one);
  assert_done (&other);
  assert_done (&seed);
  g_assert_cmpstr (one.err, ==, "");
  g_assert_cmpstr (one.out, !=, other.out);
  g_assert_cmpstr (one.out, !=, seed.out);
  g_assert_cmpstr (one.out, ==, threads.out);
}

static void
test_table (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) once = { 0 };
  g_auto (Run) twice = { 0 };

  make_texts (fixture, "t.csv", 40);
  once = run_cli (fixture, TEXTS "--folds 3 -q");
  assert_done (&once);
  g_assert_nonnull (strstr (once.out, "95 % interval of the mean"));
  g_assert_nonnull (strstr (once.out, "\n  fold   examples"));
  g_assert_nonnull (strstr (once.out, "\nMatthews correlation"));
  g_assert_cmpuint (count_lines (once.out), ==, 17);
  twice = run_cli (fixture, TEXTS "--folds 3 -q --repeats 2");
  assert_done (&twice);
  g_assert_nonnull (strstr (twice.out, "\nrepeat    fold   examples"));
  g_assert_cmpuint (count_lines (twice.out), ==, 20);
}

static void
test_digits (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_autoptr (JsonObject) result = NULL;

  make_digits (fixture, 120, 10);
  run = run_cli (fixture, DIGITS "--json");
  assert_done (&run);
  result = parse_object (run.out);
  g_assert_cmpstr (json_object_get_string_member (result, "model"), ==,
                   "lenet5");
  /* of the training split alone */
  g_assert_cmpint (count (result, "count"), ==, 120);
  g_assert_cmpfloat (mean_of (result, "accuracy"), >, 0.05);
}

static void
test_curve (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) json = { 0 };
  g_auto (Run) table = { 0 };
  g_autoptr (JsonObject) result = NULL;
  JsonArray *points;

  make_texts (fixture, "t.csv", 40);
  json = run_cli (fixture, "learning-curve naive-bayes --data t.csv --json "
                           "--points 0.25,1 --figure log_loss --folds 4");
  assert_done (&json);
  result = parse_object (json.out);
  g_assert_cmpstr (json_object_get_string_member (result, "figure"), ==,
                   "log_loss");
  points = json_object_get_array_member (result, "points");
  g_assert_cmpuint (json_array_get_length (points), ==, 2);
  g_assert_cmpint (count (json_array_get_object_element (points, 1),
                          "train_count"),
                   ==, 30);
  table = run_cli (fixture, "learning-curve naive-bayes --data t.csv -q");
  assert_done (&table);
  g_assert_true (g_str_has_prefix (table.out, "accuracy\n examples"));
  g_assert_cmpuint (count_lines (table.out), ==, 8);
}

/* The PNG's text chunks say what it shows. */
static void
check_chart (Fixture *fixture, const char *name, const char *recipe)
{
  g_autofree char *path = g_build_filename ("charts", name, NULL);
  g_autoptr (GBytes) file = fixture_read (fixture, path);
  gsize size;
  const char *bytes = g_bytes_get_data (file, &size);

  g_assert_cmpmem (bytes, 4, "\x89PNG", 4);
  g_assert_nonnull (memmem (bytes, size, recipe, strlen (recipe)));
}

static void
test_charts (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (Run) curve = { 0 };

  make_texts (fixture, "t.csv", 40);
  run = run_cli (fixture, TEXTS "-q --ngrams 1-2 --charts charts");
  assert_done (&run);
  check_chart (fixture, "fold-roc.png", "--ngrams 1-2");
  check_chart (fixture, "fold-figures.png", "--ngrams 1-2");
  curve = run_cli (fixture, "learning-curve naive-bayes --data t.csv -q "
                            "--alpha 0.5 --charts charts");
  assert_done (&curve);
  check_chart (fixture, "learning-curve.png", "--alpha 0.5");
}

static void
check_failure (Fixture *fixture, const char *line, int status, const char *part)
{
  g_auto (Run) run = run_cli (fixture, line);

  assert_failed (&run, status, part);
}

static void
test_usage (Fixture *fixture, gconstpointer data)
{
  make_texts (fixture, "t.csv", 40);
  make_digits (fixture, 40, 10);
  check_failure (fixture, "cross-validate lenet5", 2, "--data");
  check_failure (fixture, "cross-validate --data t.csv", 2, "lenet5");
  check_failure (fixture, "cross-validate bayes --data t.csv", 2, "'bayes'");
  check_failure (fixture, TEXTS "--folds 1", 2, "--folds");
  check_failure (fixture, TEXTS "--folds many", 2, "--folds");
  check_failure (fixture, TEXTS "--repeats 0", 2, "--repeats");
  check_failure (fixture, TEXTS "--repeats 1000000", 2, "--repeats");
  check_failure (fixture, TEXTS "--level 1", 2, "--level");
  check_failure (fixture, TEXTS "--alpha 0", 2, "alpha");
  check_failure (fixture, TEXTS "--epochs 2", 2,
                 "--epochs is no option of cross-validate naive-bayes");
  check_failure (fixture, TEXTS "--output m.st", 2, "--output");
  check_failure (fixture, TEXTS "--validation-fraction 0.1", 2,
                 "--validation-fraction");
  check_failure (fixture, TEXTS "--predictions t.csv", 2, "--predictions");
  check_failure (fixture, DIGITS "--events e.jsonl", 2, "--events");
  check_failure (fixture, DIGITS "--quote none", 2, "text data");
  check_failure (fixture, DIGITS "--variations 0 --drawings idx", 2,
                 "--drawings");
  check_failure (fixture, "learning-curve naive-bayes --data t.csv --figure x",
                 2, "--figure");
  check_failure (fixture, "learning-curve naive-bayes --data t.csv --points a",
                 2, "--points");
  check_failure (fixture,
                 "learning-curve naive-bayes --data t.csv -q --points 1,0.5",
                 2, "growing");
}

static void
test_failures (Fixture *fixture, gconstpointer data)
{
  const char blank[] = "label,text\na,?\nb,!\na,.\nb,;\n";

  make_texts (fixture, "t.csv", 40);
  make_digits (fixture, 40, 10);
  check_failure (fixture, TEXTS "-q --folds 30", 1, "class 'bird'");
  check_failure (fixture, "cross-validate lenet5 --data t.csv -q", 1,
                 "expected images");
  check_failure (fixture, TEXTS "-q --predictions none/p.csv", 1, "none");
  fixture_write (fixture, "blank.csv", blank, sizeof blank - 1);
  check_failure (fixture,
                 "cross-validate naive-bayes --data blank.csv -q --folds 2", 1,
                 "blank.csv: fold 1 of 2: texts: expected terms");
  check_failure (fixture,
                 DIGITS "-q --recipe seed --learning-rate 10 "
                        "--weight-decay 1 --momentum 0 --epochs 200",
                 1, "fold 1 of 2: loss is not finite");
}

/* One signal ends it, in one line, within a moment. */
static void
test_signal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *line = g_strconcat (
      g_getenv ("INKLING_CLI"), " " DIGITS " --epochs 100000", NULL);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) program = NULL;
  g_autoptr (GDataInputStream) messages = NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  make_digits (fixture, 40, 10);
  g_shell_parse_argv (line, NULL, &argv, NULL);
  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  program = g_subprocess_launcher_spawnv (
      launcher, (const char *const *) argv, NULL);
  g_assert_nonnull (program);
  messages = g_data_input_stream_new (g_subprocess_get_stderr_pipe (program));
  first = g_data_input_stream_read_line (messages, NULL, NULL, NULL);
  g_assert_nonnull (strstr (first, "2 folds"));
  g_subprocess_send_signal (program, SIGINT);
  last = g_data_input_stream_read_line (messages, NULL, NULL, NULL);
  g_assert_nonnull (strstr (last, "interrupted, no figures are told"));
  g_assert_true (g_subprocess_wait (program, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (program));
  g_assert_cmpint (g_subprocess_get_exit_status (program), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/cli/cross-validate/texts", test_texts);
  add_test ("/cli/cross-validate/options", test_options);
  add_test ("/cli/cross-validate/table", test_table);
  add_test ("/cli/cross-validate/digits", test_digits);
  add_test ("/cli/cross-validate/curve", test_curve);
  add_test ("/cli/cross-validate/charts", test_charts);
  add_test ("/cli/cross-validate/usage", test_usage);
  add_test ("/cli/cross-validate/failures", test_failures);
  add_test ("/cli/cross-validate/signal", test_signal);
  return g_test_run ();
}
