/* Blocks of texts. The buffers that were read into are kept as they are, since
 * most of what a file holds is its texts; only what has to be decoded gets a
 * place of its own. */
#include "core/data/text-block-private.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/hash-key.h"
#include "core/data/mail.h"

#define ROOM_BYTES ((gsize) 64 * 1024)

typedef struct
{
  GPtrArray *buffers;
  gsize held; /* bytes of them */
} Storage;

static void
storage_free (Storage *storage)
{
  g_ptr_array_unref (storage->buffers);
  g_free (storage);
}

void
ink_text_block_clear (InkTextBlock *block)
{
  g_clear_pointer ((Storage **) &block->storage, storage_free);
  g_clear_pointer (&block->texts, g_free);
  g_clear_pointer (&block->lengths, g_free);
  g_clear_pointer (&block->labels, g_free);
  block->n = 0;
}

void
ink_text_block_pack (InkTextBlock *block)
{
  Storage *storage = block->storage;
  gsize size = 0;
  char *buffer, *at;

  for (guint i = 0; i < block->n; i++)
    size += (gsize) block->lengths[i] + 1;
  if (storage->held <= size + size / 2)
    return;
  buffer = at = g_malloc (size + 1);
  for (guint i = 0; i < block->n; i++)
    {
      memcpy (at, block->texts[i], (gsize) block->lengths[i] + 1);
      block->texts[i] = at;
      at += (gsize) block->lengths[i] + 1;
    }
  g_ptr_array_set_size (storage->buffers, 0);
  g_ptr_array_add (storage->buffers, buffer);
  storage->held = size;
}

void
ink_text_builder_init (InkTextBuilder *builder)
{
  *builder = (InkTextBuilder) {
    .texts = g_ptr_array_new (),
    .lengths = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .labels = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .names = g_ptr_array_new_with_free_func (g_free),
    .lines = g_array_new (FALSE, FALSE, sizeof (guint64)),
    .numbers = g_hash_table_new (ink_hash_string, g_str_equal),
    .storage = g_ptr_array_new_with_free_func (g_free),
  };
}

void
ink_text_builder_clear (InkTextBuilder *builder)
{
  g_clear_pointer (&builder->texts, g_ptr_array_unref);
  g_clear_pointer (&builder->lengths, g_array_unref);
  g_clear_pointer (&builder->labels, g_array_unref);
  g_clear_pointer (&builder->numbers, g_hash_table_unref);
  g_clear_pointer (&builder->names, g_ptr_array_unref);
  g_clear_pointer (&builder->lines, g_array_unref);
  g_clear_pointer (&builder->storage, g_ptr_array_unref);
  g_clear_pointer (&builder->skipped, g_free);
}

void
ink_text_builder_keep (InkTextBuilder *builder, char *buffer, gsize size)
{
  g_ptr_array_add (builder->storage, buffer);
  builder->held += size;
}

char *
ink_text_builder_room (InkTextBuilder *builder, gsize n)
{
  char *place;

  if (n > builder->n_room)
    {
      gsize size = MAX (n, ROOM_BYTES);
      char *buffer = g_malloc (size);

      ink_text_builder_keep (builder, buffer, size);
      if (size == n)
        return buffer;
      builder->room = buffer;
      builder->n_room = size;
    }
  place = builder->room;
  builder->room += n;
  builder->n_room -= n;
  return place;
}

