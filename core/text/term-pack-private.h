#pragma once

#include <string.h>

#include "core/text/term-block.h"

G_BEGIN_DECLS

/* Documents' counts in few bytes, in units of two, the lowest byte first. A
 * document is the number of its entries and the entries. An entry is a unit of
 * three parts: whether a second unit has more of the term, whether a last one
 * has the count, which is not 1, and the low bits of the term. A number that is
 * too high for its unit follows in two more. Frequent terms, whose numbers are
 * low, take one unit. But for numbers that are so high, all is written and read
 * without a branch that depends on a number. */
#define TERM_PACK_SPARE 8 /* bytes behind that are there to be read */
#define TERM_PACK_LOW_BITS 14
#define TERM_PACK_MORE 0xffffu /* in a unit: a number follows */
#define TERM_PACK_MOST 14      /* bytes of an entry */

/* A block's own numbers to those of the corpus. */
typedef struct
{
  guint32 n;
  guint32 *numbers; /* [n]: number in the shard times TERM_SHARDS, and shard;
                       at last the final ones. NULL until they are known */
} TermTable;

typedef struct
{
  guint8 *bytes;
  gsize n_bytes;
  guint32 n, n_entries;   /* documents, entries */
  gsize *starts;          /* [n]: each document's first byte */
  const TermTable *table; /* of their terms; NULL where they are final */
} TermPack;

static inline guint32
term_pack_load (const guint8 *at)
{
  guint32 value;

  memcpy (&value, at, sizeof value);
  return GUINT32_FROM_LE (value);
}

static inline void
term_pack_store (guint8 *at, guint32 value)
{
  value = GUINT32_TO_LE (value);
  memcpy (at, &value, sizeof value);
}

/* A number in a unit, if @there. */
static inline guint8 *
term_pack_write_unit (guint8 *at, guint32 value, guint32 there)
{
  term_pack_store (at, MIN (value, TERM_PACK_MORE));
  at += 2 * there;
  if (G_UNLIKELY (there && value >= TERM_PACK_MORE))
    {
      term_pack_store (at, value);
      at += 4;
    }
  return at;
}

/* The same the other way; without it, what stands there. */
static inline guint32
term_pack_read_unit (const guint8 **at, guint32 there)
{
  guint32 value = term_pack_load (*at) & 0xffff;

  *at += 2 * there;
  if (G_UNLIKELY (there && value == TERM_PACK_MORE))
    {
      value = term_pack_load (*at);
      *at += 4;
    }
  return value;
}

static inline guint8 *
term_pack_write_entry (guint8 *at, InkTermCount entry)
{
  guint32 high = entry.term >> TERM_PACK_LOW_BITS;
  guint32 low = entry.term & ((1u << TERM_PACK_LOW_BITS) - 1);
  guint32 wide = high > 0, counted = entry.count != 1;

  term_pack_store (at, low << 2 | counted << 1 | wide);
  at = term_pack_write_unit (at + 2, high, wide);
  return term_pack_write_unit (at, entry.count, counted);
}

static inline InkTermCount
term_pack_read_entry (const guint8 **at)
{
  guint32 unit = term_pack_load (*at);
  guint32 wide = unit & 1, counted = unit >> 1 & 1;
  guint32 high, count;

  *at += 2;
  high = term_pack_read_unit (at, wide) & -wide;
  count = term_pack_read_unit (at, counted);
  return (InkTermCount) { (unit & 0xffff) >> 2 | high << TERM_PACK_LOW_BITS,
                          ((count - 1) & -counted) + 1 };
}

/* Of a document. */
static inline guint8 *
term_pack_write (guint8 *at, guint32 n_entries)
{
  return term_pack_write_unit (at, n_entries, 1);
}

static inline guint32
term_pack_read (const guint8 **at)
{
  return term_pack_read_unit (at, 1);
}

/* Memory to work in, which grows and stays. */
typedef struct
{
  guint8 *bytes;
  gsize max;
} TermScratch;

static inline void
term_pack_init (TermPack *pack, const InkTermRows *rows, TermScratch *scratch)
{
  gsize most = rows->n * 6 + rows->n_entries * TERM_PACK_MOST + TERM_PACK_SPARE;
  guint8 *at;
  guint32 e = 0;

  if (most > scratch->max)
    {
      g_free (scratch->bytes);
      scratch->bytes = g_malloc (most);
      scratch->max = most;
    }
  at = scratch->bytes;
  *pack = (TermPack) { .n = (guint32) rows->n,
                       .n_entries = (guint32) rows->n_entries,
                       .starts = g_new (gsize, rows->n) };
  for (gsize d = 0; d < rows->n; d++)
    {
      pack->starts[d] = (gsize) (at - scratch->bytes);
      at = term_pack_write (at, rows->ends[d] - e);
      for (; e < rows->ends[d]; e++)
        at = term_pack_write_entry (at, rows->entries[e]);
    }
  memset (at, 0, TERM_PACK_SPARE);
  pack->n_bytes = (gsize) (at - scratch->bytes) + TERM_PACK_SPARE;
  pack->bytes = g_memdup2 (scratch->bytes, pack->n_bytes);
}

G_END_DECLS
