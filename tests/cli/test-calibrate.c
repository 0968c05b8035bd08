/* `inkling-cli calibrate`: a merged model is raw, and is calibrated on texts
 * that it has not learned from. */
#include <string.h>

#include "tests/cli/cli-support.h"

#define TRAIN "train naive-bayes --quiet --data "

static void
do_run (Fixture *fixture, const char *line)
{
  g_auto (Run) run = run_cli (fixture, line);

  assert_done (&run);
}

static void
assert_refused (Fixture *fixture, const char *line, int status,
                const char *part)
{
  g_auto (Run) run = run_cli (fixture, line);

  assert_failed (&run, status, part);
}

/* Two words of the class, or one of each, so that what is right is not sure;
 * @seed makes other texts. */
static void
write_texts (Fixture *fixture, const char *name, guint n, guint seed)
{
  static const char *const words[2][4] = {
    { "fin", "gill", "scale", "water" }, { "wing", "beak", "nest", "feather" }
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GString) csv = g_string_new ("text,label\n");

  for (guint i = 0; i < n; i++)
    {
      guint c = i % 2;

      for (guint k = 0; k < 4; k++)
        g_string_append_printf (
            csv, "%s ",
            words[g_rand_int_range (random, 0, 4) == 0 ? 1 - c : c]
                 [g_rand_int_range (random, 0, 4)]);
      g_string_append_printf (csv, "x%u,%s\n", seed,
                              c == 0 ? "fish" : "bird");
    }
  fixture_write (fixture, name, csv->str, -1);
}

/* m.st, raw, of a.st and b.st, which are calibrated. */
static void
make_merged (Fixture *fixture)
{
  g_auto (Run) run = { 0 };

  write_texts (fixture, "a.csv", 60, 1);
  write_texts (fixture, "b.csv", 60, 2);
  write_texts (fixture, "held.csv", 80, 3);
  do_run (fixture, TRAIN "a.csv --output a.st");
  do_run (fixture, TRAIN "b.csv --output b.st");
  run = run_cli (fixture, "merge a.st b.st --output m.st");
  assert_done (&run);
  g_assert_nonnull (strstr (run.err, "inkling-cli calibrate"));
  g_assert_null (strstr (run.err, "twice"));
}

static void
assert_figure (JsonObject *evaluation, const char *name,
               JsonObject *calibration, const char *as)
{
  g_assert_cmpfloat_with_epsilon (
      json_object_get_double_member (evaluation, name),
      json_object_get_double_member (calibration, as), 1e-12);
}

/* Before and after, what `evaluate` says of the same texts. */
static void
check_evaluate (Fixture *fixture, const char *line, JsonObject *calibration,
                const char *error, const char *log_loss)
{
  g_auto (Run) run = run_cli (fixture, line);
  g_autoptr (JsonObject) object = NULL;

  assert_done (&run);
  object = parse_object (run.out);
  assert_figure (object, "expected_calibration_error", calibration, error);
  assert_figure (object, "log_loss", calibration, log_loss);
}

static void
test_figures (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_autoptr (JsonObject) object = NULL;
  JsonObject *found;

  make_merged (fixture);
  run = run_cli (fixture, "calibrate m.st --data held.csv -o c.st --json");
  assert_done (&run);
  object = parse_object (run.out);
  g_assert_cmpint (json_object_get_int_member (object, "count"), ==, 80);
  found = json_object_get_object_member (object, "calibration");
  g_assert_cmpint (json_object_get_int_member (found, "folds"), ==, 0);
  g_assert_cmpfloat (json_object_get_double_member (found, "log_loss"), <,
                     json_object_get_double_member (found, "log_loss_raw"));
  check_evaluate (fixture, "evaluate m.st --data held.csv --json", found,
                  "calibration_error_raw", "log_loss_raw");
  check_evaluate (fixture, "evaluate m.st --data held.csv --json",
                  json_object_get_object_member (object, "before"),
                  "calibration_error", "log_loss");
  check_evaluate (fixture, "evaluate c.st --data held.csv --json", found,
                  "calibration_error", "log_loss");
}

