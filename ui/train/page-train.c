/* The page Train. Events feed the charts' data as they come; the pictures
 * follow at most once every REFRESH milliseconds, however many came, and only
 * those that have changed to the eye, which keeps the processors for the
 * training. */
#include "ui/train/page-train.h"

#include <adwaita.h>

#include "ui/chart/chart-facts.h"
#include "ui/chart/chart-view.h"
#include "ui/plot/run-charts.h"
#include "ui/shortcuts.h"
#include "ui/train/run-panel.h"
#include "ui/train/train-form.h"

#define REFRESH 80  /* milliseconds: twelve pictures a second */
#define SLOW_TURNS 4 /* the learning rate's curve moves slowly */

typedef enum
{
  CHART_LOSS,
  CHART_ACCURACY,
  CHART_RATE,
  CHART_THROUGHPUT,
  N_CHARTS,
} Chart;

struct _InkPageTrain
{
  GtkWidget parent_instance;
  InkWorkbench *workbench;
  GtkWidget *box;
  InkTrainForm *form;
  InkRunPanel *panel;
  InkChartView *views[N_CHARTS];
  InkRunCharts *charts;
  InkRun *run;
  InkModelEntry *entry; /* of the run's model; NULL for none */
  char *kept_title;     /* of the earlier run that is shown; nullable */
  gboolean dirty[N_CHARTS]; /* it has data that is not drawn */
  guint turn;               /* of refreshing */
  guint refresh_source;
};

G_DEFINE_FINAL_TYPE (InkPageTrain, ink_page_train, GTK_TYPE_WIDGET)

static gboolean
is_active (InkPageTrain *self)
{
  return self->run != NULL && ink_run_is_active (self->run);
}

/* Whether there is, or will be, anything new to draw. */
static gboolean
is_moving (InkPageTrain *self)
{
  return is_active (self) && ink_run_get_state (self->run) != INK_RUN_PAUSED;
}

static char *
idle_text (InkPageTrain *self)
{
  const char *data = ink_train_form_data_title (self->form);

  if (ink_train_form_is_ready (self->form))
    return g_strdup_printf ("LeNet-5 on %s. Start, and watch the curves grow.",
                            data);
  return g_strdup_printf ("%s is not installed: download it first.", data);
}

static void
show_panel (InkPageTrain *self)
{
  g_autofree char *idle = NULL;

  if (self->run == NULL && self->kept_title != NULL)
    {
      ink_run_panel_show_kept (self->panel, self->kept_title);
      return;
    }
  idle = self->run == NULL ? idle_text (self) : NULL;

  ink_run_panel_show (self->panel, self->run, idle);
}

static void
update_actions (InkPageTrain *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const gboolean active = is_active (self);
  const gboolean stopping
      = active && ink_run_get_state (self->run) == INK_RUN_STOPPING;

  gtk_widget_action_set_enabled (
      widget, "train.start",
      !active && ink_train_form_is_ready (self->form));
  gtk_widget_action_set_enabled (widget, "train.pause", active && !stopping);
  gtk_widget_action_set_enabled (widget, "train.stop", active && !stopping);
}

static void
refresh (InkPageTrain *self)
{
  show_panel (self);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->turn++;
  for (guint i = 0; i < N_CHARTS; i++)
    {
      const gboolean waits = i == CHART_RATE && is_moving (self)
                             && self->turn % SLOW_TURNS != 0;

      if (!self->dirty[i] || waits)
        continue;
      self->dirty[i] = FALSE;
      ink_chart_view_refresh (self->views[i]);
    }
}

/* Ends by itself once nothing moves: a run that is paused costs nothing. */
static gboolean
refresh_cb (gpointer user_data)
{
  InkPageTrain *self = user_data;

  refresh (self);
  if (is_moving (self))
    return G_SOURCE_CONTINUE;
  self->refresh_source = 0;
  return G_SOURCE_REMOVE;
}

static void
keep_refreshing (InkPageTrain *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH, refresh_cb, self);
}

static void
chart_message_cb (InkPageTrain *self, const char *message)
{
  ink_workbench_say (self->workbench, message);
}

/* From its start, and again once it has a name and its data is known. */
static void
set_run_facts (InkPageTrain *self)
{
  for (guint i = 0; i < N_CHARTS; i++)
    ink_chart_facts_set_run (ink_chart_view_get_plot (self->views[i]),
                             self->run);
}

