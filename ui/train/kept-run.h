#pragma once

#include <gio/gio.h>

#include "core/base/event.h"
#include "core/train/recipe.h"

G_BEGIN_DECLS

/* A run of an earlier time, read back from its folder. */
typedef struct
{
  char *folder;
  char *title;     /* "MNIST, fast recipe, 98.90 %, 2026-11-26 14:43" */
  char *data;      /* name or path; nullable */
  char *data_hash; /* nullable */
  InkRecipe recipe;
  gboolean has_recipe; /* else run.json holds none that can be used */
  GArray *events;      /* (element-type InkEvent) */
} InkKeptRun;

void ink_kept_run_free (InkKeptRun *run);

/* ink_kept_run_find: the folder of the run that is called @name, under
 * @runs_folder (NULL: the user's). A name from a file is anybody's: one that
 * is no plain name is none of a run.
 * Returns: (transfer full) (nullable) */
char *ink_kept_run_find (const char *runs_folder, const char *name);
/* ink_kept_run_load: INK_ERROR_NOT_FOUND, INK_ERROR_FORMAT, INK_ERROR_LIMIT,
 * INK_ERROR_IO. Any thread; a long run takes a second or so. */
InkKeptRun *ink_kept_run_load (const char *folder, GError **error);
/* The same on a worker thread; @callback in the main thread. */
void ink_kept_run_load_async (const char *folder, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
InkKeptRun *ink_kept_run_load_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkKeptRun, ink_kept_run_free)

G_END_DECLS
