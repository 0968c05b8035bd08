/* Why a text got its class. A class c stands against the mean of the others:
 *   margin[c][t] = log theta[c][t] - mean over o != c of log theta[o][t]
 * A term of weight x adds x margin to the log odds in that sense; each of its
 * occurrences adds its part of it, and each token of an n-gram an even share of
 * that. All is linear in log theta, so what tokens and words add is summed up
 * over log theta first, and made a margin last. */
#include "core/model/naive-bayes-explain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/model/text-terms-private.h"

struct _InkExplanation
{
  InkModel *model;
  const InkNaiveBayes *bayes; /* of the model */
  InkTextTerms terms;
  double *effects; /* [terms.n_terms]: of one occurrence, but for log theta */
  double *probabilities; /* [n_classes] */
};

InkExplanation *
ink_explanation_new (InkModel *model, const char *text)
{
  const InkNaiveBayes *bayes = ink_model_payload (model);
  InkExplanation *explanation;

  g_return_val_if_fail (ink_model_class (model) == &ink_naive_bayes_class,
                        NULL);
  explanation = g_new0 (InkExplanation, 1);
  explanation->model = ink_model_ref (model);
  explanation->bayes = bayes;
  ink_text_terms_init (&explanation->terms, bayes, text);
  explanation->effects = g_new (double, explanation->terms.n_terms);
  explanation->probabilities = g_new (double, bayes->n_classes);
  ink_naive_bayes_read_counts (bayes, explanation->terms.counts,
                               explanation->terms.n_terms,
                               explanation->effects,
                               explanation->probabilities);
  for (gsize i = 0; i < explanation->terms.n_terms; i++)
    explanation->effects[i]
        /= explanation->terms.counts[i].count * bayes->temperature;
  return explanation;
}

void
ink_explanation_free (InkExplanation *explanation)
{
  if (explanation == NULL)
    return;
  ink_text_terms_clear (&explanation->terms);
  g_free (explanation->effects);
  g_free (explanation->probabilities);
  ink_model_unref (explanation->model);
  g_free (explanation);
}

InkModel *
ink_explanation_model (const InkExplanation *explanation)
{
  return explanation->model;
}

const double *
ink_explanation_probabilities (const InkExplanation *explanation)
{
  return explanation->probabilities;
}

/* Of a row of log theta, or of a weighted sum of such. */
static double
margin_of (const double *row, guint n_classes, guint class_index)
{
  double others = 0.0;

  for (guint c = 0; c < n_classes; c++)
    if (c != class_index)
      others += row[c];
  return row[class_index] - others / MAX (1, n_classes - 1);
}

static double
margin (const InkNaiveBayes *bayes, guint class_index, guint32 term,
        double *row)
{
  ink_naive_bayes_log_theta (bayes, term, row);
  return margin_of (row, bayes->n_classes, class_index);
}

static void
add_row (double *sum, const double *row, guint n, double factor)
{
  for (guint c = 0; c < n; c++)
    sum[c] += factor * row[c];
}

/* ---- tokens ------------------------------------------------------------ */

static void
weigh_token (InkTokenWeight *weight, const double *sum, guint n_classes,
             guint class_index)
{
  guint best = 0;

  for (guint c = 1; c < n_classes; c++)
    if (sum[c] > sum[best])
      best = c;
  weight->known = TRUE;
  weight->best = best;
  weight->best_contribution = margin_of (sum, n_classes, best);
  weight->contribution = best == class_index
                             ? weight->best_contribution
                             : margin_of (sum, n_classes, class_index);
}

/* Sums of the tokens under way: those of the n-grams that begin where the sweep
 * is, a ring of as many as an n-gram can have. */
typedef struct
{
  const InkExplanation *explanation;
  InkTokenWeight *weights; /* [n_tokens] */
  guint class_index, n_classes;
  double *sums; /* [INK_NAIVE_BAYES_MAX_NGRAM][n_classes] */
  double *row;  /* [n_classes] */
} Sweep;

static double *
sum_of (Sweep *sweep, gsize token)
{
  return sweep->sums
         + token % INK_NAIVE_BAYES_MAX_NGRAM * sweep->n_classes;
}

