/* What can be opened of a plot: which mark is at a pixel, and which is above or
 * below it. Layers that have a tag are asked, each in its own way; those that
 * go through points share the way of this file. */
#include <math.h>

#include "ui/plot/plot-private.h"

#define SAME_X 1.0    /* pixels */
#define MOST 100000   /* points that are looked at */
#define AT_POINT 0.5  /* pixels that a point is nearer than the line to it */

double
ink_mark_to_segment (double px,
                     double py,
                     double x0,
                     double y0,
                     double x1,
                     double y1)
{
  const double dx = x1 - x0;
  const double dy = y1 - y0;
  const double length = dx * dx + dy * dy;
  const double along =
      length > 0 ? ((px - x0) * dx + (py - y0) * dy) / length : 0;
  const double t = CLAMP (along, 0, 1);

  return hypot (px - x0 - t * dx, py - y0 - t * dy);
}

typedef struct
{
  double px, py;
  double least;
  gsize index;
} Nearest;

static void
try_mark (Nearest *nearest, double distance, gsize index)
{
  if (!(distance < nearest->least))
    return;
  nearest->least = distance;
  nearest->index = index;
}

/* A line between two points belongs to the nearer of them. */
static void
try_line (Nearest *nearest,
          double x0,
          double y0,
          gsize from,
          double x1,
          double y1,
          gsize to)
{
  const double start = hypot (nearest->px - x0, nearest->py - y0);
  const double end = hypot (nearest->px - x1, nearest->py - y1);

  try_mark (nearest,
            ink_mark_to_segment (nearest->px, nearest->py, x0, y0, x1, y1),
            start < end ? from : to);
}

/* From the point before to point @i. A level belongs to the point whose y it
 * has. */
static void
try_joint (Nearest *nearest,
           InkPath path,
           double x0,
           double y0,
           double x1,
           double y1,
           gsize i)
{
  switch (path)
    {
    case INK_PATH_LINE:
      try_line (nearest, x0, y0, i - 1, x1, y1, i);
      break;
    case INK_PATH_STEPS_PRE:
      try_line (nearest, x0, y0, i - 1, x0, y1, i);
      try_line (nearest, x0, y1, i, x1, y1, i);
      break;
    case INK_PATH_STEPS_POST:
      try_line (nearest, x0, y0, i - 1, x1, y0, i - 1);
      try_line (nearest, x1, y0, i - 1, x1, y1, i);
      break;
    case INK_PATH_POINTS:
    default:
      break;
    }
}

double
ink_mark_on_path (const InkSeries *series,
                  InkPath path,
                  const InkLayerContext *context,
                  double px,
                  double py,
                  gsize *index)
{
  const gsize n = ink_series_count (series);
  const double left = ink_scale_to_data (context->x, px - INK_MARK_CATCH);
  const double right = ink_scale_to_data (context->x, px + INK_MARK_CATCH);
  const gsize found = ink_series_search (series, left);
  const gsize end = ink_series_search (series, right);
  const gsize first = found > 0 ? found - 1 : 0;
  Nearest nearest = { px, py, INFINITY, 0 };
  double x0 = NAN;
  double y0 = NAN;

  for (gsize i = first; i < n && i <= end && i - first < MOST; i++)
    {
      const double x =
          ink_scale_to_pixels (context->x, ink_series_x (series, i));
      const double y =
          ink_scale_to_pixels (context->y, ink_series_y (series, i));

      try_mark (&nearest, hypot (px - x, py - y) - AT_POINT, i);
      if (i > first && isfinite (y0) && isfinite (y))
        try_joint (&nearest, path, x0, y0, x, y, i);
      x0 = x;
      y0 = y;
    }
  *index = nearest.index;
  return MAX (nearest.least, 0);
}

static gboolean
place_on_series (InkLayer *layer,
                 const InkLayerContext *context,
                 gsize index,
                 InkMark *mark)
{
  const InkSeries *series =
      layer->klass->series != NULL ? layer->klass->series (layer) : NULL;

  if (series == NULL || index >= ink_series_count (series))
    return FALSE;
  mark->x = ink_series_x (series, index);
  mark->y = ink_series_y (series, index);
  mark->px = ink_scale_to_pixels (context->x, mark->x);
  mark->py = ink_scale_to_pixels (context->y, mark->y);
  return isfinite (mark->py);
}

static gboolean
place (InkPlot *plot,
       guint number,
       const InkLayerContext *context,
       gsize index,
       InkMark *mark)
{
  InkLayer *layer = plot->layers->pdata[number];

  *mark = (InkMark){
    .tag = layer->tag,
    .layer = number,
    .index = index,
    .note = index < layer->n_notes ? layer->notes[index] : NAN,
  };
  return layer->klass->place_mark != NULL
             ? layer->klass->place_mark (layer, context, index, mark)
             : place_on_series (layer, context, index, mark);
}

/* Without what drawing needs. */
static InkLayerContext
context_of (const InkPlot *plot)
{
  return (InkLayerContext){ .x = &plot->axes[INK_AXIS_X].scale,
                            .y = &plot->axes[INK_AXIS_Y].scale,
                            .area = plot->area,
                            .step = 1 };
}

static gboolean
can_open (const InkLayer *layer)
{
  return layer->tag >= 0 && !layer->hidden && layer->klass->find_mark != NULL;
}

