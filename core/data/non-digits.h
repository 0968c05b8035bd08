#pragma once

#include "core/base/rng.h"
#include "core/data/image-set.h"

G_BEGIN_DECLS

/* Pictures of what is no digit, to teach a network to doubt: scribbles, figures
 * of lines and arcs, filled shapes, digits crossed out, turned or mirrored, two
 * in one picture, and pieces of several. */
typedef struct
{
  const InkImageSet *digits; /* 28x28, classes "0" to "9" */
  const guint32 *indices;    /* [n]: the ones that may be used */
  guint n;
} InkNonDigitSource;

/* ink_non_digit: the picture number @index; a function of @source, @seed and
 * @index alone.
 * @pixels: [28][28], sized and centred as digits are. Any thread. */
void ink_non_digit (const InkNonDigitSource *source, guint64 seed,
                    guint32 index, guint8 *pixels);
/* ink_non_digits: those from 0 to @n - 1, on @n_threads (0: all processors).
 * @pixels: [n][28][28] */
void ink_non_digits (const InkNonDigitSource *source, guint64 seed, guint n,
                     guint n_threads, guint8 *pixels);

G_END_DECLS
