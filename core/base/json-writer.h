#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Pieces of JSON text for files and for the command line. */

/* ink_json_append_string: @string (valid UTF-8) in quotes, escaped. */
void ink_json_append_string (GString *json, const char *string);
/* ink_json_append_double: as few digits as read back to the same double,
 * whatever the locale; `null` where @value is not finite. */
void ink_json_append_double (GString *json, double value);

/* Members of an object, each after ", " but the first. Bytes that are not
 * UTF-8 are replaced in keys and texts. */

/* ink_json_append_key: what is appended next is its value. */
void ink_json_append_key (GString *json, const char *key);
/* ink_json_add_string: @value: NULL for `null` */
void ink_json_add_string (GString *json, const char *key, const char *value);
void ink_json_add_double (GString *json, const char *key, double value);
void ink_json_add_count (GString *json, const char *key, guint64 value);
/* ink_json_add_interval: [low, high]; `null` where an end is not finite */
void ink_json_add_interval (GString *json, const char *key, double low,
                            double high);

G_END_DECLS
