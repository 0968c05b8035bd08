/* The level of the intervals and the curve of the band. A choice cancels the
 * resampling under way; another level makes what was there void, another curve
 * the band alone. */
#include "ui/evaluate/evaluate-intervals.h"

#include "ui/weak.h"

#include <math.h>

static const double levels[] = { 0.9, 0.95, 0.99 };
static const char *const level_names[] = { "90 %", "95 %", "99 %", NULL };
#define USUAL_LEVEL 1
/* Curves: macro, micro, then the classes. */
#define N_AVERAGES 2
#define NAME_CHARS 22

struct _InkEvaluateIntervals
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkDropDown *level;
  GtkDropDown *curve;
  GtkSpinner *spinner;
  InkEvaluation *evaluation; /* nullable */
  InkIntervals *estimates;   /* nullable: at the level that is chosen */
  InkIntervals *band;        /* the same, of the curve; may be the same one */
  GCancellable *cancellable; /* of the resampling under way */
  gboolean filling;          /* the list of curves changes, not the choice */
};

enum
{
  LEVEL_CHANGED,
  ESTIMATES_CHANGED,
  BAND_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkEvaluateIntervals, ink_evaluate_intervals,
                     GTK_TYPE_WIDGET)

static void
set_busy (InkEvaluateIntervals *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
}

