#pragma once

#include "core/data/ink-parts.h"

G_BEGIN_DECLS

/* Cuts through a connected piece of ink that may be two digits which touch. */
#define INK_PICTURE_CUTS_MAX 6

/* ink_picture_find_cuts: lines from top to bottom, through as little ink as
 * there is near each valley of the ink's columns.
 * @ink: [height][width], the piece alone: 1 for ink
 * @line: height of the line, in pixels
 * @cuts: [INK_PICTURE_CUTS_MAX][height], set: of every row the first pixel at
 *   the right of the cut
 * @depth: [INK_PICTURE_CUTS_MAX], set: pixels of ink that a cut goes through
 * Returns: how many, from left to right. Any thread. */
guint ink_picture_find_cuts (const guint8 *ink, guint height, guint width,
                             double line, guint *cuts, guint *depth);

G_END_DECLS
