/* A run's loss, accuracy, learning rate and throughput as it goes. */
#include "ui/plot/run-charts.h"

#include <math.h>

#include "ui/plot/layer-private.h"

#define SMOOTHING 0.95 /* about 20 steps: more lags visibly on a log axis */
#define PERCENT 100.0
#define END_ROOM 1.02 /* for the mark where a run diverged */
#define LEAST_EPOCHS 4 /* that a chart of a longer run shows */
/* Chance is at most ln 256. A run that diverges goes to 10^30, and would leave
 * nothing to see of all before; arrows at the edge tell of what is above. */
#define MOST_NATS 100.0

struct _InkRunCharts
{
  InkPlot *loss, *accuracy, *learning_rate, *throughput;
  InkSeries *step_loss, *validation_loss;
  InkSeries *train_accuracy, *validation_accuracy;
  InkSeries *rate;
  InkSeries *speed;
  InkLayer *divergence; /* the loss plot's */
  InkLayer *best_epoch; /* the loss plot's */
  double best_accuracy; /* on the validation split */
  guint best;           /* the epoch of it; 0 for none */
  double last_loss;     /* of a step */
  guint epochs;        /* planned */
  guint64 steps_total; /* planned; 0 while unknown */
  double last_x;       /* epochs done, as a fraction */
  double shown;        /* epochs that the charts show */
};

static InkPlot *
run_plot (const char *title, const char *unit, InkScaleKind scale)
{
  InkPlot *plot = ink_plot_new (title);
  const InkAxisSpec x = { "epoch", NULL, INK_SCALE_LINEAR, 0, NAN };
  const InkAxisSpec y = { NULL, unit, scale, NAN, NAN };

  ink_plot_set_axis (plot, INK_AXIS_X, &x);
  ink_plot_set_axis (plot, INK_AXIS_Y, &y);
  return plot;
}

static void
add_loss_layers (InkRunCharts *charts)
{
  const InkLayerStyle step = { "step", 0, TRUE, 0 };
  const InkLayerStyle smooth = { "training, smoothed", 0, FALSE, 0 };
  const InkLayerStyle validation = { "validation", 1, FALSE, 0 };
  const InkLayerStyle divergence = { NULL, 5, FALSE, 0 };
  const InkLayerStyle best = { NULL, 3, FALSE, 0 };

  charts->step_loss = ink_series_new ();
  charts->validation_loss = ink_series_new ();
  ink_plot_add_layer (charts->loss,
                      ink_layer_line_new (charts->step_loss, &step));
  ink_plot_add_layer (charts->loss, ink_layer_smooth_new (charts->step_loss,
                                                          SMOOTHING, &smooth));
  ink_plot_add_layer (
      charts->loss,
      ink_layer_points_new (charts->validation_loss, "min", &validation));
  charts->best_epoch =
      ink_layer_pin_new (charts->validation_loss, INK_PIN_AT, NULL, &best);
  ink_plot_add_layer (charts->loss, charts->best_epoch);
  charts->divergence = ink_layer_mark_new (&divergence);
  ink_plot_add_layer (charts->loss, charts->divergence);
}

/* The whole range, until an epoch says where to look. */
static void
show_all_accuracies (InkRunCharts *charts)
{
  const InkAxisSpec y = { NULL, "%", INK_SCALE_LINEAR, 0, 100 };

  ink_plot_set_axis (charts->accuracy, INK_AXIS_Y, &y);
}

static void
add_accuracy_layers (InkRunCharts *charts)
{
  const InkLayerStyle training = { "training", 0, FALSE, 0 };
  const InkLayerStyle validation = { "validation", 1, FALSE, 0 };

  charts->train_accuracy = ink_series_new ();
  charts->validation_accuracy = ink_series_new ();
  ink_plot_add_layer (charts->accuracy,
                      ink_layer_line_new (charts->train_accuracy, &training));
  ink_plot_add_layer (
      charts->accuracy,
      ink_layer_points_new (charts->validation_accuracy, "max", &validation));
}

static void
add_rate_and_speed (InkRunCharts *charts)
{
  const InkLayerStyle rate = { NULL, 2, FALSE, 0 };
  const InkLayerStyle speed = { NULL, 3, FALSE, 0 };
  const InkAxisSpec from_zero = { NULL, "images/s", INK_SCALE_LINEAR, 0, NAN };

  charts->rate = ink_series_new ();
  charts->speed = ink_series_new ();
  ink_plot_add_layer (charts->learning_rate,
                      ink_layer_line_new (charts->rate, &rate));
  ink_plot_set_axis (charts->throughput, INK_AXIS_Y, &from_zero);
  ink_plot_add_layer (charts->throughput,
                      ink_layer_points_new (charts->speed, NULL, &speed));
}

