/* The folder of a report: made beside its place, synced, renamed into it. What
 * is in the way is replaced only if it is empty or a report and nothing else,
 * and only files of a report's names are ever removed. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.h"
#include "ui/report/report-private.h"

/* What report.json begins with. */
#define MARK "{\"report\": {\"format\": \"inkling-report\""

static const char *const files[]
    = { "report.json", "predictions.csv", "index.html", NULL };

/* Whether @name is one that a report gives a chart's file: a picture of the
 * user's own that lies among them is nothing of the report's. */
static gboolean
is_of_charts (const char *name)
{
  for (guint i = 0; i < INK_N_EVALUATION_CHARTS; i++)
    {
      const char *chart = ink_evaluation_chart_name ((InkEvaluationChart) i);
      const char *ending = name + strlen (chart);

      if (g_str_has_prefix (name, chart)
          && (strcmp (ending, ".png") == 0 || strcmp (ending, ".svg") == 0))
        return TRUE;
    }
  return FALSE;
}

/* Returns: (transfer full): the first entry of @path that is not one of a
 * report's; NULL where there is none. */
static char *
find_foreign (const char *path, gboolean charts)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  if (dir == NULL)
    return g_strdup (path);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *entry = g_build_filename (path, name, NULL);
      gboolean is_folder = g_file_test (entry, G_FILE_TEST_IS_DIR)
                           && !g_file_test (entry, G_FILE_TEST_IS_SYMLINK);
      char *inner;

      if (charts ? is_of_charts (name) && !is_folder
                 : g_strv_contains (files, name) && !is_folder)
        continue;
      if (charts || !is_folder || strcmp (name, "charts") != 0)
        return g_strdup (name);
      inner = find_foreign (entry, TRUE);
      if (inner != NULL)
        return inner;
    }
  return NULL;
}

static gboolean
is_empty (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  return dir != NULL && g_dir_read_name (dir) == NULL;
}

/* Whether report.json says that it is one. */
static gboolean
has_mark (const char *path)
{
  g_autofree char *file = g_build_filename (path, files[0], NULL);
  char bytes[sizeof MARK - 1];
  int fd = open (file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  ssize_t n = fd < 0 ? -1 : read (fd, bytes, sizeof bytes);

  if (fd >= 0)
    close (fd);
  return n == (ssize_t) sizeof bytes && memcmp (bytes, MARK, sizeof bytes) == 0;
}

/* Where @folder is, behind links; (transfer full). */
static char *
resolve (const char *folder)
{
  char *real = realpath (folder, NULL);
  char *path = g_strdup (real);

  free (real);
  if (path == NULL)
    path = g_canonicalize_filename (folder, NULL);
  return path;
}

/* Whether the current folder is @path or in it: it would be gone. */
static gboolean
is_around_here (const char *path)
{
  g_autofree char *current = g_get_current_dir ();
  g_autofree char *here = resolve (current);
  const gsize n = strlen (path);

  return strncmp (here, path, n) == 0 && (here[n] == '\0' || here[n] == '/');
}

/* A folder that another file system hangs in cannot be renamed. */
static gboolean
is_mounted (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);
  struct stat inner, outer;

  return stat (path, &inner) == 0 && stat (parent, &outer) == 0
         && inner.st_dev != outer.st_dev;
}

static gboolean
check_replaceable (const char *path, const char *folder, GError **error)
{
  g_autofree char *foreign = NULL;

  if (is_around_here (path))
    return ink_error_set (error, INK_ERROR_IO,
                          "%s: expected another folder than the current one "
                          "and those around it",
                          folder);
  if (is_mounted (path))
    return ink_error_set (error, INK_ERROR_IO,
                          "%s: expected a folder that can be replaced, found "
                          "where a file system begins; name a folder in it",
                          folder);
  if (is_empty (path))
    return TRUE;
  if (!has_mark (path))
    return ink_error_set (error, INK_ERROR_IO,
                          "%s: expected a new folder, an empty one or an "
                          "earlier report, found a folder of other files",
                          folder);
  foreign = find_foreign (path, FALSE);
  if (foreign == NULL)
    return TRUE;
  return ink_error_set (error, INK_ERROR_IO,
                        "%s: an earlier report cannot be replaced: expected "
                        "nothing but the report, found '%s' in it",
                        folder, foreign);
}

