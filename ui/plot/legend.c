/* The legend: beside the title while it fits, in rows below it when it does
 * not, and with many entries in a column at the right, in smaller type; what
 * is still too much is counted ("+ 7 more"), never drawn over the data. An
 * entry that the user hid is faint and struck through on screen; a file is
 * without it. */
#include <math.h>

#include "ui/plot/plot-private.h"

#define KEY_WIDTH 14.0
#define KEY_GAP 6.0
#define ENTRY_GAP 16.0
#define MAX_ROWS 2
/* So many entries are easier to find in a column, where there is room. */
#define MANY 6
#define WIDE 420.0
#define SIZE 0.92
#define LEAST_SIZE 0.72
#define HIDDEN_ALPHA 0.45

static InkLayer *
next_entry (const InkPlot *plot, guint *i)
{
  while (*i < plot->layers->len)
    {
      InkLayer *layer = plot->layers->pdata[(*i)++];

      if (ink_layer_has_entry (layer) && !(plot->aside && layer->hidden))
        return layer;
    }
  return NULL;
}

static double
entry_width (InkText *text, const InkLayer *layer, double size)
{
  double width;

  ink_text_set (text, layer->name, size, FALSE, 0);
  ink_text_measure (text, &width, NULL);
  return KEY_WIDTH + KEY_GAP + width;
}

static double
row_height (InkText *text, double size)
{
  double height;

  ink_text_set (text, "0", size, FALSE, 0);
  ink_text_measure (text, NULL, &height);
  return height + 2;
}

/* Rows that the entries need within @width. */
static guint
count_rows (InkPlot *plot, InkText *text, double width)
{
  guint rows = 1;
  guint i = 0;
  double used = 0;
  InkLayer *layer;

  while ((layer = next_entry (plot, &i)) != NULL)
    {
      double entry = entry_width (text, layer, SIZE);

      if (used > 0 && used + ENTRY_GAP + entry > width)
        {
          rows++;
          used = 0;
        }
      used += (used > 0 ? ENTRY_GAP : 0) + entry;
    }
  return rows;
}

static void
measure (InkPlot *plot,
         InkText *text,
         InkLegend *legend,
         double *total,
         double *widest)
{
  guint i = 0;
  InkLayer *layer;

  *total = *widest = 0;
  legend->n_entries = 0;
  while ((layer = next_entry (plot, &i)) != NULL)
    {
      double width = entry_width (text, layer, SIZE);

      *total += width + (legend->n_entries > 0 ? ENTRY_GAP : 0);
      *widest = MAX (*widest, width);
      legend->n_entries++;
    }
}

static void
layout_beside (InkText *text,
               double widest,
               double title_height,
               cairo_rectangle_t *outer,
               InkLegend *legend)
{
  double height = outer->height - title_height;
  double fit;

  legend->beside = TRUE;
  legend->width = MIN (widest + 2, 0.34 * outer->width);
  fit = height / (legend->n_entries * row_height (text, SIZE));
  legend->size = CLAMP (SIZE * fit, LEAST_SIZE, SIZE);
  legend->row_height = row_height (text, legend->size);
  legend->x = outer->x + outer->width - legend->width;
  legend->y = outer->y + title_height;
  legend->height = height;
  outer->width -= legend->width + 4;
}

void
ink_legend_layout (InkPlot *plot,
                   InkText *text,
                   double title_end,
                   double title_height,
                   cairo_rectangle_t *outer,
                   InkLegend *legend)
{
  double total, widest;

  *legend = (InkLegend){ .size = SIZE };
  measure (plot, text, legend, &total, &widest);
  legend->row_height = row_height (text, SIZE);
  legend->width = MIN (total, outer->width);
  legend->x = outer->x + outer->width - legend->width - plot->corner;
  legend->y = outer->y + MAX (0, title_height - legend->row_height - 6) / 2;
  if (title_end + ENTRY_GAP + total + plot->corner > outer->x + outer->width)
    {
      const gboolean many = legend->n_entries > MANY && outer->width > WIDE;
      const guint rows = many ? 0 : count_rows (plot, text, outer->width);

      if (many || rows > MAX_ROWS)
        layout_beside (text, widest, title_height, outer, legend);
      else
        {
          legend->x = outer->x;
          legend->width = outer->width;
          legend->y = outer->y + title_height - 4;
          title_height += rows * legend->row_height + 2;
        }
    }
  outer->y += title_height;
  outer->height -= title_height;
}

