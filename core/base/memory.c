/* Memory in huge pages: fewer entries in the page tables, which a processor
 * would have to look up for each place that is not near the last ones, and no
 * luck in which lines of the cache arrays share. */
#include "core/base/memory.h"

#include <string.h>
#include <sys/mman.h>

#define HUGE_PAGE ((gsize) 2 << 20)
#define LARGE (HUGE_PAGE / 4)

static gpointer
large_new (gsize size)
{
  gsize whole = (size + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
  gpointer memory = g_aligned_alloc (1, whole, HUGE_PAGE);

#ifdef MADV_HUGEPAGE
  madvise (memory, whole, MADV_HUGEPAGE); /* a wish; it may fail */
#endif
  return memory;
}

gpointer
ink_memory_new0 (gsize size)
{
  gsize whole = (MAX (size, 1) + INK_ALIGNMENT - 1) / INK_ALIGNMENT
                * INK_ALIGNMENT;

  return memset (whole >= LARGE ? large_new (whole)
                                : g_aligned_alloc (1, whole, INK_ALIGNMENT),
                 0, whole);
}
