/* Counts of true against predicted classes, from which precision, recall and
 * F1 follow. */
#include "core/metrics/confusion.h"

#include <string.h>

void
ink_confusion_count (const guint32 *labels, const guint32 *predicted, gsize n,
                     guint n_classes, guint64 *counts)
{
  memset (counts, 0, (gsize) n_classes * n_classes * sizeof *counts);
  for (gsize i = 0; i < n; i++)
    counts[(gsize) labels[i] * n_classes + predicted[i]]++;
}
