#pragma once

#include "core/data/text-classes.h"
#include "core/data/text-source.h"

G_BEGIN_DECLS

/* Makes a block of texts whose bytes lie in a few buffers, and numbers its
 * labels on its own, so that many are made at once. Labels get the numbers of
 * the source when the blocks before have theirs: ink_text_builder_finish(). */
typedef struct
{
  const char *file; /* of the label, for messages; borrowed */
  const InkTextClasses *classes; /* for ink_text_classes_check() only */
  gboolean skip;    /* bad texts are counted */
  gboolean mail;    /* texts are mails */

  GPtrArray *texts;
  GArray *lengths; /* guint32 */
  GArray *labels;  /* guint32, into @names */
  GPtrArray *names; /* (element-type utf8): different labels, owned */
  GArray *lines;   /* guint64: where each was first seen */
  GHashTable *numbers;
  GPtrArray *storage; /* buffers, freed by g_free() */
  char *room;         /* the rest of the last one of ink_text_builder_room() */
  gsize n_room;
  gsize held;         /* bytes of @storage */

  guint64 n_skipped;
  char *skipped; /* why the first one was */
} InkTextBuilder;

#define INK_TEXT_MAX_LABEL 1024 /* so that a model file can hold all classes */
#define INK_TEXT_MAX_BYTES ((gsize) 64 << 20) /* of a text, or of its row */

void ink_text_builder_init (InkTextBuilder *builder);
void ink_text_builder_clear (InkTextBuilder *builder);

/* Keeps @buffer [size], in which texts lie, until the block is cleared. */
void ink_text_builder_keep (InkTextBuilder *builder, char *buffer,
                            gsize size);
/* A place for @n bytes that lasts as long. */
char *ink_text_builder_room (InkTextBuilder *builder, gsize n);

/* ink_text_builder_add: one more text.
 * @text: [length], UTF-8, NUL-terminated, in a kept buffer
 * @label: the blanks around it do not count; copied where it is new
 * Returns: FALSE with INK_ERROR_FORMAT (none), INK_ERROR_LIMIT (too long),
 * INK_ERROR_MISMATCH. */
gboolean ink_text_builder_add (InkTextBuilder *builder, guint64 line,
                               const char *text, gsize length, char *label,
                               GError **error);

/* ink_text_builder_add_mails: the mails of a file, each a text.
 * @bytes: [n], as they are */
gboolean ink_text_builder_add_mails (InkTextBuilder *builder,
                                     const char *bytes, gsize n, char *label,
                                     GError **error);

/* ink_text_builder_skip: whether what is wrong with a text is passed over: then
 * it is counted and @cause freed; else it goes to @error. */
gboolean ink_text_builder_skip (InkTextBuilder *builder, GError *cause,
                                GError **error);

/* ink_text_builder_finish: moves everything into @block, with the labels as
 * @numbers, [names], says. */
void ink_text_builder_finish (InkTextBuilder *builder, const guint32 *numbers,
                              InkTextBlock *block);

/* ink_text_block_pack: copies the texts into one buffer of their own where the
 * buffers of @block are much larger than they. */
void ink_text_block_pack (InkTextBlock *block);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InkTextBuilder, ink_text_builder_clear)

G_END_DECLS
