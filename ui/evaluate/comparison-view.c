/* A comparison on screen. It scrolls as a whole; the examples stand right below
 * the table whose numbers open them. */
#include "ui/evaluate/comparison-view.h"

#include <adwaita.h>

#include "ui/chart/chart-view.h"
#include "ui/evaluate/comparison-table.h"
#include "ui/evaluate/evidence-place.h"
#include "ui/evaluate/examples-card.h"
#include "ui/format.h"
#include "ui/plot/comparison-charts.h"

#define CHART_HEIGHT 320
#define CLASS_HEIGHT 26
#define MOST_HEIGHT 900

struct _InkComparisonView
{
  GtkWidget parent_instance;
  GtkWidget *scroller;
  GtkWidget *column;
  GtkLabel *sentence;
  GtkLabel *models;
  AdwBin *mcnemar;
  AdwBin *differences;
  AdwBin *areas;
  InkChartView *charts[INK_N_COMPARISON_CHARTS];
  InkExamplesCard *examples;
  const InkEvaluated *evaluated; /* borrowed */
  InkCompared *compared;
};

enum
{
  MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkComparisonView, ink_comparison_view, GTK_TYPE_WIDGET)

void
ink_comparison_view_open (InkComparisonView *self, InkChange change)
{
  InkEvaluation *wrong;

  g_return_if_fail (INK_IS_COMPARISON_VIEW (self));

  if (self->compared == NULL)
    return;
  wrong = change == INK_CHANGE_WORSE ? self->compared->b
                                     : self->evaluated->evaluation;
  ink_evidence_place (GTK_SCROLLED_WINDOW (self->scroller),
                      GTK_BOX (self->column), GTK_WIDGET (self->examples),
                      GTK_WIDGET (self->mcnemar));
  ink_examples_card_show (self->examples, self->evaluated->examples, wrong,
                          self->compared->changes[change]);
}

static void
change_cb (InkChange change, gpointer user_data)
{
  ink_comparison_view_open (user_data, change);
}

static void
show_chart (InkComparisonView *self, InkComparisonChart which,
            const char *title)
{
  const InkEvaluated *a = self->evaluated;
  g_autoptr (InkPlot) plot = ink_comparison_chart_new (
      self->compared->comparison, ink_evaluation_class_names (a->evaluation),
      which);

  ink_plot_set_fact (plot, "A", ink_model_entry_get_title (a->entry));
  ink_plot_set_fact (plot, "B", title);
  ink_plot_set_fact (plot, "Data", ink_evaluated_examples_name (a->examples));
  ink_chart_view_set_plot (self->charts[which], plot);
}

/* "A: Digits (shipped), 99.57 %   B: Run of 14:32, 98.85 %   10,000 ..." */
static void
show_models (InkComparisonView *self, const char *title)
{
  const InkComparison *c = self->compared->comparison;
  const InkEvaluated *a = self->evaluated;
  g_autofree char *of_a
      = ink_format_figure (100 * c->a[INK_FIGURE_ACCURACY].value, 2, 100);
  g_autofree char *of_b
      = ink_format_figure (100 * c->b[INK_FIGURE_ACCURACY].value, 2, 100);
  g_autofree char *count = ink_format_count ((double) c->n);
  g_autofree char *text = g_strdup_printf (
      "A is %s, right for %s %%. B is %s, right for %s %%. Measured on %s "
      "examples of %s.",
      ink_model_entry_get_title (a->entry), of_a, title, of_b, count,
      ink_evaluated_examples_name (a->examples));

  gtk_label_set_text (self->models, text);
}

static void
show_tables (InkComparisonView *self)
{
  const InkComparison *c = self->compared->comparison;

  adw_bin_set_child (self->mcnemar,
                     ink_mcnemar_table_new (c, change_cb, self));
  adw_bin_set_child (self->differences, ink_differences_table_new (c));
  adw_bin_set_child (self->areas,
                     ink_areas_table_new (
                         c, ink_evaluation_class_names (
                                self->evaluated->evaluation)));
}

/* No line ends within "p = 0.002". */
static void
show_sentence (InkComparisonView *self, const char *sentence)
{
  g_autoptr (GString) text = g_string_new (sentence);

  g_string_replace (text, "p = ", "p\u00a0=\u00a0", 0);
  gtk_label_set_text (self->sentence, text->str);
}

