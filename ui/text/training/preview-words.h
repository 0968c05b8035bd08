#pragma once

#include "core/data/text-preview.h"

G_BEGIN_DECLS

/* What is said of a preview. Any thread; all (transfer full). */

/* "CSV, 2 columns named by the first row" */
char *ink_preview_format_words (const InkTextPreview *preview);
/* ink_preview_class_words: "In the first 100 rows: ham (86), spam (14)": the
 * commonest first; "" where that cannot be told.
 * @names: (nullable): of the labels 0, 1, 2 ... */
char *ink_preview_class_words (const InkTextPreview *preview,
                               const char *const *names);
/* ink_preview_read_names: the lines of a small file of names; NULL where it
 * cannot be read. Blocks. (transfer full) (nullable) */
GStrv ink_preview_read_names (const char *path);
/* ink_preview_column_name: what InkTextOptions calls a column: its name where
 * there is one without a comma and no other has it, else its number.
 * @names: (nullable): of all columns */
char *ink_preview_column_name (const char *const *names, guint column);
/* Whether all labels of the rows are whole numbers. */
gboolean ink_preview_has_numbers (const InkTextPreview *preview);

G_END_DECLS
