#pragma once

#include <glib.h>

#include "ui/plot/series.h"

G_BEGIN_DECLS

/* One kind of mark on a plot. Made by its ink_layer_*_new(), given to
 * ink_plot_add_layer(). Colours are numbers in the theme's palette (0, 1, ...:
 * safe for the colour-blind), so that a layer looks right in every theme. */
typedef struct _InkLayer InkLayer;

typedef struct
{
  const char *name; /* in the legend; NULL for none; copied */
  guint color;      /* in the theme's palette */
  gboolean faint;   /* raw data behind its smoothed line */
  double width;     /* pixels; 0 for the theme's */
} InkLayerStyle;

void ink_layer_free (InkLayer *layer);

/* Lines through @series (a reference is kept). */
InkLayer *ink_layer_line_new (InkSeries *series, const InkLayerStyle *style);
/* Exponential smoothing of @series; @weight in [0, 1), less at its start. */
InkLayer *ink_layer_smooth_new (InkSeries *series, double weight,
                                const InkLayerStyle *style);
/* Discs joined by a thin line. @pin_best: "min", "max" or NULL: marks the best
 * point with a ring and its value. */
InkLayer *ink_layer_points_new (InkSeries *series, const char *pin_best,
                                const InkLayerStyle *style);
/* A dashed straight line from (x0, y0) to (x1, y1): chance, ideal. */
InkLayer *ink_layer_reference_new (double x0, double y0, double x1, double y1,
                                   const InkLayerStyle *style);
/* An upright dashed line with words near its top: what happened there. Shown
 * once it is set. */
InkLayer *ink_layer_mark_new (const InkLayerStyle *style);
/* @layer: of ink_layer_mark_new(); @x: NAN for nowhere; @text: copied; may be
 * NULL. */
void ink_layer_mark_set (InkLayer *layer, double x, const char *text);
/* @values: [rows][columns], copied; labels NULL-terminated, copied. Cells show
 * their counts; the diagonal in one colour, the rest in another, by share of
 * the row. */
InkLayer *ink_layer_heat_map_new (const guint64 *values, guint rows,
                                  guint columns, const char *const *row_labels,
                                  const char *const *column_labels);
/* Bars from 0; @labels NULL-terminated, one a value; copied. */
InkLayer *ink_layer_bars_new (const double *values,
                              const char *const *labels,
                              const InkLayerStyle *style);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkLayer, ink_layer_free)

G_END_DECLS
