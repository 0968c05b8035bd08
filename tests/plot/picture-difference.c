/* Blurring a picture, its colours in CIELAB, and the text they are stored in:
 * a line of sizes, then a line a row of places. A place is three characters,
 * `!` and a count repeat the one before, `~` and a count those above. */
#include "picture-difference.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FIRST '#' /* of the characters that are numbers: # to z */
#define LEVELS 88
#define REPEAT '!'
#define ABOVE '~'
/* a* and b* from -AB to AB; no colour of sRGB in a chart is beyond. */
#define AB 110.0
#define MAX_SIDE 10000
#define SHIFT 1

static float
linear_light (guint8 byte)
{
  const double c = byte / 255.0;

  return (float) (c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4));
}

static double
lab_f (double t)
{
  return t > 216.0 / 24389 ? cbrt (t) : (24389.0 / 27 * t + 16) / 116;
}

static double
lab_f_inverse (double f)
{
  return f > 6.0 / 29 ? f * f * f : (116 * f - 16) * 27 / 24389;
}

/* lab_f() by a table: a picture takes it 300,000 times. */
#define TABLE 16384

static double
lab_f_fast (double t)
{
  static float table[TABLE + 2];
  const double at = CLAMP (t, 0, 1) * TABLE;
  const int i = (int) at;

  if (table[0] == 0)
    for (int k = 0; k < TABLE + 2; k++)
      table[k] = (float) lab_f ((double) k / TABLE);
  return table[i] + (at - i) * (table[i + 1] - table[i]);
}

/* Linear sRGB to CIELAB, D65. */
static void
to_lab (const float rgb[3], float lab[3])
{
  const double x = 0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2];
  const double y = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
  const double z = 0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2];
  const double fx = lab_f_fast (x / 0.9505);
  const double fy = lab_f_fast (y);
  const double fz = lab_f_fast (z / 1.089);

  lab[0] = (float) (116 * fy - 16);
  lab[1] = (float) (500 * (fx - fy));
  lab[2] = (float) (200 * (fy - fz));
}

static double
gamma_of (double c)
{
  c = CLAMP (c, 0, 1);
  return c <= 0.0031308 ? 12.92 * c : 1.055 * pow (c, 1 / 2.4) - 0.055;
}

static guint32
pixel_of_lab (const float lab[3])
{
  const double fy = (lab[0] + 16.0) / 116;
  const double x = 0.9505 * lab_f_inverse (fy + lab[1] / 500.0);
  const double y = lab_f_inverse (fy);
  const double z = 1.089 * lab_f_inverse (fy - lab[2] / 200.0);
  const double r = gamma_of (3.2406 * x - 1.5372 * y - 0.4986 * z);
  const double g = gamma_of (-0.9689 * x + 1.8758 * y + 0.0415 * z);
  const double b = gamma_of (0.0557 * x - 0.2040 * y + 1.0570 * z);

  return (guint32) (r * 255 + 0.5) << 16 | (guint32) (g * 255 + 0.5) << 8
         | (guint32) (b * 255 + 0.5);
}

static guint32 *
pixels (cairo_surface_t *surface, int y)
{
  const gsize stride
      = (gsize) cairo_image_surface_get_stride (surface);

  return (guint32 *) (gpointer) (cairo_image_surface_get_data (surface)
                                 + (gsize) y * stride);
}

/* Blurring */

/* Adds @n numbers, weighted. */
static void
add_weighted (float *to, const float *from, int n, float weight)
{
  for (int i = 0; i < n; i++)
    to[i] += from[i] * weight;
}

/* In one direction, @lines lines of @size numbers: weights that fall in a line
 * to 0 at LOOK_CELL. What is beyond the ends is as the ends are. */
static void
blur (const float *from, float *to, int lines, int size)
{
  memset (to, 0, sizeof (float) * (gsize) lines * (gsize) size);
  for (int i = 0; i < lines; i++)
    for (int d = 1 - LOOK_CELL; d < LOOK_CELL; d++)
      add_weighted (to + i * size, from + CLAMP (i + d, 0, lines - 1) * size,
                    size,
                    (float) (LOOK_CELL - ABS (d)) / (LOOK_CELL * LOOK_CELL));
}

/* [rows][columns][3] to [columns][rows][3] */
static void
transpose (const float *from, float *to, int rows, int columns)
{
  for (int y = 0; y < rows; y++)
    for (int x = 0; x < columns; x++)
      memcpy (to + (x * rows + y) * 3, from + (y * columns + x) * 3,
              3 * sizeof (float));
}

