/* Maps on the screen. They lie one below the other in one Cairo surface that is
 * kept, and painted anew when they are next shown after a change of numbers or
 * of theme; so what is set and never shown costs next to nothing. Of a number a
 * byte is kept, which is more than the eye tells apart. Cairo enlarges, as GTK
 * 4.8 scales textures smoothly only. */
#include "ui/draw/pixel-maps.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "ui/plot/theme.h"

#define GAP 6
/* In pixels of the screen; a map that has less in a whole row gets more in one
 * half as long. */
#define LEAST_SCALE 2
/* A number is kept as so many parts of the largest one, up or down. */
#define LEVELS 127
/* How much of the ink's own grey is below its share. */
#define INK_GREY 0.5

struct _InkPixelMaps
{
  GtkWidget parent_instance;
  InkPixelColors colors;
  guint n, size, per_row;
  int max_side;
  gint8 *levels; /* [n][size][size] */
  guint8 *ink;   /* the same */
  gboolean is_clear, is_painted;
  cairo_surface_t *surface; /* size x (n size) */
};

G_DEFINE_FINAL_TYPE (InkPixelMaps, ink_pixel_maps, GTK_TYPE_WIDGET)

static gsize
n_pixels (InkPixelMaps *self)
{
  return (gsize) self->n * self->size * self->size;
}

/* --- Colours --- */

static InkColor
mix (const InkColor *from, const InkColor *to, double amount)
{
  return (InkColor) { from->r + (to->r - from->r) * amount,
                      from->g + (to->g - from->g) * amount,
                      from->b + (to->b - from->b) * amount, 1 };
}

/* Rising in contrast with the card's ground, in both themes. */
static InkColor
color_of_amount (const InkTheme *theme, double amount)
{
  const InkColor *middle = &theme->palette[0];

  if (amount < 0.5)
    return mix (&theme->grid, middle, 2 * amount);
  return mix (middle, &theme->text, 2 * amount - 1);
}

static InkColor
color_of_share (const InkTheme *theme, double share, double ink)
{
  InkColor grey = mix (&theme->grid, &theme->axis, INK_GREY * ink);

  /* Few pixels hold most of it: by the root the others show as well. */
  return mix (&grey, &theme->palette[share > 0 ? 0 : 1], sqrt (fabs (share)));
}

static guint32
to_rgb (InkColor color)
{
  return (guint32) (color.r * 255 + 0.5) << 16
         | (guint32) (color.g * 255 + 0.5) << 8
         | (guint32) (color.b * 255 + 0.5);
}

/* @table: [LEVELS + 1], of the amounts there are. */
static guint32
color_of (InkPixelMaps *self, const InkTheme *theme, const guint32 *table,
          gsize i)
{
  if (self->colors == INK_PIXEL_COLORS_AMOUNT)
    return table[MAX (self->levels[i], 0)];
  return to_rgb (color_of_share (theme, (double) self->levels[i] / LEVELS,
                                 self->ink[i] / 255.0));
}

static void
paint (InkPixelMaps *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const InkTheme *theme = ink_theme_find (dark ? "dark" : "light");
  gsize stride
      = (gsize) cairo_image_surface_get_stride (self->surface) / 4;
  guint32 table[LEVELS + 1];
  guint32 *pixels;

  for (guint i = 0; i <= LEVELS; i++)
    table[i] = to_rgb (color_of_amount (theme, (double) i / LEVELS));
  cairo_surface_flush (self->surface);
  pixels = (guint32 *) (void *) cairo_image_surface_get_data (self->surface);
  for (gsize y = 0; pixels != NULL && y < (gsize) self->n * self->size; y++)
    for (gsize x = 0; x < self->size; x++)
      pixels[y * stride + x]
          = color_of (self, theme, table, y * self->size + x);
  cairo_surface_mark_dirty (self->surface);
  self->is_painted = TRUE;
}

