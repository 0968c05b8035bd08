/* A plot in a file: PNG through libpng, SVG and PDF through Cairo, CSV. Each
 * is made in memory and then put in place whole. A picture says what it shows:
 * title, program and the plot's facts go into PNG text chunks, the SVG's title
 * and description and the PDF's metadata. */
#include "ui/plot/plot-export.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "ui/plot/png-writer.h"
#include "ui/plot/plot-private.h"

#define MAX_SIDE 10000.0
#define POINTS_PER_PIXEL (72.0 / 96.0)
#define DRAWN 100 /* permille of a PNG: the rest is compressing it */
#define SOFTWARE "Inkling " INK_VERSION

void
ink_export_options_init (InkExportOptions *options)
{
  *options = (InkExportOptions){
    .width = 1000,
    .height = 640,
    .scale = 2,
    .theme = ink_theme_find ("light"),
  };
}

static gboolean
check_options (const InkExportOptions *options,
               const char *path,
               GError **error)
{
  double w = options->width;
  double h = options->height;
  double scale = options->scale;

  if (!(w >= 1 && w <= MAX_SIDE) || !(h >= 1 && h <= MAX_SIDE))
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "%s: expected a width and a height from 1 to %g, "
                          "found %g x %g",
                          path, MAX_SIDE, w, h);
  if (!(scale >= 1 && scale <= 8))
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "%s: expected a scale from 1 to 8, found %g", path,
                          scale);
  if (w * scale * h * scale > INK_EXPORT_MAX_PIXELS ||
      MAX (w, h) * scale > INK_EXPORT_MAX_SIDE)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "%s: expected a picture of at most %g pixels and "
                          "%g a side, found %g x %g",
                          path, INK_EXPORT_MAX_PIXELS, INK_EXPORT_MAX_SIDE,
                          w * scale, h * scale);
  return TRUE;
}

/* Draws without disturbing the pixels that a view on screen goes by. */
static void
draw_aside (InkPlot *plot, cairo_t *cr, const InkExportOptions *options)
{
  InkScale scales[2] = { plot->axes[0].scale, plot->axes[1].scale };
  cairo_rectangle_t area = plot->area;
  gboolean drawn = plot->drawn;
  double width = plot->width;
  double height = plot->height;
  double corner = plot->corner;
  GArray *boxes = plot->boxes;
  InkTextCache *texts = plot->texts;
  const InkTheme *theme = options->theme;

  plot->corner = 0;
  plot->aside = TRUE;
  plot->texts = NULL;
  plot->boxes = g_array_new (FALSE, FALSE, sizeof (InkLegendBox));
  ink_plot_draw (plot, cr, options->width, options->height,
                 theme != NULL ? theme : ink_theme_find ("light"));
  for (guint i = 0; i < 2; i++)
    plot->axes[i].scale = scales[i];
  plot->area = area;
  plot->drawn = drawn;
  plot->width = width;
  plot->height = height;
  plot->corner = corner;
  plot->aside = FALSE;
  plot->texts = texts;
  g_array_unref (plot->boxes);
  plot->boxes = boxes;
}

