#pragma once

#include "core/data/ink-mask.h"

G_BEGIN_DECLS

/* Planes of floats, for the ground below ink. */
typedef struct
{
  guint height, width;
  float *v; /* [height][width] */
} InkPlane;

InkPlane *ink_plane_new (guint height, guint width); /* all 0 */
InkPlane *ink_plane_copy (const InkPlane *plane);
void ink_plane_free (InkPlane *plane);

/* The part @box of @grey, whose rows are @stride bytes apart, averaged over
 * squares of @side pixels; fewer at the right and the lower edge. */
InkPlane *ink_plane_from_grey (const guint8 *grey, gsize stride,
                               const InkBox *box, guint side);
/* The medians of squares of @side pixels. */
InkPlane *ink_plane_medians (const InkPlane *plane, guint side);
/* At (x, y), where the pixels' centres are at halves; as at the edge beyond. */
float ink_plane_sample (const InkPlane *plane, double x, double y);

/* The greatest (@sign > 0) or least value within @reach pixels. */
void ink_plane_extreme (InkPlane *plane, guint reach, int sign);
/* Binomial, over 3 x 3. */
void ink_plane_smooth (InkPlane *plane);
/* Sum of the differences between neighbours. */
double ink_plane_variation (const InkPlane *plane);
/* ink_plane_fit_surface: (transfer full): a polynomial of second degree through
 * most of @plane, whatever the others are. */
InkPlane *ink_plane_fit_surface (const InkPlane *plane);
/* Where @weight (0 to 1) is below 1, @plane takes as much of what lies around
 * it, from coarser and coarser means (Gortler et al., "The lumigraph", 1996:
 * pull-push). */
void ink_plane_fill (InkPlane *plane, const InkPlane *weight);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkPlane, ink_plane_free)

G_END_DECLS
