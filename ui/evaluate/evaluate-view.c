/* One evaluation on screen. It scrolls as a whole; the charts stand in two
 * columns, the examples behind a number right below the row of what was
 * clicked. */
#include "ui/evaluate/evaluate-view.h"

#include <adwaita.h>
#include <math.h>

#include "ui/chart/chart-corner.h"
#include "ui/chart/chart-view.h"
#include "ui/evaluate/class-table.h"
#include "ui/evaluate/evaluate-intervals.h"
#include "ui/evaluate/evidence.h"
#include "ui/evaluate/evidence-place.h"
#include "ui/evaluate/examples-card.h"
#include "ui/evaluate/headline-figures.h"
#include "ui/evaluate/matrix-switch.h"
#include "ui/evaluate/more-figures.h"
#include "ui/plot/evaluation-charts.h"
#include "ui/evaluate/threshold-card.h"

#define CHART_HEIGHT 400
/* Charts of classes one below the other grow with their number. */
#define CLASS_HEIGHT 46
#define MOST_HEIGHT 900

struct _InkEvaluateView
{
  GtkWidget parent_instance;
  GtkWidget *scroller;
  GtkWidget *column; /* of rows */
  InkEvaluateIntervals *intervals;
  InkHeadlineFigures *figures;
  InkMoreFigures *more;
  InkChartView *charts[INK_N_EVALUATION_CHARTS]; /* the two of the confusion
                                                    matrix are one */
  InkMatrixSwitch *matrix;
  InkThresholdCard *threshold;
  InkClassTable *table;
  InkExamplesCard *examples;
  InkEvaluation *evaluation;
  InkEvaluatedExamples *evaluated;
  char **facts; /* of the charts shown: key, value... */
};

enum
{
  MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkEvaluateView, ink_evaluate_view, GTK_TYPE_WIDGET)

static void
show_intervals (InkEvaluateView *self)
{
  ink_headline_figures_show_intervals (self->figures, self->evaluation,
                                       self->intervals);
  ink_more_figures_show (self->more, self->evaluation, self->intervals);
}

static void
show_figures (InkEvaluateView *self)
{
  ink_headline_figures_show (
      self->figures, self->evaluation,
      ink_evaluated_examples_images (self->evaluated) != NULL ? "an image"
                                                              : "a text");
  show_intervals (self);
}

/* The chosen class at its threshold, on both curves. */
static void
show_points (InkEvaluateView *self)
{
  InkOperatingPoint point;
  guint class_index;

  if (!ink_threshold_card_get (self->threshold, &class_index, &point))
    return;
  ink_chart_view_set_point (self->charts[INK_CHART_ROC],
                            point.false_positive_rate.value,
                            point.recall.value, class_index);
  /* Where nothing is taken for the class, the curve ends in precision 1. */
  ink_chart_view_set_point (
      self->charts[INK_CHART_PRECISION_RECALL], point.recall.value,
      isnan (point.precision.value) ? 1 : point.precision.value, class_index);
}

/* (transfer full) */
static InkPlot *
make_plot (InkEvaluateView *self, InkEvaluationChart which)
{
  InkPlot *plot = ink_evaluation_chart_new_at (
      self->evaluation, which,
      ink_evaluate_intervals_get_level (self->intervals));

  if (which == INK_CHART_ROC)
    ink_evaluate_intervals_add_band (self->intervals, plot);
  for (guint i = 0; self->facts[i] != NULL; i += 2)
    ink_plot_set_fact (plot, self->facts[i], self->facts[i + 1]);
  return plot;
}

static void
show_chart (InkEvaluateView *self, InkEvaluationChart which)
{
  g_autoptr (InkPlot) plot = make_plot (self, which);

  ink_evaluation_chart_zoom (plot, which, self->evaluation);
  ink_chart_view_set_plot (self->charts[which], plot);
  show_points (self);
}

/* The same chart of the same evaluation, otherwise: what is zoomed or hidden
 * stays so. */
static void
renew_chart (InkEvaluateView *self, InkEvaluationChart which)
{
  g_autoptr (InkPlot) plot = NULL;

  if (self->evaluation == NULL)
    return;
  plot = make_plot (self, which);
  ink_plot_take_place (plot, ink_chart_view_get_plot (self->charts[which]));
  ink_chart_view_set_plot (self->charts[which], plot);
  show_points (self);
}

