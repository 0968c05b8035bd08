/* Progress, figures and buttons of a run. It keeps no run: whoever shows one
 * calls ink_run_panel_show() as often as it should be looked at. */
#include "ui/train/run-panel.h"

#include <math.h>

#include "core/base/error.h"
#include "ui/format.h"

struct _InkRunPanel
{
  GtkBox parent_instance;
  GtkLabel *heading;
  GtkProgressBar *progress;
  GtkLabel *figures;
  GtkLabel *note; /* on the model that is left, where that needs saying */
  GtkWidget *start, *pause, *stop;
  GtkWidget *draw, *evaluate;
};

G_DEFINE_FINAL_TYPE (InkRunPanel, ink_run_panel, GTK_TYPE_BOX)

/* Sets a label's text only where it changes: it is asked for many times a
 * second. */
static void
set_text (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

static gboolean
is_diverged (InkRun *run)
{
  return g_error_matches (ink_run_get_error (run), INK_ERROR,
                          INK_ERROR_DIVERGED);
}

static char *
heading_text (InkRun *run, const InkRunFigures *figures)
{
  switch (ink_run_get_state (run))
    {
    case INK_RUN_LOADING:
      return g_strdup ("Loading the data…");
    case INK_RUN_STOPPING:
      return g_strdup ("Stopping…");
    case INK_RUN_PAUSED:
      return g_strdup_printf ("Paused in epoch %u of %u", figures->epoch,
                              figures->epochs);
    case INK_RUN_FAILED:
      if (is_diverged (run))
        return g_strdup_printf ("Diverged in epoch %u of %u", figures->epoch,
                                figures->epochs);
      return g_strdup ("Failed");
    case INK_RUN_FINISHED:
      if (figures->ended && figures->reason == INK_END_COMPLETED)
        return g_strdup_printf (
            "Done: %u %s", figures->epochs_done,
            figures->epochs_done == 1 ? "epoch" : "epochs");
      if (figures->epochs_done == 0)
        return g_strdup_printf ("Stopped in epoch 1 of %u", figures->epochs);
      return g_strdup_printf ("Stopped after %u of %u epochs",
                              figures->epochs_done, figures->epochs);
    case INK_RUN_RUNNING:
    default:
      return g_strdup_printf ("Epoch %u of %u", MAX (figures->epoch, 1),
                              figures->epochs);
    }
}

/* Name dim, value strong; no break within. */
static void
add_figure (GString *text, const char *name, const char *format, ...)
{
  g_autofree char *value = NULL;
  va_list args;

  va_start (args, format);
  value = g_strdup_vprintf (format, args);
  va_end (args);
  g_string_append_printf (
      text, "%s<span alpha=\"60%%\">%s</span>\u00a0<b>%s</b>",
      text->len > 0 ? "     " : "", name, value);
}

static void
add_clock (GString *text, const char *name, double seconds)
{
  g_autofree char *clock = NULL;

  if (!isfinite (seconds))
    return;
  clock = ink_format_clock (seconds);
  add_figure (text, name, "%s", clock);
}

static void
add_speed (GString *text, double images_per_second)
{
  g_autofree char *speed = NULL;

  if (!isfinite (images_per_second))
    return;
  speed = ink_format_count (images_per_second);
  add_figure (text, "Speed", "%s\u00a0images/s", speed);
}

static char *
format_percent (double fraction)
{
  g_autofree char *percent = ink_format_figure (100 * fraction, 2, 100);

  return g_strconcat (percent, "\u00a0%", NULL);
}

static void
add_accuracies (GString *text, const InkRunFigures *figures)
{
  const gboolean validated = isfinite (figures->validation_accuracy);
  g_autofree char *last = format_percent (
      validated ? figures->validation_accuracy : figures->train_accuracy);
  g_autofree char *best = NULL;

  if (validated || isfinite (figures->train_accuracy))
    add_figure (text, validated ? "Validation" : "Training", "%s", last);
  if (figures->best_epoch == 0)
    return;
  best = format_percent (figures->best_accuracy);
  add_figure (text, "Best", "%s\u00a0at\u00a0epoch\u00a0%u", best,
              figures->best_epoch);
}

static char *
figures_text (InkRun *run, const InkRunFigures *figures)
{
  GString *text = g_string_new (NULL);

  add_speed (text, figures->images_per_second);
  add_clock (text, "Elapsed", figures->elapsed);
  if (ink_run_is_active (run))
    add_clock (text, "Left", figures->left);
  add_accuracies (text, figures);
  return g_string_free (text, FALSE);
}

/* What a run that did not go to its end leaves; NULL where there is nothing to
 * say. (transfer full) */
static char *
note_text (InkRun *run, const InkRunFigures *figures)
{
  const gboolean stopped
      = figures->ended && figures->reason == INK_END_STOPPED;
  const guint epoch = ink_run_get_model_epoch (run);

  if (ink_run_is_active (run) || (!stopped && !is_diverged (run)))
    return NULL;
  if (ink_run_get_model (run) == NULL)
    return g_strdup (stopped ? "Stopped before the first step: no model"
                             : "No epoch was finished before: no model");
  if (epoch == 0)
    return g_strdup_printf ("The model is that of step %" G_GUINT64_FORMAT
                            ", before the end of an epoch",
                            figures->step);
  return g_strdup_printf ("The model of epoch %u is kept", epoch);
}

static void
show_buttons (InkRunPanel *self, InkRun *run)
{
  const gboolean active = run != NULL && ink_run_is_active (run);
  const gboolean result
      = run != NULL && !active && ink_run_get_model (run) != NULL;
  const gboolean paused
      = active && ink_run_get_state (run) == INK_RUN_PAUSED;

  gtk_widget_set_visible (self->start, !active);
  gtk_widget_set_visible (self->pause, active);
  gtk_widget_set_visible (self->stop, active);
  gtk_widget_set_visible (self->draw, result);
  gtk_widget_set_visible (self->evaluate, result);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), active);
  gtk_widget_set_hexpand (GTK_WIDGET (self->heading), !active);
  gtk_button_set_label (GTK_BUTTON (self->pause),
                        paused ? "Resume" : "Pause");
  if (active)
    gtk_widget_set_sensitive (self->stop,
                              ink_run_get_state (run) != INK_RUN_STOPPING);
}

