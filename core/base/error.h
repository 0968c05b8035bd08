#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one GError domain of the core. A message names the file, the place,
 * what was expected and what was found. */
#define INK_ERROR (ink_error_quark ())
GQuark ink_error_quark (void);

typedef enum
{
  INK_ERROR_IO,          /* the system refused: open, read, write, rename */
  INK_ERROR_NOT_FOUND,   /* no such file, data set, model or class */
  INK_ERROR_TRUNCATED,   /* the bytes end before the format says */
  INK_ERROR_FORMAT,      /* the bytes are not what the format demands */
  INK_ERROR_LIMIT,       /* larger than a stated limit, or a size overflows */
  INK_ERROR_MISMATCH,    /* two parts, each sound, do not fit together */
  INK_ERROR_ARGUMENT,    /* an option or a parameter is out of range */
  INK_ERROR_CANCELLED,   /* stopped by the caller */
  INK_ERROR_DIVERGED,    /* a loss or a weight is no longer finite */
  INK_ERROR_UNAVAILABLE, /* this build or machine cannot do that */
} InkError;

/* ink_error_set: g_set_error() in the domain INK_ERROR. Returns FALSE, so
 * that a function can `return ink_error_set (...)`. */
gboolean ink_error_set (GError **error, InkError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

G_END_DECLS
