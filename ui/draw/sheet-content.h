#pragma once

#include <gdk/gdk.h>

#include "core/data/drawing.h"

G_BEGIN_DECLS

/* What can be put on the sheet: a drawing, or a picture as grey bytes, 255
 * white. One of the two is NULL; both are of a chart that this program
 * exported, which is no digit. */
typedef struct
{
  char *chart; /* its path; else NULL */
  InkDrawing *drawing;
  guint8 *pixels; /* [height][width] */
  guint height, width;
} InkSheetContent;

void ink_sheet_content_free (InkSheetContent *content);

/* ink_sheet_content_read: a picture (PNG, and what GdkPixbuf reads: JPEG) or an
 * InkML drawing, told apart by their first bytes.
 * Returns: (transfer full): or NULL with an error. Any thread; blocks. */
InkSheetContent *ink_sheet_content_read (const char *path, GError **error);
/* The same on a worker thread; @callback in the main thread. */
void ink_sheet_content_read_async (GFile *file, GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
InkSheetContent *ink_sheet_content_read_finish (GAsyncResult *result,
                                                GError **error);
/* (nullable): NULL where it is larger than the core takes pictures. */
InkSheetContent *ink_sheet_content_from_texture (GdkTexture *texture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkSheetContent, ink_sheet_content_free)

G_END_DECLS
