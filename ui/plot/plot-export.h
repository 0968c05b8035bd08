#pragma once

#include <stdatomic.h>

#include "ui/plot/plot.h"

G_BEGIN_DECLS

/* Of the pixels of a picture: a side, and all. */
#define INK_EXPORT_MAX_SIDE 32000.0
#define INK_EXPORT_MAX_PIXELS 100e6

/* An export that another thread looks at, and may stop. Both are atomic. */
typedef struct
{
  atomic_uint permille; /* of the work that is done */
  atomic_bool stopped;  /* to be given up: INK_ERROR_CANCELLED, and no file */
} InkExportWatch;

typedef struct
{
  double width, height; /* of the plot, in its pixels at scale 1 */
  double scale;         /* 1 to 8: pixels of the file a pixel of the plot */
  const InkTheme *theme;
  InkExportWatch *watch; /* nullable; borrowed */
} InkExportOptions;

/* 1000x640 at scale 2, light. */
void ink_export_options_init (InkExportOptions *options);

/* The picture that the PNG would hold: an ARGB32 image surface, in an error
 * state where there is no memory for it. (transfer full) */
cairo_surface_t *ink_plot_export_surface (InkPlot *plot,
                                          const InkExportOptions *options);

/* ink_plot_export_png: through libpng, with `pHYs` (96 DPI x scale) and text
 * chunks Title, Software and the plot's facts. Whole or not at all.
 * INK_ERROR_ARGUMENT for sizes out of range, INK_ERROR_IO,
 * INK_ERROR_CANCELLED. Any thread that owns @plot. */
gboolean ink_plot_export_png (InkPlot *plot, const InkExportOptions *options,
                              const char *path, GError **error);
gboolean ink_plot_export_svg (InkPlot *plot, const InkExportOptions *options,
                              const char *path, GError **error);
gboolean ink_plot_export_pdf (InkPlot *plot, const InkExportOptions *options,
                              const char *path, GError **error);
/* ink_plot_to_png, ink_plot_to_svg: what ink_plot_export_png() and _svg()
 * write, the same for the same plot. Returns: (transfer full): or NULL with
 * INK_ERROR_ARGUMENT or INK_ERROR_IO. Any thread that owns @plot. */
GBytes *ink_plot_to_png (InkPlot *plot, const InkExportOptions *options,
                         GError **error);
GBytes *ink_plot_to_svg (InkPlot *plot, const InkExportOptions *options,
                         GError **error);
/* ink_plot_to_csv: the data of the series that are shown, as CSV: series,x,y
 * or row,column,value. Where the user has zoomed, exactly what is in view:
 * points within it, those that are not finite with x within it, cells that
 * show. (transfer full) */
char *ink_plot_to_csv (InkPlot *plot);
/* The same as values separated by tabs, for spreadsheets. (transfer full) */
char *ink_plot_to_text (InkPlot *plot);
/* ink_plot_to_csv() in a file. */
gboolean ink_plot_export_csv (InkPlot *plot, const char *path, GError **error);

/* ink_plot_export_file: in the format that @path's extension says. CSV takes no
 * notice of @options. INK_ERROR_ARGUMENT for an extension that is none of .png,
 * .svg, .pdf and .csv; else as the functions above. Any thread that owns
 * @plot. */
gboolean ink_plot_export_file (InkPlot *plot, const InkExportOptions *options,
                               const char *path, GError **error);

G_END_DECLS
