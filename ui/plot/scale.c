/* Linear and logarithmic scales. All arithmetic is on halves or on logarithms,
 * so that ranges up to the largest doubles do not overflow; pixels are clamped
 * to what Cairo's 24.8 fixed point can hold. */
#include "ui/plot/scale.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define PIXEL_LIMIT 1e6
#define DATA_LIMIT 1e307
#define LOG_LIMIT 1e-300
/* Below this share of their size, two ends are as good as equal. */
#define SPAN_LIMIT 1e-12
/* Of a log scale: what is 1e-12 off is 1e-5 pixels off there, or less. */
#define LEAST_FAST_SPAN 1e-3
/* No double's logarithm is further from 0. */
#define MOST_LOG 750.0

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

/* log (value) for finite values above 0, to 1e-12: that of the mantissa,
 * between the roots of 1/2 and of 2, is 2 atanh ((m - 1) / (m + 1)). Without
 * branches, so that the compiler does several at a time. Below the least normal
 * double, where no scale reaches, it ends at about -709. */
static inline double
fast_log (double value)
{
  const guint64 one = (guint64) 1023 << 52, half_root = 0x3fe6a09e667f3bcd;
  const guint64 magic = 0x4330000000000000; /* 2^52, whose last bit is 1 */
  guint64 bits, power, counted;
  double mantissa, exponent, s, z, sum;

  memcpy (&bits, &value, sizeof bits);
  power = (bits + one - half_root) >> 52;
  bits += one - (power << 52);
  counted = magic | power;
  memcpy (&mantissa, &bits, sizeof mantissa);
  memcpy (&exponent, &counted, sizeof exponent);
  exponent -= 4503599627370496.0 + 1023;
  s = (mantissa - 1) / (mantissa + 1);
  z = s * s;
  sum = 1 + z * (1.0 / 3 + z * (1.0 / 5 + z * (1.0 / 7 + z * (1.0 / 9
            + z * (1.0 / 11 + z * (1.0 / 13))))));
  return exponent * G_LN2 + 2 * s * sum;
}

static inline double
clamp_pixel (double pixel)
{
  pixel = pixel < -PIXEL_LIMIT ? -PIXEL_LIMIT : pixel;
  return pixel > PIXEL_LIMIT ? PIXEL_LIMIT : pixel;
}

static void
logs_to_pixels (const InkScale *scale, const double *values, gsize n,
                double *pixels)
{
  const double factor = (scale->end - scale->start) / scale->log_span;
  const double start = scale->start, low = scale->log_low;
  const double below = clamp_pixel (start - PIXEL_LIMIT
                                              * (scale->end - scale->start));
  const double furthest
      = fabs (start) + (MOST_LOG + fabs (low)) * fabs (factor);

  for (gsize i = 0; i < n; i++)
    pixels[i] = start + (fast_log (values[i]) - low) * factor;
  /* Apart, else the compiler does neither several at a time. */
  for (gsize i = 0; i < n; i++)
    pixels[i] = values[i] > 0 ? pixels[i] : below;
  if (furthest > PIXEL_LIMIT)
    for (gsize i = 0; i < n; i++)
      pixels[i] = clamp_pixel (pixels[i]);
}

static void
lines_to_pixels (const InkScale *scale, const double *values, gsize n,
                 double *pixels)
{
  const double start = scale->start, extent = scale->end - scale->start;
  const double low = scale->low / 2, span = scale->high / 2 - scale->low / 2;

  for (gsize i = 0; i < n; i++)
    pixels[i]
        = clamp_pixel (start + (values[i] / 2 - low) / span * extent);
}

void
ink_scale_all_to_pixels (const InkScale *scale, const double *values, gsize n,
                         double *pixels)
{
  if (scale->kind == INK_SCALE_LOG && scale->log_span > LEAST_FAST_SPAN)
    logs_to_pixels (scale, values, n, pixels);
  else if (scale->kind == INK_SCALE_LINEAR)
    lines_to_pixels (scale, values, n, pixels);
  else
    for (gsize i = 0; i < n; i++)
      pixels[i] = ink_scale_to_pixels (scale, values[i]);
}

double
ink_scale_to_data (const InkScale *scale, double pixel)
{
  double extent = scale->end - scale->start;

  if (extent == 0)
    return scale->low;
  return ink_scale_value (scale, (pixel - scale->start) / extent);
}
