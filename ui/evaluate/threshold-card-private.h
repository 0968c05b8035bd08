#pragma once

#include "ui/evaluate/threshold-card.h"

G_BEGIN_DECLS

/* Shared by threshold-card.c, which knows what holds, and
 * threshold-card-layout.c, which makes what shows it. */

/* Logits at the slider's ends, beyond which it says 0 and 1: a millionth is
 * still on it. */
#define INK_THRESHOLD_END 14.0

typedef enum
{
  FIGURE_PRECISION,
  FIGURE_RECALL,
  FIGURE_FALSE_POSITIVE_RATE,
  FIGURE_F1,
  N_FIGURES,
} Figure;

#define N_SIDES 4

/* A button with a number, what it is, and for figures its interval. */
typedef struct
{
  GtkWidget *button;
  GtkLabel *value;
  GtkLabel *interval; /* NULL for a count */
} Number;

struct _InkThresholdCard
{
  GtkBox parent_instance;
  GtkDropDown *classes;
  GtkRange *scale;
  GtkEditable *entry;
  GtkWidget *best_f1, *youden;
  GtkLabel *rows[2], *columns[2]; /* of the matrix: the class, the rest */
  Number sides[N_SIDES];
  Number figures[N_FIGURES];
  GtkLabel *remark; /* on their intervals */

  InkEvaluation *evaluation;
  GPtrArray *sorted; /* (element-type InkThresholds) (nullable elements) */
  guint class_index;
  double threshold;
  double level; /* of the intervals */
  gboolean setting; /* the controls are brought to what holds */
};

/* Makes everything and appends it to the card; once. */
void ink_threshold_card_make (InkThresholdCard *self);
double ink_threshold_card_position_of (double threshold);
/* What the controls call. */
void ink_threshold_card_scale_moved (InkThresholdCard *self);
void ink_threshold_card_class_chosen (InkThresholdCard *self);
void ink_threshold_card_entry_activated (InkThresholdCard *self);
void ink_threshold_card_entry_left (InkThresholdCard *self);
void ink_threshold_card_best_f1 (InkThresholdCard *self);
void ink_threshold_card_best_youden (InkThresholdCard *self);
void ink_threshold_card_side_clicked (InkThresholdCard *self,
                                      GtkWidget *button);
void ink_threshold_card_figure_clicked (InkThresholdCard *self,
                                        GtkWidget *button);
/* [INK_SIDE_...], [FIGURE_...] */
extern const char *const ink_threshold_side_names[];
extern const char *const ink_threshold_figure_names[];

G_END_DECLS
