#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  INK_SCALE_LINEAR,
  INK_SCALE_LOG,
} InkScaleKind;

/* From data to pixels and back. Values on the stack; set by ink_scale_init(),
 * which makes any four numbers safe to draw with. */
typedef struct
{
  InkScaleKind kind;
  double low, high;   /* data; low < high, both finite; > 0 where log */
  double start, end;  /* the pixels of low and high; may fall */
  double log_low, log_span; /* where log: of low, and from it to high's */
} InkScale;

/* ink_scale_init: @low, @high may be anything: NaN, infinite, equal, in the
 * wrong order, not positive on a log scale. Pixels are 0 to 1 at first. */
void ink_scale_init (InkScale *scale, InkScaleKind kind, double low,
                     double high);
void ink_scale_set_pixels (InkScale *scale, double start, double end);
/* The fraction of the way from low to high; NaN for NaN. Below 0 without
 * bound for what a log scale cannot show. */
double ink_scale_fraction (const InkScale *scale, double value);
double ink_scale_value (const InkScale *scale, double fraction);
/* Pixels are kept within what Cairo can hold; NaN for NaN. */
double ink_scale_to_pixels (const InkScale *scale, double value);
/* The same of @n finite values, much faster; to a thousandth of a pixel. */
void ink_scale_all_to_pixels (const InkScale *scale, const double *values,
                              gsize n, double *pixels);
double ink_scale_to_data (const InkScale *scale, double pixel);

G_END_DECLS
