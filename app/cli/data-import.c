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

/* Not made to last one by one: there are thousands, and they can be made
 * again. */
static gboolean
write_one (const CliDataImport *import, const InkDrawingSet *set, guint index,
           const char *to, GError **error)
{
  const char *label = ink_drawing_set_label (set, index);
  const char *source = ink_drawing_set_source (set, index);
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) cause = NULL;

  if (!is_harmless (label) || (source[0] != '\0' && !is_harmless (source)))
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: drawing %u: expected a label and a source that "
                          "can be names of files, found \"%.40s\" and "
                          "\"%.40s\"",
                          import->file, index, label, source);
  folder = g_build_filename (to, label, NULL);
  name = g_strdup_printf ("%s-%06u.inkml",
                          source[0] != '\0' ? source : "drawing", index);
  path = g_build_filename (folder, name, NULL);
  if (g_mkdir_with_parents (folder, 0777) != 0)
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot make it: %s", folder,
                          g_strerror (errno));
  text = ink_inkml_format (ink_drawing_set_drawing (set, index));
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE,
                                 0666, &cause))
    return ink_error_set (error, INK_ERROR_IO, "%s", cause->message);
  return TRUE;
}

/* All that are wanted, into @folder. Returns: how many; -1 with @error. */
static int
write_all (const CliDataImport *import, const InkDrawingSet *set,
           const char *folder, GError **error)
{
  int n = 0;

  for (guint i = 0; i < ink_drawing_set_count (set); i++)
    if (is_wanted (import, ink_drawing_set_source (set, i)))
      {
        if (!write_one (import, set, i, folder, error))
          return -1;
        n++;
      }
  return n;
}

/* What is under way; the folder has its name when all of it is there. */
static gboolean
write_folder (const CliDataImport *import, const InkDrawingSet *set,
              GError **error)
{
  g_autofree char *part = g_strconcat (import->output, ".part", NULL);
  int n;

  if (g_file_test (part, G_FILE_TEST_EXISTS))
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "%s: expected nothing there, found what may be left "
                          "of another import: remove it first",
                          part);
  n = write_all (import, set, part, error);
  if (n < 0)
    return FALSE;
  if (g_rename (part, import->output) != 0)
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot rename it: %s", part,
                          g_strerror (errno));
  printf ("%d drawings\n", n);
  return TRUE;
}

gboolean
cli_data_import (const CliDataImport *import, GError **error)
{
  g_autoptr (InkDrawingSet) set = NULL;

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
  return write_folder (import, set, error);
}
