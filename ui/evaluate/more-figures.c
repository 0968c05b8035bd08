/* A row of small figures. */
#include "ui/evaluate/more-figures.h"

#include <math.h>

#include "ui/evaluate/evidence.h"
#include "ui/format.h"

#define DIGITS 4

static const struct
{
  InkFigure figure;
  const char *name;
  const char *tooltip;
} shown[] = {
  { INK_FIGURE_BALANCED_ACCURACY, "Balanced accuracy",
    "The mean of the classes' recalls" },
  { INK_FIGURE_MATTHEWS_CORRELATION, "Matthews correlation",
    "How predictions and labels go together: 1 always, 0 by chance alone" },
  { INK_FIGURE_COHEN_KAPPA, "Cohen’s kappa",
    "Agreement beyond what the sizes of the classes give for nothing" },
  { INK_FIGURE_BRIER_SCORE, "Brier score",
    "The mean squared distance of the probabilities from what is true: 0 at "
    "best, 2 at worst" },
};

#define N_SHOWN G_N_ELEMENTS (shown)

struct _InkMoreFigures
{
  GtkBox parent_instance;
  GtkWidget *buttons[N_SHOWN];
  GtkLabel *values[N_SHOWN];
  GtkLabel *intervals[N_SHOWN];
};

enum
{
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkMoreFigures, ink_more_figures, GTK_TYPE_BOX)

static GtkLabel *
add_label (GtkWidget *box, const char *text, const char *style,
           const char *other)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  if (other != NULL)
    gtk_widget_add_css_class (label, other);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
clicked_cb (InkMoreFigures *self, GtkWidget *button)
{
  guint i = 0;

  while (self->buttons[i] != button)
    i++;
  g_signal_emit (self, signals[ACTIVATED], 0, (guint) shown[i].figure);
}

/* (transfer none): what stands in it is a button that looks like text. */
static GtkWidget *
wrap (InkMoreFigures *self, guint i, GtkWidget *cell)
{
  GtkWidget *button = gtk_button_new ();
  g_autofree char *tooltip = g_strdup_printf (
      "%s\n%s", shown[i].tooltip, ink_evidence_words (shown[i].figure));

  self->buttons[i] = button;
  gtk_button_set_child (GTK_BUTTON (button), cell);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ink-cell");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_cursor_from_name (button, "pointer");
  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked_cb), self);
  return button;
}

static GtkWidget *
make_figure (InkMoreFigures *self, guint i)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->values[i] = add_label (line, "–", "ink-strong", "ink-tabular");
  add_label (line, shown[i].name, "dim-label", NULL);
  gtk_box_append (GTK_BOX (cell), line);
  self->intervals[i] = add_label (cell, "", "dim-label", "caption");
  return wrap (self, i, cell);
}

static void
ink_more_figures_class_init (InkMoreFiguresClass *klass)
{
  signals[ACTIVATED]
      = g_signal_new ("activated", INK_TYPE_MORE_FIGURES, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
ink_more_figures_init (InkMoreFigures *self)
{
  GtkWidget *cells = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_set_hexpand (cells, TRUE);
  gtk_box_append (GTK_BOX (self), cells);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "ink-panel");
  for (guint i = 0; i < N_SHOWN; i++)
    gtk_box_append (GTK_BOX (cells), make_figure (self, i));
}

GtkWidget *
ink_more_figures_new (void)
{
  return g_object_new (INK_TYPE_MORE_FIGURES, NULL);
}

static void
show_interval (GtkLabel *label, const InkEstimate *estimate, double level)
{
  g_autofree char *text
      = estimate == NULL || !isfinite (estimate->low)
            ? NULL
            : ink_format_interval (estimate->low, estimate->high, DIGITS, 1,
                                   level);

  gtk_label_set_text (label, text != NULL ? text : "");
}

void
ink_more_figures_show (InkMoreFigures *self, const InkEvaluation *evaluation,
                       InkEvaluateIntervals *intervals)
{
  const double level = ink_evaluate_intervals_get_level (intervals);

  g_return_if_fail (INK_IS_MORE_FIGURES (self));

  for (guint i = 0; i < N_SHOWN; i++)
    {
      const double value = ink_evaluation_figure (evaluation, shown[i].figure);
      const double top
          = shown[i].figure == INK_FIGURE_BRIER_SCORE ? INFINITY : 1;
      g_autofree char *text
          = isfinite (value) ? ink_format_figure (value, DIGITS, top) : NULL;

      gtk_label_set_text (self->values[i], text != NULL ? text : "–");
      show_interval (self->intervals[i],
                     ink_evaluate_intervals_get_estimate (intervals,
                                                          shown[i].figure),
                     level);
    }
}
