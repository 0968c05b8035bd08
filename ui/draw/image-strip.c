/* Small images side by side, as large as the width allows within limits, and
 * by whole steps: a side of so many times 28 shows every pixel of a digit as
 * large as the next one. GTK 4.8 scales textures smoothly only, so that pixels
 * are enlarged by Cairo. */
#include "ui/draw/image-strip.h"

#define STEP 28
#define MIN_SIDE (2 * STEP)
#define MAX_SIDE (5 * STEP)
#define GAP 12
#define CAPTION_GAP 4

typedef struct
{
  cairo_surface_t *surface; /* NULL for black */
  PangoLayout *caption;
} Image;

struct _InkImageStrip
{
  GtkWidget parent_instance;
  GArray *images; /* Image */
};

G_DEFINE_FINAL_TYPE (InkImageStrip, ink_image_strip, GTK_TYPE_WIDGET)

static void
clear_image (gpointer data)
{
  Image *image = data;

  g_clear_pointer (&image->surface, cairo_surface_destroy);
  g_clear_object (&image->caption);
}

static void
ink_image_strip_finalize (GObject *object)
{
  g_array_unref (INK_IMAGE_STRIP (object)->images);
  G_OBJECT_CLASS (ink_image_strip_parent_class)->finalize (object);
}

static int
caption_height (InkImageStrip *self)
{
  int height = 0;

  if (self->images->len > 0)
    pango_layout_get_pixel_size (
        g_array_index (self->images, Image, 0).caption, NULL, &height);
  return height;
}

/* Of an image, in a strip of that width. */
static int
side_for_width (InkImageStrip *self, int width)
{
  const int n = MAX ((int) self->images->len, 1);
  const int room = (width - (n - 1) * GAP) / n;

  return CLAMP (room / STEP * STEP, MIN_SIDE, MAX_SIDE);
}

static GtkSizeRequestMode
ink_image_strip_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ink_image_strip_measure (GtkWidget *widget, GtkOrientation orientation,
                         int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  InkImageStrip *self = INK_IMAGE_STRIP (widget);
  int n = (int) self->images->len;

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = n * MIN_SIDE + (n - 1) * GAP;
      *natural = n * MAX_SIDE + (n - 1) * GAP;
    }
  else
    *minimum = *natural
        = (for_size < 0 ? MIN_SIDE : side_for_width (self, for_size))
          + CAPTION_GAP + caption_height (self);
}

static void
append_image (GtkSnapshot *snapshot, const Image *image, float x, float side)
{
  graphene_rect_t area = GRAPHENE_RECT_INIT (x, 0, side, side);
  const GdkRGBA black = { 0, 0, 0, 1 };
  cairo_t *cr;
  int width, height;

  gtk_snapshot_append_color (snapshot, &black, &area);
  if (image->surface == NULL)
    return;
  width = cairo_image_surface_get_width (image->surface);
  height = cairo_image_surface_get_height (image->surface);
  cr = gtk_snapshot_append_cairo (snapshot, &area);
  cairo_translate (cr, x, 0);
  cairo_scale (cr, side / width, side / height);
  cairo_set_source_surface (cr, image->surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_destroy (cr);
}

static void
append_caption (GtkSnapshot *snapshot, PangoLayout *caption, float x,
                float side, const GdkRGBA *color)
{
  int width;

  pango_layout_get_pixel_size (caption, &width, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT (x + (float) (((int) side - width) / 2),
                            side + CAPTION_GAP));
  gtk_snapshot_append_layout (snapshot, caption, color);
  gtk_snapshot_restore (snapshot);
}

static void
ink_image_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  InkImageStrip *self = INK_IMAGE_STRIP (widget);
  int n = (int) self->images->len;
  int side = side_for_width (self, gtk_widget_get_width (widget));
  GdkRGBA color;

  if (n == 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  color.alpha *= 0.65f;
  for (int i = 0; i < n; i++)
    {
      const Image *image = &g_array_index (self->images, Image, i);
      float x = (float) (i * (side + GAP));

      append_image (snapshot, image, x, (float) side);
      append_caption (snapshot, image->caption, x, (float) side, &color);
    }
}

static void
ink_image_strip_class_init (InkImageStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ink_image_strip_finalize;
  widget_class->get_request_mode = ink_image_strip_get_request_mode;
  widget_class->measure = ink_image_strip_measure;
  widget_class->snapshot = ink_image_strip_snapshot;
  gtk_widget_class_set_css_name (widget_class, "imagestrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ink_image_strip_init (InkImageStrip *self)
{
  self->images = g_array_new (FALSE, TRUE, sizeof (Image));
  g_array_set_clear_func (self->images, clear_image);
}

GtkWidget *
ink_image_strip_new (void)
{
  return g_object_new (INK_TYPE_IMAGE_STRIP, NULL);
}

guint
ink_image_strip_add (InkImageStrip *self, const char *caption)
{
  Image image = { 0 };
  PangoAttrList *small;

  g_return_val_if_fail (INK_IS_IMAGE_STRIP (self), 0);

  image.caption = gtk_widget_create_pango_layout (GTK_WIDGET (self), caption);
  small = pango_attr_list_new ();
  pango_attr_list_insert (small, pango_attr_scale_new (0.9));
  pango_layout_set_attributes (image.caption, small);
  pango_attr_list_unref (small);
  g_array_append_val (self->images, image);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  return self->images->len - 1;
}

/* One surface serves all images of a size. */
static void
fit_surface (Image *image, int height, int width)
{
  if (image->surface != NULL
      && cairo_image_surface_get_width (image->surface) == width
      && cairo_image_surface_get_height (image->surface) == height)
    return;
  g_clear_pointer (&image->surface, cairo_surface_destroy);
  image->surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
}

static void
fill_surface (cairo_surface_t *surface, const guint8 *pixels, guint height,
              guint width)
{
  int stride = cairo_image_surface_get_stride (surface) / 4;
  guint32 *row;

  cairo_surface_flush (surface);
  row = (guint32 *) (void *) cairo_image_surface_get_data (surface);
  for (guint y = 0; row != NULL && y < height; y++, row += stride)
    for (guint x = 0; x < width; x++)
      row[x] = pixels[y * width + x] * 0x010101u;
  cairo_surface_mark_dirty (surface);
}

void
ink_image_strip_set (InkImageStrip *self, guint index, const guint8 *pixels,
                     guint height, guint width)
{
  Image *image;

  g_return_if_fail (INK_IS_IMAGE_STRIP (self));
  g_return_if_fail (index < self->images->len);

  image = &g_array_index (self->images, Image, index);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (pixels == NULL)
    g_clear_pointer (&image->surface, cairo_surface_destroy);
  else
    {
      fit_surface (image, (int) height, (int) width);
      fill_surface (image->surface, pixels, height, width);
    }
}
