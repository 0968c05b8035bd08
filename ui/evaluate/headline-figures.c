/* Five cards in a row. */
#include "ui/evaluate/headline-figures.h"

#include <math.h>

#include "ui/evaluate/evaluate-words.h"
#include "ui/evaluate/evidence.h"
#include "ui/evaluate/figure-card.h"
#include "ui/format.h"

static const InkFigureForm forms[] = {
  { INK_FIGURE_ACCURACY, "Accuracy", 100, 2, 1 },
  { INK_FIGURE_MACRO_F1, "Macro F1", 1, 4, 1 },
  { INK_FIGURE_MACRO_ROC_AUC, "Macro ROC AUC", 1, 5, 1 },
  { INK_FIGURE_LOG_LOSS, "Log loss", 1, 4, INFINITY },
  { INK_FIGURE_CALIBRATION_ERROR, "Calibration error", 100, 2, 1 },
};

#define N_FORMS G_N_ELEMENTS (forms)

struct _InkHeadlineFigures
{
  GtkBox parent_instance;
  InkFigureCard *cards[N_FORMS];
};

enum
{
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkHeadlineFigures, ink_headline_figures, GTK_TYPE_BOX)

static void
activated_cb (InkHeadlineFigures *self, InkFigureCard *card)
{
  guint i = 0;

  while (self->cards[i] != card)
    i++;
  g_signal_emit (self, signals[ACTIVATED], 0, (guint) forms[i].figure);
}

static void
ink_headline_figures_class_init (InkHeadlineFiguresClass *klass)
{
  signals[ACTIVATED]
      = g_signal_new ("activated", INK_TYPE_HEADLINE_FIGURES,
                      G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                      G_TYPE_UINT);
}

static void
ink_headline_figures_init (InkHeadlineFigures *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_box_set_homogeneous (GTK_BOX (self), TRUE);
  for (guint i = 0; i < N_FORMS; i++)
    {
      GtkWidget *card = ink_figure_card_new (&forms[i]);

      self->cards[i] = INK_FIGURE_CARD (card);
      ink_figure_card_set_opens (self->cards[i],
                                 ink_evidence_words (forms[i].figure));
      g_signal_connect_swapped (card, "activated", G_CALLBACK (activated_cb),
                                self);
      gtk_box_append (GTK_BOX (self), card);
    }
}

GtkWidget *
ink_headline_figures_new (void)
{
  return g_object_new (INK_TYPE_HEADLINE_FIGURES, NULL);
}

/* (transfer full) */
static char *
remark_on (InkFigure figure, const InkEvaluation *evaluation,
           const char *example)
{
  g_autofree char *count = NULL;

  switch (figure)
    {
    case INK_FIGURE_ACCURACY:
      count = ink_format_count ((double) ink_evaluation_count (evaluation));
      return g_strdup_printf ("of %s examples", count);
    case INK_FIGURE_MACRO_F1:
      return ink_evaluate_mean_words (evaluation);
    case INK_FIGURE_MACRO_ROC_AUC:
      return g_strdup ("one against the rest");
    case INK_FIGURE_LOG_LOSS:
      return g_strdup_printf ("nats %s", example);
    case INK_FIGURE_CALIBRATION_ERROR:
      return g_strdup ("expected, 15 bins");
    default:
      return g_strdup ("");
    }
}

void
ink_headline_figures_show (InkHeadlineFigures *self,
                           const InkEvaluation *evaluation,
                           const char *example)
{
  g_return_if_fail (INK_IS_HEADLINE_FIGURES (self));

  for (guint i = 0; i < N_FORMS; i++)
    {
      g_autofree char *remark
          = remark_on (forms[i].figure, evaluation, example);

      ink_figure_card_set (self->cards[i],
                           ink_evaluation_figure (evaluation,
                                                  forms[i].figure),
                           remark);
    }
}

/* Wilson's at once; of the others what resampling says, once it does. */
void
ink_headline_figures_show_intervals (InkHeadlineFigures *self,
                                     const InkEvaluation *evaluation,
                                     InkEvaluateIntervals *intervals)
{
  const double level = ink_evaluate_intervals_get_level (intervals);

  g_return_if_fail (INK_IS_HEADLINE_FIGURES (self));

  for (guint i = 0; i < N_FORMS; i++)
    {
      const InkEstimate *estimate
          = ink_evaluate_intervals_get_estimate (intervals, forms[i].figure);
      double low = estimate != NULL ? estimate->low : NAN;
      double high = estimate != NULL ? estimate->high : NAN;

      if (forms[i].figure == INK_FIGURE_ACCURACY)
        ink_evaluation_accuracy_interval_at (evaluation, level, &low, &high);
      ink_figure_card_set_interval (self->cards[i], low, high, level);
    }
}
