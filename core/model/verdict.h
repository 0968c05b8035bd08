#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How far to trust what a model says of one input: one rule for the workbench
 * and the command line. Any thread. */
typedef struct
{
  guint best;         /* the first of the most probable classes */
  guint second;       /* the runner-up; @best where there is one class only */
  gboolean confident; /* @best is INK_CONFIDENT_ODDS times as probable */
} InkVerdict;

#define INK_CONFIDENT_ODDS 4

/* @probabilities: [n], n > 0 */
InkVerdict ink_verdict_of (const double *probabilities, guint n);

G_END_DECLS
