/* A text as words that can go, and what goes with each: all n-grams that hold
 * it. A term's n-gram names its words, so all its occurrences go with any of
 * them; but for CHAR_WB, whose n-grams are of characters while whole words
 * go. */
#include "core/model/flip-search-private.h"

#include <string.h>

#include "core/text/unicode.h"

static guint32
intern (FlipSearch *search, const char *word, gsize length)
{
  guint32 unit;

  if (length == 0
      || !ink_vocabulary_intern (search->units, word, length, &unit, NULL))
    return FLIP_NO_UNIT;
  return unit;
}

/* A space is no word to take out. */
static guint32
unit_of_token (FlipSearch *search, gsize token)
{
  gsize length;
  const char *word = ink_text_terms_token (&search->terms, token, &length);

  if (length > 0 && ink_unicode_is_space (g_utf8_get_char_validated (
                        word, (gssize) length)))
    return FLIP_NO_UNIT;
  return intern (search, word, length);
}

/* Between the spaces that CHAR_WB puts around. */
static void
find_padded_words (FlipSearch *search)
{
  const InkTextTerms *terms = &search->terms;
  const char *string = ink_tokenizer_string (terms->tokenizer);
  gsize n, begin = 0;
  const gsize *ends = ink_tokenizer_stretches (terms->tokenizer, &n);

  for (gsize s = 0; s < n && ends[s] > begin; begin = ends[s++])
    {
      gsize start = terms->tokens[begin].end;
      gsize end = terms->tokens[ends[s] - 1].start;
      guint32 unit
          = end > start ? intern (search, string + start, end - start)
                        : FLIP_NO_UNIT;

      for (gsize t = begin; t < ends[s]; t++)
        search->unit_of[t] = unit;
    }
}

static void
find_units (FlipSearch *search)
{
  search->units = ink_vocabulary_new ();
  search->unit_of = g_new (guint32, search->terms.n_tokens + 1);
  if (search->by_parts)
    find_padded_words (search);
  else
    for (gsize t = 0; t < search->terms.n_tokens; t++)
      search->unit_of[t] = unit_of_token (search, t);
  search->n_units = ink_vocabulary_count (search->units);
}

/* A word and a term of it, of one place in the text. */
typedef struct
{
  guint32 unit, slot;
} Pair;

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const Pair *x = a, *y = b;

  if (x->unit != y->unit)
    return x->unit > y->unit ? 1 : -1;
  return (x->slot > y->slot) - (x->slot < y->slot);
}

static GArray *
find_pairs (const FlipSearch *search)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (gsize i = 0; i < search->terms.n_places; i++)
    {
      const InkTermPlace *place = &search->terms.places[i];

      for (gsize t = place->first; t <= place->last; t++)
        {
          Pair pair = { search->unit_of[t], place->slot };
          gboolean seen = pair.unit == FLIP_NO_UNIT;

          for (gsize before = place->first; before < t && !seen; before++)
            seen = search->unit_of[before] == pair.unit;
          if (!seen)
            g_array_append_val (pairs, pair);
        }
    }
  g_array_sort (pairs, compare_pairs);
  return pairs;
}

static void
find_parts (FlipSearch *search)
{
  g_autoptr (GArray) found = find_pairs (search);
  const Pair *pairs = (const Pair *) (void *) found->data;
  gsize n = 0;
  guint32 unit = 0;

  search->starts = g_new0 (gsize, search->n_units + 1);
  search->parts = g_new (FlipPart, found->len);
  search->n_parts_of = g_new0 (guint32, search->terms.n_terms);
  for (guint i = 0; i < found->len; i++)
    {
      for (; unit < pairs[i].unit; unit++)
        search->starts[unit + 1] = n;
      if (i > 0 && compare_pairs (&pairs[i - 1], &pairs[i]) == 0)
        {
          search->parts[n - 1].count++;
          continue;
        }
      search->parts[n++] = (FlipPart) { pairs[i].slot, 1 };
      search->n_parts_of[pairs[i].slot]++;
    }
  for (; unit < search->n_units; unit++)
    search->starts[unit + 1] = n;
}

