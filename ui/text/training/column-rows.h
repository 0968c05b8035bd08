#pragma once

#include <adwaita.h>

#include "core/data/text-preview.h"

G_BEGIN_DECLS

/* Which column of a table is the text, which one is read behind it, and which
 * is the label, and whether the first row names them. Main thread. Signal
 * "chosen": somebody chose another one. */
#define INK_TYPE_COLUMN_ROWS (ink_column_rows_get_type ())
G_DECLARE_FINAL_TYPE (InkColumnRows, ink_column_rows, INK, COLUMN_ROWS,
                      AdwPreferencesGroup)

GtkWidget *ink_column_rows_new (void);
/* @preview: of a table; copied from */
void ink_column_rows_show (InkColumnRows *self, const InkTextPreview *preview);
/* Whether the first row was said to name the columns, or not to. */
InkHeader ink_column_rows_get_header (InkColumnRows *self);
/* What InkTextOptions calls them: also what was only guessed before. NULL where
 * none is chosen. (transfer full) (nullable) */
char *ink_column_rows_get_text (InkColumnRows *self);
char *ink_column_rows_get_label (InkColumnRows *self);

G_END_DECLS
