/* The crosshair and the box of a reading, drawn above a plot. */
#include <math.h>

#include "ui/plot/plot-private.h"

#define PADDING 9.0
#define KEY 14.0
#define COLUMN_GAP 18.0
#define SIZE 0.96

typedef struct
{
  double width, height;
  double name_width, row_height;
  guint n_rows;
} Box;

static double
measured_width (InkText *text, const char *string, gboolean bold, double *h)
{
  double width;

  ink_text_set (text, string, SIZE, bold, 0);
  ink_text_measure (text, &width, h);
  return width;
}

static void
measure_box (InkText *text,
             const InkReading *reading,
             double max_width,
             double max_height,
             Box *box)
{
  const double room = MAX (max_width - 2 * PADDING, 1);
  double value_width = 0;
  double heading =
      measured_width (text, reading->heading, TRUE, &box->row_height);
  double fit;

  box->row_height += 3;
  fit = (max_height - 2 * PADDING) / box->row_height - 1;
  box->n_rows = MIN (reading->names->len, (guint) MAX (fit, 0));
  box->name_width = 0;
  for (guint i = 0; i < box->n_rows; i++)
    {
      box->name_width =
          MAX (box->name_width,
               measured_width (text, reading->names->pdata[i], FALSE, NULL));
      value_width =
          MAX (value_width,
               measured_width (text, reading->values->pdata[i], TRUE, NULL));
    }
  /* Where it is too much, names are cut before values. */
  box->name_width =
      MIN (box->name_width, MAX (room - KEY - COLUMN_GAP - value_width, 1));
  box->width = MIN (heading, room);
  if (box->n_rows > 0)
    box->width =
        MAX (box->width, KEY + box->name_width + COLUMN_GAP + value_width);
  box->width += 2 * PADDING;
  box->height = (box->n_rows + 1) * box->row_height + 2 * PADDING - 3;
}

static void
rounded (cairo_t *cr, double x, double y, double width, double height)
{
  double r = 5;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - r, y + r, r, -G_PI / 2, 0);
  cairo_arc (cr, x + width - r, y + height - r, r, 0, G_PI / 2);
  cairo_arc (cr, x + r, y + height - r, r, G_PI / 2, G_PI);
  cairo_arc (cr, x + r, y + r, r, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

static void
draw_frame (cairo_t *cr,
            const InkTheme *theme,
            double x,
            double y,
            const Box *box)
{
  InkColor ground = ink_color_mix (&theme->ground, &theme->text, 0.02);

  ground.a = 0.96;
  rounded (cr, x + 0.5, y + 0.5, box->width, box->height);
  ink_set_color (cr, &ground);
  cairo_fill_preserve (cr);
  ink_set_color (cr, &theme->axis);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw_row (InkText *text,
          const InkReading *reading,
          guint i,
          double x,
          double y,
          const Box *box)
{
  const InkTheme *theme = text->theme;
  guint number = g_array_index (reading->colors, guint, i);
  double middle = y + box->row_height / 2 - 1.5;
  InkColor color =
      theme->palette[(number & ~INK_READING_FAINT) % INK_THEME_N_COLORS];

  if (number & INK_READING_FAINT)
    color.a *= INK_FAINT_ALPHA;
  ink_set_color (text->cr, &color);
  cairo_arc (text->cr, x + 4, middle, 4, 0, 2 * G_PI);
  cairo_fill (text->cr);
  ink_text_set (text, reading->names->pdata[i], SIZE, FALSE,
                box->name_width + 1);
  ink_text_show (text, x + KEY, middle, 0, 0.5, &theme->dim);
  ink_text_set (text, reading->values->pdata[i], SIZE, TRUE, 0);
  ink_text_show (text, x + box->width - 2 * PADDING, middle, 1, 0.5,
                 &theme->text);
}

static void
draw_box (InkPlot *plot, InkText *text, const InkReading *reading)
{
  const cairo_rectangle_t *area = &plot->area;
  double x = reading->px + 12;
  double y = reading->row >= 0 ? reading->py + 14 : area->y + 8;
  Box box;

  measure_box (text, reading, plot->width - 8, plot->height - 8, &box);
  if (x + box.width > plot->width - 4)
    x = reading->px - 12 - box.width;
  x = CLAMP (x, 2, MAX (plot->width - box.width - 2, 2));
  if (y + box.height > plot->height - 4)
    y = reading->row >= 0 ? reading->py - 14 - box.height
                          : plot->height - 4 - box.height;
  x = floor (x);
  y = floor (MAX (y, 2));
  draw_frame (text->cr, text->theme, x, y, &box);
  x += PADDING;
  y += PADDING;
  ink_text_set (text, reading->heading, SIZE, TRUE,
                box.width - 2 * PADDING + 1);
  ink_text_show (text, x, y, 0, 0, &text->theme->text);
  for (guint i = 0; i < box.n_rows; i++)
    {
      y += box.row_height;
      draw_row (text, reading, i, x, y + 1, &box);
    }
}

void
ink_plot_draw_point (cairo_t *cr,
                     const InkTheme *theme,
                     double px,
                     double py,
                     guint color,
                     gboolean inside)
{
  const double radius = inside ? 6 : 5;

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_arc (cr, px, py, radius, 0, 2 * G_PI);
  ink_set_color (cr, &theme->palette[color % INK_THEME_N_COLORS]);
  if (inside)
    cairo_fill_preserve (cr);
  cairo_set_line_width (cr, 4);
  cairo_stroke_preserve (cr);
  ink_set_color (cr, &theme->text);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_crosshair (InkPlot *plot,
                const InkLayerContext *context,
                const InkReading *reading)
{
  static const double dashes[] = { 3, 3 };
  cairo_t *cr = context->cr;
  double at = floor (reading->px) + 0.5;

  cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_width (cr, 1);
  ink_set_color (cr, &context->theme->axis);
  cairo_move_to (cr, at, plot->area.y);
  cairo_line_to (cr, at, plot->area.y + plot->area.height);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  if (reading->names->len == 0)
    return;
  ink_set_color (cr, &context->theme->text);
  cairo_set_line_width (cr, 1.5);
  if (reading->has_mark &&
      ink_layer_shows (context, reading->mark.px, reading->mark.py))
    cairo_arc (cr, reading->mark.px, reading->mark.py, 5, 0, 2 * G_PI);
  else
    cairo_arc (cr, reading->px, reading->py, 5, 0, 2 * G_PI);
  cairo_stroke (cr);
}

void
ink_plot_draw_reading (InkPlot *plot,
                       cairo_t *cr,
                       const InkReading *reading,
                       const InkTheme *theme)
{
  g_auto (InkText) text = { 0 };
  InkLayerContext context;

  if (!plot->drawn || reading == NULL || reading->heading == NULL)
    return;
  cairo_save (cr);
  cairo_new_path (cr);
  ink_text_init (&text, NULL, cr, theme);
  ink_plot_init_context (plot, &context, cr, &text);
  if (reading->row < 0)
    draw_crosshair (plot, &context, reading);
  else
    for (guint i = 0; i < plot->layers->len; i++)
      {
        InkLayer *layer = plot->layers->pdata[i];

        if (layer->klass->mark_cell != NULL)
          layer->klass->mark_cell (layer, &context, reading);
      }
  draw_box (plot, &text, reading);
  cairo_restore (cr);
}
