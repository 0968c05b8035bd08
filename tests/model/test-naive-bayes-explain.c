/* Why naive Bayes says what it says: whatever the options, what tokens, terms
 * and words add must add up to what the classes' odds are. */
#include <math.h>

#include "core/model/naive-bayes-calibration.h"
#include "core/model/naive-bayes-explain.h"
#include "tests/model/small-texts.h"

#define NEAR 1e-9
#define MANY 1000
#define TINY 1e-300 /* nats: every term that adds anything */

static const char *const queries[]
    = { "goalie saves the puck puck on the ice",
        "The PUCK, orbit zebra puck of",
        "soil",
        "zebra",
        "ICE ice  on the moon shuttle",
        "" };

/* Every event model, norm and analyzer with short and long n-grams. */
static void
for_all_options (void (*check) (InkModel *model, const char *query))
{
  const InkAnalyzer analyzers[]
      = { INK_ANALYZER_WORD, INK_ANALYZER_CHAR, INK_ANALYZER_CHAR_WB };

  for (guint i = 0; i < 54; i++)
    {
      InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
      g_autoptr (InkModel) model = NULL;

      options.events = (InkEventModel) (i % 3);
      options.norm = (InkNorm) (i / 3 % 3);
      options.analyzer = analyzers[i / 9 % 3];
      options.ngram_max = i / 27 == 0 ? 1 : 3;
      options.sublinear_tf = i % 2;
      options.compact = i / 2 % 2;
      model = train_small (&options);
      if (i % 5 == 0)
        {
          g_autoptr (InkModel) raw = g_steal_pointer (&model);

          model = ink_naive_bayes_with_temperature (raw, 0.4);
        }
      for (guint q = 0; q < G_N_ELEMENTS (queries); q++)
        check (model, queries[q]);
    }
}

static double
sum_of (const GArray *tokens)
{
  double sum = 0.0;

  for (guint i = 0; i < tokens->len; i++)
    sum += g_array_index (tokens, InkTokenWeight, i).contribution;
  return sum;
}

/* Tokens, and terms, add up to the log odds of the class against the
 * (geometric) mean of the others, but for a text without terms. */
static void
check_sums (InkModel *model, const char *query)
{
  g_autoptr (InkExplanation) explanation = ink_explanation_new (model, query);
  const char *texts[] = { query, "" };
  double p[6];

  ink_model_predict_texts (model, texts, 2, 1, p);
  g_assert_cmpmem (p, 3 * sizeof *p,
                   ink_explanation_probabilities (explanation), 3 * sizeof *p);
  for (guint c = 0; c < 3; c++)
    {
      g_autoptr (GArray) tokens = ink_explanation_tokens (explanation, c);
      double expected = 0.0, terms = 0.0;

      for (guint k = 0; k < 3; k++)
        expected += log (p[k] / p[3 + k]) * (k == c ? 1.0 : -0.5);
      for (guint against = 0; against < 2; against++)
        {
          g_autoptr (GArray) some = ink_explanation_terms (
              explanation, c, against != 0, MANY, TINY);

          for (guint i = 0; i < some->len; i++)
            terms += g_array_index (some, InkTermEffect, i).contribution;
        }
      g_assert_cmpfloat_with_epsilon (sum_of (tokens), expected, NEAR);
      g_assert_cmpfloat_with_epsilon (terms, expected, NEAR);
    }
}

static void
test_sums (void)
{
  for_all_options (check_sums);
}

/* The class that a token speaks for most is that of its greatest
 * contribution. */
