#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where each score stands among all: a sorted list of their indices.
 * @entries: [n], scores rising: index << 1, and 1 where the score is higher
 * than the one before (also for the first). */
typedef guint32 InkOrderEntry;

#define INK_ORDER_MAX (G_MAXUINT32 >> 2)

static inline guint32
ink_order_index (InkOrderEntry entry)
{
  return entry >> 1;
}

static inline gboolean
ink_order_starts (InkOrderEntry entry)
{
  return entry & 1;
}

/* @scores: [n], finite, every @stride-th of an array; @n: up to INK_ORDER_MAX
 * Returns: (transfer full): or NULL where the memory does not suffice. Any
 * thread. */
InkOrderEntry *ink_order_new (const double *scores, gsize stride, gsize n);

G_END_DECLS