void
flip_search_init (FlipSearch *search, const InkNaiveBayes *bayes,
                  const char *text)
{
  *search = (FlipSearch) { .bayes = bayes };
  search->by_parts = bayes->rule.analyzer == INK_ANALYZER_CHAR_WB;
  ink_text_terms_init (&search->terms, bayes, text);
  find_units (search);
  find_parts (search);
  search->removed = g_new0 (guint32, search->terms.n_terms);
}

/* The likeliest other classes. */
static void
choose_targets (FlipSearch *search, const double *p)
{
  search->n_targets = 0;
  for (guint c = 0; c < search->bayes->n_classes; c++)
    {
      guint at = search->n_targets;

      if (c == search->from)
        continue;
      if (at < FLIP_TARGETS)
        search->n_targets++;
      else if (p[c] <= p[search->targets[--at]])
        continue;
      for (; at > 0 && p[search->targets[at - 1]] < p[c]; at--)
        search->targets[at] = search->targets[at - 1];
      search->targets[at] = c;
    }
}

static void
weigh_terms (FlipSearch *search)
{
  const InkNaiveBayesOptions *options = &search->bayes->options;
  const InkTextTerms *terms = &search->terms;

  search->weights = g_new (double, terms->n_terms);
  if (options->events == INK_EVENTS_BERNOULLI)
    ink_naive_bayes_weigh (search->bayes, terms->counts, terms->n_terms,
                           search->weights);
  else
    ink_tfidf_weights (terms->counts, terms->n_terms, search->bayes->idf,
                       options->sublinear_tf, INK_NORM_NONE, search->weights);
}

void
flip_search_set_classes (FlipSearch *search, guint from,
                         const double *probabilities)
{
  const InkNaiveBayes *bayes = search->bayes;
  g_autofree double *row = g_new (double, bayes->n_classes);
  double *lead;

  search->from = from;
  choose_targets (search, probabilities);
  weigh_terms (search);
  search->leads
      = g_new (double, search->terms.n_terms * search->n_targets);
  lead = search->leads;
  for (gsize i = 0; i < search->terms.n_terms; i++)
    {
      ink_naive_bayes_log_theta (bayes, search->terms.counts[i].term, row);
      for (guint k = 0; k < search->n_targets; k++)
        *lead++ = row[from] - row[search->targets[k]];
    }
  for (guint k = 0; k < search->n_targets; k++)
    search->base_leads[k]
        = bayes->base[from] - bayes->base[search->targets[k]];
}

void
flip_search_clear (FlipSearch *search)
{
  ink_text_terms_clear (&search->terms);
  g_clear_pointer (&search->units, ink_vocabulary_free);
  g_clear_pointer (&search->unit_of, g_free);
  g_clear_pointer (&search->starts, g_free);
  g_clear_pointer (&search->parts, g_free);
  g_clear_pointer (&search->n_parts_of, g_free);
  g_clear_pointer (&search->leads, g_free);
  g_clear_pointer (&search->weights, g_free);
  g_clear_pointer (&search->removed, g_free);
}

gsize
flip_search_counts_without (FlipSearch *search, const guint32 *units, guint n,
                            InkTermCount *counts)
{
  const InkTextTerms *terms = &search->terms;
  g_autofree guint32 *gone = g_new0 (guint32, terms->n_terms);
  gsize left = 0;

  for (guint u = 0; u < n; u++)
    for (gsize p = search->starts[units[u]]; p < search->starts[units[u] + 1];
         p++)
      gone[search->parts[p].slot]
          = search->by_parts
                ? gone[search->parts[p].slot] + search->parts[p].count
                : terms->counts[search->parts[p].slot].count;
  for (gsize i = 0; i < terms->n_terms; i++)
    if (gone[i] < terms->counts[i].count)
      counts[left++] = (InkTermCount) { terms->counts[i].term,
                                        terms->counts[i].count - gone[i] };
  return left;
}
