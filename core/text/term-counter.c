/* Counting the known terms of a text by a small table of its own, which holds
 * where a term's count stands. */
#include <string.h>

#include "core/text/term-walk-private.h"

#define MIN_SLOTS 256

struct _InkTermCounter
{
  const InkVocabulary *vocabulary;
  const InkTermRule *rule;
  InkTokenizer *tokenizer;
  InkTermCount *counts;
  gsize n, max;
  guint32 *slots; /* [n_slots]: a count's place, plus one; a power of two */
  gsize n_slots;

  /* of the run under way */
  const char *string;
  const InkToken *tokens;
};

InkTermCounter *
ink_term_counter_new (const InkVocabulary *vocabulary, const InkTermRule *rule)
{
  InkTermCounter *counter = g_new0 (InkTermCounter, 1);

  counter->vocabulary = vocabulary;
  counter->rule = rule;
  counter->tokenizer = ink_term_tokenizer_new (rule);
  counter->n_slots = MIN_SLOTS;
  counter->max = MIN_SLOTS / 2;
  counter->slots = g_new (guint32, counter->n_slots);
  counter->counts = g_new (InkTermCount, counter->max);
  return counter;
}

void
ink_term_counter_free (InkTermCounter *counter)
{
  if (counter == NULL)
    return;
  ink_tokenizer_free (counter->tokenizer);
  g_free (counter->counts);
  g_free (counter->slots);
  g_free (counter);
}

/* Where @term's number stands, or belongs. */
static inline guint32 *
find_slot (const InkTermCounter *counter, guint32 term)
{
  gsize mask = counter->n_slots - 1;
  gsize i = (term * 0x9e3779b1u) & mask;

  while (counter->slots[i] != 0
         && counter->counts[counter->slots[i] - 1].term != term)
    i = (i + 1) & mask;
  return &counter->slots[i];
}

/* The table stays at most half full. */
static void
grow (InkTermCounter *counter)
{
  counter->max *= 2;
  counter->n_slots *= 2;
  counter->counts = g_renew (InkTermCount, counter->counts, counter->max);
  g_free (counter->slots);
  counter->slots = g_new0 (guint32, counter->n_slots);
  for (gsize i = 0; i < counter->n; i++)
    *find_slot (counter, counter->counts[i].term) = (guint32) i + 1;
}

static gboolean
count_ngram (gsize first, gsize last, gpointer user_data)
{
  InkTermCounter *counter = user_data;
  gsize start = counter->tokens[first].start;
  guint32 term, *slot;

  if (!ink_vocabulary_find (counter->vocabulary, counter->string + start,
                            counter->tokens[last].end - start, &term))
    return TRUE;
  slot = find_slot (counter, term);
  if (*slot != 0)
    {
      counter->counts[*slot - 1].count++;
      return TRUE;
    }
  if (counter->n == counter->max)
    {
      grow (counter);
      slot = find_slot (counter, term);
    }
  counter->counts[counter->n++] = (InkTermCount) { term, 1 };
  *slot = (guint32) counter->n;
  return TRUE;
}

const InkTermCount *
ink_term_counter_run (InkTermCounter *counter, const char *text, gsize *n)
{
  gsize n_tokens;

  counter->n = 0;
  memset (counter->slots, 0, counter->n_slots * sizeof *counter->slots);
  counter->tokens = ink_tokenizer_run (counter->tokenizer, text, &n_tokens);
  counter->string = ink_tokenizer_string (counter->tokenizer);
  walk_ngrams (counter->rule, counter->tokenizer, n_tokens, count_ngram,
               counter);
  *n = counter->n;
  return counter->counts;
}
