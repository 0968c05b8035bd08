/* `evaluate --validation-fraction` measures on just those texts that `train`
 * held out: each has a word of its own, so that one more or less that was
 * learnt from shows. */
#include <string.h>

#include "tests/cli/cli-support.h"

#define TRAIN                                                                  \
  "train naive-bayes --data t.csv --quiet --json --validation-fraction 0.3 "   \
  "--seed 7 --output "

static void
make_data (const Fixture *fixture)
{
  static const char *const classes[] = { "ape", "bee" };
  g_autoptr (GString) csv = g_string_new ("label,text\n");

  for (guint i = 0; i < 90; i++)
    g_string_append_printf (csv, "%s,own%u\n", classes[i % 2], i);
  fixture_write (fixture, "t.csv", csv->str, (gssize) csv->len);
}

/* (transfer full) */
static JsonObject *
run_json (Fixture *fixture, const char *line)
{
  g_auto (Run) run = run_cli (fixture, line);

  assert_done (&run);
  return parse_object (run.out);
}

static void
test_same_texts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) trained = NULL;
  g_autoptr (JsonObject) measured = NULL;
  g_autoptr (JsonObject) other = NULL;

  make_data (fixture);
  trained = run_json (fixture, TRAIN "m.st");
  measured = run_json (fixture, "evaluate m.st --data t.csv --json "
                                "--validation-fraction 0.3 --seed 7");
  g_assert_cmpint (json_object_get_int_member (measured, "count"), ==,
                   json_object_get_int_member (trained, "validation_count"));
  g_assert_cmpfloat (
      json_object_get_double_member (measured, "accuracy"), ==,
      json_object_get_double_member (trained, "validation_accuracy"));
  other = run_json (fixture, "evaluate m.st --data t.csv --json "
                             "--validation-fraction 0.3 --seed 8");
  g_assert_cmpint (json_object_get_int_member (other, "count"), ==,
                   json_object_get_int_member (measured, "count"));
  g_assert_cmpfloat (json_object_get_double_member (other, "accuracy"), >,
                     json_object_get_double_member (measured, "accuracy"));
}

/* Of texts that were learnt from it says so. */
static void
test_notes (Fixture *fixture, gconstpointer data)
{
  static const char *const lines[]
      = { "evaluate m.st --data t.csv --validation-fraction 0.3 --seed ",
          "compare m.st m.st --data t.csv --resamples 100 "
          "--validation-fraction 0.3 --seed " };
  g_autoptr (JsonObject) trained = NULL;

  make_data (fixture);
  trained = run_json (fixture, TRAIN "m.st");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *same = g_strconcat (lines[i], "7", NULL);
      g_autofree char *another = g_strconcat (lines[i], "8", NULL);
      g_auto (Run) quiet = run_cli (fixture, same);
      g_auto (Run) told = run_cli (fixture, another);

      assert_done (&quiet);
      assert_done (&told);
      g_assert_null (strstr (quiet.err, "trained on"));
      g_assert_nonnull (strstr (told.err, "trained on this data"));
    }
}

static void
check_refused (Fixture *fixture, int status, const char *line,
               const char *part)
{
  g_auto (Run) run = run_cli (fixture, line);

  assert_failed (&run, status, part);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) trained = NULL;

  make_data (fixture);
  trained = run_json (fixture, TRAIN "m.st");
  check_refused (fixture, 2,
                 "evaluate m.st --data t.csv --validation-fraction 0.95",
                 "from 0 to 0.9");
  check_refused (fixture, 2,
                 "evaluate m.st --data t.csv --validation-fraction 0.3 "
                 "--split test",
                 "found --split test");
  check_refused (fixture, 1,
                 "evaluate m.st --data t.csv --validation-fraction 0.001",
                 "expected enough texts to hold out a fraction of 0.001, found "
                 "90");
  make_digits (fixture, 20, 20);
  check_refused (fixture, 1,
                 "evaluate digits --data idx --validation-fraction 0.3",
                 "expected a model for texts, found lenet5");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/cli/held-out/same-texts", test_same_texts);
  add_test ("/cli/held-out/notes", test_notes);
  add_test ("/cli/held-out/refused", test_refused);
  return g_test_run ();
}
