/* `my-digits` and `teach` from the command line. */
#include "tests/cli/cli-support.h"
#include "tests/support/slow-build.h"

#include <string.h>

#define ONE "<ink><trace>10 0, 11 30, 10 60</trace></ink>"
#define SEVEN "<ink><trace>0 0, 40 0, 15 60</trace></ink>"

static void
put_drawings (Fixture *fixture)
{
  fixture_write (fixture, "one.inkml", ONE, -1);
  fixture_write (fixture, "seven.inkml", SEVEN, -1);
  fixture_write (fixture, "empty.inkml", "<ink></ink>", -1);
  fixture_write (fixture, "bad.inkml", "<ink><trace>1 2", -1);
}

static void
run_done (Fixture *fixture, const char *line)
{
  g_auto (Run) run = run_cli (fixture, line);

  assert_done (&run);
}

static void
assert_fails (Fixture *fixture, const char *line, int status, const char *part)
{
  g_auto (Run) run = run_cli (fixture, line);

  assert_failed (&run, status, part);
}

static guint
count_kept (Fixture *fixture)
{
  g_auto (Run) run = run_cli (fixture, "my-digits list --folder mine");

  assert_done (&run);
  return count_lines (run.out);
}

static void
test_add (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) added = { 0 };
  g_auto (Run) listed = { 0 };
  g_autoptr (JsonObject) second = NULL;

  put_drawings (fixture);
  g_assert_cmpuint (count_kept (fixture), ==, 0);
  added = run_cli (fixture,
                   "my-digits add 1 one.inkml seven.inkml --folder mine");
  assert_done (&added);
  g_assert_cmpuint (count_lines (added.out), ==, 2);
  listed = run_cli (fixture, "my-digits list --json --folder mine");
  assert_done (&listed);
  second = parse_line (listed.out, 1);
  g_assert_cmpint (json_object_get_int_member (second, "number"), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (second, "label"), ==, "1");
  g_assert_cmpstr (json_object_get_string_member (second, "kind"), ==,
                   "drawing");
  g_assert_cmpstr (json_object_get_string_member (second, "file"), ==,
                   "000002-1.inkml");
  g_assert_true (json_object_get_null_member (second, "read"));
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) own = { 0 };
  g_auto (Run) exported = { 0 };
  const char *hash;

  put_drawings (fixture);
  run_done (fixture, "my-digits add 1 one.inkml --folder mine");
  run_done (fixture, "my-digits add 7 seven.inkml --folder mine");
  run_done (fixture, "my-digits export out --folder mine");
  own = run_cli (fixture, "data info mine");
  exported = run_cli (fixture, "data info out");
  assert_done (&own);
  assert_done (&exported);
  hash = strstr (own.out, "sha-256");
  g_assert_nonnull (hash);
  g_assert_cmpstr (hash, ==, strstr (exported.out, "sha-256"));
  assert_fails (fixture, "my-digits export out --folder mine", 1,
                "expected a new folder");
  assert_fails (fixture, "my-digits export new --folder none", 1,
                "found none that can be read");
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  put_drawings (fixture);
  run_done (fixture, "my-digits add 1 one.inkml one.inkml one.inkml "
                     "--folder mine");
  run_done (fixture, "my-digits delete 1 3 --folder mine");
  g_assert_cmpuint (count_kept (fixture), ==, 1);
  assert_fails (fixture, "my-digits delete 3 --folder mine", 1,
                "no drawing with the number 3");
  fixture_write (fixture, "mine/000002-5.inkml", SEVEN, -1);
  assert_fails (fixture, "my-digits delete 2 --folder mine", 1,
                "two files have the number 2");
  g_assert_cmpuint (count_kept (fixture), ==, 2);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  put_drawings (fixture);
  assert_fails (fixture, "my-digits", 2, "is missing");
  assert_fails (fixture, "my-digits burn", 2, "found 'burn'");
  assert_fails (fixture, "my-digits add 10 one.inkml", 2, "from 0 to 9");
  assert_fails (fixture, "my-digits add 1", 2, "FILE is missing");
  assert_fails (fixture, "my-digits delete one", 2, "whole number");
  assert_fails (fixture, "my-digits add 1 none.inkml --folder mine", 1,
                "none.inkml");
  assert_fails (fixture, "my-digits add 1 bad.inkml --folder mine", 1,
                "bad.inkml");
  assert_fails (fixture, "my-digits add 1 empty.inkml --folder mine", 1,
                "found no ink");
  assert_fails (fixture, "data get my-digits", 1, "your own drawings");
  g_assert_false (fixture_has (fixture, "mine"));
}