void
ink_comparison_view_show (InkComparisonView *self,
                          const InkEvaluated *evaluated, const char *title,
                          InkCompared *compared)
{
  g_autofree char *sentence = ink_comparison_sentence (compared->comparison);
  const int classes = CLASS_HEIGHT * (int) compared->comparison->n_classes;

  g_return_if_fail (INK_IS_COMPARISON_VIEW (self));

  g_clear_pointer (&self->compared, ink_compared_free);
  self->compared = compared;
  self->evaluated = evaluated;
  show_sentence (self, sentence);
  ink_examples_card_clear (self->examples);
  show_models (self, title);
  show_tables (self);
  for (guint i = 0; i < INK_N_COMPARISON_CHARTS; i++)
    show_chart (self, (InkComparisonChart) i, title);
  gtk_widget_set_size_request (
      GTK_WIDGET (self->charts[INK_CHART_CLASS_AREAS]), -1,
      CLAMP (classes + 90, CHART_HEIGHT, MOST_HEIGHT));
}

const InkCompared *
ink_comparison_view_get (InkComparisonView *self)
{
  g_return_val_if_fail (INK_IS_COMPARISON_VIEW (self), NULL);
  return self->compared;
}

const char *
ink_comparison_view_get_sentence (InkComparisonView *self)
{
  g_return_val_if_fail (INK_IS_COMPARISON_VIEW (self), NULL);
  return gtk_label_get_text (self->sentence);
}

static void
chart_message_cb (InkComparisonView *self, const char *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
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

/* A card with a heading above what is put into *@bin. */
static GtkWidget *
make_panel (const char *title, AdwBin **bin)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *inner = adw_bin_new ();

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), inner);
  *bin = ADW_BIN (inner);
  return make_card (box, "ink-panel");
}

static GtkWidget *
make_chart (InkComparisonView *self, InkComparisonChart which)
{
  GtkWidget *chart = ink_chart_view_new (NULL);

  self->charts[which] = INK_CHART_VIEW (chart);
  gtk_widget_set_size_request (chart, -1, CHART_HEIGHT);
  g_signal_connect_swapped (chart, "message", G_CALLBACK (chart_message_cb),
                            self);
  return make_card (chart, "ink-chart");
}

static GtkLabel *
add_label (GtkWidget *box, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
make_top (InkComparisonView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *table = make_panel ("Who Is Right Where", &self->mcnemar);
  GtkWidget *chart = make_chart (self, INK_CHART_DIFFERENCES);

  gtk_widget_set_hexpand (table, FALSE);
  gtk_widget_set_size_request (table, 290, -1);
  gtk_box_append (GTK_BOX (box), table);
  gtk_box_append (GTK_BOX (box), chart);
  return box;
}

static GtkWidget *
make_column (InkComparisonView *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *examples = ink_examples_card_new ();

  self->column = column;
  self->examples = INK_EXAMPLES_CARD (examples);
  self->sentence = add_label (column, "title-3");
  self->models = add_label (column, "dim-label");
  gtk_box_append (GTK_BOX (column), make_top (self));
  gtk_box_append (GTK_BOX (column), examples);
  gtk_box_append (GTK_BOX (column),
                  make_panel ("Every Figure, by the Paired Bootstrap",
                              &self->differences));
  gtk_box_append (GTK_BOX (column), make_chart (self, INK_CHART_CLASS_AREAS));
  gtk_box_append (GTK_BOX (column),
                  make_panel ("ROC AUC of Each Class Against the Rest, by "
                              "DeLong’s Test of Each Alone",
                              &self->areas));
  gtk_widget_set_margin_start (column, 18);
  gtk_widget_set_margin_end (column, 18);
  gtk_widget_set_margin_top (column, 6);
  gtk_widget_set_margin_bottom (column, 18);
  return column;
}

static void
ink_comparison_view_dispose (GObject *object)
{
  InkComparisonView *self = INK_COMPARISON_VIEW (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->compared, ink_compared_free);
  G_OBJECT_CLASS (ink_comparison_view_parent_class)->dispose (object);
}

static void
ink_comparison_view_class_init (InkComparisonViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_comparison_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
  signals[MESSAGE]
      = g_signal_new ("message", INK_TYPE_COMPARISON_VIEW, G_SIGNAL_RUN_LAST,
                      0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ink_comparison_view_init (InkComparisonView *self)
{
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller),
                                 make_column (self));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
ink_comparison_view_new (void)
{
  return g_object_new (INK_TYPE_COMPARISON_VIEW, NULL);
}
