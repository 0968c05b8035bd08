/* What would change a verdict: first a set of words by going greedily, then
 * whether fewer do, as long as that takes a bounded number of steps. Nothing
 * depends on time. What is given has been read again as a text would be. */
#include "core/model/naive-bayes-flip.h"

#include <stdlib.h>
#include <string.h>

#include "core/model/flip-search-private.h"

#define MOST_STEPS 1000000

typedef struct
{
  InkTermCount *counts; /* [n_terms]: to work in, as the next two */
  double *weights;
  double *probabilities; /* [n_classes]: of the last check */
} Reading;

static guint
likeliest (const double *p, guint n)
{
  guint top = 0;

  for (guint c = 1; c < n; c++)
    if (p[c] > p[top])
      top = c;
  return top;
}

static guint
read_without (FlipSearch *search, Reading *reading, const guint32 *units,
              guint n)
{
  gsize left
      = flip_search_counts_without (search, units, n, reading->counts);

  ink_naive_bayes_read_counts (search->bayes, reading->counts, left,
                               reading->weights, reading->probabilities);
  return likeliest (reading->probabilities, search->bayes->n_classes);
}

static gboolean
check_cb (FlipSearch *search, const guint32 *units, guint n,
          gpointer user_data)
{
  return read_without (search, user_data, units, n) != search->from;
}

static guint
find (FlipSearch *search, Reading *reading, guint limit, guint32 *units,
      gboolean *fewest)
{
  g_autofree guint32 *fewer = g_new (guint32, limit + 1);
  guint most = MIN (limit, search->n_units);
  guint n, n_fewer;

  *fewest = TRUE;
  if (most == 0)
    return 0;
  n = flip_search_greedily (search, most, check_cb, reading, units);
  n_fewer = flip_search_fewest (search, n > 0 ? n : most + 1, check_cb, reading,
                                fewer, fewest);
  if (n_fewer == 0)
    return n;
  memcpy (units, fewer, n_fewer * sizeof *units);
  return n_fewer;
}

static gboolean
is_among (const guint32 *units, guint n, guint32 unit)
{
  for (guint i = 0; i < n; i++)
    if (units[i] == unit)
      return TRUE;
  return FALSE;
}

/* Touching tokens of one word make one span. */
static void
add_spans (InkNaiveBayesFlip *flip, const FlipSearch *search,
           const guint32 *units, guint n)
{
  const InkToken *tokens = search->terms.tokens;

  for (gsize t = 0; t < search->terms.n_tokens; t++)
    {
      InkTokenSpan span = { tokens[t].source_start, tokens[t].source_end };

      if (span.end > span.start && is_among (units, n, search->unit_of[t]))
        g_array_append_val (flip->spans, span);
    }
}

static void
add_words (InkNaiveBayesFlip *flip, const FlipSearch *search,
           const guint32 *units, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      gsize length;
      const char *word = ink_vocabulary_term (search->units, units[i], &length);

      g_ptr_array_add (flip->words, g_strndup (word, length));
    }
  if (n > 0)
    add_spans (flip, search, units, n);
}

static void
search_flip (InkNaiveBayesFlip *flip, FlipSearch *search, Reading *reading,
             guint limit)
{
  g_autofree guint32 *units = g_new (guint32, limit + 1);
  guint n;

  flip->from = read_without (search, reading, NULL, 0);
  flip_search_set_classes (search, flip->from, reading->probabilities);
  search->most_steps = MOST_STEPS;
  n = find (search, reading, limit, units, &flip->fewest);
  flip->to = read_without (search, reading, units, n);
  memcpy (flip->probabilities, reading->probabilities,
          search->bayes->n_classes * sizeof *flip->probabilities);
  add_words (flip, search, units, n);
}

InkNaiveBayesFlip *
ink_naive_bayes_flip (const InkModel *model, const char *text, guint limit)
{
  const InkNaiveBayes *bayes = ink_model_payload (model);
  InkNaiveBayesFlip *flip = g_new0 (InkNaiveBayesFlip, 1);
  Reading reading;
  FlipSearch search;

  flip->words = g_ptr_array_new_with_free_func (g_free);
  flip->spans = g_array_new (FALSE, FALSE, sizeof (InkTokenSpan));
  g_return_val_if_fail (ink_model_class (model) == &ink_naive_bayes_class
                            && limit > 0,
                        flip);

  flip_search_init (&search, bayes, text);
  flip->probabilities = g_new (double, bayes->n_classes);
  reading.counts = g_new (InkTermCount, search.terms.n_terms);
  reading.weights = g_new (double, search.terms.n_terms);
  reading.probabilities = g_new (double, bayes->n_classes);
  search_flip (flip, &search, &reading, limit);
  g_free (reading.counts);
  g_free (reading.weights);
  g_free (reading.probabilities);
  flip_search_clear (&search);
  return flip;
}

void
ink_naive_bayes_flip_free (InkNaiveBayesFlip *flip)
{
  if (flip == NULL)
    return;
  g_ptr_array_unref (flip->words);
  g_array_unref (flip->spans);
  g_free (flip->probabilities);
  g_free (flip);
}
