#pragma once

#include <glib.h>

#include "core/base/reader.h"

G_BEGIN_DECLS

/* Strict pulling of JSON (RFC 8259) out of bytes that nobody vouched for. The
 * caller knows the shape it expects and pulls exactly that, so nesting cannot
 * exhaust the stack, no member is lost to a duplicate, and every message says
 * at which byte what was expected. White space before a token is skipped. All
 * errors are INK_ERROR_FORMAT unless said. */

/* ink_json_is_shallow: whether @text [size] nests no deeper than
 * INK_JSON_MAX_DEPTH, so that a parser that calls itself may read it. It need
 * not be JSON. Any thread. */
#define INK_JSON_MAX_DEPTH 64
gboolean ink_json_is_shallow (const char *text, gsize size);

/* Consumes @token where it is next. */
gboolean ink_json_accept (InkReader *reader, char token);
/* As accept, an error where it is not next. @what: for the message. */
gboolean ink_json_expect (InkReader *reader, char token, const char *what,
                          GError **error);
/* ink_json_next: steps through an object or list whose opening bracket has
 * been taken: `guint n = 0; while (ink_json_next (r, '}', &n, &more, error) &&
 * more) ...`. @n counts the members. Returns: FALSE on an error. */
gboolean ink_json_next (InkReader *reader, char closing, guint *n,
                        gboolean *more, GError **error);
/* @string: (out) (transfer full): UTF-8; an escaped NUL is refused. */
gboolean ink_json_take_string (InkReader *reader, const char *what,
                               char **string, GError **error);
/* A non-negative integer in plain digits; INK_ERROR_LIMIT where it does not
 * fit. */
gboolean ink_json_take_size (InkReader *reader, const char *what, gsize *size,
                             GError **error);
/* Nothing but white space is left. */
gboolean ink_json_expect_end (InkReader *reader, GError **error);

G_END_DECLS
