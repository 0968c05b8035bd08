#pragma once

#include <glib.h>

#include "core/data/text-set.h"
#include "core/model/model.h"
#include "core/text/tfidf.h"
#include "core/text/tokenizer.h"

G_BEGIN_DECLS

/* Multinomial naive Bayes over TF-IDF weights: scikit-learn 1.2's
 * TfidfVectorizer + MultinomialNB, figure for figure.
 *   theta[c][t] = (N[c][t] + alpha) / (sum_t N[c][t] + alpha V)
 *   log P(c | d) = log prior[c] + sum_t x[d][t] log theta[c][t] - log Z */

typedef struct
{
  InkAnalyzer analyzer;
  guint ngram_min, ngram_max; /* 1 to INK_NAIVE_BAYES_MAX_NGRAM; AUTO makes 1-1
                                 into 1-2 for Chinese */
  guint min_df;               /* documents */
  guint max_features;         /* 0: all */
  double alpha;               /* > 0 */
  gboolean sublinear_tf;
  InkNorm norm;
  gboolean compact; /* keep the counts as F32 instead of F64 */
} InkNaiveBayesOptions;

#define INK_NAIVE_BAYES_MAX_NGRAM 16

/* Classes x terms: 1 GiB of counts. */
#define INK_NAIVE_BAYES_MAX_COUNTS (1u << 27)

/* scikit-learn's defaults. */
#define INK_NAIVE_BAYES_OPTIONS_DEFAULT                                        \
  ((InkNaiveBayesOptions) { .analyzer = INK_ANALYZER_AUTO,                     \
                            .ngram_min = 1,                                    \
                            .ngram_max = 1,                                    \
                            .min_df = 1,                                       \
                            .alpha = 1.0,                                      \
                            .norm = INK_NORM_L2 })

extern const InkModelClass ink_naive_bayes_class;

/* ink_naive_bayes_train: fits on all of @texts.
 * Returns: (transfer full): or NULL with INK_ERROR_ARGUMENT (an option out of
 * range, by name), INK_ERROR_MISMATCH (one class only, no tokens at all),
 * INK_ERROR_LIMIT (too many classes x terms). Any thread. */
InkModel *ink_naive_bayes_train (const InkTextSet *texts,
                                 const InkNaiveBayesOptions *options,
                                 GError **error);
/* ink_naive_bayes_check: the errors of ink_naive_bayes_train() that need no
 * look at the texts: of options, and of one class only. */
gboolean ink_naive_bayes_check (const InkTextSet *texts,
                                const InkNaiveBayesOptions *options,
                                GError **error);
void ink_naive_bayes_options (const InkModel *model,
                              InkNaiveBayesOptions *options);
guint ink_naive_bayes_n_features (const InkModel *model);

/* What one token of a text adds. */
typedef struct
{
  gsize start, end;    /* bytes of the text */
  double contribution; /* nats towards the class against the mean of the
                          others; all equal tokens together add
                          contribution x their number; 0 where unknown */
  gboolean known;      /* in the vocabulary */
} InkTokenWeight;

/* ink_naive_bayes_explain: the tokens of @text (single words or characters; an
 * n-gram's weight is shared evenly by its tokens), in order.
 * Returns: (transfer full) (element-type InkTokenWeight). Any thread. */
GArray *ink_naive_bayes_explain (const InkModel *model, const char *text,
                                 guint class_index);

/* What one term (a word, a character, an n-gram) of a text adds. */
typedef struct
{
  char *term;
  guint count;         /* occurrences in the text */
  double contribution; /* nats, of all occurrences together */
} InkTermEffect;

/* ink_naive_bayes_explain_terms: the known terms of @text, from the strongest
 * for the class to the strongest against it. Together they add what the tokens
 * of ink_naive_bayes_explain() add.
 * Returns: (transfer full) (element-type InkTermEffect), with a clear function
 * set. Any thread. */
GArray *ink_naive_bayes_explain_terms (const InkModel *model, const char *text,
                                       guint class_index);

typedef struct
{
  char *token;
  double weight; /* log theta[c] - mean over the other classes */
} InkStrongToken;

/* The @n strongest tokens of a class, strongest first; (transfer full)
 * (element-type InkStrongToken), with a clear function set. */
GArray *ink_naive_bayes_strongest (const InkModel *model, guint class_index,
                                   guint n);

G_END_DECLS
