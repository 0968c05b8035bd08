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
/* Draws the lines of @layer as dots: an average over other lines. */
void ink_layer_set_dotted (InkLayer *layer, gboolean dotted);
/* Leaves the key in the legend to another layer of the same name, with which
 * @layer is hidden and shown: the curves of many folds. */
void ink_layer_set_keyless (InkLayer *layer, gboolean keyless);
/* What hovering tells of each point of @layer beside its x and y: "threshold
 * 0.5". @name, @values: copied; [n], NAN where there is nothing to tell. */
void ink_layer_set_note (InkLayer *layer, const char *name,
                         const double *values, gsize n);

/* Makes the marks of @layer (points, bars, bins) something that can be opened:
 * ink_plot_mark_at() finds them, with @tag, which says what they are of (the
 * class of a curve). @tag: -1, as at first, for none that can. */
void ink_layer_set_tag (InkLayer *layer, int tag);

/* Lines through @series (a reference is kept). */
InkLayer *ink_layer_line_new (InkSeries *series, const InkLayerStyle *style);

typedef enum
{
  INK_STEPS_POST, /* a y holds from its x to the next */
  INK_STEPS_PRE,  /* a y holds from the x before to its own */
} InkStepsWhere;

/* A staircase through @series (a reference is kept). */
InkLayer *ink_layer_steps_new (InkSeries *series, InkStepsWhere where,
                               const InkLayerStyle *style);
/* The area between two series of the same x, and a line through a third: mean
 * and spread over runs. @mean may be NULL; references are kept. */
InkLayer *ink_layer_band_new (InkSeries *low, InkSeries *high, InkSeries *mean,
                              const InkLayerStyle *style);
/* Of a band behind marks that tell the same: hovering does not read it, and
 * gaps in it are not marked. */
void ink_layer_band_set_ground (InkLayer *layer);

typedef enum
{
  INK_WHISKERS_INTERVAL, /* thin, with caps at both ends; hovering reads it */
  INK_WHISKERS_GAP,      /* broad and faint; hovering does not read it */
} InkWhiskersKind;

/* Uprights between two series of the same x; references are kept. */
InkLayer *ink_layer_whiskers_new (InkSeries *low, InkSeries *high,
                                  InkWhiskersKind kind,
                                  const InkLayerStyle *style);
/* Exponential smoothing of @series; @weight in [0, 1), less at its start. */
InkLayer *ink_layer_smooth_new (InkSeries *series, double weight,
                                const InkLayerStyle *style);
/* Discs joined by a thin line. @pin_best: "min", "max" or NULL: marks the best
 * point with a ring and its value. */
InkLayer *ink_layer_points_new (InkSeries *series, const char *pin_best,
                                const InkLayerStyle *style);

typedef enum
{
  INK_PIN_NONE,
  INK_PIN_MIN, /* the lowest point, the first of equals */
  INK_PIN_MAX, /* the highest */
  INK_PIN_AT,  /* the first point at or after a place: the best epoch */
} InkPin;

/* A ring around one point of @series (a reference is kept) with @text, copied,
 * and for the extremes its value. It widens no axis and is not read. */
InkLayer *ink_layer_pin_new (InkSeries *series, InkPin pin, const char *text,
                             const InkLayerStyle *style);
/* @layer: of ink_layer_pin_new() with INK_PIN_AT; @x: NAN, as at first, for
 * nowhere; @text: copied. */
void ink_layer_pin_set (InkLayer *layer, double x, const char *text);
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
/* Whether cells show their share of the row, in %, instead of the count. */
void ink_layer_heat_map_set_shares (InkLayer *layer, gboolean shares);
/* Bars from 0; @labels NULL-terminated, one a value; copied. */
InkLayer *ink_layer_bars_new (const double *values,
                              const char *const *labels,
                              const InkLayerStyle *style);
/* What is said of values that are not finite, instead of what they are.
 * @words: one a value, copied; NULL for nothing else. */
void ink_layer_bars_set_words (InkLayer *layer, const char *const *words);
/* Of several layers with the same labels: bars number @slot of @n_slots beside
 * one another. */
void ink_layer_bars_set_slot (InkLayer *layer, guint slot, guint n_slots);

/* Values of several things, a row each, the first at the top: dots along x. A
 * point has the same height in every row. All is copied.
 * @values: [rows][points], NAN for none
 * @labels, @points: NULL-terminated: what the rows and the points are called */
InkLayer *ink_layer_strip_new (const double *values, const char *const *labels,
                               const char *const *points,
                               const InkLayerStyle *style);
/* The mean of each row of such a strip as an upright, and its interval as a
 * whisker along x. All is copied. @low, @mean, @high: [rows]; NAN for none */
InkLayer *ink_layer_strip_means_new (const double *low, const double *mean,
                                     const double *high,
                                     const char *const *labels,
                                     const InkLayerStyle *style);
/* NAN where there is nothing. */
typedef struct
{
  double value, low, high;
} InkInterval;
/* A forest plot's marks: level, with a disc at the value. @labels:
 * NULL-terminated, one an interval; all is copied. */
InkLayer *ink_layer_intervals_new (const InkInterval *intervals,
                                   const char *const *labels,
                                   const InkLayerStyle *style);

typedef enum
{
  INK_HISTOGRAM_OVER,   /* translucent, over others with the same bins */
  INK_HISTOGRAM_BESIDE, /* number @slot of @n_slots within each bin */
  INK_HISTOGRAM_BEHIND, /* faint, as a ground; hovering does not read it */
} InkHistogramKind;

/* One group of a histogram. Several with the same bins are as many layers. */
typedef struct
{
  const double *edges; /* [n_bins + 1], rising */
  const double *sizes; /* [n_bins]: counts, or shares */
  guint n_bins;
  InkHistogramKind kind;
  guint slot, n_slots; /* of INK_HISTOGRAM_BESIDE */
} InkHistogram;

/* Everything is copied. An edge that is not finite or falls is taken as the
 * one before (0 at first). On a log axis a bar reaches down to its foot. */
InkLayer *ink_layer_histogram_new (const InkHistogram *histogram,
                                   const InkLayerStyle *style);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkLayer, ink_layer_free)

G_END_DECLS
