/* One walk over a text's n-grams gives the places of the known ones; a small
 * table numbers the different ones among them, and a counting sort puts the
 * places by their first token. */
#include "core/model/text-terms-private.h"

#include <string.h>

typedef struct
{
  guint32 term;
  guint32 first, last;
} Found;

static void
found_cb (guint32 term, gsize first, gsize last, gpointer user_data)
{
  Found found = { term, (guint32) first, (guint32) last };

  g_array_append_val (user_data, found);
}

/* A power of two of slots, at most half of them taken. */
static gsize
n_slots_for (gsize n)
{
  gsize n_slots = 64;

  while (n_slots < 2 * n)
    n_slots *= 2;
  return n_slots;
}

/* Numbers the different terms of @found, and counts them. @numbers: (out): of
 * each of @found */
static void
number_terms (InkTextTerms *terms, const Found *found, gsize n,
              guint32 *numbers)
{
  gsize mask = n_slots_for (n) - 1;
  g_autofree guint32 *slots = g_new0 (guint32, mask + 1);

  terms->counts = g_new (InkTermCount, n);
  for (gsize i = 0; i < n; i++)
    {
      gsize at = (found[i].term * 0x9e3779b1u) & mask;

      while (slots[at] != 0 && terms->counts[slots[at] - 1].term
                                   != found[i].term)
        at = (at + 1) & mask;
      if (slots[at] == 0)
        {
          terms->counts[terms->n_terms++] = (InkTermCount) { found[i].term, 0 };
          slots[at] = (guint32) terms->n_terms;
        }
      numbers[i] = slots[at] - 1;
      terms->counts[numbers[i]].count++;
    }
}

static void
sort_places (InkTextTerms *terms, const Found *found, const guint32 *numbers)
{
  g_autofree guint32 *next = g_new0 (guint32, terms->n_tokens + 1);

  terms->places = g_new (InkTermPlace, terms->n_places);
  for (gsize i = 0; i < terms->n_places; i++)
    next[found[i].first + 1]++;
  for (gsize t = 0; t < terms->n_tokens; t++)
    next[t + 1] += next[t];
  for (gsize i = 0; i < terms->n_places; i++)
    terms->places[next[found[i].first]++]
        = (InkTermPlace) { numbers[i], found[i].first, found[i].last };
}

void
ink_text_terms_init (InkTextTerms *terms, const InkNaiveBayes *bayes,
                     const char *text)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Found));
  g_autofree guint32 *numbers = NULL;
  const Found *found;

  *terms = (InkTextTerms) { NULL };
  terms->tokenizer = ink_term_tokenizer_new (&bayes->rule);
  terms->tokens = ink_tokenizer_run (terms->tokenizer, text, &terms->n_tokens);
  ink_term_each (bayes->vocabulary, &bayes->rule, terms->tokenizer,
                 terms->tokens, terms->n_tokens, found_cb, all);
  terms->n_places = all->len;
  found = (const Found *) (void *) all->data;
  numbers = g_new (guint32, terms->n_places);
  number_terms (terms, found, terms->n_places, numbers);
  sort_places (terms, found, numbers);
}

void
ink_text_terms_clear (InkTextTerms *terms)
{
  g_clear_pointer (&terms->tokenizer, ink_tokenizer_free);
  g_clear_pointer (&terms->counts, g_free);
  g_clear_pointer (&terms->places, g_free);
}

const char *
ink_text_terms_token (const InkTextTerms *terms, gsize token, gsize *length)
{
  const InkToken *found = &terms->tokens[token];

  *length = found->end - found->start;
  return ink_tokenizer_string (terms->tokenizer) + found->start;
}
