#pragma once

#include "core/model/model.h"

G_BEGIN_DECLS

/* A text model together with the texts that it was taught since, one at a time:
 * what it says follows from the two, so that any of them can be taken out
 * again. At rest a folder: `base.safetensors`, the model as it was before, and
 * `texts.jsonl`, a text and its label a line. Immutable once made; counted
 * references. */
typedef struct _InkLearnedModel InkLearnedModel;

/* ink_learned_model_new: with no text yet. @folder: (nullable): for one that is
 * to be kept */
InkLearnedModel *ink_learned_model_new (InkModel *base, const char *folder);
InkLearnedModel *ink_learned_model_ref (InkLearnedModel *learned);
void ink_learned_model_unref (InkLearnedModel *learned);

/* The same with a text more, at the end; a text that is there already moves
 * there, with its new label. @label: without blanks around it. (transfer
 * full) */
InkLearnedModel *ink_learned_model_with (const InkLearnedModel *learned,
                                         const char *text, const char *label);
/* The same without text @index. (transfer full) */
InkLearnedModel *ink_learned_model_without (const InkLearnedModel *learned,
                                            guint index);

guint ink_learned_model_n_texts (const InkLearnedModel *learned);
const char *ink_learned_model_text (const InkLearnedModel *learned,
                                    guint index);
const char *ink_learned_model_label (const InkLearnedModel *learned,
                                     guint index);
InkModel *ink_learned_model_base (const InkLearnedModel *learned);
/* (nullable) */
const char *ink_learned_model_folder (const InkLearnedModel *learned);

/* ink_learned_model_make: the base where there is no text, else what
 * ink_naive_bayes_learn_texts() makes of it: the same each time.
 * Returns: (transfer full): or NULL with that one's errors. Any thread. */
InkModel *ink_learned_model_make (const InkLearnedModel *learned,
                                  GError **error);

/* To and from its folder. Saving writes the base where it is not there yet,
 * then the texts, each whole or not at all. Any thread, one at a time for a
 * folder. */
gboolean ink_learned_model_save (const InkLearnedModel *learned,
                                 GError **error);
InkLearnedModel *ink_learned_model_load (const char *folder, GError **error);
/* Removes both files and the folder. */
void ink_learned_model_remove (const char *folder);
/* How many texts are in @folder, without reading the model; 0 where there is
 * nothing sound. */
guint ink_learned_model_count (const char *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkLearnedModel, ink_learned_model_unref)

G_END_DECLS
