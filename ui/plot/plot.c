/* A plot's parts and its view: which data the axes span. A view that the user
 * chose goes before what the program asked for, and that before the data. */
#include "ui/plot/plot.h"

#include <math.h>
#include <string.h>

#include "ui/plot/plot-private.h"

InkPlot *
ink_plot_new (const char *title)
{
  InkPlot *plot = g_new0 (InkPlot, 1);

  plot->n_refs = 1;
  plot->title = g_utf8_make_valid (title != NULL ? title : "", -1);
  plot->layers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ink_layer_free);
  plot->facts = g_ptr_array_new_with_free_func (g_free);
  plot->boxes = g_array_new (FALSE, FALSE, sizeof (InkLegendBox));
  plot->texts = ink_text_cache_new ();
  for (guint i = 0; i < 2; i++)
    {
      InkAxis *axis = &plot->axes[i];

      axis->low = axis->high = axis->view_low = axis->view_high = NAN;
      ink_scale_init (&axis->scale, INK_SCALE_LINEAR, 0, 1);
    }
  return plot;
}

InkPlot *
ink_plot_copy (const InkPlot *plot)
{
  InkPlot *copy = ink_plot_new (plot->title);

  for (guint i = 0; i < 2; i++)
    {
      copy->axes[i] = plot->axes[i];
      copy->axes[i].label = g_strdup (plot->axes[i].label);
      copy->axes[i].unit = g_strdup (plot->axes[i].unit);
      copy->axes[i].ticks = NULL; /* of the last drawing */
    }
  for (guint i = 0; i < plot->layers->len; i++)
    ink_plot_add_layer (copy, ink_layer_copy (plot->layers->pdata[i]));
  for (guint i = 0; i < plot->facts->len; i++)
    g_ptr_array_add (copy->facts, g_strdup (plot->facts->pdata[i]));
  copy->corner = plot->corner;
  return copy;
}

InkPlot *
ink_plot_ref (InkPlot *plot)
{
  plot->n_refs++;
  return plot;
}

void
ink_plot_unref (InkPlot *plot)
{
  if (plot == NULL || --plot->n_refs > 0)
    return;
  for (guint i = 0; i < 2; i++)
    {
      g_free (plot->axes[i].label);
      g_free (plot->axes[i].unit);
      g_clear_pointer (&plot->axes[i].ticks, g_array_unref);
    }
  g_ptr_array_unref (plot->layers);
  g_ptr_array_unref (plot->facts);
  g_array_unref (plot->boxes);
  ink_text_cache_free (plot->texts);
  g_free (plot->title);
  g_free (plot);
}

const char *
ink_plot_title (const InkPlot *plot)
{
  return plot->title;
}

