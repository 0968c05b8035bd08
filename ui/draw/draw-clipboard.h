#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What goes from the page Draw to the clipboard. Main thread. */

/* @pixels: [28][28], as the network sees it; copied as a picture */
void ink_draw_copy_pixels (GdkClipboard *clipboard, const guint8 *pixels);
/* ink_draw_copy_verdict: of the verdict's summary, "3, confident, 98.10 %",
 * the text "3 (98.10 %)"; another summary as it is.
 * Returns: (transfer full): that text. */
char *ink_draw_copy_verdict (GdkClipboard *clipboard, const char *summary);

G_END_DECLS