static InkEvaluationChart
shown_matrix (InkEvaluateView *self)
{
  return ink_matrix_switch_get_shares (self->matrix)
             ? INK_CHART_CONFUSION_SHARES
             : INK_CHART_CONFUSION;
}

static void
show_charts (InkEvaluateView *self)
{
  const int classes
      = CLASS_HEIGHT * (int) ink_evaluation_n_classes (self->evaluation);

  for (guint i = 0; i < INK_N_EVALUATION_CHARTS; i++)
    if (self->charts[i] != self->charts[INK_CHART_CONFUSION])
      show_chart (self, i);
  show_chart (self, shown_matrix (self));
  gtk_widget_set_size_request (
      GTK_WIDGET (self->charts[INK_CHART_CLASS_FIGURES]), -1,
      CLAMP (classes, CHART_HEIGHT, MOST_HEIGHT));
}

static void
set_facts (InkEvaluateView *self, const InkEvaluateNames *names)
{
  g_autoptr (GStrvBuilder) facts = g_strv_builder_new ();

  g_strv_builder_add_many (facts, "Model", names->model, "Data", names->data,
                           NULL);
  g_strv_builder_addv (facts, (const char **) names->facts);
  g_strfreev (self->facts);
  self->facts = g_strv_builder_end (facts);
}

void
ink_evaluate_view_show (InkEvaluateView *self, const InkEvaluateResult *result,
                        const InkEvaluateNames *names)
{
  g_return_if_fail (INK_IS_EVALUATE_VIEW (self));

  g_clear_pointer (&self->evaluation, ink_evaluation_unref);
  g_clear_pointer (&self->evaluated, ink_evaluated_examples_unref);
  self->evaluation = ink_evaluation_ref (result->evaluation);
  self->evaluated = ink_evaluated_examples_ref (result->examples);
  set_facts (self, names);

  ink_evaluate_intervals_show (self->intervals, self->evaluation);
  show_figures (self);
  ink_threshold_card_show (self->threshold, self->evaluation);
  show_charts (self);
  ink_class_table_show (self->table, self->evaluation);
  ink_examples_card_clear (self->examples);
}

/* Takes @selection; @from: what was clicked. */
static void
open_evidence (InkEvaluateView *self, gpointer from, InkSelection *selection)
{
  g_autoptr (InkSelection) taken = selection;

  ink_evidence_place (GTK_SCROLLED_WINDOW (self->scroller),
                      GTK_BOX (self->column), GTK_WIDGET (self->examples),
                      GTK_WIDGET (from));
  ink_examples_card_show (self->examples, self->evaluated, self->evaluation,
                          taken);
}

void
ink_evaluate_view_open_cell (InkEvaluateView *self, guint truth,
                             guint predicted)
{
  guint n;

  g_return_if_fail (INK_IS_EVALUATE_VIEW (self));

  if (self->evaluation == NULL)
    return;
  n = ink_evaluation_n_classes (self->evaluation);
  if (truth >= n || predicted >= n)
    return;
  open_evidence (self, self->charts[INK_CHART_CONFUSION],
                 ink_selection_of_cell (self->evaluation, truth, predicted));
}

double
ink_evaluate_view_get_level (InkEvaluateView *self)
{
  g_return_val_if_fail (INK_IS_EVALUATE_VIEW (self), 0.95);
  return ink_evaluate_intervals_get_level (self->intervals);
}

/* A point of a curve also goes to the slider. */
static void
mark_activated_cb (InkEvaluateView *self, const InkMark *mark,
                   InkChartView *chart)
{
  guint which = 0;

  while (self->charts[which] != chart)
    which++;
  if (which == INK_CHART_ROC || which == INK_CHART_PRECISION_RECALL)
    ink_threshold_card_set (self->threshold, (guint) mark->tag,
                            isnan (mark->note) ? 1 : mark->note);
  open_evidence (self, chart,
                 ink_evidence_of_mark (self->evaluation, which, mark));
}

