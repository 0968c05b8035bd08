/* One digit for a list. */
#include "ui/draw/digit-picture.h"

#include <string.h>

#include "core/data/rasterize.h"

#define ENLARGE (INK_DIGIT_PICTURE_SIDE / INK_DIGIT_SIZE)

GdkTexture *
ink_digit_texture_new (const guint8 *pixels)
{
  return ink_digit_texture_new_enlarged (pixels, ENLARGE);
}

GdkTexture *
ink_digit_texture_new_enlarged (const guint8 *pixels, guint enlarge)
{
  const guint side = enlarge * INK_DIGIT_SIZE;
  const gsize stride = side * 3;
  guint8 *rgb = g_malloc (stride * side);
  g_autoptr (GBytes) bytes = g_bytes_new_take (rgb, stride * side);

  for (guint y = 0; y < side; y++)
    for (guint x = 0; x < side; x++)
      memset (rgb + y * stride + x * 3,
              pixels[y / enlarge * INK_DIGIT_SIZE + x / enlarge], 3);
  return gdk_memory_texture_new ((int) side, (int) side, GDK_MEMORY_R8G8B8,
                                 bytes, stride);
}
