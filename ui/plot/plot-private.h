#pragma once

#include "ui/plot/layer-private.h"
#include "ui/plot/plot.h"
#include "ui/plot/ticks.h"

G_BEGIN_DECLS

typedef struct
{
  char *label; /* nullable */
  char *unit;  /* nullable */
  InkScaleKind kind;
  double low, high;           /* as asked for; NAN: from the data */
  double view_low, view_high; /* zoomed; NAN: not */
  /* Of the last drawing: */
  InkScale scale;
  GArray *ticks;    /* (element-type InkTick) */
  gboolean by_name; /* categories instead of numbers */
  gboolean turned;  /* x labels read upwards */
  double room;      /* pixels that the tick labels take */
} InkAxis;

/* Where an entry of the legend is. */
typedef struct
{
  guint entry;
  cairo_rectangle_t box;
} InkLegendBox;

struct _InkPlot
{
  guint n_refs;
  char *title;
  InkAxis axes[2];   /* by InkAxisSide */
  GPtrArray *layers; /* (element-type InkLayer) */
  GPtrArray *facts;  /* (element-type utf8): key, value, key, value */
  double corner;     /* pixels kept free right of the title */
  GArray *boxes;     /* (element-type InkLegendBox): of the last drawing */
  InkTextCache *texts; /* nullable: none of a drawing aside */
  gboolean aside;    /* it is drawn into a file: no hidden entries */
  gboolean drawn;
  cairo_rectangle_t area; /* of the last drawing */
  double width, height;   /* of the last drawing */
};

/* Sets the axes' scales (data only) for the present data and view. */
void ink_plot_resolve_scales (InkPlot *plot);
/* What the scales of both axes would be without the user's zoom. */
void ink_plot_get_whole (InkPlot *plot, InkScale whole[2]);
void ink_plot_init_context (InkPlot *plot, InkLayerContext *context,
                            cairo_t *cr, InkText *text);
/* Whether a layer of cells fills the plot. */
gboolean ink_plot_has_cells (const InkPlot *plot);

/* Whether @layer has an entry in the legend. */
gboolean ink_layer_has_entry (const InkLayer *layer);
/* What the user zoomed to. */
void ink_plot_get_data_view (const InkPlot *plot, InkDataView *view);

/* plot-marks.c */

/* The mark nearest to @py among those at the pixel @px. */
gboolean ink_plot_mark_on (InkPlot *plot, double px, double py, InkMark *mark);
/* The mark nearest to a pixel, however far it is, in view. */
gboolean ink_plot_mark_near (InkPlot *plot, double px, double py,
                             InkMark *mark);
/* Of bars: the next one of the row (@dx), or that of the same layer in @row;
 * the first layer's where @from is NULL. FALSE where there is none. */
gboolean ink_plot_mark_in_row (InkPlot *plot, const InkMark *from, int dx,
                               gsize row, InkMark *mark);

/* axes.c */

/* Lays the axes out in @outer: ticks, label room, and plot->area. @detail: 0
 * nothing but the area, 1 with tick labels, 2 with axis labels. */
void ink_axes_layout (InkPlot *plot, InkText *text,
                      const cairo_rectangle_t *outer, guint detail);
void ink_axes_draw_grid (InkPlot *plot, const InkLayerContext *context);
void ink_axes_draw_labels (InkPlot *plot, const InkLayerContext *context,
                           guint detail);

/* legend.c */

typedef struct
{
  gboolean beside;  /* in a column right of the area, else above it */
  guint n_entries;
  double x, y, width, height;
  double row_height;
  double size;      /* of the font, in shares of the theme's */
  double title_end; /* entries of the first row stay right of it */
} InkLegend;

/* Decides where the legend goes and takes its room off @outer, whose top is
 * that of the title's row. */
void ink_legend_layout (InkPlot *plot, InkText *text, double title_end,
                        double title_height, cairo_rectangle_t *outer,
                        InkLegend *legend);
void ink_legend_draw (InkPlot *plot, const InkLayerContext *context,
                      const InkLegend *legend);

G_END_DECLS