static void
get_light (cairo_surface_t *surface, float *light, int w, int h)
{
  float table[256];

  for (guint i = 0; i < 256; i++)
    table[i] = linear_light ((guint8) i);
  cairo_surface_flush (surface);
  for (int y = 0; y < h; y++)
    {
      const guint32 *row = pixels (surface, y);

      for (int x = 0; x < w; x++)
        for (int c = 0; c < 3; c++)
          *light++ = table[row[x] >> (16 - 8 * c) & 255];
    }
}

void
look_init (Look *look, cairo_surface_t *surface)
{
  const int w = cairo_image_surface_get_width (surface);
  const int h = cairo_image_surface_get_height (surface);
  const gsize n = (gsize) w * (gsize) h * 3;
  g_autofree float *light = g_new (float, n);
  g_autofree float *other = g_new (float, n);

  get_light (surface, light, w, h);
  blur (light, other, h, 3 * w);
  transpose (other, light, h, w);
  blur (light, other, w, 3 * h);
  transpose (other, light, w, h);
  *look = (Look){ w, h, g_new (float, n) };
  for (int i = 0; i < w * h; i++)
    to_lab (light + i * 3, look->lab + i * 3);
}

void
look_clear (Look *look)
{
  g_clear_pointer (&look->lab, g_free);
}

/* Places */

static guint8
quantise (double value, double low, double high)
{
  const double level = (value - low) / (high - low) * (LEVELS - 1);

  return (guint8) (CLAMP (level, 0, LEVELS - 1) + 0.5);
}

static void
quantise_lab (const float lab[3], guint8 values[3])
{
  values[0] = quantise (lab[0], 0, 100);
  values[1] = quantise (lab[1], -AB, AB);
  values[2] = quantise (lab[2], -AB, AB);
}

static void
lab_of_place (const guint8 values[3], float lab[3])
{
  lab[0] = values[0] * 100.0f / (LEVELS - 1);
  lab[1] = (float) (values[1] * 2 * AB / (LEVELS - 1) - AB);
  lab[2] = (float) (values[2] * 2 * AB / (LEVELS - 1) - AB);
}

static const float *
look_at (const Look *look, int x, int y)
{
  x = CLAMP (x, 0, look->width - 1);
  y = CLAMP (y, 0, look->height - 1);
  return look->lab + (y * look->width + x) * 3;
}

static guint8 *
place (const LookGrid *grid, int row, int column)
{
  return grid->values + (row * grid->columns + column) * 3;
}

static void
grid_alloc (LookGrid *grid, int columns, int rows)
{
  *grid = (LookGrid){ columns, rows,
                      g_new0 (guint8, (gsize) columns * (gsize) rows * 3) };
}

void
look_grid_init (LookGrid *grid, const Look *look)
{
  grid_alloc (grid, look->width / LOOK_CELL, look->height / LOOK_CELL);
  for (int row = 0; row < grid->rows; row++)
    for (int column = 0; column < grid->columns; column++)
      quantise_lab (look_at (look, column * LOOK_CELL + LOOK_CELL / 2,
                             row * LOOK_CELL + LOOK_CELL / 2),
                    place (grid, row, column));
}

void
look_grid_clear (LookGrid *grid)
{
  g_clear_pointer (&grid->values, g_free);
}

/* Text */

/* Places from @column on that equal those @back places before. */
static int
count_equal (const LookGrid *grid, int row, int column, int back)
{
  int n = 0;

  while (column + n < grid->columns && n < LEVELS)
    {
      const guint8 *here = place (grid, row, column + n);

      if (memcmp (here, here - 3 * back, 3) != 0)
        break;
      n++;
    }
  return n;
}

static int
append_places (GString *text, const LookGrid *grid, int row, int column)
{
  const int above
      = row > 0 ? count_equal (grid, row, column, grid->columns) : 0;
  const int left = column > 0 ? count_equal (grid, row, column, 1) : 0;
  const int n = MAX (above, left);

  if (n > 0)
    {
      g_string_append_c (text, above >= left ? ABOVE : REPEAT);
      g_string_append_c (text, (char) (FIRST + n - 1));
      return n;
    }
  for (int c = 0; c < 3; c++)
    g_string_append_c (text, (char) (FIRST + place (grid, row, column)[c]));
  return 1;
}

