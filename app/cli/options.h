#pragma once

#include <glib.h>

#include "core/data/dataset.h"

G_BEGIN_DECLS

/* Reading the command line. Every option is taken as bytes
 * (G_OPTION_ARG_FILENAME), so that the locale plays no part, and its value is
 * read here: NULL means "not given". Wrong usage is an error in the domain
 * G_OPTION_ERROR, for which the program exits with 2. */

/* cli_options_new:
 * @arguments: what stands after the command ("MODEL INPUT..."), for the help
 * @about: a paragraph, for the help
 * Returns: (transfer full). */
GOptionContext *cli_options_new (const char *command, const char *arguments,
                                 const char *about);
/* Adds @entries below @title. */
void cli_options_add_group (GOptionContext *context, const char *name,
                            const char *title, const GOptionEntry *entries);

/* cli_options_parse:
 * @argv: from the command's name on
 * @rest: (out) (transfer full): what is not an option, NULL-terminated
 * @help: (out): --help was there; the caller prints it
 * Returns: FALSE for an unknown option or one without its value. */
gboolean cli_options_parse (GOptionContext *context, char **argv, GStrv *rest,
                            gboolean *help, GError **error);
void cli_options_print_help (GOptionContext *context);

/* @rest: what is not an option */
typedef gboolean (*CliCommandFunc) (char **rest, GError **error);

/* cli_options_run: a whole command: cli_options_parse(), then the help, if that
 * was asked for, or else @func. @names, @more: (nullable): as of
 * cli_require_arguments(), which comes before @func; NULL where @func looks for
 * itself. */
gboolean cli_options_run (GOptionContext *context, char **argv,
                          const char *const *names, gboolean more,
                          CliCommandFunc func, GError **error);

/* Sets a usage error; returns FALSE. */
gboolean cli_usage_error (GError **error, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

/* cli_argument_to_usage: makes an INK_ERROR_ARGUMENT about an option's value a
 * usage error; leaves any other. Returns FALSE. */
gboolean cli_argument_to_usage (GError **error);

/* Each: nothing to do where @text is NULL; FALSE with a usage error that names
 * @option where @text is not such a value. @value untouched on failure. */
gboolean cli_take_uint (const char *option, const char *text, guint low,
                        guint high, guint *value, GError **error);
/* 0 to 2^63 - 1, what JSON writers take. */
gboolean cli_take_uint64 (const char *option, const char *text, guint64 *value,
                          GError **error);
/* Any finite number. */
gboolean cli_take_double (const char *option, const char *text, double *value,
                          GError **error);
/* 0 to 0.9, of what is held out. */
gboolean cli_take_fraction (const char *option, const char *text,
                            double *value, GError **error);
/* @names: NULL-terminated; @index: of the one that @text is */
gboolean cli_take_choice (const char *option, const char *text,
                          const char *const *names, guint *index,
                          GError **error);
gboolean cli_require (const char *option, const char *text, GError **error);
/* Exactly or, with @more, at least as many as the NULL-terminated @names of
 * arguments. */
gboolean cli_require_arguments (char **rest, const char *const *names,
                                gboolean more, GError **error);

/* The options that say how to read a text data set. */
typedef struct
{
  char *text_column;
  char *label_column;
  char *class_names;
  char *quote;
  char *encoding;
  char *header;
  gboolean skip_bad_rows;
  gboolean mail;
} CliTextArgs;

void cli_options_add_text_group (GOptionContext *context, CliTextArgs *args);
/* @options borrows from @args. */
gboolean cli_take_text_options (const CliTextArgs *args,
                                InkTextOptions *options, GError **error);

G_END_DECLS
