#pragma once

#include <gtk/gtk.h>

#include "core/metrics/threshold.h"

G_BEGIN_DECLS

/* One class against the rest at a threshold that a slider moves: the four
 * counts and what follows of them, each with its interval, each opening the
 * examples behind it. The slider is in logits, since probabilities of a good
 * model are all near 0 or 1. Main thread.
 *
 * Signals:
 * "moved": the class or the threshold is another
 * "evidence" (pointer: const InkSelection *): a figure was clicked */
#define INK_TYPE_THRESHOLD_CARD (ink_threshold_card_get_type ())
G_DECLARE_FINAL_TYPE (InkThresholdCard, ink_threshold_card, INK,
                      THRESHOLD_CARD, GtkBox)

GtkWidget *ink_threshold_card_new (void);
/* Keeps a reference. The class and the threshold stay where the classes are
 * those of the evaluation before. */
void ink_threshold_card_show (InkThresholdCard *self,
                              InkEvaluation *evaluation);
/* @threshold is taken into [0, 1]. Without effect before
 * ink_threshold_card_show(), or beyond the classes. */
void ink_threshold_card_set (InkThresholdCard *self, guint class_index,
                             double threshold);
/* Of the intervals, in (0, 1); 0.95 at first. */
void ink_threshold_card_set_level (InkThresholdCard *self, double level);
/* Moves to where Youden's J of a class is highest, where there is such. */
void ink_threshold_card_set_youden (InkThresholdCard *self,
                                    guint class_index);
/* FALSE before ink_threshold_card_show(). */
gboolean ink_threshold_card_get (InkThresholdCard *self, guint *class_index,
                                 InkOperatingPoint *point);

G_END_DECLS
