/* `compare` and the intervals of `evaluate`, from end to end: two models of
 * texts, two of digits, what cannot be compared. */
#include <math.h>
#include <string.h>

#include "tests/cli/cli-support.h"

/* A model of all texts, and one of few whose classes are guessed worse. */
static void
train_texts (Fixture *fixture)
{
  g_auto (Run) good = { 0 };
  g_auto (Run) poor = { 0 };

  make_texts (fixture, "train.csv", 40);
  make_texts (fixture, "test.csv", 24);
  fixture_write (fixture, "few.csv",
                 "text,label\nstone,fish\nsand,bird\nsand wing,fish\n", -1);
  good = run_cli (fixture, "train naive-bayes --data train.csv --output "
                           "good.st --quiet");
  assert_done (&good);
  poor = run_cli (fixture, "train naive-bayes --data few.csv --output poor.st "
                           "--quiet");
  assert_done (&poor);
}

static double
number (JsonObject *object, const char *name)
{
  return json_object_get_double_member (object, name);
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
  JsonObject *accuracy;
  JsonArray *interval;
  gint64 changed;

  train_texts (fixture);
  run = run_cli (fixture, "compare poor.st good.st --data test.csv --json "
                          "--changed c.csv --level 0.9 --resamples 300 "
                          "--seed 4");
  assert_done (&run);
  result = parse_object (run.out);
  accuracy = json_object_get_object_member (
      json_object_get_object_member (result, "figures"), "accuracy");
  g_assert_cmpint (count (result, "count"), ==, 24);
  g_assert_cmpint (count (result, "resamples"), ==, 300);
  g_assert_cmpint (count (result, "seed"), ==, 4);
  g_assert_cmpfloat (number (result, "level"), ==, 0.9);
  g_assert_cmpfloat (number (accuracy, "b"), ==, 1);
  g_assert_cmpfloat_with_epsilon (
      number (accuracy, "difference"),
      (double) (count (result, "better") - count (result, "worse")) / 24,
      1e-12);
  interval = json_object_get_array_member (accuracy, "difference_interval");
  g_assert_cmpfloat (json_array_get_double_element (interval, 0), <=,
                     number (accuracy, "difference"));
  g_assert_cmpfloat (json_array_get_double_element (interval, 1), >=,
                     number (accuracy, "difference"));
  changed = count (result, "better") + count (result, "worse")
            + count (result, "otherwise");
  g_assert_cmpint (changed, >, 0);
  csv = fixture_read (fixture, "c.csv");
  text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_assert_true (g_str_has_prefix (text, "index,label,a,b,change\n"));
  g_assert_cmpint (count_lines (text), ==, changed + 1);
}

static void
test_table (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (Run) same = { 0 };

  train_texts (fixture);
  run = run_cli (fixture, "compare poor.st good.st --data test.csv");
  assert_done (&run);
  g_assert_nonnull (strstr (run.out, "McNemar's exact test p = "));
  g_assert_nonnull (strstr (run.out, "changed for the better"));
  g_assert_nonnull (strstr (run.out, "Matthews correlation"));
  g_assert_nonnull (strstr (run.out, "DeLong's test"));
  g_assert_nonnull (strstr (run.out, "  bird\n"));
  g_assert_cmpstr (run.err, ==, "");
  same = run_cli (fixture, "compare good.st good.st --data train.csv");
  assert_done (&same);
  g_assert_nonnull (strstr (same.out, "No difference"));
  g_assert_nonnull (strstr (same.err, "that model A was trained on"));
  g_assert_nonnull (strstr (same.err, "that model B was trained on"));
}

