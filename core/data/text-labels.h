#pragma once

#include "core/data/text-source.h"

G_BEGIN_DECLS

/* How far reading has come: the part of the data, 0 to 1, and the texts read.
 * FALSE, with an error, to end it. One call at a time, in whichever thread
 * works. */
typedef gboolean (*InkTextLabelsWatch) (double fraction, guint64 n_texts,
                                        gpointer user_data, GError **error);

/* ink_text_labels_read: a whole pass over a source that is at the start of one,
 * by all processors, for the labels alone.
 * @watch: (nullable)
 * Returns: (transfer full): guint32 [count], the class of each text, numbered
 * as ink_text_source_class_names(); or NULL with an error of the source or the
 * watch's. Any thread; blocks. */
GArray *ink_text_labels_read (InkTextSource *source, InkTextLabelsWatch watch,
                              gpointer user_data, GError **error);

/* ink_text_labels_divide: has the passes to come of @source, which was read to
 * its end, leave out what ink_split_stratified() holds out of @labels, or,
 * @held_out, all but that. It is to be rewound.
 * Returns: how many texts there are in those passes. */
guint ink_text_labels_divide (const GArray *labels, InkTextSource *source,
                              double fraction, guint64 seed,
                              gboolean held_out);

G_END_DECLS