static void
changed (InkPixelMaps *self)
{
  self->is_painted = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Layout --- */

typedef struct
{
  int columns, rows;
  int side; /* of a map */
} Arrangement;

static int
side_of (InkPixelMaps *self, int width, int columns)
{
  int size = (int) self->size;
  int scale = MIN ((width - (columns - 1) * GAP) / columns, self->max_side)
              / size;

  return MAX (scale, 1) * size;
}

static Arrangement
arrange (InkPixelMaps *self, int width)
{
  Arrangement a = { .columns = (int) self->per_row };

  a.side = side_of (self, width, a.columns);
  if (a.side < LEAST_SCALE * (int) self->size && a.columns > 1)
    {
      a.columns = (a.columns + 1) / 2;
      a.side = side_of (self, width, a.columns);
    }
  a.rows = ((int) self->n + a.columns - 1) / a.columns;
  return a;
}

static int
extent (int n, int side)
{
  return n * side + (n - 1) * GAP;
}

static GtkSizeRequestMode
ink_pixel_maps_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ink_pixel_maps_measure (GtkWidget *widget, GtkOrientation orientation,
                        int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  InkPixelMaps *self = INK_PIXEL_MAPS (widget);
  int columns = (int) self->per_row;
  int least = LEAST_SCALE * (int) self->size;
  Arrangement a;

  *minimum_baseline = *natural_baseline = -1;
  *minimum = extent ((columns + 1) / 2, least);
  *natural = extent (columns, MAX (least, self->max_side));
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  a = arrange (self, for_size < 0 ? *natural : for_size);
  *minimum = *natural = extent (a.rows, a.side);
}

/* --- Drawing --- */

static void
append_map (InkPixelMaps *self, cairo_t *cr, int index, int x, int y, int side)
{
  double scale = (double) side / self->size;

  cairo_save (cr);
  cairo_rectangle (cr, x, y, side, side);
  cairo_translate (cr, x, y);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, self->surface, 0, -index * (int) self->size);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
ink_pixel_maps_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  InkPixelMaps *self = INK_PIXEL_MAPS (widget);
  Arrangement a = arrange (self, gtk_widget_get_width (widget));
  graphene_rect_t area
      = GRAPHENE_RECT_INIT (0, 0, (float) extent (a.columns, a.side),
                            (float) extent (a.rows, a.side));
  cairo_t *cr;

  if (!self->is_painted)
    paint (self);
  cr = gtk_snapshot_append_cairo (snapshot, &area);
  for (int i = 0; i < (int) self->n; i++)
    append_map (self, cr, i, i % a.columns * (a.side + GAP),
                i / a.columns * (a.side + GAP), a.side);
  cairo_destroy (cr);
}

/* --- The widget --- */

static void
ink_pixel_maps_finalize (GObject *object)
{
  InkPixelMaps *self = INK_PIXEL_MAPS (object);

  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_free (self->levels);
  g_free (self->ink);
  G_OBJECT_CLASS (ink_pixel_maps_parent_class)->finalize (object);
}

static void
ink_pixel_maps_class_init (InkPixelMapsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ink_pixel_maps_finalize;
  widget_class->get_request_mode = ink_pixel_maps_get_request_mode;
  widget_class->measure = ink_pixel_maps_measure;
  widget_class->snapshot = ink_pixel_maps_snapshot;
  gtk_widget_class_set_css_name (widget_class, "pixelmaps");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ink_pixel_maps_init (InkPixelMaps *self)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
}

GtkWidget *
ink_pixel_maps_new (InkPixelColors colors, guint n, guint size, guint per_row,
                    int max_side)
{
  InkPixelMaps *self = g_object_new (INK_TYPE_PIXEL_MAPS, NULL);

  self->colors = colors;
  self->n = n;
  self->size = size;
  self->per_row = per_row;
  self->max_side = max_side;
  self->levels = g_new0 (gint8, n_pixels (self));
  self->ink = g_new0 (guint8, n_pixels (self));
  self->is_clear = TRUE;
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) size,
                                              (int) (n * size));
  return GTK_WIDGET (self);
}

void
ink_pixel_maps_set (InkPixelMaps *self, const float *values, const guint8 *ink)
{
  float most = 0, scale;
  gsize n;

  g_return_if_fail (INK_IS_PIXEL_MAPS (self));

  n = n_pixels (self);
  for (gsize i = 0; i < n; i++)
    {
      float size = values[i] < 0 ? -values[i] : values[i];

      most = size > most ? size : most;
    }
  scale = most > 0 ? LEVELS / most : 0;
  for (gsize i = 0; i < n; i++)
    {
      float level = values[i] * scale;

      self->levels[i] = (gint8) (level + (level < 0 ? -0.5f : 0.5f));
    }
  if (ink != NULL)
    memcpy (self->ink, ink, n);
  self->is_clear = FALSE;
  changed (self);
}

void
ink_pixel_maps_clear (InkPixelMaps *self)
{
  g_return_if_fail (INK_IS_PIXEL_MAPS (self));

  if (self->is_clear)
    return;
  memset (self->levels, 0, n_pixels (self));
  memset (self->ink, 0, n_pixels (self));
  self->is_clear = TRUE;
  changed (self);
}
