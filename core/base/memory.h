#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define INK_ALIGNMENT 64 /* bytes: a cache line, and the widest registers */

/* ink_memory_new0: memory for arrays that are gone through in no order: a large
 * one lies in huge pages where the system has them. All 0, aligned to
 * INK_ALIGNMENT.
 * Returns: (transfer full): for g_aligned_free(); never NULL; of a @size of 0
 * too. */
gpointer ink_memory_new0 (gsize size);

G_END_DECLS
