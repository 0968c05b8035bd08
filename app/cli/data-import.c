/* `inkling-cli data import FILE --output FOLDER`: a file of many drawings as a
 * folder of InkML files. Names out of the file become names of files here, so
 * only harmless ones are taken. */
#include "app/cli/data-import.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "app/cli/options.h"
#include "app/cli/output.h"
#include "core/base/error.h"
#include "core/data/drawing-set.h"
#include "core/data/inkml.h"

#define LONGEST_NAME 64

/* Whether @name is one of those in @list, commas between. */
static gboolean
is_listed (const char *list, const char *name)
{
  g_auto (GStrv) names = g_strsplit (list, ",", -1);

  return g_strv_contains ((const char *const *) names, name);
}

static gboolean
is_wanted (const CliDataImport *import, const char *source)
{
  if (import->sources != NULL)
    return is_listed (import->sources, source);
  return import->without == NULL || !is_listed (import->without, source);
}

/* A misspelt source would go unnoticed otherwise. */
static gboolean
check_sources (const InkDrawingSet *set, const char *option, const char *list,
               GError **error)
{
  g_auto (GStrv) names = g_strsplit (list != NULL ? list : "", ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      gboolean found = FALSE;

      for (guint k = 0; k < ink_drawing_set_count (set) && !found; k++)
        found = strcmp (ink_drawing_set_source (set, k), names[i]) == 0;
      if (!found)
        return cli_usage_error (error,
                                "%s: expected sources of the file, found "
                                "'%s'",
                                option, names[i]);
    }
  return TRUE;
}

static gboolean
is_harmless (const char *name)
{
  gsize n = strlen (name);

  return n > 0 && n <= LONGEST_NAME && name[0] != '.'
         && strpbrk (name, "/\\") == NULL && g_utf8_validate (name, -1, NULL);
}

static gboolean
write_one (const CliDataImport *import, const InkDrawingSet *set, guint index,
           GError **error)
{
  const char *label = ink_drawing_set_label (set, index);
  const char *source = ink_drawing_set_source (set, index);
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (!is_harmless (label) || (source[0] != '\0' && !is_harmless (source)))
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: drawing %u: expected a label and a source that "
                          "can be names of files, found \"%.40s\" and "
                          "\"%.40s\"",
                          import->file, index, label, source);
  folder = g_build_filename (import->output, label, NULL);
  name = g_strdup_printf ("%s-%06u.inkml", source, index);
  path = g_build_filename (folder, name, NULL);
  if (g_mkdir_with_parents (folder, 0777) != 0)
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot make it: %s", folder,
                          g_strerror (errno));
  return ink_inkml_write (ink_drawing_set_drawing (set, index), path, error);
}

gboolean
cli_data_import (const CliDataImport *import, GError **error)
{
  g_autoptr (InkDrawingSet) set = NULL;
  guint n = 0;

  if (!cli_require ("--output", import->output, error))
    return FALSE;
  if (import->sources != NULL && import->without != NULL)
    return cli_usage_error (error, "expected one of --sources and --without, "
                                   "found both");
  if (g_file_test (import->output, G_FILE_TEST_EXISTS))
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "%s: expected a folder that is not there yet, found "
                          "something",
                          import->output);
  set = ink_unipen_read (import->file, error);
  if (set == NULL
      || (import->sources != NULL
          && !check_sources (set, "--sources", import->sources, error))
      || (import->without != NULL
          && !check_sources (set, "--without", import->without, error)))
    return FALSE;
  for (guint i = 0; i < ink_drawing_set_count (set); i++)
    if (is_wanted (import, ink_drawing_set_source (set, i)))
      {
        if (!write_one (import, set, i, error))
          return FALSE;
        n++;
      }
  printf ("%u drawings\n", n);
  return TRUE;
}
