#pragma once

#include <gio/gio.h>

#include "core/metrics/evaluation.h"
#include "core/model/naive-bayes-calibration.h"
#include "ui/text/text-choice.h"
#include "ui/text/training/training-progress.h"

G_BEGIN_DECLS

/* What a training does with its texts, pass by pass, so that they need not fit
 * into memory: in the order of the functions. One thread; each blocks, looks at
 * the cancellable and tells the progress how far it is. */
typedef struct
{
  const InkTextChoice *choice;
  InkTrainingProgress *progress;
  GCancellable *cancellable; /* (nullable) */

  InkTextSource *source;
  GArray *labels;              /* guint32: of all texts */
  guint n_learned, n_held_out; /* once it is read */
} InkTrainingPasses;

/* Reads all texts for their labels. */
gboolean ink_training_passes_read (InkTrainingPasses *passes, GError **error);
/* The model of what is not held out; (transfer full). */
InkModel *ink_training_passes_fit (InkTrainingPasses *passes,
                                   const InkNaiveBayesOptions *options,
                                   GError **error);
/* ink_training_passes_calibrate: puts another model, calibrated on what it has
 * learnt from, in place of @model, where there are texts enough.
 * @done: (out): whether it did */
gboolean ink_training_passes_calibrate (InkTrainingPasses *passes,
                                        InkModel **model, gboolean *done,
                                        InkNaiveBayesCalibration *calibration,
                                        GError **error);
/* ink_training_passes_measure: @evaluation: (out): of the held-out texts; NULL
 * where there is none, or they are too large to be held in memory at once
 * @n_right: (out): of the held-out texts, in any case */
gboolean ink_training_passes_measure (InkTrainingPasses *passes,
                                      const InkModel *model,
                                      InkEvaluation **evaluation,
                                      guint64 *n_right, GError **error);
/* ink_text_set_hash() of all texts; (transfer full) */
char *ink_training_passes_hash (InkTrainingPasses *passes, GError **error);
void ink_training_passes_clear (InkTrainingPasses *passes);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InkTrainingPasses,
                                  ink_training_passes_clear)

G_END_DECLS
