#pragma once

#include <cairo.h>

#include "ui/plot/layer.h"
#include "ui/plot/plot.h"
#include "ui/plot/scale.h"
#include "ui/plot/text.h"

G_BEGIN_DECLS

#define INK_FAINT_ALPHA 0.32

/* What is drawn together at the end of a run of layers; see trace.h. */
typedef struct _InkTraceBatch InkTraceBatch;

/* What a layer needs to draw. */
typedef struct
{
  cairo_t *cr;
  InkText *text;
  const InkTheme *theme;
  const InkScale *x, *y;
  cairo_rectangle_t area;
  double step; /* width of a column of the surface's pixels, in user units */
  InkTraceBatch *batch; /* nullable: where trace.h may leave lines and marks */
} InkLayerContext;

/* The finite data of all layers, by InkAxisSide. Where there is none,
 * low > high. */
typedef struct
{
  double low[2], high[2];
  double low_positive[2];
} InkExtent;

/* What is in view, by InkAxisSide; infinite where the user has not zoomed. */
typedef struct
{
  double low[2], high[2];
} InkDataView;

/* What a kind of layer can do; a NULL member is something it cannot. */
typedef struct
{
  gsize size; /* of the layer's struct */
  void (*finalize) (InkLayer *layer);
  /* Of a copy byte for byte: replaces what finalize() frees by copies of it.
   * NULL where that is nothing. */
  void (*own) (InkLayer *layer);
  void (*extend) (InkLayer *layer, InkExtent *extent);
  void (*draw) (InkLayer *layer, const InkLayerContext *context);
  /* A sample of its mark for the legend, @width x @height around the point. */
  void (*draw_key) (InkLayer *layer, const InkLayerContext *context, double x,
                    double y);
  /* (transfer none): what hovering reads. */
  InkSeries *(*series) (InkLayer *layer);
  /* The point @index of series() in words, instead of its y; NULL where that
   * says all. (transfer full) (nullable) */
  char *(*describe) (InkLayer *layer, gsize index);
  /* Labels instead of numbers along @side; NULL-terminated or NULL. */
  const char *const *(*categories) (InkLayer *layer, InkAxisSide side);
  /* Fills @reading with the cell at (@x, @y) of the data, or FALSE. Where it
   * is no cell of a row or column, px and py are data too. A layer may find a
   * heading there and only add its row, if shares_reading. */
  gboolean (*read_cell) (InkLayer *layer, double x, double y,
                         InkReading *reading);
  gboolean shares_reading;
  void (*mark_cell) (InkLayer *layer, const InkLayerContext *context,
                     const InkReading *reading);
  /* Draws nothing but by trace.h, which may then wait for the next such layer:
   * many lines cost less together. */
  gboolean only_traces;
  /* The mark at a pixel, or near it: how far it is, in pixels; INFINITY for
   * none. Of several at one place the smallest is the nearest. */
  double (*find_mark) (InkLayer *layer, const InkLayerContext *context,
                       double px, double py, gsize *index);
  /* Sets x, y, px and py of the mark @index; FALSE where there is none. NULL:
   * they are those of series(). */
  gboolean (*place_mark) (InkLayer *layer, const InkLayerContext *context,
                          gsize index, InkMark *mark);
  /* The first line of write_csv()'s table. */
  const char *csv_header;
  void (*write_csv) (InkLayer *layer, GString *csv);
  /* The same of what is in @view. Where it is NULL, rows are chosen by their
   * columns "x" (or "from" and "to") and "y" (or "low" and "high"). */
  void (*write_csv_view) (InkLayer *layer, const InkDataView *view,
                          GString *csv);
} InkLayerClass;

struct _InkLayer
{
  const InkLayerClass *klass;
  char *name; /* nullable */
  guint color;
  gboolean faint;
  int tag;         /* its marks can be opened; -1: they cannot */
  gboolean hidden; /* by the user: neither drawn nor read */
  double width; /* 0: the theme's */
  gboolean dotted;
  gboolean keyless; /* its entry in the legend is another layer's */
  char *note_name; /* nullable */
  double *notes;   /* [n_notes] */
  gsize n_notes;
};

/* The layer as it is now, sharing nothing with it. (transfer full) */
InkLayer *ink_layer_copy (const InkLayer *layer);
/* Sets the fields; @style may be NULL. */
void ink_layer_init (InkLayer *layer, const InkLayerClass *klass,
                     const InkLayerStyle *style);
InkColor ink_layer_color (const InkLayer *layer, const InkTheme *theme);
/* Sets the pen: colour, width, and dashes once the palette is used up. */
void ink_layer_set_pen (const InkLayer *layer, const InkLayerContext *context);
/* Clips to the area and a pixel around it, until cairo_restore(). */
void ink_layer_clip (const InkLayerContext *context);
/* A dot where @series has one point only, which makes no line. */
void ink_layer_draw_only_point (const InkSeries *series,
                                const InkLayerContext *context);
/* "threshold 0.5" (transfer full); NULL for a point that has no note. */
char *ink_layer_dup_note (const InkLayer *layer, gsize index);
/* The ring and words of a pin at a point of @series, in the layer's colour;
 * nothing where it is not in view. @text: NULL for none. */
void ink_layer_draw_pin (const InkLayer *layer, const InkLayerContext *context,
                         const InkSeries *series, gsize index, InkPin pin,
                         const char *text);
/* Of INK_PIN_MIN and INK_PIN_MAX; FALSE where nothing is finite. */
gboolean ink_pin_find (const InkSeries *series, InkPin pin, gsize *index);
/* Whether a pixel is in the area or at its very edge. */
gboolean ink_layer_shows (const InkLayerContext *context, double px, double py);
void ink_layer_draw_line_key (InkLayer *layer, const InkLayerContext *context,
                              double x, double y);

/* plot-marks.c */

/* How far a mark may be from the pointer. */
#define INK_MARK_CATCH 7.0

typedef enum
{
  INK_PATH_POINTS,     /* points alone */
  INK_PATH_LINE,       /* joined by lines */
  INK_PATH_STEPS_POST, /* by steps */
  INK_PATH_STEPS_PRE,
} InkPath;

/* find_mark() of what goes through the points of @series. */
double ink_mark_on_path (const InkSeries *series, InkPath path,
                         const InkLayerContext *context, double px, double py,
                         gsize *index);
/* From a pixel to the nearest place of a line. */
double ink_mark_to_segment (double px, double py, double x0, double y0,
                            double x1, double y1);

void ink_extent_init (InkExtent *extent);
void ink_extent_add (InkExtent *extent, InkAxisSide side, double value);
void ink_extent_add_series (InkExtent *extent, const InkSeries *series);

/* A copy of @n labels as valid UTF-8; numbers from 0 where @labels is NULL or
 * ends early. (transfer full) */
char **ink_copy_labels (const char *const *labels, guint n);
/* Takes @value. */
void ink_reading_add (InkReading *reading, const char *name, char *value,
                      guint color);

/* The cells of a CSV row, quoted where they need it. */
void ink_csv_append_text (GString *csv, const char *value);
void ink_csv_append_number (GString *csv, double value);
void ink_csv_append_point (GString *csv, const char *name, double x, double y);
void ink_csv_append_series (GString *csv, const char *name,
                            const InkSeries *series);

G_END_DECLS
