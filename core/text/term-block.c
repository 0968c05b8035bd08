/* Counting blocks of documents. There is a table of their terms, small enough
 * for the processor's caches, of one half cache line a term: terms of up to 16
 * bytes stand in it, so that finding one looks nowhere else; of longer ones it
 * has a hash. A stamp says which entry of the document counts the term. Terms
 * stay from block to block until they are many: what a corpus has in all is
 * looked up once for all blocks that a term is in meanwhile. */
#include "core/text/term-block.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/hash-key.h"
#include "core/base/memory.h"
#include "core/text/term-known-private.h"
#include "core/text/term-walk-private.h"

#define MIN_SLOTS 256
#define SHORT 16 /* bytes of a term that a slot holds */
#define MAX_ENTRIES (G_MAXUINT32 / 2)
#define NEW_TERMS (1u << 16)
#define FULL_BYTES (1u << 30)
#define FULL_TOKENS (1u << 30)

/* What tells a term from others. */
typedef struct
{
  guint64 low, high; /* the bytes of a short term, zeros behind; of a long one
                        a hash, and what no short one has: UTF-8 has no 0xff */
  guint32 hash;
} Key;

typedef struct
{
  guint64 low, high;
  guint32 number; /* plus one; 0: free */
  guint32 stamp;  /* its last entry of all since the terms were forgotten, plus
                     one */
  guint32 frequency, total;
} Slot;

G_STATIC_ASSERT (sizeof (Slot) == 32);

struct _InkTermBlock
{
  const InkTermRule *rule;
  InkTokenizer *tokenizer;
  Slot *slots;
  gsize mask; /* number of slots, a power of two, minus one */
  guint32 full_terms;
  guint64 n_tokens;
  char *bytes; /* of all terms in a row */
  gsize n_bytes, max_bytes;
  guint32 *offsets; /* [n_terms + 1] */
  guint32 n_terms, max_terms;
  guint32 n_begun; /* terms before the last documents */
  InkTermRows rows;
  guint32 base; /* entries of the blocks before with the same terms */
  TermKnown known;
};

static void
set_slots (InkTermBlock *block, gsize n)
{
  block->slots = ink_memory_new0 (n * sizeof (Slot));
  block->mask = n - 1;
  block->max_terms = (guint32) (n / 2);
  block->offsets = g_renew (guint32, block->offsets, n / 2 + 1);
}

InkTermBlock *
ink_term_block_new (const InkTermRule *rule)
{
  InkTermBlock *block = g_new0 (InkTermBlock, 1);

  block->rule = rule;
  block->tokenizer = ink_term_tokenizer_new (rule);
  block->full_terms = INK_TERM_BLOCK_MAX_TERMS;
  set_slots (block, MIN_SLOTS);
  block->offsets[0] = 0;
  return block;
}

void
ink_term_block_free (InkTermBlock *block)
{
  if (block == NULL)
    return;
  ink_tokenizer_free (block->tokenizer);
  g_aligned_free (block->slots);
  g_free (block->bytes);
  g_free (block->offsets);
  ink_term_rows_clear (&block->rows);
  term_known_clear (&block->known);
  g_free (block);
}

void
ink_term_block_set_full (InkTermBlock *block, gsize n_terms)
{
  block->full_terms = (guint32) MIN (n_terms, INK_TERM_BLOCK_MAX_TERMS);
}

/* Where many terms of the last documents were new, as n-grams are, it does not
 * pay to remember them. */
static gboolean
is_forgetful (const InkTermBlock *block)
{
  return block->n_terms > NEW_TERMS
         && 4 * (gsize) (block->n_terms - block->n_begun)
                > block->rows.n_entries;
}

gboolean
ink_term_block_is_full (const InkTermBlock *block)
{
  return block->n_terms > block->full_terms || is_forgetful (block)
         || block->n_bytes > FULL_BYTES || block->n_tokens > FULL_TOKENS;
}

/* A table that one large document took is not kept. */
void
ink_term_block_forget (InkTermBlock *block)
{
  if (block->mask >= 4 * INK_TERM_BLOCK_MAX_TERMS)
    {
      g_aligned_free (block->slots);
      set_slots (block, MIN_SLOTS);
    }
  else
    memset (block->slots, 0, (block->mask + 1) * sizeof *block->slots);
  block->n_terms = block->n_begun = 0;
  block->known.n_numbered = 0;
  block->n_bytes = 0;
  block->n_tokens = 0;
  block->rows.n = block->rows.n_entries = 0;
  block->base = 0;
}

void
ink_term_block_begin (InkTermBlock *block)
{
  if (ink_term_block_is_full (block))
    ink_term_block_forget (block);
  block->n_begun = block->n_terms;
  block->base += (guint32) block->rows.n_entries;
  block->rows.n = block->rows.n_entries = 0;
}

