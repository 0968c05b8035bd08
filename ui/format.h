#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers for people. All (transfer full). */

/* "112,480", whatever the locale. */
char *ink_format_count (double value);
/* Whole seconds: "0:14", "1:02:03". */
char *ink_format_clock (double seconds);

G_END_DECLS
