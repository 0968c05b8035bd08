#pragma once

#include <glib.h>

#include "core/model/naive-bayes.h"

G_BEGIN_DECLS

/* What a model says of one text, and why. Owned data without GTK, so that a
 * worker can make one. */
typedef struct
{
  guint n_classes;
  double *probabilities; /* [n_classes] */
  guint top, runner_up;  /* the two likeliest classes */
  guint class_index;     /* the one that tokens and terms speak for */
  GArray *tokens;        /* InkTokenWeight, in order */
  guint n_known;         /* tokens that the model knows */
  GArray *terms;         /* InkTermEffect, from strongest for to strongest
                            against */
} InkTextReading;

/* ink_text_reading_new:
 * @model: a naive Bayes model
 * @class_index: the class to explain, or -1 for the likeliest
 * Returns: (transfer full): Any thread. */
InkTextReading *ink_text_reading_new (const InkModel *model, const char *text,
                                      int class_index);
void ink_text_reading_free (InkTextReading *reading);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTextReading, ink_text_reading_free)

G_END_DECLS
