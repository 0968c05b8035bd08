#pragma once

#include "core/train/teach.h"

G_BEGIN_DECLS

/* What teaching needs, loaded; and what a taught model says of itself. */
typedef struct
{
  InkTeachDigit *digits; /* [n_digits], of a folder of labelled drawings */
  guint n_digits;
  char *hash; /* SHA-256 of the digits' pixels and labels */
  InkImageSet *replay, *test;
  GPtrArray *problems; /* (element-type utf8): a line about each drawing that
                          was passed over */
} InkTeachData;

/* ink_teach_data_load:
 * @folder: of drawings (core/data/drawing-folder.h)
 * @data: what to replay and to measure on: a data set of digits with splits
 * Returns: (transfer full): or NULL with INK_ERROR_NOT_FOUND (no drawing; the
 * data are not there, and then the message says how to get them), INK_ERROR_
 * MISMATCH (no splits) or the data set's own error. Any thread; blocks. */
InkTeachData *ink_teach_data_load (const char *folder, const char *data,
                                   GError **error);
void ink_teach_data_free (InkTeachData *data);

/* ink_teach_set_facts: on the model of @result. Those of the base model, but
 * for its measures; then title, base, base_hash, taught_drawings, taught_hash,
 * taught_seed, taught_steps, and taught_left_out, taught_left_out_before,
 * taught_left_out_after and taught_test, taught_test_before, taught_test_after
 * (counts).
 * @base_title: for people */
void ink_teach_set_facts (const InkTeachResult *result,
                          const InkTeachData *data, const InkModel *base,
                          const char *base_title, guint64 seed);

/* SHA-256 of a LeNet-5's parameters, in hexadecimal: the same for a base model
 * as the base_hash of those that were taught from it. (transfer full) */
char *ink_teach_model_hash (const InkModel *model);
/* Drawings that @model was taught on; 0 where it was not. */
guint ink_teach_n_taught (const InkModel *model);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTeachData, ink_teach_data_free)

G_END_DECLS
