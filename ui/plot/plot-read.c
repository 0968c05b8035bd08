/* What lies under the pointer or under the keyboard's cursor, and the box that
 * tells it. Values are those of real points, never interpolated; one that lies
 * aside of the cursor says where. */
#include <math.h>

#include "ui/plot/plot-private.h"

#define MAX_NAMES 12
/* A point of a sparse layer draws the cursor from so far. */
#define CATCH 7.0
#define SPARSE 8.0
#define ASIDE 8.0
#define MAX_TIES 4096

static void
clear_string (gpointer data)
{
  g_free (*(char **) data);
}

static InkReading *
reading_new (void)
{
  InkReading *reading = g_new0 (InkReading, 1);

  reading->names = g_ptr_array_new_with_free_func (g_free);
  reading->values = g_ptr_array_new_with_free_func (g_free);
  reading->colors = g_array_new (FALSE, FALSE, sizeof (guint));
  reading->row = reading->column = -1;
  return reading;
}

void
ink_reading_free (InkReading *reading)
{
  if (reading == NULL)
    return;
  clear_string (&reading->heading);
  g_ptr_array_unref (reading->names);
  g_ptr_array_unref (reading->values);
  g_array_unref (reading->colors);
  g_free (reading);
}

void
ink_reading_add (InkReading *reading,
                 const char *name,
                 char *value,
                 guint color)
{
  g_ptr_array_add (reading->names, g_strdup (name));
  g_ptr_array_add (reading->values, value);
  g_array_append_val (reading->colors, color);
}

char *
ink_reading_to_text (const InkReading *reading)
{
  GString *text = g_string_new (reading->heading);

  for (guint i = 0; i < reading->names->len; i++)
    g_string_append_printf (text, ", %s %s", (char *) reading->names->pdata[i],
                            (char *) reading->values->pdata[i]);
  return g_string_free (text, FALSE);
}

/* A bin's bounds are those of the x axis. */
static void
name_bin (const InkPlot *plot, InkReading *reading)
{
  const char *label = plot->axes[INK_AXIS_X].label;
  g_autofree char *bounds = reading->heading;

  reading->heading = label != NULL ? g_strdup_printf ("%s %s", label, bounds)
                                   : g_strdup (bounds);
}

/* Of the layers that share a reading, all; of others, the first there is. */
static InkReading *
read_cell (InkPlot *plot, double x, double y)
{
  g_autoptr (InkReading) reading = reading_new ();
  const cairo_rectangle_t *area = &plot->area;

  reading->px = x;
  reading->py = y;
  for (guint i = 0; i < plot->layers->len; i++)
    {
      InkLayer *layer = plot->layers->pdata[i];

      if (!layer->hidden && layer->klass->read_cell != NULL &&
          (reading->heading == NULL || layer->klass->shares_reading))
        layer->klass->read_cell (layer, x, y, reading);
    }
  if (reading->heading == NULL)
    return NULL;
  if (reading->row < 0 && reading->column < 0)
    name_bin (plot, reading);
  ink_plot_to_pixels (
      plot, reading->column >= 0 ? reading->column + 0.5 : reading->px,
      reading->row >= 0 ? reading->row + 0.5 : reading->py, &reading->px,
      &reading->py);
  if (reading->row < 0)
    reading->py =
        isnan (reading->py)
            ? area->y + area->height
            : CLAMP (reading->py, area->y, area->y + area->height);
  return g_steal_pointer (&reading);
}

static InkSeries *
series_of (InkLayer *layer)
{
  InkSeries *series = layer->klass->series != NULL && !layer->hidden
                          ? layer->klass->series (layer)
                          : NULL;

  return series != NULL && ink_series_count (series) > 0 ? series : NULL;
}

static double
x_pixel (const InkPlot *plot, const InkSeries *series, gsize i)
{
  return ink_scale_to_pixels (&plot->axes[INK_AXIS_X].scale,
                              ink_series_x (series, i));
}

