/* A card with one figure. */
#include "ui/evaluate/figure-card.h"

#include <math.h>

#include "ui/format.h"

struct _InkFigureCard
{
  GtkBox parent_instance;
  const InkFigureForm *form;
  GtkLabel *value;
  GtkLabel *name;
  GtkLabel *interval;
  GtkLabel *remark;
};

G_DEFINE_FINAL_TYPE (InkFigureCard, ink_figure_card, GTK_TYPE_BOX)

enum
{
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

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
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass),
                                        GTK_ACCESSIBLE_ROLE_BUTTON);
  signals[ACTIVATED]
      = g_signal_new ("activated", INK_TYPE_FIGURE_CARD,
                      G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 0);
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
  gtk_widget_add_css_class (GTK_WIDGET (self), "ink-narrow");
  self->value = add_label (self, "ink-figure");
  self->name = add_label (self, "heading");
  self->interval = add_label (self, "ink-tabular");
  gtk_widget_add_css_class (GTK_WIDGET (self->interval), "caption");
  self->remark = add_label (self, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->remark), "caption");
}

GtkWidget *
ink_figure_card_new (const InkFigureForm *form)
{
  InkFigureCard *self = g_object_new (INK_TYPE_FIGURE_CARD, NULL);

  self->form = form;
  gtk_label_set_text (self->name, form->name);
  ink_figure_card_set (self, NAN, "");
  return GTK_WIDGET (self);
}

void
ink_figure_card_set (InkFigureCard *self, double value, const char *remark)
{
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (INK_IS_FIGURE_CARD (self));

  if (isfinite (value))
    {
      number = ink_format_figure (self->form->scale * value,
                                  self->form->digits,
                                  self->form->scale * self->form->top);
      text = g_strconcat (number, self->form->scale == 100 ? " %" : "", NULL);
    }
  gtk_label_set_text (self->value, text != NULL ? text : "–");
  gtk_label_set_text (self->remark, remark);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->remark), remark);
}

void
ink_figure_card_set_interval (InkFigureCard *self, double low, double high,
                              double level)
{
  g_autofree char *text = NULL;

  g_return_if_fail (INK_IS_FIGURE_CARD (self));

  if (isfinite (low) && isfinite (high))
    text = ink_format_interval (low, high, self->form->digits,
                                self->form->scale, level);
  gtk_label_set_text (self->interval, text != NULL ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->interval), text);
}

static void
released_cb (InkFigureCard *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static gboolean
key_cb (InkFigureCard *self, guint key)
{
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter
      && key != GDK_KEY_space)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[ACTIVATED], 0);
  return GDK_EVENT_STOP;
}

void
ink_figure_card_set_opens (InkFigureCard *self, const char *what)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  g_return_if_fail (INK_IS_FIGURE_CARD (self));

  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb),
                            self);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, key);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_add_css_class (widget, "activatable");
  gtk_widget_set_cursor_from_name (widget, "pointer");
  gtk_widget_set_tooltip_text (widget, what);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
      gtk_label_get_text (self->name), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      what, -1);
}
