/* Counting a block of documents: a document's counts are kept by a stamp a
 * term, so that each occurrence costs one look into the vocabulary. */
#include "core/text/term-block-private.h"

#include "core/base/error.h"
#include "core/text/term-walk-private.h"

typedef struct
{
  TermBlock *block;
  const char *string;
  const InkToken *tokens;
  guint32 start; /* the document's first entry */
  GError **error;
} Adding;

/* Counts one occurrence of @term in the document whose entries begin at
 * @start. */
static void
count_term (TermBlock *block, guint32 term, guint32 start)
{
  InkTermCount entry = { term, 1 };
  guint32 *stamp;

  if (term >= block->stamps->len)
    {
      g_array_set_size (block->frequencies, term + 1);
      g_array_set_size (block->totals, term + 1);
      g_array_set_size (block->stamps, term + 1);
    }
  g_array_index (block->totals, guint32, term)++;
  stamp = &g_array_index (block->stamps, guint32, term);
  if (*stamp > start)
    {
      g_array_index (block->entries, InkTermCount, *stamp - 1).count++;
      return;
    }
  g_array_index (block->frequencies, guint32, term)++;
  g_array_append_val (block->entries, entry);
  *stamp = block->entries->len;
}

static gboolean
add_ngram (gsize first, gsize last, gpointer user_data)
{
  const Adding *adding = user_data;
  gsize from = adding->tokens[first].start;
  guint32 term;

  if (!ink_vocabulary_intern (adding->block->vocabulary,
                              adding->string + from,
                              adding->tokens[last].end - from, &term,
                              adding->error))
    return FALSE;
  count_term (adding->block, term, adding->start);
  return TRUE;
}

static gboolean
add_document (TermBlock *block, const InkTermRule *rule,
              InkTokenizer *tokenizer, const char *text, gsize number,
              GError **error)
{
  gsize n_tokens;
  const InkToken *tokens = ink_tokenizer_run (tokenizer, text, &n_tokens);
  Adding adding = { block, ink_tokenizer_string (tokenizer), tokens,
                    block->entries->len, error };

  if (n_tokens * rule->ngram_max >= G_MAXUINT32 / 2 - adding.start)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "text %" G_GSIZE_FORMAT ": expected at most %u"
                          " entries of terms, found more",
                          number, G_MAXUINT32 / 2);
  return walk_ngrams (rule, tokenizer, n_tokens, add_ngram, &adding);
}

gboolean
term_block_init (TermBlock *block, const InkTermRule *rule,
                 InkTokenizer *tokenizer, const char *const *texts,
                 gsize first, gsize n, GError **error)
{
  *block = (TermBlock) {
    .vocabulary = ink_vocabulary_new (),
    .frequencies = g_array_new (FALSE, TRUE, sizeof (guint32)),
    .totals = g_array_new (FALSE, TRUE, sizeof (guint32)),
    .stamps = g_array_new (FALSE, TRUE, sizeof (guint32)),
    .entries = g_array_new (FALSE, FALSE, sizeof (InkTermCount)),
    .ends = g_new0 (guint32, n),
    .n = n,
  };
  for (gsize i = 0; i < n; i++)
    {
      if (!add_document (block, rule, tokenizer, texts[i], first + i, error))
        return FALSE;
      block->ends[i] = block->entries->len;
    }
  return TRUE;
}

void
term_block_clear (TermBlock *block)
{
  if (block->vocabulary == NULL)
    return;
  ink_vocabulary_free (block->vocabulary);
  g_array_unref (block->frequencies);
  g_array_unref (block->totals);
  g_array_unref (block->stamps);
  g_array_unref (block->entries);
  g_free (block->ends);
  *block = (TermBlock) { 0 };
}
