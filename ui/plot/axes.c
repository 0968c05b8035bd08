/* Axes: which ticks, how much room their labels need, grid and labels. Names
 * (of classes) that are too wide for their column are turned upwards, too long
 * ones are cut, and where they are too many only some are shown. */
#include <math.h>

#include "ui/plot/plot-private.h"

#define LABEL_SIZE 0.92
#define GAP 6.0
#define Y_SPACING 44.0
#define Y_LOG_SPACING 34.0
#define X_SPACING 76.0
/* Cells are at most so many times wider than high, and the other way. */
#define CELL_ASPECT 1.7

static double
line_height (InkText *text)
{
  double height;

  ink_text_set (text, "0", LABEL_SIZE, FALSE, 0);
  ink_text_measure (text, NULL, &height);
  return height;
}

static double
widest_label (InkText *text, const GArray *ticks)
{
  double widest = 0;

  for (guint i = 0; i < ticks->len; i++)
    {
      double width;

      ink_text_set (text, g_array_index (ticks, InkTick, i).label, LABEL_SIZE,
                    FALSE, 0);
      ink_text_measure (text, &width, NULL);
      widest = MAX (widest, width);
    }
  return widest;
}

static const char *const *
find_categories (InkPlot *plot, InkAxisSide side)
{
  for (guint i = 0; i < plot->layers->len; i++)
    {
      InkLayer *layer = plot->layers->pdata[i];
      const char *const *names = layer->klass->categories != NULL
                                     ? layer->klass->categories (layer, side)
                                     : NULL;

      if (names != NULL)
        return names;
    }
  return NULL;
}

static void
make_ticks (InkPlot *plot, InkAxisSide side, guint max)
{
  InkAxis *axis = &plot->axes[side];

  g_clear_pointer (&axis->ticks, g_array_unref);
  if (axis->by_name)
    axis->ticks = ink_ticks_new_categories (find_categories (plot, side));
  else
    axis->ticks = ink_ticks_new (&axis->scale, max);
}

/* Pixels between two neighbouring names. */
static double
cell_size (const InkAxis *axis, double extent)
{
  return extent / (axis->scale.high - axis->scale.low);
}

/* As many ticks as have room for their labels. */
static void
fit_x_ticks (InkPlot *plot, InkText *text, double width)
{
  guint max = (guint) CLAMP (width / X_SPACING, 2, 10);

  for (;; max--)
    {
      InkAxis *axis = &plot->axes[INK_AXIS_X];

      make_ticks (plot, INK_AXIS_X, max);
      if (axis->by_name || max <= 2 ||
          (widest_label (text, axis->ticks) + 12) * axis->ticks->len <=
              width + 40)
        return;
    }
}

static void
fit_y_ticks (InkPlot *plot, InkText *text, double width, double height)
{
  InkAxis *axis = &plot->axes[INK_AXIS_Y];
  double spacing =
      axis->scale.kind == INK_SCALE_LOG ? Y_LOG_SPACING : Y_SPACING;

  make_ticks (plot, INK_AXIS_Y, (guint) CLAMP (height / spacing, 2, 10));
  axis->room = MIN (widest_label (text, axis->ticks), 0.3 * width) + GAP;
}

/* Whether the x labels are turned, and the height they take. */
static void
fit_x_labels (InkPlot *plot, InkText *text, double width, double height)
{
  InkAxis *axis = &plot->axes[INK_AXIS_X];
  double widest;

  axis->turned = FALSE;
  axis->room = line_height (text) + GAP;
  if (!axis->by_name)
    return;
  widest = widest_label (text, axis->ticks);
  if (widest + 4 <= cell_size (axis, width))
    return;
  axis->turned = TRUE;
  axis->room = MIN (widest, 0.3 * height) + GAP;
}

/* Keeps the cells of a matrix near to squares. */
static void
limit_aspect (const InkPlot *plot, cairo_rectangle_t *area)
{
  double cell_width = cell_size (&plot->axes[INK_AXIS_X], area->width);
  double cell_height = cell_size (&plot->axes[INK_AXIS_Y], area->height);
  double excess;

  if (cell_width > CELL_ASPECT * cell_height)
    {
      excess = area->width * (1 - CELL_ASPECT * cell_height / cell_width);
      area->x += excess / 2;
      area->width -= excess;
    }
  else if (cell_height > CELL_ASPECT * cell_width)
    area->height *= CELL_ASPECT * cell_width / cell_height;
}

