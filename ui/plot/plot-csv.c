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

static void
append_layer (GString *csv,
              InkLayer *layer,
              const InkDataView *view,
              gboolean zoomed)
{
  const InkLayerClass *klass = layer->klass;

  if (!zoomed)
    klass->write_csv (layer, csv);
  else if (klass->write_csv_view != NULL)
    klass->write_csv_view (layer, view, csv);
  else if (klass->series != NULL)
    append_series (csv, layer->name, klass->series (layer), view);
  else
    klass->write_csv (layer, csv);
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