char *
look_grid_to_text (const LookGrid *grid)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%d %d\n", grid->columns, grid->rows);
  for (int row = 0; row < grid->rows; row++)
    {
      for (int column = 0; column < grid->columns;)
        column += append_places (text, grid, row, column);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_number (char c)
{
  return c >= FIRST && c < FIRST + LEVELS;
}

/* One token of a row; returns how many places it is, 0 where it is none. */
static int
parse_places (LookGrid *grid, int row, int column, const char **at)
{
  const gboolean repeats = **at == REPEAT || **at == ABOVE;
  const int length = repeats ? 2 : 3;
  const int back = **at == REPEAT ? 1 : grid->columns;
  const int n = repeats && is_number ((*at)[1]) ? (*at)[1] - FIRST + 1 : 1;
  guint8 *to = place (grid, row, column);

  for (int i = repeats; i < length; i++)
    if (!is_number ((*at)[i]))
      return 0;
  if (column + n > grid->columns
      || (repeats && row * grid->columns + column < back))
    return 0;
  if (repeats)
    for (int i = 0; i < 3 * n; i++) /* which may overlap */
      to[i] = to[i - 3 * back];
  else
    for (int i = 0; i < 3; i++)
      to[i] = (guint8) ((*at)[i] - FIRST);
  *at += length;
  return n;
}

static gboolean
parse_rows (LookGrid *grid, const char *at)
{
  for (int row = 0; row < grid->rows; row++, at++)
    {
      for (int column = 0; column < grid->columns;)
        {
          const int n = parse_places (grid, row, column, &at);

          if (n == 0)
            return FALSE;
          column += n;
        }
      if (*at != '\n')
        return FALSE;
    }
  return *at == '\0';
}

gboolean
look_grid_parse (LookGrid *grid, const char *text)
{
  const char *rows = strchr (text, '\n');
  g_auto (LookGrid) parsed = { 0 };
  int w, h;

  if (rows == NULL || sscanf (text, "%d %d\n", &w, &h) != 2 || w < 1 || h < 1
      || w > MAX_SIDE || h > MAX_SIDE)
    return FALSE;
  grid_alloc (&parsed, w, h);
  if (!parse_rows (&parsed, rows + 1))
    return FALSE;
  *grid = parsed;
  parsed.values = NULL;
  return TRUE;
}

/* Comparing */

static double
distance (const float a[3], const float b[3])
{
  const double l = a[0] - b[0], x = a[1] - b[1], y = a[2] - b[2];

  return sqrt (l * l + x * x + y * y);
}

static gboolean
differs_at (const Look *look, const LookGrid *grid, int row, int column)
{
  const int x = column * LOOK_CELL + LOOK_CELL / 2;
  const int y = row * LOOK_CELL + LOOK_CELL / 2;
  float stored[3];

  lab_of_place (place (grid, row, column), stored);
  for (int dy = -SHIFT; dy <= SHIFT; dy++)
    for (int dx = -SHIFT; dx <= SHIFT; dx++)
      if (distance (look_at (look, x + dx, y + dy), stored) <= LOOK_LIMIT)
        return FALSE;
  return TRUE;
}

static gboolean
same_size (const Look *look, const LookGrid *grid)
{
  return look->width / LOOK_CELL == grid->columns
         && look->height / LOOK_CELL == grid->rows;
}

int
look_compare (const Look *look, const LookGrid *grid)
{
  int n = 0;

  if (!same_size (look, grid))
    return grid->rows * grid->columns;
  for (int row = 0; row < grid->rows; row++)
    for (int column = 0; column < grid->columns; column++)
      n += differs_at (look, grid, row, column);
  return n;
}

cairo_surface_t *
look_difference (const Look *look, const LookGrid *grid,
                 cairo_surface_t *surface)
{
  const int w = grid->columns * LOOK_CELL, h = grid->rows * LOOK_CELL;
  const gboolean same = same_size (look, grid);
  cairo_surface_t *three
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 2 * w + look->width,
                                    MAX (h, look->height));
  cairo_t *cr = cairo_create (three);

  cairo_set_source_surface (cr, surface, w, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (three);
  for (int y = 0; y < h; y++)
    for (int x = 0; x < w; x++)
      {
        const int row = y / LOOK_CELL, column = x / LOOK_CELL;
        float lab[3];

        lab_of_place (place (grid, row, column), lab);
        pixels (three, y)[x] = pixel_of_lab (lab);
        pixels (three, y)[x + w + look->width]
            = !same || differs_at (look, grid, row, column) ? 0xff0000
                                                            : 0xf0f0f0;
      }
  cairo_surface_mark_dirty (three);
  return three;
}
