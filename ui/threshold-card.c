/* A slider, an entry and two buttons set one number; everything else on the
 * card follows from it. Each class is sorted when it is first chosen, after
 * which a move of the slider is a binary search and a few labels. */
#include "ui/threshold-card.h"

#include <math.h>

#include "ui/format.h"

#define LEVEL 0.95
/* Logits at the slider's ends, beyond which it says 0 and 1: a millionth is
 * still on it. */
#define END 14.0
#define STEP 0.1
#define PAGE 1.0

typedef enum
{
  FIGURE_PRECISION,
  FIGURE_RECALL,
  FIGURE_FALSE_POSITIVE_RATE,
  FIGURE_F1,
  N_FIGURES,
} Figure;

#define N_SIDES 4

/* A button with a number, what it is, and for figures its interval. */
typedef struct
{
  GtkWidget *button;
  GtkLabel *value;
  GtkLabel *interval; /* NULL for a count */
} Number;

struct _InkThresholdCard
{
  GtkBox parent_instance;
  GtkDropDown *classes;
  GtkRange *scale;
  GtkEditable *entry;
  GtkWidget *best_f1, *youden;
  GtkLabel *rows[2], *columns[2]; /* of the matrix: the class, the rest */
  Number sides[N_SIDES];
  Number figures[N_FIGURES];

  InkEvaluation *evaluation;
  GPtrArray *sorted; /* (element-type InkThresholds) (nullable elements) */
  guint class_index;
  double threshold;
  gboolean setting; /* the controls are brought to what holds */
};

