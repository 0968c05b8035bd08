/* In words: of the ink's bounding box, cut into three by three parts, the one
 * whose pixels speak for the verdict most. */
#include "ui/draw/speaking-ink.h"

#define SIZE 28
#define PARTS 3
/* Ink fainter than that is no edge of the digit. */
#define FAINT 64

typedef struct
{
  guint x0, y0, x1, y1; /* the last ones in it */
} Box;

static Box
find_box (const guint8 *ink)
{
  Box box = { SIZE, SIZE, 0, 0 };

  for (guint y = 0; y < SIZE; y++)
    for (guint x = 0; x < SIZE; x++)
      if (ink[y * SIZE + x] > FAINT)
        {
          box.x0 = MIN (box.x0, x);
          box.y0 = MIN (box.y0, y);
          box.x1 = MAX (box.x1, x);
          box.y1 = MAX (box.y1, y);
        }
  if (box.x0 > box.x1)
    box = (Box) { 0, 0, SIZE - 1, SIZE - 1 };
  return box;
}

/* Which of three parts of [first, last] @at is in; before and behind belong to
 * the outer ones. */
static guint
part_of (guint at, guint first, guint last)
{
  guint n = last - first + 1;

  return at <= first ? 0 : MIN ((at - first) * PARTS / n, PARTS - 1);
}

char *
ink_speaking_ink_sentence (const float *shares, const guint8 *ink,
                           const char *best, const char *second)
{
  static const char *const places[PARTS * PARTS]
      = { "at the upper left", "at the top",      "at the upper right",
          "at the left",       "in the middle",   "at the right",
          "at the lower left", "at the bottom",   "at the lower right" };
  float sums[PARTS * PARTS] = { 0 };
  Box box = find_box (ink);
  guint most = 0;

  for (guint p = 0; p < SIZE * SIZE; p++)
    if (shares[p] > 0)
      sums[part_of (p / SIZE, box.y0, box.y1) * PARTS
           + part_of (p % SIZE, box.x0, box.x1)]
          += shares[p];
  for (guint i = 1; i < PARTS * PARTS; i++)
    if (sums[i] > sums[most])
      most = i;
  if (!(sums[most] > 0))
    return g_strdup_printf ("%s rather than %s, though no ink speaks for it.",
                            best, second);
  return g_strdup_printf ("%s rather than %s: the ink %s speaks most for it.",
                          best, second, places[most]);
}
