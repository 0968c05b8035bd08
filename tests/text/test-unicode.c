/* Character classes and lower case against Python's, code point by code point.
 * Python and ICU may know different versions of Unicode, so code points that
 * are younger than the golden file's version are left out. */
#include <string.h>
#include <unicode/uchar.h>

#include "core/text/unicode.h"
#include "tests/text/text-golden.h"

/* [0x110000]: whether it is in one of the ranges */
static gboolean *
read_ranges (JsonObject *golden, const char *name)
{
  gboolean *set = g_new0 (gboolean, 0x110000);
  JsonArray *ranges = json_object_get_array_member (golden, name);

  for (guint i = 0; i < json_array_get_length (ranges); i++)
    {
      JsonArray *range = json_array_get_array_element (ranges, i);
      gint64 end = json_array_get_int_element (range, 1);

      for (gint64 c = json_array_get_int_element (range, 0); c <= end; c++)
        set[c] = TRUE;
    }
  return set;
}

static gboolean
is_compared (gunichar c, const UVersionInfo version)
{
  UVersionInfo age;

  if (c == 0 || (c >= 0xd800 && c < 0xe000))
    return FALSE;
  u_charAge ((UChar32) c, age);
  return age[0] > 0 && memcmp (age, version, sizeof age) <= 0;
}

static void
test_classes (void)
{
  g_autoptr (JsonNode) root = text_golden ("text-unicode.json");
  JsonObject *golden = json_node_get_object (root);
  g_autofree gboolean *word = read_ranges (golden, "word");
  g_autofree gboolean *space = read_ranges (golden, "space");
  UVersionInfo version;
  guint n = 0;

  u_versionFromString (version,
                       json_object_get_string_member (golden, "unicode"));
  for (gunichar c = 1; c < 0x110000; c++)
    {
      if (!is_compared (c, version))
        continue;
      n++;
      if (word[c] != ink_unicode_is_word (c)
          || space[c] != ink_unicode_is_space (c))
        g_error ("U+%04X: expected word %d, space %d", c, word[c], space[c]);
    }
  g_assert_cmpuint (n, >, 100000);
}

static char *
lower (const char *text)
{
  GString *lowered = g_string_new (NULL);
  InkLowerer lowerer;
  gunichar c;

  ink_lowerer_init (&lowerer, text, strlen (text));
  while (ink_lowerer_next (&lowerer, &c))
    g_string_append_unichar (lowered, c);
  return g_string_free (lowered, FALSE);
}

static void
test_lower (void)
{
  g_autoptr (JsonNode) root = text_golden ("text-unicode.json");
  JsonObject *golden = json_node_get_object (root);
  JsonArray *pairs = json_object_get_array_member (golden, "lower");
  g_autofree const char **expected = g_new0 (const char *, 0x110000);
  UVersionInfo version;

  u_versionFromString (version,
                       json_object_get_string_member (golden, "unicode"));
  g_assert_cmpuint (json_array_get_length (pairs), >, 1000);
  for (guint i = 0; i < json_array_get_length (pairs); i++)
    {
      JsonArray *pair = json_array_get_array_element (pairs, i);

      expected[json_array_get_int_element (pair, 0)]
          = json_array_get_string_element (pair, 1);
    }
  for (gunichar c = 1; c < 0x110000; c++)
    {
      char text[8] = "";
      g_autofree char *lowered = NULL;

      if (!is_compared (c, version))
        continue;
      g_unichar_to_utf8 (c, text);
      lowered = lower (text);
      g_assert_cmpstr (lowered, ==, expected[c] != NULL ? expected[c] : text);
    }
}

static void
test_source_bytes (void)
{
  /* I with dot: two bytes become three characters' worth of output. */
  const char *text = "a\xc4\xb0z";
  InkLowerer lowerer;
  gunichar c;

  ink_lowerer_init (&lowerer, text, strlen (text));
  g_assert_true (ink_lowerer_next (&lowerer, &c));
  g_assert_cmpuint (c, ==, 'a');
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (ink_lowerer_next (&lowerer, &c));
      g_assert_cmpuint (c, ==, i == 0 ? 'i' : 0x307);
      g_assert_cmpuint (lowerer.start, ==, 1);
      g_assert_cmpuint (lowerer.end, ==, 3);
    }
  g_assert_true (ink_lowerer_next (&lowerer, &c));
  g_assert_cmpuint (lowerer.start, ==, 3);
  g_assert_false (ink_lowerer_next (&lowerer, &c));
}

static void
test_invalid (void)
{
  g_autofree char *lowered = lower ("A\xff\xc3(\xe2\x82");

  g_assert_cmpstr (lowered, ==, "a\xef\xbf\xbd\xef\xbf\xbd(\xef\xbf\xbd");
}

static void
test_han (void)
{
  g_assert_true (ink_unicode_is_han (0x4e2d));
  g_assert_true (ink_unicode_is_han (0x3042));
  g_assert_true (ink_unicode_is_han (0x20000));
  g_assert_false (ink_unicode_is_han ('a'));
  g_assert_false (ink_unicode_is_han (0xac00));
  g_assert_false (ink_unicode_is_han (0xff0c));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text/unicode/classes", test_classes);
  g_test_add_func ("/core/text/unicode/lower", test_lower);
  g_test_add_func ("/core/text/unicode/source-bytes", test_source_bytes);
  g_test_add_func ("/core/text/unicode/invalid", test_invalid);
  g_test_add_func ("/core/text/unicode/han", test_han);
  return g_test_run ();
}
