#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* The pictures that were put on a sheet, for its history: undo brings one back
 * by its number. Memory is bounded: the oldest are forgotten. Main thread. */
typedef struct _InkSheetPictures InkSheetPictures;

typedef struct
{
  guint8 *pixels; /* [height][width], 255 white */
  guint height, width;
  GdkTexture *texture; /* thinned out where it is large */
} InkSheetPicture;

/* Beyond so many bytes of pixels only the newest picture is kept. */
#define INK_SHEET_PICTURES_MAX (96 * 1024 * 1024)

InkSheetPictures *ink_sheet_pictures_new (void);
void ink_sheet_pictures_free (InkSheetPictures *pictures);
/* @pixels: (transfer full): [height][width], neither 0.
 * Returns: its number, never 0. */
guint ink_sheet_pictures_add (InkSheetPictures *pictures, guint8 *pixels,
                              guint height, guint width);
/* (nullable) (transfer none): NULL for 0 and for what was forgotten. */
const InkSheetPicture *ink_sheet_pictures_get (const InkSheetPictures *pictures,
                                               guint number);

G_END_DECLS
