/* Terms by number and by hash. The terms stand in one buffer; a slot of the
 * table holds a term's number plus one and its hash, so that most misses touch
 * the table alone. The table is at most half full, and probing is linear.
 * UTF-8 compares bytewise as code points compare: Python's order of strings. */
#include "core/text/vocabulary-private.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/hash-key.h"
#include "core/text/murmur3.h"

#define MIN_SLOTS 64
#define AHEAD 16 /* terms whose slots are fetched before they are needed */
#define MAX_TERMS INK_VOCABULARY_MAX_TERMS

typedef struct
{
  guint32 hash;
  guint32 number; /* of the term, plus one; 0 for an empty slot */
} Slot;

struct _InkVocabulary
{
  GString *bytes;
  GArray *offsets; /* guint32 [n + 1] */
  GArray *hashes;  /* guint32 [n] */
  Slot *slots;
  guint32 mask; /* number of slots, a power of two, minus one */
  guint32 n_buckets; /* of a hashed one, which has none of the above */
};

static inline guint64
load (const char *bytes, gsize n)
{
  guint64 eight;
  guint32 four;

  if (n == 8)
    {
      memcpy (&eight, bytes, 8);
      return eight;
    }
  memcpy (&four, bytes, 4);
  return four;
}

/* Up to eight bytes as one number, different for different bytes of one
 * length. */
static inline guint64
load_short (const char *bytes, gsize n)
{
  const guint8 *b = (const guint8 *) bytes;

  if (n >= 4)
    return load (bytes, 4) << 32 | load (bytes + n - 4, 4);
  return n == 0 ? 0
                : (guint64) b[0] << 16 | (guint64) b[n / 2] << 8 | b[n - 1];
}

static inline guint64
mix (guint64 hash, guint64 chunk)
{
  return ink_hash_fold (hash ^ chunk, ink_hash_keys[1]);
}

guint32
ink_vocabulary_hash (const char *term, gsize length)
{
  guint64 hash = ink_hash_keys[0] ^ length;
  gsize at = 0;

  for (; length - at > 8; at += 8)
    hash = mix (hash, load (term + at, 8));
  return (guint32) mix (hash, load_short (term + at, length - at));
}

static inline gboolean
is_same (const char *a, const char *b, gsize length)
{
  if (length <= 8)
    return load_short (a, length) == load_short (b, length);
  if (length > 16)
    return memcmp (a, b, length) == 0;
  return load (a, 8) == load (b, 8)
         && load (a + length - 8, 8) == load (b + length - 8, 8);
}

static const guint32 *
offsets (const InkVocabulary *vocabulary)
{
  return (const guint32 *) (void *) vocabulary->offsets->data;
}

InkVocabulary *
vocabulary_new_sized (guint32 n_terms, gsize n_bytes)
{
  InkVocabulary *vocabulary = g_new0 (InkVocabulary, 1);
  guint64 n_slots = MIN_SLOTS;
  guint32 zero = 0;

  while (n_slots < 2 * (guint64) n_terms)
    n_slots *= 2;
  vocabulary->bytes = g_string_sized_new (n_bytes);
  vocabulary->offsets
      = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n_terms + 1);
  g_array_append_val (vocabulary->offsets, zero);
  vocabulary->hashes
      = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n_terms);
  vocabulary->slots = g_new0 (Slot, n_slots);
  vocabulary->mask = (guint32) (n_slots - 1);
  return vocabulary;
}

InkVocabulary *
ink_vocabulary_new (void)
{
  return vocabulary_new_sized (0, 0);
}

InkVocabulary *
ink_vocabulary_new_hashed (guint32 n_buckets)
{
  InkVocabulary *vocabulary = ink_vocabulary_new ();

  vocabulary->n_buckets = n_buckets;
  return vocabulary;
}

guint32
ink_vocabulary_n_buckets (const InkVocabulary *vocabulary)
{
  return vocabulary->n_buckets;
}

/* The hash is taken as a signed number, without its sign. */
static guint32
bucket_of (const InkVocabulary *vocabulary, const char *term, gsize length)
{
  guint32 hash = ink_murmur3 (term, length, 0);

  return (hash > G_MAXINT32 ? -hash : hash) % vocabulary->n_buckets;
}

