/* Counts with separators, times as clocks, and figures that do not round into
 * a perfect score. The C library groups digits by locale only, and in some of
 * them not at all. */
#include "ui/format.h"

#include <math.h>

#define MAX_DIGITS 9

char *
ink_format_count (double value)
{
  GString *text = g_string_new (NULL);
  gssize end;

  g_string_printf (text, "%.0f", fabs (value));
  for (end = (gssize) text->len - 3; end > 0; end -= 3)
    g_string_insert_c (text, end, ',');
  if (value < 0)
    g_string_prepend_c (text, '-');
  return g_string_free (text, FALSE);
}

char *
ink_format_figure (double value, int digits, double top)
{
  const double least = pow (10, -MAX_DIGITS); /* less is rounding noise */
  const gboolean perfect = value >= top - least;
  const gboolean none = value <= least;
  char text[64];

  for (; digits <= MAX_DIGITS; digits++)
    {
      double shown;

      g_snprintf (text, sizeof text, "%.*f", digits, value);
      shown = g_ascii_strtod (text, NULL);
      if ((perfect || shown < top) && (none || shown > 0))
        break;
    }
  return g_strdup (text);
}

char *
ink_format_interval (double low, double high, int digits, double scale,
                     double level)
{
  /* a dash beside a minus is hard to read */
  return g_strdup_printf ("%.*f%s%.*f (%g %%)", digits, scale * low,
                          low < 0 ? " to " : "–", digits, scale * high,
                          100 * level);
}

char *
ink_format_clock (double seconds)
{
  const guint64 whole = seconds > 0 ? (guint64) seconds : 0;
  const guint hours = (guint) (whole / 3600);
  const guint minutes = (guint) (whole / 60 % 60);

  if (hours > 0)
    return g_strdup_printf ("%u:%02u:%02u", hours, minutes,
                            (guint) (whole % 60));
  return g_strdup_printf ("%u:%02u", minutes, (guint) (whole % 60));
}
