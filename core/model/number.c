/* From ink to a number: parts, lattice, path, and the digits that the path
 * goes through. Where that is one digit only, it is read from all of the ink,
 * so that it comes out to the bit as if nobody had thought of numbers. */
#include "core/model/number.h"

#include <string.h>

#include "core/data/drawing-parts.h"
#include "core/data/picture-parts.h"
#include "core/model/number-lattice.h"
#include "core/model/number-path.h"

/* Cuts less likely than this are a guess. */
/* INK_CONFIDENT_ODDS to 1. */
#define SURE (INK_CONFIDENT_ODDS / (INK_CONFIDENT_ODDS + 1.0))
/* Lines nearer than this, in heights of the line, hang together. */
#define JOINED 0.03
#define SURE_CUT 0.8

gboolean
ink_number_is_for (const InkModel *model)
{
  const char *const *names = ink_model_class_names (model);

  if (ink_model_class (model)->input != INK_INPUT_IMAGE)
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    if (!g_ascii_isdigit (names[i][0]) || names[i][1] != '\0')
      return FALSE;
  return TRUE;
}

static InkNumber *
number_new (guint n)
{
  InkNumber *number = g_new0 (InkNumber, 1);

  number->digits = g_new0 (InkNumberDigit, n);
  number->n = n;
  number->cut_probability = 1;
  return number;
}

void
ink_number_free (InkNumber *number)
{
  if (number == NULL)
    return;
  for (guint i = 0; i < number->n; i++)
    {
      g_free (number->digits[i].probabilities);
      ink_drawing_free (number->digits[i].drawing);
      g_free (number->digits[i].picture);
    }
  g_free (number->digits);
  g_free (number->text);
  g_free (number);
}

/* What follows from the digits' probabilities and the cuts'. */
static InkNumber *
conclude (InkNumber *number, const InkModel *model)
{
  GString *text = g_string_new (NULL);

  number->probability = 1;
  number->cut_confident = number->cut_probability >= SURE_CUT;
  number->confident = number->cut_confident;
  for (guint i = 0; i < number->n; i++)
    {
      InkNumberDigit *digit = &number->digits[i];

      digit->verdict
          = ink_verdict_of_model (model, digit->probabilities);
      digit->label = digit->verdict.best;
      digit->probability = digit->probabilities[digit->label];
      number->probability *= digit->probability;
      digit->confident = digit->verdict.kind == INK_VERDICT_CONFIDENT;
      number->confident = number->confident && digit->confident;
      g_string_append (text, ink_model_class_names (model)[digit->label]);
    }
  number->confident = number->confident && number->probability >= SURE;
  number->text = g_string_free (text, FALSE);
  return number;
}

guint
ink_number_least_sure (const InkNumber *number)
{
  guint least = 0;

  for (guint i = 1; i < number->n; i++)
    if (number->digits[i].probability < number->digits[least].probability)
      least = i;
  return least;
}

/* --- One digit --- */

static void
read_single (const InkModel *model, InkNumberDigit *digit)
{
  digit->probabilities = g_new (double, ink_model_n_classes (model));
  ink_model_predict_images (model, digit->pixels, 1, 1, digit->probabilities);
}

static InkRect
all_ink (const InkParts *parts)
{
  InkRect box = parts->parts[0].box;

  for (guint i = 1; i < parts->n; i++)
    box = ink_rect_union (&box, &parts->parts[i].box);
  return box;
}

static InkNumber *
single_drawing (const InkModel *model, const InkDrawing *drawing,
                const InkDrawingParts *parts)
{
  const InkRasterOptions options = INK_RASTER_OPTIONS_DEFAULT;
  InkNumber *number = number_new (1);
  InkNumberDigit *digit = &number->digits[0];

  digit->box = all_ink (ink_drawing_parts_get (parts));
  ink_rasterize_drawing (drawing, &options, digit->pixels, NULL);
  read_single (model, digit);
  return conclude (number, model);
}

/* @parts: (nullable) */
static InkNumber *
single_picture (const InkModel *model, const guint8 *image, guint height,
                guint width, const InkPictureParts *parts)
{
  g_autoptr (InkNumber) number = number_new (1);
  InkNumberDigit *digit = &number->digits[0];

  if (!ink_rasterize_image (image, height, width, digit->pixels))
    return NULL;
  digit->box = parts != NULL ? all_ink (ink_picture_parts_get (parts))
                             : (InkRect) { 0, 0, width, height };
  read_single (model, digit);
  return conclude (g_steal_pointer (&number), model);
}

InkNumber *
ink_number_read_input (const InkModel *model, const guint8 *pixels)
{
  InkNumber *number = number_new (1);
  InkNumberDigit *digit = &number->digits[0];

  digit->box = (InkRect) { 0, 0, INK_DIGIT_SIZE, INK_DIGIT_SIZE };
  memcpy (digit->pixels, pixels, sizeof digit->pixels);
  read_single (model, digit);
  return conclude (number, model);
}

/* --- Several --- */

