/* Finds out what a data set's name or path stands for, from names and first
 * bytes alone, so that asking is cheap however large the data are. A known
 * name wins over a path; write ./mnist for a folder of that name. */
#include "core/data/dataset-private.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/error.h"
#include "core/data/dataset-idx.h"
#include "core/data/drawing-folder.h"

#define PEEK_BYTES 8

static const guint8 png_signature[8]
    = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

void
ink_source_clear (InkSource *source)
{
  g_clear_pointer (&source->title, g_free);
  g_clear_pointer (&source->path, g_free);
  g_clear_pointer (&source->train, g_free);
  g_clear_pointer (&source->test, g_free);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Whether @entry is a folder, or else a file; a look at the file only where
 * the folder does not say. */
static gboolean
is_wanted (int fd, const struct dirent *entry, gboolean folders)
{
  struct stat info;

  if (entry->d_name[0] == '.')
    return FALSE;
  if (entry->d_type != DT_UNKNOWN && entry->d_type != DT_LNK)
    return entry->d_type == (folders ? DT_DIR : DT_REG);
  return fstatat (fd, entry->d_name, &info, 0) == 0
         && (folders ? S_ISDIR (info.st_mode) : S_ISREG (info.st_mode));
}

GStrv
ink_folder_list (const char *folder, gboolean folders, GError **error)
{
  DIR *dir = opendir (folder);
  g_autoptr (GPtrArray) names = NULL;
  struct dirent *entry;

  if (dir == NULL)
    {
      ink_error_set (error, INK_ERROR_IO, "%s: cannot list: %s", folder,
                     g_strerror (errno));
      return NULL;
    }
  names = g_ptr_array_new ();
  while ((entry = readdir (dir)) != NULL)
    if (is_wanted (dirfd (dir), entry, folders))
      g_ptr_array_add (names, g_strdup (entry->d_name));
  closedir (dir);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static gboolean
has_folders (const char *folder)
{
  g_auto (GStrv) names = ink_folder_list (folder, TRUE, NULL);

  return names != NULL && names[0] != NULL;
}

/* FOLDER's only sub-folder that is called @split or ends in -SPLIT and has
 * sub-folders itself; NULL. */
static char *
find_split_folder (const char *folder, const GStrv names, const char *split)
{
  g_autofree char *found = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      gsize length = strlen (names[i]);
      gsize tail = strlen (split);
      char before = length > tail ? names[i][length - tail - 1] : '-';

      if (!g_str_has_suffix (names[i], split)
          || strchr ("-_.", before) == NULL || !has_folders (path))
        continue;
      if (found != NULL)
        return NULL;
      found = g_steal_pointer (&path);
    }
  return g_steal_pointer (&found);
}

/* The first file of the first class folder that has one; NULL. */
static char *
first_example (const char *folder)
{
  g_auto (GStrv) classes = ink_folder_list (folder, TRUE, NULL);

  for (guint i = 0; classes != NULL && classes[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folder, classes[i], NULL);
      g_auto (GStrv) files = ink_folder_list (path, FALSE, NULL);

      if (files != NULL && files[0] != NULL)
        return g_build_filename (path, files[0], NULL);
    }
  return NULL;
}

static gboolean
locate_class_folders (InkSource *source, GError **error)
{
  g_auto (GStrv) names = ink_folder_list (source->path, TRUE, error);
  g_autofree char *example = NULL;
  g_autofree char *folded = NULL;
  g_autoptr (GBytes) head = NULL;

  if (names == NULL)
    return FALSE;
  source->train = find_split_folder (source->path, names, "train");
  source->test = find_split_folder (source->path, names, "test");
  if (source->train == NULL || source->test == NULL)
    {
      g_clear_pointer (&source->train, g_free);
      g_clear_pointer (&source->test, g_free);
    }
  example = first_example (source->train != NULL ? source->train
                                                 : source->path);
  if (example == NULL)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: expected IDX files (train-images-idx3-ubyte "
                          "...) or one sub-folder of PNG, InkML or text "
                          "files a class, found neither",
                          source->path);
  head = ink_file_peek (example, PEEK_BYTES, error);
  if (head == NULL)
    return FALSE;
  folded = g_ascii_strdown (example, -1);
  source->kind = INK_SOURCE_TEXT_FOLDER;
  if (g_str_has_suffix (folded, ".png") || g_str_has_suffix (folded, ".inkml")
      || (g_bytes_get_size (head) == sizeof png_signature
          && memcmp (g_bytes_get_data (head, NULL), png_signature,
                     sizeof png_signature)
                 == 0))
    source->kind = INK_SOURCE_IMAGE_FOLDER;
  return TRUE;
}

static gboolean
locate_folder (InkSource *source, GError **error)
{
  if (ink_drawing_folder_count (source->path) > 0)
    {
      source->kind = INK_SOURCE_DRAWINGS;
      return TRUE;
    }
  for (int split = INK_SPLIT_TRAIN; split <= INK_SPLIT_TEST; split++)
    {
      g_autofree char *images = NULL;
      g_autofree char *labels = NULL;

      if (ink_idx_find (source->path, (InkSplit) split, &images, &labels))
        {
          source->kind = INK_SOURCE_IDX_FOLDER;
          source->class_names = ink_dataset_known_classes (source->title);
          return TRUE;
        }
    }
  return locate_class_folders (source, error);
}

static gboolean
locate_file (InkSource *source, GError **error)
{
  static const guint8 idx_start[3] = { 0, 0, 8 };
  g_autoptr (GBytes) head = NULL;
  const guint8 *bytes;
  gsize n;

  if (ink_idx_is_name (source->path))
    {
      source->kind = INK_SOURCE_IDX_FILE;
      return TRUE;
    }
  head = ink_file_peek (source->path, PEEK_BYTES, error);
  if (head == NULL)
    return FALSE;
  bytes = g_bytes_get_data (head, &n);
  source->kind = n >= sizeof idx_start
                         && memcmp (bytes, idx_start, sizeof idx_start) == 0
                     ? INK_SOURCE_IDX_FILE
                     : INK_SOURCE_TABLE;
  if (n == sizeof png_signature && memcmp (bytes, png_signature, n) == 0)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: expected a data set (IDX, CSV, TSV, JSON Lines "
                          "or a folder), found one PNG image",
                          source->path);
  return TRUE;
}

static gboolean
locate_known (const char *name, InkSource *source, GError **error)
{
  const InkKnownDataset *set = ink_dataset_find_known (name);
  const gboolean own = set->own;

  if (own && !ink_dataset_is_installed (name))
    return ink_error_set (error, INK_ERROR_NOT_FOUND,
                          "%s: no drawing is kept yet; say on the page Draw "
                          "what one is, or use `inkling-cli my-digits add`",
                          name);
  if (!ink_dataset_is_installed (name))
    return ink_error_set (error, INK_ERROR_NOT_FOUND,
                          "%s: this data set is not installed; get it with "
                          "`inkling-cli data get %s`",
                          name, name);
  source->kind = own ? INK_SOURCE_DRAWINGS : INK_SOURCE_IDX_FOLDER;
  source->path = ink_dataset_folder (name);
  source->class_names = ink_dataset_known_classes (name);
  if (set->texts != NULL)
    {
      g_autofree char *folder = g_steal_pointer (&source->path);

      source->kind = INK_SOURCE_TABLE;
      source->path = g_build_filename (folder, set->texts, NULL);
    }
  return TRUE;
}

static gboolean
locate_path (const char *path, InkSource *source, GError **error)
{
  source->path = g_strdup (path);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return locate_folder (source, error);
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return locate_file (source, error);
  if (g_file_test (path, G_FILE_TEST_EXISTS)) /* one cannot look and go back */
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: expected a file or a folder, found a pipe or a "
                          "device",
                          path);
  return ink_error_set (error, INK_ERROR_NOT_FOUND,
                        "%s: no such file or folder, and no data set of that "
                        "name (known are mnist, fashion-mnist, "
                        "my-digits and spamassassin)",
                        path);
}

gboolean
ink_source_locate (const char *data, InkSource *source, GError **error)
{
  gboolean is_known = ink_dataset_find_known (data) != NULL;

  *source = (InkSource) { .title = g_path_get_basename (data) };
  if (is_known ? locate_known (data, source, error)
               : locate_path (data, source, error))
    return TRUE;
  ink_source_clear (source);
  return FALSE;
}
