/* From what is typed into the export dialog to options, with words for what
 * cannot be. */
#include "ui/chart/export-choice.h"

#include <math.h>

#include "core/base/error.h"

#define CHART_DPI 96.0
#define CM_PER_INCH 2.54
#define LEAST_SIDE 100.0
#define MOST_SIDE 10000.0
#define MOST_SCALE 4.0
#define MOST_DPI (8 * CHART_DPI)

static const char *const extensions[] = { "png", "svg", "pdf", "csv" };

const char *
ink_export_format_extension (InkExportFormat format)
{
  return extensions[MIN ((guint) format, INK_N_EXPORT_FORMATS - 1)];
}

InkExportFormat
ink_export_format_find (const char *extension)
{
  for (guint i = 0; i < INK_N_EXPORT_FORMATS; i++)
    if (g_strcmp0 (extensions[i], extension) == 0)
      return (InkExportFormat) i;
  return INK_EXPORT_PNG;
}

typedef struct
{
  const char *name; /* "Width" */
  const char *unit; /* " pixels" */
  double least, most;
} Range;

static gboolean
read_number (const char *text,
             const Range *range,
             double *value,
             GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  char *end = NULL;
  double number = g_strtod (stripped, &end);

  if (stripped[0] != '\0' && *end == '\0' && number >= range->least &&
      number <= range->most)
    {
      *value = number;
      return TRUE;
    }
  if (stripped[0] == '\0')
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "%s: expected %g to %g%s, found nothing", range->name,
                          range->least, range->most, range->unit);
  return ink_error_set (error, INK_ERROR_ARGUMENT,
                        "%s: expected %g to %g%s, found “%s”", range->name,
                        range->least, range->most, range->unit, stripped);
}

static gboolean
read_scale (const InkExportChoice *choice, double *scale, GError **error)
{
  const Range by_scale = { "Scale", "", 1, MOST_SCALE };
  const Range by_dpi = { "DPI", "", CHART_DPI, MOST_DPI };
  double value;

  if (choice->format != INK_EXPORT_PNG)
    return TRUE;
  if (choice->unit == INK_RESOLUTION_SCALE)
    return read_number (choice->resolution, &by_scale, scale, error);
  if (!read_number (choice->resolution, &by_dpi, &value, error))
    return FALSE;
  *scale = value / CHART_DPI;
  return TRUE;
}

static void
set_ground (InkTheme *theme, InkExportGround ground)
{
  if (ground == INK_GROUND_WHITE)
    theme->ground = (InkColor){ 1, 1, 1, 1 };
  else if (ground == INK_GROUND_TRANSPARENT)
    theme->ground.a = 0;
}

static gboolean
check_pixels (const InkExportOptions *options, GError **error)
{
  double width = ceil (options->width * options->scale);
  double height = ceil (options->height * options->scale);

  if (width * height <= INK_EXPORT_MAX_PIXELS &&
      MAX (width, height) <= INK_EXPORT_MAX_SIDE)
    return TRUE;
  return ink_error_set (error, INK_ERROR_ARGUMENT,
                        "Picture: expected at most %g million pixels and %g a "
                        "side, found %g × %g",
                        INK_EXPORT_MAX_PIXELS / 1e6, INK_EXPORT_MAX_SIDE, width,
                        height);
}

gboolean
ink_export_choice_read (const InkExportChoice *choice,
                        InkTheme *theme,
                        InkExportOptions *options,
                        GError **error)
{
  const Range width = { "Width", " pixels", LEAST_SIDE, MOST_SIDE };
  const Range height = { "Height", " pixels", LEAST_SIDE, MOST_SIDE };
  const InkTheme *look = ink_theme_find (choice->look);
  InkExportOptions read;

  ink_export_options_init (&read);
  read.scale = 1;
  if (look == NULL)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "Look: expected light, dark or print, found “%s”",
                          choice->look != NULL ? choice->look : "");
  if (choice->format != INK_EXPORT_CSV &&
      (!read_number (choice->width, &width, &read.width, error) ||
       !read_number (choice->height, &height, &read.height, error) ||
       !read_scale (choice, &read.scale, error) ||
       !check_pixels (&read, error)))
    return FALSE;
  *theme = *look;
  set_ground (theme, choice->ground);
  read.theme = theme;
  *options = read;
  return TRUE;
}

char *
ink_export_choice_describe (InkExportFormat format,
                            const InkExportOptions *options)
{
  double cm_wide = options->width / CHART_DPI * CM_PER_INCH;
  double cm_high = options->height / CHART_DPI * CM_PER_INCH;

  if (format == INK_EXPORT_CSV)
    return g_strdup ("The data in view, one value a line");
  if (format != INK_EXPORT_PNG)
    return g_strdup_printf ("%.1f × %.1f cm, sharp at any size", cm_wide,
                            cm_high);
  return g_strdup_printf (
      "%.0f × %.0f pixels, %.1f × %.1f cm at %.0f DPI",
      ceil (options->width * options->scale),
      ceil (options->height * options->scale), cm_wide, cm_high,
      CHART_DPI * options->scale);
}
