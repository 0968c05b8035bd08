#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which fold holds each example out. */

#define INK_FOLDS_MAX G_MAXUINT8

/* ink_folds_assign: stratified, as scikit-learn's StratifiedKFold shares the
 * examples out: sorted by class, in the order in which the classes first occur,
 * they go round the folds, so that two folds differ by one at most in each
 * class and in all. Which example of a class goes where is a shuffle by (@seed,
 * @repeat, class).
 * @labels: [n], each below @n_classes
 * @folds: (out): [n], each below @n_folds. Any thread. */
void ink_folds_assign (const guint32 *labels, guint n, guint n_classes,
                       guint n_folds, guint64 seed, guint repeat,
                       guint8 *folds);

/* ink_folds_part: the examples of fold @fold, or all others, ascending.
 * @part: (out): [n] at most
 * Returns: how many. */
guint ink_folds_part (const guint8 *folds, guint n, guint fold,
                      gboolean held_out, guint32 *part);

G_END_DECLS
