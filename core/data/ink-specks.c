/* Dust. Components that lie near each other are one group; groups that hold
 * little of the ink are dust. A picture in which no group stands out of many
 * shows grain, not ink. */
#include "core/data/ink-specks-private.h"

#include <math.h>
#include <string.h>

#define HALF 128
/* A group's least share of the largest one's area. */
#define LEAST_SHARE 0.1
/* Groups are this near, in widths of a stroke. */
#define NEAR 2.0
/* More groups than this, none of which stands out, are grain. */
#define MANY 24

/* The ink, wider by @reach on each side; what is over half ink is full. */
static InkMask *
widen (const InkMask *mask, guint reach)
{
  InkMask *wide = g_memdup2 (mask, sizeof *mask);
  gsize n = (gsize) mask->height * mask->width;
  g_autofree guint8 *rows = g_malloc0 (n);

  wide->ink = g_malloc0 (n);
  for (guint y = 0; y < mask->height; y++)
    for (guint x = 0; x < mask->width; x++)
      if (mask->ink[(gsize) y * mask->width + x] >= HALF)
        {
          guint first = x > reach ? x - reach : 0;
          guint end = MIN (x + reach + 1, mask->width);

          memset (rows + (gsize) y * mask->width + first, 255, end - first);
        }
  for (guint y = 0; y < mask->height; y++)
    for (guint k = y > reach ? y - reach : 0;
         k < MIN (y + reach + 1, mask->height); k++)
      for (guint x = 0; x < mask->width; x++)
        wide->ink[(gsize) y * mask->width + x]
            |= rows[(gsize) k * mask->width + x];
  return wide;
}

/* Ink of each group, as pixels of the mask. */
static double *
weigh_groups (const InkMask *mask, const guint32 *labels, guint n_groups)
{
  double *weights = g_new0 (double, n_groups + 1);

  for (gsize i = 0; i < (gsize) mask->height * mask->width; i++)
    if (mask->ink[i] >= HALF)
      weights[labels[i]]++;
  return weights;
}

static void
drop_light_groups (InkMask *mask, const guint32 *labels,
                   const double *weights, double least)
{
  for (gsize i = 0; i < (gsize) mask->height * mask->width; i++)
    if (labels[i] == 0 || weights[labels[i]] < least)
      mask->ink[i] = 0;
}

static gboolean
is_grain (const double *weights, guint n_groups)
{
  double sum = 0, greatest = 0;

  for (guint i = 1; i <= n_groups; i++)
    {
      sum += weights[i];
      greatest = fmax (greatest, weights[i]);
    }
  return sum == 0 || (n_groups > MANY && greatest < 0.15 * sum);
}

gboolean
ink_mask_drop_specks (InkMask *mask)
{
  g_autofree guint32 *labels
      = g_new (guint32, (gsize) mask->height * mask->width);
  g_autoptr (InkMask) wide = NULL;
  g_autoptr (GArray) groups = NULL;
  g_autofree double *weights = NULL;
  double greatest = 0, width;
  InkBox box;

  if (!ink_mask_find_box (mask, &box))
    return FALSE;
  width = ink_mask_stroke_width (mask, &box);
  wide = widen (mask, (guint) CLAMP (NEAR / 2 * width, 1, 64));
  groups = ink_mask_components (wide, labels);
  weights = weigh_groups (mask, labels, groups->len);
  for (guint i = 1; i <= groups->len; i++)
    greatest = fmax (greatest, weights[i]);
  if (is_grain (weights, groups->len))
    return FALSE;
  drop_light_groups (mask, labels, weights, LEAST_SHARE * greatest);
  return TRUE;
}
