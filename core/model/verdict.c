/* The verdict on one input, from its probabilities. A network that saw what is
 * no digit, with every class as its target, spreads its probability there: the
 * greatest of them is the score (Hendrycks & Gimpel, "A baseline for detecting
 * misclassified and out-of-distribution examples", ICLR 2017). */
#include "core/model/verdict.h"

static InkVerdictKind
kind_of (const double *probabilities, guint n, const InkVerdict *v,
         double doubt_below)
{
  if (probabilities[v->best] < doubt_below)
    return INK_VERDICT_NOT_A_DIGIT;
  if (n == 1
      || probabilities[v->best]
             >= INK_CONFIDENT_ODDS * probabilities[v->second])
    return INK_VERDICT_CONFIDENT;
  return INK_VERDICT_UNSURE;
}

InkVerdict
ink_verdict_of (const double *probabilities, guint n, double doubt_below)
{
  InkVerdict v = { .kind = INK_VERDICT_EMPTY,
                   .best = 0,
                   .second = n > 1 ? 1 : 0 };

  if (probabilities == NULL)
    return v;
  for (guint i = 1; i < n; i++)
    if (probabilities[i] > probabilities[v.best])
      {
        v.second = v.best;
        v.best = i;
      }
    else if (v.second == v.best || probabilities[i] > probabilities[v.second])
      v.second = i;
  v.kind = kind_of (probabilities, n, &v, doubt_below);
  return v;
}

/* What the model's fact says; 0 where it says nothing that makes sense: a file
 * may hold anything. */
static double
doubt_of (const InkModel *model)
{
  const char *fact = ink_model_fact (model, INK_FACT_DOUBT_BELOW);
  char *end;
  double value;

  if (fact == NULL)
    return 0;
  value = g_ascii_strtod (fact, &end);
  return *end == '\0' && end != fact && value > 0 && value < 1 ? value : 0;
}

InkVerdict
ink_verdict_of_model (const InkModel *model, const double *probabilities)
{
  return ink_verdict_of (probabilities, ink_model_n_classes (model),
                         doubt_of (model));
}

static const struct
{
  const char *name, *title;
} kinds[] = {
  [INK_VERDICT_EMPTY] = { "empty", "Nothing to read yet" },
  [INK_VERDICT_NOT_A_DIGIT] = { "not-a-digit", "Not a digit" },
  [INK_VERDICT_UNSURE] = { "unsure", "Unsure" },
  [INK_VERDICT_CONFIDENT] = { "confident", "Confident" },
};

const char *
ink_verdict_name (InkVerdictKind kind)
{
  return kinds[kind].name;
}

const char *
ink_verdict_title (InkVerdictKind kind)
{
  return kinds[kind].title;
}
