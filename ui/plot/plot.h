#pragma once

#include <cairo.h>

#include "ui/plot/layer.h"
#include "ui/plot/scale.h"
#include "ui/plot/theme.h"

G_BEGIN_DECLS

/* A chart: two axes and a stack of layers, drawn with Cairo and Pango onto any
 * surface. The same plot draws on screen, in a file and for the command line.
 * Counted references; one thread. */
typedef struct _InkPlot InkPlot;

typedef enum
{
  INK_AXIS_X,
  INK_AXIS_Y,
} InkAxisSide;

typedef struct
{
  const char *label;  /* "epoch"; copied */
  const char *unit;   /* "nats", NULL for none; copied */
  InkScaleKind scale;
  double low, high;   /* NAN: from the data */
} InkAxisSpec;

InkPlot *ink_plot_new (const char *title);
/* ink_plot_copy: the plot as it is now, with its data, view and hidden series,
 * sharing nothing with it: for another thread. (transfer full) */
InkPlot *ink_plot_copy (const InkPlot *plot);
InkPlot *ink_plot_ref (InkPlot *plot);
void ink_plot_unref (InkPlot *plot);
const char *ink_plot_title (const InkPlot *plot);
void ink_plot_set_axis (InkPlot *plot, InkAxisSide side,
                        const InkAxisSpec *spec);
/* Takes @layer; later layers are drawn above. */
void ink_plot_add_layer (InkPlot *plot, InkLayer *layer);

/* The entries of the legend, in its order: the layers that have a name and a
 * key. One that is hidden stays in the legend on screen and is left out of
 * everything else: drawing, the axes' extent, readings, files. Layers of one
 * name go together. @entry: less than ink_plot_n_entries(). */
guint ink_plot_n_entries (const InkPlot *plot);
const char *ink_plot_entry_name (const InkPlot *plot, guint entry);
gboolean ink_plot_entry_is_shown (const InkPlot *plot, guint entry);
void ink_plot_show_entry (InkPlot *plot, guint entry, gboolean shown);
/* Hides all others; where they are hidden already, shows all. */
void ink_plot_solo_entry (InkPlot *plot, guint entry);
void ink_plot_show_all (InkPlot *plot);
gboolean ink_plot_shows_all (const InkPlot *plot);
/* Hides what is hidden in @other, by name: for charts that take its place. */
void ink_plot_hide_as (InkPlot *plot, const InkPlot *other);
/* For a plot of the same data that comes in place of @before: gives it the view
 * of @before and hides what is hidden there; entries go by their place where
 * there are as many (a name may tell a level), else by name. */
void ink_plot_take_place (InkPlot *plot, const InkPlot *before);
/* Where the last ink_plot_draw() put the entry; FALSE where there was no room
 * for it. */
gboolean ink_plot_entry_box (const InkPlot *plot, guint entry,
                             cairo_rectangle_t *box);
/* The entry at a pixel; -1 for none. */
int ink_plot_entry_at (const InkPlot *plot, double px, double py);

/* A text kept with the plot and written to exported files ("Recipe", "Seed",
 * "Data"...). */
void ink_plot_set_fact (InkPlot *plot, const char *key, const char *value);
const char *ink_plot_fact (const InkPlot *plot, const char *key);

/* @width, @height: in user units of @cr (pixels at scale 1). Draws something
 * sensible for any size and any data. */
void ink_plot_draw (InkPlot *plot, cairo_t *cr, double width, double height,
                    const InkTheme *theme);

/* Keeps so many pixels free at the right end of the title's row, for a button
 * above the plot on screen; exported files ignore it. */
void ink_plot_set_corner (InkPlot *plot, double width);

/* Zooming: the view in data coordinates; NAN lets the data decide. */
void ink_plot_set_view (InkPlot *plot, InkAxisSide side, double low,
                        double high);
void ink_plot_reset_view (InkPlot *plot);
gboolean ink_plot_is_zoomed (const InkPlot *plot);
/* Shows the data between two corners, in pixels of the last ink_plot_draw();
 * FALSE, with nothing changed, where that is too little to show. */
gboolean ink_plot_zoom_to (InkPlot *plot, double px0, double py0, double px1,
                           double py1);
