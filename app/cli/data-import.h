#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What `inkling-cli data import` was asked for; borrowed. */
typedef struct
{
  const char *file;    /* in UNIPEN's format */
  const char *output;  /* (nullable): a folder that is not there yet */
  const char *sources; /* (nullable): names with commas between: only these */
  const char *without; /* (nullable): all but these */
} CliDataImport;

/* cli_data_import: writes FILE's drawings as InkML, a sub-folder a label, each
 * called SOURCE-NUMBER.inkml, and prints how many. */
gboolean cli_data_import (const CliDataImport *import, GError **error);

G_END_DECLS
