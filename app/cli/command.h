#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One command of inkling-cli: a row in main.c's table and a file of its own.
 * @run gets the command line from the command's name on (@argv[0] is that
 * name), writes results to stdout, and returns FALSE with an error that main()
 * turns into one line and the exit status. */
typedef struct
{
  const char *name;
  const char *about; /* one line for --help */
  gboolean (*run) (char **argv, GError **error);
} CliCommand;

gboolean cli_train (char **argv, GError **error);
gboolean cli_evaluate (char **argv, GError **error);
gboolean cli_report (char **argv, GError **error);
gboolean cli_compare (char **argv, GError **error);
gboolean cli_cross_validate (char **argv, GError **error);
gboolean cli_learning_curve (char **argv, GError **error);
gboolean cli_calibrate_model (char **argv, GError **error);
gboolean cli_predict (char **argv, GError **error);
gboolean cli_data (char **argv, GError **error);
gboolean cli_info (char **argv, GError **error);
gboolean cli_learn (char **argv, GError **error);
gboolean cli_merge (char **argv, GError **error);
gboolean cli_my_digits (char **argv, GError **error);
gboolean cli_teach (char **argv, GError **error);

G_END_DECLS