static void
test_digits (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) one = { 0 };
  g_auto (Run) two = { 0 };
  g_auto (Run) a = { 0 };
  g_auto (Run) b = { 0 };
  g_autoptr (JsonObject) result = NULL;

  make_digits (fixture, 300, 60);
  one = run_cli (fixture, "train lenet5 --data idx --output 1.st --quiet "
                          "--epochs 1 --seed 1");
  assert_done (&one);
  two = run_cli (fixture, "train lenet5 --data idx --output 2.st --quiet "
                          "--epochs 4 --seed 2");
  assert_done (&two);
  a = run_cli (fixture, "compare 1.st 2.st --data idx --json --threads 1 "
                        "--resamples 200");
  assert_done (&a);
  b = run_cli (fixture, "compare 1.st 2.st --data idx --json --threads 3 "
                        "--resamples 200");
  assert_done (&b);
  g_assert_cmpstr (a.out, ==, b.out);
  result = parse_object (a.out);
  g_assert_cmpint (count (result, "both_right") + count (result, "better")
                       + count (result, "worse")
                       + count (result, "both_wrong"),
                   ==, 60);
  g_assert_cmpuint (json_array_get_length (
                        json_object_get_array_member (result, "classes")),
                    ==, 10);
}

static void
test_failures (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) trained = { 0 };
  g_auto (Run) kinds = { 0 };
  g_auto (Run) missing = { 0 };
  g_auto (Run) labels = { 0 };
  g_auto (Run) same_file = { 0 };
  g_auto (Run) no_folder = { 0 };

  train_texts (fixture);
  make_digits (fixture, 100, 20);
  trained = run_cli (fixture, "train lenet5 --data idx --output d.st --quiet "
                              "--epochs 1");
  assert_done (&trained);
  kinds = run_cli (fixture, "compare good.st d.st --data test.csv");
  assert_failed (&kinds, 1, "same kind of input");
  missing = run_cli (fixture, "compare good.st none.st --data test.csv");
  assert_failed (&missing, 1, "none.st");
  fixture_write (fixture, "ant.csv", "text,label\nfin,fish\nsix legs,ant\n",
                 -1);
  labels = run_cli (fixture, "compare good.st poor.st --data ant.csv");
  assert_failed (&labels, 1, "'ant'");
  same_file = run_cli (fixture, "compare good.st poor.st --data test.csv "
                                "--changed poor.st");
  assert_failed (&same_file, 2, "--changed");
  no_folder = run_cli (fixture, "compare good.st poor.st --data test.csv "
                                "--changed none/c.csv");
  assert_failed (&no_folder, 1, "none");
}

/* `evaluate --bootstrap`: the same again, and the level is the level. */
static void
test_evaluate (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) json = { 0 };
  g_auto (Run) table = { 0 };
  g_auto (Run) plain = { 0 };
  g_autoptr (JsonObject) figures = NULL;
  g_autoptr (JsonObject) without = NULL;
  JsonObject *bootstrap, *intervals;

  train_texts (fixture);
  json = run_cli (fixture, "evaluate poor.st --data test.csv --json "
                           "--bootstrap 200 --level 0.8 --seed 9");
  assert_done (&json);
  figures = parse_object (json.out);
  bootstrap = json_object_get_object_member (figures, "bootstrap");
  intervals = json_object_get_object_member (bootstrap, "intervals");
  g_assert_cmpint (count (bootstrap, "resamples"), ==, 200);
  g_assert_cmpint (count (bootstrap, "seed"), ==, 9);
  g_assert_cmpfloat (number (bootstrap, "level"), ==, 0.8);
  g_assert_cmpfloat (number (figures, "interval_level"), ==, 0.8);
  g_assert_cmpuint (json_object_get_size (intervals), ==, 9);
  g_assert_true (json_object_has_member (figures, "matthews_correlation"));
  g_assert_true (json_object_has_member (figures, "top_k_accuracy"));
  table = run_cli (fixture, "evaluate poor.st --data test.csv --bootstrap 100 "
                            "--level 0.8");
  assert_done (&table);
  g_assert_nonnull (strstr (table.out, "(80 % interval"));
  g_assert_nonnull (strstr (table.out, "bootstrap, 80 % intervals"));
  plain = run_cli (fixture, "evaluate poor.st --data test.csv --json");
  assert_done (&plain);
  without = parse_object (plain.out);
  g_assert_false (json_object_has_member (without, "bootstrap"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/cli/compare/texts", test_texts);
  add_test ("/cli/compare/table", test_table);
  add_test ("/cli/compare/digits", test_digits);
  add_test ("/cli/compare/failures", test_failures);
  add_test ("/cli/compare/evaluate", test_evaluate);
  return g_test_run ();
}
