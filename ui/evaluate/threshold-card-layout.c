/* The parts of the threshold card: controls in one row, below them the matrix
 * and the figures. */
#include "ui/evaluate/threshold-card-private.h"

#define STEP 0.1 /* logits */
#define PAGE 1.0
#define NAME_CHARS 22

const char *const ink_threshold_side_names[N_SIDES]
    = { "true positives", "false positives", "false negatives",
        "true negatives" };
const char *const ink_threshold_figure_names[N_FIGURES]
    = { "Precision", "Recall", "False positive rate", "F1" };

static GtkLabel *
append_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
make_number (InkThresholdCard *self, Number *number, const char *name,
             gboolean interval)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  number->button = gtk_button_new ();
  number->value = append_label (box, "–", "ink-count");
  append_label (box, name, interval ? "caption-heading" : "caption");
  if (interval)
    {
      number->interval = append_label (box, "", "caption");
      gtk_widget_add_css_class (GTK_WIDGET (number->interval), "dim-label");
      gtk_widget_add_css_class (GTK_WIDGET (number->interval), "ink-tabular");
    }
  gtk_button_set_child (GTK_BUTTON (number->button), box);
  gtk_widget_add_css_class (number->button, "ink-number");
  gtk_widget_set_hexpand (number->button, TRUE);
  gtk_widget_set_tooltip_text (number->button, "Show the examples behind it");
  g_signal_connect_swapped (
      number->button, "clicked",
      interval ? G_CALLBACK (ink_threshold_card_figure_clicked)
               : G_CALLBACK (ink_threshold_card_side_clicked),
      self);
}

static GtkLabel *
attach_name (GtkWidget *grid, const char *name, int column, int row)
{
  GtkWidget *label = gtk_label_new (name);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 9);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
  gtk_label_set_xalign (GTK_LABEL (label), row > 0 ? 1 : 0.5f);
  gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);
  return GTK_LABEL (label);
}

/* Rows true, columns said, as in the confusion matrix. */
static GtkWidget *
make_matrix (InkThresholdCard *self)
{
  static const struct
  {
    int column, row;
  } cells[N_SIDES] = { [INK_SIDE_TRUE_POSITIVE] = { 1, 1 },
                       [INK_SIDE_FALSE_POSITIVE] = { 1, 2 },
                       [INK_SIDE_FALSE_NEGATIVE] = { 2, 1 },
                       [INK_SIDE_TRUE_NEGATIVE] = { 2, 2 } };
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  self->columns[0] = attach_name (grid, "", 1, 0);
  self->columns[1] = attach_name (grid, "not", 2, 0);
  self->rows[0] = attach_name (grid, "", 0, 1);
  self->rows[1] = attach_name (grid, "another", 0, 2);
  for (guint i = 0; i < N_SIDES; i++)
    {
      make_number (self, &self->sides[i], ink_threshold_side_names[i], FALSE);
      gtk_grid_attach (GTK_GRID (grid), self->sides[i].button,
                       cells[i].column, cells[i].row, 1, 1);
    }
  return grid;
}

static GtkWidget *
make_figures (InkThresholdCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *figures = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  for (guint i = 0; i < N_FIGURES; i++)
    {
      make_number (self, &self->figures[i], ink_threshold_figure_names[i],
                   TRUE);
      gtk_box_append (GTK_BOX (figures), self->figures[i].button);
    }
  gtk_box_set_homogeneous (GTK_BOX (figures), TRUE);
  gtk_widget_set_hexpand (figures, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), figures);
  self->remark = append_label (box, "", "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->remark), "dim-label");
  return box;
}

static GtkWidget *
make_numbers (InkThresholdCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_append (GTK_BOX (box), make_matrix (self));
  gtk_box_append (GTK_BOX (box), make_figures (self));
  return box;
}

/* The wheel is the page's, which scrolls: over a slider, too. */
static void
leave_wheel (GtkWidget *scale)
{
  g_autoptr (GListModel) all = gtk_widget_observe_controllers (scale);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkEventController) controller
          = g_list_model_get_item (all, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller,
                                                    GTK_PHASE_NONE);
    }
}