/* Zooms by @factor (above 1: nearer), keeping what lies at (@px, @py); out
 * until all data is in view. */
void ink_plot_zoom_at (InkPlot *plot, double px, double py, double factor);
/* Moves the view by so many pixels. */
void ink_plot_pan (InkPlot *plot, double dx, double dy);
/* Whether the newest point of the shown series, that of the largest x, is
 * within the view along x; TRUE where there is none. */
gboolean ink_plot_newest_in_view (const InkPlot *plot);
/* Moves a zoomed view on to the newest point where that has left it, along x,
 * and along y where the end of a strong line has; its size stays. FALSE, with
 * nothing changed, where it is in view. */
gboolean ink_plot_follow (InkPlot *plot);
/* Where the data is drawn; FALSE where nothing was drawn yet. */
gboolean ink_plot_area (const InkPlot *plot, cairo_rectangle_t *area);
/* Between pixels of the last ink_plot_draw() and data coordinates.
 * ink_plot_to_data: FALSE outside the area of the data. */
gboolean ink_plot_to_data (const InkPlot *plot, double px, double py,
                           double *x, double *y);
void ink_plot_to_pixels (const InkPlot *plot, double x, double y, double *px,
                         double *py);

/* A mark that can be opened: of a layer that has a tag. */
typedef struct
{
  int tag;       /* ink_layer_set_tag() */
  guint layer;   /* which of the plot's, from the bottom */
  gsize index;   /* of the point, the bin or the bar */
  double x, y;   /* of the point; a bin's middle and size; a bar's value, row */
  double note;   /* ink_layer_set_note(); NAN for none */
  double px, py; /* where it is, in pixels of the last ink_plot_draw() */
} InkMark;

/* The mark under a pixel or a few pixels beside it, the nearest of all shown;
 * a curve's is the point nearest along it. FALSE where there is none. */
gboolean ink_plot_mark_at (InkPlot *plot, double px, double py, InkMark *mark);
/* The tag of the only layer that has one and is shown; -1 where there are
 * several, or none. */
int ink_plot_only_tag (const InkPlot *plot);
/* The mark above @from (@dy < 0) or below it at the same x: of another curve or
 * group. FALSE where there is none. */
gboolean ink_plot_mark_beside (InkPlot *plot, const InkMark *from, int dy,
                               InkMark *mark);

#define INK_READING_FAINT (1u << 31)

/* What lies under a pixel, for hovering and for screen readers. */
typedef struct
{
  char *heading;     /* "epoch 14", "4 read as 9" */
  GPtrArray *names;  /* (element-type utf8) */
  GPtrArray *values; /* (element-type utf8): one a name, formatted */
  GArray *colors;    /* (element-type guint): one a name, in the palette;
                        with INK_READING_FAINT where the layer is faint */
  double px, py;     /* where to mark */
  int row, column;   /* of a heat map's cell; -1 for none */
  gboolean has_mark; /* there is one that can be opened: */
  InkMark mark;
} InkReading;

/* Returns: (transfer full) (nullable) */
InkReading *ink_plot_read_at (InkPlot *plot, double px, double py);
/* The reading that a key press leads to from @from: the next point to the left
 * or right (@dx -1 or 1, -2 or 2 for the first and last in view), or the cell
 * or mark above or below (@dy). Of bars, @dx goes from one to the next in the
 * row. @from NULL begins at the left or right end.
 * Returns: (transfer full) (nullable) */
InkReading *ink_plot_read_next (InkPlot *plot, const InkReading *from, int dx,
                                int dy);
void ink_reading_free (InkReading *reading);
/* One line for a screen reader: heading, then names and values.
 * (transfer full) */
char *ink_reading_to_text (const InkReading *reading);
/* Draws a point that others move above the plot, in @color of the palette;
 * hollow where it stands for one that is not @inside the view. */
void ink_plot_draw_point (cairo_t *cr, const InkTheme *theme, double px,
                          double py, guint color, gboolean inside);
/* Draws the crosshair and the box of @reading above the plot. */
void ink_plot_draw_reading (InkPlot *plot, cairo_t *cr,
                            const InkReading *reading, const InkTheme *theme);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkPlot, ink_plot_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkReading, ink_reading_free)

G_END_DECLS
