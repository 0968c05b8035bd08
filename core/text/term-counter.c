/* Counting the known terms of one text after the other. */
#include <string.h>

#include "core/text/term-block.h"

struct _InkTermCounter
{
  const InkVocabulary *vocabulary;
  InkTermBlock *block;
};

InkTermCounter *
ink_term_counter_new (const InkVocabulary *vocabulary, const InkTermRule *rule)
{
  InkTermCounter *counter = g_new0 (InkTermCounter, 1);

  counter->vocabulary = vocabulary;
  counter->block = ink_term_block_new (rule);
  return counter;
}

void
ink_term_counter_free (InkTermCounter *counter)
{
  if (counter == NULL)
    return;
  ink_term_block_free (counter->block);
  g_free (counter);
}

const InkTermCount *
ink_term_counter_run (InkTermCounter *counter, const char *text, gsize *n)
{
  const InkTermRows *rows;

  ink_term_block_begin (counter->block);
  ink_term_block_add (counter->block, text, strlen (text), NULL);
  rows = ink_term_block_known (counter->block, counter->vocabulary);
  *n = rows->n_entries;
  return rows->entries;
}
