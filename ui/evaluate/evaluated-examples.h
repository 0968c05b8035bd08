#pragma once

#include "core/data/image-set.h"
#include "core/data/text-set.h"
#include "core/metrics/evaluation.h"

G_BEGIN_DECLS

/* What an evaluation was made on, of either kind, so that its evidence can be
 * shown. Immutable; counted references; any thread. */
typedef struct _InkEvaluatedExamples InkEvaluatedExamples;

/* (transfer full); the set is referenced. */
InkEvaluatedExamples *ink_evaluated_examples_new_images (InkImageSet *images);
InkEvaluatedExamples *ink_evaluated_examples_new_texts (InkTextSet *texts);
/* @whole_hash: (nullable): of all texts that @texts are a part of */
InkEvaluatedExamples *ink_evaluated_examples_new_part (InkTextSet *texts,
                                                       const char *whole_hash);
InkEvaluatedExamples *ink_evaluated_examples_ref (InkEvaluatedExamples *self);
void ink_evaluated_examples_unref (InkEvaluatedExamples *self);
guint ink_evaluated_examples_count (const InkEvaluatedExamples *self);
const char *ink_evaluated_examples_name (const InkEvaluatedExamples *self);
/* (nullable): NULL where it is not known. */
const char *ink_evaluated_examples_whole_hash (
    const InkEvaluatedExamples *self);
/* NULL where it is of the other kind. (transfer none) */
InkImageSet *ink_evaluated_examples_images (const InkEvaluatedExamples *self);
InkTextSet *ink_evaluated_examples_texts (const InkEvaluatedExamples *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkEvaluatedExamples,
                               ink_evaluated_examples_unref)

G_END_DECLS
