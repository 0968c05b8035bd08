#pragma once

#include <glib-object.h>

#include "core/model/model.h"
#include "core/store/learned-model.h"

G_BEGIN_DECLS

/* A model on offer in the workbench. Main thread; the InkModel in it may be
 * handed to workers. */
#define INK_TYPE_MODEL_ENTRY (ink_model_entry_get_type ())
G_DECLARE_FINAL_TYPE (InkModelEntry, ink_model_entry, INK, MODEL_ENTRY, GObject)

/* @title: "Digits (shipped)", "Run of 14:32"; property "title" */
InkModelEntry *ink_model_entry_new (InkModel *model, const char *title);
/* One that is read from @path when it is first loaded. */
InkModelEntry *ink_model_entry_new_for_file (const char *path,
                                             const char *title);

/* A model that was taught texts: with the model that they make, or from
 * @learned's folder when it is first loaded. */
InkModelEntry *ink_model_entry_new_learned (InkLearnedModel *learned,
                                            InkModel *model,
                                            const char *title);
InkModelEntry *ink_model_entry_new_for_learned (const char *folder,
                                                const char *title);

/* ink_model_entry_load: does nothing where the model is there already; blocks
 * while it is read. Returns: FALSE with ink_checkpoint_load()'s errors, or
 * INK_ERROR_MISMATCH where the model is not for @input. */
gboolean ink_model_entry_load (InkModelEntry *self, InkInput input,
                               GError **error);
/* (nullable): NULL before it is loaded; a workbench's current models are. */
InkModel *ink_model_entry_get_model (InkModelEntry *self);
const char *ink_model_entry_get_title (InkModelEntry *self);
/* What it is known by from one session to the next: its title, or, where that
 * changes with what it is taught, its folder. (transfer full) */
char *ink_model_entry_get_key (InkModelEntry *self);
/* (nullable): the texts that it was taught; NULL also before it is loaded. */
InkLearnedModel *ink_model_entry_get_learned (InkModelEntry *self);
/* Where its file is; NULL for one that never was in a file. */
const char *ink_model_entry_get_path (InkModelEntry *self);
/* For one that was read by somebody else. */
void ink_model_entry_set_path (InkModelEntry *self, const char *path);

G_END_DECLS