static inline guint64
load64 (const char *bytes)
{
  guint64 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT64_FROM_LE (value);
}

static inline guint64
hash_pair (guint64 a, guint64 b)
{
  return ink_hash_fold (a ^ ink_hash_keys[0], b ^ ink_hash_keys[1]);
}

static guint64
hash_long (const char *term, gsize length)
{
  guint64 hash = length;
  gsize at;

  for (at = 0; at + 16 < length; at += 16)
    hash = hash_pair (load64 (term + at) ^ hash, load64 (term + at + 8));
  return hash_pair (load64 (term + length - 16) ^ hash,
                    load64 (term + length - 8));
}

/* @term: SHORT bytes can be read. */
static inline guint32
hash_of (guint64 low, guint64 high)
{
  return (guint32) hash_pair (low, high);
}

static inline Key
key_of (const char *term, gsize length)
{
  static const char mask[2 * SHORT] = {
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1
  };
  Key key;

  if (G_LIKELY (length <= SHORT))
    {
      key.low = load64 (term) & load64 (mask + SHORT - length);
      key.high = load64 (term + 8) & load64 (mask + SHORT - length + 8);
    }
  else
    {
      key.low = hash_long (term, length);
      key.high = G_MAXUINT64;
    }
  key.hash = hash_of (key.low, key.high);
  return key;
}

static void
double_slots (InkTermBlock *block)
{
  Slot *old = block->slots;
  gsize n = block->mask + 1;

  set_slots (block, 2 * n);
  for (gsize i = 0; i < n; i++)
    {
      gsize j;

      if (old[i].number == 0)
        continue;
      j = hash_of (old[i].low, old[i].high) & block->mask;
      while (block->slots[j].number != 0)
        j = (j + 1) & block->mask;
      block->slots[j] = old[i];
    }
  g_aligned_free (old);
}

/* Of a term and a slot whose keys are the same. */
static inline gboolean
is_term (const InkTermBlock *block, const Slot *slot, const Key *key,
         const char *term, gsize length)
{
  const guint32 *o;

  if (G_LIKELY (key->high != G_MAXUINT64))
    return TRUE;
  o = block->offsets + slot->number - 1;
  return o[1] - o[0] == length
         && memcmp (block->bytes + o[0], term, length) == 0;
}

/* Its slot, or the free one where it belongs. */
static inline Slot *
find_slot (const InkTermBlock *block, const Key *key, const char *term,
           gsize length)
{
  for (gsize i = key->hash & block->mask;; i = (i + 1) & block->mask)
    {
      Slot *slot = &block->slots[i];

      if (slot->number == 0
          || (((slot->low ^ key->low) | (slot->high ^ key->high)) == 0
              && is_term (block, slot, key, term, length)))
        return slot;
    }
}

/* @slot: free. Returns: the term's, or NULL where there is no room for its
 * bytes. */
static Slot *
add_term (InkTermBlock *block, Slot *slot, const Key *key, const char *term,
          gsize length)
{
  if (length >= G_MAXUINT32 - block->n_bytes)
    return NULL;
  if (block->n_terms == block->max_terms)
    {
      double_slots (block);
      slot = find_slot (block, key, term, length);
    }
  if (block->n_bytes + length > block->max_bytes)
    {
      block->max_bytes = MAX (2 * block->max_bytes, block->n_bytes + length);
      block->bytes = g_realloc (block->bytes, block->max_bytes);
    }
  memcpy (block->bytes + block->n_bytes, term, length);
  block->n_bytes += length;
  *slot = (Slot) { key->low, key->high, ++block->n_terms };
  block->offsets[block->n_terms] = (guint32) block->n_bytes;
  return slot;
}

/* A document that is being added. */
typedef struct
{
  InkTermBlock *block;
  const char *string;
  const InkToken *tokens;
  InkTermCount *entries; /* of the block */
  guint32 n_entries;
  guint32 base;  /* the block's */
  guint32 start; /* base and the document's first entry */
} Adding;

/* Counts one occurrence. There is room for an entry. Whether the term was in
 * the document before is no branch: it could not be foretold. */
static inline gboolean
count_term (Adding *adding, const Key *key, const char *term, gsize length)
{
  Slot *slot = find_slot (adding->block, key, term, length);
  guint32 known, at;

  if (G_UNLIKELY (slot->number == 0))
    {
      slot = add_term (adding->block, slot, key, term, length);
      if (slot == NULL)
        return FALSE;
    }
  known = -(guint32) (slot->stamp > adding->start); /* all bits or none */
  at = ((slot->stamp - 1 - adding->base) & known)
       | (adding->n_entries & ~known);
  adding->entries[at].term = slot->number - 1;
  adding->entries[at].count = (adding->entries[at].count & known) + 1;
  adding->n_entries += known + 1;
  slot->stamp = adding->base + at + 1;
  slot->frequency += known + 1;
  slot->total++;
  return TRUE;
}

