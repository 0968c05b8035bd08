/* Not all pens tell when they leave (theirs goes to another widget, say), so
 * that "near" ends by itself. */
#include "ui/draw/palm-guard.h"

void
ink_palm_guard_pen (InkPalmGuard *guard, gboolean leaves, gint64 now)
{
  guard->near = !leaves;
  guard->seen = TRUE;
  guard->last = now;
}

gboolean
ink_palm_guard_accepts_touch (const InkPalmGuard *guard, gint64 now)
{
  gint64 silence = guard->near ? INK_PALM_SILENCE : INK_PALM_AFTER;

  return !guard->seen || now - guard->last >= silence;
}
