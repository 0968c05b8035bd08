#pragma once

#include <gtk/gtk.h>

#include "ui/probability-bars.h"
#include "ui/text/text-calibration.h"
#include "ui/text/text-editor.h"
#include "ui/text/text-flip.h"
#include "ui/text/text-words.h"
#include "ui/text/training/train-button.h"

G_BEGIN_DECLS

/* The widgets of the page Text, put together; all belong to @root. */
typedef struct
{
  GtkWidget *root;
  GtkDropDown *models;
  InkTrainButton *train;
  InkTextEditor *editor;
  GtkDropDown *classes;
  GtkLabel *legend; /* of the tints */
  GtkLabel *count;
  GtkWidget *right; /* box: all that the model says */
  GtkWidget *verdict_card; /* box */
  GtkLabel *verdict;
  GtkLabel *remark;
  InkTextFlip *flip;
  GtkWidget *bars_card;
  InkProbabilityBars *bars;
  InkTextCalibration *calibration;
  InkTextWords *words;
} InkPageTextLayout;

void ink_page_text_layout_make (InkPageTextLayout *layout);
/* What the legend tells. */
void ink_page_text_layout_set_mode (InkPageTextLayout *layout,
                                    InkTintMode mode);

G_END_DECLS
