/* Reading a folder of labelled digits. Names are what is certain: an index adds
 * to what was found, and can take nothing away. */
#include "core/data/drawing-folder.h"

#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/json-reader.h"
#include "core/base/json-writer.h"
#include "core/data/dataset-private.h"
#include "core/data/inkml.h"
#include "core/data/picture.h"

#define MAX_INDEX (4 * 1024 * 1024)
#define NUMBER_DIGITS 6
#define LABEL_AT (NUMBER_DIGITS + 1)
#define SUFFIX_AT (LABEL_AT + 1)

InkLabelledDigit *
ink_labelled_digit_copy (const InkLabelledDigit *digit)
{
  InkLabelledDigit *copy = g_memdup2 (digit, sizeof *digit);

  copy->file = g_strdup (digit->file);
  copy->read = g_strdup (digit->read);
  copy->model = g_strdup (digit->model);
  return copy;
}

void
ink_labelled_digit_free (InkLabelledDigit *digit)
{
  if (digit == NULL)
    return;
  g_free (digit->file);
  g_free (digit->read);
  g_free (digit->model);
  g_free (digit);
}

/* --- Names --- */

char *
ink_drawing_folder_name (guint number, guint8 label, gboolean picture)
{
  return g_strdup_printf ("%0*u-%u.%s", NUMBER_DIGITS, number, label,
                          picture ? "png" : "inkml");
}

gboolean
ink_drawing_folder_parse_name (const char *file, InkLabelledDigit *digit)
{
  gboolean picture;
  guint number = 0;

  for (guint i = 0; i < NUMBER_DIGITS; i++)
    {
      if (!g_ascii_isdigit (file[i]))
        return FALSE;
      number = 10 * number + (guint) (file[i] - '0');
    }
  if (file[NUMBER_DIGITS] != '-' || !g_ascii_isdigit (file[LABEL_AT]))
    return FALSE;
  picture = strcmp (file + SUFFIX_AT, ".png") == 0;
  if (!picture && strcmp (file + SUFFIX_AT, ".inkml") != 0)
    return FALSE;
  *digit = (InkLabelledDigit){ .file = g_strdup (file),
                               .number = number,
                               .label = (guint8) (file[LABEL_AT] - '0'),
                               .picture = picture };
  return TRUE;
}

/* --- The index --- */

/* (nullable): of @object's member, where that is a string. */
static const char *
string_of (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static void
add_row (JsonObject *row, GHashTable *by_file)
{
  const char *file = string_of (row, "file");
  const char *when = string_of (row, "when");
  InkLabelledDigit *digit
      = file != NULL ? g_hash_table_lookup (by_file, file) : NULL;
  g_autoptr (GDateTime) time
      = when != NULL ? g_date_time_new_from_iso8601 (when, NULL) : NULL;

  if (digit == NULL || digit->read != NULL || digit->model != NULL)
    return;
  digit->read = g_strdup (string_of (row, "read"));
  digit->model = g_strdup (string_of (row, "model"));
  if (time != NULL)
    digit->time = g_date_time_to_unix (time);
}

static gboolean
add_rows (JsonParser *parser, GHashTable *by_file)
{
  JsonNode *root = json_parser_get_root (parser);
  JsonNode *list;
  JsonArray *rows;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;
  list = json_object_get_member (json_node_get_object (root), "drawings");
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return FALSE;
  rows = json_node_get_array (list);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonNode *row = json_array_get_element (rows, i);

      if (JSON_NODE_HOLDS_OBJECT (row))
        add_row (json_node_get_object (row), by_file);
    }
  return TRUE;
}

