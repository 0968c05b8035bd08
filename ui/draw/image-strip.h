#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row of small grey images, enlarged so that their pixels show, each with a
 * caption. 0 is drawn black, 255 white. Main thread. */
#define INK_TYPE_IMAGE_STRIP (ink_image_strip_get_type ())
G_DECLARE_FINAL_TYPE (InkImageStrip, ink_image_strip, INK, IMAGE_STRIP,
                      GtkWidget)

GtkWidget *ink_image_strip_new (void);
/* Adds a black image at the end; @caption: copied. Returns: its index. */
guint ink_image_strip_add (InkImageStrip *self, const char *caption);
/* ink_image_strip_set:
 * @pixels: (nullable): [height][width], copied; NULL for black */
void ink_image_strip_set (InkImageStrip *self, guint index,
                          const guint8 *pixels, guint height, guint width);

G_END_DECLS
