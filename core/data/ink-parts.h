#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Ink cut into more parts than there are digits, from left to right, so that
 * every digit is some parts in a row. Drawings and pictures make them each in
 * their way (drawing-parts.h, picture-parts.h). */

/* The most parts, and so the most digits that are told apart. */
#define INK_PARTS_MAX 32

/* In the units of the drawing, or pixels of the picture. */
typedef struct
{
  double x, y; /* upper left corner */
  double width, height;
} InkRect;

typedef struct
{
  InkRect box;
  guint n_strokes; /* that begin in it; of a picture, connected pieces */
} InkPart;

/* Between a part and the next one. */
typedef struct
{
  double gap;       /* from the right edge of all before to the left edge of all
                     * after; below 0 where they overlap */
  double distance;  /* least one between ink before and after; 0 where strokes
                     * cross */
  gboolean through; /* a stroke, or a piece of a picture, goes through */
  double fold;      /* of that stroke: how far both sides overlap in x; of a
                     * piece: how much ink the cut goes through */
} InkPartJoint;

typedef struct
{
  guint n;
  InkPart parts[INK_PARTS_MAX];
  InkPartJoint joints[INK_PARTS_MAX]; /* n - 1 */
  double height;                      /* of the line: what digits are high */
} InkParts;

/* Some ink that is not cut any further. */
typedef struct
{
  InkRect box;
  guint whole; /* what it is of: a stroke, a connected piece of a picture */
  guint part;  /* set by ink_parts_arrange() */
} InkPiece;

/* ink_parts_arrange: pieces that lie over one another become one part, parts
 * are sorted from left to right and no more than INK_PARTS_MAX; all but the
 * joints' distances and what goes through them is set.
 * @pieces: [n], n > 0 */
void ink_parts_arrange (InkPiece *pieces, guint n, InkParts *parts);
/* The least box around both. */
InkRect ink_rect_union (const InkRect *a, const InkRect *b);
/* ink_parts_line_height: the median of those heights that are at least half of
 * the greatest. @heights: [n], n > 0; sorted by this. */
double ink_parts_line_height (double *heights, guint n);

G_END_DECLS