static void
set_live (InkPageTrain *self, gboolean live)
{
  for (guint i = 0; i < N_CHARTS; i++)
    ink_chart_view_set_live (self->views[i], live);
}

/* A series that was hidden stays so. */
static void
show_plot (InkChartView *view, InkPlot *plot)
{
  InkPlot *before = ink_chart_view_get_plot (view);

  if (before != NULL)
    ink_plot_hide_as (plot, before);
  ink_chart_view_set_plot (view, plot);
}

/* Empty charts for the run to come. */
static void
renew_charts (InkPageTrain *self)
{
  InkPlot *plots[N_CHARTS];

  g_clear_pointer (&self->charts, ink_run_charts_free);
  self->charts = ink_run_charts_new ();
  plots[CHART_LOSS] = ink_run_charts_loss (self->charts);
  plots[CHART_ACCURACY] = ink_run_charts_accuracy (self->charts);
  plots[CHART_RATE] = ink_run_charts_learning_rate (self->charts);
  plots[CHART_THROUGHPUT] = ink_run_charts_throughput (self->charts);
  for (guint i = 0; i < N_CHARTS; i++)
    show_plot (self->views[i], plots[i]);
}

static void
events_cb (InkPageTrain *self, const InkEvent *events, guint64 n)
{
  for (guint64 i = 0; i < n; i++)
    {
      ink_run_charts_add_event (self->charts, &events[i]);
      if (events[i].kind != INK_EVENT_STEP)
        self->dirty[CHART_ACCURACY] = self->dirty[CHART_THROUGHPUT] = TRUE;
    }
  self->dirty[CHART_LOSS] = self->dirty[CHART_RATE] = TRUE;
  keep_refreshing (self);
}

/* Whether it learned anything worth drawing with: a rate that is too high
 * leaves a model that guesses. */
static gboolean
is_of_use (InkRun *run)
{
  const InkRunFigures *figures = ink_run_get_figures (run);
  const double accuracy = figures->best_epoch != 0 ? figures->best_accuracy
                                                   : figures->train_accuracy;

  return accuracy >= 0.5; /* NAN is not */
}

/* A finished run's model of the classes that Draw reads now becomes Draw's;
 * one of other classes, or of a run that was stopped or came to nothing, is
 * offered beside it. */
static gboolean
replaces_current (InkPageTrain *self, InkModel *model)
{
  InkModelEntry *current = ink_workbench_get_digit_model (self->workbench);
  const InkRunFigures *figures = ink_run_get_figures (self->run);

  if (current == NULL)
    return TRUE;
  return figures->ended && figures->reason == INK_END_COMPLETED
         && is_of_use (self->run)
         && g_strv_equal (
             ink_model_class_names (ink_model_entry_get_model (current)),
             ink_model_class_names (model));
}

static void
offer_model (InkPageTrain *self, InkModel *model)
{
  g_autofree char *title = ink_run_dup_title (self->run);
  g_autofree char *text = NULL;
  const gboolean replaces = replaces_current (self, model);

  g_set_object (&self->entry,
                ink_workbench_add_model (self->workbench, model, title));
  if (replaces)
    ink_workbench_set_digit_model (self->workbench, self->entry);
  text = g_strdup_printf (replaces ? "%s: now the model of Draw and Evaluate"
                                   : "%s: offered in Draw and Evaluate",
                          title);
  ink_workbench_say (self->workbench, text);
}

static void
end_run (InkPageTrain *self)
{
  InkModel *model = ink_run_get_model (self->run);
  const GError *error = ink_run_get_error (self->run);
  const char *warning = ink_run_get_warning (self->run);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  ink_train_form_set_running (self->form, FALSE);
  set_live (self, FALSE);
  if (model != NULL)
    offer_model (self, model);
  if (error != NULL && !gtk_widget_get_mapped (GTK_WIDGET (self)))
    ink_workbench_say (self->workbench, error->message); /* else the panel */
  if (warning != NULL)
    ink_workbench_say (self->workbench, warning);
}

static void
state_cb (InkPageTrain *self)
{
  set_run_facts (self);
  if (is_active (self))
    keep_refreshing (self);
  else
    end_run (self);
  update_actions (self);
  refresh (self);
}

static void
drop_run (InkPageTrain *self)
{
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  if (self->run != NULL)
    g_signal_handlers_disconnect_by_data (self->run, self);
  g_clear_object (&self->run);
  g_clear_object (&self->entry);
}