static void
add_place (Sweep *sweep, const InkTermPlace *place)
{
  const InkExplanation *e = sweep->explanation;
  double share = e->effects[place->slot] / (place->last - place->first + 1);

  ink_naive_bayes_log_theta (e->bayes, e->terms.counts[place->slot].term,
                             sweep->row);
  for (gsize t = place->first; t <= place->last; t++)
    {
      add_row (sum_of (sweep, t), sweep->row, sweep->n_classes, share);
      sweep->weights[t].known = TRUE;
    }
}

static void
finish_token (Sweep *sweep, gsize token)
{
  double *sum = sum_of (sweep, token);

  if (!sweep->weights[token].known)
    return;
  weigh_token (&sweep->weights[token], sum, sweep->n_classes,
               sweep->class_index);
  memset (sum, 0, sweep->n_classes * sizeof *sum);
}

GArray *
ink_explanation_tokens (const InkExplanation *explanation, guint class_index)
{
  const InkTextTerms *terms = &explanation->terms;
  guint n_classes = explanation->bayes->n_classes;
  g_autofree double *buffer
      = g_new0 (double, (INK_NAIVE_BAYES_MAX_NGRAM + 1) * (gsize) n_classes);
  GArray *weights
      = g_array_sized_new (FALSE, TRUE, sizeof (InkTokenWeight),
                           (guint) terms->n_tokens);
  Sweep sweep = { explanation,
                  (InkTokenWeight *) (void *) weights->data,
                  class_index,
                  n_classes,
                  buffer + n_classes,
                  buffer };
  gsize place = 0;

  g_return_val_if_fail (class_index < n_classes, weights);

  g_array_set_size (weights, (guint) terms->n_tokens);
  for (gsize t = 0; t < terms->n_tokens; t++)
    {
      sweep.weights[t].start = terms->tokens[t].source_start;
      sweep.weights[t].end = terms->tokens[t].source_end;
      for (; place < terms->n_places && terms->places[place].first == t;
           place++)
        add_place (&sweep, &terms->places[place]);
      finish_token (&sweep, t);
    }
  return weights;
}

GArray *
ink_naive_bayes_explain (const InkModel *model, const char *text,
                         guint class_index)
{
  g_autoptr (InkExplanation) explanation
      = ink_explanation_new ((InkModel *) model, text);

  return ink_explanation_tokens (explanation, class_index);
}

/* ---- terms ------------------------------------------------------------- */

static void
clear_effect (gpointer data)
{
  g_free (((InkTermEffect *) data)->term);
}

GArray *
ink_explanation_terms (const InkExplanation *explanation, guint class_index,
                       gboolean against, guint n, double least)
{
  const InkTextTerms *terms = &explanation->terms;
  GArray *effects = g_array_new (FALSE, FALSE, sizeof (InkTermEffect));
  g_autofree double *row = g_new (double, explanation->bayes->n_classes);
  g_autofree InkRankedTerm *ranked = g_new (InkRankedTerm, n);
  guint n_ranked = 0;

  g_array_set_clear_func (effects, clear_effect);
  g_return_val_if_fail (class_index < explanation->bayes->n_classes, effects);

  for (gsize i = 0; i < terms->n_terms; i++)
    {
      double effect = explanation->effects[i] * terms->counts[i].count
                      * margin (explanation->bayes, class_index,
                                terms->counts[i].term, row);

      if ((against ? -effect : effect) >= least)
        ink_ranked_terms_add (ranked, &n_ranked, n, (guint32) i,
                              against ? -effect : effect);
    }
  for (guint i = 0; i < n_ranked; i++)
    {
      const InkTermCount *count = &terms->counts[ranked[i].term];
      InkTermEffect effect
          = { ink_naive_bayes_term (explanation->bayes, count->term),
              count->count,
              against ? -ranked[i].strength : ranked[i].strength };

      g_array_append_val (effects, effect);
    }
  return effects;
}

