/* The one rule of "confident" and "unsure". */
#include "core/model/verdict.h"

static void
test_order (void)
{
  double rising[] = { 0.01, 0.09, 0.9 };
  double falling[] = { 0.9, 0.09, 0.01 };
  double tied[] = { 0.4, 0.2, 0.4 };
  double one[] = { 1 };

  g_assert_cmpuint (ink_verdict_of (rising, 3).best, ==, 2);
  g_assert_cmpuint (ink_verdict_of (rising, 3).second, ==, 1);
  g_assert_cmpuint (ink_verdict_of (falling, 3).best, ==, 0);
  g_assert_cmpuint (ink_verdict_of (falling, 3).second, ==, 1);
  g_assert_cmpuint (ink_verdict_of (tied, 3).best, ==, 0);
  g_assert_cmpuint (ink_verdict_of (tied, 3).second, ==, 2);
  g_assert_cmpuint (ink_verdict_of (one, 1).second, ==, 0);
  g_assert_true (ink_verdict_of (one, 1).confident);
}

static void
test_odds (void)
{
  double sure[] = { 0.2, 0.8 }, unsure[] = { 0.7999, 0.2001 };

  g_assert_true (ink_verdict_of (sure, 2).confident);
  g_assert_false (ink_verdict_of (unsure, 2).confident);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/verdict/order", test_order);
  g_test_add_func ("/core/verdict/odds", test_odds);
  return g_test_run ();
}