/* Without --output; the next time it is told what was. */
static void
test_in_place (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) raw = NULL;
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GBytes) again = NULL;
  g_auto (Run) first = { 0 };
  g_auto (Run) second = { 0 };
  g_auto (Run) info = { 0 };
  g_auto (Run) seen = { 0 };

  make_merged (fixture);
  raw = fixture_read (fixture, "m.st");
  first = run_cli (fixture, "calibrate m.st --data held.csv");
  assert_done (&first);
  g_assert_nonnull (strstr (first.out, "\nbefore "));
  g_assert_null (strstr (first.out, "\nraw "));
  written = fixture_read (fixture, "m.st");
  g_assert_false (g_bytes_equal (raw, written));
  second = run_cli (fixture, "calibrate ./m.st --data held.csv");
  assert_done (&second);
  g_assert_nonnull (strstr (second.out, "\nraw "));
  again = fixture_read (fixture, "m.st");
  g_assert_true (g_bytes_equal (again, written));
  info = run_cli (fixture, "info m.st");
  assert_done (&info);
  g_assert_nonnull (strstr (info.out, "80 texts that it has not learned"));
  g_assert_nonnull (strstr (info.out, "calibration_data     held.csv"));
  seen = run_cli (fixture, "evaluate m.st --data held.csv");
  assert_done (&seen);
  g_assert_nonnull (strstr (seen.err, "was calibrated on"));
}

/* What it learned, whether trained on, merged of or taught. */
static void
test_learned (Fixture *fixture, gconstpointer data)
{
  static const char *const lines[] = {
    "calibrate a.st --data a.csv",
    "calibrate m.st --data b.csv",
    "calibrate mm.st --data a.csv",
    "calibrate l.st --data held.csv",
  };
  g_auto (Run) twice = { 0 };
  g_auto (Run) learned = { 0 };
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  make_merged (fixture);
  write_texts (fixture, "c.csv", 60, 4);
  do_run (fixture, TRAIN "c.csv --output c.st");
  do_run (fixture, "merge m.st c.st --output mm.st");
  learned = run_cli (fixture, "learn a.st --data held.csv --output l.st");
  assert_done (&learned);
  g_assert_nonnull (strstr (learned.out, "inkling-cli calibrate"));
  before = fixture_read (fixture, "m.st");
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_refused (fixture, lines[i], 1, "was trained on");
  after = fixture_read (fixture, "m.st");
  g_assert_true (g_bytes_equal (before, after));
  twice = run_cli (fixture, "merge mm.st b.st --output n.st");
  assert_done (&twice);
  g_assert_nonnull (strstr (twice.err, "count twice"));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *line;
    int status;
    const char *part;
  } cases[] = {
    { "calibrate digits --data held.csv -o x.st", 1, "lenet5" },
    { "calibrate sms-spam --data held.csv", 2, "comes with the program" },
    { "calibrate sms-spam --data held.csv -o x.st", 1, "found 'fish'" },
    { "calibrate m.st -o x.st", 2, "--data" },
    { "calibrate m.st --data empty.csv -o x.st", 1, "below the header" },
    { "calibrate m.st --data few.csv -o x.st", 1, "20 texts" },
    { "calibrate m.st --data one.csv -o x.st", 1, "two classes" },
    { "calibrate m.st --data held.csv -o held.csv", 2, "the data" },
    { "calibrate m.st --data held.csv -o no/x.st", 1, "no/x.st" },
    { "calibrate cut.st --data held.csv -o x.st", 1, "cut.st" },
    { "learn a.st --data held.csv --output held.csv", 2, "the data" },
    { TRAIN "b.csv --dictionary a.st --output a.st", 2, "the dictionary" },
  };
  g_autoptr (GBytes) bytes = NULL;

  make_merged (fixture);
  write_texts (fixture, "few.csv", 19, 5);
  fixture_write (fixture, "empty.csv", "text,label\n", -1);
  fixture_write (fixture, "one.csv",
                 "text,label\nfin,fish\ngill,fish\nfin,fish\ngill,fish\n"
                 "fin,fish\ngill,fish\nfin,fish\ngill,fish\nfin,fish\n"
                 "fin,fish\ngill,fish\nfin,fish\ngill,fish\nfin,fish\n"
                 "fin,fish\ngill,fish\nfin,fish\ngill,fish\nfin,fish\n"
                 "fin,fish\ngill,fish\nfin,fish\n",
                 -1);
  bytes = fixture_read (fixture, "m.st");
  fixture_write (fixture, "cut.st", g_bytes_get_data (bytes, NULL), 900);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (fixture, cases[i].line, cases[i].status, cases[i].part);
  g_assert_false (fixture_has (fixture, "x.st"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/cli/calibrate/figures", test_figures);
  add_test ("/cli/calibrate/in-place", test_in_place);
  add_test ("/cli/calibrate/learned", test_learned);
  add_test ("/cli/calibrate/refused", test_refused);
  return g_test_run ();
}
