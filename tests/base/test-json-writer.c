/* Members of objects, as they stand in files and on standard output. */
#include <math.h>

#include "core/base/json-writer.h"

static void
test_members (void)
{
  g_autoptr (GString) json = g_string_new ("{");

  ink_json_add_string (json, "name", "a \"b\"");
  ink_json_add_string (json, "split", NULL);
  ink_json_add_double (json, "rate", 0.98);
  ink_json_add_double (json, "loss", NAN);
  ink_json_add_count (json, "seed", G_MAXUINT64);
  ink_json_append_key (json, "list");
  g_string_append (json, "[]}");
  g_assert_cmpstr (json->str, ==,
                   "{\"name\": \"a \\\"b\\\"\", \"split\": null, "
                   "\"rate\": 0.98, \"loss\": null, "
                   "\"seed\": 18446744073709551615, \"list\": []}");
}

static void
test_intervals (void)
{
  g_autoptr (GString) json = g_string_new ("{");

  ink_json_add_interval (json, "a", 0.25, 0.5);
  ink_json_add_interval (json, "b", NAN, 0.5);
  ink_json_add_interval (json, "c", 0.25, INFINITY);
  g_assert_cmpstr (json->str, ==,
                   "{\"a\": [0.25, 0.5], \"b\": null, \"c\": null");
}

/* A fact of a model file may have any bytes for its key. */
static void
test_bytes (void)
{
  g_autoptr (GString) json = g_string_new ("{");

  ink_json_add_string (json, "k\xff\n", "v\xff");
  g_assert_cmpstr (json->str, ==, "{\"k\uFFFD\\u000a\": \"v\uFFFD\"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/json-writer/members", test_members);
  g_test_add_func ("/core/json-writer/intervals", test_intervals);
  g_test_add_func ("/core/json-writer/bytes", test_bytes);
  return g_test_run ();
}