InkRunCharts *
ink_run_charts_new (void)
{
  InkRunCharts *charts = g_new0 (InkRunCharts, 1);

  charts->loss = run_plot ("Loss", "nats", INK_SCALE_LOG);
  charts->accuracy = run_plot ("Accuracy", "%", INK_SCALE_LINEAR);
  charts->learning_rate =
      run_plot ("Learning rate", "per step", INK_SCALE_LINEAR);
  charts->throughput = run_plot ("Throughput", "images/s", INK_SCALE_LINEAR);
  add_loss_layers (charts);
  add_accuracy_layers (charts);
  show_all_accuracies (charts);
  add_rate_and_speed (charts);
  return charts;
}

void
ink_run_charts_free (InkRunCharts *charts)
{
  if (charts == NULL)
    return;
  ink_plot_unref (charts->loss);
  ink_plot_unref (charts->accuracy);
  ink_plot_unref (charts->learning_rate);
  ink_plot_unref (charts->throughput);
  ink_series_unref (charts->step_loss);
  ink_series_unref (charts->validation_loss);
  ink_series_unref (charts->train_accuracy);
  ink_series_unref (charts->validation_accuracy);
  ink_series_unref (charts->rate);
  ink_series_unref (charts->speed);
  g_free (charts);
}

/* All charts show the epochs up to @end. */
static void
show_epochs (InkRunCharts *charts, double end)
{
  InkPlot *const plots[] = { charts->loss, charts->accuracy,
                             charts->learning_rate, charts->throughput };
  const InkAxisSpec x = { "epoch", NULL, INK_SCALE_LINEAR, 0,
                          end > 0 ? end : NAN };

  if (end == charts->shown)
    return;
  charts->shown = end;
  for (guint i = 0; i < G_N_ELEMENTS (plots); i++)
    ink_plot_set_axis (plots[i], INK_AXIS_X, &x);
}

/* A long run's first minutes are no sliver at the left: the axis grows in a few
 * steps to all of the planned epochs. */
static void
make_room (InkRunCharts *charts)
{
  static const double shares[] = { 0.05, 0.1, 0.2, 0.5 };
  double end = charts->epochs;

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      double part = ceil (shares[i] * charts->epochs);

      if (part < LEAST_EPOCHS || charts->last_x > part)
        continue;
      end = part;
      break;
    }
  show_epochs (charts, end);
}

static void
set_loss_limit (InkRunCharts *charts, double most)
{
  const InkAxisSpec y = { NULL, "nats", INK_SCALE_LOG, NAN, most };

  ink_plot_set_axis (charts->loss, INK_AXIS_Y, &y);
}

static void
limit_loss (InkRunCharts *charts, double loss)
{
  if (isfinite (loss) && loss > MOST_NATS)
    set_loss_limit (charts, MOST_NATS);
}

static void
start (InkRunCharts *charts, const InkEvent *event)
{
  InkSeries *all[] = { charts->step_loss, charts->validation_loss,
                       charts->train_accuracy, charts->validation_accuracy,
                       charts->rate, charts->speed };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    ink_series_clear (all[i]);
  charts->epochs = event->epoch;
  charts->steps_total = event->steps_total;
  charts->last_x = 0;
  charts->last_loss = NAN;
  charts->best = 0;
  ink_layer_mark_set (charts->divergence, NAN, NULL);
  ink_layer_pin_set (charts->best_epoch, NAN, NULL);
  charts->shown = NAN;
  make_room (charts);
  show_all_accuracies (charts);
  set_loss_limit (charts, NAN);
}

/* The epoch as a fraction, from the steps where their number is known. */
static double
step_x (const InkRunCharts *charts, const InkEvent *event)
{
  if (charts->steps_total > 0 && charts->epochs > 0)
    return (double) event->step * charts->epochs / (double) charts->steps_total;
  return event->epoch > 0 ? event->epoch - 1 : charts->last_x;
}

static void
step (InkRunCharts *charts, const InkEvent *event)
{
  double x = step_x (charts, event);

  charts->last_x = x;
  charts->last_loss = event->loss;
  make_room (charts);
  limit_loss (charts, event->loss);
  ink_series_append (charts->step_loss, x, event->loss);
  ink_series_append (charts->rate, x, event->learning_rate);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The median of the finite y; NAN for none. */
static double
median_of (const InkSeries *series)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (gsize i = 0; i < ink_series_count (series); i++)
    {
      double y = ink_series_y (series, i);

      if (isfinite (y))
        g_array_append_val (values, y);
    }
  if (values->len == 0)
    return NAN;
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double, values->len / 2);
}

