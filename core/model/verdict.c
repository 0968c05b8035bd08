/* The verdict on one input, from its probabilities. */
#include "core/model/verdict.h"

InkVerdict
ink_verdict_of (const double *probabilities, guint n)
{
  InkVerdict v = { .best = 0, .second = n > 1 ? 1 : 0 };

  for (guint i = 1; i < n; i++)
    if (probabilities[i] > probabilities[v.best])
      {
        v.second = v.best;
        v.best = i;
      }
    else if (v.second == v.best || probabilities[i] > probabilities[v.second])
      v.second = i;
  v.confident = n == 1
                || probabilities[v.best]
                       >= INK_CONFIDENT_ODDS * probabilities[v.second];
  return v;
}