static gboolean
shows_label (const InkAxis *axis, guint detail)
{
  return detail >= 2 && axis->label != NULL && axis->label[0] != '\0';
}

static void
set_pixels (InkPlot *plot)
{
  const cairo_rectangle_t *area = &plot->area;
  gboolean downwards = plot->axes[INK_AXIS_Y].by_name;
  double top = area->y;
  double bottom = area->y + area->height;

  ink_scale_set_pixels (&plot->axes[INK_AXIS_X].scale, area->x,
                        area->x + area->width);
  ink_scale_set_pixels (&plot->axes[INK_AXIS_Y].scale, downwards ? top : bottom,
                        downwards ? bottom : top);
}

/* Whole pixels, so that columns and grid are sharp. */
static void
snap (cairo_rectangle_t *area)
{
  double right = floor (area->x + area->width);
  double bottom = floor (area->y + area->height);

  area->x = ceil (area->x);
  area->y = ceil (area->y);
  area->width = MAX (right - area->x, 1);
  area->height = MAX (bottom - area->y, 1);
}

void
ink_axes_layout (InkPlot *plot,
                 InkText *text,
                 const cairo_rectangle_t *outer,
                 guint detail)
{
  InkAxis *x = &plot->axes[INK_AXIS_X];
  InkAxis *y = &plot->axes[INK_AXIS_Y];
  double label = line_height (text) + 4;
  double height = outer->height - (shows_label (x, detail) ? label : 0);
  double width = outer->width - (shows_label (y, detail) ? label : 0);
  gboolean cells = ink_plot_has_cells (plot);
  cairo_rectangle_t *area = &plot->area;

  x->room = y->room = 0;
  if (detail >= 1)
    {
      fit_y_ticks (plot, text, outer->width, height - label);
      width -= y->room + (cells ? 0 : 14);
      fit_x_ticks (plot, text, width);
      fit_x_labels (plot, text, width, height);
      height -= x->room;
      fit_y_ticks (plot, text, outer->width, height);
    }
  else
    {
      g_clear_pointer (&x->ticks, g_array_unref);
      g_clear_pointer (&y->ticks, g_array_unref);
    }
  *area = (cairo_rectangle_t){
    outer->x + y->room + (shows_label (y, detail) ? label : 0),
    outer->y + (cells ? x->room + (shows_label (x, detail) ? label : 0) : 0),
    MAX (width, 1), MAX (height, 1)
  };
  if (cells)
    limit_aspect (plot, area);
  snap (area);
  set_pixels (plot);
}

static void
draw_grid_line (const InkLayerContext *context, InkAxisSide side, double at)
{
  const cairo_rectangle_t *area = &context->area;
  double sharp = floor (at) + 0.5;

  if (side == INK_AXIS_X)
    {
      cairo_move_to (context->cr, sharp, area->y);
      cairo_line_to (context->cr, sharp, area->y + area->height);
    }
  else
    {
      cairo_move_to (context->cr, area->x, sharp);
      cairo_line_to (context->cr, area->x + area->width, sharp);
    }
}

void
ink_axes_draw_grid (InkPlot *plot, const InkLayerContext *context)
{
  cairo_t *cr = context->cr;

  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_width (cr, 1);
  ink_set_color (cr, &context->theme->grid);
  for (guint side = 0; side < 2; side++)
    {
      const InkAxis *axis = &plot->axes[side];

      if (axis->by_name || axis->ticks == NULL)
        continue;
      for (guint i = 0; i < axis->ticks->len; i++)
        draw_grid_line (
            context, side,
            ink_scale_to_pixels (
                &axis->scale, g_array_index (axis->ticks, InkTick, i).value));
    }
  cairo_stroke (cr);
  if (ink_plot_has_cells (plot))
    return;
  ink_set_color (cr, &context->theme->axis);
  draw_grid_line (
      context, plot->axes[INK_AXIS_Y].by_name ? INK_AXIS_X : INK_AXIS_Y,
      plot->axes[INK_AXIS_Y].by_name ? context->area.x
                                     : context->area.y + context->area.height);
  cairo_stroke (cr);
}