/* The only class that a chart of curves still shows is the one of interest. */
static void
series_changed_cb (InkEvaluateView *self, InkChartView *chart)
{
  const int only = ink_plot_only_tag (ink_chart_view_get_plot (chart));
  InkOperatingPoint point;
  guint class_index;

  if (only >= 0
      && ink_threshold_card_get (self->threshold, &class_index, &point))
    ink_threshold_card_set (self->threshold, (guint) only, point.threshold);
}

static void
evidence_cb (InkEvaluateView *self, const InkSelection *selection,
             GtkWidget *from)
{
  open_evidence (self, from, ink_selection_copy (selection));
}

static void
open_figure (InkEvaluateView *self, gpointer from, InkFigure figure)
{
  if (self->evaluation == NULL)
    return;
  if (figure == INK_FIGURE_MACRO_ROC_AUC)
    ink_threshold_card_set_youden (self->threshold,
                                   ink_evidence_worst_auc (self->evaluation));
  open_evidence (self, from,
                 ink_evidence_of_figure (self->evaluation, figure));
}

static void
figure_activated_cb (InkEvaluateView *self, guint figure, GtkWidget *from)
{
  open_figure (self, from, (InkFigure) figure);
}

static void
chart_message_cb (InkEvaluateView *self, const char *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

static void
level_changed_cb (InkEvaluateView *self)
{
  ink_threshold_card_set_level (
      self->threshold, ink_evaluate_intervals_get_level (self->intervals));
  renew_chart (self, INK_CHART_RELIABILITY);
}

static void
estimates_changed_cb (InkEvaluateView *self)
{
  if (self->evaluation != NULL)
    show_intervals (self);
}

static void
band_changed_cb (InkEvaluateView *self)
{
  renew_chart (self, INK_CHART_ROC);
}

static GtkWidget *
make_intervals (InkEvaluateView *self)
{
  GtkWidget *intervals = ink_evaluate_intervals_new ();

  self->intervals = INK_EVALUATE_INTERVALS (intervals);
  g_signal_connect_swapped (intervals, "level-changed",
                            G_CALLBACK (level_changed_cb), self);
  g_signal_connect_swapped (intervals, "estimates-changed",
                            G_CALLBACK (estimates_changed_cb), self);
  g_signal_connect_swapped (intervals, "band-changed",
                            G_CALLBACK (band_changed_cb), self);
  return intervals;
}

static GtkWidget *
make_more (InkEvaluateView *self)
{
  GtkWidget *more = ink_more_figures_new ();

  self->more = INK_MORE_FIGURES (more);
  g_signal_connect_swapped (more, "activated",
                            G_CALLBACK (figure_activated_cb), self);
  gtk_box_append (GTK_BOX (more), make_intervals (self));
  return more;
}

static GtkWidget *
make_figures (InkEvaluateView *self)
{
  GtkWidget *figures = ink_headline_figures_new ();

  self->figures = INK_HEADLINE_FIGURES (figures);
  g_signal_connect_swapped (figures, "activated",
                            G_CALLBACK (figure_activated_cb), self);
  return figures;
}

static GtkWidget *
make_card (GtkWidget *child, const char *style)
{
  GtkWidget *card = adw_bin_new ();

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, style);
  gtk_widget_set_hexpand (card, TRUE);
  adw_bin_set_child (ADW_BIN (card), child);
  return card;
}

static GtkWidget *
make_chart (InkEvaluateView *self, InkEvaluationChart which)
{
  GtkWidget *chart = ink_chart_view_new (NULL);

  self->charts[which] = INK_CHART_VIEW (chart);
  gtk_widget_set_size_request (chart, -1, CHART_HEIGHT);
  g_signal_connect_swapped (chart, "message", G_CALLBACK (chart_message_cb),
                            self);
  if (which != INK_CHART_CONFUSION)
    g_signal_connect_swapped (chart, "mark-activated",
                              G_CALLBACK (mark_activated_cb), self);
  if (which == INK_CHART_ROC || which == INK_CHART_PRECISION_RECALL)
    g_signal_connect_swapped (chart, "series-changed",
                              G_CALLBACK (series_changed_cb), self);
  return chart;
}

