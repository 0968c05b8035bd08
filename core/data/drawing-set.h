#pragma once

#include <glib.h>

#include "core/data/drawing.h"

G_BEGIN_DECLS

/* Drawings of which it is known what they are, and who wrote them. Immutable
 * once it is read, so any number of threads may use it. */
typedef struct _InkDrawingSet InkDrawingSet;

InkDrawingSet *ink_drawing_set_new (void);
void ink_drawing_set_free (InkDrawingSet *set);
/* @drawing: (transfer full). @source: who or what wrote it; copied. */
void ink_drawing_set_add (InkDrawingSet *set, InkDrawing *drawing,
                          const char *label, const char *source);

guint ink_drawing_set_count (const InkDrawingSet *set);
/* (transfer none), valid as long as the set. */
const InkDrawing *ink_drawing_set_drawing (const InkDrawingSet *set,
                                           guint index);
const char *ink_drawing_set_label (const InkDrawingSet *set, guint index);
const char *ink_drawing_set_source (const InkDrawingSet *set, guint index);

/* Most bytes of a file, inflated, and drawings in it. */
#define INK_UNIPEN_MAX_FILE (256 * 1024 * 1024)
#define INK_UNIPEN_MAX_DRAWINGS 100000

/* ink_unipen_read: isolated characters in UNIPEN's format (Guyon et al.,
 * "UNIPEN project of on-line data exchange and recognizer benchmarks", ICPR
 * 1994), gzipped or not. ".SEGMENT level range quality "label"" begins one,
 * .PEN_DOWN and .PEN_UP are around the lines "x y" of a stroke; y points up
 * there and is turned. ".COMMENT number source ..." after a .SEGMENT names its
 * source. Segments without a stroke are left out.
 * Returns: (transfer full): or NULL with INK_ERROR_NOT_FOUND, INK_ERROR_IO,
 * INK_ERROR_LIMIT or INK_ERROR_FORMAT, which name file and line. Any thread. */
InkDrawingSet *ink_unipen_read (const char *path, GError **error);

/* ink_drawing_set_read: a folder with one sub-folder of InkML files a
 * label; a file's source is its name up to the first '-', the whole name
 * where there is none.
 * Returns: (transfer full): or NULL with an error. Any thread; blocks. */
InkDrawingSet *ink_drawing_set_read (const char *folder, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkDrawingSet, ink_drawing_set_free)

G_END_DECLS
