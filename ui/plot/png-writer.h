#pragma once

#include <cairo.h>
#include <glib.h>

#include "ui/plot/plot-export.h"

G_BEGIN_DECLS

/* ink_png_encode: the pixels of an ARGB32 image surface as a PNG in memory,
 * without alpha where the whole picture is opaque. Private to ui/plot.
 * @dpi: written as `pHYs`
 * @texts: (element-type utf8): key, value, key, value...: `tEXt` where all is
 * ASCII, else `iTXt`; a key that PNG does not allow is left out
 * @watch: nullable: is told of the rows, and may stop them
 * Returns: (transfer full): NULL where libpng gave up, or it was stopped. */
GByteArray *ink_png_encode (cairo_surface_t *surface, double dpi,
                            const GPtrArray *texts, InkExportWatch *watch);

G_END_DECLS