static void
note (GPtrArray *problems, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
note (GPtrArray *problems, const char *format, ...)
{
  va_list args;

  if (problems == NULL)
    return;
  va_start (args, format);
  g_ptr_array_add (problems, g_strdup_vprintf (format, args));
  va_end (args);
}

/* Adds what the index knows about @digits. */
static void
read_index (const char *folder, const GPtrArray *digits, GPtrArray *problems)
{
  g_autofree char *path
      = g_build_filename (folder, INK_DRAWING_FOLDER_INDEX, NULL);
  g_autoptr (GHashTable) by_file = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ink_file_read (path, MAX_INDEX, &error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize size;
  const char *text;

  if (bytes == NULL)
    {
      if (!g_error_matches (error, INK_ERROR, INK_ERROR_NOT_FOUND))
        note (problems, "%s", error->message);
      return;
    }
  for (guint i = 0; i < digits->len; i++)
    {
      InkLabelledDigit *digit = g_ptr_array_index (digits, i);

      g_hash_table_insert (by_file, digit->file, digit);
    }
  text = g_bytes_get_data (bytes, &size);
  if (size == 0 || !ink_json_is_shallow (text, size)
      || !json_parser_load_from_data (parser, text, (gssize) size, &error)
      || !add_rows (parser, by_file))
    note (problems, "%s: expected an index of drawings, found %s", path,
          size == 0       ? "an empty file"
          : error != NULL ? error->message
                          : "something else");
}

static void
append_member (GString *json, const char *name, const char *value)
{
  g_autofree char *valid = NULL;

  if (value == NULL)
    return;
  valid = g_utf8_make_valid (value, -1);
  g_string_append_printf (json, ", \"%s\": ", name);
  ink_json_append_string (json, valid);
}

char *
ink_drawing_folder_format_index (const GPtrArray *digits)
{
  GString *json = g_string_new ("{\"drawings\": [");

  for (guint i = 0; i < digits->len; i++)
    {
      const InkLabelledDigit *digit = g_ptr_array_index (digits, i);
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (digit->time);
      g_autofree char *when
          = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

      g_string_append_printf (json, "%s\n{\"file\": \"%s\", \"label\": \"%u\"",
                              i > 0 ? "," : "", digit->file, digit->label);
      append_member (json, "when", when);
      append_member (json, "read", digit->read);
      append_member (json, "model", digit->model);
      g_string_append_c (json, '}');
    }
  g_string_append (json, "\n]}\n");
  return g_string_free (json, FALSE);
}

/* --- The folder --- */

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const InkLabelledDigit *first = *(InkLabelledDigit *const *) a;
  const InkLabelledDigit *second = *(InkLabelledDigit *const *) b;

  if (first->number != second->number)
    return first->number < second->number ? -1 : 1;
  return strcmp (first->file, second->file);
}

/* Until the index says better. */
static gint64
time_of_file (const char *folder, const char *file)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  struct stat info;

  return stat (path, &info) == 0 ? (gint64) info.st_mtime : 0;
}

static void
add_digit (GPtrArray *digits, const char *folder, const char *file)
{
  InkLabelledDigit digit;

  if (!ink_drawing_folder_parse_name (file, &digit))
    return;
  digit.time = time_of_file (folder, file);
  g_ptr_array_add (digits, g_memdup2 (&digit, sizeof digit));
}

GPtrArray *
ink_drawing_folder_list (const char *folder, GPtrArray *problems,
                         GError **error)
{
  g_autoptr (GPtrArray) digits = g_ptr_array_new_with_free_func (
      (GDestroyNotify) ink_labelled_digit_free);
  g_auto (GStrv) names = NULL;

  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&digits);
  names = ink_folder_list (folder, FALSE, error);
  if (names == NULL)
    return NULL;
  for (guint i = 0; names[i] != NULL; i++)
    add_digit (digits, folder, names[i]);
  g_ptr_array_sort (digits, compare_numbers);
  if (digits->len > INK_DRAWING_FOLDER_MAX)
    {
      note (problems, "%s: only the first %d of %u drawings are read", folder,
            INK_DRAWING_FOLDER_MAX, digits->len);
      g_ptr_array_set_size (digits, INK_DRAWING_FOLDER_MAX);
    }
  read_index (folder, digits, problems);
  return g_steal_pointer (&digits);
}

