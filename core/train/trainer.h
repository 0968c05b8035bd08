#pragma once

#include "core/base/event.h"
#include "core/data/drawing-set.h"
#include "core/data/image-set.h"
#include "core/model/model.h"
#include "core/train/recipe.h"

G_BEGIN_DECLS

/* Trains a LeNet-5 in the calling thread. The result depends on data and recipe
 * only, not on the number of threads. Where the recipe has an ema_decay, the
 * average of the weights is what is measured on the validation split, what the
 * model func gets and what ink_trainer_run() returns; the training figures are
 * of the weights under training, each batch's before its update, and with the
 * recipe's label smoothing. */
typedef struct _InkTrainer InkTrainer;

/* ink_trainer_new:
 * @images: 28x28, referenced; the recipe's validation split is taken from it
 * @n_threads: 0 for all processors
 * Returns: (transfer full): or NULL with INK_ERROR_ARGUMENT,
 * INK_ERROR_MISMATCH (another size, fewer examples than a batch, no validation
 * example). */
InkTrainer *ink_trainer_new (InkImageSet *images, const InkRecipe *recipe,
                             guint n_threads, GError **error);
/* INK_ERROR_MISMATCH where these are no images to train on, whatever the
 * recipe: another size, one class only. */
gboolean ink_trainer_check_images (const InkImageSet *images, GError **error);
/* ink_trainer_add_images: more to learn from, before the run; the validation
 * split stays without. @pixels: [n][28][28]; @labels: [n], INK_NO_LABEL for
 * what is of no class. INK_ERROR_FORMAT. */
gboolean ink_trainer_add_images (InkTrainer *trainer, guint n,
                                 const guint8 *pixels, const guint8 *labels,
                                 GError **error);
/* ink_trainer_add_drawings: the same with drawings, each in as many variations
 * as the recipe says. INK_ERROR_MISMATCH where a label is no class of the
 * images, INK_ERROR_LIMIT. */
gboolean ink_trainer_add_drawings (InkTrainer *trainer,
                                   const InkDrawingSet *drawings,
                                   GError **error);
/* Not while ink_trainer_run() is under way. */
void ink_trainer_free (InkTrainer *trainer);

/* Commands: atomics, any thread; the trainer reads them once a batch. A paused
 * trainer sleeps. Stop also ends a pause. */
void ink_trainer_pause (InkTrainer *trainer);
void ink_trainer_resume (InkTrainer *trainer);
void ink_trainer_stop (InkTrainer *trainer);
/* From the next batch on, a factor on the schedule's rate; 0 < factor. */
void ink_trainer_set_rate_factor (InkTrainer *trainer, double factor);

/* Called in the training thread after each finished epoch with the model as it
 * is then, its weights and its loss finite; @model is (transfer none),
 * immutable; keep a reference if wanted: should the run diverge, it is what is
 * left of it. */
typedef void (*InkTrainerModelFunc) (InkModel *model, const InkEvent *epoch,
                                     gpointer user_data);
void ink_trainer_set_model_func (InkTrainer *trainer, InkTrainerModelFunc func,
                                 gpointer user_data);

/* ink_trainer_run: once; blocks until the end. Sends INK_EVENT_START, STEP ...,
 * EPOCH ..., END to @func in this thread. Stopped early it still returns the
 * model so far. An epoch at whose end a weight or the loss is not finite is
 * none: it has no event, and the run has diverged.
 * Returns: (transfer full): the last epoch's model; or NULL with
 * INK_ERROR_DIVERGED "loss is not finite at epoch E, step S; try a smaller
 * rate". */
InkModel *ink_trainer_run (InkTrainer *trainer, InkEventFunc func,
                           gpointer user_data, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTrainer, ink_trainer_free)

G_END_DECLS
