/* What an evaluation is handed on with. */
#include "ui/evaluate/evaluated.h"

InkEvaluated *
ink_evaluated_new (InkModelEntry *entry, InkEvaluation *evaluation,
                   InkEvaluatedExamples *examples, const char *data,
                   const char *split)
{
  InkEvaluated *evaluated = g_new0 (InkEvaluated, 1);

  evaluated->entry = g_object_ref (entry);
  evaluated->evaluation = ink_evaluation_ref (evaluation);
  evaluated->examples = ink_evaluated_examples_ref (examples);
  evaluated->data = g_strdup (data);
  evaluated->split = g_strdup (split);
  evaluated->level = 0.95;
  return evaluated;
}

InkEvaluated *
ink_evaluated_copy (const InkEvaluated *evaluated)
{
  InkEvaluated *copy
      = ink_evaluated_new (evaluated->entry, evaluated->evaluation,
                           evaluated->examples, evaluated->data,
                           evaluated->split);

  copy->level = evaluated->level;
  return copy;
}

void
ink_evaluated_free (InkEvaluated *evaluated)
{
  if (evaluated == NULL)
    return;
  g_object_unref (evaluated->entry);
  ink_evaluation_unref (evaluated->evaluation);
  ink_evaluated_examples_unref (evaluated->examples);
  g_free (evaluated->data);
  g_free (evaluated->split);
  g_free (evaluated);
}
