#pragma once

#include "ui/plot/plot-export.h"

G_BEGIN_DECLS

/* What a user may choose of an exported chart, as typed, and what comes of it.
 * Pure; any thread. */

typedef enum
{
  INK_EXPORT_PNG,
  INK_EXPORT_SVG,
  INK_EXPORT_PDF,
  INK_EXPORT_CSV,
} InkExportFormat;
#define INK_N_EXPORT_FORMATS 4

typedef enum
{
  INK_RESOLUTION_SCALE, /* pixels of the file a pixel of the chart, 1 to 4 */
  INK_RESOLUTION_DPI,   /* pixels an inch, 96 to 768 */
} InkResolutionUnit;

typedef enum
{
  INK_GROUND_OF_LOOK,
  INK_GROUND_WHITE,
  INK_GROUND_TRANSPARENT,
} InkExportGround;

typedef struct
{
  InkExportFormat format;
  const char *width, *height; /* pixels at scale 1, 96 to the inch */
  const char *resolution;     /* by @unit; of a PNG only */
  InkResolutionUnit unit;
  const char *look; /* a theme's name */
  InkExportGround ground;
} InkExportChoice;

/* "png"; static */
const char *ink_export_format_extension (InkExportFormat format);
/* INK_EXPORT_PNG for an extension that is none. */
InkExportFormat ink_export_format_find (const char *extension);

/* ink_export_choice_read: @choice as options. Numbers may have a decimal point
 * or the locale's.
 * @theme: (out caller-allocates): @options borrows it
 * Returns: FALSE with INK_ERROR_ARGUMENT, whose message names what was
 * expected and what was found, for the user. */
gboolean ink_export_choice_read (const InkExportChoice *choice, InkTheme *theme,
                                 InkExportOptions *options, GError **error);
/* What the file will be: "2000 × 1280 pixels, 26.5 × 16.9 cm at 192 DPI".
 * (transfer full) */
char *ink_export_choice_describe (InkExportFormat format,
                                  const InkExportOptions *options);

G_END_DECLS
