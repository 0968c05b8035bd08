#pragma once

#include "core/data/drawing.h"
#include "core/data/ink-parts.h"
#include "core/data/rasterize.h"
#include "core/model/model.h"
#include "core/model/verdict.h"

G_BEGIN_DECLS

/* Digits side by side, told apart and read as a number. Ink is cut into parts
 * (core/data/ink-parts.h), the model reads all digits that some parts in a row
 * could be, and the best way through them is taken (number-path.h). A drawing
 * or picture of one digit comes out as one, read just as it is without this. */
typedef struct
{
  InkRect box;       /* of the ink */
  guint label;      /* class */
  double probability;
  double *probabilities; /* [n_classes] */
  InkVerdict verdict;
  gboolean confident; /* that it is this digit */
  guint8 pixels[INK_DIGIT_PIXELS]; /* as the model saw it */
  /* The digit's own ink, one of the two, for the steps between; both NULL where
   * it is all of the ink: */
  InkDrawing *drawing;
  guint8 *picture; /* grey [height][width], 255 full ink */
  guint height, width;
} InkNumberDigit;

typedef struct
{
  InkNumberDigit *digits; /* [n], from left to right; n > 0 */
  guint n;
  char *text;         /* the labels one after another */
  double probability; /* that all digits are right: their product */
  double cut_probability; /* that it is these digits' ink, cut here */
  gboolean cut_confident;
  gboolean confident; /* of the cuts and of every digit */
} InkNumber;

/* Whether the model's classes are digits, so that numbers make sense. */
gboolean ink_number_is_for (const InkModel *model);
/* ink_number_read_drawing:
 * @model: reads images. Where its classes are not digits, all is one.
 * Returns: (transfer full): NULL where there is no ink. Any thread. */
InkNumber *ink_number_read_drawing (const InkModel *model,
                                    const InkDrawing *drawing);
/* ink_number_read_picture: of grey @image [height][width], either polarity. */
InkNumber *ink_number_read_picture (const InkModel *model, const guint8 *image,
                                    guint height, guint width);
/* The same, all of the ink taken as one digit. */
InkNumber *ink_number_read_drawing_single (const InkModel *model,
                                           const InkDrawing *drawing);
InkNumber *ink_number_read_picture_single (const InkModel *model,
                                           const guint8 *image, guint height,
                                           guint width);
/* What the network is fed, as it is, as one digit; @pixels: [28][28], 255 ink.
 * Never NULL. */
InkNumber *ink_number_read_input (const InkModel *model,
                                  const guint8 *pixels);
void ink_number_free (InkNumber *number);
/* The digit that is least sure; the first of several. */
guint ink_number_least_sure (const InkNumber *number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkNumber, ink_number_free)

G_END_DECLS
