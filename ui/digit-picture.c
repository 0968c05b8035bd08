/* One digit for a list. */
#include "ui/digit-picture.h"

#include <string.h>

#include "core/data/rasterize.h"

#define ENLARGE (INK_DIGIT_PICTURE_SIDE / INK_DIGIT_SIZE)

GdkTexture *
ink_digit_texture_new (const guint8 *pixels)
{
  const gsize stride = INK_DIGIT_PICTURE_SIDE * 3;
  guint8 *rgb = g_malloc (stride * INK_DIGIT_PICTURE_SIDE);
  g_autoptr (GBytes) bytes
      = g_bytes_new_take (rgb, stride * INK_DIGIT_PICTURE_SIDE);

  for (guint y = 0; y < INK_DIGIT_PICTURE_SIDE; y++)
    for (guint x = 0; x < INK_DIGIT_PICTURE_SIDE; x++)
      memset (rgb + y * stride + x * 3,
              pixels[y / ENLARGE * INK_DIGIT_SIZE + x / ENLARGE], 3);
  return gdk_memory_texture_new (INK_DIGIT_PICTURE_SIDE,
                                 INK_DIGIT_PICTURE_SIDE, GDK_MEMORY_R8G8B8,
                                 bytes, stride);
}
