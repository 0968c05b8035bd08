/* The command line: GOption for the grammar and the help, and strict readers
 * for the values ("010" is ten, "1e3" is no whole number, "nan" no number).
 * Help is printed by us, through stdout's checks, rather than by GOption, which
 * would exit. */
#include "app/cli/options.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/base/error.h"

static gboolean help_wanted;
static GStrv remaining;

static const GOptionEntry help_entries[] = {
  { "help", 'h', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &help_wanted,
    "Show this help and exit", NULL },
  { G_OPTION_REMAINING, 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME_ARRAY,
    &remaining, NULL, NULL },
  { 0 },
};

GOptionContext *
cli_options_new (const char *command, const char *arguments, const char *about)
{
  GOptionContext *context = g_option_context_new (arguments);
  g_autofree char *name = g_strdup_printf ("inkling-cli %s", command);

  g_set_prgname (name);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, about);
  g_option_context_add_main_entries (context, help_entries, NULL);
  return context;
}

void
cli_options_add_group (GOptionContext *context, const char *name,
                       const char *title, const GOptionEntry *entries)
{
  GOptionGroup *group = g_option_group_new (name, title, title, NULL, NULL);

  g_option_group_add_entries (group, entries);
  g_option_context_add_group (context, group);
}

gboolean
cli_options_parse (GOptionContext *context, char **argv, GStrv *rest,
                   gboolean *help, GError **error)
{
  g_auto (GStrv) copy = g_strdupv (argv);

  help_wanted = FALSE;
  if (!g_option_context_parse_strv (context, &copy, error))
    return FALSE;
  *help = help_wanted;
  *rest = g_steal_pointer (&remaining);
  if (*rest == NULL)
    *rest = g_new0 (char *, 1);
  return TRUE;
}

void
cli_options_print_help (GOptionContext *context)
{
  g_autofree char *help = g_option_context_get_help (context, FALSE, NULL);

  fputs (help, stdout);
}

gboolean
cli_options_run (GOptionContext *context, char **argv,
                 const char *const *names, gboolean more, CliCommandFunc func,
                 GError **error)
{
  g_auto (GStrv) rest = NULL;
  gboolean help;

  if (!cli_options_parse (context, argv, &rest, &help, error))
    return FALSE;
  if (help)
    {
      cli_options_print_help (context);
      return TRUE;
    }
  return (names == NULL || cli_require_arguments (rest, names, more, error))
         && func (rest, error);
}

gboolean
cli_usage_error (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error,
                     g_error_new_valist (G_OPTION_ERROR,
                                         G_OPTION_ERROR_BAD_VALUE, format,
                                         args));
  va_end (args);
  return FALSE;
}

gboolean
cli_argument_to_usage (GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (error == NULL
      || !g_error_matches (*error, INK_ERROR, INK_ERROR_ARGUMENT))
    return FALSE;
  cause = g_steal_pointer (error);
  return cli_usage_error (error, "%s", cause->message);
}

gboolean
cli_take_uint (const char *option, const char *text, guint low, guint high,
               guint *value, GError **error)
{
  guint64 read;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, low, high, &read, NULL))
    return cli_usage_error (
        error, "%s: expected a whole number from %u to %u, found '%s'", option,
        low, high, text);
  *value = (guint) read;
  return TRUE;
}

gboolean
cli_take_uint64 (const char *option, const char *text, guint64 *value,
                 GError **error)
{
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, value, NULL))
    return cli_usage_error (
        error, "%s: expected a whole number from 0 to %" G_GINT64_FORMAT
        ", found '%s'", option, G_MAXINT64, text);
  return TRUE;
}

gboolean
cli_take_double (const char *option, const char *text, double *value,
                 GError **error)
{
  double read;
  char *end;

  if (text == NULL)
    return TRUE;
  read = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !isfinite (read))
    return cli_usage_error (error, "%s: expected a number, found '%s'", option,
                            text);
  *value = read;
  return TRUE;
}

