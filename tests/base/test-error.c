/* The error domain: codes and messages arrive as given, and a caller that
 * wants no error may pass NULL. */
#include "core/base/error.h"

static gboolean
fail_with (InkError code, GError **error)
{
  return ink_error_set (error, code, "%s: row %d: expected %u, found %u",
                        "a.csv", 7, 3u, 4u);
}

static void
test_set (void)
{
  for (int code = INK_ERROR_IO; code <= INK_ERROR_UNAVAILABLE; code++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (fail_with ((InkError) code, &error));
      g_assert_error (error, INK_ERROR, code);
      g_assert_cmpstr (error->message, ==,
                       "a.csv: row 7: expected 3, found 4");
    }
}

static void
test_null (void)
{
  g_assert_false (fail_with (INK_ERROR_FORMAT, NULL));
}

static void
test_percent (void)
{
  g_autoptr (GError) error = NULL;

  ink_error_set (&error, INK_ERROR_IO, "%s", "100%s.csv");
  g_assert_cmpstr (error->message, ==, "100%s.csv");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/error/set", test_set);
  g_test_add_func ("/core/error/null", test_null);
  g_test_add_func ("/core/error/percent", test_percent);
  return g_test_run ();
}
