/* A plot's data as text: the shown series, and of a zoomed plot what is in
 * view, so that the figures are those that the picture shows. */
#include <math.h>

#include "ui/plot/plot-export.h"
#include "ui/plot/plot-private.h"

/* What the zoom leaves out along y is no part of the view, but a point that is
 * not finite is marked wherever the view is. */
static gboolean
is_in_view (const InkDataView *view, double y)
{
  return !isfinite (y) ||
         (y >= view->low[INK_AXIS_Y] && y <= view->high[INK_AXIS_Y]);
}

static void
append_series (GString *csv,
               const char *name,
               const InkSeries *series,
               const InkDataView *view)
{
  gsize i = ink_series_search (series, view->low[INK_AXIS_X]);

  for (; i < ink_series_count (series); i++)
    {
      double x = ink_series_x (series, i);
      double y = ink_series_y (series, i);

      if (x > view->high[INK_AXIS_X])
        return;
      if (is_in_view (view, y))
        ink_csv_append_point (csv, name, x, y);
    }
}

/* The fields of the row at @at, which moves on behind it, without their quotes;
 * (transfer full) */
static GPtrArray *
take_row (const char **at)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (g_free);
  GString *field = g_string_new (NULL);
  gboolean quoted = FALSE;
  const char *p = *at;

  for (; *p != '\0' && (quoted || *p != '\n'); p++)
    if (*p == '"')
      quoted = !quoted; /* a doubled one is lost, but no number has any */
    else if (*p == ',' && !quoted)
      {
        g_ptr_array_add (fields, g_string_free (field, FALSE));
        field = g_string_new (NULL);
      }
    else
      g_string_append_c (field, *p);
  g_ptr_array_add (fields, g_string_free (field, FALSE));
  *at = *p == '\n' ? p + 1 : p;
  return fields;
}

/* The number in the column called @name; NAN where there is none. */
static double
number_at (const GPtrArray *names, const GPtrArray *fields, const char *name)
{
  for (guint i = 0; i < MIN (names->len, fields->len); i++)
    if (g_strcmp0 (names->pdata[i], name) == 0)
      return g_ascii_strtod (fields->pdata[i], NULL);
  return NAN;
}

/* A point by @at, else what reaches from @from to @to; what has neither is in
 * view wherever that is. */
static gboolean
row_shows (const GPtrArray *names,
           const GPtrArray *fields,
           const char *const columns[3],
           double low,
           double high)
{
  double at = number_at (names, fields, columns[0]);
  double from = number_at (names, fields, columns[1]);
  double to = number_at (names, fields, columns[2]);

  if (isfinite (at))
    return at >= low && at <= high;
  return !(from > high) && !(to < low);
}

/* For layers of more than points: the rows of their whole tables by what its
 * columns are called. */
static void
append_rows (GString *csv, InkLayer *layer, const InkDataView *view)
{
  static const char *const x[] = { "x", "from", "to" };
  static const char *const y[] = { "y", "low", "high" };
  const char *header = layer->klass->csv_header;
  g_autoptr (GPtrArray) names = take_row (&header);
  GString *all = g_string_new (NULL);
  const char *at;

  layer->klass->write_csv (layer, all);
  for (at = all->str; *at != '\0';)
    {
      const char *row = at;
      g_autoptr (GPtrArray) fields = take_row (&at);

      if (row_shows (names, fields, x, view->low[INK_AXIS_X],
                     view->high[INK_AXIS_X]) &&
          row_shows (names, fields, y, view->low[INK_AXIS_Y],
                     view->high[INK_AXIS_Y]))
        g_string_append_len (csv, row, at - row);
    }
  g_string_free (all, TRUE);
}

static void
append_layer (GString *csv,
              InkLayer *layer,
              const InkDataView *view,
              gboolean zoomed)
{
  const InkLayerClass *klass = layer->klass;
  gboolean points = g_strcmp0 (klass->csv_header, "series,x,y") == 0;

  if (!zoomed)
    klass->write_csv (layer, csv);
  else if (klass->write_csv_view != NULL)
    klass->write_csv_view (layer, view, csv);
  else if (points && klass->series != NULL)
    append_series (csv, layer->name, klass->series (layer), view);
  else
    append_rows (csv, layer, view);
}

char *
ink_plot_to_csv (InkPlot *plot)
{
  GString *csv = g_string_new (NULL);
  gboolean zoomed = ink_plot_is_zoomed (plot);
  const char *header = NULL;
  InkDataView view;

  ink_plot_get_data_view (plot, &view);
  for (guint i = 0; i < plot->layers->len; i++)
    {
      InkLayer *layer = plot->layers->pdata[i];

      if (layer->hidden)
        continue;
      if (g_strcmp0 (header, layer->klass->csv_header) != 0)
        {
          header = layer->klass->csv_header;
          g_string_append_printf (csv, "%s\n", header);
        }
      append_layer (csv, layer, &view, zoomed);
    }
  return g_string_free (csv, FALSE);
}

/* Tabs need no quotes, and a name may hold neither a tab nor a line's end. */
char *
ink_plot_to_text (InkPlot *plot)
{
  g_autofree char *csv = ink_plot_to_csv (plot);
  GString *text = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (const char *p = csv; *p != '\0'; p++)
    {
      gboolean doubled = quoted && p[0] == '"' && p[1] == '"';

      if (doubled)
        p++;
      else if (*p == '"')
        {
          quoted = !quoted;
          continue;
        }
      if (quoted && (*p == '\t' || *p == '\n' || *p == '\r'))
        g_string_append_c (text, ' ');
      else
        g_string_append_c (text, !quoted && *p == ',' ? '\t' : *p);
    }
  return g_string_free (text, FALSE);
}
