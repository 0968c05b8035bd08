#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Square maps of numbers, each enlarged by whole steps so that its pixels show,
 * in rows as long as the width allows. Follows light and dark. Main thread. */
#define INK_TYPE_PIXEL_MAPS (ink_pixel_maps_get_type ())
G_DECLARE_FINAL_TYPE (InkPixelMaps, ink_pixel_maps, INK, PIXEL_MAPS, GtkWidget)

/* How a number becomes a colour; 1 is the largest that was set. */
typedef enum
{
  INK_PIXEL_COLORS_AMOUNT, /* 0 to 1: faint, blue, then the text's colour */
  INK_PIXEL_COLORS_SHARE,  /* -1 to 1: orange, grey as much as there is ink,
                              blue */
} InkPixelColors;

/* @n maps of @size x @size. Where there is room, @per_row side by side, of at
 * most @max_side pixels; else half as many. */
GtkWidget *ink_pixel_maps_new (InkPixelColors colors, guint n, guint size,
                               guint per_row, int max_side);
/* ink_pixel_maps_set: all maps on one scale.
 * @values: [n][size][size]
 * @ink: (nullable): as @values, 0 to 255; only to INK_PIXEL_COLORS_SHARE */
void ink_pixel_maps_set (InkPixelMaps *self, const float *values,
                         const guint8 *ink);
/* Empty squares. */
void ink_pixel_maps_clear (InkPixelMaps *self);

G_END_DECLS
