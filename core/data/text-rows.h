#pragma once

#include "core/data/dataset.h"

G_BEGIN_DECLS

/* Texts with the names of their classes, as they come out of a file; made into
 * a text set at the end. */
typedef struct
{
  GPtrArray *texts;  /* (element-type utf8), owned */
  GPtrArray *labels; /* (element-type utf8), owned, one a text */
  GArray *lines;     /* guint: where each was read, from 1 */
} InkTextRows;

void ink_text_rows_init (InkTextRows *rows);
void ink_text_rows_clear (InkTextRows *rows);
/* Copies both; the label without the blanks around it. INK_ERROR_FORMAT where
 * it is empty. @file: for the message. */
gboolean ink_text_rows_add (InkTextRows *rows, const char *file, guint line,
                            const char *text, const char *label,
                            GError **error);

/* ink_text_rows_finish: the classes are the different labels, sorted: as
 * numbers where all are whole numbers, else by their bytes. With
 * @class_names_path the labels must be numbers from 0, and its lines name them.
 * @name: of the set; @file: for messages
 * Returns: (transfer full): or NULL with INK_ERROR_FORMAT, INK_ERROR_LIMIT or
 * what reading @class_names_path gives. Takes the texts out of @rows. */
InkTextSet *ink_text_rows_finish (InkTextRows *rows, const char *name,
                                  const char *file,
                                  const char *class_names_path,
                                  GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InkTextRows, ink_text_rows_clear)

G_END_DECLS