static double
y_pixel (const InkPlot *plot, const InkSeries *series, gsize i)
{
  return ink_scale_to_pixels (&plot->axes[INK_AXIS_Y].scale,
                              ink_series_y (series, i));
}

/* Of the points that share one x (a curve's upright), the nearest to @py. */
static gsize
nearest_tie (const InkPlot *plot, const InkSeries *series, gsize i, double py)
{
  gsize n = ink_series_count (series);
  double x = ink_series_x (series, i);
  gsize first = ink_series_search (series, x);
  gsize best = i;
  double least = INFINITY;

  for (gsize k = first; k < n && k - first < MAX_TIES; k++)
    {
      double distance = fabs (y_pixel (plot, series, k) - py);

      if (ink_series_x (series, k) != x)
        break;
      if (distance < least)
        {
          least = distance;
          best = k;
        }
    }
  return best;
}

static gsize
nearest (const InkPlot *plot, const InkSeries *series, double x, double py)
{
  gsize n = ink_series_count (series);
  gsize i = ink_series_search (series, x);
  double px = ink_scale_to_pixels (&plot->axes[INK_AXIS_X].scale, x);

  if (i == n || (i > 0 && fabs (x_pixel (plot, series, i - 1) - px) <
                              fabs (x_pixel (plot, series, i) - px)))
    i--;
  return nearest_tie (plot, series, i, py);
}

static gboolean
is_in_view (const InkPlot *plot, double px)
{
  return px >= plot->area.x - 0.5 &&
         px <= plot->area.x + plot->area.width + 0.5;
}

/* Points of @series a pixel of the view. */
static gboolean
is_sparse (const InkPlot *plot, const InkSeries *series)
{
  const InkScale *x = &plot->axes[INK_AXIS_X].scale;
  gsize first = ink_series_search (series, x->low);
  gsize end = ink_series_search (series, x->high);

  return (double) (end - first) * SPARSE < plot->area.width;
}

/* The x of the point that the cursor snaps to, near the pixel; FALSE where no
 * series has a point in view. */
static gboolean
find_anchor (InkPlot *plot, double px, double py, double *anchor)
{
  double x = ink_scale_to_data (&plot->axes[INK_AXIS_X].scale, px);
  double least = INFINITY;

  for (guint i = 0; i < plot->layers->len; i++)
    {
      InkSeries *series = series_of (plot->layers->pdata[i]);
      gsize at = series != NULL ? nearest (plot, series, x, py) : 0;
      double distance;

      if (series == NULL || !is_in_view (plot, x_pixel (plot, series, at)))
        continue;
      distance = fabs (x_pixel (plot, series, at) - px);
      if (distance < CATCH && is_sparse (plot, series))
        distance -= CATCH;
      if (distance < least)
        {
          least = distance;
          *anchor = ink_series_x (series, at);
        }
    }
  return isfinite (least);
}

typedef struct
{
  InkLayer *layer;
  gsize at;
  double distance; /* to the cursor, in pixels */
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  double first = ((const Candidate *) a)->distance;
  double second = ((const Candidate *) b)->distance;

  return (first > second) - (first < second);
}

/* Every series' point next to @x; the nearest to @py where many. */
static GArray *
find_candidates (InkPlot *plot, double x, double py)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  double px = ink_scale_to_pixels (&plot->axes[INK_AXIS_X].scale, x);

  for (guint i = 0; i < plot->layers->len; i++)
    {
      Candidate candidate = { .layer = plot->layers->pdata[i] };
      InkSeries *series = series_of (candidate.layer);
      double dy;

      if (series == NULL)
        continue;
      candidate.at = nearest (plot, series, x, py);
      if (!is_in_view (plot, x_pixel (plot, series, candidate.at)))
        continue;
      dy = y_pixel (plot, series, candidate.at) - py;
      candidate.distance = hypot (isnan (dy) ? 1e6 : dy,
                                  x_pixel (plot, series, candidate.at) - px);
      g_array_append_val (candidates, candidate);
    }
  if (candidates->len > MAX_NAMES)
    {
      g_array_sort (candidates, compare_candidates);
      g_array_set_size (candidates, MAX_NAMES);
    }
  return candidates;
}