guint
ink_drawing_folder_count (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      InkLabelledDigit digit;

      if (!ink_drawing_folder_parse_name (name, &digit))
        continue;
      g_free (digit.file);
      n++;
    }
  return n;
}

/* --- Digits --- */

static gboolean
read_picture (const char *path, guint8 *pixels, GError **error)
{
  guint height, width;
  g_autofree guint8 *grey = ink_picture_read (path, &height, &width, error);

  if (grey == NULL)
    return FALSE;
  if (height != INK_DIGIT_SIZE || width != INK_DIGIT_SIZE)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: expected a picture of 28x28 pixels, found %ux%u",
                          path, width, height);
  memcpy (pixels, grey, INK_DIGIT_PIXELS);
  return TRUE;
}

/* A file of ours is small: what is larger was not kept by us. */
static InkDrawing *
read_drawing (const char *path, guint8 *pixels, GError **error)
{
  const InkRasterOptions options = INK_RASTER_OPTIONS_DEFAULT;
  g_autoptr (GBytes) bytes
      = ink_file_read (path, INK_DRAWING_FOLDER_MAX_FILE, error);
  g_autoptr (InkDrawing) drawing = NULL;
  gsize size;
  const char *text;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &size);
  drawing = ink_inkml_parse (path, text, size, error);
  if (drawing == NULL)
    return NULL;
  if (ink_rasterize_drawing (drawing, &options, pixels, NULL))
    return g_steal_pointer (&drawing);
  ink_error_set (error, INK_ERROR_FORMAT,
                 "%s: expected a drawing, found one without ink", path);
  return NULL;
}

gboolean
ink_drawing_folder_read (const char *folder, const InkLabelledDigit *digit,
                         InkDrawing **drawing, guint8 *pixels, GError **error)
{
  g_autofree char *path = g_build_filename (folder, digit->file, NULL);
  g_autoptr (InkDrawing) read = NULL;

  if (digit->picture)
    {
      if (!read_picture (path, pixels, error))
        return FALSE;
    }
  else if ((read = read_drawing (path, pixels, error)) == NULL)
    return FALSE;
  if (drawing != NULL)
    *drawing = g_steal_pointer (&read);
  return TRUE;
}

/* @pixels, @labels: (transfer full) */
static InkImageSet *
to_set (const char *name, guint n_left_out, GByteArray *pixels,
        GByteArray *labels, GError **error)
{
  guint n = labels->len;
  g_auto (GStrv) classes = g_strsplit ("0 1 2 3 4 5 6 7 8 9", " ", -1);
  g_autofree char *full
      = n_left_out == 0
            ? g_strdup (name)
            : g_strdup_printf ("%s, without %u that cannot be read", name,
                               n_left_out);

  return ink_image_set_new (full, n, INK_DIGIT_SIZE, INK_DIGIT_SIZE,
                            g_byte_array_free_to_bytes (pixels),
                            g_byte_array_free_to_bytes (labels),
                            g_steal_pointer (&classes), error);
}

InkImageSet *
ink_drawing_folder_load (const char *name, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) digits = ink_drawing_folder_list (folder, NULL, error);
  g_autoptr (GByteArray) pixels = g_byte_array_new ();
  g_autoptr (GByteArray) labels = g_byte_array_new ();
  guint8 image[INK_DIGIT_PIXELS];
  guint n_left_out;

  if (digits == NULL)
    return NULL;
  for (guint i = 0; i < digits->len; i++)
    {
      const InkLabelledDigit *digit = g_ptr_array_index (digits, i);

      if (!ink_drawing_folder_read (folder, digit, NULL, image, NULL))
        continue;
      g_byte_array_append (pixels, image, sizeof image);
      g_byte_array_append (labels, &digit->label, 1);
    }
  if (labels->len == 0)
    {
      ink_error_set (error, INK_ERROR_NOT_FOUND,
                     "%s: expected drawings, found none that can be read",
                     folder);
      return NULL;
    }
  n_left_out = digits->len - labels->len;
  return to_set (name, n_left_out, g_steal_pointer (&pixels),
                 g_steal_pointer (&labels), error);
}