enum
{
  MOVED,
  EVIDENCE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *const side_names[N_SIDES]
    = { "true positives", "false positives", "false negatives",
        "true negatives" };
static const char *const figure_names[N_FIGURES]
    = { "Precision", "Recall", "False positive rate", "F1" };

G_DEFINE_FINAL_TYPE (InkThresholdCard, ink_threshold_card, GTK_TYPE_BOX)

static double
position_of (double threshold)
{
  return CLAMP (log (threshold) - log1p (-threshold), -END, END);
}

/* Of as many digits as are shown, so that what is read is what holds. */
static double
threshold_at (double position)
{
  g_autofree char *text = NULL;

  if (position <= -END)
    return 0;
  if (position >= END)
    return 1;
  text = ink_threshold_format (1 / (1 + exp (-position)));
  return g_ascii_strtod (text, NULL);
}

static const InkThresholds *
sorted_class (InkThresholdCard *self)
{
  InkThresholds *sorted = self->sorted->pdata[self->class_index];

  if (sorted == NULL)
    sorted = self->sorted->pdata[self->class_index]
        = ink_thresholds_new (self->evaluation, self->class_index);
  return sorted;
}

static void
set_number (Number *number, const char *value, const char *name)
{
  g_autofree char *label = g_strdup_printf ("%s: %s", name, value);

  gtk_label_set_text (number->value, value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (number->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* (transfer full): "99.31 %", "0.9931"; a dash where it is not defined. */
static char *
format_figure (double value, gboolean percent)
{
  g_autofree char *text = NULL;

  if (isnan (value))
    return g_strdup ("–");
  text = percent ? ink_format_figure (100 * value, 2, 100)
                 : ink_format_figure (value, 4, 1);
  return g_strconcat (text, percent ? " %" : NULL, NULL);
}

static void
set_figure (Number *number, Figure which, const InkProportion *figure)
{
  const gboolean percent = which != FIGURE_F1;
  const int digits = percent ? 2 : 4;
  const double scale = percent ? 100 : 1;
  g_autofree char *value = format_figure (figure->value, percent);
  g_autofree char *interval
      = isnan (figure->value)
            ? g_strdup ("not defined here")
            : g_strdup_printf ("%.*f to %.*f", digits, scale * figure->low,
                               digits, scale * figure->high);

  set_number (number, value, figure_names[which]);
  gtk_label_set_text (number->interval, interval);
}

static void
show_point (InkThresholdCard *self)
{
  InkOperatingPoint point;

  ink_thresholds_at (sorted_class (self), self->threshold, LEVEL, &point);
  for (guint i = 0; i < N_SIDES; i++)
    {
      g_autofree char *count = ink_format_count ((double) point.counts[i]);

      set_number (&self->sides[i], count, side_names[i]);
    }
  set_figure (&self->figures[FIGURE_PRECISION], FIGURE_PRECISION,
              &point.precision);
  set_figure (&self->figures[FIGURE_RECALL], FIGURE_RECALL, &point.recall);
  set_figure (&self->figures[FIGURE_FALSE_POSITIVE_RATE],
              FIGURE_FALSE_POSITIVE_RATE, &point.false_positive_rate);
  set_figure (&self->figures[FIGURE_F1], FIGURE_F1, &point.f1);
}

static void
show_entry (InkThresholdCard *self)
{
  g_autofree char *text = ink_threshold_format (self->threshold);

  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_editable_set_text (self->entry, text);
}

/* The names around the matrix, and what can be asked of the class. */
static void
show_class (InkThresholdCard *self)
{
  const char *name
      = ink_evaluation_class_names (self->evaluation)[self->class_index];
  g_autofree char *truly = g_strdup_printf ("truly %s", name);
  g_autofree char *said = g_strdup_printf ("taken for %s", name);
  const InkThresholds *sorted = sorted_class (self);

  gtk_label_set_text (self->rows[0], truly);
  gtk_label_set_text (self->columns[0], said);
  gtk_widget_set_sensitive (self->best_f1,
                            !isnan (ink_thresholds_best_f1 (sorted)));
  gtk_widget_set_sensitive (self->youden,
                            !isnan (ink_thresholds_best_youden (sorted)));
}

/* After the class or the threshold changed, by whatever. */
static void
update (InkThresholdCard *self)
{
  self->setting = TRUE;
  gtk_drop_down_set_selected (self->classes, self->class_index);
  gtk_range_set_value (self->scale, position_of (self->threshold));
  show_entry (self);
  self->setting = FALSE;
  show_point (self);
  g_signal_emit (self, signals[MOVED], 0);
}

void
ink_threshold_card_set (InkThresholdCard *self, guint class_index,
                        double threshold)
{
  g_return_if_fail (INK_IS_THRESHOLD_CARD (self));

  if (self->evaluation == NULL || isnan (threshold)
      || class_index >= ink_evaluation_n_classes (self->evaluation))
    return;
  self->threshold = CLAMP (threshold, 0, 1);
  if (class_index != self->class_index)
    {
      self->class_index = class_index;
      show_class (self);
    }
  update (self);
}

static void
scale_moved_cb (InkThresholdCard *self)
{
  if (!self->setting)
    ink_threshold_card_set (self, self->class_index,
                            threshold_at (gtk_range_get_value (self->scale)));
}

static void
class_chosen_cb (InkThresholdCard *self)
{
  if (!self->setting)
    ink_threshold_card_set (self, gtk_drop_down_get_selected (self->classes),
                            self->threshold);
}

/* A comma will do, too. */
static gboolean
read_entry (InkThresholdCard *self, double *threshold)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (self->entry));
  char *end;

  g_strdelimit (text, ",", '.');
  g_strstrip (text);
  *threshold = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && *threshold >= 0 && *threshold <= 1;
}

static void
entry_activated_cb (InkThresholdCard *self)
{
  double threshold;

  if (read_entry (self, &threshold))
    ink_threshold_card_set (self, self->class_index, threshold);
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
}

/* What was typed and not entered counts, where it is a threshold. What only
 * shows fewer digits of the one that holds is none. */
static void
entry_left_cb (InkThresholdCard *self)
{
  g_autofree char *shown = ink_threshold_format (self->threshold);
  double threshold;

  if (self->evaluation == NULL
      || g_strcmp0 (gtk_editable_get_text (self->entry), shown) == 0)
    return;
  if (read_entry (self, &threshold))
    ink_threshold_card_set (self, self->class_index, threshold);
  else
    show_entry (self);
}

static void
best_f1_cb (InkThresholdCard *self)
{
  if (self->evaluation == NULL)
    return;
  ink_threshold_card_set (self, self->class_index,
                          ink_thresholds_best_f1 (sorted_class (self)));
}

static void
youden_cb (InkThresholdCard *self)
{
  if (self->evaluation == NULL)
    return;
  ink_threshold_card_set (self, self->class_index,
                          ink_thresholds_best_youden (sorted_class (self)));
}

void
ink_threshold_card_set_youden (InkThresholdCard *self, guint class_index)
{
  g_return_if_fail (INK_IS_THRESHOLD_CARD (self));

  ink_threshold_card_set (self, class_index, self->threshold);
  if (self->evaluation != NULL && class_index == self->class_index)
    youden_cb (self);
}

gboolean
ink_threshold_card_get (InkThresholdCard *self, guint *class_index,
                        InkOperatingPoint *point)
{
  g_return_val_if_fail (INK_IS_THRESHOLD_CARD (self), FALSE);

  if (self->evaluation == NULL)
    return FALSE;
  *class_index = self->class_index;
  ink_thresholds_at (sorted_class (self), self->threshold, LEVEL, point);
  return TRUE;
}

static void
emit_evidence (InkThresholdCard *self, InkSelection *selection)
{
  g_signal_emit (self, signals[EVIDENCE], 0, selection);
  ink_selection_free (selection);
}

static void
side_clicked_cb (InkThresholdCard *self, GtkWidget *button)
{
  for (guint i = 0; i < N_SIDES; i++)
    if (self->sides[i].button == button && self->evaluation != NULL)
      emit_evidence (self,
                     ink_selection_of_side (self->evaluation,
                                            self->class_index,
                                            self->threshold, (InkSide) i));
}

/* What a figure is short of. */
static void
figure_clicked_cb (InkThresholdCard *self, GtkWidget *button)
{
  guint which = 0;

  if (self->evaluation == NULL)
    return;
  while (self->figures[which].button != button)
    which++;
  if (which == FIGURE_F1)
    emit_evidence (self, ink_selection_of_errors (self->evaluation,
                                                  self->class_index,
                                                  self->threshold));
  else
    emit_evidence (self, ink_selection_of_side (
                             self->evaluation, self->class_index,
                             self->threshold,
                             which == FIGURE_RECALL
                                 ? INK_SIDE_FALSE_NEGATIVE
                                 : INK_SIDE_FALSE_POSITIVE));
}

/* Of more than two classes the one that is read worst. */
static guint
first_class (const InkEvaluation *evaluation)
{
  const guint n = ink_evaluation_n_classes (evaluation);
  guint worst = n == 2 ? 1 : 0;

  for (guint i = 0; n > 2 && i < n; i++)
    {
      const InkClassFigures *figures = ink_evaluation_class (evaluation, i);

      if (figures->support > 0
          && figures->f1 < ink_evaluation_class (evaluation, worst)->f1)
        worst = i;
    }
  return worst;
}

static gboolean
has_same_classes (const InkEvaluation *a, const InkEvaluation *b)
{
  return a != NULL
         && g_strv_equal (ink_evaluation_class_names (a),
                          ink_evaluation_class_names (b));
}

void
ink_threshold_card_show (InkThresholdCard *self, InkEvaluation *evaluation)
{
  const gboolean same = has_same_classes (self->evaluation, evaluation);
  g_autoptr (GtkStringList) names = NULL;

  g_return_if_fail (INK_IS_THRESHOLD_CARD (self));

  ink_evaluation_ref (evaluation);
  g_clear_pointer (&self->evaluation, ink_evaluation_unref);
  g_ptr_array_set_size (self->sorted, 0);
  self->evaluation = evaluation;
  g_ptr_array_set_size (self->sorted,
                        (int) ink_evaluation_n_classes (evaluation));
  if (!same)
    {
      names = gtk_string_list_new (ink_evaluation_class_names (evaluation));
      self->setting = TRUE;
      gtk_drop_down_set_model (self->classes, G_LIST_MODEL (names));
      self->setting = FALSE;
      self->class_index = first_class (evaluation);
      self->threshold = 0.5;
    }
  show_class (self);
  update (self);
}

/* Making it */

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
  g_signal_connect_swapped (number->button, "clicked",
                            interval ? G_CALLBACK (figure_clicked_cb)
                                     : G_CALLBACK (side_clicked_cb),
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
      make_number (self, &self->sides[i], side_names[i], FALSE);
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
  GtkLabel *remark;

  for (guint i = 0; i < N_FIGURES; i++)
    {
      make_number (self, &self->figures[i], figure_names[i], TRUE);
      gtk_box_append (GTK_BOX (figures), self->figures[i].button);
    }
  gtk_box_set_homogeneous (GTK_BOX (figures), TRUE);
  gtk_widget_set_hexpand (figures, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), figures);
  remark = append_label (box, "Below each figure its 95 % interval (Wilson)",
                         "caption");
  gtk_widget_add_css_class (GTK_WIDGET (remark), "dim-label");
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
                                               -END, END, STEP);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    gtk_scale_add_mark (GTK_SCALE (scale), position_of (marks[i].threshold),
                        GTK_POS_BOTTOM, marks[i].label);
  gtk_scale_add_mark (GTK_SCALE (scale), -END, GTK_POS_BOTTOM, "0");
  gtk_scale_add_mark (GTK_SCALE (scale), END, GTK_POS_BOTTOM, "1");
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
                            G_CALLBACK (scale_moved_cb), self);
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
                            G_CALLBACK (entry_activated_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (entry_left_cb), self);
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

