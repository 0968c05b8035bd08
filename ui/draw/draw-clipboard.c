/* Copying from the page Draw. */
#include "ui/draw/draw-clipboard.h"

#include "core/data/rasterize.h"

void
ink_draw_copy_pixels (GdkClipboard *clipboard, const guint8 *pixels)
{
  guint8 rgb[INK_DIGIT_PIXELS * 3];
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  for (guint i = 0; i < sizeof rgb; i++)
    rgb[i] = pixels[i / 3];
  bytes = g_bytes_new (rgb, sizeof rgb);
  texture = gdk_memory_texture_new (INK_DIGIT_SIZE, INK_DIGIT_SIZE,
                                    GDK_MEMORY_R8G8B8, bytes,
                                    INK_DIGIT_SIZE * 3);
  gdk_clipboard_set_texture (clipboard, texture);
}

static char *
shorten (const char *summary)
{
  g_auto (GStrv) parts = g_strsplit (summary, ", ", -1);
  guint n = g_strv_length (parts);

  if (n < 3)
    return g_strdup (summary);
  return g_strdup_printf ("%s (%s)", parts[0], parts[n - 1]);
}

char *
ink_draw_copy_verdict (GdkClipboard *clipboard, const char *summary)
{
  char *text = shorten (summary);

  gdk_clipboard_set_text (clipboard, text);
  return text;
}