gboolean
ink_plot_mark_at (InkPlot *plot, double px, double py, InkMark *mark)
{
  const InkLayerContext context = context_of (plot);
  double least = INK_MARK_CATCH;
  gboolean found = FALSE;
  double x, y;

  if (!ink_plot_to_data (plot, px, py, &x, &y))
    return FALSE;
  for (guint i = 0; i < plot->layers->len; i++)
    {
      InkLayer *layer = plot->layers->pdata[i];
      gsize index = 0;
      double distance =
          can_open (layer)
              ? layer->klass->find_mark (layer, &context, px, py, &index)
              : INFINITY;
      InkMark at;

      if (!(distance <= least) || !place (plot, i, &context, index, &at))
        continue;
      least = distance;
      *mark = at;
      found = TRUE;
    }
  return found;
}

/* The mark of a layer that is nearest to @py at the pixel @px. */
static gboolean
mark_at_x (InkPlot *plot,
           guint number,
           const InkLayerContext *context,
           double px,
           double py,
           InkMark *mark)
{
  InkLayer *layer = plot->layers->pdata[number];
  const InkSeries *series =
      can_open (layer) && layer->klass->series != NULL
          ? layer->klass->series (layer)
          : NULL;
  gsize i;
  gboolean found = FALSE;

  if (series == NULL)
    return FALSE;
  i = ink_series_search (series, ink_scale_to_data (context->x, px - SAME_X));
  for (; i < ink_series_count (series); i++)
    {
      InkMark at;

      if (ink_scale_to_pixels (context->x, ink_series_x (series, i)) >
          px + SAME_X)
        break;
      if (!place (plot, number, context, i, &at) ||
          (found && fabs (at.py - py) >= fabs (mark->py - py)))
        continue;
      *mark = at;
      found = TRUE;
    }
  return found;
}

/* Whether @a is above @b: of those at one place, that of the later layer. */
static gboolean
is_above (const InkMark *a, const InkMark *b)
{
  return a->py < b->py || (a->py == b->py && a->layer > b->layer);
}

gboolean
ink_plot_mark_beside (InkPlot *plot,
                      const InkMark *from,
                      int dy,
                      InkMark *mark)
{
  const InkLayerContext context = context_of (plot);
  gboolean found = FALSE;

  for (guint i = 0; i < plot->layers->len; i++)
    {
      InkMark at;

      if (i == from->layer ||
          !mark_at_x (plot, i, &context, from->px, from->py, &at) ||
          is_above (&at, from) != (dy < 0) ||
          (found && is_above (&at, mark) == (dy < 0)))
        continue;
      *mark = at;
      found = TRUE;
    }
  return found;
}

gboolean
ink_plot_mark_on (InkPlot *plot, double px, double py, InkMark *mark)
{
  const InkLayerContext context = context_of (plot);
  gboolean found = FALSE;

  for (guint i = 0; i < plot->layers->len; i++)
    {
      InkMark at;

      if (!mark_at_x (plot, i, &context, px, py, &at) ||
          (found && fabs (at.py - py) > fabs (mark->py - py)))
        continue;
      *mark = at;
      found = TRUE;
    }
  return found;
}

/* Tries the points of a layer before and after the pixel @px. */
static void
try_beside (InkPlot *plot,
            guint number,
            const InkLayerContext *context,
            double px,
            double py,
            double *least,
            InkMark *mark)
{
  InkLayer *layer = plot->layers->pdata[number];
  const InkSeries *series = layer->klass->series (layer);
  const gsize after =
      ink_series_search (series, ink_scale_to_data (context->x, px));

  for (gsize i = after > 0 ? after - 1 : 0; i <= after; i++)
    {
      InkMark at;
      double distance;

      if (!place (plot, number, context, i, &at) ||
          !ink_layer_shows (context, at.px, at.py))
        continue;
      distance = hypot (at.px - px, at.py - py);
      if (distance >= *least)
        continue;
      *least = distance;
      *mark = at;
    }
}

gboolean
ink_plot_mark_near (InkPlot *plot, double px, double py, InkMark *mark)
{
  const InkLayerContext context = context_of (plot);
  double least = INFINITY;

  for (guint i = 0; i < plot->layers->len; i++)
    {
      InkLayer *layer = plot->layers->pdata[i];

      if (can_open (layer) && layer->klass->series != NULL &&
          layer->klass->series (layer) != NULL)
        try_beside (plot, i, &context, px, py, &least, mark);
    }
  return isfinite (least);
}

gboolean
ink_plot_mark_in_row (InkPlot *plot,
                      const InkMark *from,
                      int dx,
                      gsize row,
                      InkMark *mark)
{
  const InkLayerContext context = context_of (plot);
  const int step = dx < 0 ? -1 : 1;
  const int n = (int) plot->layers->len;
  int i = from == NULL ? 0 : (int) from->layer + (dx != 0 ? step : 0);

  for (; i >= 0 && i < n; i += step)
    if (can_open (plot->layers->pdata[i]) &&
        place (plot, (guint) i, &context, row, mark))
      return TRUE;
  return FALSE;
}

int
ink_plot_only_tag (const InkPlot *plot)
{
  int tag = -1;
  guint n = 0;

  for (guint i = 0; i < plot->layers->len; i++)
    {
      const InkLayer *layer = plot->layers->pdata[i];

      if (!can_open (layer))
        continue;
      tag = layer->tag;
      n++;
    }
  return n == 1 ? tag : -1;
}