static char *
copy_valid (const char *text)
{
  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

void
ink_plot_set_axis (InkPlot *plot, InkAxisSide side, const InkAxisSpec *spec)
{
  InkAxis *axis = &plot->axes[side];
  char *label = copy_valid (spec->label);
  char *unit = copy_valid (spec->unit);

  g_free (axis->label);
  g_free (axis->unit);
  axis->label = label;
  axis->unit = unit;
  axis->kind = spec->scale;
  axis->low = spec->low;
  axis->high = spec->high;
}

void
ink_plot_add_layer (InkPlot *plot, InkLayer *layer)
{
  g_ptr_array_add (plot->layers, layer);
}

static guint
find_fact (const InkPlot *plot, const char *key)
{
  for (guint i = 0; i < plot->facts->len; i += 2)
    if (strcmp (plot->facts->pdata[i], key) == 0)
      return i;
  return G_MAXUINT;
}

void
ink_plot_set_fact (InkPlot *plot, const char *key, const char *value)
{
  guint at = find_fact (plot, key);

  if (at != G_MAXUINT)
    g_ptr_array_remove_range (plot->facts, at, 2);
  if (value == NULL)
    return;
  g_ptr_array_add (plot->facts, g_strdup (key));
  g_ptr_array_add (plot->facts, g_utf8_make_valid (value, -1));
}

const char *
ink_plot_fact (const InkPlot *plot, const char *key)
{
  guint at = find_fact (plot, key);

  return at != G_MAXUINT ? plot->facts->pdata[at + 1] : NULL;
}

gboolean
ink_plot_has_cells (const InkPlot *plot)
{
  for (guint i = 0; i < plot->layers->len; i++)
    {
      InkLayer *layer = plot->layers->pdata[i];

      if (layer->klass->categories != NULL &&
          layer->klass->categories (layer, INK_AXIS_X) != NULL)
        return TRUE;
    }
  return FALSE;
}

static double
first_number (double a, double b, double c)
{
  if (!isnan (a))
    return a;
  return isnan (b) ? c : b;
}

/* Room around data that nobody set limits for: to the next tick, down to 0
 * where that is near; a twentieth of the decades on a log axis. */
static void
pad (InkScaleKind kind,
     gboolean pad_low,
     gboolean pad_high,
     double *low,
     double *high)
{
  double step;

  if (!(*low < *high))
    return;
  if (kind == INK_SCALE_LOG)
    {
      double margin = 0.05 * (log (*high) - log (*low));

      *low = pad_low ? exp (log (*low) - margin) : *low;
      *high = pad_high ? exp (log (*high) + margin) : *high;
      return;
    }
  if (pad_low && *low > 0 && *low < 0.3 * *high)
    *low = 0;
  step = ink_ticks_step (*high - *low, 6);
  if (pad_low)
    *low = floor (*low / step + 1e-9) * step;
  if (pad_high)
    *high = ceil (*high / step - 1e-9) * step;
}

static void
resolve_scale (InkAxis *axis,
               InkAxisSide side,
               const InkExtent *extent,
               gboolean pads)
{
  gboolean some = extent->low[side] <= extent->high[side];
  gboolean is_log = axis->kind == INK_SCALE_LOG && !axis->by_name;
  double least = is_log ? extent->low_positive[side] : extent->low[side];
  double low, high;

  low = first_number (axis->low, some ? least : NAN, NAN);
  high = first_number (axis->high, some ? extent->high[side] : NAN, NAN);
  if (is_log && !(low > 0 && isfinite (low)))
    low = high > 0 ? high / 10 : 0.1;
  if (is_log && !(high > 0))
    high = low * 10;
  if (pads)
    pad (is_log ? INK_SCALE_LOG : INK_SCALE_LINEAR, isnan (axis->low),
         isnan (axis->high), &low, &high);
  low = first_number (axis->view_low, low, NAN);
  high = first_number (axis->view_high, high, NAN);
  ink_scale_init (&axis->scale, is_log ? INK_SCALE_LOG : INK_SCALE_LINEAR, low,
                  high);
}

void
ink_plot_resolve_scales (InkPlot *plot)
{
  InkExtent extent;
  gboolean x_values;

  ink_extent_init (&extent);
  plot->axes[0].by_name = plot->axes[1].by_name = FALSE;
  for (guint i = 0; i < plot->layers->len; i++)
    {
      InkLayer *layer = plot->layers->pdata[i];

      if (layer->klass->extend != NULL && !layer->hidden)
        layer->klass->extend (layer, &extent);
      for (guint side = 0; side < 2; side++)
        if (layer->klass->categories != NULL &&
            layer->klass->categories (layer, side) != NULL)
          plot->axes[side].by_name = TRUE;
    }
  /* What the values lie along gets air, what they belong to does not. */
  x_values = plot->axes[INK_AXIS_Y].by_name && !plot->axes[INK_AXIS_X].by_name;
  resolve_scale (&plot->axes[INK_AXIS_X], INK_AXIS_X, &extent, x_values);
  resolve_scale (&plot->axes[INK_AXIS_Y], INK_AXIS_Y, &extent,
                 !plot->axes[INK_AXIS_Y].by_name);
}

void
ink_plot_get_whole (InkPlot *plot, InkScale whole[2])
{
  const InkAxis axes[2] = { plot->axes[0], plot->axes[1] };

  ink_plot_reset_view (plot);
  ink_plot_resolve_scales (plot);
  for (guint i = 0; i < 2; i++)
    {
      whole[i] = plot->axes[i].scale;
      plot->axes[i] = axes[i];
    }
}

void
ink_plot_set_corner (InkPlot *plot, double width)
{
  plot->corner = MAX (width, 0);
}

void
ink_plot_set_view (InkPlot *plot, InkAxisSide side, double low, double high)
{
  plot->axes[side].view_low = low;
  plot->axes[side].view_high = high;
}

void
ink_plot_reset_view (InkPlot *plot)
{
  ink_plot_set_view (plot, INK_AXIS_X, NAN, NAN);
  ink_plot_set_view (plot, INK_AXIS_Y, NAN, NAN);
}

gboolean
ink_plot_is_zoomed (const InkPlot *plot)
{
  for (guint i = 0; i < 2; i++)
    if (!isnan (plot->axes[i].view_low) || !isnan (plot->axes[i].view_high))
      return TRUE;
  return FALSE;
}

void
ink_plot_get_data_view (const InkPlot *plot, InkDataView *view)
{
  for (guint i = 0; i < 2; i++)
    {
      const InkAxis *axis = &plot->axes[i];

      view->low[i] = isnan (axis->view_low) ? -INFINITY : axis->view_low;
      view->high[i] = isnan (axis->view_high) ? INFINITY : axis->view_high;
    }
}

gboolean
ink_plot_area (const InkPlot *plot, cairo_rectangle_t *area)
{
  if (plot->drawn)
    *area = plot->area;
  return plot->drawn;
}

gboolean
ink_plot_to_data (const InkPlot *plot,
                  double px,
                  double py,
                  double *x,
                  double *y)
{
  const cairo_rectangle_t *area = &plot->area;

  if (!plot->drawn || !(px >= area->x && px <= area->x + area->width) ||
      !(py >= area->y && py <= area->y + area->height))
    return FALSE;
  *x = ink_scale_to_data (&plot->axes[INK_AXIS_X].scale, px);
  *y = ink_scale_to_data (&plot->axes[INK_AXIS_Y].scale, py);
  return TRUE;
}

void
ink_plot_to_pixels (const InkPlot *plot,
                    double x,
                    double y,
                    double *px,
                    double *py)
{
  *px = ink_scale_to_pixels (&plot->axes[INK_AXIS_X].scale, x);
  *py = ink_scale_to_pixels (&plot->axes[INK_AXIS_Y].scale, y);
}

/* The view between two pixels of an axis; FALSE where doubles end. */
static gboolean
view_between (InkAxis *axis, double from, double to, double *low, double *high)
{
  InkScale check;
  double a = ink_scale_to_data (&axis->scale, from);
  double b = ink_scale_to_data (&axis->scale, to);

  *low = MIN (a, b);
  *high = MAX (a, b);
  if (!isfinite (*low) || !isfinite (*high))
    return FALSE;
  ink_scale_init (&check, axis->scale.kind, *low, *high);
  return check.low == *low && check.high == *high; /* nothing was mended */
}

static gboolean
set_view_between (InkPlot *plot, double px0, double py0, double px1, double py1)
{
  double low[2], high[2];

  if (!plot->drawn ||
      !view_between (&plot->axes[INK_AXIS_X], px0, px1, &low[0], &high[0]) ||
      !view_between (&plot->axes[INK_AXIS_Y], py0, py1, &low[1], &high[1]))
    return FALSE;
  ink_plot_set_view (plot, INK_AXIS_X, low[0], high[0]);
  ink_plot_set_view (plot, INK_AXIS_Y, low[1], high[1]);
  return TRUE;
}

gboolean
ink_plot_zoom_to (InkPlot *plot, double px0, double py0, double px1, double py1)
{
  const cairo_rectangle_t *area = &plot->area;
  double right = area->x + area->width;
  double bottom = area->y + area->height;

  px0 = CLAMP (px0, area->x, right);
  px1 = CLAMP (px1, area->x, right);
  py0 = CLAMP (py0, area->y, bottom);
  py1 = CLAMP (py1, area->y, bottom);
  if (!(fabs (px1 - px0) >= 3) || !(fabs (py1 - py0) >= 3))
    return FALSE;
  return set_view_between (plot, px0, py0, px1, py1);
}

/* An axis that holds its whole holds no more; none goes below its low end. */
static void
keep_within (InkAxis *axis, const InkScale *whole)
{
  const double low = ink_scale_fraction (whole, axis->view_low);
  const double high = ink_scale_fraction (whole, axis->view_high);

  if (high - low >= 1 - 1e-6)
    {
      axis->view_low = whole->low;
      axis->view_high = whole->high;
    }
  else if (low < 0)
    {
      axis->view_low = whole->low;
      axis->view_high = ink_scale_value (whole, high - low);
    }
}

/* Zooming out ends at the whole. */
static void
end_at_whole (InkPlot *plot)
{
  InkScale whole[2];
  gboolean is_whole = TRUE;

  ink_plot_get_whole (plot, whole);
  for (guint i = 0; i < 2; i++)
    {
      InkAxis *axis = &plot->axes[i];

      keep_within (axis, &whole[i]);
      is_whole = is_whole && axis->view_low == whole[i].low &&
                 axis->view_high == whole[i].high;
    }
  if (is_whole)
    ink_plot_reset_view (plot);
}

void
ink_plot_zoom_at (InkPlot *plot, double px, double py, double factor)
{
  const cairo_rectangle_t *area = &plot->area;
  double f;

  if (!plot->drawn || !(factor > 0) || !isfinite (factor) ||
      (factor <= 1 && !ink_plot_is_zoomed (plot)))
    return;
  f = 1 / factor;
  set_view_between (plot, px + (area->x - px) * f, py + (area->y - py) * f,
                    px + (area->x + area->width - px) * f,
                    py + (area->y + area->height - py) * f);
  if (factor < 1)
    end_at_whole (plot);
}

void
ink_plot_pan (InkPlot *plot, double dx, double dy)
{
  const cairo_rectangle_t *area = &plot->area;

  set_view_between (plot, area->x - dx, area->y - dy,
                    area->x + area->width - dx, area->y + area->height - dy);
}
