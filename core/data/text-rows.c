/* From rows of text and label to a text set. Class numbers follow the sorted
 * class names, never the order of the rows, so that a shuffled file gives the
 * same classes. */
#include "core/data/text-rows.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/text-decode.h"

#define NAMES_MAX_BYTES (1024 * 1024)
#define MAX_LABEL_BYTES 1024 /* so that a model file can hold all classes */
#define MAX_ROWS (1u << 24) /* some 100 bytes each beside their texts */

void
ink_text_rows_init (InkTextRows *rows)
{
  rows->texts = g_ptr_array_new_with_free_func (g_free);
  rows->labels = g_ptr_array_new_with_free_func (g_free);
  rows->lines = g_array_new (FALSE, FALSE, sizeof (guint));
}

void
ink_text_rows_clear (InkTextRows *rows)
{
  g_clear_pointer (&rows->texts, g_ptr_array_unref);
  g_clear_pointer (&rows->labels, g_ptr_array_unref);
  g_clear_pointer (&rows->lines, g_array_unref);
}

gboolean
ink_text_rows_add (InkTextRows *rows, const char *file, guint line,
                   const char *text, const char *label, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (label));

  if (stripped[0] == '\0')
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: line %u: expected a label, found none", file,
                          line);
  if (strlen (stripped) > MAX_LABEL_BYTES)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "%s: line %u: expected a label of at most %d bytes, "
                          "found %" G_GSIZE_FORMAT
                          "; is the column of labels the right one?",
                          file, line, MAX_LABEL_BYTES, strlen (stripped));
  if (rows->texts->len == MAX_ROWS)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "%s: line %u: expected at most %u rows, found more",
                          file, line, MAX_ROWS);
  g_ptr_array_add (rows->texts, g_strdup (text));
  g_ptr_array_add (rows->labels, g_steal_pointer (&stripped));
  g_array_append_val (rows->lines, line);
  return TRUE;
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

static int
compare_bytes (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static int
compare_numbers (const void *a, const void *b)
{
  gint64 x = g_ascii_strtoll (*(char *const *) a, NULL, 10);
  gint64 y = g_ascii_strtoll (*(char *const *) b, NULL, 10);

  return (x > y) - (x < y);
}

static GStrv
sorted_keys (GHashTable *table)
{
  guint n;
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (table, &n);
  gboolean numbers = TRUE;
  gint64 number;

  for (guint i = 0; i < n; i++)
    numbers = numbers && to_number (keys[i], &number);
  qsort (keys, n, sizeof *keys, numbers ? compare_numbers : compare_bytes);
  return g_strdupv ((char **) keys);
}

/* The different labels, sorted. */
static GStrv
collect_classes (const InkTextRows *rows, const char *file, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->labels->len; i++)
    {
      g_hash_table_add (seen, g_ptr_array_index (rows->labels, i));
      if (g_hash_table_size (seen) > INK_TEXTS_MAX_CLASSES)
        {
          ink_error_set (error, INK_ERROR_LIMIT,
                         "%s: line %u: expected at most %d classes, found "
                         "more; is the column of labels the right one?",
                         file, g_array_index (rows->lines, guint, i),
                         INK_TEXTS_MAX_CLASSES);
          return NULL;
        }
    }
  return sorted_keys (seen);
}

static GBytes *
number_by_class (const InkTextRows *rows, const GStrv classes)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = rows->labels->len;
  guint32 *labels = g_new (guint32, MAX (n, 1));

  for (guint c = 0; classes[c] != NULL; c++)
    g_hash_table_insert (numbers, classes[c], GUINT_TO_POINTER (c));
  for (guint i = 0; i < n; i++)
    labels[i] = GPOINTER_TO_UINT (g_hash_table_lookup (
        numbers, g_ptr_array_index (rows->labels, i)));
  return g_bytes_new_take (labels, n * sizeof *labels);
}

static GStrv
read_class_names (const char *path, GError **error)
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

/* The labels are the numbers of the classes already. */
static GBytes *
number_by_value (const InkTextRows *rows, const char *file, guint n_classes,
                 GError **error)
{
  guint n = rows->labels->len;
  g_autofree guint32 *labels = g_new (guint32, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      const char *label = g_ptr_array_index (rows->labels, i);
      gint64 number;

      if (!to_number (label, &number) || number < 0 || number >= n_classes)
        {
          ink_error_set (error, INK_ERROR_MISMATCH,
                         "%s: line %u: expected a label from 0 to %u, as "
                         "many as there are class names, found `%s`",
                         file, g_array_index (rows->lines, guint, i),
                         n_classes - 1, label);
          return NULL;
        }
      labels[i] = (guint32) number;
    }
  return g_bytes_new_take (g_steal_pointer (&labels), n * sizeof *labels);
}

InkTextSet *
ink_text_rows_finish (InkTextRows *rows, const char *name, const char *file,
                      const char *class_names_path, GError **error)
{
  g_auto (GStrv) classes
      = class_names_path != NULL ? read_class_names (class_names_path, error)
                                 : collect_classes (rows, file, error);
  g_autoptr (GBytes) labels = NULL;

  if (classes == NULL)
    return NULL;
  if (rows->texts->len == 0 || classes[0] == NULL)
    {
      ink_error_set (error, INK_ERROR_FORMAT,
                     "%s: expected at least one text and one class, found "
                     "none",
                     rows->texts->len == 0 ? file : class_names_path);
      return NULL;
    }
  labels = class_names_path != NULL
               ? number_by_value (rows, file, g_strv_length (classes), error)
               : number_by_class (rows, classes);
  if (labels == NULL)
    return NULL;
  return ink_text_set_new (name, g_steal_pointer (&rows->texts),
                           g_steal_pointer (&labels),
                           g_steal_pointer (&classes), error);
}