static void
cancel (InkEvaluateIntervals *self)
{
  if (self->cancellable == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
forget_band (InkEvaluateIntervals *self)
{
  if (self->band != self->estimates)
    ink_intervals_free (self->band);
  self->band = NULL;
}

static void
forget_all (InkEvaluateIntervals *self)
{
  forget_band (self);
  g_clear_pointer (&self->estimates, ink_intervals_free);
}

static int
chosen_curve (InkEvaluateIntervals *self)
{
  const guint selected = gtk_drop_down_get_selected (self->curve);

  if (selected == GTK_INVALID_LIST_POSITION || selected == 0)
    return INK_ROC_BAND_MACRO;
  return selected == 1 ? INK_ROC_BAND_MICRO : (int) (selected - N_AVERAGES);
}

static void
resampled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (InkEvaluateIntervals) self = ink_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkIntervals) intervals = ink_intervals_finish (result, &error);

  if (self == NULL
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* it is gone, or another one is under way */
  g_clear_object (&self->cancellable);
  set_busy (self, FALSE);
  if (intervals == NULL)
    return; /* no memory for it: figures stand without intervals */
  forget_band (self);
  self->band = intervals;
  if (intervals->has_estimates)
    {
      ink_intervals_free (self->estimates);
      self->estimates = intervals;
    }
  if (g_steal_pointer (&intervals)->has_estimates)
    g_signal_emit (self, signals[ESTIMATES_CHANGED], 0);
  g_signal_emit (self, signals[BAND_CHANGED], 0);
}

static void
resample (InkEvaluateIntervals *self)
{
  cancel (self);
  set_busy (self, self->evaluation != NULL);
  if (self->evaluation == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  ink_intervals_async (self->evaluation,
                       ink_evaluate_intervals_get_level (self),
                       chosen_curve (self), self->estimates == NULL,
                       self->cancellable, resampled_cb,
                       ink_weak_new (self));
}

static void
level_selected_cb (InkEvaluateIntervals *self)
{
  forget_all (self);
  g_signal_emit (self, signals[LEVEL_CHANGED], 0);
  g_signal_emit (self, signals[ESTIMATES_CHANGED], 0);
  resample (self);
}

static void
curve_selected_cb (InkEvaluateIntervals *self)
{
  if (self->filling || self->evaluation == NULL)
    return;
  forget_band (self);
  g_signal_emit (self, signals[BAND_CHANGED], 0);
  resample (self);
}

/* Keeps the choice where the classes are the same. */
static void
fill_curves (InkEvaluateIntervals *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *const *classes = ink_evaluation_class_names (self->evaluation);
  const guint before = gtk_drop_down_get_selected (self->curve);
  const guint n_before
      = g_list_model_get_n_items (gtk_drop_down_get_model (self->curve));
  guint n;

  gtk_string_list_append (names, "macro average");
  gtk_string_list_append (names, "micro average");
  for (guint c = 0; classes[c] != NULL; c++)
    gtk_string_list_append (names, classes[c]);
  n = g_list_model_get_n_items (G_LIST_MODEL (names));
  self->filling = TRUE;
  gtk_drop_down_set_model (self->curve, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->curve, n == n_before ? before : 0);
  self->filling = FALSE;
}

void
ink_evaluate_intervals_show (InkEvaluateIntervals *self,
                             InkEvaluation *evaluation)
{
  g_return_if_fail (INK_IS_EVALUATE_INTERVALS (self));

  forget_all (self);
  g_clear_pointer (&self->evaluation, ink_evaluation_unref);
  if (evaluation != NULL)
    {
      self->evaluation = ink_evaluation_ref (evaluation);
      fill_curves (self);
    }
  resample (self);
}

double
ink_evaluate_intervals_get_level (InkEvaluateIntervals *self)
{
  guint selected;

  g_return_val_if_fail (INK_IS_EVALUATE_INTERVALS (self), 0.95);
  selected = gtk_drop_down_get_selected (self->level);
  return levels[MIN (selected, G_N_ELEMENTS (levels) - 1)];
}

const InkEstimate *
ink_evaluate_intervals_get_estimate (InkEvaluateIntervals *self,
                                     InkFigure figure)
{
  const InkEstimate *estimate;

  g_return_val_if_fail (INK_IS_EVALUATE_INTERVALS (self), NULL);
  if (self->estimates == NULL)
    return NULL;
  estimate = &self->estimates->estimates[figure];
  return isfinite (estimate->low) && isfinite (estimate->high) ? estimate
                                                               : NULL;
}

void
ink_evaluate_intervals_add_band (InkEvaluateIntervals *self, InkPlot *plot)
{
  g_return_if_fail (INK_IS_EVALUATE_INTERVALS (self));
  if (self->band != NULL && self->band->band != NULL)
    ink_evaluation_chart_add_band (plot, self->evaluation, self->band->band,
                                   self->band->curve);
}

gboolean
ink_evaluate_intervals_is_busy (InkEvaluateIntervals *self)
{
  g_return_val_if_fail (INK_IS_EVALUATE_INTERVALS (self), FALSE);
  return self->cancellable != NULL;
}

static void
ink_evaluate_intervals_dispose (GObject *object)
{
  InkEvaluateIntervals *self = INK_EVALUATE_INTERVALS (object);

  cancel (self);
  forget_all (self);
  g_clear_pointer (&self->evaluation, ink_evaluation_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->curve);
  G_OBJECT_CLASS (ink_evaluate_intervals_parent_class)->dispose (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, INK_TYPE_EVALUATE_INTERVALS, G_SIGNAL_RUN_LAST, 0,
                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ink_evaluate_intervals_class_init (InkEvaluateIntervalsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_evaluate_intervals_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
  signals[LEVEL_CHANGED] = add_signal ("level-changed");
  signals[ESTIMATES_CHANGED] = add_signal ("estimates-changed");
  signals[BAND_CHANGED] = add_signal ("band-changed");
}

/* Long names are cut off on the chart, not in the list. */
static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), NAME_CHARS);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_autofree char *text = g_strconcat (
      "band: ", gtk_string_object_get_string (gtk_list_item_get_item (item)),
      NULL);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
make_curves (InkEvaluateIntervals *self)
{
  static const char *const averages[]
      = { "macro average", "micro average", NULL };
  GtkWidget *curves = gtk_drop_down_new_from_strings (averages);
  g_autoptr (GtkListItemFactory) cut = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) whole = NULL;

  self->curve = GTK_DROP_DOWN (g_object_ref_sink (curves));
  whole = g_object_ref (gtk_drop_down_get_factory (self->curve));
  g_signal_connect (cut, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (cut, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_drop_down_set_list_factory (self->curve, whole);
  gtk_drop_down_set_factory (self->curve, cut);
  gtk_widget_add_css_class (curves, "ink-small-list");
  gtk_widget_set_tooltip_text (curves,
                               "The curve that is shown with how sure it is");
  g_signal_connect_object (self->curve, "notify::selected",
                           G_CALLBACK (curve_selected_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
make_level (InkEvaluateIntervals *self)
{
  static const char what[]
      = "Level of all intervals: how often one holds the true value";
  GtkWidget *level = gtk_drop_down_new_from_strings (level_names);
  GtkWidget *label = gtk_label_new ("Level");

  self->level = GTK_DROP_DOWN (level);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_tooltip_text (label, what);
  gtk_widget_set_tooltip_text (level, what);
  gtk_widget_set_valign (level, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (level),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Level of all intervals", -1);
  gtk_drop_down_set_selected (self->level, USUAL_LEVEL);
  gtk_box_append (GTK_BOX (self->box), label);
  gtk_box_append (GTK_BOX (self->box), level);
  g_signal_connect_swapped (level, "notify::selected",
                            G_CALLBACK (level_selected_cb), self);
}

static void
ink_evaluate_intervals_init (InkEvaluateIntervals *self)
{
  GtkWidget *spinner = gtk_spinner_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->spinner = GTK_SPINNER (spinner);
  gtk_widget_set_tooltip_text (spinner, "Resampling the examples…");
  gtk_widget_set_visible (spinner, FALSE);
  gtk_box_append (GTK_BOX (self->box), spinner);
  make_level (self);
  make_curves (self);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
ink_evaluate_intervals_new (void)
{
  return g_object_new (INK_TYPE_EVALUATE_INTERVALS, NULL);
}

GtkWidget *
ink_evaluate_intervals_get_curves (InkEvaluateIntervals *self)
{
  g_return_val_if_fail (INK_IS_EVALUATE_INTERVALS (self), NULL);
  return GTK_WIDGET (self->curve);
}