cairo_surface_t *
ink_plot_export_surface (InkPlot *plot, const InkExportOptions *options)
{
  int width = (int) ceil (options->width * options->scale);
  int height = (int) ceil (options->height * options->scale);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  InkExportOptions whole = *options; /* to the edge of the last pixel */

  whole.width = width / options->scale;
  whole.height = height / options->scale;
  cairo_scale (cr, options->scale, options->scale);
  draw_aside (plot, cr, &whole);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static GPtrArray *
texts_of (InkPlot *plot)
{
  GPtrArray *texts = g_ptr_array_new ();

  g_ptr_array_add (texts, (char *) "Title");
  g_ptr_array_add (texts, plot->title);
  g_ptr_array_add (texts, (char *) "Software");
  g_ptr_array_add (texts, (char *) SOFTWARE);
  for (guint i = 0; i < plot->facts->len; i++)
    g_ptr_array_add (texts, plot->facts->pdata[i]);
  return texts;
}

/* Puts it in place, unless that is no longer wanted. */
static gboolean
finish (const InkExportOptions *options, const char *path, const void *bytes,
        gsize size, GError **error)
{
  if (options->watch != NULL && options->watch->stopped)
    return ink_error_set (error, INK_ERROR_CANCELLED, "%s: stopped", path);
  return ink_file_replace (path, bytes, size, error);
}

/* NULL where it could not, with @error set. */
static GByteArray *
make_png (InkPlot *plot,
          const InkExportOptions *options,
          const char *path,
          GError **error)
{
  g_autoptr (GPtrArray) texts = texts_of (plot);
  GByteArray *png = NULL;
  cairo_surface_t *surface;

  if (!check_options (options, path, error))
    return NULL;
  surface = ink_plot_export_surface (plot, options);
  if (options->watch != NULL)
    options->watch->permille = DRAWN;
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    png = ink_png_encode (surface, 96 * options->scale, texts, options->watch);
  cairo_surface_destroy (surface);
  if (png == NULL && options->watch != NULL && options->watch->stopped)
    ink_error_set (error, INK_ERROR_CANCELLED, "%s: stopped", path);
  else if (png == NULL)
    ink_error_set (error, INK_ERROR_IO, "%s: cannot draw the picture", path);
  return png;
}

gboolean
ink_plot_export_png (InkPlot *plot,
                     const InkExportOptions *options,
                     const char *path,
                     GError **error)
{
  g_autoptr (GByteArray) png = make_png (plot, options, path, error);

  return png != NULL && finish (options, path, png->data, png->len, error);
}

GBytes *
ink_plot_to_png (InkPlot *plot, const InkExportOptions *options, GError **error)
{
  GByteArray *png = make_png (plot, options, plot->title, error);

  return png == NULL ? NULL : g_byte_array_free_to_bytes (png);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Draws onto @surface, which appends to a byte array; takes @surface. */
static gboolean
finish_vector (InkPlot *plot,
               cairo_surface_t *surface,
               const InkExportOptions *options,
               double scale,
               const char *path,
               GError **error)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  draw_aside (plot, cr, options);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot draw: %s", path,
                          cairo_status_to_string (status));
  return TRUE;
}

/* "Recipe: best; Seed: 1"; (transfer full) */
static char *
describe (const InkPlot *plot)
{
  GString *text = g_string_new (SOFTWARE);

  for (guint i = 0; i < plot->facts->len; i += 2)
    g_string_append_printf (text, "; %s: %s", (char *) plot->facts->pdata[i],
                            (char *) plot->facts->pdata[i + 1]);
  return g_string_free (text, FALSE);
}

/* Cairo numbers its surfaces over the program's life: counts them anew, so that
 * the same plot gives the same bytes. */
static void
number_surfaces (GString *svg)
{
  static const char mark[] = "surface";
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);
  gsize at = 0;
  const char *found;

  while ((found = strstr (svg->str + at, mark)) != NULL)
    {
      const gsize start = found - svg->str + strlen (mark);
      gsize end = start;
      gpointer key, number;
      g_autofree char *text = NULL;

      while (g_ascii_isdigit (svg->str[end]))
        end++;
      at = end;
      if (end == start || (found[-1] != '"' && found[-1] != '#'))
        continue;
      key = GUINT_TO_POINTER (
          (guint) g_ascii_strtoull (svg->str + start, NULL, 10));
      number = g_hash_table_lookup (numbers, key);
      if (number == NULL)
        {
          number = GUINT_TO_POINTER (g_hash_table_size (numbers) + 1);
          g_hash_table_insert (numbers, key, number);
        }
      text = g_strdup_printf ("%u", GPOINTER_TO_UINT (number));
      g_string_erase (svg, (gssize) start, (gssize) (end - start));
      g_string_insert (svg, (gssize) start, text);
      at = start + strlen (text);
    }
}

