/* A matrix of counts, rows true and columns read. Columns start at x = 0, 1,
 * ..., rows at y = 0, 1, ... downwards. The diagonal is tinted by its share of
 * the row in one colour, everything else in another, scaled so that single
 * errors of a good model can still be seen; every cell that is large enough
 * shows its count or its share of the row. */
#include <math.h>

#include "ui/plot/layer-private.h"
#include "ui/plot/ticks.h"

#define DIAGONAL_COLOR 0
#define OTHER_COLOR 1
#define GAP 1.5
/* Off the diagonal, full colour is this share of a row at the least. */
#define LEAST_FULL_SHARE 0.01

typedef struct
{
  InkLayer parent;
  guint rows, columns;
  guint64 *values;
  char **labels[2]; /* by InkAxisSide: of columns, of rows */
  double *row_sums;
  double largest_other; /* share of a row, off the diagonal */
  gboolean shares;      /* shown instead of counts */
} HeatMap;

static void
heat_map_finalize (InkLayer *layer)
{
  HeatMap *self = (HeatMap *) layer;

  g_free (self->values);
  g_free (self->row_sums);
  g_strfreev (self->labels[0]);
  g_strfreev (self->labels[1]);
}

static void
heat_map_own (InkLayer *layer)
{
  HeatMap *self = (HeatMap *) layer;
  const gsize n = (gsize) self->rows * self->columns;

  self->values = g_memdup2 (self->values, n * sizeof (guint64));
  self->row_sums
      = g_memdup2 (self->row_sums, self->rows * sizeof (double));
  self->labels[0] = g_strdupv (self->labels[0]);
  self->labels[1] = g_strdupv (self->labels[1]);
}

static guint64
value_at (const HeatMap *self, guint row, guint column)
{
  return self->values[(gsize) row * self->columns + column];
}

static double
share_at (const HeatMap *self, guint row, guint column)
{
  double sum = self->row_sums[row];

  return sum > 0 ? value_at (self, row, column) / sum : 0;
}

static void
heat_map_extend (InkLayer *layer, InkExtent *extent)
{
  HeatMap *self = (HeatMap *) layer;

  ink_extent_add (extent, INK_AXIS_X, 0);
  ink_extent_add (extent, INK_AXIS_X, self->columns);
  ink_extent_add (extent, INK_AXIS_Y, 0);
  ink_extent_add (extent, INK_AXIS_Y, self->rows);
}

static const char *const *
heat_map_categories (InkLayer *layer, InkAxisSide side)
{
  return (const char *const *) ((HeatMap *) layer)->labels[side];
}

static InkColor
cell_color (const HeatMap *self, const InkTheme *theme, guint row, guint column)
{
  double share = share_at (self, row, column);
  guint color = row == column ? DIAGONAL_COLOR : OTHER_COLOR;
  InkColor ground = theme->ground;
  double full = MAX (self->largest_other, LEAST_FULL_SHARE);
  double tint;

  ground.a = 1;
  if (value_at (self, row, column) == 0)
    return ink_color_mix (&ground, &theme->grid, 0.45);
  if (row == column)
    tint = 0.25 + 0.75 * share;
  else
    tint = 0.12 + 0.88 * sqrt (share / full);
  return ink_color_mix (&ground, &theme->palette[color], tint);
}

static cairo_rectangle_t
cell_box (const InkLayerContext *context, guint row, guint column)
{
  double left = ink_scale_to_pixels (context->x, column);
  double right = ink_scale_to_pixels (context->x, column + 1.0);
  double top = ink_scale_to_pixels (context->y, row);
  double bottom = ink_scale_to_pixels (context->y, row + 1.0);
  double gap = MIN (GAP, 0.12 * MIN (right - left, bottom - top));

  return (cairo_rectangle_t){ left + gap / 2, top + gap / 2, right - left - gap,
                              bottom - top - gap };
}

