/* Two sorted vocabularies into one, in one pass over both. UTF-8 compares
 * bytewise as code points compare. */
#include "core/text/term-union.h"

#include <string.h>

#include "core/base/error.h"

void
ink_term_union_free (InkTermUnion *terms)
{
  if (terms == NULL)
    return;
  ink_vocabulary_free (terms->vocabulary);
  g_free (terms->first);
  g_free (terms->second);
  g_free (terms);
}

static InkVocabularyTerm
term_at (const InkVocabulary *vocabulary, guint32 index)
{
  gsize length;
  const char *bytes = ink_vocabulary_term (vocabulary, index, &length);

  return (InkVocabularyTerm) { bytes, (guint32) length,
                               ink_vocabulary_hashes (vocabulary)[index] };
}

static int
compare (const InkVocabularyTerm *a, const InkVocabularyTerm *b)
{
  int order = memcmp (a->bytes, b->bytes, MIN (a->length, b->length));

  return order != 0 ? order
                    : (a->length > b->length) - (a->length < b->length);
}

/* < 0 where the next term is @first's alone, > 0 where @second's, 0 of both. */
static int
compare_next (const InkVocabulary *first, guint32 i,
              const InkVocabulary *second, guint32 j)
{
  InkVocabularyTerm a, b;

  if (i == ink_vocabulary_count (first))
    return 1;
  if (j == ink_vocabulary_count (second))
    return -1;
  a = term_at (first, i);
  b = term_at (second, j);
  return compare (&a, &b);
}

/* @terms: (out): [count of both] */
static void
join (InkTermUnion *both, const InkVocabulary *first,
      const InkVocabulary *second, InkVocabularyTerm *terms)
{
  guint32 n_first = ink_vocabulary_count (first);
  guint32 n_second = ink_vocabulary_count (second);
  guint32 i = 0, j = 0;

  while (i < n_first || j < n_second)
    {
      int order = compare_next (first, i, second, j);

      terms[both->n_terms]
          = order <= 0 ? term_at (first, i) : term_at (second, j);
      if (order <= 0)
        both->first[i++] = both->n_terms;
      if (order >= 0)
        both->second[j++] = both->n_terms;
      both->n_terms++;
    }
}

/* Buckets are the same ones in both. */
static InkTermUnion *
union_hashed (const InkVocabulary *first, const InkVocabulary *second,
              GError **error)
{
  guint32 n = ink_vocabulary_n_buckets (first);
  guint32 other = ink_vocabulary_n_buckets (second);
  InkTermUnion *both;

  if (n != other)
    {
      ink_error_set (error, INK_ERROR_MISMATCH,
                     "expected two vocabularies of terms, or of as many "
                     "buckets each, found %u and %u buckets", n, other);
      return NULL;
    }
  both = g_new0 (InkTermUnion, 1);
  both->vocabulary = ink_vocabulary_new_hashed (n);
  both->n_terms = n;
  both->first = g_new (guint32, n);
  for (guint32 i = 0; i < n; i++)
    both->first[i] = i;
  both->second = g_memdup2 (both->first, n * sizeof (guint32));
  return both;
}

InkTermUnion *
ink_term_union_new (const InkVocabulary *first, const InkVocabulary *second,
                    GError **error)
{
  guint64 n = (guint64) ink_vocabulary_count (first)
              + ink_vocabulary_count (second);
  g_autofree InkVocabularyTerm *terms = NULL;
  InkTermUnion *both;
  gsize n_bytes, n_more;

  if (ink_vocabulary_n_buckets (first) > 0
      || ink_vocabulary_n_buckets (second) > 0)
    return union_hashed (first, second, error);
  ink_vocabulary_bytes (first, &n_bytes);
  ink_vocabulary_bytes (second, &n_more);
  if (n > INK_VOCABULARY_MAX_TERMS || n_bytes + n_more >= G_MAXUINT32)
    {
      ink_error_set (error, INK_ERROR_LIMIT,
                     "vocabularies: expected at most %u terms and 4 GiB of "
                     "text together, found %" G_GUINT64_FORMAT " and %"
                     G_GSIZE_FORMAT " bytes",
                     INK_VOCABULARY_MAX_TERMS, n, n_bytes + n_more);
      return NULL;
    }
  terms = g_new (InkVocabularyTerm, MAX (n, 1));
  both = g_new0 (InkTermUnion, 1);
  both->first = g_new (guint32, MAX (ink_vocabulary_count (first), 1));
  both->second = g_new (guint32, MAX (ink_vocabulary_count (second), 1));
  join (both, first, second, terms);
  both->vocabulary = ink_vocabulary_new_of (terms, both->n_terms);
  return both;
}
