/* Numbers and hashing of terms, and every way in which a file's vocabulary can
 * be wrong. */
#include <string.h>

#include "core/base/error.h"
#include "core/text/term-matrix.h"
#include "core/text/vocabulary.h"

static guint32
intern (InkVocabulary *vocabulary, const char *term)
{
  g_autoptr (GError) error = NULL;
  guint32 index = G_MAXUINT32;

  g_assert_true (ink_vocabulary_intern (vocabulary, term, strlen (term), &index,
                                        &error));
  g_assert_no_error (error);
  return index;
}

static void
test_many (void)
{
  g_autoptr (InkVocabulary) vocabulary = ink_vocabulary_new ();
  const guint n = 50000;
  guint32 index = 7;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *term = g_strdup_printf ("term-%u", i * 7919u % n);

      g_assert_cmpuint (intern (vocabulary, term), ==, i);
    }
  g_assert_cmpuint (ink_vocabulary_count (vocabulary), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *term = g_strdup_printf ("term-%u", i * 7919u % n);
      gsize length;

      g_assert_cmpuint (intern (vocabulary, term), ==, i);
      g_assert_true (ink_vocabulary_find (vocabulary, term, strlen (term),
                                          &index));
      g_assert_cmpuint (index, ==, i);
      g_assert_cmpmem (ink_vocabulary_term (vocabulary, i, &length), length,
                       term, strlen (term));
    }
  index = 7;
  g_assert_false (ink_vocabulary_find (vocabulary, "term-x", 6, &index));
  g_assert_cmpuint (index, ==, 7);
}

/* U+FFFD is before U+1F600 by code point, and after it in UTF-16. */
static void
test_order (void)
{
  const InkTermRule rule = { INK_ANALYZER_CHAR, 1, 2, NULL };
  const InkTermLimits limits = { .min_df = { 1, FALSE } };
  const char *texts[] = { "\xf0\x9f\x98\x80", "ab", "\xef\xbf\xbd" };
  const char *expected[]
      = { "a", "ab", "b", "\xef\xbf\xbd", "\xf0\x9f\x98\x80" };
  const guint32 order[] = { 4, 0, 3 };
  g_autoptr (InkTermMatrix) matrix = ink_term_matrix_new (
      texts, G_N_ELEMENTS (texts), &rule, &limits, 1, NULL);
  g_autoptr (InkVocabulary) selected
      = ink_vocabulary_select (matrix->vocabulary, order, G_N_ELEMENTS (order));
  guint32 index;

  g_assert_cmpuint (ink_vocabulary_count (matrix->vocabulary), ==,
                    G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      gsize length;
      const char *term
          = ink_vocabulary_term (matrix->vocabulary, i, &length);

      g_assert_cmpmem (term, length, expected[i], strlen (expected[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      gsize length;
      const char *term = ink_vocabulary_term (selected, i, &length);

      g_assert_cmpmem (term, length, expected[order[i]],
                       strlen (expected[order[i]]));
      g_assert_true (ink_vocabulary_find (selected, term, length, &index));
      g_assert_cmpuint (index, ==, i);
    }
}

static void
assert_checked (const char *bytes, const guint32 *offsets, guint32 n,
                gboolean sound, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkVocabulary) vocabulary = ink_vocabulary_new_checked (
      bytes, strlen (bytes), offsets, n, &error);

  g_assert_true ((vocabulary != NULL) == sound);
  if (sound)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (ink_vocabulary_count (vocabulary), ==, n);
      return;
    }
  g_assert_error (error, INK_ERROR, INK_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, message));
}

static void
test_checked (void)
{
  assert_checked ("aabb", (guint32[]) { 0, 1, 3, 4 }, 3, TRUE, NULL);
  assert_checked ("abc", (guint32[]) { 0, 1, 2, 3 }, 3, TRUE, NULL);
  assert_checked ("abc", (guint32[]) { 1, 2, 3 }, 2, FALSE, "offsets");
  assert_checked ("abc", (guint32[]) { 0, 1, 2 }, 2, FALSE, "offsets");
  assert_checked ("abc", (guint32[]) { 0, 1, 4 }, 2, FALSE, "offsets");
  assert_checked ("abc", (guint32[]) { 0, 2, 1, 3 }, 3, FALSE, "term 1");
  assert_checked ("abc", (guint32[]) { 0, 1, 1, 3 }, 3, FALSE, "term 1");
  assert_checked ("abc", (guint32[]) { 0, 9, 1, 3 }, 3, FALSE, "term 0");
  assert_checked ("ba", (guint32[]) { 0, 1, 2 }, 2, FALSE, "ascending");
  assert_checked ("aa", (guint32[]) { 0, 1, 2 }, 2, FALSE, "ascending");
  assert_checked ("aba", (guint32[]) { 0, 2, 3 }, 2, FALSE, "ascending");
  assert_checked ("a\xc3\xa4", (guint32[]) { 0, 2, 3 }, 2, FALSE, "UTF-8");
  assert_checked ("\xff", (guint32[]) { 0, 1 }, 1, FALSE, "UTF-8");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text/vocabulary/many", test_many);
  g_test_add_func ("/core/text/vocabulary/order", test_order);
  g_test_add_func ("/core/text/vocabulary/checked", test_checked);
  return g_test_run ();
}