static GtkWidget *
add_button (GtkWidget *box, const char *label, const char *action,
            const char *style)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, style);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
add_page_button (GtkWidget *box, const char *label, const char *page)
{
  GtkWidget *button = add_button (box, label, "train.use", "ink-page");

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", page);
  return button;
}

static GtkWidget *
make_first_line (InkRunPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *heading = gtk_label_new (NULL);
  GtkWidget *progress = gtk_progress_bar_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->heading = GTK_LABEL (heading);
  gtk_label_set_xalign (self->heading, 0);
  gtk_label_set_ellipsize (self->heading, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (heading, "ink-tabular");

  self->progress = GTK_PROGRESS_BAR (progress);
  gtk_widget_set_hexpand (progress, TRUE);
  gtk_widget_set_valign (progress, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (progress, "ink-progress");

  self->draw = add_page_button (buttons, "Draw with It", "draw");
  self->evaluate = add_page_button (buttons, "Evaluate It", "evaluate");
  self->start
      = add_button (buttons, "Start", "train.start", "suggested-action");
  self->pause = add_button (buttons, "Pause", "train.pause", "ink-pause");
  self->stop
      = add_button (buttons, "Stop", "train.stop", "destructive-action");
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);

  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), progress);
  gtk_box_append (GTK_BOX (box), buttons);
  return box;
}

static GtkLabel *
add_line (InkRunPanel *self)
{
  GtkWidget *line = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (line), TRUE);
  gtk_label_set_xalign (GTK_LABEL (line), 0);
  gtk_widget_add_css_class (line, "ink-tabular");
  gtk_box_append (GTK_BOX (self), line);
  return GTK_LABEL (line);
}

static void
ink_run_panel_class_init (InkRunPanelClass *klass)
{
}

static void
ink_run_panel_init (InkRunPanel *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "ink-panel");
  gtk_box_append (GTK_BOX (self), make_first_line (self));

  self->figures = add_line (self);
  gtk_label_set_use_markup (self->figures, TRUE);
  self->note = add_line (self);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  show_buttons (self, NULL);
}

GtkWidget *
ink_run_panel_new (void)
{
  return g_object_new (INK_TYPE_RUN_PANEL, NULL);
}

static void
show_idle (InkRunPanel *self, const char *idle)
{
  g_autofree char *escaped = g_markup_escape_text (idle, -1);

  set_text (self->heading, "Ready");
  set_text (self->figures, escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
}

static void
show_run (InkRunPanel *self, InkRun *run)
{
  const InkRunFigures *figures = ink_run_get_figures (run);
  const GError *error = ink_run_get_error (run);
  g_autofree char *heading = heading_text (run, figures);
  g_autofree char *note = note_text (run, figures);
  g_autofree char *text = error == NULL
                              ? figures_text (run, figures)
                              : g_markup_escape_text (error->message, -1);

  set_text (self->heading, heading);
  set_text (self->figures, text);
  set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  gtk_progress_bar_set_fraction (self->progress, figures->fraction);
}

void
ink_run_panel_show (InkRunPanel *self, InkRun *run, const char *idle)
{
  g_return_if_fail (INK_IS_RUN_PANEL (self));

  if (run == NULL)
    show_idle (self, idle);
  else
    show_run (self, run);
  show_buttons (self, run);
}

void
ink_run_panel_show_kept (InkRunPanel *self, const char *title)
{
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  g_return_if_fail (INK_IS_RUN_PANEL (self));

  set_text (self->heading, "An earlier run");
  set_text (self->figures, escaped);
  set_text (self->note, "Start trains anew by what the form says.");
  gtk_widget_set_visible (GTK_WIDGET (self->note), TRUE);
  show_buttons (self, NULL);
}