/* Named, and the others are there. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };

  put_drawings (fixture);
  run_done (fixture, "my-digits add 1 one.inkml --folder mine");
  fixture_write (fixture, "mine/000009-3.inkml", "<ink><trace>1", -1);
  fixture_write (fixture, "mine/index.json", "{\"drawings\"", -1);
  run = run_cli (fixture, "my-digits list --folder mine");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpuint (count_lines (run.out), ==, 1);
  g_assert_nonnull (strstr (run.err, "000009-3.inkml"));
  g_assert_nonnull (strstr (run.err, "index.json"));
}

/* --- Teaching --- */

static void
make_base (Fixture *fixture)
{
  put_drawings (fixture);
  make_digits (fixture, 400, 100);
  run_done (fixture, "train lenet5 --data idx --output base.st --quiet "
                     "--recipe seed --epochs 3 --learning-rate 0.02");
  run_done (fixture, "my-digits add 7 seven.inkml --folder mine");
  if (IS_SLOW_BUILD) /* one is left out of none: one lesson is all */
    return;
  run_done (fixture, "my-digits add 1 one.inkml one.inkml --folder mine");
  run_done (fixture, "my-digits add 7 seven.inkml --folder mine");
}

#define TEACH "teach base.st --data idx --my-digits mine --quiet "

static void
assert_score (JsonObject *object, const char *name, gint64 count)
{
  JsonObject *score = json_object_get_object_member (object, name);

  g_assert_cmpint (json_object_get_int_member (score, "count"), ==, count);
  g_assert_cmpint (json_object_get_int_member (score, "after"), <=, count);
  g_assert_cmpint (json_object_get_int_member (score, "before"), <=, count);
}

static void
test_teach (Fixture *fixture, gconstpointer data)
{
  const gint64 n_own = IS_SLOW_BUILD ? 1 : 4;
  g_auto (Run) run = { 0 };
  g_auto (Run) info = { 0 };
  g_auto (Run) again = { 0 };
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  make_base (fixture);
  before = fixture_read (fixture, "base.st");
  run = run_cli (fixture, TEACH "--output a.st --json --threads 1");
  assert_done (&run);
  object = parse_object (run.out);
  g_assert_cmpint (json_object_get_int_member (object, "drawings"), ==,
                   n_own);
  assert_score (object, "left_out", n_own > 1 ? n_own : 0);
  assert_score (object, "own", n_own);
  assert_score (object, "test", 100);
  if (IS_SLOW_BUILD)
    return;
  run_done (fixture, TEACH "--output b.st --threads 2");
  first = fixture_read (fixture, "a.st");
  second = fixture_read (fixture, "b.st");
  g_assert_true (g_bytes_equal (first, second));
  after = fixture_read (fixture, "base.st");
  g_assert_true (g_bytes_equal (before, after));
  info = run_cli (fixture, "info a.st");
  g_assert_nonnull (strstr (info.out, "taught_drawings      4"));
  again = run_cli (fixture, "teach a.st --data idx --my-digits mine --quiet "
                            "--output c.st --seed 5");
  g_assert_cmpint (again.status, ==, 0);
  g_assert_nonnull (strstr (again.err, "was taught before, on 4 drawings"));
}

static void
test_teach_refused (Fixture *fixture, gconstpointer data)
{
  make_base (fixture);
  make_texts (fixture, "texts.csv", 40);
  run_done (fixture, "train naive-bayes --data texts.csv --output nb.st "
                     "--quiet");
  assert_fails (fixture, "teach base.st --data idx", 2, "--output is required");
  assert_fails (fixture, TEACH "--output base.st", 2, "--output");
  assert_fails (fixture, TEACH "--output a.st --seed -1", 2, "--seed");
  assert_fails (fixture, "teach base.st --data idx --my-digits none "
                         "--output a.st",
                1, "expected drawings to teach from");
  assert_fails (fixture, "teach base.st --data nowhere --my-digits mine "
                         "--output a.st",
                1, "so that it does not forget: nowhere");
  assert_fails (fixture, "teach base.st --data mine --my-digits mine "
                         "--output a.st",
                1, "a training and a test split");
  assert_fails (fixture, "teach nb.st --data idx --my-digits mine "
                         "--output a.st",
                1, "reads the digits 0 to 9");
  assert_fails (fixture, "teach base.st --data idx --my-digits mine "
                         "--output no/a.st",
                1, "no/a.st");
  g_assert_false (fixture_has (fixture, "a.st"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/cli/my-digits/add", test_add);
  add_test ("/cli/my-digits/export", test_export);
  add_test ("/cli/my-digits/delete", test_delete);
  add_test ("/cli/my-digits/refused", test_refused);
  add_test ("/cli/my-digits/damaged", test_damaged);
  add_test ("/cli/teach/teaches", test_teach);
  add_test ("/cli/teach/refused", test_teach_refused);
  return g_test_run ();
}