gboolean
cli_take_fraction (const char *option, const char *text, double *value,
                   GError **error)
{
  double read = 0;

  if (text == NULL)
    return TRUE;
  if (!cli_take_double (option, text, &read, error))
    return FALSE;
  if (read < 0 || read > 0.9)
    return cli_usage_error (
        error, "%s: expected a number from 0 to 0.9, found '%s'", option,
        text);
  *value = read;
  return TRUE;
}

gboolean
cli_take_choice (const char *option, const char *text, const char *const *names,
                 guint *index, GError **error)
{
  g_autofree char *list = NULL;

  if (text == NULL)
    return TRUE;
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (text, names[i]) == 0)
      {
        *index = i;
        return TRUE;
      }
  list = g_strjoinv (", ", (char **) names);
  return cli_usage_error (error, "%s: expected one of %s, found '%s'", option,
                          list, text);
}

gboolean
cli_require (const char *option, const char *text, GError **error)
{
  if (text != NULL && text[0] != '\0')
    return TRUE;
  return cli_usage_error (error, "%s is required", option);
}

gboolean
cli_require_arguments (char **rest, const char *const *names, gboolean more,
                       GError **error)
{
  guint wanted = g_strv_length ((char **) names);
  guint found = g_strv_length (rest);

  if (found < wanted)
    return cli_usage_error (error, "%s is missing", names[found]);
  if (found > wanted && !more)
    return cli_usage_error (error, "unexpected argument '%s'", rest[wanted]);
  return TRUE;
}

void
cli_options_add_text_group (GOptionContext *context, CliTextArgs *args)
{
  const GOptionEntry entries[] = {
    { "text-column", 0, 0, G_OPTION_ARG_FILENAME, &args->text_column,
      "Column of the texts: name, or number from 1; A,B joins two", "COLUMN" },
    { "label-column", 0, 0, G_OPTION_ARG_FILENAME, &args->label_column,
      "Column of the labels: name, or number from 1", "COLUMN" },
    { "header", 0, 0, G_OPTION_ARG_FILENAME, &args->header,
      "yes: a table's first row names columns; no: it is read; auto [auto]",
      "NAME" },
    { "class-names", 0, 0, G_OPTION_ARG_FILENAME, &args->class_names,
      "Names of the labels 0, 1, 2 ..., one a line", "FILE" },
    { "quote", 0, 0, G_OPTION_ARG_FILENAME, &args->quote,
      "csv: double quotes enclose fields; none: not", "NAME" },
    { "encoding", 0, 0, G_OPTION_ARG_FILENAME, &args->encoding,
      "utf-8, latin-1, or auto: what it looks like [auto]", "NAME" },
    { "skip-bad-rows", 0, 0, G_OPTION_ARG_NONE, &args->skip_bad_rows,
      "Count bad rows, or files of a folder, and pass over them", NULL },
    { "mail", 0, 0, G_OPTION_ARG_NONE, &args->mail,
      "Texts are mails: take subject and body, decoded; a model that learnt "
      "from mails does so by itself", NULL },
    { 0 },
  };

  cli_options_add_group (context, "text", "Text Data Options:", entries);
}

gboolean
cli_take_text_options (const CliTextArgs *args, InkTextOptions *options,
                       GError **error)
{
  static const char *const quotes[] = { "csv", "none", NULL };
  static const char *const encodings[] = { "auto", "utf-8", "latin-1", NULL };
  static const char *const headers[] = { "auto", "yes", "no", NULL };
  guint quote = 0;
  guint encoding = 0;
  guint header = 0;

  if (!cli_take_choice ("--quote", args->quote, quotes, &quote, error)
      || !cli_take_choice ("--encoding", args->encoding, encodings, &encoding,
                           error)
      || !cli_take_choice ("--header", args->header, headers, &header, error))
    return FALSE;
  *options = (InkTextOptions) {
    .text_column = args->text_column,
    .label_column = args->label_column,
    .header = (InkHeader) header,
    .no_quotes = quote == 1,
    .encoding = (InkEncoding) encoding,
    .class_names = args->class_names,
    .skip_bad_rows = args->skip_bad_rows,
    .mail = args->mail,
  };
  return TRUE;
}
