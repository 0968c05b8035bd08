/* Counting and weighting, against figures worked out by hand. */
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/text/term-matrix.h"
#include "core/text/tfidf.h"

#define NEAR 1e-15

static const char *const corpus[] = { "bb aa bb", "aa cc", "", "bb cc dd" };
static const InkTermRule words = { INK_ANALYZER_WORD, 1, 1, NULL };

static void
test_matrix (void)
{
  const InkTermLimits limits = { .min_df = { 1, FALSE } };
  const guint32 frequency[] = { 2, 2, 2, 1 };
  const gsize starts[] = { 0, 2, 4, 4, 7 };
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTermMatrix) matrix
      = ink_term_matrix_new (corpus, 4, &words, &limits, 1, &error);
  gsize length;

  g_assert_no_error (error);
  g_assert_cmpuint (ink_vocabulary_count (matrix->vocabulary), ==, 4);
  g_assert_cmpmem (ink_vocabulary_bytes (matrix->vocabulary, &length), length,
                   "aabbccdd", 8);
  g_assert_cmpmem (matrix->document_frequency, sizeof frequency, frequency,
                   sizeof frequency);
  g_assert_cmpmem (matrix->starts, sizeof starts, starts, sizeof starts);
  g_assert_cmpuint (matrix->entries[0].term, ==, 1);
  g_assert_cmpuint (matrix->entries[0].count, ==, 2);
  g_assert_cmpuint (matrix->entries[1].term, ==, 0);
  g_assert_cmpuint (matrix->entries[1].count, ==, 1);
}

static void
test_limits (void)
{
  const InkTermLimits rare = { .min_df = { 2, FALSE } };
  const InkTermLimits top = { .min_df = { 1, FALSE }, .max_features = 1 };
  const InkTermLimits none = { .min_df = { 5, FALSE } };
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTermMatrix) matrix
      = ink_term_matrix_new (corpus, 4, &words, &rare, 1, &error);
  gsize length;

  g_assert_no_error (error);
  g_assert_cmpuint (ink_vocabulary_count (matrix->vocabulary), ==, 3);
  g_assert_cmpuint (matrix->starts[4], ==, 6);
  ink_term_matrix_free (g_steal_pointer (&matrix));

  matrix = ink_term_matrix_new (corpus, 4, &words, &top, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (ink_vocabulary_bytes (matrix->vocabulary, &length), length,
                   "bb", 2);
  ink_term_matrix_free (g_steal_pointer (&matrix));

  matrix = ink_term_matrix_new (corpus, 4, &words, &none, 1, &error);
  g_assert_null (matrix);
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_clear_error (&error);

  matrix = ink_term_matrix_new (corpus + 2, 1, &words, &top, 1, &error);
  g_assert_null (matrix);
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
}

/* More texts than a block takes: what is found in several blocks is one term,
 * and every count is its document's, whatever the threads. */
#define N_MANY 20000u

static char *
many_text (guint i)
{
  return g_strdup_printf ("aa%u bb%u aa%u cc%u", i % 97, i % 1009, i % 97, i);
}

static guint32
number_of (const InkTermMatrix *matrix, const char *stem, guint i)
{
  g_autofree char *term = g_strdup_printf ("%s%u", stem, i);
  guint32 number;

  g_assert_true (ink_vocabulary_find (matrix->vocabulary, term, strlen (term),
                                      &number));
  return number;
}

static void
check_many (const InkTermMatrix *matrix)
{
  g_assert_cmpuint (matrix->n_terms, ==, 97 + 1009 + N_MANY);
  for (guint i = 0; i < 97; i++)
    g_assert_cmpuint (
        matrix->document_frequency[number_of (matrix, "aa", i)], ==,
        N_MANY / 97 + (i < N_MANY % 97));
  for (guint i = 0; i < N_MANY; i++)
    {
      const InkTermCount *entries = matrix->entries + matrix->starts[i];

      g_assert_cmpuint (matrix->starts[i + 1] - matrix->starts[i], ==, 3);
      g_assert_cmpuint (entries[0].term, ==,
                        number_of (matrix, "aa", i % 97));
      g_assert_cmpuint (entries[0].count, ==, 2);
      g_assert_cmpuint (entries[1].term, ==,
                        number_of (matrix, "bb", i % 1009));
      g_assert_cmpuint (entries[2].term, ==, number_of (matrix, "cc", i));
      g_assert_cmpuint (entries[2].count, ==, 1);
    }
  for (guint32 t = 1; t < matrix->n_terms; t++)
    {
      gsize a, b;
      const char *before = ink_vocabulary_term (matrix->vocabulary, t - 1, &a);
      const char *after = ink_vocabulary_term (matrix->vocabulary, t, &b);
      int order = memcmp (before, after, MIN (a, b));

      g_assert_true (order < 0 || (order == 0 && a < b));
    }
}

