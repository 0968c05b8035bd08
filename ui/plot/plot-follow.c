/* A zoomed view of data that grows: it goes on with the newest point, as wide
 * as it is. Shifts are along the axis' own scale, so that on a log axis the
 * view keeps its decades. */
#include <math.h>

#include "ui/plot/plot-private.h"

/* Room kept beyond what is moved into view, in shares of the view. */
#define AHEAD 0.03
#define AIR 0.1

typedef struct
{
  double x, y; /* NAN: no point */
} Newest;

/* The last point of the shown series that ends last; of the strong ones alone
 * where @strong. */
static Newest
find_newest (const InkPlot *plot, gboolean strong)
{
  Newest newest = { NAN, NAN };

  for (guint i = 0; i < plot->layers->len; i++)
    {
      InkLayer *layer = plot->layers->pdata[i];
      const InkSeries *series;
      gsize n;

      if (layer->hidden || layer->klass->series == NULL ||
          (strong && layer->faint))
        continue;
      series = layer->klass->series (layer);
      n = ink_series_count (series);
      if (n == 0 || ink_series_x (series, n - 1) < newest.x)
        continue;
      newest.x = ink_series_x (series, n - 1);
      newest.y = ink_series_y (series, n - 1);
    }
  return newest;
}

/* Where @value lies in the zoomed view, 0 to 1; NAN where it is not zoomed. */
static double
view_fraction (const InkAxis *axis, double value, InkScale *scale)
{
  if (axis->by_name || isnan (axis->view_low) || isnan (axis->view_high))
    return NAN;
  ink_scale_init (scale, axis->kind, axis->view_low, axis->view_high);
  return ink_scale_fraction (scale, value);
}

/* Shifts the view by a share of itself; FALSE where doubles end. */
static gboolean
shift (InkAxis *axis, const InkScale *scale, double by)
{
  InkScale check;
  double low = ink_scale_value (scale, by);
  double high = ink_scale_value (scale, 1 + by);

  if (!isfinite (low) || !isfinite (high))
    return FALSE;
  ink_scale_init (&check, scale->kind, low, high);
  if (check.low != low || check.high != high)
    return FALSE;
  axis->view_low = low;
  axis->view_high = high;
  return TRUE;
}

/* How far the view may go back, of @by: not below what the whole axis has. The
 * newest, at @at, comes into view all the same. */
static double
limit_back (InkPlot *plot,
            InkAxisSide side,
            const InkScale *scale,
            double at,
            double by)
{
  InkScale whole[2];
  double end;

  ink_plot_get_whole (plot, whole);
  end = ink_scale_fraction (scale, whole[side].low);
  return isfinite (end) ? MAX (by, MIN (end, at)) : by;
}

gboolean
ink_plot_newest_in_view (const InkPlot *plot)
{
  InkScale scale;
  double at = view_fraction (&plot->axes[INK_AXIS_X],
                             find_newest (plot, FALSE).x, &scale);

  return isnan (at) || (at >= 0 && at <= 1);
}

static gboolean
follow_x (InkPlot *plot)
{
  InkAxis *axis = &plot->axes[INK_AXIS_X];
  InkScale scale;
  double at = view_fraction (axis, find_newest (plot, FALSE).x, &scale);

  if (!isfinite (at) || (at >= 0 && at <= 1))
    return FALSE;
  return shift (axis, &scale,
                limit_back (plot, INK_AXIS_X, &scale, at, at - (1 - AHEAD)));
}

static gboolean
follow_y (InkPlot *plot)
{
  InkAxis *axis = &plot->axes[INK_AXIS_Y];
  Newest newest = find_newest (plot, TRUE);
  InkScale scale;
  double at;

  if (isnan (newest.x))
    newest = find_newest (plot, FALSE);
  at = view_fraction (axis, newest.y, &scale);
  if (!isfinite (at) || (at >= 0 && at <= 1))
    return FALSE;
  return shift (axis, &scale,
                limit_back (plot, INK_AXIS_Y, &scale, at,
                            at < 0 ? at - AIR : at - (1 - AIR)));
}

gboolean
ink_plot_follow (InkPlot *plot)
{
  gboolean x = follow_x (plot);
  gboolean y = follow_y (plot);

  return x || y;
}
