#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Pieces of JSON text for files and for the command line. */

/* ink_json_append_string: @string (valid UTF-8) in quotes, escaped. */
void ink_json_append_string (GString *json, const char *string);
/* ink_json_append_double: as few digits as read back to the same double,
 * whatever the locale; `null` where @value is not finite. */
void ink_json_append_double (GString *json, double value);

G_END_DECLS
