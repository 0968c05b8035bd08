/* `inkling-cli my-digits list | add LABEL FILE... | delete N... | export DIR`:
 * the drawings that were kept, here or in the workbench. */
#include <stdio.h>
#include <string.h>

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/inkml.h"
#include "core/data/picture.h"
#include "core/store/my-digits.h"

static struct
{
  char *folder;
  gboolean json;
} args;

static const GOptionEntry entries[] = {
  { "folder", 0, 0, G_OPTION_ARG_FILENAME, &args.folder,
    "Another folder than your own", "DIR" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &args.json,
    "list, add: print a JSON object a line", NULL },
  { 0 },
};

/* (transfer full): in local time; "" where unknown. */
static char *
format_time (gint64 time)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (time);

  return when != NULL ? g_date_time_format (when, "%Y-%m-%d %H:%M")
                      : g_strdup ("");
}

static void
print_json (const InkLabelledDigit *digit)
{
  JsonObject *object = json_object_new ();
  char label[2] = { (char) ('0' + digit->label), '\0' };
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (digit->time);
  g_autofree char *when
      = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  json_object_set_int_member (object, "number", digit->number);
  json_object_set_string_member (object, "label", label);
  json_object_set_string_member (object, "kind",
                                 digit->picture ? "picture" : "drawing");
  cli_json_set_string (object, "when", when);
  cli_json_set_string (object, "read", digit->read);
  cli_json_set_string (object, "model", digit->model);
  json_object_set_string_member (object, "file", digit->file);
  cli_print_json (object);
}

/* number, label, what it was read as, when and file with tabs between */
static void
print_digit (const InkLabelledDigit *digit)
{
  g_autofree char *when = format_time (digit->time);
  g_autofree char *read
      = cli_plain (digit->read != NULL ? digit->read : "-");

  if (args.json)
    print_json (digit);
  else
    printf ("%u\t%u\t%s\t%s\t%s\n", digit->number, digit->label, read, when,
            digit->file);
}

/* What cannot be read is told, and the rest is listed all the same. */
static gboolean
list (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) digits
      = ink_drawing_folder_list (folder, problems, error);

  if (digits == NULL)
    return FALSE;
  for (guint i = 0; i < digits->len; i++)
    {
      const InkLabelledDigit *digit = g_ptr_array_index (digits, i);
      g_autoptr (GError) problem = NULL;
      guint8 pixels[INK_DIGIT_PIXELS];

      if (ink_drawing_folder_read (folder, digit, NULL, pixels, &problem))
        print_digit (digit);
      else
        g_ptr_array_add (problems, g_strdup (problem->message));
    }
  for (guint i = 0; i < problems->len; i++)
    cli_note ("passed over: %s",
              (const char *) g_ptr_array_index (problems, i));
  return TRUE;
}

static gboolean
is_png (const guint8 *bytes, gsize size)
{
  static const guint8 start[4] = { 0x89, 'P', 'N', 'G' };

  return size >= sizeof start && memcmp (bytes, start, sizeof start) == 0;
}

/* @drawing: (out): NULL for a picture; @pixels: as a network sees it */
static gboolean
read_file (const char *path, InkDrawing **drawing, guint8 *pixels,
           GError **error)
{
  const InkRasterOptions options = INK_RASTER_OPTIONS_DEFAULT;
  g_autoptr (GBytes) file = ink_file_read (path, INK_PICTURE_MAX_FILE, error);
  g_autofree guint8 *grey = NULL;
  guint height, width;
  gboolean ink;
  gsize size;
  const void *bytes;

  *drawing = NULL;
  if (file == NULL)
    return FALSE;
  bytes = g_bytes_get_data (file, &size);
  if (is_png (bytes, size))
    grey = ink_picture_decode (path, bytes, size, &height, &width, error);
  else
    *drawing = ink_inkml_parse (path, bytes, size, error);
  if (grey == NULL && *drawing == NULL)
    return FALSE;
  ink = grey != NULL
            ? ink_rasterize_image (grey, height, width, pixels)
            : ink_rasterize_drawing (*drawing, &options, pixels, NULL);
  return ink
         || ink_error_set (error, INK_ERROR_FORMAT,
                           "%s: expected a digit, found no ink", path);
}

static gboolean
add_file (const char *folder, guint label, const char *path, GError **error)
{
  const InkLabelledDigit about = { .label = (guint8) label };
  g_autoptr (InkDrawing) drawing = NULL;
  g_autoptr (InkLabelledDigit) kept = NULL;
  guint8 pixels[INK_DIGIT_PIXELS];

  if (!read_file (path, &drawing, pixels, error))
    return FALSE;
  kept = ink_my_digits_add (folder, drawing, pixels, &about, error);
  if (kept == NULL)
    return FALSE;
  print_digit (kept);
  return TRUE;
}