static void
strike (const InkLayerContext *context,
        double x,
        double y,
        double width,
        const InkColor *color)
{
  ink_set_color (context->cr, color);
  cairo_set_line_width (context->cr, 1);
  cairo_move_to (context->cr, x - 1, floor (y) + 0.5);
  cairo_line_to (context->cr, x + width + 1, floor (y) + 0.5);
  cairo_stroke (context->cr);
}

static void
draw_key (InkLayer *layer, const InkLayerContext *context, double x, double y)
{
  if (layer->hidden)
    cairo_push_group (context->cr);
  layer->klass->draw_key (layer, context, x, y);
  if (!layer->hidden)
    return;
  cairo_pop_group_to_source (context->cr);
  cairo_paint_with_alpha (context->cr, HIDDEN_ALPHA);
}

static void
remember_box (InkPlot *plot,
              const InkLayer *layer,
              const cairo_rectangle_t *box)
{
  InkLegendBox entry = { 0, *box };

  for (guint i = 0; plot->layers->pdata[i] != layer; i++)
    entry.entry += ink_layer_has_entry (plot->layers->pdata[i]) ? 1 : 0;
  g_array_append_val (plot->boxes, entry);
}

static void
draw_entry (InkPlot *plot,
            InkLayer *layer,
            const InkLayerContext *context,
            const InkLegend *legend,
            double x,
            double y)
{
  const double indent = KEY_WIDTH + KEY_GAP;
  const double middle = y + legend->row_height / 2;
  double room = legend->x + legend->width - x - indent;
  InkColor color = context->theme->text;
  double width;

  draw_key (layer, context, x + KEY_WIDTH / 2, middle);
  if (layer->hidden)
    color.a *= HIDDEN_ALPHA;
  ink_text_set (context->text, layer->name, legend->size, FALSE,
                MAX (room + 1, 1));
  ink_text_measure (context->text, &width, NULL);
  ink_text_show (context->text, x + indent, middle, 0, 0.5, &color);
  if (layer->hidden)
    strike (context, x + indent, middle, width, &color);
  remember_box (plot, layer,
                &(cairo_rectangle_t){ x, y, indent + width,
                                      legend->row_height });
}

static void
draw_column (InkPlot *plot,
             const InkLayerContext *context,
             const InkLegend *legend)
{
  guint fit = (guint) MAX (legend->height / legend->row_height, 1);
  guint shown = legend->n_entries <= fit ? legend->n_entries : fit - 1;
  guint at = 0;
  double y = legend->y;

  for (guint i = 0; i < shown; i++, y += legend->row_height)
    draw_entry (plot, next_entry (plot, &at), context, legend, legend->x, y);
  if (shown < legend->n_entries)
    {
      g_autofree char *more =
          g_strdup_printf ("+ %u more", legend->n_entries - shown);

      ink_text_set (context->text, more, legend->size, FALSE, 0);
      ink_text_show (context->text, legend->x + KEY_WIDTH + KEY_GAP, y, 0, 0,
                     &context->theme->dim);
    }
}

void
ink_legend_draw (InkPlot *plot,
                 const InkLayerContext *context,
                 const InkLegend *legend)
{
  double x = legend->x;
  double y = legend->y;
  guint i = 0;
  InkLayer *layer;

  if (legend->beside)
    {
      draw_column (plot, context, legend);
      return;
    }
  while ((layer = next_entry (plot, &i)) != NULL)
    {
      double width = entry_width (context->text, layer, legend->size);

      if (x > legend->x && x + width > legend->x + legend->width + 0.5)
        {
          x = legend->x;
          y += legend->row_height;
        }
      draw_entry (plot, layer, context, legend, x, y);
      x += width + ENTRY_GAP;
    }
}
