#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* PNG pictures as grey bytes, in and out. */

/* Of a file. */
#define INK_PICTURE_MAX_SIDE 16384
/* Larger pictures are averaged as they are read, to at most that. */
#define INK_PICTURE_MAX_RESULT 4096
#define INK_PICTURE_MAX_FILE (64 * 1024 * 1024)

/* ink_picture_read: any kind of PNG as it would be seen on white paper: 0
 * black, 255 white, colours by their luminance, transparent parts white (black
 * where nearly all that is to be seen is light).
 * Returns: (transfer full): [*height][*width], no side over
 * INK_PICTURE_MAX_RESULT: a larger picture is reduced; or NULL with
 * INK_ERROR_NOT_FOUND, INK_ERROR_IO, INK_ERROR_FORMAT (no PNG, a damaged one),
 * INK_ERROR_TRUNCATED or INK_ERROR_LIMIT (a side over INK_PICTURE_MAX_SIDE, a
 * file over INK_PICTURE_MAX_FILE). Any thread. */
guint8 *ink_picture_read (const char *path, guint *height, guint *width,
                          GError **error);
/* The same from the bytes of a file; @name: of the file, for messages. */
guint8 *ink_picture_decode (const char *name, const void *bytes, gsize size,
                            guint *height, guint *width, GError **error);
/* What is to be seen of a picture with transparent parts. */
typedef struct
{
  double pixels;  /* all of them */
  double visible; /* sum of their opacities, */
  double dark;    /* of those of the darker half of levels, */
  double bright;  /* and times the level, 1 for white */
} InkPictureLight;

/* @luma, @alpha: 0 to 255; not premultiplied. */
void ink_picture_light_add (InkPictureLight *light, guint luma, guint alpha);
/* Whether it is light ink on nothing, which is meant for a dark ground. */
gboolean ink_picture_light_is_for_dark (const InkPictureLight *light);
/* What the first @size bytes of a file say that it is ("a JPEG picture"); NULL
 * where they are of no kind of picture. */
const char *ink_picture_kind (const void *bytes, gsize size);
/* ink_picture_encode_grey: @pixels [height][width] as an 8-bit grey PNG in
 * memory. Returns: (transfer full): NULL where a side is 0 or over
 * INK_PICTURE_MAX_SIDE. Any thread. */
GBytes *ink_picture_encode_grey (const guint8 *pixels, guint height,
                                 guint width);
/* ink_picture_write_grey: @pixels [height][width] as an 8-bit grey PNG, whole
 * or not at all. INK_ERROR_ARGUMENT where a side is 0 or over
 * INK_PICTURE_MAX_SIDE. Any thread. */
gboolean ink_picture_write_grey (const char *path, const guint8 *pixels,
                                 guint height, guint width, GError **error);

G_END_DECLS
