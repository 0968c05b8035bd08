#pragma once

#include <gio/gio.h>

#include "core/data/dataset.h"
#include "core/metrics/evaluation.h"
#include "core/model/model.h"

G_BEGIN_DECLS

/* What a model makes of labelled data. Labels are matched with the model's
 * classes by name, never by position: a folder of the digits 3 and 8 alone is
 * measured by a model of ten digits, and clothes are not measured by it at
 * all. Any thread. */

/* ink_input_check_data: whether @data, a name or a path, is of the kind that is
 * read; from names and first bytes alone.
 * @reader: what reads it ("lenet5"), for the message
 * Returns: FALSE with INK_ERROR_MISMATCH, or ink_dataset_kind()'s errors. */
gboolean ink_input_check_data (const char *data, InkInput input,
                               const char *reader, GError **error);
/* INK_ERROR_MISMATCH where they are not of 28x28 pixels; @data: for it. */
gboolean ink_input_check_size (const char *data, const InkImageSet *images,
                               GError **error);

/* ink_model_reads_mails: whether @model learnt from texts that were read as
 * mails (InkTextOptions.mail): then what it is shown is to be read so too. The
 * fact INK_FACT_MAIL, "true". */
#define INK_FACT_MAIL "mail"
gboolean ink_model_reads_mails (const InkModel *model);

/* ink_model_learnt_beside: whether @model learnt from the data of
 * @whole_hash but for another part than that which @fraction and @seed hold
 * out: then it has learnt from some of this part. */
gboolean ink_model_learnt_beside (const InkModel *model,
                                  const char *whole_hash, double fraction,
                                  guint64 seed);

/* Both look at @cancellable (nullable) now and then; @n_threads: 0 for all.
 * Returns: (transfer full): or NULL: G_IO_ERROR_CANCELLED, INK_ERROR_MISMATCH
 * naming the labels that the model does not know, INK_ERROR_LIMIT where the
 * memory does not suffice, or ink_evaluation_new()'s errors.
 * ink_model_evaluate_images: of a model that reads images, 28x28. */
InkEvaluation *ink_model_evaluate_images (const InkModel *model,
                                          const InkImageSet *images,
                                          guint n_threads,
                                          GCancellable *cancellable,
                                          GError **error);
InkEvaluation *ink_model_evaluate_texts (const InkModel *model,
                                         const InkTextSet *texts,
                                         guint n_threads,
                                         GCancellable *cancellable,
                                         GError **error);

G_END_DECLS
