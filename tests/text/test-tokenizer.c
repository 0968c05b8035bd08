/* Tokens and n-grams against scikit-learn's analyzers (golden file), ICU's
 * words, and where in the source each token stands. */
#include <string.h>

#include "core/text/tokenizer.h"
#include "tests/text/text-golden.h"

/* All n-grams in scikit-learn's order. */
static GPtrArray *
ngrams (InkAnalyzer analyzer, const char *text, guint low, guint high)
{
  g_autoptr (InkTokenizer) tokenizer = ink_tokenizer_new (analyzer);
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  gsize n_tokens;
  const InkToken *tokens = ink_tokenizer_run (tokenizer, text, &n_tokens);
  const char *string = ink_tokenizer_string (tokenizer);

  for (gsize n = low; n <= high; n++)
    for (gsize i = 0; i + n <= n_tokens; i++)
      g_ptr_array_add (found,
                       g_strndup (string + tokens[i].start,
                                  tokens[i + n - 1].end - tokens[i].start));
  return found;
}

static void
check_case (JsonObject *golden)
{
  const char *text = json_object_get_string_member (golden, "text");
  JsonArray *range = json_object_get_array_member (golden, "ngrams");
  JsonArray *expected = json_object_get_array_member (golden, "tokens");
  g_autoptr (GPtrArray) found = NULL;
  InkAnalyzer analyzer;

  g_assert_true (ink_analyzer_from_name (
      json_object_get_string_member (golden, "analyzer"), &analyzer));
  found = ngrams (analyzer, text, (guint) json_array_get_int_element (range, 0),
                  (guint) json_array_get_int_element (range, 1));
  g_assert_cmpuint (found->len, ==, json_array_get_length (expected));
  for (guint i = 0; i < found->len; i++)
    g_assert_cmpstr (g_ptr_array_index (found, i), ==,
                     json_array_get_string_element (expected, i));
}

static void
test_golden (void)
{
  g_autoptr (JsonNode) root = text_golden ("text-tokens.json");
  JsonArray *cases = json_node_get_array (root);

  g_assert_cmpuint (json_array_get_length (cases), >, 50);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    check_case (json_array_get_object_element (cases, i));
}

static void
assert_tokens (InkAnalyzer analyzer, const char *text, const char *expected)
{
  g_autoptr (GPtrArray) found = ngrams (analyzer, text, 1, 1);
  g_autofree char *joined = NULL;

  g_ptr_array_add (found, NULL);
  joined = g_strjoinv ("|", (GStrv) found->pdata);
  g_assert_cmpstr (joined, ==, expected);
}

static void
test_icu (void)
{
  assert_tokens (INK_ANALYZER_ICU, "Don't panic: it's 3.14, A-B!",
                 "don't|panic|it's|3.14|a|b");
  assert_tokens (INK_ANALYZER_ICU,
                 "\xe6\x88\x91\xe4\xbb\xac\xe7\x9a\x84\xe8\x80\x81\xe5\xb8\x88"
                 "\xe3\x80\x82",
                 "\xe6\x88\x91\xe4\xbb\xac|\xe7\x9a\x84|\xe8\x80\x81\xe5\xb8"
                 "\x88");
  assert_tokens (INK_ANALYZER_ICU, "", "");
}

/* The source bytes of a token, lower-cased, are the token again. */
static void
check_source (InkAnalyzer analyzer, const char *text)
{
  g_autoptr (InkTokenizer) tokenizer = ink_tokenizer_new (analyzer);
  g_autoptr (InkTokenizer) again = ink_tokenizer_new (INK_ANALYZER_CHAR);
  gsize n, last = 0;
  const InkToken *tokens = ink_tokenizer_run (tokenizer, text, &n);

  g_assert_cmpuint (n, >, 0);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *source
          = g_strndup (text + tokens[i].source_start,
                       tokens[i].source_end - tokens[i].source_start);
      g_autofree char *token
          = g_strndup (ink_tokenizer_string (tokenizer) + tokens[i].start,
                       tokens[i].end - tokens[i].start);
      gsize n_chars;

      g_assert_cmpuint (tokens[i].source_start, >=, last);
      last = tokens[i].source_end;
      ink_tokenizer_run (again, source, &n_chars);
      g_assert_cmpstr (ink_tokenizer_string (again), ==, token);
    }
  g_assert_cmpuint (last, <=, strlen (text));
}

static void
test_source (void)
{
  const char *text = "Na\xc3\xafve  CAF\xc3\x89, \xe2\x84\xaa" "elvin and "
                     "\xe4\xb8\xad\xe5\x9b\xbd  10 OK";

  check_source (INK_ANALYZER_WORD, text);
  check_source (INK_ANALYZER_CHAR, text);
  check_source (INK_ANALYZER_ICU, text);
}

/* One tokenizer, many texts: nothing of one is left in the next. */
static void
test_again (void)
{
  g_autoptr (InkTokenizer) tokenizer = ink_tokenizer_new (INK_ANALYZER_WORD);
  gsize n;

  ink_tokenizer_run (tokenizer, "one two three", &n);
  g_assert_cmpuint (n, ==, 3);
  ink_tokenizer_run (tokenizer, "", &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpstr (ink_tokenizer_string (tokenizer), ==, "");
  ink_tokenizer_run (tokenizer, "a bc", &n);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_choose (void)
{
  const char *english[] = { "words in English", "42", "" };
  const char *chinese[]
      = { "\xe8\x82\xa1\xe5\xb8\x82 A\xe8\x82\xa1", "3000\xe7\x82\xb9" };
  const char *mixed[] = { "a long English sentence with one \xe8\x82\xa1" };

  g_assert_cmpint (ink_analyzer_choose (english, 3), ==, INK_ANALYZER_WORD);
  g_assert_cmpint (ink_analyzer_choose (chinese, 2), ==, INK_ANALYZER_CHAR);
  g_assert_cmpint (ink_analyzer_choose (mixed, 1), ==, INK_ANALYZER_WORD);
  g_assert_cmpint (ink_analyzer_choose (NULL, 0), ==, INK_ANALYZER_WORD);
}

static void
test_names (void)
{
  InkAnalyzer analyzer = INK_ANALYZER_ICU;

  for (guint i = 0; i <= INK_ANALYZER_ICU; i++)
    {
      g_assert_true (ink_analyzer_from_name (
          ink_analyzer_name ((InkAnalyzer) i), &analyzer));
      g_assert_cmpuint (analyzer, ==, i);
    }
  g_assert_false (ink_analyzer_from_name ("words", &analyzer));
  g_assert_false (ink_analyzer_from_name (NULL, &analyzer));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text/tokenizer/golden", test_golden);
  g_test_add_func ("/core/text/tokenizer/icu", test_icu);
  g_test_add_func ("/core/text/tokenizer/source", test_source);
  g_test_add_func ("/core/text/tokenizer/again", test_again);
  g_test_add_func ("/core/text/tokenizer/choose", test_choose);
  g_test_add_func ("/core/text/tokenizer/names", test_names);
  return g_test_run ();
}
