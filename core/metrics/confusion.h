#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ink_confusion_count: @counts [n_classes][n_classes], rows true, columns
 * predicted, set (not added to). @labels, @predicted: [n], each below
 * @n_classes. Any thread. */
void ink_confusion_count (const guint32 *labels, const guint32 *predicted,
                          gsize n, guint n_classes, guint64 *counts);

G_END_DECLS
