/* Strict JSON: what is taken, what is refused, and where. */
#include "core/base/json-reader.h"

#include <string.h>

#include "core/base/error.h"

static InkReader
reader_of (const char *text)
{
  InkReader reader;

  ink_reader_init (&reader, "test", text, strlen (text));
  return reader;
}

static void
check_string (const char *json, const char *expected)
{
  InkReader reader = reader_of (json);
  g_autoptr (GError) error = NULL;
  g_autofree char *string = NULL;

  if (ink_json_take_string (&reader, "a string", &string, &error))
    g_assert_true (ink_json_expect_end (&reader, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (string, ==, expected);
}

static void
test_strings (void)
{
  check_string ("\"\"", "");
  check_string (" \t\r\n\"plain\" ", "plain");
  check_string ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t");
  check_string ("\"\\u00e9\\u4E2d\\ud83d\\ude00\"", "é中😀");
  check_string ("\"é中😀\"", "é中😀");
}

static void
test_bad_strings (void)
{
  static const char *const bad[] = {
    "",           "x",           "\"",           "\"a",
    "\"\\",       "\"\\\"",      "\"\\x\"",      "\"\\u12\"",
    "\"\\u12g4\"", "\"\\u0000\"", "\"\\ud83d\"",  "\"\\ud83dxxxxxx\"",
    "\"\\ude00\"", "\"\\ud83d\\u0041\"", "\"a\nb\"", "\"\xff\"", "'a'",
    "\"\xed\xa0\x80\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      InkReader reader = reader_of (bad[i]);
      g_autoptr (GError) error = NULL;
      char *string = NULL;

      g_assert_false (
          ink_json_take_string (&reader, "a string", &string, &error));
      g_assert_error (error, INK_ERROR, INK_ERROR_FORMAT);
      g_assert_null (string);
    }
}

static void
check_bad_size (const char *json, InkError code)
{
  InkReader reader = reader_of (json);
  g_autoptr (GError) error = NULL;
  gsize size = 77;
  gboolean taken = ink_json_take_size (&reader, "a size", &size, &error)
                   && ink_json_expect_end (&reader, &error);

  g_assert_false (taken);
  g_assert_error (error, INK_ERROR, (int) code);
}

static void
test_sizes (void)
{
  InkReader reader = reader_of (" 0 18446744073709551615");
  gsize size;

  g_assert_true (ink_json_take_size (&reader, "a size", &size, NULL));
  g_assert_cmpuint (size, ==, 0);
  g_assert_true (ink_json_take_size (&reader, "a size", &size, NULL));
  g_assert_cmpuint (size, ==, G_MAXSIZE);
  check_bad_size ("18446744073709551616", INK_ERROR_LIMIT);
  check_bad_size ("99999999999999999999999", INK_ERROR_LIMIT);
  check_bad_size ("-1", INK_ERROR_FORMAT);
  check_bad_size ("01", INK_ERROR_FORMAT);
  check_bad_size ("1.5", INK_ERROR_FORMAT);
  check_bad_size ("1e3", INK_ERROR_FORMAT);
  check_bad_size ("NaN", INK_ERROR_FORMAT);
  check_bad_size ("", INK_ERROR_FORMAT);
}

/* The sum of a list of sizes, or -1. */
static gssize
sum_list (const char *json)
{
  InkReader reader = reader_of (json);
  gboolean more;
  gssize sum = 0;
  guint n = 0;

  if (!ink_json_expect (&reader, '[', "a list", NULL))
    return -1;
  for (;;)
    {
      gsize size;

      if (!ink_json_next (&reader, ']', &n, &more, NULL))
        return -1;
      if (!more)
        return ink_json_expect_end (&reader, NULL) ? sum : -1;
      if (!ink_json_take_size (&reader, "a size", &size, NULL))
        return -1;
      sum += (gssize) size;
    }
}

static void
test_lists (void)
{
  g_assert_cmpint (sum_list ("[]"), ==, 0);
  g_assert_cmpint (sum_list (" [ 1 , 2,3 ] "), ==, 6);
  g_assert_cmpint (sum_list ("[1 2]"), ==, -1);
  g_assert_cmpint (sum_list ("[1,]"), ==, -1);
  g_assert_cmpint (sum_list ("[,1]"), ==, -1);
  g_assert_cmpint (sum_list ("[1"), ==, -1);
  g_assert_cmpint (sum_list ("[1] x"), ==, -1);
  g_assert_cmpint (sum_list ("[[1]]"), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/json-reader/strings", test_strings);
  g_test_add_func ("/core/json-reader/bad-strings", test_bad_strings);
  g_test_add_func ("/core/json-reader/sizes", test_sizes);
  g_test_add_func ("/core/json-reader/lists", test_lists);
  return g_test_run ();
}
