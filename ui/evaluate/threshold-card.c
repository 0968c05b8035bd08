/* A slider, an entry and two buttons set one number; everything else on the
 * card follows from it. Each class is sorted when it is first chosen, after
 * which a move of the slider is a binary search and a few labels. */
#include "ui/evaluate/threshold-card-private.h"

#include <math.h>

#include "ui/format.h"

enum
{
  MOVED,
  EVIDENCE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkThresholdCard, ink_threshold_card, GTK_TYPE_BOX)

double
ink_threshold_card_position_of (double threshold)
{
  return CLAMP (log (threshold) - log1p (-threshold), -INK_THRESHOLD_END,
                INK_THRESHOLD_END);
}

/* Of as many digits as are shown, so that what is read is what holds. */
static double
threshold_at (double position)
{
  g_autofree char *text = NULL;

  if (position <= -INK_THRESHOLD_END)
    return 0;
  if (position >= INK_THRESHOLD_END)
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
            : g_strdup_printf ("%.*f–%.*f", digits, scale * figure->low,
                               digits, scale * figure->high);

  set_number (number, value, ink_threshold_figure_names[which]);
  gtk_label_set_text (number->interval, interval);
}

static void
show_point (InkThresholdCard *self)
{
  InkOperatingPoint point;

  ink_thresholds_at (sorted_class (self), self->threshold, self->level, &point);
  for (guint i = 0; i < N_SIDES; i++)
    {
      g_autofree char *count = ink_format_count ((double) point.counts[i]);

      set_number (&self->sides[i], count, ink_threshold_side_names[i]);
    }
  set_figure (&self->figures[FIGURE_PRECISION], FIGURE_PRECISION,
              &point.precision);
  set_figure (&self->figures[FIGURE_RECALL], FIGURE_RECALL, &point.recall);
  set_figure (&self->figures[FIGURE_FALSE_POSITIVE_RATE],
              FIGURE_FALSE_POSITIVE_RATE, &point.false_positive_rate);
  set_figure (&self->figures[FIGURE_F1], FIGURE_F1, &point.f1);
}

static void
show_level (InkThresholdCard *self)
{
  g_autofree char *text = g_strdup_printf (
      "Below each figure its %.4g %% interval (Wilson)", 100 * self->level);

  gtk_label_set_text (self->remark, text);
}

void
ink_threshold_card_set_level (InkThresholdCard *self, double level)
{
  g_return_if_fail (INK_IS_THRESHOLD_CARD (self));
  g_return_if_fail (level > 0 && level < 1);

  self->level = level;
  show_level (self);
  if (self->evaluation != NULL)
    show_point (self);
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
  const char *const *names = ink_evaluation_class_names (self->evaluation);
  const gboolean two = ink_evaluation_n_classes (self->evaluation) == 2;
  const InkThresholds *sorted = sorted_class (self);

  for (guint rest = 0; rest < 2; rest++)
    {
      const char *name = names[rest && two ? 1 - self->class_index
                                           : self->class_index];
      g_autofree char *truly = g_strdup_printf ("truly %s", name);
      g_autofree char *said = g_strdup_printf ("taken for %s", name);

      gtk_label_set_text (self->rows[rest], rest && !two ? "another" : truly);
      gtk_label_set_text (self->columns[rest], rest && !two ? "not" : said);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->rows[rest]),
                                   gtk_label_get_text (self->rows[rest]));
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->columns[rest]),
                                   gtk_label_get_text (self->columns[rest]));
    }
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
  gtk_range_set_value (self->scale,
                       ink_threshold_card_position_of (self->threshold));
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

void
ink_threshold_card_scale_moved (InkThresholdCard *self)
{
  if (!self->setting)
    ink_threshold_card_set (self, self->class_index,
                            threshold_at (gtk_range_get_value (self->scale)));
}

void
ink_threshold_card_class_chosen (InkThresholdCard *self)
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

void
ink_threshold_card_entry_activated (InkThresholdCard *self)
{
  double threshold;

  if (read_entry (self, &threshold))
    ink_threshold_card_set (self, self->class_index, threshold);
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
}

/* What was typed and not entered counts, where it is a threshold. What only
 * shows fewer digits of the one that holds is none. */
void
ink_threshold_card_entry_left (InkThresholdCard *self)
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

void
ink_threshold_card_best_f1 (InkThresholdCard *self)
{
  if (self->evaluation == NULL)
    return;
  ink_threshold_card_set (self, self->class_index,
                          ink_thresholds_best_f1 (sorted_class (self)));
}

void
ink_threshold_card_best_youden (InkThresholdCard *self)
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
    ink_threshold_card_best_youden (self);
}

gboolean
ink_threshold_card_get (InkThresholdCard *self, guint *class_index,
                        InkOperatingPoint *point)
{
  g_return_val_if_fail (INK_IS_THRESHOLD_CARD (self), FALSE);

  if (self->evaluation == NULL)
    return FALSE;
  *class_index = self->class_index;
  ink_thresholds_at (sorted_class (self), self->threshold, self->level, point);
  return TRUE;
}

static void
emit_evidence (InkThresholdCard *self, InkSelection *selection)
{
  g_signal_emit (self, signals[EVIDENCE], 0, selection);
  ink_selection_free (selection);
}

void
ink_threshold_card_side_clicked (InkThresholdCard *self, GtkWidget *button)
{
  for (guint i = 0; i < N_SIDES; i++)
    if (self->sides[i].button == button && self->evaluation != NULL)
      emit_evidence (self,
                     ink_selection_of_side (self->evaluation,
                                            self->class_index,
                                            self->threshold, (InkSide) i));
}

/* What a figure is short of. */
void
ink_threshold_card_figure_clicked (InkThresholdCard *self, GtkWidget *button)
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
  self->level = 0.95;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "ink-panel");
  ink_threshold_card_make (self);
  show_level (self);
}

GtkWidget *
ink_threshold_card_new (void)
{
  return g_object_new (INK_TYPE_THRESHOLD_CARD, NULL);
}
