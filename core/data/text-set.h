#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Labelled texts, valid UTF-8 without NUL. Immutable once made, so any number
 * of threads may read it; counted references. */
typedef struct _InkTextSet InkTextSet;

#define INK_TEXTS_MAX_CLASSES 4096

/* ink_text_set_new:
 * @texts: (transfer full) (element-type utf8): with a free function
 * @labels: (transfer full): guint32 [n], each below the number of @class_names
 * @class_names: (transfer full): NULL-terminated
 * Returns: (transfer full): or NULL with an error. */
InkTextSet *ink_text_set_new (const char *name, GPtrArray *texts,
                              GBytes *labels, GStrv class_names,
                              GError **error);
/* ink_text_set_new_stored: as above, of texts that are known to be valid and
 * lie in buffers.
 * @texts: (transfer full): borrows from @storage
 * @storage: (transfer full): freed by @free_storage with the set
 * @skipped: (nullable): see ink_text_set_skipped() */
InkTextSet *ink_text_set_new_stored (const char *name, GPtrArray *texts,
                                     GBytes *labels, GStrv class_names,
                                     gpointer storage,
                                     GDestroyNotify free_storage,
                                     guint64 n_skipped, const char *skipped,
                                     GError **error);
InkTextSet *ink_text_set_subset (const InkTextSet *set, const char *name,
                                 const guint32 *indices, guint n);
InkTextSet *ink_text_set_ref (InkTextSet *set);
void ink_text_set_unref (InkTextSet *set);

const char *ink_text_set_name (const InkTextSet *set);
guint ink_text_set_count (const InkTextSet *set);
const char *ink_text_set_text (const InkTextSet *set, guint index);
/* [n] */
const guint32 *ink_text_set_labels (const InkTextSet *set);
guint ink_text_set_n_classes (const InkTextSet *set);
const char *const *ink_text_set_class_names (const InkTextSet *set);
/* How many rows were passed over as bad when the set was read.
 * @first: (out) (optional): why the first was, "FILE: line L: ..."; NULL for
 * none */
guint64 ink_text_set_skipped (const InkTextSet *set, const char **first);
/* SHA-256 over texts and labels, in hexadecimal; (transfer full). */
char *ink_text_set_hash (const InkTextSet *set);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTextSet, ink_text_set_unref)

G_END_DECLS