/* Makes room for so many entries more. */
static void
reserve_entries (Adding *adding, gsize n)
{
  InkTermRows *rows = &adding->block->rows;

  rows->n_entries = adding->n_entries;
  ink_term_rows_reserve (rows, n);
  adding->entries = rows->entries;
}

static gboolean
add_ngram (gsize first, gsize last, gpointer user_data)
{
  Adding *adding = user_data;
  gsize from = adding->tokens[first].start;
  gsize length = adding->tokens[last].end - from;
  Key key = key_of (adding->string + from, length);

  if (adding->n_entries == adding->block->rows.max_entries)
    reserve_entries (adding, 1);
  return count_term (adding, &key, adding->string + from, length);
}

#define AHEAD 32 /* tokens whose slots are on their way into the cache */

static void
find_keys (const Adding *adding, const InkToken *tokens, gsize n, Key *keys)
{
  const Slot *slots = adding->block->slots;
  gsize mask = adding->block->mask;

  for (gsize i = 0; i < n; i++)
    {
      keys[i] = key_of (adding->string + tokens[i].start,
                        tokens[i].end - tokens[i].start);
      __builtin_prefetch (&slots[keys[i].hash & mask], 1);
    }
}

/* Every token is a term. */
static gboolean
add_tokens (Adding *to, gsize n_tokens)
{
  Adding adding = *to;
  Key keys[AHEAD];

  reserve_entries (&adding, n_tokens);
  for (gsize first = 0; first < n_tokens; first += AHEAD)
    {
      const InkToken *tokens = adding.tokens + first;
      gsize n = MIN (n_tokens - first, AHEAD);

      find_keys (&adding, tokens, n, keys);
      for (gsize i = 0; i < n; i++)
        if (!count_term (&adding, &keys[i], adding.string + tokens[i].start,
                         tokens[i].end - tokens[i].start))
          {
            *to = adding;
            return FALSE;
          }
    }
  *to = adding;
  return TRUE;
}

/* Leaves no entries of a document that does not fit, and no stamps that the
 * next one would take for its own. */
static void
take_back (const Adding *adding)
{
  InkTermBlock *block = adding->block;
  guint32 n_entries = adding->start - adding->base;

  block->base += adding->n_entries - n_entries;
  block->rows.n_entries = n_entries;
}

gboolean
ink_term_block_add (InkTermBlock *block, const char *text, gsize length,
                    GError **error)
{
  const InkTermRule *rule = block->rule;
  gsize n_tokens;
  const InkToken *tokens
      = ink_tokenizer_run_length (block->tokenizer, text, length, &n_tokens);
  guint32 n_entries = (guint32) block->rows.n_entries;
  Adding adding
      = { block,     ink_tokenizer_string (block->tokenizer), tokens,
          block->rows.entries,
          n_entries, block->base,
          block->base + n_entries };
  gboolean done = n_tokens * rule->ngram_max
                  < MIN (MAX_ENTRIES - n_entries, G_MAXUINT32 - adding.start);

  if (done && rule->ngram_max == 1)
    done = add_tokens (&adding, n_tokens);
  else if (done)
    done = walk_ngrams (rule, block->tokenizer, n_tokens, add_ngram, &adding);
  if (!done)
    {
      take_back (&adding);
      return ink_error_set (error, INK_ERROR_LIMIT,
                            "expected at most %u entries and 4 GiB of terms in"
                            " a block of texts, found more", MAX_ENTRIES);
    }
  block->rows.n_entries = adding.n_entries;
  block->n_tokens += n_tokens * (rule->ngram_max - rule->ngram_min + 1);
  ink_term_rows_end_document (&block->rows);
  return TRUE;
}

guint32
ink_term_block_n_terms (const InkTermBlock *block)
{
  return block->n_terms;
}

const char *
ink_term_block_term (const InkTermBlock *block, guint32 number, gsize *length)
{
  *length = block->offsets[number + 1] - block->offsets[number];
  return block->bytes + block->offsets[number];
}

void
ink_term_block_measure (const InkTermBlock *block, guint32 *frequencies,
                        guint32 *totals)
{
  for (gsize i = 0; i <= block->mask; i++)
    {
      const Slot *slot = &block->slots[i];

      if (slot->number == 0)
        continue;
      frequencies[slot->number - 1] = slot->frequency;
      totals[slot->number - 1] = slot->total;
    }
}

const InkTermRows *
ink_term_block_rows (const InkTermBlock *block)
{
  return &block->rows;
}

const InkTermRows *
ink_term_block_known (InkTermBlock *block, const InkVocabulary *vocabulary)
{
  return term_known_find (&block->known, vocabulary, block->bytes,
                          block->offsets, block->n_terms, &block->rows);
}