/* Whether a folder can be made at @path, or put into its place. */
static gboolean
check_parent (const char *path, const char *folder, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);

  while (access (parent, F_OK) != 0 && strcmp (parent, "/") != 0)
    {
      char *above = g_path_get_dirname (parent);

      g_free (parent);
      parent = above;
    }
  if (!g_file_test (parent, G_FILE_TEST_IS_DIR))
    errno = ENOTDIR;
  else if (access (parent, W_OK | X_OK) == 0)
    return TRUE;
  return ink_error_set (error, INK_ERROR_IO, "%s: cannot make the folder: %s",
                        folder, g_strerror (errno));
}

gboolean
ink_report_check_folder (const char *folder, GError **error)
{
  g_autofree char *path = resolve (folder);
  struct stat info;

  if (folder[0] == '\0')
    return ink_error_set (error, INK_ERROR_IO,
                          "expected the name of a folder, found none");
  if (lstat (path, &info) != 0 && errno != ENOENT && errno != ENOTDIR)
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot write: %s", folder,
                          g_strerror (errno));
  if (lstat (path, &info) != 0)
    return check_parent (path, folder, error);
  if (!S_ISDIR (info.st_mode))
    return ink_error_set (error, INK_ERROR_IO,
                          "%s: expected a folder, found %s", folder,
                          S_ISLNK (info.st_mode) ? "a link to nothing"
                                                 : "a file");
  return check_replaceable (path, folder, error)
         && check_parent (path, folder, error);
}

char *
ink_report_folder_begin (const char *folder, GError **error)
{
  g_autofree char *path = resolve (folder);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *hidden = g_strdup_printf (".%s.XXXXXX", name);
  g_autofree char *temporary = g_build_filename (parent, hidden, NULL);

  if (g_mkdir_with_parents (parent, 0777) != 0
      || g_mkdtemp_full (temporary, 0777) == NULL)
    {
      ink_error_set (error, INK_ERROR_IO, "%s: cannot make the folder: %s",
                     folder, g_strerror (errno));
      return NULL;
    }
  return g_steal_pointer (&temporary);
}

static void
remove_charts (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *entry = g_build_filename (path, name, NULL);

      if (is_of_charts (name))
        g_unlink (entry);
    }
  g_rmdir (path);
}

void
ink_report_folder_remove (const char *path)
{
  g_autofree char *charts = g_build_filename (path, "charts", NULL);

  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autofree char *file = g_build_filename (path, files[i], NULL);

      g_unlink (file);
    }
  remove_charts (charts);
  g_rmdir (path);
}

static gboolean
sync_folder (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return FALSE;
  (void) !fsync (fd); /* some file systems refuse */
  return close (fd) == 0;
}

/* Where the system cannot exchange two folders at once: for a moment there is
 * none, never half of one. */
static gboolean
exchange_in_steps (const char *temporary, const char *path)
{
  g_autofree char *old = g_strconcat (temporary, ".old", NULL);
  int saved;

  if (g_rename (path, old) != 0)
    return FALSE;
  if (g_rename (temporary, path) == 0)
    return g_rename (old, temporary) == 0;
  saved = errno;
  (void) !g_rename (old, path);
  errno = saved;
  return FALSE;
}

/* @temporary holds what was at @path then. */
static gboolean
exchange (const char *temporary, const char *path)
{
#ifdef RENAME_EXCHANGE
  if (renameat2 (AT_FDCWD, temporary, AT_FDCWD, path, RENAME_EXCHANGE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS)
    return FALSE;
#endif
  return exchange_in_steps (temporary, path);
}

static gboolean
put_in_place (const char *temporary, const char *path)
{
  struct stat old;

  if (stat (path, &old) != 0)
    return g_rename (temporary, path) == 0;
  (void) !chmod (temporary, old.st_mode & 07777);
  if (is_empty (path))
    return g_rename (temporary, path) == 0;
  if (!exchange (temporary, path))
    return FALSE;
  ink_report_folder_remove (temporary);
  return TRUE;
}

gboolean
ink_report_folder_finish (const char *temporary, const char *folder,
                          GError **error)
{
  g_autofree char *path = resolve (folder);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *charts = g_build_filename (temporary, "charts", NULL);

  if (!ink_report_check_folder (folder, error))
    return FALSE;
  if (!sync_folder (charts) || !sync_folder (temporary)
      || !put_in_place (temporary, path))
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot write: %s", folder,
                          g_strerror (errno));
  (void) sync_folder (parent);
  return TRUE;
}
