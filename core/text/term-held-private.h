#pragma once

#include "core/text/term-pack-private.h"
#include "core/text/term-shard-private.h"

G_BEGIN_DECLS

/* What is known of a block's terms until they are dealt out to the shards,
 * beside what the block knows. */
typedef struct
{
  guint32 n, max;
  guint64 *masks;   /* [n]: labels modulo 64, a bit each */
  TermTable *table; /* borrowed: of the rows that are kept meanwhile; NULL where
                       none are, or the block's numbers are final */
  TermScratch scratch;
} TermHeld;

/* Adds the block's documents. @labels: (nullable): [documents] */
void term_held_take (TermHeld *held, const InkTermBlock *block,
                     const guint32 *labels);
/* term_held_deal: to @shards [TERM_SHARDS], beginning with shard @first, so
 * that threads keep out of each other's way. Any thread, also several at once.
 * @numbers: (out) (transfer full): [n], as in a TermTable
 * Returns: FALSE with INK_ERROR_LIMIT where a vocabulary is full. */
gboolean term_held_deal (const TermHeld *held, const InkTermBlock *block,
                         TermShard *shards, guint first, guint32 **numbers,
                         GError **error);
void term_held_free (TermHeld *held);

G_END_DECLS