/* The label's number in this block. */
static gboolean
number_label (InkTextBuilder *builder, guint64 line, const char *label,
              guint32 *number, GError **error)
{
  gpointer found = g_hash_table_lookup (builder->numbers, label);

  if (found == NULL)
    {
      gsize length = strlen (label);
      char *copy;

      if (length == 0)
        return ink_error_set (error, INK_ERROR_FORMAT,
                              "%s: line %" G_GUINT64_FORMAT
                              ": expected a label, found none",
                              builder->file, line);
      if (length > INK_TEXT_MAX_LABEL)
        return ink_error_set (error, INK_ERROR_LIMIT,
                              "%s: line %" G_GUINT64_FORMAT
                              ": expected a label of at most %d bytes, found "
                              "%" G_GSIZE_FORMAT
                              "; is the column of labels the right one?",
                              builder->file, line, INK_TEXT_MAX_LABEL,
                              length);
      if (!ink_text_classes_check (builder->classes, label, builder->file,
                                   line, error))
        return FALSE;
      copy = g_strdup (label);
      g_ptr_array_add (builder->names, copy);
      g_array_append_val (builder->lines, line);
      found = GUINT_TO_POINTER (builder->names->len);
      g_hash_table_insert (builder->numbers, copy, found);
    }
  *number = GPOINTER_TO_UINT (found) - 1;
  return TRUE;
}

static gboolean
add_text (InkTextBuilder *builder, guint64 line, const char *text,
          gsize length, char *label, GError **error)
{
  guint32 n = (guint32) length;
  guint32 number;

  if (length > INK_TEXT_MAX_BYTES)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "%s: line %" G_GUINT64_FORMAT
                          ": expected a text of at most %" G_GSIZE_FORMAT
                          " bytes, found %" G_GSIZE_FORMAT,
                          builder->file, line, INK_TEXT_MAX_BYTES, length);
  if (!number_label (builder, line, g_strstrip (label), &number, error))
    return FALSE;
  g_ptr_array_add (builder->texts, (gpointer) text);
  g_array_append_val (builder->lengths, n);
  g_array_append_val (builder->labels, number);
  return TRUE;
}

/* What is read of the mail @bytes. */
static gboolean
add_mail (InkTextBuilder *builder, guint64 line, const char *bytes, gsize n,
          char *label, GError **error)
{
  gsize length;
  g_autofree char *text = ink_mail_text (bytes, n, &length);
  char *place = ink_text_builder_room (builder, length + 1);

  memcpy (place, text, length + 1);
  return add_text (builder, line, place, length, label, error);
}

gboolean
ink_text_builder_add (InkTextBuilder *builder, guint64 line, const char *text,
                      gsize length, char *label, GError **error)
{
  if (builder->mail)
    return add_mail (builder, line, text, length, label, error);
  return add_text (builder, line, text, length, label, error);
}

gboolean
ink_text_builder_add_mails (InkTextBuilder *builder, const char *bytes,
                            gsize n, char *label, GError **error)
{
  const char *end = bytes + n;
  const char *mail;
  gsize size;

  if (n == 0)
    return add_mail (builder, 1, "", 0, label, error);
  for (const char *at = bytes;
       (mail = ink_mailbox_next (&at, end, &size)) != NULL;)
    if (!add_mail (builder, 1, mail, size, label, error))
      return FALSE;
  return TRUE;
}

gboolean
ink_text_builder_skip (InkTextBuilder *builder, GError *cause, GError **error)
{
  if (!builder->skip)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  if (builder->n_skipped++ == 0)
    builder->skipped = g_strdup (cause->message);
  g_error_free (cause);
  return TRUE;
}

void
ink_text_builder_finish (InkTextBuilder *builder, const guint32 *numbers,
                         InkTextBlock *block)
{
  guint n = builder->texts->len;
  Storage *storage = g_new0 (Storage, 1);

  storage->buffers = g_steal_pointer (&builder->storage);
  storage->held = builder->held;
  block->storage = storage;
  block->n = n;
  block->texts = (const char **) g_ptr_array_free (
      g_steal_pointer (&builder->texts), FALSE);
  block->lengths = (guint32 *) (gpointer) g_array_free (
      g_steal_pointer (&builder->lengths), FALSE);
  block->labels = (guint32 *) (gpointer) g_array_free (
      g_steal_pointer (&builder->labels), FALSE);
  for (guint i = 0; i < n; i++)
    block->labels[i] = numbers[block->labels[i]];
}
