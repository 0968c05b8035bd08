#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Ink in a grey picture, whichever is darker, ink or ground, and however the
 * light falls: the ground is estimated and taken away. */

#define INK_MASK_MAX_SIDE 1024

/* A part of a plane of pixels; ends lie past the last pixel. */
typedef struct
{
  guint x0, y0, x1, y1;
} InkBox;

typedef struct
{
  guint height, width;
  guint8 *ink;          /* [height][width]: 0 ground, 255 full ink */
  guint reduction;      /* sides of a mask's pixel, in the picture's */
  gboolean light;       /* ink is lighter than its ground */
} InkMask;

/* What hangs together, over sides and corners, of pixels over half ink. */
typedef struct
{
  InkBox box;
  guint area; /* pixels */
} InkComponent;

/* ink_mask_new: @grey [height][width]. The mask's longer side is at most
 * @max_side pixels (at most INK_MASK_MAX_SIDE): larger pictures are averaged.
 * Specks, edges of the paper and lines that it is ruled with are no ink.
 * Returns: (transfer full) (nullable): NULL where there is no ink: a blank
 * picture, or one of even noise. Any thread. */
InkMask *ink_mask_new (const guint8 *grey, guint height, guint width,
                       guint max_side);
/* The same from the part @region of it, in its pixels. */
InkMask *ink_mask_new_region (const guint8 *grey, guint height, guint width,
                              const InkBox *region, guint max_side);
void ink_mask_free (InkMask *mask);

/* ink_mask_components: (element-type InkComponent) (transfer full): those of
 * @mask from the largest to the smallest. @labels: (nullable): [height][width],
 * set to the index of each pixel's component + 1, 0 outside. */
GArray *ink_mask_components (const InkMask *mask, guint32 *labels);

/* ink_mask_find_box: of all pixels over half ink. FALSE where there are
 * none. */
gboolean ink_mask_find_box (const InkMask *mask, InkBox *box);

/* ink_mask_stroke_width: the mean width of the strokes in @box, in the mask's
 * pixels. */
double ink_mask_stroke_width (const InkMask *mask, const InkBox *box);

/* ink_ribbon_width: of a ribbon of that area and of that outline, counted in
 * sides of pixels. */
double ink_ribbon_width (double area, double sides);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkMask, ink_mask_free)

G_END_DECLS
