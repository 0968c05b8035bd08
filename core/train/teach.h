#pragma once

#include "core/data/drawing.h"
#include "core/data/image-set.h"
#include "core/model/model.h"

G_BEGIN_DECLS

/* Teaching: a short fine-tuning of a digit model on a person's own drawings,
 * mixed with images of the data that it was trained on, so that it does not
 * forget them (rehearsal: Robins, "Catastrophic forgetting, rehearsal and
 * pseudorehearsal", Connection Science 1995). The base model stays as it is. */

/* One drawing and what it is. Borrowed while it is taught. */
typedef struct
{
  const InkDrawing *drawing; /* NULL where it was a picture */
  const guint8 *pixels;      /* [28][28], as the network sees it */
  guint8 label;              /* index of a class */
} InkTeachDigit;

/* How it is done; chosen on data, see the source. */
typedef struct
{
  guint steps;          /* with up to 20 drawings */
  guint steps_a_digit;  /* more of them for each further drawing ... */
  guint max_steps;      /* ... up to these */
  guint taught;         /* drawings, varied, in a batch */
  guint replayed;       /* images of the replay in a batch */
  double rate;          /* at the beginning; it falls to 0 as a cosine does */
  double momentum;
  double keep;          /* part of the way back to the base model, at the end */
  guint n_folds;        /* parts that are left out in turn, at most 20 */
} InkTeachRecipe;

extern const InkTeachRecipe ink_teach_recipe_default;

typedef struct
{
  const InkModel *base;        /* LeNet-5 with the classes 0 to 9 */
  const InkTeachDigit *digits; /* [n_digits] */
  guint n_digits;
  const InkImageSet *replay; /* 28x28, the same classes: MNIST's training
                                split */
  const InkImageSet *test;   /* the same; to measure on alone */
  const InkTeachRecipe *recipe; /* NULL: the default */
  guint64 seed;
  guint n_threads; /* 0 for all processors */
} InkTeachTask;

/* Right answers out of so many. */
typedef struct
{
  guint n, before, after;
} InkTeachScore;

typedef struct
{
  InkModel *model;        /* taught on all drawings */
  InkTeachScore left_out; /* drawings, each judged after by a model that was not
                             taught on it; n is 0 with fewer than two */
  InkTeachScore own;      /* the same drawings by the model that was taught */
  InkTeachScore test;
  guint8 *read_before; /* [n_digits]: the class read by the base model ... */
  guint8 *read_after;  /* ... and by one that was not taught on the drawing */
  guint steps;         /* for the model */
  double seconds;
} InkTeachResult;

void ink_teach_result_free (InkTeachResult *result);

/* @fraction: of the work that is done, 0 to 1. In any of the threads that
 * teach, one at a time. Returns: FALSE to stop. */
typedef gboolean (*InkTeachFunc) (double fraction, gpointer user_data);

/* ink_teach: the result depends on the task alone, not on the threads.
 * @func: (nullable)
 * Returns: (transfer full): or NULL with INK_ERROR_ARGUMENT (no drawing),
 * INK_ERROR_MISMATCH (the model or the images are of another kind),
 * INK_ERROR_CANCELLED, INK_ERROR_DIVERGED. Any thread; blocks. */
InkTeachResult *ink_teach (const InkTeachTask *task, InkTeachFunc func,
                           gpointer user_data, GError **error);

/* ink_teach_check_model: INK_ERROR_MISMATCH where @model is not one that can be
 * taught: a LeNet-5 with the classes 0 to 9. */
gboolean ink_teach_check_model (const InkModel *model, GError **error);

/* ink_teach_vary: variation @number of @digit, as if it had been written again
 * with another pen and another slant. A picture is only turned and slanted.
 * @pixels: [28][28]. A function of the arguments alone. Any thread. */
void ink_teach_vary (const InkTeachDigit *digit, guint64 seed, guint index,
                     guint number, guint8 *pixels);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTeachResult, ink_teach_result_free)

G_END_DECLS
