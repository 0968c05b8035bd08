/* Grey pictures to 28x28: the mask of their ink, its box, its cells. The mask
 * is found in a reduced picture; where ink is small in it, once more around the
 * ink, as fine as the picture is. */
#include "core/data/rasterize.h"

#include <math.h>
#include <string.h>

#include "core/data/ink-mask.h"
#include "core/data/rasterize-cells-private.h"

#define SIZE INK_DIGIT_SIZE
/* Longer side of masks: a few pixels a cell. */
#define MASK_SIDE 384
/* Ink shorter than this is looked at again where there are finer pixels. */
#define FINE_SIDE 192
#define DARK 12

/* What one reads of a picture. */
typedef struct
{
  const guint8 *pixels; /* [height][width] */
  guint height, width;
  InkMask *mask;        /* of the picture, or of the part at @x, @y */
  guint x, y;
  InkBox box;           /* of the ink, in the mask's pixels */
} Picture;

/* The ink's box with room around it, in the picture's pixels. */
static InkBox
region_around (const Picture *picture)
{
  const InkBox *box = &picture->box;
  guint room = MAX (box->x1 - box->x0, box->y1 - box->y0) / 2 + 2;
  guint side = picture->mask->reduction;

  return (InkBox) {
    .x0 = (box->x0 > room ? box->x0 - room : 0) * side,
    .y0 = (box->y0 > room ? box->y0 - room : 0) * side,
    .x1 = MIN ((box->x1 + room) * side, picture->width),
    .y1 = MIN ((box->y1 + room) * side, picture->height),
  };
}

static void
look_closer (Picture *picture)
{
  const InkBox region = region_around (picture);
  g_autoptr (InkMask) mask
      = ink_mask_new_region (picture->pixels, picture->height, picture->width,
                             &region, MASK_SIDE);
  InkBox box;

  if (mask == NULL || mask->light != picture->mask->light
      || !ink_mask_find_box (mask, &box))
    return;
  ink_mask_free (picture->mask);
  picture->mask = g_steal_pointer (&mask);
  picture->box = box;
  picture->x = region.x0;
  picture->y = region.y0;
}

static gboolean
find_ink (Picture *picture)
{
  const InkBox *box = &picture->box;

  picture->mask = ink_mask_new (picture->pixels, picture->height,
                                picture->width, MASK_SIDE);
  if (picture->mask == NULL
      || !ink_mask_find_box (picture->mask, &picture->box))
    return FALSE;
  if (picture->mask->reduction > 1
      && MAX (box->x1 - box->x0, box->y1 - box->y0) < FINE_SIDE)
    look_closer (picture);
  return TRUE;
}

/* The ink's extent where the picture is 28x28, light on a dark border; 0 for
 * any other. */
static int
ready_extent (const Picture *picture)
{
  int x0 = SIZE, y0 = SIZE, x1 = 0, y1 = 0, bright = 0;

  if (picture->height != SIZE || picture->width != SIZE)
    return 0;
  for (int y = 0; y < SIZE; y++)
    for (int x = 0; x < SIZE; x++)
      {
        guint8 level = picture->pixels[y * SIZE + x];
        gboolean edge = x == 0 || y == 0 || x == SIZE - 1 || y == SIZE - 1;

        bright += edge && level > DARK;
        if (level < 128)
          continue;
        x0 = MIN (x0, x);
        y0 = MIN (y0, y);
        x1 = MAX (x1, x + 1);
        y1 = MAX (y1, y + 1);
      }
  return bright > SIZE / 4 ? 0 : MAX (x1 - x0, y1 - y0);
}

/* Whether it is as MNIST's are: 28x28, light on black, 20 long, mass in the
 * middle. Such a picture is left alone. */
static gboolean
is_ready (const Picture *picture)
{
  int extent = ready_extent (picture);
  double mass = 0, sum_x = 0, sum_y = 0;

  if (extent < INK_DIGIT_BOX - 3 || extent > INK_DIGIT_BOX)
    return FALSE;
  for (int i = 0; i < INK_DIGIT_PIXELS; i++)
    {
      mass += picture->pixels[i];
      sum_x += picture->pixels[i] * (i % SIZE + 0.5);
      sum_y += picture->pixels[i] * (i / SIZE + 0.5);
    }
  return fabs (sum_x / mass - SIZE / 2.0) < 1.1
         && fabs (sum_y / mass - SIZE / 2.0) < 1.1;
}

/* The mask's square at (x, y), averaged to @n x @n pixels. */
static void
average (const InkMask *mask, double x, double y, double side, guint n,
         guint8 *pixels)
{
  double step = side / n;

  for (guint i = 0; i < n * n; i++)
    pixels[i] = (guint8) (255 * ink_cells_amount (mask, x + i % n * step,
                                                  y + i / n * step, step)
                          + 0.5f);
}

static void
average_around (const Picture *picture, double side, guint n, guint8 *pixels)
{
  double x = (picture->box.x0 + picture->box.x1) / 2.0;
  double y = (picture->box.y0 + picture->box.y1) / 2.0;

  average (picture->mask, x - side / 2, y - side / 2, side, n, pixels);
}

/* The whole picture, in the middle of a square. */
static void
average_sheet (const Picture *picture, guint8 *pixels)
{
  double scale = 1.0 / picture->mask->reduction;
  double whole = MAX (picture->width, picture->height);

  average (picture->mask,
           ((picture->width - whole) / 2 - picture->x) * scale,
           ((picture->height - whole) / 2 - picture->y) * scale,
           whole * scale, SIZE, pixels);
}

static void
fill_steps (const Picture *picture, const InkRasterSteps *steps)
{
  const InkBox *box = &picture->box;
  double side = MAX (box->x1 - box->x0, box->y1 - box->y0);

  if (steps->sheet != NULL)
    average_sheet (picture, steps->sheet);
  if (steps->cropped != NULL)
    average_around (picture, side, SIZE, steps->cropped);
  if (steps->boxed != NULL)
    average_around (picture, side, INK_DIGIT_BOX, steps->boxed);
}

static void
clear_steps (const InkRasterSteps *steps)
{
  if (steps->sheet != NULL)
    memset (steps->sheet, 0, INK_DIGIT_PIXELS);
  if (steps->cropped != NULL)
    memset (steps->cropped, 0, INK_DIGIT_PIXELS);
  if (steps->boxed != NULL)
    memset (steps->boxed, 0, INK_DIGIT_BOX * INK_DIGIT_BOX);
}

gboolean
ink_rasterize_image_steps (const guint8 *image, guint height, guint width,
                           guint8 *pixels, InkRasterSteps *steps)
{
  Picture picture = { .pixels = image, .height = height, .width = width };
  gboolean found;

  memset (pixels, 0, INK_DIGIT_PIXELS);
  if (steps != NULL)
    clear_steps (steps);
  found = find_ink (&picture);
  if (found && steps != NULL)
    fill_steps (&picture, steps);
  if (found && is_ready (&picture))
    memcpy (pixels, image, INK_DIGIT_PIXELS);
  else if (found)
    found = ink_cells_rasterize (picture.mask, &picture.box, pixels);
  ink_mask_free (picture.mask);
  return found;
}

gboolean
ink_rasterize_image (const guint8 *image, guint height, guint width,
                     guint8 *pixels)
{
  return ink_rasterize_image_steps (image, height, width, pixels, NULL);
}