static GtkWidget *
make_scale (InkThresholdCard *self)
{
  static const struct
  {
    double threshold;
    const char *label;
  } marks[] = { { 0.00001, NULL }, { 0.0001, NULL },  { 0.001, "0.001" },
                { 0.01, NULL },    { 0.1, "0.1" },    { 0.5, "0.5" },
                { 0.9, "0.9" },    { 0.99, NULL },    { 0.999, "0.999" },
                { 0.9999, NULL },  { 0.99999, NULL } };
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL,
                                               -INK_THRESHOLD_END,
                                               INK_THRESHOLD_END, STEP);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    gtk_scale_add_mark (GTK_SCALE (scale),
                        ink_threshold_card_position_of (marks[i].threshold),
                        GTK_POS_BOTTOM, marks[i].label);
  gtk_scale_add_mark (GTK_SCALE (scale), -INK_THRESHOLD_END, GTK_POS_BOTTOM,
                      "0");
  gtk_scale_add_mark (GTK_SCALE (scale), INK_THRESHOLD_END, GTK_POS_BOTTOM,
                      "1");
  gtk_range_set_increments (GTK_RANGE (scale), STEP, PAGE);
  gtk_range_set_round_digits (GTK_RANGE (scale), -1);
  gtk_scale_set_draw_value (GTK_SCALE (scale), FALSE);
  leave_wheel (scale);
  gtk_widget_set_hexpand (scale, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "Threshold",
                                  -1);
  self->scale = GTK_RANGE (scale);
  g_signal_connect_swapped (scale, "value-changed",
                            G_CALLBACK (ink_threshold_card_scale_moved), self);
  return scale;
}

static GtkWidget *
make_entry (InkThresholdCard *self)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 9);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 9);
  gtk_widget_add_css_class (entry, "ink-tabular");
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (entry, "Threshold, from 0 to 1");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "Threshold",
                                  -1);
  self->entry = GTK_EDITABLE (entry);
  g_signal_connect_swapped (entry, "activate",
                            G_CALLBACK (ink_threshold_card_entry_activated),
                            self);
  g_signal_connect_swapped (focus, "leave",
                            G_CALLBACK (ink_threshold_card_entry_left), self);
  gtk_widget_add_controller (entry, focus);
  return entry;
}

static GtkWidget *
make_button (InkThresholdCard *self, const char *label, const char *tooltip,
             GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static void
setup_name_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), NAME_CHARS);
  gtk_list_item_set_child (item, label);
}

static void
bind_name_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (
                          gtk_list_item_get_item (item)));
}

/* Long names are cut off on the card, not in the list. */
static void
cut_names (GtkDropDown *classes)
{
  g_autoptr (GtkListItemFactory) whole
      = g_object_ref (gtk_drop_down_get_factory (classes));
  g_autoptr (GtkListItemFactory) cut = gtk_signal_list_item_factory_new ();

  g_signal_connect (cut, "setup", G_CALLBACK (setup_name_cb), NULL);
  g_signal_connect (cut, "bind", G_CALLBACK (bind_name_cb), NULL);
  gtk_drop_down_set_list_factory (classes, whole);
  gtk_drop_down_set_factory (classes, cut);
}

static GtkWidget *
make_classes (InkThresholdCard *self)
{
  GtkWidget *classes = gtk_drop_down_new (
      NULL, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL,
                                         "string"));

  self->classes = GTK_DROP_DOWN (classes);
  gtk_drop_down_set_enable_search (self->classes, TRUE);
  cut_names (self->classes);
  gtk_widget_set_valign (classes, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (classes),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "Class", -1);
  g_signal_connect_swapped (classes, "notify::selected",
                            G_CALLBACK (ink_threshold_card_class_chosen), self);
  return classes;
}

static GtkWidget *
make_controls (InkThresholdCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  append_label (box, "Threshold for", "heading");
  gtk_box_append (GTK_BOX (box), make_classes (self));
  gtk_box_append (GTK_BOX (box), make_scale (self));
  gtk_box_append (GTK_BOX (box), make_entry (self));
  self->best_f1 = make_button (self, "Best F1", "Where F1 is highest",
                               G_CALLBACK (ink_threshold_card_best_f1));
  self->youden = make_button (
      self, "Youden’s J",
      "Where recall less the false positive rate is highest",
      G_CALLBACK (ink_threshold_card_best_youden));
  gtk_box_append (GTK_BOX (box), self->best_f1);
  gtk_box_append (GTK_BOX (box), self->youden);
  return box;
}

void
ink_threshold_card_make (InkThresholdCard *self)
{
  gtk_box_append (GTK_BOX (self), make_controls (self));
  gtk_box_append (GTK_BOX (self), make_numbers (self));
}