/* The digits of the lattice's best path; NULL where that is one only. */
static InkNumber *
read_lattice (const InkModel *model, const InkNumberLattice *lattice,
              const double *weights, guint *chosen)
{
  InkNumberGraph graph = ink_number_lattice_graph (lattice);
  double probability;
  guint n = ink_number_best_path (&graph, weights, chosen, &probability);
  InkNumber *number;

  if (n == 1)
    return NULL;
  number = number_new (n);
  number->cut_probability = probability;
  for (guint i = 0; i < n; i++)
    {
      const InkNumberCandidate *c = &lattice->candidates[chosen[i]];
      InkNumberDigit *digit = &number->digits[i];

      digit->box = lattice->parts.parts[c->first].box;
      for (guint part = c->first + 1; part <= c->last; part++)
        digit->box = ink_rect_union (&digit->box,
                                     &lattice->parts.parts[part].box);
      memcpy (digit->pixels,
              lattice->images + (gsize) chosen[i] * INK_DIGIT_PIXELS,
              INK_DIGIT_PIXELS);
      digit->probabilities
          = g_memdup2 (lattice->probabilities
                           + (gsize) chosen[i] * lattice->n_classes,
                       lattice->n_classes * sizeof (double));
    }
  return conclude (number, model);
}

/* Whether the ink on both sides of a cut of the number hangs together, as that
 * of a letter does. */
static gboolean
is_joined (const InkNumberLattice *lattice, const guint *chosen, guint n)
{
  for (guint i = 0; i + 1 < n; i++)
    {
      guint last = lattice->candidates[chosen[i]].last;
      const InkPartJoint *joint = &lattice->parts.joints[last];

      if (joint->through || joint->distance <= JOINED * lattice->parts.height)
        return TRUE;
    }
  return FALSE;
}

/* A number that is cut out of ink that hangs together is never sure, and none
 * at all where its digits are doubtful, too. Nor is one sure for which there
 * were more parts than are told apart. (transfer full) (nullable) */
static InkNumber *
doubt_cuts (InkNumber *number, const InkNumberLattice *lattice,
            const guint *chosen)
{
  gboolean joined;

  if (number == NULL)
    return NULL;
  joined = is_joined (lattice, chosen, number->n);
  if (joined && number->probability < SURE)
    {
      ink_number_free (number);
      return NULL;
    }
  if (joined || lattice->parts.n == INK_PARTS_MAX)
    number->cut_confident = number->confident = FALSE;
  return number;
}

static InkNumber *
several_strokes (const InkModel *model, const InkDrawingParts *parts)
{
  g_autoptr (InkNumberLattice) lattice
      = ink_number_lattice_of_drawing (model, parts);
  guint chosen[INK_PARTS_MAX];
  InkNumber *number = doubt_cuts (
      read_lattice (model, lattice, ink_number_drawing_weights, chosen),
      lattice, chosen);

  for (guint i = 0; number != NULL && i < number->n; i++)
    {
      const InkNumberCandidate *c = &lattice->candidates[chosen[i]];

      number->digits[i].drawing
          = ink_drawing_parts_join (parts, c->first, c->last);
    }
  return number;
}

static InkNumber *
several_pieces (const InkModel *model, const InkPictureParts *parts)
{
  g_autoptr (InkNumberLattice) lattice
      = ink_number_lattice_of_picture (model, parts);
  guint chosen[INK_PARTS_MAX];
  InkNumber *number = doubt_cuts (
      read_lattice (model, lattice, ink_number_picture_weights, chosen),
      lattice, chosen);

  for (guint i = 0; number != NULL && i < number->n; i++)
    {
      const InkNumberCandidate *c = &lattice->candidates[chosen[i]];
      InkNumberDigit *digit = &number->digits[i];

      digit->picture = ink_picture_parts_join (parts, c->first, c->last,
                                               &digit->height, &digit->width);
    }
  return number;
}

InkNumber *
ink_number_read_drawing (const InkModel *model, const InkDrawing *drawing)
{
  g_autoptr (InkDrawingParts) parts = ink_drawing_parts_new (drawing);
  InkNumber *number = NULL;

  if (parts == NULL)
    return NULL;
  if (ink_drawing_parts_get (parts)->n > 1 && ink_number_is_for (model))
    number = several_strokes (model, parts);
  return number != NULL ? number : single_drawing (model, drawing, parts);
}

InkNumber *
ink_number_read_picture (const InkModel *model, const guint8 *image,
                         guint height, guint width)
{
  g_autoptr (InkPictureParts) parts = NULL;
  InkNumber *number = NULL;

  if (height == 0 || width == 0)
    return NULL;
  parts = ink_picture_parts_new (image, height, width);
  if (parts != NULL && ink_picture_parts_get (parts)->n > 1
      && ink_number_is_for (model))
    number = several_pieces (model, parts);
  return number != NULL ? number
                        : single_picture (model, image, height, width, parts);
}

InkNumber *
ink_number_read_drawing_single (const InkModel *model,
                                const InkDrawing *drawing)
{
  g_autoptr (InkDrawingParts) parts = ink_drawing_parts_new (drawing);

  return parts != NULL ? single_drawing (model, drawing, parts) : NULL;
}

InkNumber *
ink_number_read_picture_single (const InkModel *model, const guint8 *image,
                                guint height, guint width)
{
  return single_picture (model, image, height, width, NULL);
}
