#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Terms and their numbers, 0 .. n-1, found by hash (open addressing). It grows
 * in one thread; once it grows no more, any number of threads may look up. */
typedef struct _InkVocabulary InkVocabulary;

#define INK_VOCABULARY_MAX_TERMS (G_MAXUINT32 / 4)

/* Bytes of all terms together, and terms, are at most G_MAXUINT32 - 1. */
InkVocabulary *ink_vocabulary_new (void);
/* ink_vocabulary_new_checked: the vocabulary of a file.
 * @bytes: [n_bytes]: the terms in a row, without ends; copied
 * @offsets: [n + 1]: where each begins, then @n_bytes; copied
 * Returns: (transfer full): or NULL: INK_ERROR_FORMAT where offsets go back or
 * past the end, a term is empty, not UTF-8, or not after the one before it in
 * code point order. */
InkVocabulary *ink_vocabulary_new_checked (const char *bytes, gsize n_bytes,
                                           const guint32 *offsets, guint32 n,
                                           GError **error);
/* A new one of the terms @indices [n], in that order. (transfer full) */
InkVocabulary *ink_vocabulary_select (const InkVocabulary *vocabulary,
                                      const guint32 *indices, guint32 n);
/* ink_vocabulary_new_hashed: no terms, but buckets that terms fall into by
 * their hash, as in scikit-learn's HashingVectorizer: each bucket is a number,
 * whose term is empty, and every term is found. Nothing can be added.
 * @n_buckets: 1 to G_MAXINT32 */
InkVocabulary *ink_vocabulary_new_hashed (guint32 n_buckets);
/* 0 of any other. */
guint32 ink_vocabulary_n_buckets (const InkVocabulary *vocabulary);
void ink_vocabulary_free (InkVocabulary *vocabulary);

guint32 ink_vocabulary_count (const InkVocabulary *vocabulary);
/* Bytes of all terms, in the order of their numbers; (transfer none). */
const char *ink_vocabulary_bytes (const InkVocabulary *vocabulary,
                                  gsize *n_bytes);
/* [n + 1]; (transfer none) */
const guint32 *ink_vocabulary_offsets (const InkVocabulary *vocabulary);
/* Not terminated; (transfer none). */
const char *ink_vocabulary_term (const InkVocabulary *vocabulary, guint32 index,
                                 gsize *length);

/* FALSE, with @index untouched, where the term is unknown. */
gboolean ink_vocabulary_find (const InkVocabulary *vocabulary,
                              const char *term, gsize length, guint32 *index);
/* ink_vocabulary_find_many: many at once, which is quicker.
 * @offsets: [n + 1]: where each term begins in @bytes, then the end
 * @indices: (out): [n]: G_MAXUINT32 where it is unknown */
void ink_vocabulary_find_many (const InkVocabulary *vocabulary,
                               const char *bytes, const guint32 *offsets,
                               guint32 n, guint32 *indices);
/* ink_vocabulary_prefetch: brings what looking for a term with that hash needs
 * first into the processor's cache. */
void ink_vocabulary_prefetch (const InkVocabulary *vocabulary, guint32 hash);
/* Later, when that is there: what it needs next. */
void ink_vocabulary_prefetch_term (const InkVocabulary *vocabulary,
                                   guint32 hash);
/* ink_vocabulary_intern: finds or adds. FALSE with INK_ERROR_LIMIT where the
 * vocabulary is full. */
gboolean ink_vocabulary_intern (InkVocabulary *vocabulary, const char *term,
                                gsize length, guint32 *index, GError **error);
/* ink_vocabulary_hash: another one in each process, so that no result and no
 * file may depend on it. */
guint32 ink_vocabulary_hash (const char *term, gsize length);
/* What the table is built on: [count], of each term. (transfer none) */
const guint32 *ink_vocabulary_hashes (const InkVocabulary *vocabulary);
/* ink_vocabulary_intern: of a term whose hash is known. */
gboolean ink_vocabulary_intern_hashed (InkVocabulary *vocabulary,
                                       const char *term, gsize length,
                                       guint32 hash, guint32 *index,
                                       GError **error);
/* A vocabulary of terms that are all different, in the order of @terms [n],
 * whose bytes, lengths and hashes another vocabulary has. (transfer full) */
typedef struct
{
  const char *bytes;
  guint32 length;
  guint32 hash;
} InkVocabularyTerm;
InkVocabulary *ink_vocabulary_new_of (const InkVocabularyTerm *terms,
                                      guint32 n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkVocabulary, ink_vocabulary_free)

G_END_DECLS