static void
matrix_changed_cb (InkEvaluateView *self)
{
  if (self->evaluation != NULL)
    renew_chart (self, shown_matrix (self));
}

static GtkWidget *
make_matrix (InkEvaluateView *self)
{
  GtkWidget *matrix = make_chart (self, INK_CHART_CONFUSION);
  GtkWidget *choice = ink_matrix_switch_new ();

  self->matrix = INK_MATRIX_SWITCH (choice);
  self->charts[INK_CHART_CONFUSION_SHARES] = INK_CHART_VIEW (matrix);
  g_signal_connect_swapped (choice, "changed", G_CALLBACK (matrix_changed_cb),
                            self);
  g_signal_connect_swapped (matrix, "cell-activated",
                            G_CALLBACK (ink_evaluate_view_open_cell), self);
  return ink_chart_corner_new (matrix, choice,
                               "Cells of the confusion matrix");
}

static GtkWidget *
make_roc (InkEvaluateView *self)
{
  return ink_chart_corner_new (
      make_chart (self, INK_CHART_ROC),
      ink_evaluate_intervals_get_curves (self->intervals),
      "Band of the ROC curve");
}

static GtkWidget *
make_row (GtkWidget *left, GtkWidget *right)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_box_append (GTK_BOX (box), make_card (left, "ink-chart"));
  gtk_box_append (GTK_BOX (box), make_card (right, "ink-chart"));
  return box;
}

static GtkWidget *
make_threshold (InkEvaluateView *self)
{
  GtkWidget *card = ink_threshold_card_new ();

  self->threshold = INK_THRESHOLD_CARD (card);
  g_signal_connect_swapped (card, "moved", G_CALLBACK (show_points), self);
  g_signal_connect_swapped (card, "evidence", G_CALLBACK (evidence_cb), self);
  return card;
}

static GtkWidget *
make_column (InkEvaluateView *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *table = ink_class_table_new ();
  GtkWidget *examples = ink_examples_card_new ();

  self->column = column;
  self->table = INK_CLASS_TABLE (table);
  g_signal_connect_swapped (table, "evidence", G_CALLBACK (evidence_cb),
                            self);
  self->examples = INK_EXAMPLES_CARD (examples);
  gtk_box_append (GTK_BOX (column), make_figures (self));
  gtk_box_append (GTK_BOX (column), make_more (self));
  gtk_box_append (GTK_BOX (column),
                  make_row (make_matrix (self),
                            make_chart (self, INK_CHART_RELIABILITY)));
  gtk_box_append (GTK_BOX (column), examples);
  gtk_box_append (GTK_BOX (column),
                  make_row (make_roc (self),
                            make_chart (self, INK_CHART_PRECISION_RECALL)));
  gtk_box_append (GTK_BOX (column), make_threshold (self));
  gtk_box_append (GTK_BOX (column),
                  make_row (make_chart (self, INK_CHART_CLASS_FIGURES),
                            make_chart (self, INK_CHART_CONFIDENCE)));
  gtk_box_append (GTK_BOX (column), make_card (table, "ink-table-card"));
  gtk_widget_set_margin_start (column, 18);
  gtk_widget_set_margin_end (column, 18);
  gtk_widget_set_margin_top (column, 3);
  gtk_widget_set_margin_bottom (column, 18);
  return column;
}

static void
ink_evaluate_view_dispose (GObject *object)
{
  InkEvaluateView *self = INK_EVALUATE_VIEW (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->evaluation, ink_evaluation_unref);
  g_clear_pointer (&self->evaluated, ink_evaluated_examples_unref);
  g_clear_pointer (&self->facts, g_strfreev);
  G_OBJECT_CLASS (ink_evaluate_view_parent_class)->dispose (object);
}

static void
ink_evaluate_view_class_init (InkEvaluateViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_evaluate_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
  signals[MESSAGE]
      = g_signal_new ("message", INK_TYPE_EVALUATE_VIEW, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ink_evaluate_view_init (InkEvaluateView *self)
{
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller),
                                 make_column (self));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
ink_evaluate_view_new (void)
{
  return g_object_new (INK_TYPE_EVALUATE_VIEW, NULL);
}
