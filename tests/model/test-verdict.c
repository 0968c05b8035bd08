/* The one rule of "confident" and "unsure". */
#include "core/model/verdict.h"

static void
test_order (void)
{
  double rising[] = { 0.01, 0.09, 0.9 };
  double falling[] = { 0.9, 0.09, 0.01 };
  double tied[] = { 0.4, 0.2, 0.4 };
  double one[] = { 1 };

  g_assert_cmpuint (ink_verdict_of (rising, 3, 0).best, ==, 2);
  g_assert_cmpuint (ink_verdict_of (rising, 3, 0).second, ==, 1);
  g_assert_cmpuint (ink_verdict_of (falling, 3, 0).best, ==, 0);
  g_assert_cmpuint (ink_verdict_of (falling, 3, 0).second, ==, 1);
  g_assert_cmpuint (ink_verdict_of (tied, 3, 0).best, ==, 0);
  g_assert_cmpuint (ink_verdict_of (tied, 3, 0).second, ==, 2);
  g_assert_cmpuint (ink_verdict_of (one, 1, 0).second, ==, 0);
  g_assert_cmpint (ink_verdict_of (one, 1, 0).kind, ==, INK_VERDICT_CONFIDENT);
}

static void
test_odds (void)
{
  double sure[] = { 0.2, 0.8 }, unsure[] = { 0.7999, 0.2001 };

  g_assert_cmpint (ink_verdict_of (sure, 2, 0).kind, ==,
                   INK_VERDICT_CONFIDENT);
  g_assert_cmpint (ink_verdict_of (unsure, 2, 0).kind, ==, INK_VERDICT_UNSURE);
}

static void
test_doubt (void)
{
  double flat[] = { 0.3, 0.35, 0.35 }, sure[] = { 0.05, 0.9, 0.05 };

  g_assert_cmpint (ink_verdict_of (flat, 3, 0.4).kind, ==,
                   INK_VERDICT_NOT_A_DIGIT);
  g_assert_cmpuint (ink_verdict_of (flat, 3, 0.4).best, ==, 1);
  g_assert_cmpint (ink_verdict_of (flat, 3, 0.35).kind, ==,
                   INK_VERDICT_UNSURE);
  g_assert_cmpint (ink_verdict_of (sure, 3, 0.4).kind, ==,
                   INK_VERDICT_CONFIDENT);
  g_assert_cmpint (ink_verdict_of (NULL, 3, 0.4).kind, ==, INK_VERDICT_EMPTY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/verdict/order", test_order);
  g_test_add_func ("/core/verdict/odds", test_odds);
  g_test_add_func ("/core/verdict/doubt", test_doubt);
  return g_test_run ();
}
