#pragma once

#include "core/data/text-source.h"
#include "core/model/naive-bayes.h"

G_BEGIN_DECLS

/* What training on a source of texts gives beside the model. */
typedef struct
{
  InkModel *model;
  guint64 n;       /* texts */
  double accuracy; /* on them */
  char *hash;      /* of them */
} CliSourceTraining;

/* cli_train_source: trains on @data as it is read, calibrates on a part of it
 * that is kept, and reads it again for the accuracy and the hash. Progress is
 * shown.
 * @dictionary: (nullable): that of the texts; with one there is no calibration
 * @folds: of the calibration, 0 for none
 * @training: (out): to be cleared */
gboolean cli_train_source (const char *data, const InkTextOptions *text,
                           const InkNaiveBayesOptions *options,
                           const InkModel *dictionary, guint folds,
                           guint64 seed, CliSourceTraining *training,
                           GError **error);
void cli_source_training_clear (CliSourceTraining *training);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliSourceTraining, cli_source_training_clear)

G_END_DECLS
