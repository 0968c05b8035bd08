#pragma once

#include "core/metrics/evaluation.h"

G_BEGIN_DECLS

/* Predictions of a made-up model of three classes: their logits are normal, the
 * true one's raised by @skill. The same @number gives the same labels and the
 * same noise, of which @own is the part that is the model's own. */
typedef struct
{
  guint64 number;
  gsize n;
  double skill;
  double own; /* 0 to 1 */
  guint model; /* whose own noise */
} MadeModel;

/* (transfer full) */
InkEvaluation *made_evaluation_new (const MadeModel *made);

G_END_DECLS
