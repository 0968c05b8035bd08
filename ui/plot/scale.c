/* Linear and logarithmic scales. All arithmetic is on halves or on logarithms,
 * so that ranges up to the largest doubles do not overflow; pixels are clamped
 * to what Cairo's 24.8 fixed point can hold. */
#include "ui/plot/scale.h"

#include <float.h>
#include <math.h>

#define PIXEL_LIMIT 1e6
#define DATA_LIMIT 1e307
#define LOG_LIMIT 1e-300
/* Below this share of their size, two ends are as good as equal. */
#define SPAN_LIMIT 1e-12

static void
widen_linear (double *low, double *high)
{
  double size = MAX (fabs (*low), fabs (*high));
  double middle = *low / 2 + *high / 2;
  double half = size < LOG_LIMIT ? 0.5 : size * 0.05;

  if (*high / 2 - *low / 2 > size * SPAN_LIMIT && size > LOG_LIMIT)
    return;
  *low = middle - half;
  *high = middle + half;
}

static void
widen_log (double *low, double *high)
{
  if (log10 (*high) - log10 (*low) > SPAN_LIMIT)
    return;
  *low /= 2;
  *high *= 2;
}

static double
or_else (double value, double other)
{
  return isnan (value) ? other : value;
}

void
ink_scale_init (InkScale *scale, InkScaleKind kind, double low, double high)
{
  gboolean is_log = kind == INK_SCALE_LOG;

  low = or_else (low, isnan (high) ? (is_log ? 0.1 : 0) : high);
  high = or_else (high, low == 0 ? 1 : low);
  if (low > high)
    {
      double swap = low;

      low = high;
      high = swap;
    }
  low = CLAMP (low, is_log ? LOG_LIMIT : -DATA_LIMIT, DATA_LIMIT);
  high = CLAMP (high, is_log ? LOG_LIMIT : -DATA_LIMIT, DATA_LIMIT);
  if (is_log)
    widen_log (&low, &high);
  else
    widen_linear (&low, &high);
  *scale = (InkScale){ kind, low, high, 0, 1, 0, 1 };
  if (!is_log)
    return;
  scale->log_low = log (low);
  scale->log_span = log (high) - scale->log_low;
}

void
ink_scale_set_pixels (InkScale *scale, double start, double end)
{
  scale->start = start;
  scale->end = end;
}

double
ink_scale_fraction (const InkScale *scale, double value)
{
  const double low = scale->low;
  const double high = scale->high;

  if (scale->kind == INK_SCALE_LOG)
    {
      if (isnan (value))
        return NAN;
      if (value <= 0)
        return -PIXEL_LIMIT;
      return (log (value) - scale->log_low) / scale->log_span;
    }
  return (value / 2 - low / 2) / (high / 2 - low / 2);
}

double
ink_scale_value (const InkScale *scale, double fraction)
{
  double low = scale->low;
  double high = scale->high;

  if (scale->kind == INK_SCALE_LOG)
    return exp (scale->log_low + fraction * scale->log_span);
  return low * (1 - fraction) + high * fraction;
}

double
ink_scale_to_pixels (const InkScale *scale, double value)
{
  double t = ink_scale_fraction (scale, value);
  double pixel = scale->start + t * (scale->end - scale->start);

  if (isnan (pixel) && !isnan (value)) /* infinity times no extent */
    return scale->start;
  return isnan (pixel) ? NAN : CLAMP (pixel, -PIXEL_LIMIT, PIXEL_LIMIT);
}

double
ink_scale_to_data (const InkScale *scale, double pixel)
{
  double extent = scale->end - scale->start;

  if (extent == 0)
    return scale->low;
  return ink_scale_value (scale, (pixel - scale->start) / extent);
}
