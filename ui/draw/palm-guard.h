#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tells a hand that rests on the screen from a finger that draws: while a pen
 * is near the screen, or was a moment ago, touches do not count. All times are
 * g_get_monotonic_time()'s, in microseconds. */
typedef struct
{
  gboolean near; /* the pen has come near and has not been told to be gone */
  gboolean seen; /* ever */
  gint64 last;   /* when the pen last told anything */
} InkPalmGuard;

/* After the pen has gone, touches do not count for so long. */
#define INK_PALM_AFTER (700 * 1000)
/* A pen that says nothing for so long has gone without saying so. */
#define INK_PALM_SILENCE (5 * 1000 * 1000)

/* The pen told something; @leaves: that it goes away. */
void ink_palm_guard_pen (InkPalmGuard *guard, gboolean leaves, gint64 now);
gboolean ink_palm_guard_accepts_touch (const InkPalmGuard *guard, gint64 now);

G_END_DECLS