/* What hovering says of the point @at of @layer: "0.98 at 3, threshold 0.5". */
static char *
format_point (const InkPlot *plot, InkLayer *layer, gsize at, double px)
{
  const InkSeries *series = series_of (layer);
  const char *unit = plot->axes[INK_AXIS_Y].unit;
  g_autofree char *words = layer->klass->describe != NULL
                               ? layer->klass->describe (layer, at)
                               : NULL;
  g_autofree char *note = ink_layer_dup_note (layer, at);
  g_autofree char *x = ink_format_value (ink_series_x (series, at));
  g_autofree char *y = words != NULL
                           ? g_steal_pointer (&words)
                           : ink_format_value (ink_series_y (series, at));
  const gboolean percent = g_strcmp0 (unit, "%") == 0;
  const gboolean aside = fabs (x_pixel (plot, series, at) - px) > ASIDE;

  return g_strconcat (y, percent ? "\xc2\xa0%" : "", aside ? " at " : "",
                      aside ? x : "", note != NULL ? ", " : "", note, NULL);
}

static InkReading *
read_series (InkPlot *plot, double x, double py)
{
  InkReading *reading = reading_new ();
  const char *label = plot->axes[INK_AXIS_X].label;
  g_autofree char *value = ink_format_value (x);
  g_autoptr (GArray) candidates = find_candidates (plot, x, py);
  double least = INFINITY;

  reading->heading = label != NULL ? g_strdup_printf ("%s %s", label, value)
                                   : g_strdup (value);
  reading->px = ink_scale_to_pixels (&plot->axes[INK_AXIS_X].scale, x);
  reading->py = py;
  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *c = &g_array_index (candidates, Candidate, i);
      InkSeries *series = series_of (c->layer);
      double at_y = y_pixel (plot, series, c->at);

      ink_reading_add (
          reading, c->layer->name != NULL ? c->layer->name : plot->title,
          format_point (plot, c->layer, c->at, reading->px),
          c->layer->color | (c->layer->faint ? INK_READING_FAINT : 0));
      if (c->distance < least && !isnan (at_y) &&
          fabs (x_pixel (plot, series, c->at) - reading->px) < 1)
        {
          least = c->distance;
          reading->py =
              CLAMP (at_y, plot->area.y, plot->area.y + plot->area.height);
        }
    }
  return reading;
}

/* The cursor of the keyboard goes to what can be opened. */
static void
take_mark (InkPlot *plot, InkReading *reading, const InkMark *mark)
{
  reading->has_mark = TRUE;
  reading->mark = *mark;
  reading->py = CLAMP (mark->py, plot->area.y,
                       plot->area.y + plot->area.height);
}

InkReading *
ink_plot_read_at (InkPlot *plot, double px, double py)
{
  InkReading *reading;
  InkMark mark;
  gboolean found;
  double x, y;

  if (!ink_plot_to_data (plot, px, py, &x, &y))
    return NULL;
  reading = read_cell (plot, x, y);
  if (reading == NULL && find_anchor (plot, px, py, &x))
    reading = read_series (plot, x, py);
  found = ink_plot_mark_at (plot, px, py, &mark);
  if (reading == NULL && found) /* a line whose points are out of view */
    reading = read_series (plot, x, py);
  if (found)
    {
      reading->has_mark = TRUE;
      reading->mark = mark;
    }
  return reading;
}

