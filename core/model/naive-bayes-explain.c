/* Why a text got its class. A class c stands against the mean of the others:
 *   margin[c][t] = log theta[c][t] - mean over o != c of log theta[o][t]
 * A term of weight x adds x margin to the log odds in that sense; each of its
 * occurrences adds its part of it, and each token of an n-gram an even share of
 * that. */
#include "core/model/naive-bayes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/model/naive-bayes-private.h"

/* @row: [n_classes]: to work in */
static double
margin (const InkNaiveBayes *bayes, guint class_index, guint32 term,
        double *row)
{
  double others = 0.0;

  ink_naive_bayes_log_theta (bayes, term, row);
  for (guint c = 0; c < bayes->n_classes; c++)
    if (c != class_index)
      others += row[c];
  return row[class_index] - others / MAX (1, bayes->n_classes - 1);
}

/* What one occurrence of each of a text's terms adds, by ascending term. */
typedef struct
{
  GArray *counts;  /* InkTermCount */
  double *effects; /* [counts->len] */
  InkTokenWeight *tokens;
} Explanation;

static void
work_out_effects (Explanation *explanation, const InkNaiveBayes *bayes,
                  guint class_index)
{
  const InkTermCount *counts
      = (const InkTermCount *) (void *) explanation->counts->data;
  guint n = explanation->counts->len;
  g_autofree double *row = g_new (double, bayes->n_classes);

  explanation->effects = g_new (double, n);
  ink_naive_bayes_weigh (bayes, counts, n, explanation->effects);
  for (guint i = 0; i < n; i++)
    explanation->effects[i]
        *= margin (bayes, class_index, counts[i].term, row)
           / counts[i].count;
}

static int
compare_terms (const void *a, const void *b)
{
  guint32 a_term = *(const guint32 *) a;
  guint32 b_term = ((const InkTermCount *) b)->term;

  return (a_term > b_term) - (a_term < b_term);
}

static void
share_term_cb (guint32 term, gsize first, gsize last, gpointer user_data)
{
  Explanation *explanation = user_data;
  const InkTermCount *counts
      = (const InkTermCount *) (void *) explanation->counts->data;
  const InkTermCount *found = bsearch (&term, counts, explanation->counts->len,
                                       sizeof *counts, compare_terms);
  double share;

  if (found == NULL)
    return;
  share = explanation->effects[found - counts] / (double) (last - first + 1);
  for (gsize i = first; i <= last; i++)
    {
      explanation->tokens[i].contribution += share;
      explanation->tokens[i].known = TRUE;
    }
}

GArray *
ink_naive_bayes_explain (const InkModel *model, const char *text,
                         guint class_index)
{
  const InkNaiveBayes *bayes = ink_model_payload (model);
  g_autoptr (InkTokenizer) tokenizer = ink_term_tokenizer_new (&bayes->rule);
  GArray *weights = g_array_new (FALSE, TRUE, sizeof (InkTokenWeight));
  Explanation explanation = { NULL, NULL, NULL };
  const InkToken *tokens;
  gsize n;

  g_return_val_if_fail (ink_model_class (model) == &ink_naive_bayes_class
                            && class_index < bayes->n_classes,
                        weights);

  explanation.counts = g_array_new (FALSE, FALSE, sizeof (InkTermCount));
  ink_term_count_text (bayes->vocabulary, &bayes->rule, tokenizer, text,
                       explanation.counts);
  work_out_effects (&explanation, bayes, class_index);
  tokens = ink_tokenizer_run (tokenizer, text, &n);
  g_array_set_size (weights, (guint) n);
  explanation.tokens = (InkTokenWeight *) (void *) weights->data;
  for (gsize i = 0; i < n; i++)
    {
      explanation.tokens[i].start = tokens[i].source_start;
      explanation.tokens[i].end = tokens[i].source_end;
    }
  ink_term_each (bayes->vocabulary, &bayes->rule, tokenizer, tokens, n,
                 share_term_cb, &explanation);
  g_array_unref (explanation.counts);
  g_free (explanation.effects);
  return weights;
}

/* A term's bytes as a string; (transfer full). */
static char *
term_string (const InkNaiveBayes *bayes, guint32 term)
{
  gsize length;
  const char *bytes = ink_vocabulary_term (bayes->vocabulary, term, &length);

  return g_strndup (bytes, length);
}

static void
clear_effect (gpointer data)
{
  g_free (((InkTermEffect *) data)->term);
}

/* Of equally strong ones, the vocabulary's order holds: g_array_sort() is
 * stable. */
static int
compare_effects (gconstpointer a, gconstpointer b)
{
  double x = ((const InkTermEffect *) a)->contribution;
  double y = ((const InkTermEffect *) b)->contribution;

  return (x < y) - (x > y);
}

GArray *
ink_naive_bayes_explain_terms (const InkModel *model, const char *text,
                               guint class_index)
{
  const InkNaiveBayes *bayes = ink_model_payload (model);
  g_autoptr (InkTokenizer) tokenizer = ink_term_tokenizer_new (&bayes->rule);
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (InkTermCount));
  GArray *effects = g_array_new (FALSE, FALSE, sizeof (InkTermEffect));
  Explanation explanation = { counts, NULL, NULL };

  g_array_set_clear_func (effects, clear_effect);
  g_return_val_if_fail (ink_model_class (model) == &ink_naive_bayes_class
                            && class_index < bayes->n_classes,
                        effects);

  ink_term_count_text (bayes->vocabulary, &bayes->rule, tokenizer, text,
                       counts);
  work_out_effects (&explanation, bayes, class_index);
  for (guint i = 0; i < counts->len; i++)
    {
      const InkTermCount *count = &g_array_index (counts, InkTermCount, i);
      InkTermEffect effect = { term_string (bayes, count->term), count->count,
                               explanation.effects[i] * count->count };

      g_array_append_val (effects, effect);
    }
  g_array_sort (effects, compare_effects);
  g_free (explanation.effects);
  return effects;
}

typedef struct
{
  guint32 term;
  double weight;
} Ranked;

/* Strongest first; equally strong ones in the vocabulary's order. */
static int
compare_ranked (const void *a, const void *b)
{
  const Ranked *x = a;
  const Ranked *y = b;

  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;
  return (x->term > y->term) - (x->term < y->term);
}

static void
clear_strong_token (gpointer data)
{
  InkStrongToken *token = data;

  g_free (token->token);
}

GArray *
ink_naive_bayes_strongest (const InkModel *model, guint class_index, guint n)
{
  const InkNaiveBayes *bayes = ink_model_payload (model);
  GArray *strongest = g_array_new (FALSE, FALSE, sizeof (InkStrongToken));
  g_autofree Ranked *ranked = NULL;
  g_autofree double *row = NULL;

  g_array_set_clear_func (strongest, clear_strong_token);
  g_return_val_if_fail (ink_model_class (model) == &ink_naive_bayes_class
                            && class_index < bayes->n_classes,
                        strongest);

  ranked = g_new (Ranked, bayes->n_terms);
  row = g_new (double, bayes->n_classes);
  for (guint32 t = 0; t < bayes->n_terms; t++)
    ranked[t] = (Ranked) { t, margin (bayes, class_index, t, row) };
  qsort (ranked, bayes->n_terms, sizeof *ranked, compare_ranked);
  for (guint i = 0; i < MIN (n, bayes->n_terms); i++)
    {
      InkStrongToken token
          = { term_string (bayes, ranked[i].term), ranked[i].weight };

      g_array_append_val (strongest, token);
    }
  return strongest;
}
