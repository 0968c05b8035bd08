#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ink_training_parts_order: puts @examples in an order whose every head holds
 * the classes in their own proportions, to within one example each.
 * @labels: by example, each below @n_classes
 * @examples: [n]
 * @number: of the training set, on which, with @seed, the order depends.
 * Any thread. */
void ink_training_parts_order (const guint32 *labels, guint n_classes,
                               guint32 *examples, guint n, guint64 seed,
                               guint number);
/* How many examples the part @fraction of @n has: one at least. */
guint ink_training_part_size (guint n, double fraction);

G_END_DECLS