/* Nothing is kept where one of them cannot be read. */
static gboolean
add (const char *folder, char **rest, GError **error)
{
  guint label;

  if (!cli_take_uint ("LABEL", rest[1], 0, 9, &label, error))
    return FALSE;
  for (guint i = 2; rest[i] != NULL; i++)
    {
      g_autoptr (InkDrawing) drawing = NULL;
      guint8 pixels[INK_DIGIT_PIXELS];

      if (!read_file (rest[i], &drawing, pixels, error))
        return FALSE;
    }
  for (guint i = 2; rest[i] != NULL; i++)
    if (!add_file (folder, label, rest[i], error))
      return FALSE;
  return TRUE;
}

/* The file of the drawing numbered @number; (transfer none), of @digits. */
static const char *
find_number (const char *folder, const GPtrArray *digits, guint number,
             GError **error)
{
  const char *file = NULL;

  for (guint i = 0; i < digits->len; i++)
    {
      const InkLabelledDigit *digit = g_ptr_array_index (digits, i);

      if (digit->number != number)
        continue;
      if (file != NULL)
        {
          ink_error_set (error, INK_ERROR_MISMATCH,
                         "%s: two files have the number %u: %s and %s", folder,
                         number, file, digit->file);
          return NULL;
        }
      file = digit->file;
    }
  if (file == NULL)
    ink_error_set (error, INK_ERROR_NOT_FOUND,
                   "%s: there is no drawing with the number %u; see "
                   "`inkling-cli my-digits list`",
                   folder, number);
  return file;
}

/* Nothing is deleted where one of them is not there; the same one said twice
 * is deleted once. */
static gboolean
delete_numbers (const char *folder, char **rest, GError **error)
{
  g_autoptr (GPtrArray) digits = ink_drawing_folder_list (folder, NULL, error);
  g_autoptr (GHashTable) files = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer file;

  if (digits == NULL)
    return FALSE;
  for (guint i = 1; rest[i] != NULL; i++)
    {
      const char *found;
      guint number;

      if (!cli_take_uint ("N", rest[i], 0, INK_DRAWING_FOLDER_MAX_NUMBER,
                          &number, error))
        return FALSE;
      found = find_number (folder, digits, number, error);
      if (found == NULL)
        return FALSE;
      g_hash_table_add (files, (char *) found);
    }
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &file, NULL))
    if (!ink_my_digits_remove (folder, file, NULL, error))
      return FALSE;
  return TRUE;
}

static gboolean
export (const char *folder, const char *into, GError **error)
{
  guint n;

  if (!ink_my_digits_export (folder, into, &n, error))
    return FALSE;
  cli_progress ("%u drawings", n);
  printf ("%s\n", into);
  return TRUE;
}

static gboolean
run (char **rest, GError **error)
{
#define WHAT "list, add, delete or export"
  static const char *const list_names[] = { WHAT, NULL };
  static const char *const add_names[] = { WHAT, "LABEL", "FILE", NULL };
  static const char *const delete_names[] = { WHAT, "N", NULL };
  static const char *const export_names[] = { WHAT, "DIR", NULL };
  g_autofree char *folder = args.folder != NULL ? g_strdup (args.folder)
                                                : ink_my_digits_folder ();

  if (g_strcmp0 (rest[0], "add") == 0)
    return cli_require_arguments (rest, add_names, TRUE, error)
           && add (folder, rest, error);
  if (g_strcmp0 (rest[0], "delete") == 0)
    return cli_require_arguments (rest, delete_names, TRUE, error)
           && delete_numbers (folder, rest, error);
  if (g_strcmp0 (rest[0], "export") == 0)
    return cli_require_arguments (rest, export_names, FALSE, error)
           && export (folder, rest[1], error);
  if (rest[0] == NULL || strcmp (rest[0], "list") == 0)
    return cli_require_arguments (rest, list_names, FALSE, error)
           && list (folder, error);
  return cli_usage_error (error, "expected " WHAT ", found '%s'", rest[0]);
}

gboolean
cli_my_digits (char **argv, GError **error)
{
  g_autoptr (GOptionContext) context = cli_options_new (
      "my-digits", "list | add LABEL FILE... | delete N... | export DIR",
      "list: number, label, what it had been read as, when, file.\n"
      "add: keeps InkML drawings or PNG pictures of the digit LABEL.\n"
      "delete: by number.\n"
      "export: as IDX files, like MNIST's, in the new folder DIR.\n"
      "As data they go by the name my-digits; `inkling-cli teach` teaches a\n"
      "model from them.");

  cli_options_add_group (context, "my-digits", "Options of my-digits:",
                         entries);
  return cli_options_run (context, argv, NULL, FALSE, run, error);
}
