/* Drawing a plot: title and legend, then the axes around what room is left,
 * then the layers. Where a size leaves the data too little room, decorations
 * go one after the other: legend, titles, tick labels. */
#include <math.h>

#include "ui/plot/plot-private.h"
#include "ui/plot/trace.h"

#define MARGIN 10.0
#define LEAST_WIDTH 90.0
#define LEAST_HEIGHT 56.0
#define VECTOR_STEP 0.5
#define MAX_SIZE 100000.0

/* The width of one of the surface's pixels; half a unit where the surface has
 * none (SVG, PDF, or a recording that is played back at some scale). */
static double
column_step (cairo_t *cr)
{
  cairo_surface_t *target = cairo_get_group_target (cr);
  double dx = 1;
  double dy = 0;
  double sx, sy;

  if (cairo_surface_get_type (target) != CAIRO_SURFACE_TYPE_IMAGE)
    return VECTOR_STEP;
  cairo_user_to_device_distance (cr, &dx, &dy);
  cairo_surface_get_device_scale (target, &sx, &sy);
  dx = fabs (dx * sx);
  return dx >= 0.01 ? 1 / dx : 1;
}

void
ink_plot_init_context (InkPlot *plot,
                       InkLayerContext *context,
                       cairo_t *cr,
                       InkText *text)
{
  *context = (InkLayerContext){
    .cr = cr,
    .text = text,
    .theme = text->theme,
    .x = &plot->axes[INK_AXIS_X].scale,
    .y = &plot->axes[INK_AXIS_Y].scale,
    .area = plot->area,
    .step = column_step (cr),
  };
}

/* The title with the y axis' unit where that axis has no label of its own. */
static void
show_title (InkPlot *plot,
            InkText *text,
            const cairo_rectangle_t *outer,
            gboolean show,
            double *end,
            double *height)
{
  const InkAxis *y = &plot->axes[INK_AXIS_Y];
  double width = 0;

  ink_text_set (text, plot->title, 1.08, TRUE, outer->width);
  ink_text_measure (text, &width, height);
  if (show)
    ink_text_show (text, outer->x, outer->y, 0, 0, &text->theme->text);
  if (y->unit != NULL && y->label == NULL && width + 80 < outer->width)
    {
      g_autofree char *unit = g_strdup_printf ("(%s)", y->unit);
      double unit_width;

      ink_text_set (text, unit, 1.08, TRUE, 0);
      ink_text_measure (text, &unit_width, NULL);
      if (show)
        ink_text_show (text, outer->x + width + 6, outer->y, 0, 0,
                       &text->theme->text);
      width += 6 + unit_width;
    }
  *end = outer->x + width;
}

/* Gives every part its room; returns the detail there is room for. */
static guint
lay_out (InkPlot *plot,
         InkText *text,
         cairo_rectangle_t *outer,
         InkLegend *legend)
{
  double margin = MIN (MARGIN, 0.03 * MIN (plot->width, plot->height));

  for (guint detail = 3;; detail--)
    {
      cairo_rectangle_t inner;
      double end, height;

      *outer = (cairo_rectangle_t){ margin, margin,
                                    MAX (plot->width - 2 * margin, 1),
                                    MAX (plot->height - 2 * margin, 1) };
      inner = *outer;
      show_title (plot, text, outer, FALSE, &end, &height);
      height += 10;
      if (detail == 3)
        ink_legend_layout (plot, text, end, height, &inner, legend);
      else if (detail == 2)
        {
          inner.y += height;
          inner.height -= height;
        }
      ink_axes_layout (plot, text, &inner, MIN (detail, 2));
      if (detail == 0 || (plot->area.width >= LEAST_WIDTH &&
                          plot->area.height >= LEAST_HEIGHT))
        return detail;
    }
}

static gboolean
has_data (const InkPlot *plot)
{
  for (guint i = 0; i < plot->layers->len; i++)
    {
      InkLayer *layer = plot->layers->pdata[i];

      if (layer->hidden)
        continue;
      if (layer->klass->series != NULL
              ? ink_series_count (layer->klass->series (layer)) > 0
              : layer->klass->extend != NULL)
        return TRUE;
    }
  return FALSE;
}

static const char *
empty_text (const InkPlot *plot)
{
  gboolean hidden = FALSE;

  for (guint i = 0; i < plot->layers->len; i++)
    {
      const InkLayer *layer = plot->layers->pdata[i];

      if (layer->name != NULL && !layer->hidden)
        return "No data yet";
      hidden = hidden || layer->hidden;
    }
  return hidden ? "No series shown" : "No data yet";
}

static gboolean
is_traces (const InkLayer *layer)
{
  return !layer->hidden && layer->klass->only_traces;
}

/* Layers that are nothing but lines are drawn together. */
static void
draw_stack (InkPlot *plot, const InkLayerContext *context)
{
  g_auto (InkTraceBatch) batch = { 0 };
  InkLayerContext together = *context;

  together.batch = &batch;
  for (guint i = 0; i < plot->layers->len; i++)
    batch.n_lines += is_traces (plot->layers->pdata[i]);
  for (guint i = 0; i < plot->layers->len; i++)
    {
      InkLayer *layer = plot->layers->pdata[i];
      const gboolean waits = is_traces (layer);

      if (layer->hidden)
        continue;
      if (!waits)
        ink_trace_flush (&together);
      cairo_save (context->cr);
      cairo_new_path (context->cr);
      layer->klass->draw (layer, waits ? &together : context);
      cairo_restore (context->cr);
    }
  ink_trace_flush (&together);
}

static void
draw_layers (InkPlot *plot, const InkLayerContext *context)
{
  const cairo_rectangle_t *area = &context->area;

  draw_stack (plot, context);
  if (has_data (plot) || area->height < 20)
    return;
  ink_text_set (context->text, empty_text (plot), 1, FALSE, area->width);
  ink_text_show (context->text, area->x + area->width / 2,
                 area->y + area->height / 2, 0.5, 0.5, &context->theme->dim);
}

static void
draw_parts (InkPlot *plot, InkText *text)
{
  InkLayerContext context;
  InkLegend legend;
  cairo_rectangle_t outer;
  double end, height;
  guint detail = lay_out (plot, text, &outer, &legend);

  ink_plot_init_context (plot, &context, text->cr, text);
  ink_axes_draw_grid (plot, &context);
  draw_layers (plot, &context);
  ink_axes_draw_labels (plot, &context, MIN (detail, 2));
  g_array_set_size (plot->boxes, 0);
  if (detail >= 2)
    show_title (plot, text, &outer, TRUE, &end, &height);
  if (detail == 3)
    ink_legend_draw (plot, &context, &legend);
}

void
ink_plot_draw (InkPlot *plot,
               cairo_t *cr,
               double width,
               double height,
               const InkTheme *theme)
{
  g_auto (InkText) text = { 0 };

  if (!(width >= 1) || !(height >= 1) ||
      cairo_status (cr) != CAIRO_STATUS_SUCCESS)
    return;
  plot->width = MIN (width, MAX_SIZE);
  plot->height = MIN (height, MAX_SIZE);
  cairo_save (cr);
  if (theme->ground.a > 0)
    {
      ink_set_color (cr, &theme->ground);
      cairo_rectangle (cr, 0, 0, plot->width, plot->height);
      cairo_fill (cr);
    }
  ink_text_init (&text, plot->texts, cr, theme);
  ink_plot_resolve_scales (plot);
  draw_parts (plot, &text);
  plot->drawn = TRUE;
  cairo_restore (cr);
}
