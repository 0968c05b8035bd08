#pragma once

#include "core/data/dataset.h"

G_BEGIN_DECLS

/* Text data that somebody chose in the workbench, where nobody says how they
 * are to be read. Any thread; both block. */

/* ink_text_file_load: as ink_dataset_load_texts(); a table whose quotes do not
 * come out is read again with quotes as ordinary characters.
 * @class_names, @mail: InkTextOptions'; nullable */
InkTextSet *ink_text_file_load (const char *path, InkSplit split,
                                const char *class_names, gboolean mail,
                                gboolean *has_splits, GError **error);
/* The file class.txt or classes.txt beside a table, which names the labels 0,
 * 1, 2...; (transfer full) (nullable): NULL where there is none. */
char *ink_text_file_class_names (const char *path);

G_END_DECLS
