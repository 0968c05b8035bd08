#pragma once

#include "ui/model-entry.h"

G_BEGIN_DECLS

/* Models of earlier sessions, in the user's data folder: those of training
 * runs (runs/NAME/best.safetensors), digit models that were taught
 * (models/taught/TITLE.safetensors), text models (models/TITLE.safetensors) and
 * those of them that were taught texts (models/learned/NAME/). Any thread. */

/* The most of each kind that are listed. */
#define INK_KEPT_MODELS_MAX 20

/* Entries that are not loaded yet, newest first; what is damaged shows when it
 * is loaded. (transfer full) (element-type InkModelEntry) */
GPtrArray *ink_kept_models_runs (void);
GPtrArray *ink_kept_models_taught (void);
GPtrArray *ink_kept_models_texts (void);
/* Text models that were taught texts (models/learned/NAME/). */
GPtrArray *ink_kept_models_learned (void);
/* "SMS spam + 3 texts"; (transfer full). */
char *ink_kept_models_learned_title (const char *name, guint n_texts);
/* ink_kept_models_new_learned: makes a folder for one, of that name or, where
 * that is taken, with a number. (transfer full): its path, or NULL with
 * INK_ERROR_IO. */
char *ink_kept_models_new_learned (const char *name, GError **error);

/* ink_kept_models_save: keeps a text model or a taught one under its title,
 * whole or not at all. One of the same title, data and recipe (and taught from
 * the same model and drawings) is replaced, another one stays: then the name
 * gets a number.
 * Returns: (transfer full): the file's path, or NULL. */
char *ink_kept_models_save (const InkModel *model, const char *title,
                            GError **error);

G_END_DECLS
