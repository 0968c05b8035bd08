/* What a file's first bytes say that it is, and what ground a picture with
 * transparent parts is for. */
#include "core/data/picture.h"

#include <string.h>

const char *
ink_picture_kind (const void *bytes, gsize size)
{
  static const struct
  {
    const char *name, *magic;
    gsize n, at;
  } kinds[] = {
    { "a PNG picture", "\x89PNG", 4, 0 },
    { "a JPEG picture", "\xff\xd8\xff", 3, 0 },
    { "a GIF picture", "GIF8", 4, 0 },
    { "a TIFF picture", "II*\0", 4, 0 },
    { "a TIFF picture", "MM\0*", 4, 0 },
    { "a WebP picture", "WEBP", 4, 8 },
    { "a HEIF picture", "ftyp", 4, 4 },
    { "a BMP picture", "BM", 2, 0 },
    { "a PDF document", "%PDF", 4, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (size >= kinds[i].at + kinds[i].n
        && memcmp ((const guint8 *) bytes + kinds[i].at, kinds[i].magic,
                   kinds[i].n) == 0)
      return kinds[i].name;
  return NULL;
}

void
ink_picture_light_add (InkPictureLight *light, guint luma, guint alpha)
{
  double opacity = alpha / 255.0;

  light->visible += opacity;
  light->bright += opacity * luma / 255;
  if (luma < 128)
    light->dark += opacity;
}

/* Most of the picture is transparent, and hardly anything of the rest dark. */
gboolean
ink_picture_light_is_for_dark (const InkPictureLight *light)
{
  return light->visible > 0 && light->visible < 0.5 * light->pixels
         && light->dark < 0.02 * light->visible
         && light->bright > 0.62 * light->visible;
}
