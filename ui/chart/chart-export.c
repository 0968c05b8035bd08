/* Charts into files: what a file may be called, and the pictures for the
 * clipboard and for a look beforehand. */
#include "ui/chart/chart-export.h"

#include <math.h>

#include "core/base/error.h"

#define CLIPBOARD_SCALE 2
#define CHECK 8 /* pixels of a square below what lets through */
#define SURFACE_KEY "ink-surface" /* of a texture: the same for Cairo */

static gboolean
has_extension (const char *path, const char *extension)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, extension);
}

/* "ROC, one against the rest" to "roc-one-against-the-rest.png" */
char *
ink_chart_export_suggest_name (InkPlot *plot, const char *extension)
{
  GString *name = g_string_new (NULL);

  for (const char *p = ink_plot_title (plot); *p != '\0';
       p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_tolower (g_utf8_get_char (p));

      if (g_unichar_isalnum (c))
        g_string_append_unichar (name, c);
      else if (name->len > 0 && name->str[name->len - 1] != '-')
        g_string_append_c (name, '-');
    }
  if (name->len > 0 && name->str[name->len - 1] == '-')
    g_string_truncate (name, name->len - 1);
  if (name->len == 0)
    g_string_append (name, "chart");
  g_string_append_printf (name, ".%s", extension);
  return g_string_free (name, FALSE);
}

static void
init_options (InkExportOptions *options, double width, double height)
{
  ink_export_options_init (options);
  if (width < 1 || height < 1)
    return;
  options->width = width;
  options->height = height;
}

char *
ink_chart_export_complete (const char *path,
                           const char *extension,
                           GError **error)
{
  g_autofree char *ending = g_strconcat (".", extension, NULL);
  gboolean named = has_extension (path, ending);
  g_autofree char *whole = g_strconcat (path, named ? "" : ending, NULL);

  if (g_file_test (whole, G_FILE_TEST_IS_DIR))
    ink_error_set (error, INK_ERROR_ARGUMENT,
                   "%s: a folder of that name is there, choose another name",
                   whole);
  else if (!named && g_file_test (whole, G_FILE_TEST_EXISTS))
    ink_error_set (error, INK_ERROR_ARGUMENT,
                   "%s is there already: choose it by its full name to "
                   "replace it",
                   whole);
  else
    return g_steal_pointer (&whole);
  return NULL;
}

GdkTexture *
ink_texture_from_surface (cairo_surface_t *surface)
{
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (
      cairo_image_surface_get_data (surface), stride * (gsize) height,
      (GDestroyNotify) cairo_surface_destroy,
      cairo_surface_reference (surface));

  GdkTexture *texture;

  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes,
                                    stride);
  g_object_set_data_full (G_OBJECT (texture), SURFACE_KEY,
                          cairo_surface_reference (surface),
                          (GDestroyNotify) cairo_surface_destroy);
  return texture;
}

/* Without a graphics card GTK 4.8 turns every pixel of a texture to floats and
 * back for each frame: 18 ns, and a window is held up for the time of a frame.
 */
void
ink_texture_snapshot (GdkTexture *texture,
                      GtkWidget *widget,
                      GtkSnapshot *snapshot,
                      const graphene_rect_t *box)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GskRenderer *renderer
      = native != NULL ? gtk_native_get_renderer (native) : NULL;
  cairo_surface_t *surface
      = g_object_get_data (G_OBJECT (texture), SURFACE_KEY);
  cairo_t *cr;

  if (surface == NULL || !GSK_IS_CAIRO_RENDERER (renderer))
    {
      gtk_snapshot_append_texture (snapshot, texture, box);
      return;
    }
  cr = gtk_snapshot_append_cairo (snapshot, box);
  cairo_set_source_surface (cr, surface, box->origin.x, box->origin.y);
  cairo_paint (cr);
  cairo_destroy (cr);
}

GdkTexture *
ink_chart_export_texture (InkPlot *plot, double width, double height)
{
  InkExportOptions options;
  cairo_surface_t *surface;
  GdkTexture *texture = NULL;

  init_options (&options, width, height);
  options.scale = CLIPBOARD_SCALE;
  surface = ink_plot_export_surface (plot, &options);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    texture = ink_texture_from_surface (surface);
  cairo_surface_destroy (surface);
  return texture;
}

/* Where a picture lets through, it stands on squares of grey. */
static void
draw_checks (cairo_t *cr, int width, int height)
{
  cairo_set_source_rgb (cr, 0.9, 0.9, 0.9);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0.76, 0.76, 0.76);
  for (int y = 0; y < height; y += CHECK)
    for (int x = y / CHECK % 2 * CHECK; x < width; x += 2 * CHECK)
      cairo_rectangle (cr, x, y, CHECK, CHECK);
  cairo_fill (cr);
}

GdkTexture *
ink_chart_export_preview (InkPlot *plot,
                          const InkExportOptions *options,
                          double width,
                          double height)
{
  InkExportOptions fit = *options;
  cairo_surface_t *picture, *ground;
  GdkTexture *texture = NULL;
  cairo_t *cr;

  fit.scale = MIN (width / options->width, height / options->height);
  picture = ink_plot_export_surface (plot, &fit);
  ground = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, cairo_image_surface_get_width (picture),
      cairo_image_surface_get_height (picture));
  cr = cairo_create (ground);
  draw_checks (cr, cairo_image_surface_get_width (picture),
               cairo_image_surface_get_height (picture));
  cairo_set_source_surface (cr, picture, 0, 0);
  cairo_paint (cr);
  if (cairo_status (cr) == CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_flush (ground);
      texture = ink_texture_from_surface (ground);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (ground);
  cairo_surface_destroy (picture);
  return texture;
}