static void
watch_run (InkPageTrain *self)
{
  g_signal_connect_swapped (self->run, "events", G_CALLBACK (events_cb), self);
  g_signal_connect_swapped (self->run, "notify::state", G_CALLBACK (state_cb),
                            self);
  keep_refreshing (self);
  ink_train_form_set_running (self->form, TRUE);
  set_live (self, TRUE);
  ink_workbench_set_run (self->workbench, self->run);
  set_run_facts (self);
}

void
ink_page_train_start (InkPageTrain *self)
{
  g_autoptr (GError) error = NULL;
  InkRunOptions options;

  g_return_if_fail (INK_IS_PAGE_TRAIN (self));

  if (is_active (self) || !ink_train_form_is_ready (self->form))
    return;
  ink_train_form_commit (self->form);
  ink_train_form_get (self->form, &options);
  if (!ink_recipe_check (&options.recipe, &error))
    {
      ink_workbench_say (self->workbench, error->message);
      return;
    }
  drop_run (self);
  g_clear_pointer (&self->kept_title, g_free);
  renew_charts (self);
  self->run = ink_run_new (&options, &error);
  if (self->run != NULL)
    watch_run (self);
  else
    ink_workbench_say (self->workbench, error->message);
  update_actions (self);
  refresh (self);
}

void
ink_page_train_toggle_pause (InkPageTrain *self)
{
  g_return_if_fail (INK_IS_PAGE_TRAIN (self));

  if (!is_active (self))
    return;
  if (ink_run_get_state (self->run) == INK_RUN_PAUSED)
    ink_run_resume (self->run);
  else
    ink_run_pause (self->run);
}

void
ink_page_train_stop (InkPageTrain *self)
{
  g_return_if_fail (INK_IS_PAGE_TRAIN (self));
  if (is_active (self))
    ink_run_stop (self->run);
}

static void
fill_charts (InkPageTrain *self, const InkKeptRun *kept)
{
  for (guint i = 0; i < kept->events->len; i++)
    ink_run_charts_add_event (self->charts,
                              &g_array_index (kept->events, InkEvent, i));
  for (guint i = 0; i < N_CHARTS; i++)
    {
      ink_chart_facts_set_kept (ink_chart_view_get_plot (self->views[i]), kept);
      ink_chart_view_refresh (self->views[i]);
    }
}

gboolean
ink_page_train_show_kept (InkPageTrain *self, const InkKeptRun *kept)
{
  g_return_val_if_fail (INK_IS_PAGE_TRAIN (self), FALSE);

  if (is_active (self))
    return FALSE;
  drop_run (self);
  ink_workbench_set_run (self->workbench, NULL);
  g_free (self->kept_title);
  self->kept_title = g_strdup (kept->title);
  renew_charts (self);
  if (kept->has_recipe)
    ink_train_form_set (self->form, kept->data, &kept->recipe);
  fill_charts (self, kept);
  update_actions (self);
  show_panel (self);
  return TRUE;
}

void
ink_page_train_get_options (InkPageTrain *self, InkRunOptions *options)
{
  g_return_if_fail (INK_IS_PAGE_TRAIN (self));
  ink_train_form_get (self->form, options);
}

/* The keys are for the page in sight: Ctrl+Return in another page's text is
 * no wish to train. */
static void
start_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (gtk_widget_get_mapped (widget))
    ink_page_train_start (INK_PAGE_TRAIN (widget));
}

static void
pause_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (gtk_widget_get_mapped (widget))
    ink_page_train_toggle_pause (INK_PAGE_TRAIN (widget));
}

static void
stop_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (gtk_widget_get_mapped (widget))
    ink_page_train_stop (INK_PAGE_TRAIN (widget));
}

/* The run's model becomes the one of Draw and Evaluate, and the page that is
 * asked for comes. */
static void
use_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  InkPageTrain *self = INK_PAGE_TRAIN (widget);

  if (self->entry == NULL)
    return;
  ink_workbench_set_digit_model (self->workbench, self->entry);
  gtk_widget_activate_action_variant (widget, "win.show-page", parameter);
}

static void
form_changed_cb (InkPageTrain *self)
{
  update_actions (self);
  show_panel (self);
}

static void
rate_changed_cb (InkPageTrain *self, double rate)
{
  if (is_active (self) && rate > 0)
    ink_run_set_rate_factor (
        self->run, rate / ink_run_get_recipe (self->run)->learning_rate);
}

