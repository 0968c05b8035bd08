/* One cross-validation on screen. It scrolls as a whole: figures, charts, where
 * there is room two side by side, and the table of folds. */
#include "ui/cross-validate/cross-validate-view.h"

#include <adwaita.h>
#include <math.h>

#include "ui/chart/chart-view.h"
#include "ui/cross-validate/fold-table.h"
#include "ui/evaluate/figure-card.h"
#include "ui/format.h"
#include "ui/plot/cross-validation-charts.h"
#include "ui/two-columns.h"

#define CHART_WIDTH 400 /* least */
#define CHART_HEIGHT 380
#define SPACING 12
#define CARDS_A_ROW 3
#define FIGURES_WIDTH 600 /* least, of so many */

static const InkFigureForm cards[] = {
  { INK_FIGURE_ACCURACY, "Accuracy", 100, 2, 1 },
  { INK_FIGURE_MACRO_F1, "Macro F1", 1, 4, 1 },
  { INK_FIGURE_MACRO_ROC_AUC, "Macro ROC AUC", 1, 4, 1 },
  { INK_FIGURE_LOG_LOSS, "Log loss", 1, 4, INFINITY },
  { INK_FIGURE_BRIER_SCORE, "Brier score", 1, 4, INFINITY },
  { INK_FIGURE_CALIBRATION_ERROR, "Calibration error", 100, 2, INFINITY },
};
#define N_CARDS G_N_ELEMENTS (cards)

struct _InkCrossValidateView
{
  GtkWidget parent_instance;
  GtkWidget *scroller;
  GtkLabel *what;
  InkFigureCard *figures[N_CARDS];
  GtkWidget *charts;
  InkChartView *roc, *scores, *curve;
  GtkWidget *curve_card;
  GtkDropDown *classes; /* of the ROC: macro, then each */
  InkFoldTable *table;
  InkCrossValidation *validation; /* NULL as long as folds are to come */
  char **facts;
  double sums[INK_N_FIGURES]; /* of the folds that have ended */
  guint counts[INK_N_FIGURES];
  guint n_ended, n_folds;
};

enum
{
  MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkCrossValidateView, ink_cross_validate_view,
                     GTK_TYPE_WIDGET)

/* --- Figures --- */

static void
show_figures_so_far (InkCrossValidateView *self)
{
  g_autofree char *remark
      = g_strdup_printf ("%u of %u folds", self->n_ended, self->n_folds);

  for (guint i = 0; i < N_CARDS; i++)
    {
      const InkFigure figure = cards[i].figure;

      ink_figure_card_set (self->figures[i],
                           self->counts[figure] > 0
                               ? self->sums[figure] / self->counts[figure]
                               : NAN,
                           remark);
      ink_figure_card_set_interval (self->figures[i], NAN, NAN, 0);
    }
}

/* "± 0.12 over 5 folds" */
static char *
spread_text (InkCrossValidateView *self, guint card,
             const InkFoldSummary *summary)
{
  g_autofree char *deviation = NULL;

  if (!isfinite (summary->deviation))
    return g_strdup (isfinite (summary->mean) ? "of one fold" : "not defined");
  deviation = ink_format_figure (cards[card].scale * summary->deviation,
                                 cards[card].digits, INFINITY);
  return g_strdup_printf ("± %s over %u folds", deviation, self->n_folds);
}

static void
show_figures (InkCrossValidateView *self)
{
  const double level = ink_cross_validation_options (self->validation)->level;

  for (guint i = 0; i < N_CARDS; i++)
    {
      const InkFoldSummary summary = ink_cross_validation_figure (
          self->validation, cards[i].figure);
      g_autofree char *remark = spread_text (self, i, &summary);

      ink_figure_card_set (self->figures[i], summary.mean, remark);
      ink_figure_card_set_interval (self->figures[i], summary.low,
                                    summary.high, level);
    }
}

/* --- Charts --- */

static void
set_plot (InkCrossValidateView *self, InkChartView *view, InkPlot *plot)
{
  for (guint i = 0; self->facts[i] != NULL; i += 2)
    ink_plot_set_fact (plot, self->facts[i], self->facts[i + 1]);
  ink_chart_view_set_plot (view, plot);
}

/* A good model's curves all lie in one corner: shows that one first. */
static void
zoom_to_corner (InkPlot *plot, const InkCrossValidation *validation,
                int class_index)
{
  InkRocMean mean;

  if (!ink_cross_validation_roc (validation, class_index, &mean)
      || !(mean.mean_auc > 0.99))
    return;
  ink_plot_set_view (plot, INK_AXIS_X, 0, 0.1);
  ink_plot_set_view (plot, INK_AXIS_Y, 0.9, 1);
}

