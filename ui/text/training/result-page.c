/* The figures of the held-out texts, the accuracy first, and what the model is
 * called from now on. The rows are made anew for each result. */
#include "ui/text/training/result-page.h"

#include <adwaita.h>

#include "core/metrics/intervals.h"
#include "ui/format.h"
#include "ui/rows.h"

#define LEVEL 0.95
#define WIDTH 900 /* pixels, at most */

struct _InkResultPage
{
  GtkWidget parent_instance;
  GtkWidget *scroller;
  GtkLabel *figure;
  GtkLabel *remark;
  GtkWidget *box;    /* of both groups */
  GtkWidget *groups; /* (nullable): of the result shown */
};

G_DEFINE_FINAL_TYPE (InkResultPage, ink_result_page, GTK_TYPE_WIDGET)

/* @value: (transfer full) */
static void
add_row (GtkWidget *group, const char *title, char *value)
{
  GtkWidget *row = ink_text_row_new (title, value);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_free (value);
}

static GtkWidget *
add_group (InkResultPage *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (GTK_BOX (self->groups), group);
  return group;
}

static void
add_figures (InkResultPage *self, const InkTextTraining *training)
{
  GtkWidget *group = add_group (self, "Held-out Texts");
  const InkEvaluation *evaluation = training->evaluation;
  const InkAverageFigures *macro;
  double low, high;

  ink_interval_wilson_at (training->n_right, training->n_held_out, LEVEL, &low,
                          &high);
  add_row (group, "Accuracy",
           ink_format_figure (ink_text_training_accuracy (training), 4, 1));
  add_row (group, "Its interval",
           ink_format_interval (low, high, 4, 1, LEVEL));
  if (evaluation == NULL)
    return;
  macro = ink_evaluation_average (evaluation, INK_AVERAGE_MACRO);
  add_row (group, "Macro F1", ink_format_figure (macro->f1, 4, 1));
  add_row (group, "Log loss",
           g_strdup_printf ("%.4f", ink_evaluation_log_loss (evaluation)));
  add_row (group, "Expected calibration error",
           g_strdup_printf ("%.4f",
                            ink_evaluation_calibration_error (evaluation)));
}

static void
add_model (InkResultPage *self, const InkTextTraining *training)
{
  GtkWidget *group = add_group (self, "Model");
  g_autofree char *n = ink_format_count (training->n_trained);

  add_row (group, "Name", g_strdup (training->title));
  add_row (group, "Learned from",
           g_strdup_printf ("%s text%s", n,
                            training->n_trained == 1 ? "" : "s"));
  if (training->n_skipped > 0)
    add_row (group, "Bad rows skipped",
             ink_format_count ((double) training->n_skipped));
  add_row (group, "Classes",
           ink_format_count (ink_model_n_classes (training->model)));
  add_row (group, "Features",
           ink_format_count (ink_naive_bayes_n_features (training->model)));
  if (training->calibrated)
    add_row (group, "Calibrated",
             g_strdup_printf ("temperature %.3g, by %u folds",
                              training->calibration.temperature,
                              training->calibration.folds));
  else
    add_row (group, "Calibrated", g_strdup ("no"));
  add_row (group, "Time", g_strdup_printf ("%.2f s", training->seconds));
}

static void
show_headline (InkResultPage *self, const InkTextTraining *training)
{
  g_autofree char *n = ink_format_count (training->n_held_out);
  g_autofree char *percent = NULL;
  g_autofree char *figure = NULL;
  g_autofree char *remark = NULL;

  if (training->n_held_out == 0)
    {
      gtk_label_set_text (self->figure, "Learned");
      gtk_label_set_text (self->remark,
                          "No text was held out, so nothing says how well it "
                          "reads what it has not seen");
      return;
    }
  percent = ink_format_figure (100 * ink_text_training_accuracy (training), 1,
                               100);
  figure = g_strdup_printf ("%s %%", percent);
  remark = g_strdup_printf ("of %s held-out texts right, which the model has "
                            "not seen", n);
  gtk_label_set_text (self->figure, figure);
  gtk_label_set_text (self->remark, remark);
}

void
ink_result_page_show (InkResultPage *self, const InkTextTraining *training)
{
  g_return_if_fail (INK_IS_RESULT_PAGE (self));

  if (self->groups != NULL)
    gtk_box_remove (GTK_BOX (self->box), self->groups);
  self->groups = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  gtk_box_set_homogeneous (GTK_BOX (self->groups), TRUE);
  gtk_box_append (GTK_BOX (self->box), self->groups);
  show_headline (self, training);
  if (training->n_held_out > 0)
    add_figures (self, training);
  add_model (self, training);
}

static void
ink_result_page_dispose (GObject *object)
{
  g_clear_pointer (&INK_RESULT_PAGE (object)->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (ink_result_page_parent_class)->dispose (object);
}

static void
ink_result_page_class_init (InkResultPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_result_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
ink_result_page_init (InkResultPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *figure = gtk_label_new (NULL);
  GtkWidget *remark = gtk_label_new (NULL);

  self->figure = GTK_LABEL (figure);
  self->remark = GTK_LABEL (remark);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (figure, "ink-figure");
  gtk_widget_add_css_class (remark, "dim-label");
  gtk_label_set_wrap (self->remark, TRUE);
  gtk_label_set_justify (self->remark, GTK_JUSTIFY_CENTER);
  gtk_box_append (GTK_BOX (self->box), figure);
  gtk_box_append (GTK_BOX (self->box), remark);
  gtk_widget_set_margin_start (self->box, 18);
  gtk_widget_set_margin_end (self->box, 18);
  gtk_widget_set_margin_top (self->box, 18);
  gtk_widget_set_margin_bottom (self->box, 18);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->box);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
ink_result_page_new (void)
{
  return g_object_new (INK_TYPE_RESULT_PAGE, NULL);
}
