/* Charts into files: which format a name asks for, the dialog that asks for a
 * place, a size and a look, and the picture for the clipboard. */
#include "ui/chart-export.h"

#include <math.h>

#include "core/base/error.h"

#define CHOICE_SCALE "scale"
#define CHOICE_LOOK "look"
#define CLIPBOARD_SCALE 2
#define SURFACE_KEY "ink-surface" /* of a texture: the same for Cairo */

typedef struct
{
  InkPlot *plot;
  InkExportOptions options;
  char *extension;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  ink_plot_unref (request->plot);
  g_free (request->extension);
  g_free (request);
}

static gboolean
has_extension (const char *path, const char *extension)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, extension);
}

gboolean
ink_chart_export_file (InkPlot *plot,
                       const char *path,
                       const InkExportOptions *options,
                       GError **error)
{
  if (has_extension (path, ".png"))
    return ink_plot_export_png (plot, options, path, error);
  if (has_extension (path, ".svg"))
    return ink_plot_export_svg (plot, options, path, error);
  if (has_extension (path, ".pdf"))
    return ink_plot_export_pdf (plot, options, path, error);
  if (has_extension (path, ".csv"))
    return ink_plot_export_csv (plot, path, error);
  return ink_error_set (error, INK_ERROR_ARGUMENT,
                        "%s: expected a name that ends in .png, .svg, .pdf "
                        "or .csv",
                        path);
}

/* "ROC, one against the rest" to "roc-one-against-the-rest.png" */
static char *
suggest_name (InkPlot *plot, const char *extension)
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

/* What there is to choose depends on the format. */
static gboolean
has_scale (const char *extension)
{
  return g_strcmp0 (extension, "png") == 0;
}

static gboolean
has_look (const char *extension)
{
  return g_strcmp0 (extension, "csv") != 0;
}

/* The first is what is chosen: GTK 4.8's own dialog forgets another default. */
static void
add_scale_choice (GtkFileChooser *chooser, const InkExportOptions *options)
{
  static const char *const ids[] = { "2", "4", "6", "1", NULL };
  g_auto (GStrv) labels = g_new0 (char *, G_N_ELEMENTS (ids));

  for (guint i = 0; ids[i] != NULL; i++)
    {
      int scale = (int) g_ascii_strtoll (ids[i], NULL, 10);

      labels[i] =
          g_strdup_printf ("%.0f × %.0f pixels, %d DPI", options->width * scale,
                           options->height * scale, 96 * scale);
    }
  gtk_file_chooser_add_choice (chooser, CHOICE_SCALE, "Size",
                               (const char **) ids, (const char **) labels);
}

static void
add_look_choice (GtkFileChooser *chooser)
{
  static const char *ids[] = { "light", "dark", "print", NULL };
  static const char *labels[] = { "Light", "Dark", "Print", NULL };

  gtk_file_chooser_add_choice (chooser, CHOICE_LOOK, "Look", ids, labels);
}

/* Without one, GTK's dialog shows a list with the one choice "(None)". */
static void
add_filter (GtkFileChooser *chooser, const char *extension)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autofree char *upper = g_ascii_strup (extension, -1);
  g_autofree char *name = g_strdup_printf ("%s files", upper);

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, extension);
  gtk_file_chooser_add_filter (chooser, filter);
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

GtkFileChooserNative *
ink_chart_export_dialog_new (GtkWindow *parent,
                             InkPlot *plot,
                             const char *extension,
                             double width,
                             double height)
{
  g_autofree char *upper = g_ascii_strup (extension, -1);
  g_autofree char *title = g_strdup_printf ("Export as %s", upper);
  g_autofree char *name = suggest_name (plot, extension);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, "_Export", "_Cancel");
  Request *request = g_new0 (Request, 1);

  request->plot = ink_plot_ref (plot);
  request->extension = g_strdup (extension);
  init_options (&request->options, width, height);
  g_object_set_data_full (G_OBJECT (dialog), "ink-request", request,
                          request_free);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  add_filter (GTK_FILE_CHOOSER (dialog), extension);
  if (has_scale (extension))
    add_scale_choice (GTK_FILE_CHOOSER (dialog), &request->options);
  if (has_look (extension))
    add_look_choice (GTK_FILE_CHOOSER (dialog));
  return dialog;
}

static void
take_choices (GtkFileChooser *chooser,
              const char *extension,
              InkExportOptions *options)
{
  const char *scale = has_scale (extension)
                          ? gtk_file_chooser_get_choice (chooser, CHOICE_SCALE)
                          : NULL;
  const char *look = has_look (extension)
                         ? gtk_file_chooser_get_choice (chooser, CHOICE_LOOK)
                         : NULL;
  const InkTheme *theme = look != NULL ? ink_theme_find (look) : NULL;

  if (scale != NULL)
    options->scale = CLAMP (g_ascii_strtod (scale, NULL), 1, 8);
  if (theme != NULL)
    options->theme = theme;
}

char *
ink_chart_export_dialog_save (GtkFileChooserNative *dialog)
{
  Request *request = g_object_get_data (G_OBJECT (dialog), "ink-request");
  g_autoptr (GFile) file =
      gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *ending = g_strconcat (".", request->extension, NULL);
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return g_strdup ("Cannot export there: choose a folder of this computer");
  if (!has_extension (path, ending))
    {
      char *longer = g_strconcat (path, ending, NULL);

      g_free (path);
      path = longer;
    }
  take_choices (GTK_FILE_CHOOSER (dialog), request->extension,
                &request->options);
  if (!ink_chart_export_file (request->plot, path, &request->options, &error))
    return g_strdup (error->message);
  name = g_path_get_basename (path);
  return g_strdup_printf ("Exported %s", name);
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
