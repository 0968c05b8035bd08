/* A text as a model sees it: probabilities, and what each token adds to the
 * class looked at. */
#include "ui/text/text-reading.h"

static void
find_top (InkTextReading *reading)
{
  const double *p = reading->probabilities;

  reading->top = 0;
  for (guint c = 1; c < reading->n_classes; c++)
    if (p[c] > p[reading->top])
      reading->top = c;
  reading->runner_up = reading->top == 0 && reading->n_classes > 1 ? 1 : 0;
  for (guint c = 0; c < reading->n_classes; c++)
    if (c != reading->top && p[c] > p[reading->runner_up])
      reading->runner_up = c;
}

InkTextReading *
ink_text_reading_new (InkModel *model, const char *text, int class_index)
{
  InkTextReading *reading = g_atomic_rc_box_new0 (InkTextReading);
  InkExplanation *explanation = ink_explanation_new (model, text);

  reading->text = g_strdup (text);
  reading->explanation = explanation;
  reading->n_classes = ink_model_n_classes (model);
  reading->probabilities = ink_explanation_probabilities (explanation);
  find_top (reading);
  reading->class_index = class_index >= 0
                                 && (guint) class_index < reading->n_classes
                             ? (guint) class_index
                             : reading->top;
  reading->tokens
      = ink_explanation_tokens (explanation, reading->class_index);
  for (guint i = 0; i < reading->tokens->len; i++)
    reading->n_known
        += g_array_index (reading->tokens, InkTokenWeight, i).known != FALSE;
  return reading;
}

static void
clear (gpointer data)
{
  InkTextReading *reading = data;

  g_free (reading->text);
  g_array_unref (reading->tokens);
  ink_explanation_free (reading->explanation);
}

InkTextReading *
ink_text_reading_ref (InkTextReading *reading)
{
  return g_atomic_rc_box_acquire (reading);
}

void
ink_text_reading_unref (InkTextReading *reading)
{
  g_atomic_rc_box_release_full (reading, clear);
}
