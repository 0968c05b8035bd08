/* What parts of drawings and of pictures have in common. */
#include "core/data/ink-parts.h"

#include <math.h>
#include <stdlib.h>

/* Pieces over one another: how much of the narrower one is, and how far its
 * middle is from the wider one's edges, in the wider one's width. */
#define COVERED 0.6
#define WELL_WITHIN 0.15

InkRect
ink_rect_union (const InkRect *a, const InkRect *b)
{
  double x = fmin (a->x, b->x), y = fmin (a->y, b->y);

  return (InkRect) { x, y, fmax (a->x + a->width, b->x + b->width) - x,
                    fmax (a->y + a->height, b->y + b->height) - y };
}

static int
compare_doubles (const void *a, const void *b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

double
ink_parts_line_height (double *heights, guint n)
{
  guint first = 0;

  qsort (heights, n, sizeof *heights, compare_doubles);
  while (heights[first] < heights[n - 1] / 2)
    first++;
  return heights[first + (n - first) / 2];
}

/* --- Which pieces are one part --- */

/* Whether both can only be of one digit: the narrower one mostly lies over the
 * wider one, and not at its edge, where it may be a neighbour that touches. */
static gboolean
belong_together (const InkRect *a, const InkRect *b)
{
  const InkRect *wide = a->width >= b->width ? a : b;
  const InkRect *narrow = wide == a ? b : a;
  double overlap = fmin (a->x + a->width, b->x + b->width) - fmax (a->x, b->x);
  double middle = narrow->x + narrow->width / 2;
  double edge = WELL_WITHIN * wide->width;

  return overlap >= COVERED * narrow->width && middle >= wide->x + edge
         && middle <= wide->x + wide->width - edge;
}

/* Gives all of part @from to part @to. */
static void
give_part (InkPiece *pieces, guint n, guint from, guint to)
{
  for (guint i = 0; i < n; i++)
    if (pieces[i].part == from)
      pieces[i].part = to;
}

static void
put_together (InkPiece *pieces, guint n)
{
  for (guint i = 0; i < n; i++)
    pieces[i].part = i;
  for (guint i = 1; i < n; i++)
    for (guint k = 0; k < i; k++)
      {
        guint a = pieces[i].part, b = pieces[k].part;

        if (a != b && pieces[i].whole != pieces[k].whole
            && belong_together (&pieces[i].box, &pieces[k].box))
          give_part (pieces, n, MAX (a, b), MIN (a, b));
      }
}

typedef struct
{
  guint part;
  InkRect box;
} Place;

static int
compare_places (const void *a, const void *b)
{
  const Place *p = a, *q = b;
  double x = p->box.x + p->box.width / 2, y = q->box.x + q->box.width / 2;

  return x != y ? (x > y) - (x < y) : (p->part > q->part) - (p->part < q->part);
}

/* The parts' boxes from left to right. (transfer full) (element-type Place) */
static GArray *
sort_parts (const InkPiece *pieces, guint n)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autofree guint *place_of = g_new0 (guint, n); /* of a part, plus 1 */

  for (guint i = 0; i < n; i++)
    {
      guint *known = &place_of[pieces[i].part];
      Place place = { pieces[i].part, pieces[i].box };

      if (*known > 0)
        {
          InkRect *box = &g_array_index (places, Place, *known - 1).box;

          *box = ink_rect_union (box, &place.box);
          continue;
        }
      g_array_append_val (places, place);
      *known = places->len;
    }
  g_array_sort (places, compare_places);
  return places;
}

/* Joins neighbours, those with the least gap first, until there are few. */
static void
thin_out (InkPiece *pieces, guint n, GArray *places)
{
  while (places->len > INK_PARTS_MAX)
    {
      Place *at = (Place *) places->data;
      guint nearest = 0;
      double least = INFINITY;

      for (guint i = 0; i + 1 < places->len; i++)
        {
          double gap = at[i + 1].box.x - (at[i].box.x + at[i].box.width);

          if (gap < least)
            {
              least = gap;
              nearest = i;
            }
        }
      give_part (pieces, n, at[nearest + 1].part, at[nearest].part);
      at[nearest].box
          = ink_rect_union (&at[nearest].box, &at[nearest + 1].box);
      g_array_remove_index (places, nearest + 1);
    }
}

static void
find_gaps (InkParts *parts)
{
  double left[INK_PARTS_MAX]; /* least edge of this and all after */
  double right = -INFINITY;

  for (guint i = parts->n; i-- > 0;)
    left[i] = i + 1 < parts->n ? fmin (parts->parts[i].box.x, left[i + 1])
                               : parts->parts[i].box.x;
  for (guint i = 0; i + 1 < parts->n; i++)
    {
      const InkRect *box = &parts->parts[i].box;

      right = fmax (right, box->x + box->width);
      parts->joints[i].gap = left[i + 1] - right;
    }
}

void
ink_parts_arrange (InkPiece *pieces, guint n, InkParts *parts)
{
  g_autoptr (GArray) places = NULL;
  g_autofree guint *number = g_new0 (guint, n);

  put_together (pieces, n);
  places = sort_parts (pieces, n);
  thin_out (pieces, n, places);
  parts->n = places->len;
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);

      parts->parts[i] = (InkPart) { .box = place->box };
      number[place->part] = i;
    }
  for (guint i = 0; i < n; i++)
    {
      pieces[i].part = number[pieces[i].part];
      parts->parts[pieces[i].part].n_strokes++;
    }
  find_gaps (parts);
}
