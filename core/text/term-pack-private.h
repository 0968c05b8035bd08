#pragma once

#include <string.h>

#include "core/text/term-block.h"

G_BEGIN_DECLS

/* Documents' counts in few bytes. A document is the number of its entries and
 * the entries; an entry is twice its term, plus one where the count is not 1
 * and follows in a byte; 255 where it takes four bytes more. A number's two
 * lowest bits tell its bytes: 1, 2, 3 or 5, the lowest first. Frequent terms,
 * whose numbers are low, take two bytes. All is written and read without a
 * branch that depends on a number. */
#define TERM_PACK_SPARE 8 /* bytes behind that are there to be read */

typedef struct
{
  guint8 *bytes;
  gsize n_bytes;
  guint32 n, n_entries; /* documents, entries */
} TermPack;

/* @value: below 2^38 */
static inline guint8 *
term_pack_write (guint8 *at, guint64 value)
{
  guint tag = (value >= 1u << 6) + (value >= 1u << 14) + (value >= 1u << 22);
  guint64 bytes = GUINT64_TO_LE (value << 2 | tag);

  memcpy (at, &bytes, sizeof bytes);
  return at + tag + 1 + (tag == 3);
}

static inline guint64
term_pack_read (const guint8 **at)
{
  guint64 bytes;
  guint length;

  memcpy (&bytes, *at, sizeof bytes);
  bytes = GUINT64_FROM_LE (bytes);
  length = (guint) (bytes & 3) + 1 + ((bytes & 3) == 3);
  *at += length;
  return (bytes & (G_MAXUINT64 >> (64 - 8 * length))) >> 2;
}

static inline guint8 *
term_pack_write_entry (guint8 *at, InkTermCount entry)
{
  gboolean counted = entry.count != 1;

  at = term_pack_write (at, (guint64) entry.term << 1 | (guint64) counted);
  *at = (guint8) MIN (entry.count, 255);
  at += counted;
  if (G_UNLIKELY (entry.count >= 255))
    {
      memcpy (at, &entry.count, sizeof entry.count);
      at += sizeof entry.count;
    }
  return at;
}

static inline InkTermCount
term_pack_read_entry (const guint8 **at)
{
  guint64 value = term_pack_read (at);
  guint32 counted = value & 1;
  guint32 count = 1 + (((guint32) **at - 1) & -counted);

  *at += counted;
  if (G_UNLIKELY (count == 255))
    {
      memcpy (&count, *at, sizeof count);
      *at += sizeof count;
    }
  return (InkTermCount) { (guint32) (value >> 1), count };
}

/* @numbers: (nullable): what the terms of @rows are called, if not so */
static inline void
term_pack_init (TermPack *pack, const InkTermRows *rows, const guint32 *numbers)
{
  /* 5 bytes for a term and its bit, 5 for a count */
  g_autofree guint8 *bytes = g_malloc (rows->n * 5 + rows->n_entries * 10
                                       + TERM_PACK_SPARE);
  guint8 *at = bytes;
  guint32 e = 0;

  for (gsize d = 0; d < rows->n; d++)
    {
      at = term_pack_write (at, rows->ends[d] - e);
      for (; e < rows->ends[d]; e++)
        {
          InkTermCount entry = rows->entries[e];

          if (numbers != NULL)
            entry.term = numbers[entry.term];
          at = term_pack_write_entry (at, entry);
        }
    }
  memset (at, 0, TERM_PACK_SPARE);
  pack->n_bytes = (gsize) (at - bytes) + TERM_PACK_SPARE;
  pack->bytes = g_memdup2 (bytes, pack->n_bytes);
  pack->n = (guint32) rows->n;
  pack->n_entries = (guint32) rows->n_entries;
}

G_END_DECLS
