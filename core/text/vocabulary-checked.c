/* The vocabulary of a file, of which nothing is taken on trust. */
#include "core/text/vocabulary-private.h"

#include <string.h>

#include "core/base/error.h"

static int
compare_terms (const char *a, gsize a_length, const char *b, gsize b_length)
{
  int order = memcmp (a, b, MIN (a_length, b_length));

  if (order != 0)
    return order;
  return (a_length > b_length) - (a_length < b_length);
}

static gboolean
check_terms (const char *bytes, gsize n_bytes, const guint32 *o, guint32 n,
             GError **error)
{
  if (o[0] != 0 || o[n] != n_bytes)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "vocabulary: expected offsets from 0 to %"
                          G_GSIZE_FORMAT ", found %u to %u",
                          n_bytes, o[0], o[n]);
  for (guint32 i = 0; i < n; i++)
    {
      if (o[i + 1] <= o[i] || o[i + 1] > n_bytes)
        return ink_error_set (error, INK_ERROR_FORMAT,
                              "vocabulary: term %u: expected an offset above %u"
                              " and at most %" G_GSIZE_FORMAT ", found %u",
                              i, o[i], n_bytes, o[i + 1]);
      if (!g_utf8_validate_len (bytes + o[i], o[i + 1] - o[i], NULL))
        return ink_error_set (error, INK_ERROR_FORMAT,
                              "vocabulary: term %u: expected UTF-8 without NUL,"
                              " found other bytes", i);
      if (i > 0
          && compare_terms (bytes + o[i - 1], o[i] - o[i - 1], bytes + o[i],
                            o[i + 1] - o[i]) >= 0)
        return ink_error_set (error, INK_ERROR_FORMAT,
                              "vocabulary: expected terms in ascending order,"
                              " found term %u not after the one before it", i);
    }
  return TRUE;
}

InkVocabulary *
ink_vocabulary_new_checked (const char *bytes, gsize n_bytes,
                            const guint32 *o, guint32 n, GError **error)
{
  g_autoptr (InkVocabulary) vocabulary = NULL;
  guint32 index;

  if (n > INK_VOCABULARY_MAX_TERMS || n_bytes >= G_MAXUINT32)
    {
      ink_error_set (error, INK_ERROR_LIMIT,
                     "vocabulary: expected at most %u terms and 4 GiB of text,"
                     " found %u and %" G_GSIZE_FORMAT " bytes",
                     INK_VOCABULARY_MAX_TERMS, n, n_bytes);
      return NULL;
    }
  if (!check_terms (bytes, n_bytes, o, n, error))
    return NULL;

  vocabulary = vocabulary_new_sized (n, n_bytes);
  for (guint32 i = 0; i < n; i++)
    if (!ink_vocabulary_intern (vocabulary, bytes + o[i], o[i + 1] - o[i],
                                &index, error))
      return NULL;
  return g_steal_pointer (&vocabulary);
}
