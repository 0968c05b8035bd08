/* Ticks at 1, 2, 5 times powers of ten. A label has the digits its step needs:
 * 0.02 beside 0.04, 99.5 beside 100.0; very large and very small numbers are
 * written as powers. The decimal point is a point in every locale: figures go
 * into papers. */
#include "ui/plot/ticks.h"

#include <math.h>
#include <string.h>

#define MAX_TICKS 50
#define MINUS "\xe2\x88\x92"
#define TIMES "\xc3\x97"

static void
clear_tick (gpointer data)
{
  g_free (((InkTick *) data)->label);
}

static GArray *
new_ticks (void)
{
  GArray *ticks = g_array_new (FALSE, TRUE, sizeof (InkTick));

  g_array_set_clear_func (ticks, clear_tick);
  return ticks;
}

/* Takes @label. */
static void
add_tick (GArray *ticks, double value, char *label)
{
  InkTick tick = { value, label };

  g_array_append_val (ticks, tick);
}

/* As "%.*f" does, with a real minus sign. */
static char *
format_fixed (double value, int digits)
{
  char format[16];
  char text[400];

  g_snprintf (format, sizeof format, "%%.%df", CLAMP (digits, 0, 17));
  g_ascii_formatd (text, sizeof text, format, fabs (value));
  return g_strconcat (value < 0 ? MINUS : "", text, NULL);
}

static void
append_superscript (GString *text, int exponent)
{
  static const char *const digits[] = { "\xe2\x81\xb0", "\xc2\xb9",
                                        "\xc2\xb2",     "\xc2\xb3",
                                        "\xe2\x81\xb4", "\xe2\x81\xb5",
                                        "\xe2\x81\xb6", "\xe2\x81\xb7",
                                        "\xe2\x81\xb8", "\xe2\x81\xb9" };
  g_autofree char *plain = g_strdup_printf ("%d", ABS (exponent));

  if (exponent < 0)
    g_string_append (text, "\xe2\x81\xbb");
  for (const char *p = plain; *p != '\0'; p++)
    g_string_append (text, digits[*p - '0']);
}

/* A mantissa with @digits after the point, times a power of ten. */
static char *
format_power (double value, int digits)
{
  GString *text = g_string_new (value < 0 ? MINUS : NULL);
  char format[16];
  char plain[64];
  char *e;

  g_snprintf (format, sizeof format, "%%.%de", CLAMP (digits, 0, 17));
  g_ascii_formatd (plain, sizeof plain, format, fabs (value));
  e = strchr (plain, 'e');
  if (e == NULL)
    return g_string_free (g_string_assign (text, plain), FALSE);
  *e = '\0';
  if (strcmp (plain, "1") != 0)
    g_string_append_printf (text, "%s" TIMES, plain);
  g_string_append (text, "10");
  append_superscript (text, atoi (e + 1));
  return g_string_free (text, FALSE);
}

/* The power of ten at or below @value. */
static int
decade_of (double value)
{
  return (int) floor (log10 (value) + 1e-9);
}

double
ink_ticks_step (double span, guint max)
{
  double least = span / MAX (max, 1);
  double power;

  if (!(least > 0) || !isfinite (least))
    return 1;
  power = pow (10, floor (log10 (least)));
  for (guint i = 0; i < 3; i++)
    {
      static const double factors[] = { 1, 2, 5 };

      if (power * factors[i] >= least * (1 - 1e-9))
        return power * factors[i];
    }
  return power * 10;
}

static char *
format_tick (double value, double step, double largest)
{
  int step_decade = decade_of (step);
  int top = largest > 0 ? decade_of (largest) : 0;

  if (value == 0)
    return format_fixed (0, top > 6 || step_decade < -6 ? 0 : -step_decade);
  if (top > 6 || (step_decade < -5 && top < -3))
    return format_power (value, decade_of (fabs (value)) - step_decade);
  return format_fixed (value, -step_decade);
}

static void
add_multiples (GArray *ticks, double low, double high, double step)
{
  double first = ceil (low / step - 1e-9);
  double last = floor (high / step + 1e-9);

  for (double i = first; i <= last && ticks->len < MAX_TICKS; i++)
    {
      double value = i == 0 ? 0 : i * step;

      add_tick (ticks, value,
                format_tick (value, step, MAX (fabs (low), fabs (high))));
    }
}

/* One tick tells no scale: then rather a few more than @max. */
static void
add_linear (GArray *ticks, double low, double high, guint max)
{
  for (guint n = max; n <= MAX_TICKS && ticks->len < 2; n++)
    {
      g_array_set_size (ticks, 0);
      add_multiples (ticks, low, high, ink_ticks_step (high - low, n));
    }
}

/* All of one axis alike: figures, or powers where it goes beyond them. */
static char *
format_log (double value, const InkScale *scale)
{
  if (decade_of (scale->low) < -5 || decade_of (scale->high) > 5)
    return format_power (value, 0);
  return format_fixed (value, MAX (-decade_of (value), 0));
}

static void
add_log (GArray *ticks, const InkScale *scale, guint max)
{
  static const double factors[] = { 1, 2, 5 };
  int first = (int) floor (log10 (scale->low));
  int last = (int) ceil (log10 (scale->high));
  int stride;
  /* 1, 2, 5 a decade where they fit: they are unevenly apart, so that half
   * as many again as @max still have room. */
  double decades = log10 (scale->high) - log10 (scale->low);
  guint n_factors = decades * 3 <= 1.5 * max ? 3 : 1;

  stride = 1 + (int) decades / (int) (max + 1);
  for (int decade = first; decade <= last; decade++)
    for (guint i = 0; i < n_factors; i++)
      {
        double value = factors[i] * pow (10, decade);

        if (decade % stride == 0 && value >= scale->low * (1 - 1e-9) &&
            value <= scale->high * (1 + 1e-9) && ticks->len < MAX_TICKS)
          add_tick (ticks, value, format_log (value, scale));
      }
}

GArray *
ink_ticks_new (const InkScale *scale, guint max)
{
  GArray *ticks = new_ticks ();

  max = CLAMP (max, 2, MAX_TICKS);
  if (scale->kind == INK_SCALE_LOG)
    add_log (ticks, scale, max);
  if (ticks->len >= 2)
    return ticks;
  g_array_set_size (ticks, 0);
  add_linear (ticks, scale->low, scale->high, max);
  return ticks;
}

GArray *
ink_ticks_new_categories (const char *const *labels)
{
  GArray *ticks = new_ticks ();

  for (guint i = 0; labels[i] != NULL; i++)
    add_tick (ticks, i + 0.5, g_utf8_make_valid (labels[i], -1));
  return ticks;
}

/* Fewer than @digits where those that would go are zeros of the number itself:
 * 0.4, but 0.9990 for 0.99897. */
static char *
format_short (double value, int digits)
{
  for (int d = 0; d < digits; d++)
    {
      double unit = pow (10, d);

      if (fabs (value * unit - round (value * unit)) <
          1e-9 * fabs (value * unit))
        return format_fixed (value, d);
    }
  return format_fixed (value, digits);
}

char *
ink_format_value (double value)
{
  double size = fabs (value);
  int decade;

  if (isnan (value))
    return g_strdup ("not a number");
  if (isinf (value))
    return g_strdup (value > 0 ? "infinity" : MINUS "infinity");
  if (size < 1e15 && value == floor (value))
    return format_fixed (value, 0);
  decade = decade_of (size);
  if (decade < -4 || decade > 6)
    return format_power (value, 3);
  return format_short (value, MAX (0, 3 - decade));
}
