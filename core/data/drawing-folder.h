#pragma once

#include "core/data/drawing.h"
#include "core/data/image-set.h"
#include "core/data/rasterize.h"

G_BEGIN_DECLS

/* A folder of labelled digits: a file each, NUMBER-LABEL.inkml with strokes or
 * NUMBER-LABEL.png with a picture of 28x28 pixels as a network sees it (ink 255
 * on 0), and index.json with what a name cannot tell. The files are what
 * counts: where the index is damaged, missing or behind, they are there all the
 * same, and a row without its file is none. */

#define INK_DRAWING_FOLDER_INDEX "index.json"
#define INK_DRAWING_FOLDER_MAX 5000         /* digits that are read */
#define INK_DRAWING_FOLDER_MAX_NUMBER 999999
#define INK_DRAWING_FOLDER_MAX_FILE (2 * 1024 * 1024)

typedef struct
{
  char *file;       /* "000012-3.inkml" */
  guint number;     /* from 1; of the name, as is the label */
  guint8 label;     /* 0 to 9 */
  gboolean picture; /* a PNG, without strokes */
  gint64 time;      /* when it was kept: seconds since 1970, UTC */
  char *read;       /* what a model had read it as; NULL where unknown */
  char *model;      /* the model's name; NULL where unknown */
} InkLabelledDigit;

InkLabelledDigit *ink_labelled_digit_copy (const InkLabelledDigit *digit);
void ink_labelled_digit_free (InkLabelledDigit *digit);

/* ink_drawing_folder_list: from names and the index alone, in the order of
 * their numbers. A folder that is not there holds none.
 * @problems: (nullable) (element-type utf8): gets a line about each thing that
 * was passed over
 * Returns: (transfer full) (element-type InkLabelledDigit): or NULL,
 * INK_ERROR_IO (the folder cannot be listed). Any thread. */
GPtrArray *ink_drawing_folder_list (const char *folder, GPtrArray *problems,
                                    GError **error);
/* ink_drawing_folder_read: one file.
 * @drawing: (out) (optional) (transfer full): NULL for a picture
 * @pixels: [28][28]: as the network sees it
 * Returns: FALSE with ink_inkml_read()'s or ink_picture_read()'s errors, or
 * INK_ERROR_FORMAT where there is no ink or a picture of another size. Any
 * thread. */
gboolean ink_drawing_folder_read (const char *folder,
                                  const InkLabelledDigit *digit,
                                  InkDrawing **drawing, guint8 *pixels,
                                  GError **error);
/* ink_drawing_folder_load: all of them as images of the classes 0 to 9. What
 * cannot be read is left out, and the set's name says so.
 * Returns: (transfer full): or NULL, INK_ERROR_NOT_FOUND where that leaves
 * none. Any thread; blocks. */
InkImageSet *ink_drawing_folder_load (const char *name, const char *folder,
                                      GError **error);
/* How many files are named as these are; 0 where the folder is not there. */
guint ink_drawing_folder_count (const char *folder);

/* The pieces: "000012-3.inkml" and back (FALSE where @file is named otherwise;
 * @digit: (out): file, number, label and picture are set), and the index's text
 * for @digits (element-type InkLabelledDigit). (transfer full) */
char *ink_drawing_folder_name (guint number, guint8 label, gboolean picture);
gboolean ink_drawing_folder_parse_name (const char *file,
                                        InkLabelledDigit *digit);
char *ink_drawing_folder_format_index (const GPtrArray *digits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkLabelledDigit, ink_labelled_digit_free)

G_END_DECLS
