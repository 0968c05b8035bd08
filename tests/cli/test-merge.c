/* `inkling-cli merge` and `learn`: parts trained apart, or one after the other,
 * read as the whole does. */
#include <string.h>

#include "tests/cli/cli-support.h"

#define TRAIN "train naive-bayes --quiet --data "
#define TEXT " --text the\u00a0wing,\u00a0fin"

static void
make_parts (Fixture *fixture)
{
  static const char first[] = "text,label\nthe fin and the gill,fish\n"
                              "wing and beak,bird\nwater and salt,fish\n";
  static const char second[] = "the nest and the wing,bird\n"
                               "leaf and root,plant\n";
  g_autofree char *part = g_strconcat ("text,label\n", second, NULL);
  g_autofree char *all = g_strconcat (first, second, NULL);

  fixture_write (fixture, "a.csv", first, -1);
  fixture_write (fixture, "b.csv", part, -1);
  fixture_write (fixture, "all.csv", all, -1);
}

static void
do_run (Fixture *fixture, const char *line)
{
  g_auto (Run) run = run_cli (fixture, line);

  assert_done (&run);
}

static double
probability (Fixture *fixture, const char *model)
{
  g_autofree char *line = g_strdup_printf ("predict %s --json" TEXT, model);
  g_auto (Run) run = run_cli (fixture, line);
  g_autoptr (JsonObject) object = NULL;

  assert_done (&run);
  object = parse_object (run.out);
  return json_object_get_double_member (
      json_object_get_object_member (object, "probabilities"), "plant");
}

static void
test_exact (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (Run) plain = { 0 };
  g_autoptr (JsonObject) object = NULL;

  make_parts (fixture);
  do_run (fixture, TRAIN "a.csv --norm none --output a.safetensors");
  do_run (fixture, TRAIN "b.csv --norm none --output b.safetensors");
  do_run (fixture, TRAIN "all.csv --norm none --output all.safetensors");
  run = run_cli (fixture, "merge a.safetensors b.safetensors --json "
                          "--output m.safetensors");
  assert_done (&run);
  object = parse_object (run.out);
  g_assert_true (json_object_get_boolean_member (object, "exact"));
  g_assert_cmpint (json_object_get_int_member (object, "count"), ==, 5);
  g_assert_cmpint (json_object_get_int_member (object, "classes"), ==, 3);
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (object, "parts")),
      ==, 2);
  g_assert_cmpfloat_with_epsilon (probability (fixture, "m.safetensors"),
                                  probability (fixture, "all.safetensors"),
                                  1e-12);
  plain = run_cli (fixture, "merge b.safetensors a.safetensors "
                            "--output n.safetensors --title Both");
  assert_done (&plain);
  g_assert_nonnull (strstr (plain.out, "together     5 texts, 3 classes"));
  g_assert_nonnull (strstr (plain.out, "exact        yes"));
}

static void
test_lost (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };

  make_parts (fixture);
  do_run (fixture, TRAIN "a.csv --norm none --max-features 3 --output a.st");
  do_run (fixture, TRAIN "b.csv --norm none --max-features 3 --output b.st");
  run = run_cli (fixture, "merge a.st b.st --output m.st");
  assert_done (&run);
  g_assert_nonnull (strstr (run.out, "exact        no: what min-df"));
}

static void
test_facts (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (Run) info = { 0 };
  g_autoptr (JsonObject) object = NULL;
  JsonObject *facts;

  make_parts (fixture);
  do_run (fixture, TRAIN "a.csv --output a.safetensors");
  do_run (fixture, TRAIN "b.csv --output b.safetensors");
  run = run_cli (fixture,
                 "merge a.safetensors b.safetensors --output m.safetensors");
  assert_done (&run);
  g_assert_nonnull (strstr (run.out, "exact        no"));
  info = run_cli (fixture, "info m.safetensors --json");
  assert_done (&info);
  object = parse_object (info.out);
  facts = json_object_get_object_member (object, "metadata");
  g_assert_cmpstr (json_object_get_string_member (facts, "data"), ==,
                   "a.csv + b.csv");
  g_assert_cmpstr (json_object_get_string_member (facts, "examples"), ==, "5");
  g_assert_cmpuint (
      strlen (json_object_get_string_member (facts, "part_hashes")), ==, 129);
  g_assert_false (json_object_has_member (facts, "train_accuracy"));
}