/* Once a run is past its first leap, the axis is for the end of it: four times
 * the median's distance from 100 %. What lies below shows as arrows. */
static void
focus_accuracy (InkRunCharts *charts)
{
  const InkSeries *validation = charts->validation_accuracy;
  double median = median_of (validation);
  InkAxisSpec y = { NULL, "%", INK_SCALE_LINEAR, NAN, NAN };

  if (isnan (median))
    median = median_of (charts->train_accuracy);
  if (ink_series_count (charts->train_accuracy) >= 4 && median > 90 &&
      median <= 100)
    y.low = MIN (99, floor (100 - 4 * (100 - median)));
  if (ink_series_count (charts->train_accuracy) > 0 && median > 50)
    y.high = 100;
  ink_plot_set_axis (charts->accuracy, INK_AXIS_Y, &y);
}

/* The model that is kept is that of the most accurate epoch, which need not be
 * that of the lowest loss: then it has a pin of its own. */
static void
pin_best_epoch (InkRunCharts *charts, const InkEvent *event)
{
  g_autofree char *text = NULL;
  gsize lowest;

  if (charts->best == 0 || event->validation_accuracy > charts->best_accuracy)
    {
      charts->best = event->epoch;
      charts->best_accuracy = event->validation_accuracy;
    }
  text = g_strdup_printf ("epoch %u: most accurate", charts->best);
  ink_layer_pin_set (charts->best_epoch, NAN, NULL);
  if (ink_pin_find (charts->validation_loss, INK_PIN_MIN, &lowest) &&
      ink_series_x (charts->validation_loss, lowest) != charts->best)
    ink_layer_pin_set (charts->best_epoch, charts->best, text);
}

static void
epoch (InkRunCharts *charts, const InkEvent *event)
{
  double x = event->epoch;

  charts->last_x = x;
  make_room (charts);
  ink_series_append (charts->train_accuracy, x,
                     PERCENT * event->train_accuracy);
  /* NAN here means that there is no validation split, not a bad figure. */
  if (!isnan (event->validation_accuracy))
    {
      ink_series_append (charts->validation_accuracy, x,
                         PERCENT * event->validation_accuracy);
      ink_series_append (charts->validation_loss, x, event->validation_loss);
      limit_loss (charts, event->validation_loss);
      pin_best_epoch (charts, event);
    }
  if (!isnan (event->images_per_second))
    ink_series_append (charts->speed, x, event->images_per_second);
  focus_accuracy (charts);
}

/* "diverged: loss NaN at step 371"; a finite loss is one of weights that are
 * no longer. */
static void
end (InkRunCharts *charts, const InkEvent *event)
{
  const double loss = charts->last_loss;
  const char *what = isnan (loss)   ? ": loss NaN"
                     : isinf (loss) ? ": loss infinite"
                                    : "";
  g_autofree char *text = NULL;

  if (event->reason != INK_END_COMPLETED && charts->last_x > 0)
    show_epochs (charts, END_ROOM * charts->last_x); /* all there will be */
  if (event->reason != INK_END_DIVERGED)
    return;
  text = g_strdup_printf ("diverged%s at step %" G_GUINT64_FORMAT, what,
                          event->step);
  ink_layer_mark_set (charts->divergence, charts->last_x, text);
}

void
ink_run_charts_add_event (InkRunCharts *charts, const InkEvent *event)
{
  switch (event->kind)
    {
    case INK_EVENT_START:
      start (charts, event);
      break;
    case INK_EVENT_STEP:
      step (charts, event);
      break;
    case INK_EVENT_EPOCH:
      epoch (charts, event);
      break;
    case INK_EVENT_END:
      end (charts, event);
      break;
    default:
      break;
    }
}

InkPlot *
ink_run_charts_loss (InkRunCharts *charts)
{
  return charts->loss;
}

InkPlot *
ink_run_charts_accuracy (InkRunCharts *charts)
{
  return charts->accuracy;
}

InkPlot *
ink_run_charts_learning_rate (InkRunCharts *charts)
{
  return charts->learning_rate;
}

InkPlot *
ink_run_charts_throughput (InkRunCharts *charts)
{
  return charts->throughput;
}