/* The theme's text or its opposite, whichever stands out more. */
static InkColor
text_color_on (const InkColor *cell)
{
  const InkColor dark = { 0.1, 0.1, 0.12, 1 };
  const InkColor light = { 1, 1, 1, 1 };

  return ink_color_luminance (cell) > 0.2 ? dark : light;
}

/* "3", or "0.3" of a hundred: as many digits as tell single errors of a good
 * model from none. */
static void
format_cell (const HeatMap *self, guint row, guint column, char text[32])
{
  const double percent = 100 * share_at (self, row, column);

  if (!self->shares)
    g_snprintf (text, 32, "%" G_GUINT64_FORMAT, value_at (self, row, column));
  else if (percent < 0.01)
    g_strlcpy (text, "<0.01", 32);
  else
    g_ascii_formatd (text, 32, percent < 1 || (percent > 99 && percent < 100)
                                   ? "%.2f"
                                   : "%.1f",
                     percent);
}

static void
draw_count (HeatMap *self,
            const InkLayerContext *context,
            guint row,
            guint column,
            const InkColor *cell)
{
  cairo_rectangle_t box = cell_box (context, row, column);
  double base = context->theme->font_size;
  double size = MIN (1.0, 0.55 * box.height / base);
  InkColor color = text_color_on (cell);
  char count[32];
  double width;

  if (value_at (self, row, column) == 0 || size * base < 6)
    return;
  format_cell (self, row, column, count);
  ink_text_set (context->text, count, size, row != column, 0);
  ink_text_measure (context->text, &width, NULL);
  if (width > box.width - 2)
    {
      size *= (box.width - 2) / width;
      if (size * base < 6)
        return;
      ink_text_set (context->text, count, size, row != column, 0);
    }
  ink_text_show (context->text, box.x + box.width / 2, box.y + box.height / 2,
                 0.5, 0.5, &color);
}

/* The cells from @low to @high that are in view. */
static guint
first_visible (double low, guint n)
{
  return low <= 0 ? 0 : (guint) MIN (low, n);
}

static guint
end_visible (double high, guint n)
{
  return high >= n ? n : (guint) MAX (ceil (high), 0);
}

static void
heat_map_draw (InkLayer *layer, const InkLayerContext *context)
{
  HeatMap *self = (HeatMap *) layer;
  guint end_row = end_visible (context->y->high, self->rows);
  guint end_column = end_visible (context->x->high, self->columns);

  ink_layer_clip (context);
  for (guint r = first_visible (context->y->low, self->rows); r < end_row; r++)
    for (guint c = first_visible (context->x->low, self->columns);
         c < end_column; c++)
      {
        InkColor color = cell_color (self, context->theme, r, c);
        cairo_rectangle_t box = cell_box (context, r, c);

        ink_set_color (context->cr, &color);
        cairo_rectangle (context->cr, box.x, box.y, box.width, box.height);
        cairo_fill (context->cr);
        draw_count (self, context, r, c, &color);
      }
}

static gboolean
heat_map_read_cell (InkLayer *layer, double x, double y, InkReading *reading)
{
  HeatMap *self = (HeatMap *) layer;
  guint row, column;
  g_autofree char *truth = NULL;
  g_autofree char *guess = NULL;
  g_autofree char *count = NULL;

  if (!(x >= 0 && x < self->columns && y >= 0 && y < self->rows))
    return FALSE;
  row = (guint) y;
  column = (guint) x;
  reading->row = (int) row;
  reading->column = (int) column;
  count = g_strdup_printf ("%" G_GUINT64_FORMAT, value_at (self, row, column));
  truth = ink_text_isolate (self->labels[INK_AXIS_Y][row]);
  guess = ink_text_isolate (self->labels[INK_AXIS_X][column]);
  reading->heading =
      g_strdup_printf ("%s read as %s: %s", truth, guess, count);
  ink_reading_add (
      reading, "share of row",
      g_strdup_printf ("%.2f\xc2\xa0%%", 100 * share_at (self, row, column)),
      row == column ? DIAGONAL_COLOR : OTHER_COLOR);
  return TRUE;
}

