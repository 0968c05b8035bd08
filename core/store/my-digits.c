/* Keeping drawings. A drawing's file is written before the index and removed
 * before it, each by ink_file_replace() or unlink(): at every moment the files
 * are the truth, and the index, which only adds to them, is at worst behind.
 * Programs take turns by a lock on the folder, which ends with whoever held it;
 * under it a temporary file can only be one that a killed program left. */
#include "core/store/my-digits.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/inkml.h"
#include "core/data/picture.h"

#define LOCK_MILLISECONDS 3000
#define TEMPORARY_SUFFIX 7 /* ".XXXXXX" of ink_file_replace() */

char *
ink_my_digits_folder (void)
{
  return ink_user_data_path ("my-digits", NULL);
}

void
ink_removed_digit_free (InkRemovedDigit *removed)
{
  if (removed == NULL)
    return;
  ink_labelled_digit_free (removed->digit);
  g_clear_pointer (&removed->bytes, g_bytes_unref);
  g_free (removed);
}

static gboolean
cannot (GError **error, const char *path, const char *verb, int number)
{
  return ink_error_set (error, INK_ERROR_IO, "%s: cannot %s: %s", path, verb,
                        g_strerror (number));
}

/* --- Taking turns --- */

/* Waits for a while, not for ever: the other program may be stopped. A file
 * system without locks goes without. Returns: FALSE with errno set. */
static gboolean
wait_for_lock (int fd)
{
  for (guint waited = 0; flock (fd, LOCK_EX | LOCK_NB) != 0; waited += 10)
    {
      if (errno != EWOULDBLOCK && errno != EINTR)
        return TRUE;
      if (waited >= LOCK_MILLISECONDS)
        return FALSE;
      g_usleep (10000);
    }
  return TRUE;
}

/* What ink_file_replace() leaves where it is killed. */
static gboolean
is_leftover (const char *name)
{
  gsize length = strlen (name);
  g_autofree char *bare = NULL;
  InkLabelledDigit digit = { 0 };
  gboolean ours;

  if (length <= TEMPORARY_SUFFIX || name[length - TEMPORARY_SUFFIX] != '.')
    return FALSE;
  bare = g_strndup (name, length - TEMPORARY_SUFFIX);
  ours = strcmp (bare, INK_DRAWING_FOLDER_INDEX) == 0
         || ink_drawing_folder_parse_name (bare, &digit);
  g_free (digit.file);
  return ours;
}

static void
sweep (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_leftover (name))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_unlink (path);
      }
}

/* Returns: a descriptor that holds the folder until it is closed; -1. */
static int
hold_folder (const char *folder, GError **error)
{
  int fd;

  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      cannot (error, folder, "make the folder", errno);
      return -1;
    }
  fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    cannot (error, folder, "open the folder", errno);
  else if (!wait_for_lock (fd))
    {
      ink_error_set (error, INK_ERROR_IO,
                     "%s: another program is changing it and does not end",
                     folder);
      close (fd);
      fd = -1;
    }
  else
    sweep (folder);
  return fd;
}

/* --- Changing it, held --- */

static gboolean
write_index (const char *folder, const GPtrArray *digits, GError **error)
{
  g_autofree char *path
      = g_build_filename (folder, INK_DRAWING_FOLDER_INDEX, NULL);
  g_autofree char *text = ink_drawing_folder_format_index (digits);

  return ink_file_replace (path, text, strlen (text), error);
}

static void
sync_folder (int fd)
{
  (void) !fsync (fd); /* some file systems refuse */
}

/* The number after all that are there, which are in their order; where that
 * would be too large, the least that is free. */
static guint
next_number (const GPtrArray *digits)
{
  const InkLabelledDigit *last
      = digits->len > 0 ? g_ptr_array_index (digits, digits->len - 1) : NULL;
  guint free_number = 1;

  if (last == NULL)
    return 1;
  if (last->number < INK_DRAWING_FOLDER_MAX_NUMBER)
    return last->number + 1;
  for (guint i = 0; i < digits->len; i++)
    {
      const InkLabelledDigit *digit = g_ptr_array_index (digits, i);

      if (digit->number == free_number)
        free_number++;
    }
  return free_number;
}

static gboolean
check_room (const char *folder, const GPtrArray *digits, GError **error)
{
  if (digits->len < INK_DRAWING_FOLDER_MAX)
    return TRUE;
  return ink_error_set (error, INK_ERROR_LIMIT,
                        "%s: expected at most %d drawings, found it full",
                        folder, INK_DRAWING_FOLDER_MAX);
}

/* What goes into a digit's file: its bytes, or pixels to be made a PNG. */
typedef struct
{
  GBytes *bytes;
  const guint8 *pixels; /* where there are no bytes */
} Content;

static gboolean
write_content (const char *path, const Content *content, GError **error)
{
  gsize size;
  const void *data;

  if (content->bytes == NULL)
    return ink_picture_write_grey (path, content->pixels, INK_DIGIT_SIZE,
                                   INK_DIGIT_SIZE, error);
  data = g_bytes_get_data (content->bytes, &size);
  return ink_file_replace (path, data, size, error);
}

/* Where the index cannot be written, the file goes again: all or nothing.
 * @digit: (transfer full) */
static gboolean
put (const char *folder, GPtrArray *digits, InkLabelledDigit *digit,
     const Content *content, GError **error)
{
  g_autofree char *path = g_build_filename (folder, digit->file, NULL);

  g_ptr_array_add (digits, digit);
  if (!write_content (path, content, error))
    return FALSE;
  if (write_index (folder, digits, error))
    return TRUE;
  g_unlink (path);
  return FALSE;
}

