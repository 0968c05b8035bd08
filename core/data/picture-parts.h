#pragma once

#include "core/data/ink-parts.h"

G_BEGIN_DECLS

/* A picture cut into parts: connected pieces of its ink, and where a piece may
 * be two digits that touch, the sides of a cut through little ink. Immutable;
 * holds what it needs of the picture. */
typedef struct _InkPictureParts InkPictureParts;

/* ink_picture_parts_new: of grey @image [height][width], of either polarity.
 * Large pictures are looked at from farther away: time and memory are bounded
 * but for one pass over the picture. Boxes are in the picture's pixels.
 * Returns: (transfer full): NULL where there is no ink. Any thread. */
InkPictureParts *ink_picture_parts_new (const guint8 *image, guint height,
                                        guint width);
void ink_picture_parts_free (InkPictureParts *self);
/* (transfer none) */
const InkParts *ink_picture_parts_get (const InkPictureParts *self);
/* ink_picture_parts_rasterize: parts @first to @last to @pixels [28][28], as
 * ink_rasterize_image() does. FALSE where that is no ink. Any thread. */
gboolean ink_picture_parts_rasterize (const InkPictureParts *self, guint first,
                                      guint last, guint8 *pixels);
/* ink_picture_parts_join: parts @first to @last alone, 255 full ink on 0, with
 * some ground around.
 * Returns: (transfer full): [*height][*width]. */
guint8 *ink_picture_parts_join (const InkPictureParts *self, guint first,
                                guint last, guint *height, guint *width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkPictureParts, ink_picture_parts_free)

G_END_DECLS
