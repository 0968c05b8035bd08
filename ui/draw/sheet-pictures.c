/* A queue in order of their numbers, of which the front is let go. */
#include "ui/draw/sheet-pictures.h"

/* A picture larger than this is thinned out for the screen. */
#define TEXTURE_SIDE 1024

struct _InkSheetPictures
{
  GQueue kept; /* InkSheetPicture, oldest first */
  guint last;  /* number of the newest */
  gsize bytes;
};

static gsize
picture_bytes (const InkSheetPicture *picture)
{
  return (gsize) picture->height * picture->width;
}

static void
picture_free (gpointer data)
{
  InkSheetPicture *picture = data;

  g_free (picture->pixels);
  g_clear_object (&picture->texture);
  g_free (picture);
}

/* RGB, as GTK 4.8 has no grey textures; every n-th pixel of a large one. */
static GdkTexture *
make_texture (const guint8 *pixels, guint height, guint width)
{
  guint step = (MAX (height, width) + TEXTURE_SIDE - 1) / TEXTURE_SIDE;
  guint h = (height + step - 1) / step;
  guint w = (width + step - 1) / step;
  guint8 *rgb = g_malloc ((gsize) h * w * 3);
  g_autoptr (GBytes) bytes = NULL;

  for (guint y = 0; y < h; y++)
    for (guint x = 0; x < w; x++)
      for (guint c = 0; c < 3; c++)
        rgb[((gsize) y * w + x) * 3 + c]
            = pixels[(gsize) y * step * width + x * step];
  bytes = g_bytes_new_take (rgb, (gsize) h * w * 3);
  return gdk_memory_texture_new ((int) w, (int) h, GDK_MEMORY_R8G8B8, bytes,
                                 (gsize) w * 3);
}

InkSheetPictures *
ink_sheet_pictures_new (void)
{
  InkSheetPictures *pictures = g_new0 (InkSheetPictures, 1);

  g_queue_init (&pictures->kept);
  return pictures;
}

void
ink_sheet_pictures_free (InkSheetPictures *pictures)
{
  g_queue_clear_full (&pictures->kept, picture_free);
  g_free (pictures);
}

guint
ink_sheet_pictures_add (InkSheetPictures *pictures, guint8 *pixels,
                        guint height, guint width)
{
  InkSheetPicture *picture = g_new0 (InkSheetPicture, 1);

  *picture = (InkSheetPicture) { pixels, height, width,
                                 make_texture (pixels, height, width) };
  g_queue_push_tail (&pictures->kept, picture);
  pictures->bytes += picture_bytes (picture);
  while (pictures->bytes > INK_SHEET_PICTURES_MAX && pictures->kept.length > 1)
    {
      InkSheetPicture *oldest = g_queue_pop_head (&pictures->kept);

      pictures->bytes -= picture_bytes (oldest);
      picture_free (oldest);
    }
  return ++pictures->last;
}

const InkSheetPicture *
ink_sheet_pictures_get (const InkSheetPictures *pictures, guint number)
{
  guint first = pictures->last - pictures->kept.length + 1;

  if (number < first || number > pictures->last)
    return NULL;
  return g_queue_peek_nth ((GQueue *) &pictures->kept, number - first);
}
