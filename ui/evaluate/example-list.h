#pragma once

#include <gio/gio.h>

#include "core/metrics/selection.h"
#include "ui/evaluate/evaluated-examples.h"

G_BEGIN_DECLS

/* One example of an evaluation and what the model made of it. It is made when
 * it is asked for: a list of all examples costs no more than their indices.
 * Main thread. Names are (transfer none) and live as long as it does. */
#define INK_TYPE_EXAMPLE (ink_example_get_type ())
G_DECLARE_FINAL_TYPE (InkExample, ink_example, INK, EXAMPLE, GObject)

/* Its index in the data, and what the data are called. */
guint ink_example_get_index (InkExample *self);
const char *ink_example_get_data (InkExample *self);
const char *ink_example_get_truth (InkExample *self);
const char *ink_example_get_predicted (InkExample *self);
/* The class index of what was predicted. */
guint ink_example_get_predicted_index (InkExample *self);
/* The probability that the list is sorted by, for people: "98.10 %", and where
 * it is not that of what was predicted, "4: 0.30 %"; (transfer full). */
char *ink_example_format_probability (InkExample *self);
/* [n_classes]; (transfer none) */
const double *ink_example_get_probabilities (InkExample *self);
InkEvaluation *ink_example_get_evaluation (InkExample *self);
/* (nullable): [28][28]; NULL for a text. */
const guint8 *ink_example_get_pixels (InkExample *self);
/* (nullable): NULL for an image. */
const char *ink_example_get_text (InkExample *self);

/* The examples of a selection, as a list of InkExample. */
#define INK_TYPE_EXAMPLE_LIST (ink_example_list_get_type ())
G_DECLARE_FINAL_TYPE (InkExampleList, ink_example_list, INK, EXAMPLE_LIST,
                      GObject)

/* @examples and @evaluation: of the same examples, in the same order;
 * references are kept. @selection is copied. */
InkExampleList *ink_example_list_new (InkEvaluatedExamples *examples,
                                      InkEvaluation *evaluation,
                                      const InkSelection *selection);
/* The least confident first. */
void ink_example_list_set_reversed (InkExampleList *self, gboolean reversed);

G_END_DECLS
