#pragma once

#include <glib.h>

#include "core/data/text-set.h"
#include "core/model/model.h"
#include "core/text/term-matrix.h"
#include "core/text/tfidf.h"
#include "core/text/tokenizer.h"

G_BEGIN_DECLS

/* Naive Bayes over TF-IDF weights: scikit-learn 1.2's TfidfVectorizer with
 * MultinomialNB, ComplementNB or BernoulliNB, figure for figure. N[c][t] is the
 * sum of weights of term t in class c, n[c] the number of texts of class c that
 * hold it.
 *   multinomial: theta[c][t] = (N[c][t] + alpha) / (sum_t N[c][t] + alpha V)
 *                log P(c | d) = log prior[c] + sum_t x[d][t] log theta[c][t]
 *                               - log Z
 *   complement:  the same with - log theta of all other classes together and
 *                without a prior (Rennie et al., Tackling the Poor Assumptions
 *                of Naive Bayes Text Classifiers, 2003)
 *   bernoulli:   p[c][t] = (n[c][t] + alpha) / (n[c] + 2 alpha) is the chance
 *                that a text of class c holds t; what it lacks counts, too */
typedef enum
{
  INK_EVENTS_MULTINOMIAL,
  INK_EVENTS_COMPLEMENT,
  INK_EVENTS_BERNOULLI,
} InkEventModel;

/* "multinomial", "complement", "bernoulli". */
const char *ink_event_model_name (InkEventModel model);
gboolean ink_event_model_from_name (const char *name, InkEventModel *model);

typedef enum
{
  INK_PRIOR_FITTED, /* the classes' shares of the texts */
  INK_PRIOR_UNIFORM,
  INK_PRIOR_GIVEN,
} InkPrior;

/* "fitted", "uniform", "given". */
const char *ink_prior_name (InkPrior prior);
gboolean ink_prior_from_name (const char *name, InkPrior *prior);

/* Pointers are borrowed: of what a model is trained with until it is trained,
 * of what a model says from the model. */
typedef struct
{
  InkAnalyzer analyzer;
  gboolean auto_fine;         /* AUTO: ICU instead of WORD; instead of CHAR
                                 CHAR_WB, whose n-grams are one longer */
  guint ngram_min, ngram_max; /* 1 to INK_NAIVE_BAYES_MAX_NGRAM; AUTO makes 1-1
                                 into 1-2 for Chinese */
  InkDocumentLimit min_df;    /* a number of 1 and more, or a share */
  InkDocumentLimit max_df;    /* 0 and no share: all */
  guint max_features;         /* 0: all */
  guint hash_features;        /* 0: terms by name; else they fall into so many
                                 buckets by their hash, and have no names: as
                                 scikit-learn's HashingVectorizer without signs.
                                 Without min_df, max_df and max_features */
  double alpha;               /* > 0, at most INK_NAIVE_BAYES_MAX_ALPHA; below
                                 1e-10 it counts as that */
  gboolean sublinear_tf;
  InkNorm norm;
  gboolean compact; /* keep the counts as F32 instead of F64 */
  InkIdf idf;
  InkEventModel events;
  gboolean complement_norm; /* COMPLEMENT: divide a class's weights by their
                               sum, the second normalisation of Rennie et al. */
  InkPrior prior;
  const double *class_prior;     /* GIVEN: [n_class_prior], in the order of the
                                    class names, summing to 1 */
  guint n_class_prior;
  const char *const *stop_words; /* (nullable): NULL-terminated, lower-case;
                                    WORD and ICU only */
} InkNaiveBayesOptions;

#define INK_NAIVE_BAYES_MAX_NGRAM 16
#define INK_NAIVE_BAYES_MAX_ALPHA 1e100 /* sums of it stay finite */
#define INK_NAIVE_BAYES_MAX_BUCKETS (1u << 24)

/* Classes x terms: 1 GiB of counts. */
#define INK_NAIVE_BAYES_MAX_COUNTS (1u << 27)

/* scikit-learn's defaults. */
#define INK_NAIVE_BAYES_OPTIONS_DEFAULT                                        \
  ((InkNaiveBayesOptions) { .analyzer = INK_ANALYZER_AUTO,                     \
                            .ngram_min = 1,                                    \
                            .ngram_max = 1,                                    \
                            .min_df = { 1, FALSE },                            \
                            .alpha = 1.0,                                      \
                            .norm = INK_NORM_L2 })

/* ink_naive_bayes_options_copy: @copy has its own of what @options point to; to
 * be cleared by ink_naive_bayes_options_clear(). Any thread. */
void ink_naive_bayes_options_copy (const InkNaiveBayesOptions *options,
                                   InkNaiveBayesOptions *copy);
void ink_naive_bayes_options_clear (InkNaiveBayesOptions *copy);

extern const InkModelClass ink_naive_bayes_class;

/* ink_naive_bayes_train: fits on all of @texts.
 * Returns: (transfer full): or NULL with INK_ERROR_ARGUMENT (an option out of
 * range, by name), INK_ERROR_MISMATCH (one class only, no tokens at all,
 * another number of priors than of classes),
 * INK_ERROR_LIMIT (too many classes x terms). Any thread. */
InkModel *ink_naive_bayes_train (const InkTextSet *texts,
                                 const InkNaiveBayesOptions *options,
                                 GError **error);
/* The same on @n_threads, 0 for all; the model does not depend on them. */
InkModel *ink_naive_bayes_train_on (const InkTextSet *texts,
                                    const InkNaiveBayesOptions *options,
                                    guint n_threads, GError **error);
/* ink_naive_bayes_check: the errors of ink_naive_bayes_train() that need no
 * look at the texts: of options, and of one class only. */
gboolean ink_naive_bayes_check (const InkTextSet *texts,
                                const InkNaiveBayesOptions *options,
                                GError **error);
void ink_naive_bayes_options (const InkModel *model,
                              InkNaiveBayesOptions *options);
guint ink_naive_bayes_n_features (const InkModel *model);

typedef struct
{
  gsize start, end; /* bytes of a text */
} InkTokenSpan;

/* What one token of a text adds. */
typedef struct
{
  gsize start, end;    /* bytes of the text */
  double contribution; /* nats towards the class against the mean of the
                          others; all equal tokens together add
                          contribution x their number; 0 where unknown */
  gboolean known;      /* in the vocabulary, or in an n-gram that is */
  guint best;          /* the class that it speaks for most */
  double best_contribution; /* nats towards that */
} InkTokenWeight;

/* ink_naive_bayes_explain: the tokens of @text (single words or characters; an
 * n-gram's weight is shared evenly by its tokens), in order;
 * naive-bayes-explain.h has more to ask.
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

typedef struct
{
  char *token;
  double weight; /* log theta[c] - mean over the other classes */
} InkStrongToken;

/* ink_naive_bayes_strongest: at most @n tokens that speak for a class, or
 * against it where @against; the strongest first. Reads the whole vocabulary.
 * Returns: (transfer full) (element-type InkStrongToken), with a clear function
 * set. Any thread. */
GArray *ink_naive_bayes_strongest (const InkModel *model, guint class_index,
                                   gboolean against, guint n);

G_END_DECLS
