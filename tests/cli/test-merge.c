/* `inkling-cli merge`: parts trained apart read as the whole does. */
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
  add_test ("/cli/merge/facts", test_facts);
  add_test ("/cli/merge/refused", test_refused);
  return g_test_run ();
}
