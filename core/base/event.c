/* Metric events as plain values. */
#include "core/base/event.h"

#include <math.h>

void
ink_event_init (InkEvent *event, InkEventKind kind)
{
  *event = (InkEvent) {
    .kind = kind,
    .loss = NAN,
    .learning_rate = NAN,
    .train_loss = NAN,
    .train_accuracy = NAN,
    .validation_loss = NAN,
    .validation_accuracy = NAN,
    .images_per_second = NAN,
    .seconds = NAN,
  };
}

const char *
ink_end_reason_name (InkEndReason reason)
{
  switch (reason)
    {
    case INK_END_COMPLETED:
      return "completed";
    case INK_END_STOPPED:
      return "stopped";
    case INK_END_DIVERGED:
      return "diverged";
    default:
      return "unknown";
    }
}