static void
test_blocks (void)
{
  static const guint threads[] = { 1, 2, 3, 8 };
  const InkTermLimits limits = { .min_df = { 1, FALSE } };
  g_auto (GStrv) texts = g_new0 (char *, N_MANY + 1);

  for (guint i = 0; i < N_MANY; i++)
    texts[i] = many_text (i);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (InkTermMatrix) matrix
          = ink_term_matrix_new ((const char *const *) texts, N_MANY, &words,
                                 &limits, threads[i], &error);

      g_assert_no_error (error);
      check_many (matrix);
    }
}

/* FALSE, with an error, at the second call. */
static gboolean
give_up_cb (double fraction, gpointer user_data, GError **error)
{
  guint *n_calls = user_data;

  g_assert_cmpfloat (fraction, <=, 1);
  return ++*n_calls < 2
         || ink_error_set (error, INK_ERROR_IO, "enough after %u", *n_calls);
}

static void
test_give_up (void)
{
  const InkTermLimits limits = { .min_df = { 1, FALSE } };
  g_auto (GStrv) texts = g_new0 (char *, N_MANY + 1);
  g_autoptr (GError) error = NULL;
  guint n_calls = 0;

  for (guint i = 0; i < N_MANY; i++)
    texts[i] = many_text (i);
  g_assert_null (ink_term_matrix_new_watched (
      (const char *const *) texts, N_MANY, &words, &limits, 1, give_up_cb,
      &n_calls, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_IO);
  g_assert_cmpuint (n_calls, ==, 2);
}

static void
test_count_text (void)
{
  const InkTermLimits limits = { .min_df = { 1, FALSE } };
  g_autoptr (InkTermMatrix) matrix
      = ink_term_matrix_new (corpus, 4, &words, &limits, 1, NULL);
  g_autoptr (InkTermCounter) counter
      = ink_term_counter_new (matrix->vocabulary, &words);
  const InkTermCount expected[] = { { 3, 3 }, { 1, 1 } };
  const InkTermCount *counts;
  gsize n;

  counts = ink_term_counter_run (counter, "DD dd xx BB! dd yy", &n);
  g_assert_cmpmem (counts, n * sizeof (InkTermCount), expected,
                   sizeof expected);
  ink_term_counter_run (counter, "", &n);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_weights (void)
{
  const guint32 frequency[] = { 2, 4 };
  const InkTermCount counts[] = { { 0, 3 }, { 1, 4 } };
  double idf[2];
  double w[2];

  ink_tfidf_idf (INK_IDF_SMOOTH, frequency, 2, 4, idf);
  g_assert_cmpfloat_with_epsilon (idf[0], log (5.0 / 3.0) + 1.0, NEAR);
  g_assert_cmpfloat_with_epsilon (idf[1], 1.0, NEAR);

  idf[0] = idf[1] = 1.0;
  ink_tfidf_weights (counts, 2, idf, FALSE, INK_NORM_NONE, w);
  g_assert_cmpfloat (w[0], ==, 3.0);
  g_assert_cmpfloat (w[1], ==, 4.0);
  ink_tfidf_weights (counts, 2, idf, FALSE, INK_NORM_L2, w);
  g_assert_cmpfloat_with_epsilon (w[0], 0.6, NEAR);
  g_assert_cmpfloat_with_epsilon (w[1], 0.8, NEAR);
  ink_tfidf_weights (counts, 2, idf, TRUE, INK_NORM_NONE, w);
  g_assert_cmpfloat_with_epsilon (w[0], 1.0 + log (3.0), NEAR);
  ink_tfidf_weights (counts, 0, idf, FALSE, INK_NORM_L2, w);
}

static void
test_names (void)
{
  InkNorm norm = INK_NORM_NONE;

  g_assert_true (ink_norm_from_name ("l2", &norm));
  g_assert_cmpint (norm, ==, INK_NORM_L2);
  g_assert_true (ink_norm_from_name ("none", &norm));
  g_assert_cmpint (norm, ==, INK_NORM_NONE);
  g_assert_false (ink_norm_from_name ("l3", &norm));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text/tfidf/matrix", test_matrix);
  g_test_add_func ("/core/text/tfidf/limits", test_limits);
  g_test_add_func ("/core/text/tfidf/blocks", test_blocks);
  g_test_add_func ("/core/text/tfidf/give-up", test_give_up);
  g_test_add_func ("/core/text/tfidf/count-text", test_count_text);
  g_test_add_func ("/core/text/tfidf/weights", test_weights);
  g_test_add_func ("/core/text/tfidf/names", test_names);
  return g_test_run ();
}
