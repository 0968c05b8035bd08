/* The numbers that a vocabulary has for a block's terms. */
#include "core/text/term-known-private.h"

#include <string.h>

#include "core/base/hash-key.h"

void
term_known_clear (TermKnown *known)
{
  ink_term_rows_clear (&known->rows);
  g_free (known->numbers);
  g_free (known->places);
}

/* Into numbers. Those that were looked up for the block before are there. */
static void
look_up (TermKnown *known, const InkVocabulary *vocabulary, const char *bytes,
         const guint32 *offsets, guint32 n_terms)
{
  if (vocabulary != known->vocabulary)
    known->n_numbered = 0;
  known->vocabulary = vocabulary;
  if (n_terms > known->max_numbers)
    {
      known->max_numbers = MAX (n_terms, 2 * known->max_numbers);
      known->numbers = g_renew (guint32, known->numbers, known->max_numbers);
    }
  ink_vocabulary_find_many (vocabulary, bytes, offsets + known->n_numbered,
                            n_terms - known->n_numbered,
                            known->numbers + known->n_numbered);
  known->n_numbered = n_terms;
}

/* Where in a document's entries a bucket stands. The table is cleared for each
 * document, and at most half full. The place is in the product's high half, on
 * which all bits of the bucket bear. */
static guint32 *
find_bucket (const TermKnown *known, guint32 start, gsize mask, guint32 bucket)
{
  const InkTermCount *entries = known->rows.entries;
  gsize i = (bucket * ink_hash_keys[0] >> 32) & mask;

  while (known->places[i] > start
         && entries[known->places[i] - 1].term != bucket)
    i = (i + 1) & mask;
  return &known->places[i];
}

/* Adds up what fell into the same bucket: terms of the last document, which
 * begins at @start. Places of documents before are below. */
static void
join_buckets (TermKnown *known, guint32 start)
{
  InkTermRows *rows = &known->rows;
  gsize n = rows->n_entries - start, mask = 63;
  guint32 end = start;

  while (mask + 1 < 2 * n)
    mask = 2 * mask + 1;
  if (mask >= known->n_places)
    {
      known->n_places = mask + 1;
      g_free (known->places);
      known->places = g_new (guint32, known->n_places);
    }
  memset (known->places, 0, (mask + 1) * sizeof *known->places);
  for (gsize i = start; i < start + n; i++)
    {
      InkTermCount entry = rows->entries[i];
      guint32 *place = find_bucket (known, start, mask, entry.term);

      if (*place > start)
        {
          rows->entries[*place - 1].count += entry.count;
          continue;
        }
      rows->entries[end++] = entry;
      *place = end;
    }
  rows->n_entries = end;
}

const InkTermRows *
term_known_find (TermKnown *known, const InkVocabulary *vocabulary,
                 const char *bytes, const guint32 *offsets, guint32 n_terms,
                 const InkTermRows *counted)
{
  InkTermRows *rows = &known->rows;
  guint32 at = 0;

  look_up (known, vocabulary, bytes, offsets, n_terms);
  rows->n = rows->n_entries = 0;
  ink_term_rows_reserve (rows, counted->n_entries);
  for (gsize d = 0; d < counted->n; d++)
    {
      guint32 start = (guint32) rows->n_entries;

      for (; at < counted->ends[d]; at++)
        {
          InkTermCount entry = counted->entries[at];

          entry.term = known->numbers[entry.term];
          rows->entries[rows->n_entries] = entry;
          rows->n_entries += entry.term != G_MAXUINT32;
        }
      if (ink_vocabulary_n_buckets (vocabulary) > 0)
        join_buckets (known, start);
      ink_term_rows_end_document (rows);
    }
  return rows;
}
