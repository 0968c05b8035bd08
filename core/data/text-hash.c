/* The hash of texts that need not fit into memory: the bytes that
 * ink_text_set_hash() takes, block by block. */
#include "core/data/text-hash.h"

static void
add_block (GChecksum *sum, const InkTextBlock *block, const guint32 *numbers)
{
  for (guint i = 0; i < block->n; i++)
    {
      const guint32 label = GUINT32_TO_BE (numbers[block->labels[i]]);

      g_checksum_update (sum, (const guchar *) block->texts[i],
                         (gssize) block->lengths[i] + 1);
      g_checksum_update (sum, (const guchar *) &label, sizeof label);
    }
}

char *
ink_text_source_hash (InkTextSource *source, InkTextLabelsWatch watch,
                      gpointer user_data, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const guint32 *numbers = ink_text_source_numbers (source);

  if (!ink_text_source_rewind (source, error))
    return NULL;
  for (;;)
    {
      g_auto (InkTextBlock) block = { 0 };

      if (!ink_text_source_next (source, &block, error))
        return NULL;
      if (block.texts == NULL)
        return g_strdup (g_checksum_get_string (sum));
      add_block (sum, &block, numbers);
      if (watch != NULL
          && !watch (ink_text_source_fraction (source),
                     block.first + block.n, user_data, error))
        return NULL;
    }
}
