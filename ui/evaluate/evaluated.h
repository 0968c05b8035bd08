#pragma once

#include "ui/evaluate/evaluated-examples.h"
#include "ui/model-entry.h"

G_BEGIN_DECLS

/* A model and what it was measured on, with the result: what a report is
 * written of and what another model is compared with. Main thread. */
typedef struct
{
  InkModelEntry *entry; /* loaded */
  InkEvaluation *evaluation;
  InkEvaluatedExamples *examples; /* what it was evaluated on */
  char *data;  /* as `--data` takes it: a name or a path */
  char *split; /* in words; NULL where the data has none */
  double level; /* of the intervals; 0.95 unless set */
} InkEvaluated;

/* Takes references; (transfer full). */
InkEvaluated *ink_evaluated_new (InkModelEntry *entry,
                                 InkEvaluation *evaluation,
                                 InkEvaluatedExamples *examples,
                                 const char *data, const char *split);
InkEvaluated *ink_evaluated_copy (const InkEvaluated *evaluated);
void ink_evaluated_free (InkEvaluated *evaluated);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkEvaluated, ink_evaluated_free)

G_END_DECLS
