/* Names of classes. Those that come with the data are numbered as they are
 * first seen, which is all that a pass over the data can know; sorted, they get
 * the numbers of a text set. */
#include "core/data/text-classes.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/hash-key.h"
#include "core/data/text-decode.h"
#include "core/data/text-set.h"

#define NAMES_MAX_BYTES (1024 * 1024)

struct _InkTextClasses
{
  gboolean given;
  GPtrArray *names;    /* (element-type utf8), by number */
  GHashTable *numbers; /* name to number + 1; borrows from @names */
  GStrv sorted;        /* NULL until settled */
  guint32 *places;
};

InkTextClasses *
ink_text_classes_new (const char *const *given)
{
  InkTextClasses *classes = g_new0 (InkTextClasses, 1);

  classes->given = given != NULL;
  classes->names = g_ptr_array_new_with_free_func (g_free);
  classes->numbers = g_hash_table_new (ink_hash_string, g_str_equal);
  for (guint i = 0; given != NULL && given[i] != NULL; i++)
    g_ptr_array_add (classes->names, g_strdup (given[i]));
  return classes;
}

void
ink_text_classes_free (InkTextClasses *classes)
{
  if (classes == NULL)
    return;
  g_hash_table_unref (classes->numbers);
  g_ptr_array_unref (classes->names);
  g_strfreev (classes->sorted);
  g_free (classes->places);
  g_free (classes);
}

guint
ink_text_classes_count (const InkTextClasses *classes)
{
  return classes->names->len;
}

/* A whole number in its shortest form: what prints back the same. */
static gboolean
to_number (const char *text, gint64 *number)
{
  char printed[32];

  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, number,
                                 NULL))
    return FALSE;
  g_snprintf (printed, sizeof printed, "%" G_GINT64_FORMAT, *number);
  return strcmp (printed, text) == 0;
}

static gboolean
is_number_below (const char *text, guint n, guint32 *number)
{
  gint64 value;

  if (!to_number (text, &value) || value < 0 || value >= n)
    return FALSE;
  *number = (guint32) value;
  return TRUE;
}

gboolean
ink_text_classes_check (const InkTextClasses *classes, const char *name,
                        const char *file, guint64 line, GError **error)
{
  guint32 number;

  if (!classes->given
      || is_number_below (name, classes->names->len, &number))
    return TRUE;
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s: line %" G_GUINT64_FORMAT
                        ": expected a label from 0 to %u, as many as there "
                        "are class names, found `%s`",
                        file, line, classes->names->len - 1, name);
}

gboolean
ink_text_classes_add (InkTextClasses *classes, const char *name,
                      const char *file, guint64 line, guint32 *number,
                      GError **error)
{
  gpointer found;

  if (classes->given)
    return is_number_below (name, classes->names->len, number)
           || ink_text_classes_check (classes, name, file, line, error);
  found = g_hash_table_lookup (classes->numbers, name);
  if (found == NULL)
    {
      char *copy;

      if (classes->sorted != NULL)
        return ink_error_set (error, INK_ERROR_MISMATCH,
                              "%s: line %" G_GUINT64_FORMAT
                              ": expected the labels of the first pass, found "
                              "`%s`: the data has changed",
                              file, line, name);
      if (classes->names->len == INK_TEXTS_MAX_CLASSES)
        return ink_error_set (error, INK_ERROR_LIMIT,
                              "%s: line %" G_GUINT64_FORMAT
                              ": expected at most %d classes, found more; is "
                              "the column of labels the right one?",
                              file, line, INK_TEXTS_MAX_CLASSES);
      copy = g_strdup (name);
      g_ptr_array_add (classes->names, copy);
      found = GUINT_TO_POINTER (classes->names->len);
      g_hash_table_insert (classes->numbers, copy, found);
    }
  *number = GPOINTER_TO_UINT (found) - 1;
  return TRUE;
}

typedef struct
{
  const char *name;
  gint64 value;
  guint32 number;
} Entry;

static int
compare_bytes (const void *a, const void *b)
{
  return strcmp (((const Entry *) a)->name, ((const Entry *) b)->name);
}

static int
compare_values (const void *a, const void *b)
{
  gint64 x = ((const Entry *) a)->value;
  gint64 y = ((const Entry *) b)->value;

  return (x > y) - (x < y);
}

void
ink_text_classes_settle (InkTextClasses *classes)
{
  guint n = classes->names->len;
  g_autofree Entry *entries = g_new (Entry, n + 1);
  gboolean numbers = TRUE;

  if (classes->sorted != NULL)
    return;
  for (guint i = 0; i < n; i++)
    {
      entries[i] = (Entry) { g_ptr_array_index (classes->names, i), 0, i };
      numbers = to_number (entries[i].name, &entries[i].value) && numbers;
    }
  if (!classes->given)
    qsort (entries, n, sizeof *entries,
           numbers ? compare_values : compare_bytes);
  classes->sorted = g_new0 (char *, n + 1);
  classes->places = g_new (guint32, n + 1);
  for (guint i = 0; i < n; i++)
    {
      classes->sorted[i] = g_strdup (entries[i].name);
      classes->places[entries[i].number] = i;
    }
}

const char *const *
ink_text_classes_names (const InkTextClasses *classes)
{
  return (const char *const *) classes->sorted;
}

const guint32 *
ink_text_classes_places (const InkTextClasses *classes)
{
  return classes->places;
}

GStrv
ink_text_classes_read (const char *path, GError **error)
{
  g_autoptr (GBytes) file = ink_file_read (path, NAMES_MAX_BYTES, error);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  if (file == NULL)
    return NULL;
  text = ink_text_decode (path, file, INK_ENCODING_UTF8, error);
  if (text == NULL)
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_strstrip (lines[i])[0] != '\0')
      g_strv_builder_add (names, lines[i]);
  return g_strv_builder_end (names);
}
