#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The names of classes, numbered as they are first seen, and their order once
 * all are there: as numbers where all are whole numbers, else by their bytes,
 * so that a shuffled file gives the same classes. */
typedef struct _InkTextClasses InkTextClasses;

/* @given: (nullable): the names in their order; labels are then their numbers,
 * and nothing is added */
InkTextClasses *ink_text_classes_new (const char *const *given);
void ink_text_classes_free (InkTextClasses *classes);

/* ink_text_classes_add: the number of @name, which is new or not.
 * @file, @line: where it was found, for messages
 * Returns: FALSE with INK_ERROR_LIMIT (too many), or INK_ERROR_MISMATCH where
 * the order is settled and @name is not in it. */
gboolean ink_text_classes_add (InkTextClasses *classes, const char *name,
                               const char *file, guint64 line,
                               guint32 *number, GError **error);
guint ink_text_classes_count (const InkTextClasses *classes);

/* ink_text_classes_check: what of @name can be told without the others: that
 * it is no number of the given names. */
gboolean ink_text_classes_check (const InkTextClasses *classes,
                                 const char *name, const char *file,
                                 guint64 line, GError **error);

/* ink_text_classes_settle: puts them in order. After that: the names in order
 * [count + 1], NULL last, and at [number as first seen] the place there. */
void ink_text_classes_settle (InkTextClasses *classes);
const char *const *ink_text_classes_names (const InkTextClasses *classes);
const guint32 *ink_text_classes_places (const InkTextClasses *classes);

/* ink_text_classes_read: names from a file, one a line. Returns: (transfer
 * full): or NULL with what reading it gives. */
GStrv ink_text_classes_read (const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTextClasses, ink_text_classes_free)

G_END_DECLS