/* The nearest point of any series right of @px (@dx > 0) or left of it. */
static gboolean
next_anchor (InkPlot *plot, double px, int dx, double *anchor)
{
  const InkScale *scale = &plot->axes[INK_AXIS_X].scale;
  double edge = ink_scale_to_data (scale, dx > 0 ? px + 1 : px - 1);
  gboolean found = FALSE;

  for (guint i = 0; i < plot->layers->len; i++)
    {
      InkSeries *series = series_of (plot->layers->pdata[i]);
      gsize at = series != NULL ? ink_series_search (series, edge) : 0;
      double x;

      if (series == NULL ||
          (dx > 0 ? at == ink_series_count (series) : at == 0))
        continue;
      x = ink_series_x (series, dx > 0 ? at : at - 1);
      if (!is_in_view (plot, ink_scale_to_pixels (scale, x)) ||
          (found && (dx > 0 ? x >= *anchor : x <= *anchor)))
        continue;
      *anchor = x;
      found = TRUE;
    }
  return found;
}

static InkReading *
next_cell (InkPlot *plot, const InkReading *from, int dx, int dy)
{
  const cairo_rectangle_t *area = &plot->area;
  double column = from != NULL && from->column >= 0 ? from->column + 0.5 : 0.5;
  double row = from != NULL && from->row >= 0 ? from->row + 0.5 : 0.5;
  double end = plot->axes[INK_AXIS_X].scale.high;
  double px, py, x, y;
  InkMark mark;
  InkReading *reading;

  if (from != NULL && from->has_mark && ABS (dx) == 1 &&
      !ink_plot_mark_in_row (plot, &from->mark, dx, from->mark.index, &mark))
    return NULL;
  if (dx == -2 || dx == 2)
    column = dx < 0 ? 0.5 : ceil (end) - 0.5;
  else if (from != NULL)
    {
      column += dx;
      row += dy;
    }
  ink_plot_to_pixels (plot, column, row, &px, &py);
  if (!ink_plot_has_cells (plot))
    px = CLAMP (px, area->x, area->x + area->width);
  if (!ink_plot_to_data (plot, px, py, &x, &y))
    return NULL;
  reading = read_cell (plot, ink_plot_has_cells (plot) ? column : x, row);
  if (reading != NULL && !ink_plot_has_cells (plot) &&
      ink_plot_mark_in_row (
          plot, from != NULL && from->has_mark ? &from->mark : NULL,
          ABS (dx) == 1 ? dx : 0, (gsize) reading->row, &mark))
    take_mark (plot, reading, &mark);
  return reading;
}

/* To the mark above or below at the same x. */
static InkReading *
next_beside (InkPlot *plot, const InkReading *from, int dy)
{
  InkReading *reading;
  InkMark mark;

  if (from == NULL || !from->has_mark ||
      !ink_plot_mark_beside (plot, &from->mark, dy, &mark))
    return NULL;
  reading = read_cell (plot, mark.x, NAN);
  if (reading == NULL)
    reading = read_series (plot, mark.x, mark.py);
  take_mark (plot, reading, &mark);
  return reading;
}

InkReading *
ink_plot_read_next (InkPlot *plot, const InkReading *from, int dx, int dy)
{
  const cairo_rectangle_t *area = &plot->area;
  InkReading *reading;
  double x = 0;
  double px;
  InkMark mark;

  if (!plot->drawn)
    return NULL;
  if (plot->axes[INK_AXIS_Y].by_name)
    return next_cell (plot, from, dx, dy);
  if (dx == 0)
    return next_beside (plot, from, dy);
  px = dx > 0 ? area->x - 2 : area->x + area->width + 2;
  if (dx == 2 || dx == -2) /* last: from the right end leftwards */
    px = dx > 0 ? area->x + area->width + 2 : area->x - 2;
  else if (from != NULL)
    px = from->px;
  if (!next_anchor (plot, px, ABS (dx) == 2 ? -dx : dx, &x))
    return NULL;
  reading = read_cell (plot, x, NAN);
  if (reading == NULL)
    reading = read_series (
        plot, x, from != NULL ? from->py : area->y + area->height / 2);
  if (ink_plot_mark_on (plot, reading->px, reading->py, &mark))
    take_mark (plot, reading, &mark);
  else /* at a point of what cannot be opened: the nearest that can */
    reading->has_mark =
        ink_plot_mark_near (plot, reading->px, reading->py, &reading->mark);
  return reading;
}