static void
heat_map_mark_cell (InkLayer *layer,
                    const InkLayerContext *context,
                    const InkReading *reading)
{
  HeatMap *self = (HeatMap *) layer;
  cairo_rectangle_t box;

  if (reading->row < 0 || (guint) reading->row >= self->rows ||
      reading->column < 0 || (guint) reading->column >= self->columns)
    return;
  box = cell_box (context, (guint) reading->row, (guint) reading->column);
  ink_set_color (context->cr, &context->theme->text);
  cairo_set_line_width (context->cr, 2);
  cairo_rectangle (context->cr, box.x, box.y, box.width, box.height);
  cairo_stroke (context->cr);
}

static void
heat_map_write_csv_view (InkLayer *layer, const InkDataView *view, GString *csv)
{
  HeatMap *self = (HeatMap *) layer;
  guint end_row = end_visible (view->high[INK_AXIS_Y], self->rows);
  guint end_column = end_visible (view->high[INK_AXIS_X], self->columns);

  for (guint r = first_visible (view->low[INK_AXIS_Y], self->rows); r < end_row;
       r++)
    for (guint c = first_visible (view->low[INK_AXIS_X], self->columns);
         c < end_column; c++)
      {
        ink_csv_append_text (csv, self->labels[INK_AXIS_Y][r]);
        g_string_append_c (csv, ',');
        ink_csv_append_text (csv, self->labels[INK_AXIS_X][c]);
        g_string_append_printf (csv, ",%" G_GUINT64_FORMAT "\n",
                                value_at (self, r, c));
      }
}

static void
heat_map_write_csv (InkLayer *layer, GString *csv)
{
  const InkDataView all = { { -INFINITY, -INFINITY }, { INFINITY, INFINITY } };

  heat_map_write_csv_view (layer, &all, csv);
}

static const InkLayerClass heat_map_class = {
  .size = sizeof (HeatMap),
  .finalize = heat_map_finalize,
  .own = heat_map_own,
  .extend = heat_map_extend,
  .draw = heat_map_draw,
  .categories = heat_map_categories,
  .read_cell = heat_map_read_cell,
  .mark_cell = heat_map_mark_cell,
  .csv_header = "row,column,value",
  .write_csv = heat_map_write_csv,
  .write_csv_view = heat_map_write_csv_view,
};

static void
sum_rows (HeatMap *self)
{
  self->row_sums = g_new0 (double, MAX (self->rows, 1));
  for (guint r = 0; r < self->rows; r++)
    for (guint c = 0; c < self->columns; c++)
      self->row_sums[r] += (double) value_at (self, r, c);
  for (guint r = 0; r < self->rows; r++)
    for (guint c = 0; c < self->columns; c++)
      if (r != c)
        self->largest_other = MAX (self->largest_other, share_at (self, r, c));
}

InkLayer *
ink_layer_heat_map_new (const guint64 *values,
                        guint rows,
                        guint columns,
                        const char *const *row_labels,
                        const char *const *column_labels)
{
  HeatMap *self = g_new0 (HeatMap, 1);

  ink_layer_init (&self->parent, &heat_map_class, NULL);
  self->rows = rows;
  self->columns = columns;
  self->values = g_memdup2 (values, (gsize) rows * columns * sizeof *values);
  self->labels[INK_AXIS_X] = ink_copy_labels (column_labels, columns);
  self->labels[INK_AXIS_Y] = ink_copy_labels (row_labels, rows);
  sum_rows (self);
  return &self->parent;
}

void
ink_layer_heat_map_set_shares (InkLayer *layer, gboolean shares)
{
  ((HeatMap *) layer)->shares = shares;
}
