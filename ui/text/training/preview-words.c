/* Words and counts of the first rows. */
#include "ui/text/training/preview-words.h"

#include <string.h>

#include "core/base/file.h"
#include "core/data/text-decode.h"
#include "ui/format.h"

#define MAX_NAMED 8       /* classes */
#define CLASS_CHARS 30
#define MAX_NAMES_BYTES (1u << 20)

static gboolean
is_folder (const InkTextPreview *preview)
{
  return preview->columns[0] == NULL;
}

char *
ink_preview_format_words (const InkTextPreview *preview)
{
  const guint n = g_strv_length (preview->columns);
  const char *s = n == 1 ? "" : "s";

  if (is_folder (preview))
    return g_strdup ("Folder of texts");
  if (strcmp (preview->format, "JSON Lines") == 0)
    return g_strdup_printf ("%s, %u member%s", preview->format, n, s);
  return g_strdup_printf ("%s, %u column%s %s", preview->format, n, s,
                          preview->has_header ? "named by the first row"
                                              : "without names");
}

/* (nullable) */
static const char *
label_of (const InkTextPreview *preview, guint row)
{
  const int column = is_folder (preview) ? 0 : preview->label_column;
  GStrv cells = g_ptr_array_index (preview->rows, row);

  return column >= 0 && column < (int) g_strv_length (cells) ? cells[column]
                                                             : NULL;
}

typedef struct
{
  const char *name;
  guint n;
} Count;

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const Count *first = a;
  const Count *second = b;

  if (first->n != second->n)
    return first->n < second->n ? 1 : -1;
  return strcmp (first->name, second->name);
}

/* (transfer full) (element-type Count): the commonest first */
static GArray *
count_classes (const InkTextPreview *preview)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *counts = g_array_new (FALSE, FALSE, sizeof (Count));

  for (guint i = 0; i < preview->rows->len; i++)
    {
      const char *label = label_of (preview, i);
      gpointer place = NULL;
      Count one = { label, 1 };

      if (label == NULL)
        continue;
      if (g_hash_table_lookup_extended (places, label, NULL, &place))
        g_array_index (counts, Count, GPOINTER_TO_UINT (place)).n++;
      else
        {
          g_hash_table_insert (places, (gpointer) label,
                               GUINT_TO_POINTER (counts->len));
          g_array_append_val (counts, one);
        }
    }
  g_array_sort (counts, compare_counts);
  return counts;
}

GStrv
ink_preview_read_names (const char *path)
{
  g_autoptr (GBytes) bytes = ink_file_read (path, MAX_NAMES_BYTES, NULL);
  g_autofree char *text
      = bytes == NULL ? NULL
                      : ink_text_decode (path, bytes, INK_ENCODING_UTF8, NULL);
  GStrv lines = text == NULL ? NULL : g_strsplit (text, "\n", -1);

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    g_strstrip (lines[i]);
  return lines;
}

/* What the class of @label is called. */
static const char *
name_of (const char *label, const char *const *names)
{
  guint64 number;

  if (names == NULL
      || !g_ascii_string_to_unsigned (label, 10, 0, G_MAXUINT16, &number, NULL)
      || number >= g_strv_length ((GStrv) names))
    return label;
  return names[number];
}

char *
ink_preview_class_words (const InkTextPreview *preview,
                         const char *const *names)
{
  g_autoptr (GArray) counts = count_classes (preview);
  g_autofree char *n_rows = ink_format_count (preview->rows->len);
  GString *text = g_string_new (NULL);

  if (counts->len == 0)
    return g_string_free (text, FALSE);
  g_string_append_printf (text, "In the first %s %s: ", n_rows,
                          is_folder (preview) ? "texts" : "rows");
  for (guint i = 0; i < MIN (counts->len, MAX_NAMED); i++)
    {
      const Count *count = &g_array_index (counts, Count, i);
      const char *whole = name_of (count->name, names);
      const glong length = g_utf8_strlen (whole, -1);
      g_autofree char *name
          = g_utf8_substring (whole, 0, MIN (CLASS_CHARS, length));

      g_string_append_printf (text, "%s%s%s (%u)", i == 0 ? "" : ", ",
                              *name == '\0' ? "none" : name,
                              length > CLASS_CHARS ? "…" : "", count->n);
    }
  if (counts->len > MAX_NAMED)
    g_string_append_printf (text, ", and %u classes more",
                            counts->len - MAX_NAMED);
  return g_string_free (text, FALSE);
}

char *
ink_preview_column_name (const char *const *names, guint column)
{
  gboolean usable = names != NULL && *names[column] != '\0'
                    && strchr (names[column], ',') == NULL;

  for (guint i = 0; usable && names[i] != NULL; i++)
    usable = i == column || strcmp (names[i], names[column]) != 0;
  return usable ? g_strdup (names[column])
                : g_strdup_printf ("%u", column + 1);
}

gboolean
ink_preview_has_numbers (const InkTextPreview *preview)
{
  for (guint i = 0; i < preview->rows->len; i++)
    {
      const char *label = label_of (preview, i);

      if (label == NULL
          || !g_ascii_string_to_unsigned (label, 10, 0, G_MAXUINT16, NULL,
                                          NULL))
        return FALSE;
    }
  return preview->rows->len > 0;
}
