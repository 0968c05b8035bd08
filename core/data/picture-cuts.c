/* A valley is a column with less ink than those around. From there the cut may
 * lean and bend: of all ways from the top to the bottom in a band around the
 * valley, a pixel at most to the side each row, it is the one through the least
 * ink (dynamic programming from row to row). */
#include "core/data/picture-cuts.h"

#include <math.h>
#include <string.h>

/* In heights of the line: pieces that are worth it; what both sides must be
 * wide and high at least; the band to either side; the most ink; how near two
 * valleys are one. */
#define LEAST_WIDTH 0.5
#define LEAST_SIDE_WIDTH 0.06
#define LEAST_SIDE_HEIGHT 0.4
#define BAND 0.25
#define MOST_DEPTH 0.3
#define SAME_VALLEY 0.2
/* What a pixel of ink costs, and a step to the side. */
#define INK_COST 8
#define SIDE_COST 1

typedef struct
{
  const guint8 *ink;
  guint height, width;
  double line;
  guint *columns; /* [width]: ink of each */
} Piece;

static void
count_columns (Piece *piece)
{
  for (guint y = 0; y < piece->height; y++)
    for (guint x = 0; x < piece->width; x++)
      piece->columns[x] += piece->ink[(gsize) y * piece->width + x];
}

/* Whether column @x has least ink of those nearer than @reach; of several the
 * one in the middle. */
static gboolean
is_valley (const Piece *piece, guint x, guint reach)
{
  const guint *columns = piece->columns;
  guint first = x, last = x;

  for (guint k = x > reach ? x - reach : 0;
       k <= x + reach && k < piece->width; k++)
    if (columns[k] < columns[x])
      return FALSE;
  while (first > 0 && columns[first - 1] == columns[x])
    first--;
  while (last + 1 < piece->width && columns[last + 1] == columns[x])
    last++;
  return x == (first + last) / 2;
}

/* --- One cut --- */

/* The band of columns [first, first + n); @back [height][n] is which way each
 * pixel was come to. */
typedef struct
{
  guint first, n;
  gint8 *back;
  guint *cost, *next; /* [n] */
} Band;

static void
take_row (const Piece *piece, guint y, Band *band)
{
  const guint8 *row = piece->ink + (gsize) y * piece->width + band->first;
  guint *swap = band->cost;

  for (guint x = 0; x < band->n; x++)
    {
      guint least = band->cost[x];
      gint8 way = 0;

      if (x > 0 && band->cost[x - 1] + SIDE_COST < least)
        {
          least = band->cost[x - 1] + SIDE_COST;
          way = -1;
        }
      if (x + 1 < band->n && band->cost[x + 1] + SIDE_COST < least)
        {
          least = band->cost[x + 1] + SIDE_COST;
          way = 1;
        }
      band->back[(gsize) y * band->n + x] = way;
      band->next[x] = least + (row[x] ? INK_COST : 0);
    }
  band->cost = band->next;
  band->next = swap;
}

/* Follows the cheapest way back. Returns: the ink that it goes through. */
static guint
follow (const Piece *piece, const Band *band, guint *cut)
{
  guint at = 0, depth = 0;

  for (guint x = 1; x < band->n; x++)
    if (band->cost[x] < band->cost[at])
      at = x;
  for (guint y = piece->height; y-- > 0;)
    {
      cut[y] = band->first + at;
      depth += piece->ink[(gsize) y * piece->width + cut[y]];
      at = (guint) ((int) at + band->back[(gsize) y * band->n + at]);
    }
  return depth;
}

static guint
cut_at (const Piece *piece, guint valley, guint *cut)
{
  guint reach = (guint) fmax (1, BAND * piece->line);
  guint first = valley > reach ? valley - reach : 0;
  guint end = MIN (valley + reach + 1, piece->width);
  Band band = { .first = first, .n = end - first };
  g_autofree guint *costs = g_new0 (guint, 2 * (gsize) band.n);
  g_autofree gint8 *back = g_new (gint8, (gsize) band.n * piece->height);

  band.back = back;
  band.cost = costs;
  band.next = costs + band.n;
  for (guint y = 0; y < piece->height; y++)
    take_row (piece, y, &band);
  return follow (piece, &band, cut);
}

/* --- Whether it leaves digits --- */

typedef struct
{
  guint x0, x1, y0, y1; /* ends past the last pixel */
} Extent;

static void
add_to (Extent *extent, guint x, guint y)
{
  extent->x0 = MIN (extent->x0, x);
  extent->x1 = MAX (extent->x1, x + 1);
  extent->y0 = MIN (extent->y0, y);
  extent->y1 = MAX (extent->y1, y + 1);
}

static gboolean
is_large (const Piece *piece, const Extent *extent)
{
  return extent->x1 > extent->x0
         && extent->x1 - extent->x0 >= LEAST_SIDE_WIDTH * piece->line
         && extent->y1 - extent->y0 >= LEAST_SIDE_HEIGHT * piece->line;
}

/* Between the cut before, or the left edge where @before is NULL, and @cut;
 * and from @cut on. */
static gboolean
leaves_digits (const Piece *piece, const guint *before, const guint *cut)
{
  Extent left = { G_MAXUINT, 0, G_MAXUINT, 0 }, right = left;

  for (guint y = 0; y < piece->height; y++)
    for (guint x = before != NULL ? before[y] : 0; x < piece->width; x++)
      if (piece->ink[(gsize) y * piece->width + x])
        add_to (x < cut[y] ? &left : &right, x, y);
  return is_large (piece, &left) && is_large (piece, &right);
}

/* Cuts must not cross: each stays at the right of the one before. */
static void
keep_order (guint height, const guint *before, guint *cut)
{
  for (guint y = 0; before != NULL && y < height; y++)
    cut[y] = MAX (cut[y], before[y]);
}

guint
ink_picture_find_cuts (const guint8 *ink, guint height, guint width,
                       double line, guint *cuts, guint *depth)
{
  g_autofree guint *columns = g_new0 (guint, width);
  Piece piece = { ink, height, width, line, columns };
  guint reach = (guint) fmax (1, SAME_VALLEY * line);
  guint n = 0;

  if (width < LEAST_WIDTH * line)
    return 0;
  count_columns (&piece);
  for (guint x = 1; x + 1 < width && n < INK_PICTURE_CUTS_MAX; x++)
    {
      guint *cut = cuts + (gsize) n * height;
      const guint *before = n > 0 ? cut - height : NULL;

      if (!is_valley (&piece, x, reach))
        continue;
      depth[n] = cut_at (&piece, x, cut);
      keep_order (height, before, cut);
      if (depth[n] <= MOST_DEPTH * line && leaves_digits (&piece, before, cut))
        n++;
    }
  return n;
}