/* A dictionary of all, then each part with it: exact for any norm. */
static void
test_dictionary (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (Run) ngrams = { 0 };
  g_auto (Run) folds = { 0 };

  make_parts (fixture);
  do_run (fixture, TRAIN "a.csv --ngrams 1-2 --output a.st");
  do_run (fixture, TRAIN "b.csv --ngrams 1-2 --output b.st");
  do_run (fixture, TRAIN "all.csv --ngrams 1-2 --output all.st");
  do_run (fixture, "merge a.st b.st --output m.st");
  do_run (fixture, TRAIN "a.csv --dictionary m.st --output a.st");
  do_run (fixture, TRAIN "b.csv --dictionary m.st --output b.st");
  run = run_cli (fixture, "merge b.st a.st --output n.st");
  assert_done (&run);
  g_assert_nonnull (strstr (run.out, "the model of the whole corpus"));
  g_assert_cmpfloat_with_epsilon (probability (fixture, "n.st"),
                                  probability (fixture, "all.st"), 1e-12);
  ngrams = run_cli (fixture, TRAIN "a.csv --dictionary m.st --ngrams 1-1 "
                                   "--output x.st");
  assert_failed (&ngrams, 2, "--dictionary");
  folds = run_cli (fixture, "cross-validate naive-bayes --data a.csv "
                            "--dictionary m.st");
  assert_failed (&folds, 2, "--dictionary");
}

static void
test_learn (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (Run) one = { 0 };
  g_auto (Run) half = { 0 };
  g_auto (Run) nothing = { 0 };
  g_autoptr (JsonObject) object = NULL;

  make_parts (fixture);
  do_run (fixture, TRAIN "a.csv --norm none --output a.st");
  do_run (fixture, TRAIN "all.csv --norm none --output all.st");
  run = run_cli (fixture, "learn a.st --data b.csv --json --output n.st");
  assert_done (&run);
  object = parse_object (run.out);
  g_assert_cmpint (json_object_get_int_member (object, "learned"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (object, "new_classes"), ==, 1);
  g_assert_cmpfloat_with_epsilon (probability (fixture, "n.st"),
                                  probability (fixture, "all.st"), 1e-12);
  one = run_cli (fixture, "learn a.st --text leaf --label plant "
                          "--output o.st");
  assert_done (&one);
  g_assert_nonnull (strstr (one.out, "3, 1 of them new"));
  half = run_cli (fixture, "learn a.st --text leaf --output p.st");
  assert_failed (&half, 2, "--label");
  nothing = run_cli (fixture, "learn a.st --text ?! --label fish "
                              "--output p.st");
  assert_failed (&nothing, 1, "word");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) other = { 0 };
  g_auto (Run) digits = { 0 };
  g_auto (Run) one = { 0 };
  g_auto (Run) over = { 0 };

  make_parts (fixture);
  do_run (fixture, TRAIN "a.csv --output a.safetensors");
  do_run (fixture, TRAIN "b.csv --norm l1 --output b.safetensors");
  other = run_cli (fixture,
                   "merge a.safetensors b.safetensors --output m.safetensors");
  assert_failed (&other, 1, "norm l2 and l1");
  digits = run_cli (fixture, "merge a.safetensors digits --output m.st");
  assert_failed (&digits, 1, "lenet5");
  one = run_cli (fixture, "merge a.safetensors --output m.safetensors");
  assert_failed (&one, 2, "second MODEL");
  over = run_cli (fixture,
                  "merge a.safetensors b.safetensors --output a.safetensors");
  assert_failed (&over, 2, "--output");
  g_assert_false (fixture_has (fixture, "m.safetensors"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/cli/merge/exact", test_exact);
  add_test ("/cli/merge/lost", test_lost);
  add_test ("/cli/merge/facts", test_facts);
  add_test ("/cli/merge/dictionary", test_dictionary);
  add_test ("/cli/merge/refused", test_refused);
  add_test ("/cli/learn", test_learn);
  return g_test_run ();
}
