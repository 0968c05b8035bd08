#pragma once

#include <glib.h>

#include "core/model/naive-bayes-explain.h"

G_BEGIN_DECLS

/* What a model says of one text, and why: data without GTK, so that a worker
 * can make one, counted by reference and never changed. */
typedef struct
{
  char *text;
  InkExplanation *explanation;
  guint n_classes;
  const double *probabilities; /* [n_classes]: of the explanation */
  guint top, runner_up;  /* the two likeliest classes */
  guint class_index;     /* the one that tokens speak for */
  GArray *tokens;        /* InkTokenWeight, in order */
  guint n_known;         /* tokens that the model knows */
} InkTextReading;

/* ink_text_reading_new:
 * @model: a naive Bayes model
 * @class_index: the class to explain, or -1 for the likeliest
 * Returns: (transfer full): Any thread. */
InkTextReading *ink_text_reading_new (InkModel *model, const char *text,
                                      int class_index);
InkTextReading *ink_text_reading_ref (InkTextReading *reading);
void ink_text_reading_unref (InkTextReading *reading);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTextReading, ink_text_reading_unref)

G_END_DECLS