static void
ink_page_train_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ink_page_train_parent_class)->map (widget);
  refresh (INK_PAGE_TRAIN (widget));
}

/* Gone with the page: a run that nobody sees ends. */
static void
ink_page_train_dispose (GObject *object)
{
  InkPageTrain *self = INK_PAGE_TRAIN (object);

  if (is_active (self))
    ink_run_stop (self->run);
  drop_run (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->charts, ink_run_charts_free);
  g_clear_pointer (&self->kept_title, g_free);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (ink_page_train_parent_class)->dispose (object);
}

static void
ink_page_train_class_init (InkPageTrainClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_page_train_dispose;
  widget_class->map = ink_page_train_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "train.start", NULL,
                                   start_action);
  gtk_widget_class_install_action (widget_class, "train.pause", NULL,
                                   pause_action);
  gtk_widget_class_install_action (widget_class, "train.stop", NULL,
                                   stop_action);
  gtk_widget_class_install_action (widget_class, "train.use", "s",
                                   use_action);
}

static void
add_shortcuts (InkPageTrain *self)
{
  static const InkShortcut shortcuts[]
      = { { GDK_KEY_Return, "train.start" },
          { GDK_KEY_space, "train.pause" },
          { GDK_KEY_period, "train.stop" } };

  ink_shortcuts_add (GTK_WIDGET (self), shortcuts, G_N_ELEMENTS (shortcuts));
}

static GtkWidget *
make_chart (InkPageTrain *self, Chart which)
{
  GtkWidget *card = adw_bin_new ();
  GtkWidget *view = ink_chart_view_new (NULL);

  self->views[which] = INK_CHART_VIEW (view);
  g_signal_connect_swapped (view, "message", G_CALLBACK (chart_message_cb),
                            self);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "ink-chart");
  gtk_widget_set_hexpand (card, TRUE);
  gtk_widget_set_vexpand (card, TRUE);
  adw_bin_set_child (ADW_BIN (card), view);
  return card;
}

/* What it learns above, a third higher than how it does so below; the curves
 * of every step, left, are half as wide again as those of every epoch. */
static GtkWidget *
make_charts (InkPageTrain *self)
{
  GtkWidget *widget = gtk_grid_new ();
  GtkGrid *grid = GTK_GRID (widget);

  gtk_grid_set_row_homogeneous (grid, TRUE);
  gtk_grid_set_column_homogeneous (grid, TRUE);
  gtk_grid_set_row_spacing (grid, 12);
  gtk_grid_set_column_spacing (grid, 12);
  gtk_grid_attach (grid, make_chart (self, CHART_LOSS), 0, 0, 3, 4);
  gtk_grid_attach (grid, make_chart (self, CHART_ACCURACY), 3, 0, 2, 4);
  gtk_grid_attach (grid, make_chart (self, CHART_RATE), 0, 4, 3, 3);
  gtk_grid_attach (grid, make_chart (self, CHART_THROUGHPUT), 3, 4, 2, 3);
  return widget;
}

static GtkWidget *
make_right_side (InkPageTrain *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->panel = INK_RUN_PANEL (ink_run_panel_new ());
  gtk_box_append (GTK_BOX (side), GTK_WIDGET (self->panel));
  gtk_box_append (GTK_BOX (side), make_charts (self));
  gtk_widget_set_margin_top (side, 18);
  gtk_widget_set_margin_bottom (side, 18);
  gtk_widget_set_margin_start (side, 6);
  gtk_widget_set_margin_end (side, 18);
  gtk_widget_set_hexpand (side, TRUE);
  return side;
}

static void
ink_page_train_init (InkPageTrain *self)
{
  add_shortcuts (self);
}

GtkWidget *
ink_page_train_new (InkWorkbench *workbench)
{
  InkPageTrain *self = g_object_new (INK_TYPE_PAGE_TRAIN, NULL);
  GtkWidget *form = ink_train_form_new (workbench);

  self->workbench = g_object_ref (workbench);
  self->form = INK_TRAIN_FORM (form);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (self->box), form);
  gtk_box_append (GTK_BOX (self->box), make_right_side (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_swapped (form, "changed", G_CALLBACK (form_changed_cb),
                            self);
  g_signal_connect_swapped (form, "rate-changed",
                            G_CALLBACK (rate_changed_cb), self);
  renew_charts (self);
  form_changed_cb (self);
  return GTK_WIDGET (self);
}