/* Numbers surfaces, and puts title and description right after the opening
 * <svg ...>. */
static void
finish_svg (InkPlot *plot, GByteArray *svg)
{
  g_autofree char *facts = describe (plot);
  g_autofree char *text = g_markup_printf_escaped (
      "\n<title>%s</title>\n<desc>%s</desc>", plot->title, facts);
  GString *whole = g_string_new_len ((char *) svg->data, svg->len);
  const char *open, *end;

  number_surfaces (whole);
  open = strstr (whole->str, "<svg");
  end = open != NULL ? strchr (open, '>') : NULL;
  if (end != NULL)
    g_string_insert (whole, end + 1 - whole->str, text);
  g_byte_array_set_size (svg, 0);
  g_byte_array_append (svg, (guint8 *) whole->str, (guint) whole->len);
  g_string_free (whole, TRUE);
}

static GByteArray *
make_svg (InkPlot *plot,
          const InkExportOptions *options,
          const char *path,
          GError **error)
{
  g_autoptr (GByteArray) svg = g_byte_array_new ();
  cairo_surface_t *surface;

  if (!check_options (options, path, error))
    return NULL;
  surface = cairo_svg_surface_create_for_stream (append_cb, svg, options->width,
                                                 options->height);
  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  if (!finish_vector (plot, surface, options, 1, path, error))
    return NULL;
  finish_svg (plot, svg);
  return g_steal_pointer (&svg);
}

GBytes *
ink_plot_to_svg (InkPlot *plot, const InkExportOptions *options, GError **error)
{
  GByteArray *svg = make_svg (plot, options, plot->title, error);

  return svg == NULL ? NULL : g_byte_array_free_to_bytes (svg);
}

gboolean
ink_plot_export_svg (InkPlot *plot,
                     const InkExportOptions *options,
                     const char *path,
                     GError **error)
{
  g_autoptr (GByteArray) svg = make_svg (plot, options, path, error);

  return svg != NULL && finish (options, path, svg->data, svg->len, error);
}

gboolean
ink_plot_export_pdf (InkPlot *plot,
                     const InkExportOptions *options,
                     const char *path,
                     GError **error)
{
  g_autoptr (GByteArray) pdf = g_byte_array_new ();
  g_autofree char *facts = describe (plot);
  cairo_surface_t *surface;

  if (!check_options (options, path, error))
    return FALSE;
  surface = cairo_pdf_surface_create_for_stream (
      append_cb, pdf, options->width * POINTS_PER_PIXEL,
      options->height * POINTS_PER_PIXEL);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE,
                                  plot->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, facts);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR,
                                  SOFTWARE);
  if (!finish_vector (plot, surface, options, POINTS_PER_PIXEL, path, error))
    return FALSE;
  return finish (options, path, pdf->data, pdf->len, error);
}

gboolean
ink_plot_export_csv (InkPlot *plot, const char *path, GError **error)
{
  g_autofree char *csv = ink_plot_to_csv (plot);

  return ink_file_replace (path, csv, strlen (csv), error);
}

gboolean
ink_plot_export_file (InkPlot *plot, const InkExportOptions *options,
                      const char *path, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  if (g_str_has_suffix (lower, ".png"))
    return ink_plot_export_png (plot, options, path, error);
  if (g_str_has_suffix (lower, ".svg"))
    return ink_plot_export_svg (plot, options, path, error);
  if (g_str_has_suffix (lower, ".pdf"))
    return ink_plot_export_pdf (plot, options, path, error);
  if (g_str_has_suffix (lower, ".csv"))
    return ink_plot_export_csv (plot, path, error);
  return ink_error_set (error, INK_ERROR_ARGUMENT,
                        "%s: expected a name that ends in .png, .svg, .pdf "
                        "or .csv",
                        path);
}