static void
check_best (InkModel *model, const char *query)
{
  g_autoptr (InkExplanation) explanation = ink_explanation_new (model, query);
  g_autoptr (GArray) first = ink_explanation_tokens (explanation, 0);

  for (guint i = 0; i < first->len; i++)
    {
      const InkTokenWeight *token = &g_array_index (first, InkTokenWeight, i);
      double most = -INFINITY;

      for (guint c = 0; c < 3; c++)
        {
          g_autoptr (GArray) tokens = ink_explanation_tokens (explanation, c);
          double here
              = g_array_index (tokens, InkTokenWeight, i).contribution;

          most = fmax (most, here);
          if (token->known && c == token->best)
            g_assert_cmpfloat_with_epsilon (here, token->best_contribution,
                                            NEAR);
        }
      g_assert_cmpfloat_with_epsilon (most, token->best_contribution, NEAR);
    }
}

static void
test_best (void)
{
  for_all_options (check_best);
}

/* A word's figures are those of its tokens together. */
static void
check_words (InkModel *model, const char *query)
{
  g_autoptr (InkExplanation) explanation = ink_explanation_new (model, query);

  for (guint c = 0; c < 3; c++)
    {
      g_autoptr (GArray) tokens = ink_explanation_tokens (explanation, c);
      double sum = 0.0;

      for (guint i = 0; i < tokens->len; i++)
        {
          g_autoptr (InkWordFigures) word
              = ink_explanation_word (explanation, i);

          sum += word->contributions[c] / word->count;
        }
      g_assert_cmpfloat_with_epsilon (sum, sum_of (tokens), NEAR);
    }
}

static void
test_words (void)
{
  for_all_options (check_words);
}

