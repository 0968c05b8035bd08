/* Standard output and standard error. A result that did not reach its reader
 * is a failure, so stdout is flushed and checked at the end; a message is one
 * line whatever bytes a file name brought into it. */
#include "app/cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/cli/options.h"
#include "core/base/error.h"
#include "core/base/temporary.h"

#define STATUS_MICROSECONDS (G_USEC_PER_SEC / 5)
#define MAX_LINE 4000 /* bytes of a message; names out of files have no end */
#define CLEAR_STATUS "\r\033[K"
#define PREFIX "inkling-cli: "

static gboolean quiet;
static volatile sig_atomic_t status_shown; /* a signal's handler asks */
static gint64 status_time;

void
cli_output_init (void)
{
  /* The wrong way round on purpose: using them fails, as it would closed. */
  static const int modes[] = { O_WRONLY, O_RDONLY, O_RDONLY };

  for (int fd = 0; fd < 3; fd++)
    if (fcntl (fd, F_GETFD) < 0 && errno == EBADF)
      (void) !open ("/dev/null", modes[fd]);
}

gboolean
cli_output_finish (GError **error)
{
  int saved;

  errno = 0;
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;
  saved = errno != 0 ? errno : EIO;
  return ink_error_set (error, INK_ERROR_IO,
                        "standard output: cannot write: %s",
                        g_strerror (saved));
}

void
cli_output_set_quiet (gboolean value)
{
  quiet = value;
}

void
cli_output_last_line (const char *line)
{
  char text[MAX_LINE] = CLEAR_STATUS PREFIX;
  gsize n = strlen (text);
  gsize length = strlen (line);
  gsize from = status_shown ? 0 : strlen (CLEAR_STATUS);

  length = MIN (length, sizeof text - n - 1);
  memcpy (text + n, line, length);
  text[n + length] = '\n';
  (void) !write (STDERR_FILENO, text + from, n + length + 1 - from);
}

void
cli_status_clear (void)
{
  if (!status_shown)
    return;
  fputs (CLEAR_STATUS, stderr);
  status_shown = FALSE;
}

char *
cli_plain (const char *text)
{
  char *plain = g_strdup (text);

  for (char *p = plain; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
    else if ((guint8) p[0] == 0xc2 && (guint8) p[1] >= 0x80
             && (guint8) p[1] < 0xa0) /* U+0080 to U+009F */
      p[0] = p[1] = ' ';
  return plain;
}

static void G_GNUC_PRINTF (1, 0)
put_line (const char *format, va_list args)
{
  g_autofree char *text = g_strdup_vprintf (format, args);
  g_autofree char *plain = cli_plain (text);
  const char *end = plain + strlen (plain);
  gboolean cut = end - plain > MAX_LINE;

  if (cut) /* not in the middle of a character */
    end = g_utf8_find_prev_char (plain, plain + MAX_LINE);
  cli_status_clear ();
  fprintf (stderr, PREFIX "%.*s%s\n",
           end != NULL ? (int) (end - plain) : 0, plain, cut ? "…" : "");
}

void
cli_note (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  put_line (format, args);
  va_end (args);
}

void
cli_progress (const char *format, ...)
{
  va_list args;

  if (quiet)
    return;
  va_start (args, format);
  put_line (format, args);
  va_end (args);
}

void
cli_status (const char *format, ...)
{
  gint64 now = g_get_monotonic_time ();
  va_list args;

  if (quiet || !isatty (STDERR_FILENO)
      || now - status_time < STATUS_MICROSECONDS)
    return;
  status_time = now;
  va_start (args, format);
  cli_status_clear ();
  vfprintf (stderr, format, args);
  fflush (stderr);
  status_shown = TRUE;
  va_end (args);
}

void
cli_print_json (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_take_object (node, object);
  text = json_to_string (node, FALSE);
  puts (text);
}

void
cli_json_set_number (JsonObject *object, const char *name, double value)
{
  if (isfinite (value))
    json_object_set_double_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

void
cli_json_set_string (JsonObject *object, const char *name, const char *value)
{
  g_autofree char *valid = NULL;

  if (value == NULL)
    {
      json_object_set_null_member (object, name);
      return;
    }
  valid = g_utf8_make_valid (value, -1);
  json_object_set_string_member (object, name, valid);
}

void
cli_json_set_object (JsonObject *object, const char *name, JsonObject *value)
{
  json_object_set_object_member (object, name, value);
}

/* Proves it by making a file beside @path, as ink_file_replace() will. */
static gboolean
check_beside (const char *path, GError **error)
{
  int fd;
  InkTemporary *trial = ink_temporary_new (path, 0600, &fd);

  if (trial == NULL)
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot write: %s", path,
                          g_strerror (errno));
  close (fd);
  ink_temporary_remove (trial);
  return TRUE;
}

gboolean
cli_check_output (const char *path, GError **error)
{
  g_autofree char *target = NULL;
  struct stat old;

  if (stat (path, &old) != 0)
    return check_beside (path, error);
  if (S_ISDIR (old.st_mode))
    return ink_error_set (error, INK_ERROR_IO,
                          "%s: cannot write: expected a file, found a folder",
                          path);
  if (!S_ISREG (old.st_mode))
    return access (path, W_OK) == 0
           || ink_error_set (error, INK_ERROR_IO, "%s: cannot write: %s", path,
                             g_strerror (errno));
  target = realpath (path, NULL);
  return check_beside (target != NULL ? target : path, error);
}

static gboolean
is_same_file (const char *path, const char *other)
{
  struct stat a, b;

  return strcmp (path, other) == 0
         || (stat (path, &a) == 0 && stat (other, &b) == 0
             && a.st_dev == b.st_dev && a.st_ino == b.st_ino);
}

static gboolean
looks_like_data (const char *path)
{
  static const char *const ends[] = { "-ubyte", ".gz", ".png", ".txt" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (path, ends[i]))
      return TRUE;
  return FALSE;
}

/* Whether @path is a file of the data set in the folder @other: IDX, pictures
 * or texts. Other files may lie there. */
static gboolean
is_within (const char *path, const char *other)
{
  g_autofree char *file = realpath (path, NULL);
  g_autofree char *folder = realpath (other, NULL);
  struct stat info;
  gsize n;

  if (file == NULL || folder == NULL || stat (folder, &info) != 0
      || !S_ISDIR (info.st_mode))
    return FALSE;
  n = strlen (folder);
  return strncmp (file, folder, n) == 0 && file[n] == '/'
         && looks_like_data (file);
}

gboolean
cli_check_distinct (const char *option, const char *path, const char *what,
                    const char *other, GError **error)
{
  struct stat info;

  if (path == NULL || other == NULL
      || (!is_same_file (path, other) && !is_within (path, other))
      || (stat (path, &info) == 0 && !S_ISREG (info.st_mode)))
    return TRUE;
  return cli_usage_error (error, "%s: expected another file than %s, found %s",
                          option, what, path);
}

gboolean
cli_check_folder (const char *folder, GError **error)
{
  g_autofree char *file = g_build_filename (folder, "chart", NULL);

  if (g_mkdir_with_parents (folder, 0777) != 0)
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot make the folder: %s",
                          folder, g_strerror (errno));
  return check_beside (file, error);
}
