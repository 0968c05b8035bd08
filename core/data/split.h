#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ink_split_stratified: cuts the indices 0 .. n-1 in two, each class in the
 * same proportion. The validation part has round (fraction x n) indices, less
 * where a class is too small: a class never goes to validation whole. The same
 * labels, fraction and seed give the same split on every machine.
 * @labels: [n], each below @n_classes
 * @fraction: in [0, 1), of the examples that go to @validation
 * @train, @validation: (element-type guint32): emptied, then filled in
 * ascending order. Any thread. */
void ink_split_stratified (const guint32 *labels, gsize n, guint n_classes,
                           double fraction, guint64 seed, GArray *train,
                           GArray *validation);
/* The same for the labels of an image set. */
void ink_split_stratified_u8 (const guint8 *labels, gsize n, guint n_classes,
                              double fraction, guint64 seed, GArray *train,
                              GArray *validation);

G_END_DECLS