/* Shows every n-th name where there is no room for all. */
static guint
name_stride (InkText *text, const InkAxis *axis, double extent)
{
  double cell = cell_size (axis, extent);
  double height = line_height (text);

  if (!axis->by_name || cell >= height * 0.85)
    return 1;
  return (guint) CLAMP (ceil (height / MAX (cell, 0.01)), 1, 1e6);
}

static void
draw_x_label (InkPlot *plot,
              const InkLayerContext *context,
              const InkTick *tick)
{
  const InkAxis *axis = &plot->axes[INK_AXIS_X];
  const cairo_rectangle_t *area = &context->area;
  gboolean above = ink_plot_has_cells (plot);
  double at = ink_scale_to_pixels (&axis->scale, tick->value);
  double edge =
      above ? area->y - GAP * 0.6 : area->y + area->height + GAP * 0.6;
  double width;

  if (at < area->x - 1 || at > area->x + area->width + 1)
    return;
  ink_text_set (context->text, tick->label, LABEL_SIZE, FALSE,
                axis->turned ? axis->room - GAP + 1 : 0);
  if (axis->turned)
    {
      ink_text_show_upwards (context->text, at, edge, above ? 0 : 1, 0.5,
                             &context->theme->dim);
      return;
    }
  ink_text_measure (context->text, &width, NULL);
  if (!axis->by_name)
    at = CLAMP (at, width / 2, MAX (width / 2, plot->width - width / 2));
  ink_text_show (context->text, at, edge, 0.5, above ? 1 : 0,
                 &context->theme->dim);
}

static void
draw_y_label (InkPlot *plot,
              const InkLayerContext *context,
              const InkTick *tick)
{
  const InkAxis *axis = &plot->axes[INK_AXIS_Y];
  const cairo_rectangle_t *area = &context->area;
  double at = ink_scale_to_pixels (&axis->scale, tick->value);
  double width;

  if (at < area->y - 1 || at > area->y + area->height + 1)
    return;
  ink_text_set (context->text, tick->label, LABEL_SIZE, FALSE, 0);
  ink_text_measure (context->text, &width, NULL);
  if (width > axis->room)
    ink_text_set (context->text, tick->label, LABEL_SIZE, FALSE,
                  MAX (axis->room - GAP, 1));
  ink_text_show (context->text, area->x - GAP, at, 1, 0.5,
                 &context->theme->dim);
}

static char *
axis_title (const InkAxis *axis)
{
  if (axis->unit == NULL)
    return g_strdup (axis->label);
  return g_strdup_printf ("%s (%s)", axis->label, axis->unit);
}

static void
draw_titles (InkPlot *plot, const InkLayerContext *context, guint detail)
{
  const InkAxis *x = &plot->axes[INK_AXIS_X];
  const InkAxis *y = &plot->axes[INK_AXIS_Y];
  const cairo_rectangle_t *area = &context->area;
  gboolean above = ink_plot_has_cells (plot);

  if (shows_label (x, detail))
    {
      g_autofree char *title = axis_title (x);

      ink_text_set (context->text, title, LABEL_SIZE, FALSE, area->width);
      ink_text_show (context->text, area->x + area->width / 2,
                     above ? area->y - x->room
                           : area->y + area->height + x->room,
                     0.5, above ? 1 : 0, &context->theme->dim);
    }
  if (shows_label (y, detail))
    {
      g_autofree char *title = axis_title (y);

      ink_text_set (context->text, title, LABEL_SIZE, FALSE, area->height);
      ink_text_show_upwards (context->text, area->x - y->room - 2,
                             area->y + area->height / 2, 0.5, 1,
                             &context->theme->dim);
    }
}

void
ink_axes_draw_labels (InkPlot *plot,
                      const InkLayerContext *context,
                      guint detail)
{
  const InkAxis *x = &plot->axes[INK_AXIS_X];
  const InkAxis *y = &plot->axes[INK_AXIS_Y];
  guint stride;

  if (detail == 0)
    return;
  stride = name_stride (context->text, x, context->area.width);
  for (guint i = 0; i < x->ticks->len; i += stride)
    draw_x_label (plot, context, &g_array_index (x->ticks, InkTick, i));
  stride = name_stride (context->text, y, context->area.height);
  for (guint i = 0; i < y->ticks->len; i += stride)
    draw_y_label (plot, context, &g_array_index (y->ticks, InkTick, i));
  draw_titles (plot, context, detail);
}