GArray *
ink_explanation_term_spans (const InkExplanation *explanation,
                            const char *term)
{
  const InkTextTerms *terms = &explanation->terms;
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (InkTokenSpan));
  guint32 number;

  if (explanation->bayes->options.hash_features > 0)
    number = (guint32) g_ascii_strtoull (term + (*term == '#'), NULL, 10);
  else if (!ink_vocabulary_find (explanation->bayes->vocabulary, term,
                                 strlen (term), &number))
    return spans;
  for (gsize i = 0; i < terms->n_places; i++)
    {
      const InkTermPlace *place = &terms->places[i];
      InkTokenSpan span = { terms->tokens[place->first].source_start,
                            terms->tokens[place->last].source_end };

      if (terms->counts[place->slot].term == number)
        g_array_append_val (spans, span);
    }
  return spans;
}

/* ---- one word ---------------------------------------------------------- */

void
ink_word_figures_free (InkWordFigures *figures)
{
  if (figures == NULL)
    return;
  g_free (figures->word);
  g_free (figures->contributions);
  g_free (figures->shares);
  g_free (figures);
}

/* The tokens that read @word: [n_tokens], TRUE for those; (transfer full). */
static guint8 *
mark_tokens (const InkTextTerms *terms, const char *word, gsize length)
{
  guint8 *marks = g_new0 (guint8, terms->n_tokens + 1);

  for (gsize t = 0; t < terms->n_tokens; t++)
    {
      gsize other_length;
      const char *other = ink_text_terms_token (terms, t, &other_length);

      marks[t] = other_length == length && memcmp (other, word, length) == 0;
    }
  return marks;
}

static void
add_up_word (const InkExplanation *explanation, const guint8 *marks,
             InkWordFigures *figures)
{
  const InkTextTerms *terms = &explanation->terms;
  guint n_classes = explanation->bayes->n_classes;
  g_autofree double *sum = g_new0 (double, n_classes);
  g_autofree double *row = g_new (double, n_classes);
  g_autofree guint8 *seen = g_new0 (guint8, terms->n_terms + 1);

  for (gsize t = 0; t < terms->n_tokens; t++)
    figures->count += marks[t];
  for (gsize i = 0; i < terms->n_places; i++)
    {
      const InkTermPlace *place = &terms->places[i];
      guint length = place->last - place->first + 1;
      guint within = 0;

      for (gsize t = place->first; t <= place->last; t++)
        within += marks[t];
      if (within == 0)
        continue;
      figures->known = TRUE;
      figures->n_ngrams += length > 1 && !seen[place->slot];
      seen[place->slot] = TRUE;
      ink_naive_bayes_log_theta (explanation->bayes,
                                 terms->counts[place->slot].term, row);
      add_row (sum, row, n_classes,
               explanation->effects[place->slot] * within / length);
    }
  for (guint c = 0; c < n_classes; c++)
    figures->contributions[c] = margin_of (sum, n_classes, c);
}

static void
look_up_word (const InkNaiveBayes *bayes, InkWordFigures *figures)
{
  double total = 0.0;
  guint32 term;

  if (bayes->rule.ngram_min > 1
      || !ink_vocabulary_find (bayes->vocabulary, figures->word,
                               strlen (figures->word), &term))
    return;
  figures->is_term = TRUE;
  figures->idf = bayes->idf[term];
  figures->document_frequency = bayes->document_frequency[term];
  ink_class_counts_row (&bayes->counts, term, figures->shares);
  for (guint c = 0; c < bayes->n_classes; c++)
    total += figures->shares[c];
  for (guint c = 0; total > 0 && c < bayes->n_classes; c++)
    figures->shares[c] /= total;
}

InkWordFigures *
ink_explanation_word (const InkExplanation *explanation, gsize token)
{
  InkWordFigures *figures = g_new0 (InkWordFigures, 1);
  g_autofree guint8 *marks = NULL;
  const char *word;
  gsize length;

  g_return_val_if_fail (token < explanation->terms.n_tokens, figures);

  word = ink_text_terms_token (&explanation->terms, token, &length);
  figures->word = g_strndup (word, length);
  figures->contributions = g_new0 (double, explanation->bayes->n_classes);
  figures->shares = g_new0 (double, explanation->bayes->n_classes);
  figures->n_documents = explanation->bayes->n_documents;
  marks = mark_tokens (&explanation->terms, word, length);
  add_up_word (explanation, marks, figures);
  look_up_word (explanation->bayes, figures);
  return figures;
}
