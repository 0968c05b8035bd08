/* Events start with every figure absent, and each reason has a name. */
#include "core/base/event.h"

#include <math.h>
#include <string.h>

static void
test_init (void)
{
  InkEvent event;

  memset (&event, 0x55, sizeof event);
  ink_event_init (&event, INK_EVENT_EPOCH);
  g_assert_cmpint (event.kind, ==, INK_EVENT_EPOCH);
  g_assert_cmpuint (event.epoch, ==, 0);
  g_assert_cmpuint (event.step, ==, 0);
  g_assert_cmpuint (event.steps_total, ==, 0);
  g_assert_cmpuint (event.n_train, ==, 0);
  g_assert_cmpuint (event.n_validation, ==, 0);
  g_assert_true (isnan (event.loss));
  g_assert_true (isnan (event.learning_rate));
  g_assert_true (isnan (event.train_loss));
  g_assert_true (isnan (event.train_accuracy));
  g_assert_true (isnan (event.validation_loss));
  g_assert_true (isnan (event.validation_accuracy));
  g_assert_true (isnan (event.images_per_second));
  g_assert_true (isnan (event.seconds));
}

static void
test_reasons (void)
{
  g_assert_cmpstr (ink_end_reason_name (INK_END_COMPLETED), ==, "completed");
  g_assert_cmpstr (ink_end_reason_name (INK_END_STOPPED), ==, "stopped");
  g_assert_cmpstr (ink_end_reason_name (INK_END_DIVERGED), ==, "diverged");
  g_assert_cmpstr (ink_end_reason_name ((InkEndReason) 99), ==, "unknown");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/event/init", test_init);
  g_test_add_func ("/core/event/reasons", test_reasons);
  return g_test_run ();
}
