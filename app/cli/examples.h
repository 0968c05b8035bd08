#pragma once

#include "core/data/dataset.h"
#include "core/metrics/evaluation.h"
#include "core/model/model.h"

G_BEGIN_DECLS

/* One split of a data set, of either kind, for the model or the learner that
 * is to see it. One thread. */
typedef struct
{
  InkInput input;
  InkImageSet *images; /* where input is INK_INPUT_IMAGE */
  InkTextSet *texts;   /* where input is INK_INPUT_TEXT */
  gboolean has_splits;
  char *whole_hash; /* (nullable): of the data that they are held out of */
} CliExamples;

/* cli_examples_load:
 * @reader: of the examples ("lenet5"), for messages
 * @examples: (out): to be cleared
 * Returns: FALSE with INK_ERROR_MISMATCH where @data is of the other kind or
 * its pictures of another size than 28x28, or the data set's own error. */
gboolean cli_examples_load (const char *data, InkSplit split, InkInput input,
                            const char *reader, const InkTextOptions *options,
                            CliExamples *examples, GError **error);
/* cli_examples_load_part: the texts that `train naive-bayes` holds out with
 * that fraction, more than 0, and seed. As above; also INK_ERROR_MISMATCH where
 * they are too few. */
gboolean cli_examples_load_part (const char *data, double fraction,
                                 guint64 seed, const InkTextOptions *options,
                                 CliExamples *examples, GError **error);
void cli_examples_clear (CliExamples *examples);
/* Says on stderr how many rows were passed over, if any. @first: why the first
 * of them was */
void cli_tell_skipped (guint64 n, const char *first);

guint cli_examples_count (const CliExamples *examples);
const char *cli_examples_name (const CliExamples *examples);
const char *const *cli_examples_class_names (const CliExamples *examples);
/* SHA-256 in hexadecimal; (transfer full). */
char *cli_examples_hash (const CliExamples *examples);
/* [count], indices into the data set's own classes; (transfer full). */
guint32 *cli_examples_labels (const CliExamples *examples);

/* cli_examples_evaluate: runs @model over all of them. Labels are matched with
 * the model's classes by name.
 * Returns: (transfer full): or NULL with INK_ERROR_MISMATCH naming the labels
 * that the model does not know. */
InkEvaluation *cli_examples_evaluate (const CliExamples *examples,
                                      const InkModel *model, guint n_threads,
                                      GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliExamples, cli_examples_clear)

G_END_DECLS
