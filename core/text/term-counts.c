/* Counting the n-grams of texts. A corpus is read once: every n-gram gets a
 * number as it first comes up, a document's counts are kept by a stamp a term,
 * and at the end the terms that stay are numbered again in code point order. */
#include "core/text/term-counts.h"

#include <stdlib.h>

#include "core/base/error.h"
#include "core/text/term-limit.h"
#include "core/text/term-walk-private.h"

InkTokenizer *
ink_term_tokenizer_new (const InkTermRule *rule)
{
  InkTokenizer *tokenizer = ink_tokenizer_new (rule->analyzer);

  ink_tokenizer_set_stop_words (tokenizer, rule->stop_words);
  return tokenizer;
}

typedef struct
{
  const InkVocabulary *vocabulary;
  const char *string;
  const InkToken *tokens;
  InkTermFunc func;
  gpointer user_data;
} Each;

static gboolean
find_term (gsize first, gsize last, gpointer user_data)
{
  const Each *each = user_data;
  gsize start = each->tokens[first].start;
  guint32 term;

  if (ink_vocabulary_find (each->vocabulary, each->string + start,
                           each->tokens[last].end - start, &term))
    each->func (term, first, last, each->user_data);
  return TRUE;
}

void
ink_term_each (const InkVocabulary *vocabulary, const InkTermRule *rule,
               const InkTokenizer *tokenizer, const InkToken *tokens,
               gsize n_tokens, InkTermFunc func, gpointer user_data)
{
  Each each = { vocabulary, ink_tokenizer_string (tokenizer), tokens, func,
                user_data };

  walk_ngrams (rule, tokenizer, n_tokens, find_term, &each);
}

static void
append_term_cb (guint32 term, gsize first, gsize last, gpointer user_data)
{
  InkTermCount entry = { term, 1 };

  g_array_append_val (user_data, entry);
}

static int
compare_entries (const void *a, const void *b)
{
  guint32 a_term = ((const InkTermCount *) a)->term;
  guint32 b_term = ((const InkTermCount *) b)->term;

  return (a_term > b_term) - (a_term < b_term);
}

static void
insertion_sort (InkTermCount *e, gsize n)
{
  for (gsize i = 1; i < n; i++)
    {
      InkTermCount held = e[i];
      gsize j = i;

      for (; j > 0 && e[j - 1].term > held.term; j--)
        e[j] = e[j - 1];
      e[j] = held;
    }
}

static guint32
median_of (guint32 a, guint32 b, guint32 c)
{
  return MAX (MIN (a, b), MIN (MAX (a, b), c));
}

/* By term: quicksort without a call for each comparison; past @depth, which
 * only a text made for it reaches, the library's. */
static void
sort_entries (InkTermCount *e, gsize n, guint depth)
{
  while (n > 16)
    {
      guint32 pivot = median_of (e[0].term, e[n / 2].term, e[n - 1].term);
      gsize i = 0, j = n - 1;

      if (depth-- == 0)
        {
          qsort (e, n, sizeof *e, compare_entries);
          return;
        }
      for (;; i++, j--)
        {
          InkTermCount held;

          while (e[i].term < pivot)
            i++;
          while (e[j].term > pivot)
            j--;
          if (i >= j)
            break;
          held = e[i];
          e[i] = e[j];
          e[j] = held;
        }
      sort_entries (e + j + 1, n - j - 1, depth);
      n = j + 1;
    }
  insertion_sort (e, n);
}

/* Sorts by term and adds up what is equal. */
static void
merge_entries (GArray *entries)
{
  InkTermCount *e = (InkTermCount *) (void *) entries->data;
  guint n = 0;

  sort_entries (e, entries->len, 2 * g_bit_storage (entries->len));
  for (guint i = 0; i < entries->len; i++)
    {
      if (n > 0 && e[n - 1].term == e[i].term)
        e[n - 1].count += e[i].count;
      else
        e[n++] = e[i];
    }
  g_array_set_size (entries, n);
}

void
ink_term_count_text (const InkVocabulary *vocabulary, const InkTermRule *rule,
                     InkTokenizer *tokenizer, const char *text, GArray *counts)
{
  gsize n;
  const InkToken *tokens = ink_tokenizer_run (tokenizer, text, &n);

  g_array_set_size (counts, 0);
  ink_term_each (vocabulary, rule, tokenizer, tokens, n, append_term_cb,
                 counts);
  if (counts->len > 1)
    merge_entries (counts);
}
