#pragma once

#include "core/text/term-block.h"

G_BEGIN_DECLS

/* Documents' counts in few bytes. A document is the number of its entries and
 * the entries; an entry is twice its term, plus one where a count other than 1
 * follows. Numbers are written seven bits a byte, the lowest first, the eighth
 * says that more follow: frequent terms, whose numbers are low, take two
 * bytes. */
typedef struct
{
  guint8 *bytes;
  gsize n_bytes;
  guint32 n, n_entries; /* documents, entries */
} TermPack;

static inline guint8 *
term_pack_write (guint8 *at, guint64 value)
{
  for (; value >= 0x80; value >>= 7)
    *at++ = (guint8) (value | 0x80);
  *at++ = (guint8) value;
  return at;
}

static inline guint64
term_pack_read (const guint8 **at)
{
  guint64 value = 0;
  guint shift = 0;

  for (; **at & 0x80; shift += 7)
    value |= (guint64) (*(*at)++ & 0x7f) << shift;
  return value | (guint64) *(*at)++ << shift;
}

/* @numbers: (nullable): what the terms of @rows are called, if not so */
static inline void
term_pack_init (TermPack *pack, const InkTermRows *rows, const guint32 *numbers)
{
  /* 5 bytes for a term and its bit (at most 30 and 1), 5 for a count */
  g_autofree guint8 *bytes = g_malloc (rows->n * 5 + rows->n_entries * 10);
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
          at = term_pack_write (at, (guint64) entry.term << 1
                                        | (entry.count != 1));
          if (entry.count != 1)
            at = term_pack_write (at, entry.count);
        }
    }
  pack->n_bytes = (gsize) (at - bytes);
  pack->bytes = g_memdup2 (bytes, pack->n_bytes);
  pack->n = (guint32) rows->n;
  pack->n_entries = (guint32) rows->n_entries;
}

static inline InkTermCount
term_pack_read_entry (const guint8 **at)
{
  guint64 value = term_pack_read (at);

  return (InkTermCount) { (guint32) (value >> 1),
                          value & 1 ? (guint32) term_pack_read (at) : 1 };
}

G_END_DECLS
