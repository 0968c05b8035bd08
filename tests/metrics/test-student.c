/* Student's t against mpmath with 40 digits (SciPy 1.10's own t.ppf agrees with
 * these to 1e-9), and closed forms. */
#include "core/metrics/student.h"

#include <math.h>

#include "core/metrics/intervals.h"

#define NEAR 1e-12

static const double levels[] = { 0.5, 0.9, 0.95, 0.99, 0.999 };

static const struct
{
  guint degrees;
  double t[G_N_ELEMENTS (levels)];
} table[] = {
  { 3,
    { 0.7648923284043453, 2.353363434801824, 3.182446305283709,
      5.840909309733355, 12.92397863668748 } },
  { 4,
    { 0.7406970841126826, 2.13184678632665, 2.776445105197793,
      4.604094871349992, 8.610301581379273 } },
  { 5,
    { 0.7266868438004227, 2.015048373333024, 2.570581835636315,
      4.032142983555227, 6.868826625881109 } },
  { 9,
    { 0.7027221467513264, 1.833112932656237, 2.262157162798205,
      3.249835541592126, 4.780912585931138 } },
  { 10,
    { 0.6998120613124317, 1.812461122811676, 2.228138851986274,
      3.169272672616951, 4.586893858702635 } },
  { 29,
    { 0.6830438608216132, 1.699127026533498, 2.045229642132704,
      2.756385903670605, 3.659405019466333 } },
  { 30,
    { 0.6827556933212926, 1.697260886593958, 2.042272456301238,
      2.749995653567225, 3.645958635042021 } },
  { 99,
    { 0.6769759855461527, 1.660391156016991, 1.984216951586417,
      2.626405457280827, 3.39152883336365 } },
  { 100,
    { 0.6769510430114715, 1.66023432608534, 1.983971518523552,
      2.625890521438018, 3.39049131116423 } },
  { 999,
    { 0.674735410346719, 1.646380345427536, 1.96234146113345,
      2.580759637267636, 3.300292440398735 } },
  { 9999,
    { 0.6745142869373461, 1.6450060333113, 1.960201263621357,
      2.576321095856597, 3.291500063300932 } },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (levels); k++)
      {
        double t = ink_student_quantile (table[i].degrees, levels[k]);

        g_assert_cmpfloat_with_epsilon (t / table[i].t[k], 1, NEAR);
      }
}

/* Two degrees: t = level sqrt (2 / (1 - level^2)); one: Cauchy's. */
static void
test_closed_forms (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (levels); k++)
    {
      double level = levels[k];
      double one = tan (G_PI_2 * level);
      double two = level * sqrt (2 / (1 - level * level));

      g_assert_cmpfloat_with_epsilon (ink_student_quantile (1, level) / one, 1,
                                      NEAR);
      g_assert_cmpfloat_with_epsilon (ink_student_quantile (2, level) / two, 1,
                                      NEAR);
    }
}

/* Falls with the degrees of freedom, towards the normal quantile. */
static void
test_many_degrees (void)
{
  double last = INFINITY;

  for (guint n = 1; n < 100000; n = n * 3 / 2 + 1)
    {
      double t = ink_student_quantile (n, 0.95);

      g_assert_cmpfloat (t, <, last);
      last = t;
    }
  g_assert_cmpfloat_with_epsilon (last, ink_normal_quantile (0.975), 1e-4);
  g_assert_cmpfloat (last, >, ink_normal_quantile (0.975));
}

static void
test_ends (void)
{
  g_assert_true (isnan (ink_student_quantile (0, 0.95)));
  for (guint n = 1; n < 40; n++)
    {
      double least = ink_student_quantile (n, 1e-9);
      double most = ink_student_quantile (n, 1 - 1e-9);

      g_assert_cmpfloat (least, >, 0);
      g_assert_cmpfloat (least, <, 1e-8);
      g_assert_true (isfinite (most));
      g_assert_cmpfloat (most, >, ink_student_quantile (n, 0.999));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/student/table", test_table);
  g_test_add_func ("/core/student/closed-forms", test_closed_forms);
  g_test_add_func ("/core/student/many-degrees", test_many_degrees);
  g_test_add_func ("/core/student/ends", test_ends);
  return g_test_run ();
}