/* --- Adding --- */

static gboolean
check_points (const InkDrawing *drawing, GError **error)
{
  gsize n = 0;

  for (guint i = 0; drawing != NULL && i < ink_drawing_n_strokes (drawing);
       i++)
    {
      guint points;

      ink_drawing_stroke (drawing, i, &points);
      n += points;
    }
  if (n <= INK_MY_DIGITS_MAX_POINTS)
    return TRUE;
  return ink_error_set (error, INK_ERROR_LIMIT,
                        "expected a drawing of at most %d points, found "
                        "%" G_GSIZE_FORMAT,
                        INK_MY_DIGITS_MAX_POINTS, n);
}

/* (transfer full): @about under a number of its own. */
static InkLabelledDigit *
number_digit (const InkLabelledDigit *about, guint number, gboolean picture)
{
  InkLabelledDigit *digit = ink_labelled_digit_copy (about);

  g_free (digit->file);
  digit->number = number;
  digit->picture = picture;
  digit->file = ink_drawing_folder_name (number, about->label, picture);
  if (digit->time == 0)
    digit->time = g_get_real_time () / G_USEC_PER_SEC;
  return digit;
}

/* Returns: (transfer full): a copy of what was kept. */
static InkLabelledDigit *
add_held (const char *folder, const Content *content,
          const InkLabelledDigit *about, GError **error)
{
  g_autoptr (GPtrArray) digits = ink_drawing_folder_list (folder, NULL, error);
  InkLabelledDigit *digit;

  if (digits == NULL || !check_room (folder, digits, error))
    return NULL;
  digit = number_digit (about, next_number (digits),
                        content->bytes == NULL);
  if (!put (folder, digits, digit, content, error))
    return NULL;
  return ink_labelled_digit_copy (digit);
}

InkLabelledDigit *
ink_my_digits_add (const char *folder, const InkDrawing *drawing,
                   const guint8 *pixels, const InkLabelledDigit *about,
                   GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  Content content = { .pixels = pixels };
  InkLabelledDigit *digit;
  int fd;

  if (about->label > 9)
    {
      ink_error_set (error, INK_ERROR_ARGUMENT,
                     "expected a label from 0 to 9, found %u", about->label);
      return NULL;
    }
  if (!check_points (drawing, error))
    return NULL;
  if (drawing != NULL)
    {
      char *text = ink_inkml_format (drawing);

      content.bytes = bytes = g_bytes_new_take (text, strlen (text));
    }
  fd = hold_folder (folder, error);
  if (fd < 0)
    return NULL;
  digit = add_held (folder, &content, about, error);
  close (fd);
  return digit;
}

/* --- Removing --- */

/* Its place in @digits. */
static gboolean
find_file (const GPtrArray *digits, const char *file, guint *index)
{
  for (guint i = 0; i < digits->len; i++)
    {
      const InkLabelledDigit *digit = g_ptr_array_index (digits, i);

      if (strcmp (digit->file, file) == 0)
        {
          *index = i;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
remove_held (const char *folder, const char *file, InkRemovedDigit *removed,
             GError **error)
{
  g_autoptr (GPtrArray) digits = ink_drawing_folder_list (folder, NULL, error);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  guint index;

  if (digits == NULL)
    return FALSE;
  if (!find_file (digits, file, &index))
    return ink_error_set (error, INK_ERROR_NOT_FOUND,
                          "%s: there is no drawing of that name", path);
  removed->digit = ink_labelled_digit_copy (g_ptr_array_index (digits, index));
  removed->bytes = ink_file_read (path, INK_DRAWING_FOLDER_MAX_FILE, error);
  if (removed->bytes == NULL)
    return FALSE;
  if (g_unlink (path) != 0)
    return cannot (error, path, "remove", errno);
  g_ptr_array_remove_index (digits, index);
  (void) !write_index (folder, digits, NULL); /* its row is none now */
  return TRUE;
}

gboolean
ink_my_digits_remove (const char *folder, const char *file,
                      InkRemovedDigit **removed, GError **error)
{
  g_autoptr (InkRemovedDigit) taken = g_new0 (InkRemovedDigit, 1);
  int fd = hold_folder (folder, error);
  gboolean done;

  if (fd < 0)
    return FALSE;
  done = remove_held (folder, file, taken, error);
  if (done)
    sync_folder (fd);
  close (fd);
  if (done && removed != NULL)
    *removed = g_steal_pointer (&taken);
  return done;
}

static gboolean
restore_held (const char *folder, const InkRemovedDigit *removed,
              GError **error)
{
  g_autoptr (GPtrArray) digits = ink_drawing_folder_list (folder, NULL, error);
  const Content content = { .bytes = removed->bytes };
  InkLabelledDigit *digit;
  guint taken;

  if (digits == NULL || !check_room (folder, digits, error))
    return FALSE;
  if (find_file (digits, removed->digit->file, &taken))
    digit = number_digit (removed->digit, next_number (digits),
                          removed->digit->picture);
  else
    digit = ink_labelled_digit_copy (removed->digit);
  return put (folder, digits, digit, &content, error);
}

gboolean
ink_my_digits_restore (const char *folder, const InkRemovedDigit *removed,
                       GError **error)
{
  int fd = hold_folder (folder, error);
  gboolean done;

  if (fd < 0)
    return FALSE;
  done = restore_held (folder, removed, error);
  close (fd);
  return done;
}
