/* `report` and what `compare` writes, from end to end. */
#include <string.h>

#include "tests/cli/cli-support.h"

static void
train (Fixture *fixture)
{
  g_auto (Run) run = { 0 };

  make_texts (fixture, "train.csv", 40);
  make_texts (fixture, "test.csv", 24);
  run = run_cli (fixture, "train naive-bayes --data train.csv --output m.st "
                          "--quiet");
  assert_done (&run);
}

static char *
read_text (Fixture *fixture, const char *name)
{
  g_autoptr (GBytes) bytes = fixture_read (fixture, name);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* The figures are those of `evaluate`, and so is the table. */
static void
test_report (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (Run) again = { 0 };
  g_auto (Run) evaluated = { 0 };
  g_autofree char *json = NULL;
  g_autofree char *figures = NULL;
  g_autofree char *page = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *expected = NULL;

  train (fixture);
  run = run_cli (fixture, "report m.st --data test.csv --output deep/r "
                          "--bootstrap 100 --seed 4");
  assert_done (&run);
  g_assert_cmpstr (run.out, ==, "deep/r\n");
  evaluated = run_cli (fixture, "evaluate m.st --data test.csv --json "
                                "--bootstrap 100 --seed 4 --predictions p.csv");
  assert_done (&evaluated);
  json = read_text (fixture, "deep/r/report.json");
  figures = g_strndup (evaluated.out + 1, strlen (evaluated.out) - 1);
  g_assert_true (g_str_has_suffix (json, figures));
  g_assert_nonnull (strstr (json, "\"command\": \"inkling-cli report m.st "
                                  "--data test.csv --output deep/r "));
  csv = read_text (fixture, "deep/r/predictions.csv");
  expected = read_text (fixture, "p.csv");
  g_assert_cmpstr (csv, ==, expected);
  page = read_text (fixture, "deep/r/index.html");
  g_assert_nonnull (strstr (page, "<title>Evaluation of m.st</title>"));
  g_assert_true (fixture_has (fixture, "deep/r/charts/roc.png"));
  g_assert_true (fixture_has (fixture, "deep/r/charts/confusion.svg"));
  again = run_cli (fixture, "report m.st --data train.csv --output deep/r "
                            "--bootstrap 100");
  assert_done (&again); /* it was a report, and is another now */
  g_assert_nonnull (strstr (again.err, "that the model was trained on"));
}

static void
test_failures (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) no_output = { 0 };
  g_auto (Run) no_data = { 0 };
  g_auto (Run) foreign = { 0 };
  g_auto (Run) file = { 0 };
  g_auto (Run) few = { 0 };

  train (fixture);
  no_output = run_cli (fixture, "report m.st --data test.csv");
  assert_failed (&no_output, 2, "--output is required");
  no_data = run_cli (fixture, "report m.st --output r");
  assert_failed (&no_data, 2, "--data is required");
  few = run_cli (fixture, "report m.st --data test.csv --output r "
                          "--bootstrap 5");
  assert_failed (&few, 2, "--bootstrap");
  file = run_cli (fixture, "report m.st --data test.csv --output m.st");
  assert_failed (&file, 1, "m.st: expected a folder, found a file");
  foreign = run_cli (fixture, "report m.st --data test.csv --output .");
  assert_failed (&foreign, 1, "another folder than the current one");
  g_assert_false (fixture_has (fixture, "r"));
}

static void
test_compare_charts (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };

  train (fixture);
  run = run_cli (fixture, "compare m.st m.st --data test.csv --charts c "
                          "--resamples 100");
  assert_done (&run);
  g_assert_nonnull (strstr (run.out, "  m.st\n"));
  g_assert_true (fixture_has (fixture, "c/differences.png"));
  g_assert_true (fixture_has (fixture, "c/class-areas.png"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/cli/report/folder", test_report);
  add_test ("/cli/report/failures", test_failures);
  add_test ("/cli/report/compare-charts", test_compare_charts);
  return g_test_run ();
}