void
ink_vocabulary_free (InkVocabulary *vocabulary)
{
  if (vocabulary == NULL)
    return;
  g_string_free (vocabulary->bytes, TRUE);
  g_array_unref (vocabulary->offsets);
  g_array_unref (vocabulary->hashes);
  g_free (vocabulary->slots);
  g_free (vocabulary);
}

guint32
ink_vocabulary_count (const InkVocabulary *vocabulary)
{
  return vocabulary->n_buckets > 0 ? vocabulary->n_buckets
                                   : vocabulary->offsets->len - 1;
}

const char *
ink_vocabulary_bytes (const InkVocabulary *vocabulary, gsize *n_bytes)
{
  *n_bytes = vocabulary->bytes->len;
  return vocabulary->bytes->str;
}

const guint32 *
ink_vocabulary_offsets (const InkVocabulary *vocabulary)
{
  return offsets (vocabulary);
}

const char *
ink_vocabulary_term (const InkVocabulary *vocabulary, guint32 index,
                     gsize *length)
{
  const guint32 *o
      = offsets (vocabulary) + (vocabulary->n_buckets > 0 ? 0 : index);

  *length = vocabulary->n_buckets > 0 ? 0 : o[1] - o[0];
  return vocabulary->bytes->str + o[0];
}

/* The slot of the term, or the empty one where it belongs. */
static inline Slot *
find_slot (const InkVocabulary *vocabulary, const char *term, gsize length,
           guint32 hash)
{
  for (guint32 i = hash & vocabulary->mask;; i = (i + 1) & vocabulary->mask)
    {
      Slot *slot = &vocabulary->slots[i];
      const guint32 *o;

      if (slot->number == 0)
        return slot;
      if (slot->hash != hash)
        continue;
      o = offsets (vocabulary) + slot->number - 1;
      if (o[1] - o[0] == length
          && is_same (vocabulary->bytes->str + o[0], term, length))
        return slot;
    }
}

gboolean
ink_vocabulary_find (const InkVocabulary *vocabulary, const char *term,
                     gsize length, guint32 *index)
{
  const Slot *slot;

  if (vocabulary->n_buckets > 0)
    {
      *index = bucket_of (vocabulary, term, length);
      return TRUE;
    }
  slot = find_slot (vocabulary, term, length,
                    ink_vocabulary_hash (term, length));
  if (slot->number == 0)
    return FALSE;
  *index = slot->number - 1;
  return TRUE;
}

void
ink_vocabulary_prefetch (const InkVocabulary *vocabulary, guint32 hash)
{
  __builtin_prefetch (&vocabulary->slots[hash & vocabulary->mask]);
}

void
ink_vocabulary_prefetch_term (const InkVocabulary *vocabulary,
                              guint32 hash)
{
  const Slot *slot = &vocabulary->slots[hash & vocabulary->mask];

  if (slot->number != 0)
    __builtin_prefetch (vocabulary->bytes->str
                        + offsets (vocabulary)[slot->number - 1]);
}

void
ink_vocabulary_find_many (const InkVocabulary *vocabulary, const char *bytes,
                          const guint32 *o, guint32 n, guint32 *indices)
{
  guint32 hashes[AHEAD];

  if (vocabulary->n_buckets > 0)
    {
      for (guint32 i = 0; i < n; i++)
        indices[i] = bucket_of (vocabulary, bytes + o[i], o[i + 1] - o[i]);
      return;
    }
  for (guint64 i = 0; i < (guint64) n + AHEAD; i++)
    {
      if (i >= AHEAD)
        {
          guint32 k = (guint32) (i - AHEAD);
          const Slot *slot
              = find_slot (vocabulary, bytes + o[k], o[k + 1] - o[k],
                           hashes[k % AHEAD]);

          indices[k] = slot->number - 1; /* of a free one all bits */
        }
      if (i >= AHEAD / 2 && i - AHEAD / 2 < n)
        ink_vocabulary_prefetch_term (vocabulary,
                                      hashes[(i - AHEAD / 2) % AHEAD]);
      if (i < n)
        {
          hashes[i % AHEAD]
              = ink_vocabulary_hash (bytes + o[i], o[i + 1] - o[i]);
          ink_vocabulary_prefetch (vocabulary, hashes[i % AHEAD]);
        }
    }
}

