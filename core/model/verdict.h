#pragma once

#include "core/model/model.h"

G_BEGIN_DECLS

/* How far to trust what a model says of one input: one rule for the workbench
 * and the command line. Any thread. */
typedef enum
{
  INK_VERDICT_EMPTY,       /* there was nothing to read */
  INK_VERDICT_NOT_A_DIGIT, /* the model doubts that it is of any class */
  INK_VERDICT_UNSURE,
  INK_VERDICT_CONFIDENT, /* @best is INK_CONFIDENT_ODDS times as probable as
                            the runner-up */
} InkVerdictKind;

typedef struct
{
  InkVerdictKind kind;
  guint best;   /* the first of the most probable classes */
  guint second; /* the runner-up; @best where there is one class only */
} InkVerdict;

/* Of calibrated probabilities of texts that were not trained on, 64 to 98 % are
 * so sure, and 88 to 99 % of those right; of the others 38 to 53 % (the three
 * text models that come with the program). */
#define INK_CONFIDENT_ODDS 4

/* ink_verdict_of:
 * @probabilities: (nullable): [n], n > 0; NULL for an empty input
 * @doubt_below: the least probability of the best class that is believed; 0
 * believes any */
InkVerdict ink_verdict_of (const double *probabilities, guint n,
                           double doubt_below);
/* The same of a model's answer, with what the model knows of its doubt.
 * @probabilities: (nullable): [n_classes] */
InkVerdict ink_verdict_of_model (const InkModel *model,
                                 const double *probabilities);

/* "empty", "not-a-digit", "unsure", "confident": as on the command line. */
const char *ink_verdict_name (InkVerdictKind kind);
/* "Not a digit": for people; static. */
const char *ink_verdict_title (InkVerdictKind kind);

/* The fact of a model that was taught to doubt: where the best class is less
 * probable, the input is of no class. */
#define INK_FACT_DOUBT_BELOW "not_a_digit_below"

G_END_DECLS
