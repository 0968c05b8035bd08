#pragma once

#include "core/data/dataset.h"

G_BEGIN_DECLS

/* Labelled texts read block by block, as often as wanted, so that no corpus
 * need fit into memory. The path is what ink_dataset_load_texts() takes. Blocks
 * are cut by the data alone, at the ends of rows and files: the same blocks in
 * every pass, whatever the threads. */
typedef struct _InkTextSource InkTextSource;

/* A few of the texts, in the order of the data. */
typedef struct
{
  gsize number; /* of the block in the pass, from 0 */
  gsize first;  /* number of its first text in the pass */
  guint n;
  const char **texts; /* [n]: UTF-8 without NUL but the one that ends each, in
                         @storage */
  guint32 *lengths;   /* [n]: bytes */
  guint32 *labels;    /* [n]: numbered as first seen in the data, see
                         ink_text_source_numbers() */
  gpointer storage;
} InkTextBlock;

/* ink_text_source_open: looks at the data (what it is, its columns) without
 * reading all of it.
 * Returns: (transfer full): or NULL with the errors of
 * ink_dataset_load_texts(). Any thread; blocks. */
InkTextSource *ink_text_source_open (const char *data, InkSplit split,
                                     const InkTextOptions *options,
                                     GError **error);
void ink_text_source_free (InkTextSource *source);

/* ink_text_source_next: the next block of the pass. What is cut in turns is
 * read and decoded by the calling thread, beside others that do the same; then
 * it waits for the blocks before it to get that far, so that all is numbered in
 * the order of the data.
 * @block: (out): to be cleared by ink_text_block_clear(); at the end of the
 * pass its texts are NULL
 * Returns: FALSE with an error naming file and line: of several the first in
 * the order of the data, for every thread from then on. Also where the pass
 * ends without a text, or the file has changed meanwhile. Any thread, also
 * several at once. */
gboolean ink_text_source_next (InkTextSource *source, InkTextBlock *block,
                               GError **error);
void ink_text_block_clear (InkTextBlock *block);

/* ink_text_source_rewind: begins another pass, also from the midst of one; no
 * thread may be in ink_text_source_next(). INK_ERROR_MISMATCH where the data
 * has changed since (its size or its time), and the error of a pass that
 * failed. */
gboolean ink_text_source_rewind (InkTextSource *source, GError **error);

/* ink_text_source_leave_out: in the passes to come, these texts are as if they
 * were not there: not numbered, not counted, in no block. Classes stay. After a
 * whole pass, before the rewind.
 * @left_out: [n]: 1 for a text that is left out, of all texts of that pass;
 * copied. NULL for none */
void ink_text_source_leave_out (InkTextSource *source, const guint8 *left_out,
                                gsize n);

/* How far the pass has come, 0 to 1. Any thread, at any time. */
double ink_text_source_fraction (const InkTextSource *source);

/* After a whole pass: the names of the classes in their order, as
 * ink_text_set_class_names(), and the number that each label as first seen has
 * there: [n_classes], (transfer none). */
const char *const *ink_text_source_class_names (const InkTextSource *source,
                                                guint *n_classes);
const guint32 *ink_text_source_numbers (const InkTextSource *source);
/* Texts, bytes of text, and rows skipped (skip_bad_rows) of the last whole
 * pass. */
guint64 ink_text_source_count (const InkTextSource *source);
guint64 ink_text_source_bytes (const InkTextSource *source);
guint64 ink_text_source_skipped (const InkTextSource *source);
/* Why the first of these was: "FILE: line L: ..."; (nullable). */
const char *ink_text_source_first_skipped (const InkTextSource *source);
/* The data's name, as ink_text_set_name(). */
const char *ink_text_source_name (const InkTextSource *source);
/* Whether the data has a training and a test part of its own. */
gboolean ink_text_source_has_splits (const InkTextSource *source);
/* About how many bytes there are to read, for choosing how to read them. */
guint64 ink_text_source_size (const InkTextSource *source);

/* ink_text_set_load: all texts of a source that is at the start of a pass, read
 * by all processors. INK_ERROR_LIMIT where they take more than 1 GB. Blocks. */
InkTextSet *ink_text_set_load (InkTextSource *source, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTextSource, ink_text_source_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InkTextBlock, ink_text_block_clear)

G_END_DECLS
