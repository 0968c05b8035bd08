/* Drawings as data: brought in, evaluated on, learnt from beside images, and a
 * model that doubts. */
#include <string.h>

#include "tests/cli/cli-support.h"

/* Five drawings of each digit by two writers: strokes of a shape of its own. */
static void
make_unipen (Fixture *fixture)
{
  g_autoptr (GString) text = g_string_new (".VERSION 1.0\n");

  for (guint i = 0; i < 50; i++)
    {
      guint label = i % 10;

      g_string_append_printf (text,
                              ".SEGMENT DIGIT %u ? \"%u\"\n"
                              ".COMMENT %u %s data/x.dat %u\n.PEN_DOWN\n",
                              i, label, i, i < 20 ? "ann" : "bob", i);
      for (guint k = 0; k < 10; k++)
        g_string_append_printf (text, "%u %u\n", k * (label + 1),
                                label * k * k / 9 + i / 10);
      g_string_append (text, ".PEN_UP\n\n");
    }
  fixture_write (fixture, "drawings.txt", text->str, text->len);
}

#define IMPORT "data import drawings.txt --output "

static void
test_import (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) all = { 0 };
  g_auto (Run) one = { 0 };
  g_auto (Run) rest = { 0 };

  make_unipen (fixture);
  all = run_cli (fixture, IMPORT "all");
  assert_done (&all);
  g_assert_cmpstr (all.out, ==, "50 drawings\n");
  g_assert_true (fixture_has (fixture, "all/3/ann-000013.inkml"));
  one = run_cli (fixture, IMPORT "one --sources ann");
  assert_done (&one);
  g_assert_cmpstr (one.out, ==, "20 drawings\n");
  rest = run_cli (fixture, IMPORT "rest --without ann");
  assert_done (&rest);
  g_assert_cmpstr (rest.out, ==, "30 drawings\n");
  g_assert_false (fixture_has (fixture, "rest/3/ann-000013.inkml"));
}

static void
assert_import_fails (Fixture *fixture, const char *line, int status,
                     const char *part)
{
  g_auto (Run) run = run_cli (fixture, line);

  assert_failed (&run, status, part);
}

static void
test_import_refused (Fixture *fixture, gconstpointer data)
{
  static const char evil[]
      = ".SEGMENT DIGIT 0 ? \"../../x\"\n.PEN_DOWN\n1 2\n.PEN_UP\n";

  make_unipen (fixture);
  fixture_write (fixture, "there", "x", 1);
  fixture_write (fixture, "evil.txt", evil, -1);
  fixture_write (fixture, "cut.gz", "\x1f\x8b\x08\x00", 4);
  assert_import_fails (fixture, "data import drawings.txt", 2, "--output");
  assert_import_fails (fixture, IMPORT "o --sources ann --without bob", 2,
                       "both");
  assert_import_fails (fixture, IMPORT "o --sources eve", 2, "found 'eve'");
  assert_import_fails (fixture, IMPORT "there", 1, "not there yet");
  assert_import_fails (fixture, "data import no.txt --output o", 1, "no.txt");
  assert_import_fails (fixture, "data import cut.gz --output o", 1, "cut.gz");
  assert_import_fails (fixture, "data import evil.txt --output o", 1,
                       "names of files");
  g_assert_false (fixture_has (fixture, "o"));
  g_assert_false (fixture_has (fixture, "o.part/x"));
  g_assert_false (fixture_has (fixture, "../x"));
}

#define TRAIN                                                                  \
  "train lenet5 --data idx --output m.st --epochs 8 --batch-size 20 "          \
  "--validation-fraction 0.1 --quiet --json "

static void
test_learn (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) import = { 0 };
  g_auto (Run) without = { 0 };
  g_auto (Run) with = { 0 };
  g_auto (Run) figures = { 0 };
  g_autoptr (JsonObject) trained = NULL;
  g_autoptr (JsonObject) evaluated = NULL;

  make_digits (fixture, 400, 100);
  make_unipen (fixture);
  import = run_cli (fixture, IMPORT "ink");
  assert_done (&import);
  without = run_cli (fixture, TRAIN "--drawings ink");
  assert_failed (&without, 2, "--variations");
  with = run_cli (fixture, TRAIN "--drawings ink --variations 4 "
                                 "--non-digits 0.5 --calibration temperature");
  assert_done (&with);
  trained = parse_object (with.out);
  g_assert_cmpint (json_object_get_int_member (trained, "train_count"), ==,
                   360 + 180 + 200);
  figures = run_cli (fixture, "evaluate m.st --data ink --json");
  assert_done (&figures);
  evaluated = parse_object (figures.out);
  g_assert_cmpint (json_object_get_int_member (evaluated, "count"), ==, 50);
}

/* What a model was taught to doubt, the command line says. */
static void
test_doubt (Fixture *fixture, gconstpointer data)
{
  static const char scribble[]
      = "<ink><trace>0 0, 9 9, 0 9, 9 0, 5 9, 0 4, 9 5, 4 0, 2 9, 8 1, 1 2, 9 "
        "7</trace></ink>";
  g_auto (Run) with = { 0 };
  g_auto (Run) info = { 0 };
  g_auto (Run) read = { 0 };
  g_autoptr (JsonObject) answer = NULL;

  make_digits (fixture, 400, 100);
  fixture_write (fixture, "scribble.inkml", scribble, -1);
  with = run_cli (fixture, TRAIN "--epochs 30 --non-digits 0.5 "
                                 "--calibration temperature");
  assert_done (&with);
  info = run_cli (fixture, "info m.st --json");
  assert_done (&info);
  g_assert_nonnull (strstr (info.out, "not_a_digit_below"));
  read = run_cli (fixture, "predict m.st scribble.inkml --json");
  assert_done (&read);
  answer = parse_object (read.out);
  g_assert_cmpstr (json_object_get_string_member (answer, "verdict"), ==,
                   "not-a-digit");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/cli/drawings/import", test_import);
  add_test ("/cli/drawings/import-refused", test_import_refused);
  add_test ("/cli/drawings/learn", test_learn);
  add_test ("/cli/drawings/doubt", test_doubt);
  return g_test_run ();
}