static void
show_roc (InkCrossValidateView *self)
{
  const guint selected = gtk_drop_down_get_selected (self->classes);
  const int class_index
      = selected == GTK_INVALID_LIST_POSITION ? -1 : (int) selected - 1;
  g_autoptr (InkPlot) plot = NULL;

  if (self->validation == NULL)
    return;
  plot = ink_fold_roc_chart_new (self->validation, class_index);
  zoom_to_corner (plot, self->validation, class_index);
  set_plot (self, self->roc, plot);
}

static void
show_scores (InkCrossValidateView *self)
{
  g_autoptr (InkPlot) plot = ink_fold_figures_chart_new (self->validation);

  set_plot (self, self->scores, plot);
}

static void
fill_classes (InkCrossValidateView *self)
{
  static const char *const first[] = { "macro average", NULL };
  InkEvaluation *evaluation = ink_cross_validation_fold (self->validation, 0);
  g_autoptr (GtkStringList) names = gtk_string_list_new (first);

  gtk_string_list_splice (names, 1, 0, ink_evaluation_class_names (evaluation));
  g_signal_handlers_block_by_func (self->classes, show_roc, self);
  gtk_drop_down_set_model (self->classes, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->classes, 0);
  g_signal_handlers_unblock_by_func (self->classes, show_roc, self);
}

/* --- What happens --- */

static char *
describe (const char *what, const InkCrossValidationOptions *options)
{
  g_autofree char *repeats
      = options->n_repeats > 1
            ? g_strdup_printf (", repeated %u times", options->n_repeats)
            : g_strdup ("");

  return g_strdup_printf ("%s: %u folds%s, seed %" G_GUINT64_FORMAT
                          "; intervals of the means at %.4g %%",
                          what, options->n_folds, repeats, options->seed,
                          100 * options->level);
}

void
ink_cross_validate_view_begin (InkCrossValidateView *self, const char *what,
                               const InkCrossValidationOptions *options)
{
  g_autofree char *text = describe (what, options);

  g_return_if_fail (INK_IS_CROSS_VALIDATE_VIEW (self));

  g_clear_pointer (&self->validation, ink_cross_validation_unref);
  for (guint i = 0; i < INK_N_FIGURES; i++)
    {
      self->sums[i] = 0;
      self->counts[i] = 0;
    }
  self->n_ended = 0;
  self->n_folds = options->n_folds * options->n_repeats;
  gtk_label_set_text (self->what, text);
  gtk_widget_set_visible (self->charts, FALSE);
  gtk_widget_set_visible (self->curve_card, FALSE);
  ink_fold_table_begin (self->table, options);
  show_figures_so_far (self);
}

void
ink_cross_validate_view_add (InkCrossValidateView *self,
                             const InkFoldResult *result)
{
  g_return_if_fail (INK_IS_CROSS_VALIDATE_VIEW (self));

  self->n_ended++;
  for (guint i = 0; i < INK_N_FIGURES; i++)
    if (isfinite (result->figures[i]))
      {
        self->sums[i] += result->figures[i];
        self->counts[i]++;
      }
  ink_fold_table_add (self->table, result);
  show_figures_so_far (self);
}

void
ink_cross_validate_view_show (InkCrossValidateView *self,
                              InkCrossValidation *validation,
                              const char *const *facts)
{
  g_return_if_fail (INK_IS_CROSS_VALIDATE_VIEW (self));

  g_clear_pointer (&self->validation, ink_cross_validation_unref);
  self->validation = ink_cross_validation_ref (validation);
  g_strfreev (self->facts);
  self->facts = g_strdupv ((char **) facts);
  show_figures (self);
  fill_classes (self);
  show_roc (self);
  show_scores (self);
  ink_fold_table_sum_up (self->table, validation);
  gtk_widget_set_visible (self->charts, TRUE);
}

void
ink_cross_validate_view_show_curve (InkCrossValidateView *self,
                                    const InkLearningCurvePoint *points,
                                    guint n, InkFigure figure)
{
  g_autoptr (InkPlot) plot = NULL;

  g_return_if_fail (INK_IS_CROSS_VALIDATE_VIEW (self));
  g_return_if_fail (self->validation != NULL);

  plot = ink_learning_curve_chart_new (
      points, n, figure,
      ink_cross_validation_options (self->validation)->level);
  set_plot (self, self->curve, plot);
  gtk_widget_set_visible (self->curve_card, TRUE);
}

/* --- Its parts --- */

static void
chart_message_cb (InkCrossValidateView *self, const char *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

static GtkWidget *
make_card (GtkWidget *child, const char *style)
{
  GtkWidget *card = adw_bin_new ();

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, style);
  adw_bin_set_child (ADW_BIN (card), child);
  return card;
}

