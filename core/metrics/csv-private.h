#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The field @prefix @text, in RFC 4180's quotes where it must be. */
void ink_csv_append_field (GString *csv, const char *prefix, const char *text);

G_END_DECLS
