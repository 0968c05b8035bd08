/* What hangs together in a mask, by union of runs: each pixel over half ink
 * joins its neighbours to the left and above (Rosenfeld and Pfaltz 1966). */
#include "core/data/ink-mask.h"

#include <math.h>
#include <string.h>

#define HALF 128

static guint32
find_root (guint32 *parents, guint32 i)
{
  while (parents[i] != i)
    i = parents[i] = parents[parents[i]];
  return i;
}

static guint32
join (guint32 *parents, guint32 a, guint32 b)
{
  a = find_root (parents, a);
  b = find_root (parents, b);
  parents[MAX (a, b)] = MIN (a, b);
  return MIN (a, b);
}

/* The label of the pixel at @i: its neighbours' or a new one. */
static guint32
label_at (const guint32 *labels, gsize i, guint x, guint width, guint y,
          GArray *parents)
{
  guint32 around[4] = { 0 };
  guint32 label = 0;

  if (x > 0)
    around[0] = labels[i - 1];
  if (y > 0)
    around[1] = labels[i - width];
  if (y > 0 && x > 0)
    around[2] = labels[i - width - 1];
  if (y > 0 && x + 1 < width)
    around[3] = labels[i - width + 1];
  for (int k = 0; k < 4; k++)
    if (around[k] != 0)
      label = label == 0 ? around[k]
                         : join ((guint32 *) (gpointer) parents->data, label,
                                 around[k]);
  if (label == 0)
    {
      label = parents->len;
      g_array_append_val (parents, label);
    }
  return label;
}

static void
add_pixel (InkComponent *component, guint x, guint y)
{
  if (component->area++ == 0)
    component->box = (InkBox) { x, y, x, y };
  component->box.x0 = MIN (component->box.x0, x);
  component->box.x1 = MAX (component->box.x1, x + 1);
  component->box.y1 = y + 1;
}

static int
by_area (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const InkComponent *components = user_data;
  guint x = components[*(const guint32 *) a].area;
  guint y = components[*(const guint32 *) b].area;

  return (x < y) - (x > y);
}

/* Orders @components and has @labels follow. */
static void
sort_components (GArray *components, guint32 *labels, gsize n)
{
  guint count = components->len;
  g_autofree InkComponent *old
      = g_memdup2 (components->data, count * sizeof (InkComponent));
  g_autofree guint32 *order = g_new (guint32, count);
  g_autofree guint32 *place = g_new (guint32, count);

  for (guint i = 0; i < count; i++)
    order[i] = i;
  g_qsort_with_data (order, (gint) count, sizeof *order, by_area, old);
  for (guint i = 0; i < count; i++)
    {
      g_array_index (components, InkComponent, i) = old[order[i]];
      place[order[i]] = i;
    }
  for (gsize i = 0; i < n; i++)
    if (labels[i] != 0)
      labels[i] = place[labels[i] - 1] + 1;
}

/* First labels, and which are the same. */
static GArray *
join_pixels (const InkMask *mask, guint32 *labels)
{
  GArray *parents = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 none = 0;

  g_array_append_val (parents, none);
  for (guint y = 0; y < mask->height; y++)
    for (guint x = 0; x < mask->width; x++)
      {
        gsize i = (gsize) y * mask->width + x;

        labels[i] = mask->ink[i] < HALF
                        ? 0
                        : label_at (labels, i, x, mask->width, y, parents);
      }
  return parents;
}

GArray *
ink_mask_components (const InkMask *mask, guint32 *labels)
{
  gsize n = (gsize) mask->height * mask->width;
  GArray *components = g_array_new (FALSE, TRUE, sizeof (InkComponent));
  g_autofree guint32 *own = labels == NULL ? g_new (guint32, n) : NULL;
  g_autofree guint32 *index = NULL;
  g_autoptr (GArray) parents = NULL;

  if (labels == NULL)
    labels = own;
  parents = join_pixels (mask, labels);
  index = g_new0 (guint32, parents->len);
  for (gsize i = 0; i < n; i++)
    if (labels[i] != 0)
      {
        guint32 *place
            = &index[find_root ((guint32 *) (gpointer) parents->data,
                                labels[i])];

        if (*place == 0)
          {
            g_array_set_size (components, components->len + 1);
            *place = components->len;
          }
        labels[i] = *place;
        add_pixel (&g_array_index (components, InkComponent, *place - 1),
                   (guint) (i % mask->width), (guint) (i / mask->width));
      }
  sort_components (components, labels, n);
  return components;
}

gboolean
ink_mask_find_box (const InkMask *mask, InkBox *box)
{
  InkComponent all = { 0 };

  for (guint y = 0; y < mask->height; y++)
    for (guint x = 0; x < mask->width; x++)
      if (mask->ink[(gsize) y * mask->width + x] >= HALF)
        add_pixel (&all, x, y);
  *box = all.box;
  return all.area > 0;
}

/* area = length width, outline = 2 (length + width), and sides run 4 / pi times
 * as long as a line in any direction. */
double
ink_ribbon_width (double area, double sides)
{
  double outline = sides * G_PI / 4;
  double root = outline * outline - 16 * area;

  return root > 0 ? (outline - sqrt (root)) / 4 : sqrt (area);
}

static guint8
ink_at (const InkMask *mask, guint x, guint y)
{
  return x < mask->width && y < mask->height
             ? mask->ink[(gsize) y * mask->width + x]
             : 0;
}

double
ink_mask_stroke_width (const InkMask *mask, const InkBox *box)
{
  double area = 0, sides = 0;

  for (guint y = box->y0; y <= box->y1; y++)
    for (guint x = box->x0; x <= box->x1; x++)
      {
        guint8 here = ink_at (mask, x, y);
        gboolean left = x > 0 && ink_at (mask, x - 1, y) >= HALF;
        gboolean above = y > 0 && ink_at (mask, x, y - 1) >= HALF;

        area += here / 255.0;
        sides += (here >= HALF) != left;
        sides += (here >= HALF) != above;
      }
  return ink_ribbon_width (area, sides);
}