static GtkWidget *
make_chart (InkCrossValidateView *self, InkChartView **chart)
{
  GtkWidget *widget = ink_chart_view_new (NULL);

  *chart = INK_CHART_VIEW (widget);
  gtk_widget_set_size_request (widget, CHART_WIDTH, CHART_HEIGHT);
  gtk_widget_set_vexpand (widget, TRUE);
  g_signal_connect_swapped (widget, "message", G_CALLBACK (chart_message_cb),
                            self);
  return widget;
}

/* The curves of which class, above them. */
static GtkWidget *
make_roc (InkCrossValidateView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new_with_mnemonic ("Curves of the _class");
  GtkWidget *classes = gtk_drop_down_new (NULL, NULL);

  self->classes = GTK_DROP_DOWN (classes);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), classes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (classes),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Class of the ROC curves", -1);
  g_signal_connect_swapped (classes, "notify::selected",
                            G_CALLBACK (show_roc), self);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), classes);
  gtk_widget_set_margin_start (line, 6);
  gtk_widget_set_margin_top (line, 3);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), make_chart (self, &self->roc));
  return box;
}

static GtkWidget *
make_charts (InkCrossValidateView *self)
{
  GtkWidget *columns = ink_two_columns_new (SPACING);
  GtkWidget *roc = make_card (make_roc (self), "ink-chart");
  GtkWidget *scores
      = make_card (make_chart (self, &self->scores), "ink-chart");
  g_autoptr (GtkSizeGroup) heights
      = gtk_size_group_new (GTK_SIZE_GROUP_VERTICAL);

  gtk_size_group_add_widget (heights, roc);
  gtk_size_group_add_widget (heights, scores);
  ink_two_columns_add (INK_TWO_COLUMNS (columns), roc, 0);
  ink_two_columns_add (INK_TWO_COLUMNS (columns), scores, 1);
  self->charts = columns;
  return columns;
}

/* Six in a row where that is wide enough for what they say, else three. */
static GtkWidget *
make_figures (InkCrossValidateView *self)
{
  GtkWidget *columns = ink_two_columns_new (SPACING);
  GtkWidget *box = NULL;

  for (guint i = 0; i < N_CARDS; i++)
    {
      GtkWidget *card = ink_figure_card_new (&cards[i]);

      if (i % CARDS_A_ROW == 0)
        {
          box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
          gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
          gtk_widget_set_size_request (box, FIGURES_WIDTH, -1);
          ink_two_columns_add (INK_TWO_COLUMNS (columns), box,
                               i / CARDS_A_ROW);
        }
      self->figures[i] = INK_FIGURE_CARD (card);
      gtk_box_append (GTK_BOX (box), card);
    }
  return columns;
}

static GtkWidget *
make_column (InkCrossValidateView *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  GtkWidget *what = gtk_label_new (NULL);
  GtkWidget *table = ink_fold_table_new ();

  self->what = GTK_LABEL (what);
  self->table = INK_FOLD_TABLE (table);
  gtk_label_set_xalign (self->what, 0);
  gtk_label_set_wrap (self->what, TRUE);
  gtk_widget_add_css_class (what, "dim-label");
  self->curve_card = make_card (make_chart (self, &self->curve), "ink-chart");
  gtk_box_append (GTK_BOX (column), what);
  gtk_box_append (GTK_BOX (column), make_figures (self));
  gtk_box_append (GTK_BOX (column), make_charts (self));
  gtk_box_append (GTK_BOX (column), self->curve_card);
  gtk_box_append (GTK_BOX (column), make_card (table, "ink-table-card"));
  gtk_widget_set_margin_start (column, 6);
  gtk_widget_set_margin_end (column, 18);
  gtk_widget_set_margin_bottom (column, 18);
  return column;
}

static void
ink_cross_validate_view_dispose (GObject *object)
{
  InkCrossValidateView *self = INK_CROSS_VALIDATE_VIEW (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->validation, ink_cross_validation_unref);
  g_clear_pointer (&self->facts, g_strfreev);
  G_OBJECT_CLASS (ink_cross_validate_view_parent_class)->dispose (object);
}

static void
ink_cross_validate_view_class_init (InkCrossValidateViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_cross_validate_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
  signals[MESSAGE]
      = g_signal_new ("message", INK_TYPE_CROSS_VALIDATE_VIEW,
                      G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                      G_TYPE_STRING);
}

static void
ink_cross_validate_view_init (InkCrossValidateView *self)
{
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller),
                                 make_column (self));
  /* Else the table, which scrolls by itself, has no height of its own. */
  gtk_scrollable_set_vscroll_policy (
      GTK_SCROLLABLE (gtk_scrolled_window_get_child (
          GTK_SCROLLED_WINDOW (self->scroller))),
      GTK_SCROLL_NATURAL);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
ink_cross_validate_view_new (void)
{
  return g_object_new (INK_TYPE_CROSS_VALIDATE_VIEW, NULL);
}
