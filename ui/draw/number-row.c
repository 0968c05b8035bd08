/* A flow box, which brings selection, keys and wrapping with it. Its children
 * are made anew only where there are more or fewer digits, so that the focus
 * stays where it is while the pen moves. */
#include "ui/draw/number-row.h"

#include "ui/draw/number-boxes.h"
#include "ui/probability-bars.h"

struct _InkNumberRow
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkFlowBox *flow;
  guint n;         /* digits shown */
  gboolean chosen; /* by somebody */
  gboolean silent; /* while we select */
};

enum
{
  SELECTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkNumberRow, ink_number_row, GTK_TYPE_WIDGET)

static void
selection_changed_cb (InkNumberRow *self)
{
  if (self->silent)
    return;
  self->chosen = TRUE;
  g_signal_emit (self, signals[SELECTED], 0);
}

static void
select_index (InkNumberRow *self, guint index)
{
  gtk_flow_box_select_child (
      self->flow, gtk_flow_box_get_child_at_index (self->flow, (int) index));
}

static void
ink_number_row_dispose (GObject *object)
{
  g_clear_pointer (&INK_NUMBER_ROW (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (ink_number_row_parent_class)->dispose (object);
}

static void
ink_number_row_class_init (InkNumberRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_number_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "numberrow");
  signals[SELECTED]
      = g_signal_new ("selected", INK_TYPE_NUMBER_ROW, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ink_number_row_init (InkNumberRow *self)
{
  GtkWidget *title = gtk_label_new ("Digits");
  GtkWidget *flow = gtk_flow_box_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->flow = GTK_FLOW_BOX (flow);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_margin_start (self->box, 16);
  gtk_widget_set_margin_end (self->box, 16);
  gtk_widget_set_margin_top (self->box, 6);
  gtk_widget_set_margin_bottom (self->box, 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_set_tooltip_text (flow, "Select a digit to see how it was read");
  gtk_widget_set_hexpand (flow, TRUE);
  gtk_flow_box_set_selection_mode (self->flow, GTK_SELECTION_BROWSE);
  gtk_flow_box_set_max_children_per_line (self->flow, INK_PARTS_MAX);
  gtk_flow_box_set_homogeneous (self->flow, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (flow),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, title,
                                  NULL, -1);
  gtk_box_append (GTK_BOX (self->box), title);
  gtk_box_append (GTK_BOX (self->box), flow);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (flow, "selected-children-changed",
                           G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
ink_number_row_new (void)
{
  return g_object_new (INK_TYPE_NUMBER_ROW, NULL);
}

static void
add_child (InkNumberRow *self)
{
  GtkWidget *child = gtk_flow_box_child_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *digit = gtk_label_new (NULL);
  GtkWidget *sure = gtk_label_new (NULL);

  gtk_widget_add_css_class (digit, "ink-figure");
  gtk_widget_add_css_class (sure, "caption");
  gtk_widget_add_css_class (sure, "dim-label");
  gtk_widget_add_css_class (sure, "numeric");
  gtk_box_append (GTK_BOX (box), digit);
  gtk_box_append (GTK_BOX (box), sure);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  gtk_flow_box_insert (self->flow, child, -1);
}

static void
set_count (InkNumberRow *self, guint n)
{
  for (; self->n < n; self->n++)
    add_child (self);
  for (; self->n > n; self->n--)
    gtk_flow_box_remove (self->flow,
                         GTK_WIDGET (gtk_flow_box_get_child_at_index (
                             self->flow, (int) self->n - 1)));
}

static void
set_child (InkNumberRow *self, guint index, char character,
           const InkNumberDigit *digit)
{
  GtkFlowBoxChild *child
      = gtk_flow_box_get_child_at_index (self->flow, (int) index);
  GtkWidget *box = gtk_flow_box_child_get_child (child);
  GtkWidget *label = gtk_widget_get_first_child (box);
  g_autofree char *brief = ink_number_format_short (digit->probability);
  g_autofree char *sure = ink_probability_format (digit->probability);
  g_autofree char *spoken
      = g_strdup_printf ("%c, %s, %s", character,
                         digit->confident ? "confident" : "unsure", sure);
  char text[2] = { character, '\0' };

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (label)), brief);
  gtk_widget_set_tooltip_text (GTK_WIDGET (child), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

void
ink_number_row_set (InkNumberRow *self, const InkNumber *number)
{
  guint n = number != NULL && number->n > 1 ? number->n : 0;

  g_return_if_fail (INK_IS_NUMBER_ROW (self));

  self->silent = TRUE;
  if (n != self->n)
    {
      self->chosen = FALSE;
      set_count (self, n);
    }
  for (guint i = 0; i < n; i++)
    set_child (self, i, number->text[i], &number->digits[i]);
  if (n > 0 && !self->chosen)
    select_index (self, ink_number_least_sure (number));
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  self->silent = FALSE;
}

guint
ink_number_row_get_selected (InkNumberRow *self)
{
  g_return_val_if_fail (INK_IS_NUMBER_ROW (self), 0);

  for (guint i = 0; i < self->n; i++)
    if (gtk_flow_box_child_is_selected (
            gtk_flow_box_get_child_at_index (self->flow, (int) i)))
      return i;
  return 0;
}

void
ink_number_row_select (InkNumberRow *self, guint index)
{
  g_return_if_fail (INK_IS_NUMBER_ROW (self));
  g_return_if_fail (index < self->n);

  select_index (self, index);
}
