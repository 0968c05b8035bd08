/* A card with one figure. */
#include "ui/figure-card.h"

struct _InkFigureCard
{
  GtkBox parent_instance;
  GtkLabel *value;
  GtkLabel *name;
  GtkLabel *interval;
  GtkLabel *remark;
};

G_DEFINE_FINAL_TYPE (InkFigureCard, ink_figure_card, GTK_TYPE_BOX)

static GtkLabel *
add_label (InkFigureCard *self, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (self), label);
  return GTK_LABEL (label);
}

static void
ink_figure_card_class_init (InkFigureCardClass *klass)
{
}

static void
ink_figure_card_init (InkFigureCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "ink-panel");
  self->value = add_label (self, "ink-figure");
  self->name = add_label (self, "heading");
  self->interval = add_label (self, "ink-tabular");
  gtk_widget_add_css_class (GTK_WIDGET (self->interval), "caption");
  self->remark = add_label (self, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->remark), "caption");
}

GtkWidget *
ink_figure_card_new (const char *name)
{
  InkFigureCard *self = g_object_new (INK_TYPE_FIGURE_CARD, NULL);

  gtk_label_set_text (self->name, name);
  ink_figure_card_set (self, "–", "");
  return GTK_WIDGET (self);
}

void
ink_figure_card_set (InkFigureCard *self, const char *value,
                     const char *remark)
{
  g_return_if_fail (INK_IS_FIGURE_CARD (self));
  gtk_label_set_text (self->value, value);
  gtk_label_set_text (self->remark, remark);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->remark), remark);
}

void
ink_figure_card_set_interval (InkFigureCard *self, const char *interval)
{
  g_return_if_fail (INK_IS_FIGURE_CARD (self));
  gtk_label_set_text (self->interval, interval != NULL ? interval : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->interval), interval);
}
