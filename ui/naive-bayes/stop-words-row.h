#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The row of a form that takes a file of stop words, one a line. A file that
 * cannot be read is told at the row. Main thread. Signal "changed". */
#define INK_TYPE_STOP_WORDS_ROW (ink_stop_words_row_get_type ())
G_DECLARE_FINAL_TYPE (InkStopWordsRow, ink_stop_words_row, INK, STOP_WORDS_ROW,
                      AdwActionRow)

GtkWidget *ink_stop_words_row_new (void);
/* @path: (nullable): NULL for none */
void ink_stop_words_row_set_path (InkStopWordsRow *self, const char *path);
/* ink_stop_words_row_get:
 * @words: (out): NULL where no file is chosen; borrowed until the next change
 * Returns: FALSE with INK_ERROR_ARGUMENT where the file could not be read. */
gboolean ink_stop_words_row_get (InkStopWordsRow *self,
                                 const char *const **words, GError **error);

G_END_DECLS
