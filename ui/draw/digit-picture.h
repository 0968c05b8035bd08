#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A 28x28 picture as the network sees it, enlarged twofold by repeating its
 * pixels. @pixels: [28][28], copied. Main thread. */
GdkTexture *ink_digit_texture_new (const guint8 *pixels);
/* The same, @enlarge times. */
GdkTexture *ink_digit_texture_new_enlarged (const guint8 *pixels,
                                            guint enlarge);

#define INK_DIGIT_PICTURE_SIDE 56

G_END_DECLS