static GtkWidget *
make_classes (InkThresholdCard *self)
{
  GtkWidget *classes = gtk_drop_down_new (
      NULL, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL,
                                         "string"));

  self->classes = GTK_DROP_DOWN (classes);
  gtk_drop_down_set_enable_search (self->classes, TRUE);
  gtk_widget_set_valign (classes, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (classes),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "Class", -1);
  g_signal_connect_swapped (classes, "notify::selected",
                            G_CALLBACK (class_chosen_cb), self);
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
                               G_CALLBACK (best_f1_cb));
  self->youden = make_button (
      self, "Youden’s J",
      "Where recall less the false positive rate is highest",
      G_CALLBACK (youden_cb));
  gtk_box_append (GTK_BOX (box), self->best_f1);
  gtk_box_append (GTK_BOX (box), self->youden);
  return box;
}

static void
ink_threshold_card_finalize (GObject *object)
{
  InkThresholdCard *self = INK_THRESHOLD_CARD (object);

  g_ptr_array_unref (self->sorted);
  g_clear_pointer (&self->evaluation, ink_evaluation_unref);
  G_OBJECT_CLASS (ink_threshold_card_parent_class)->finalize (object);
}

static void
ink_threshold_card_class_init (InkThresholdCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ink_threshold_card_finalize;
  signals[MOVED]
      = g_signal_new ("moved", INK_TYPE_THRESHOLD_CARD, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[EVIDENCE]
      = g_signal_new ("evidence", INK_TYPE_THRESHOLD_CARD, G_SIGNAL_RUN_LAST,
                      0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
ink_threshold_card_init (InkThresholdCard *self)
{
  self->sorted = g_ptr_array_new_with_free_func (
      (GDestroyNotify) ink_thresholds_free);
  self->threshold = 0.5;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "ink-panel");
  gtk_box_append (GTK_BOX (self), make_controls (self));
  gtk_box_append (GTK_BOX (self), make_numbers (self));
}

GtkWidget *
ink_threshold_card_new (void)
{
  return g_object_new (INK_TYPE_THRESHOLD_CARD, NULL);
}