static void
double_slots (InkVocabulary *vocabulary)
{
  g_autofree Slot *old = g_steal_pointer (&vocabulary->slots);
  guint32 n_old = vocabulary->mask + 1;

  vocabulary->mask = 2 * n_old - 1;
  vocabulary->slots = g_new0 (Slot, 2 * (gsize) n_old);
  for (guint32 i = 0; i < n_old; i++)
    {
      guint32 j = old[i].hash & vocabulary->mask;

      if (old[i].number == 0)
        continue;
      while (vocabulary->slots[j].number != 0)
        j = (j + 1) & vocabulary->mask;
      vocabulary->slots[j] = old[i];
    }
}

/* Puts a term that is not there yet into @slot. */
static void
add_term (InkVocabulary *vocabulary, Slot *slot, const char *term, gsize length,
          guint32 hash)
{
  guint32 end;

  g_string_append_len (vocabulary->bytes, term, (gssize) length);
  end = (guint32) vocabulary->bytes->len;
  g_array_append_val (vocabulary->offsets, end);
  g_array_append_val (vocabulary->hashes, hash);
  *slot = (Slot) { hash, ink_vocabulary_count (vocabulary) };
}

const guint32 *
ink_vocabulary_hashes (const InkVocabulary *vocabulary)
{
  return (const guint32 *) (void *) vocabulary->hashes->data;
}

gboolean
ink_vocabulary_intern_hashed (InkVocabulary *vocabulary, const char *term,
                              gsize length, guint32 hash, guint32 *index,
                              GError **error)
{
  Slot *slot = find_slot (vocabulary, term, length, hash);
  guint32 n = ink_vocabulary_count (vocabulary);

  if (slot->number == 0)
    {
      if (n >= MAX_TERMS || length >= G_MAXUINT32 - vocabulary->bytes->len)
        return ink_error_set (error, INK_ERROR_LIMIT,
                              "vocabulary: expected at most %u terms and 4 GiB"
                              " of text, found more",
                              MAX_TERMS);
      if (2 * (guint64) (n + 1) > (guint64) vocabulary->mask + 1)
        {
          double_slots (vocabulary);
          slot = find_slot (vocabulary, term, length, hash);
        }
      add_term (vocabulary, slot, term, length, hash);
    }
  *index = slot->number - 1;
  return TRUE;
}

gboolean
ink_vocabulary_intern (InkVocabulary *vocabulary, const char *term,
                       gsize length, guint32 *index, GError **error)
{
  return ink_vocabulary_intern_hashed (vocabulary, term, length,
                                       ink_vocabulary_hash (term, length),
                                       index, error);
}

/* The slot where a term belongs that is not there yet. */
static Slot *
find_free_slot (const InkVocabulary *vocabulary, guint32 hash)
{
  guint32 i = hash & vocabulary->mask;

  while (vocabulary->slots[i].number != 0)
    i = (i + 1) & vocabulary->mask;
  return &vocabulary->slots[i];
}

InkVocabulary *
ink_vocabulary_new_of (const InkVocabularyTerm *terms, guint32 n)
{
  gsize n_bytes = 0;
  InkVocabulary *vocabulary;

  for (guint32 i = 0; i < n; i++)
    n_bytes += terms[i].length;
  vocabulary = vocabulary_new_sized (n, n_bytes);
  for (guint32 i = 0; i < n; i++)
    {
      if (i + AHEAD < n)
        __builtin_prefetch (
            &vocabulary->slots[terms[i + AHEAD].hash & vocabulary->mask], 1);
      add_term (vocabulary, find_free_slot (vocabulary, terms[i].hash),
                terms[i].bytes, terms[i].length, terms[i].hash);
    }
  return vocabulary;
}

InkVocabulary *
ink_vocabulary_select (const InkVocabulary *vocabulary, const guint32 *indices,
                       guint32 n)
{
  g_autofree InkVocabularyTerm *terms = g_new (InkVocabularyTerm, n);

  for (guint32 i = 0; i < n; i++)
    {
      gsize length;

      terms[i].bytes = ink_vocabulary_term (vocabulary, indices[i], &length);
      terms[i].length = (guint32) length;
      terms[i].hash = ink_vocabulary_hashes (vocabulary)[indices[i]];
    }
  return ink_vocabulary_new_of (terms, n);
}
