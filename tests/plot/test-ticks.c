/* Ticks: 1-2-5 steps, labels with the digits the step needs, no more ticks
 * than asked for. */
#include "ui/plot/ticks.h"

#include <glib.h>
#include <math.h>

#include "core/base/rng.h"

static char *
labels_of (InkScaleKind kind, double low, double high, guint max)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GArray) ticks = NULL;
  InkScale scale;

  ink_scale_init (&scale, kind, low, high);
  ticks = ink_ticks_new (&scale, max);
  for (guint i = 0; i < ticks->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            g_array_index (ticks, InkTick, i).label);
  return g_string_free (text, FALSE);
}

static void
check (InkScaleKind kind, double low, double high, guint max,
       const char *expected)
{
  g_autofree char *found = labels_of (kind, low, high, max);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_labels (void)
{
  check (INK_SCALE_LINEAR, 0, 40, 8, "0 5 10 15 20 25 30 35 40");
  check (INK_SCALE_LINEAR, 0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0");
  check (INK_SCALE_LINEAR, 96, 100, 4, "96 97 98 99 100");
  check (INK_SCALE_LINEAR, 0, 0.06, 3, "0.00 0.02 0.04 0.06");
  check (INK_SCALE_LINEAR, -1, 1, 4, "−1.0 −0.5 0.0 0.5 1.0");
  check (INK_SCALE_LINEAR, 1000.1, 1000.3, 2, "1000.1 1000.2 1000.3");
  check (INK_SCALE_LINEAR, 0, 3e9, 3, "0 10⁹ 2×10⁹ 3×10⁹");
  check (INK_SCALE_LINEAR, 0, 4e-9, 4, "0 10⁻⁹ 2×10⁻⁹ 3×10⁻⁹ 4×10⁻⁹");
}

static void
test_log_labels (void)
{
  check (INK_SCALE_LOG, 0.01, 1, 8, "0.01 0.02 0.05 0.1 0.2 0.5 1");
  check (INK_SCALE_LOG, 1e-3, 1e3, 6, "0.001 0.01 0.1 1 10 100 1000");
  /* powers for the whole axis, or figures for the whole axis */
  check (INK_SCALE_LOG, 1e-9, 1e9, 5, "10⁻⁸ 10⁻⁴ 10⁰ 10⁴ 10⁸");
  /* Less than a decade: as on a linear axis. */
  check (INK_SCALE_LOG, 0.21, 0.29, 4, "0.22 0.24 0.26 0.28");
}

static gboolean
is_one_two_five (double step)
{
  double mantissa = step / pow (10, floor (log10 (step) + 1e-9));

  return fabs (mantissa - 1) < 1e-6 || fabs (mantissa - 2) < 1e-6
         || fabs (mantissa - 5) < 1e-6;
}

/* Any range: in order, inside, evenly 1-2-5 apart, labels all different. */
static void
check_range (double low, double high, guint max)
{
  InkScale scale;
  g_autoptr (GArray) ticks = NULL;
  const InkTick *tick;

  ink_scale_init (&scale, INK_SCALE_LINEAR, low, high);
  ticks = ink_ticks_new (&scale, max);
  g_assert_cmpuint (ticks->len, <=, MAX (max + 1, 6));
  g_assert_cmpuint (ticks->len, >=, 2);
  tick = (const InkTick *) ticks->data;
  for (guint i = 0; i < ticks->len; i++)
    {
      double slack = (scale.high - scale.low) * 1e-6;

      g_assert_cmpfloat (tick[i].value, >=, scale.low - slack);
      g_assert_cmpfloat (tick[i].value, <=, scale.high + slack);
      if (i == 0)
        continue;
      g_assert_cmpfloat (tick[i].value, >, tick[i - 1].value);
      g_assert_cmpstr (tick[i].label, !=, tick[i - 1].label);
      g_assert_true (is_one_two_five (tick[i].value - tick[i - 1].value));
    }
}

static void
test_any_range (void)
{
  InkRng rng = ink_rng (2, INK_STREAM_TEST, 0, 0);

  for (guint i = 0; i < 5000; i++)
    {
      double size = pow (10, 40 * ink_rng_uniform (&rng) - 20);
      double low = size * ink_rng_normal (&rng);
      double span = size * pow (10, -3 * ink_rng_uniform (&rng));

      check_range (low, low + span, 2 + i % 10);
    }
}

static void
check_value (double value, const char *expected)
{
  g_autofree char *found = ink_format_value (value);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_values (void)
{
  check_value (0, "0");
  check_value (1130, "1130");
  check_value (123456789, "123456789");
  check_value (0.03014, "0.03014");
  check_value (0.4, "0.4");
  check_value (0.99897, "0.9990");
  check_value (-2.5, "−2.5");
  check_value (1.23456e-7, "1.235×10⁻⁷");
  check_value (1e300, "1.000×10³⁰⁰");
  check_value (NAN, "not a number");
  check_value (-INFINITY, "−infinity");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/ticks/labels", test_labels);
  g_test_add_func ("/plot/ticks/log-labels", test_log_labels);
  g_test_add_func ("/plot/ticks/any-range", test_any_range);
  g_test_add_func ("/plot/ticks/values", test_values);
  return g_test_run ();
}