static void
test_tokens (void)
{
  g_autoptr (InkModel) model = train_small (&INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_autoptr (GArray) tokens
      = ink_naive_bayes_explain (model, "The PUCK, orbit zebra puck of", 0);
  const InkTokenWeight *w = (const InkTokenWeight *) (void *) tokens->data;

  g_assert_cmpuint (tokens->len, ==, 6);
  g_assert_cmpuint (w[1].start, ==, 4);
  g_assert_cmpuint (w[1].end, ==, 8);
  g_assert_true (w[1].known);
  g_assert_cmpfloat (w[1].contribution, >, 0.1);
  g_assert_cmpfloat (w[1].contribution, ==, w[4].contribution);
  g_assert_cmpuint (w[1].best, ==, 0);
  g_assert_cmpfloat (w[2].contribution, <, -0.1);
  g_assert_cmpuint (w[2].best, ==, 1);
  g_assert_false (w[3].known);
  g_assert_cmpfloat (w[3].contribution, ==, 0.0);
}

static void
test_terms (void)
{
  g_autoptr (InkModel) model = train_small (&INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_autoptr (InkExplanation) explanation
      = ink_explanation_new (model, "ORBIT puck puck zebra goalie saves");
  g_autoptr (GArray) most
      = ink_explanation_terms (explanation, 0, FALSE, 2, TINY);
  g_autoptr (GArray) against
      = ink_explanation_terms (explanation, 0, TRUE, 2, TINY);
  g_autoptr (GArray) none
      = ink_explanation_terms (explanation, 0, TRUE, 2, 100.0);
  const InkTermEffect *t = (const InkTermEffect *) (void *) most->data;

  g_assert_cmpuint (most->len, ==, 2);
  g_assert_cmpstr (t[0].term, ==, "puck");
  g_assert_cmpuint (t[0].count, ==, 2);
  g_assert_cmpfloat (t[0].contribution, >=, t[1].contribution);
  t = (const InkTermEffect *) (void *) against->data;
  g_assert_cmpuint (against->len, ==, 1);
  g_assert_cmpstr (t[0].term, ==, "orbit");
  g_assert_cmpfloat (t[0].contribution, <, 0);
  g_assert_cmpuint (none->len, ==, 0);
}

/* What is told of one word. "puck" is in two texts of six, both of class 0. */
static void
test_figures (void)
{
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  g_autoptr (InkModel) model = NULL;
  g_autoptr (InkExplanation) explanation = NULL;
  g_autoptr (InkWordFigures) puck = NULL;
  g_autoptr (InkWordFigures) zebra = NULL;

  options.ngram_max = 2;
  options.events = INK_EVENTS_BERNOULLI;
  model = train_small (&options);
  explanation = ink_explanation_new (model, "The Puck, puck on the zebra");
  puck = ink_explanation_word (explanation, 1);
  zebra = ink_explanation_word (explanation, 5);
  g_assert_cmpstr (puck->word, ==, "puck");
  g_assert_cmpuint (puck->count, ==, 2);
  g_assert_true (puck->known);
  g_assert_true (puck->is_term);
  g_assert_cmpuint (puck->n_ngrams, ==, 2); /* "the puck", "puck on" */
  g_assert_cmpuint (puck->document_frequency, ==, 2);
  g_assert_cmpuint (puck->n_documents, ==, 6);
  g_assert_cmpfloat_with_epsilon (puck->idf, log (7.0 / 3.0) + 1.0, NEAR);
  g_assert_cmpfloat (puck->shares[0], ==, 1.0);
  g_assert_cmpfloat (puck->shares[1], ==, 0.0);
  g_assert_cmpstr (zebra->word, ==, "zebra");
  g_assert_false (zebra->known);
  g_assert_false (zebra->is_term);
  g_assert_cmpfloat (zebra->contributions[2], ==, 0.0);
}

static void
test_spans (void)
{
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  g_autoptr (InkModel) model = NULL;
  g_autoptr (InkExplanation) explanation = NULL;
  g_autoptr (GArray) spans = NULL;
  g_autoptr (GArray) none = NULL;
  const InkTokenSpan *span;

  options.ngram_max = 2;
  model = train_small (&options);
  explanation = ink_explanation_new (model, "The puck: the  PUCK, moon");
  spans = ink_explanation_term_spans (explanation, "the puck");
  none = ink_explanation_term_spans (explanation, "goalie");
  span = (const InkTokenSpan *) (void *) spans->data;
  g_assert_cmpuint (spans->len, ==, 2);
  g_assert_cmpuint (span[0].start, ==, 0);
  g_assert_cmpuint (span[0].end, ==, 8);
  g_assert_cmpuint (span[1].start, ==, 10);
  g_assert_cmpuint (span[1].end, ==, 19);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
check_strongest (const GArray *tokens, double sign)
{
  for (guint i = 0; i < tokens->len; i++)
    {
      const InkStrongToken *t = &g_array_index (tokens, InkStrongToken, i);

      g_assert_cmpfloat (sign * t->weight, >, 0.0);
      if (i > 0)
        g_assert_cmpfloat (sign * t[-1].weight, >=, sign * t->weight);
    }
}

static void
test_strongest (void)
{
  g_autoptr (InkModel) model = train_small (&INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  g_autoptr (GArray) two = ink_naive_bayes_strongest (model, 1, FALSE, 2);
  g_autoptr (GArray) all = ink_naive_bayes_strongest (model, 1, FALSE, MANY);
  g_autoptr (GArray) against = ink_naive_bayes_strongest (model, 1, TRUE, MANY);

  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpstr (g_array_index (two, InkStrongToken, 0).token, ==, "orbit");
  g_assert_cmpuint (all->len + against->len, <=,
                    ink_naive_bayes_n_features (model));
  g_assert_cmpuint (all->len, >=, 4);
  g_assert_cmpuint (against->len, >=, 4);
  check_strongest (two, 1.0);
  check_strongest (all, 1.0);
  check_strongest (against, -1.0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/model/explain/sums", test_sums);
  g_test_add_func ("/core/model/explain/best", test_best);
  g_test_add_func ("/core/model/explain/words", test_words);
  g_test_add_func ("/core/model/explain/tokens", test_tokens);
  g_test_add_func ("/core/model/explain/terms", test_terms);
  g_test_add_func ("/core/model/explain/figures", test_figures);
  g_test_add_func ("/core/model/explain/spans", test_spans);
  g_test_add_func ("/core/model/explain/strongest", test_strongest);
  return g_test_run ();
}
