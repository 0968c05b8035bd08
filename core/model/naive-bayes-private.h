#pragma once

#include "core/base/parallel.h"
#include "core/model/class-counts.h"
#include "core/model/naive-bayes.h"
#include "core/text/term-matrix.h"

G_BEGIN_DECLS

/* The payload of a naive Bayes model; immutable once made. */
typedef struct _InkNaiveBayes InkNaiveBayes;
struct _InkNaiveBayes
{
  InkNaiveBayesOptions options; /* analyzer is not AUTO; what it points to is
                                   stop_words and class_prior below */
  GStrv stop_words;             /* NULL without */
  double *class_prior;          /* [n_classes]; NULL unless given */
  InkTermRule rule;
  guint n_classes;
  guint32 n_terms;
  guint64 n_documents;
  gboolean dictionary_given; /* vocabulary, document frequencies and
                                n_documents are of other texts than the counts:
                                of a corpus of which they are a part */

  InkVocabulary *vocabulary;
  guint32 *document_frequency; /* [n_terms] */
  double *class_count;         /* [n_classes]: documents */
  InkClassCounts counts;       /* sums of weights, of ones if BERNOULLI */

  /* follow from the above */
  double *idf;       /* [n_terms] */
  InkVocabulary *stops; /* stop_words, to find them; NULL without */
  double *base;      /* [n_classes]: the score of a text without terms */
  double *log_theta; /* of each pair of counts: what a term of weight 1 adds,
                        see ink_naive_bayes_log_theta() */
  double *absent;    /* [n_classes]: the same of classes without the term */
  double *absent_slope; /* COMPLEMENT: [n_classes], else NULL: these plus */
  double *absent_term;  /* the product of the two; [n_terms] */

  double temperature;  /* of the log scores; 1 for raw probabilities */
  InkNaiveBayes *root; /* (nullable): whose all else is, in another's payload */
  gint n_sharing;      /* atomic: payloads whose root this is */
};

/* ink_naive_bayes_log_theta: what a term of weight 1 adds to the score of each
 * class. @row: (out): [n_classes] */
void ink_naive_bayes_log_theta (const InkNaiveBayes *bayes, guint32 term,
                                double *row);
/* A term's bytes as a string, "#" and its number where it is a bucket;
 * (transfer full). */
char *ink_naive_bayes_term (const InkNaiveBayes *bayes, guint32 term);

void ink_naive_bayes_free (gpointer payload);
/* NULL for NULL; (transfer full). */
InkVocabulary *ink_naive_bayes_stop_vocabulary (const char *const *stop_words);
/* Copies @options with what they point to. */
void ink_naive_bayes_set_options (InkNaiveBayes *bayes,
                                  const InkNaiveBayesOptions *options);
/* ink_naive_bayes_prepare: what follows from options, vocabulary and document
 * frequency: rule, stop words, idf; and the temperature, 1, where none is
 * set. ink_naive_bayes_finish: from the counts,
 * too. */
void ink_naive_bayes_prepare (InkNaiveBayes *bayes);
void ink_naive_bayes_finish (InkNaiveBayes *bayes, InkPool *pool);
/* ink_naive_bayes_check_finite: INK_ERROR_LIMIT naming term or class where what
 * follows from the counts is no finite number, or the texts are too many: no
 * file of such a model could be read. @names: (nullable): [n_classes] */
gboolean ink_naive_bayes_check_finite (const InkNaiveBayes *bayes,
                                       const char *const *names,
                                       GError **error);
/* What the terms of a text weigh in this model. @counts, @weights: [n] */
void ink_naive_bayes_weigh (const InkNaiveBayes *bayes,
                            const InkTermCount *counts, gsize n,
                            double *weights);
/* INK_ERROR_ARGUMENT naming the option, its range and what was given. */
gboolean ink_naive_bayes_check_options (const InkNaiveBayesOptions *options,
                                        GError **error);

/* Of a file's metadata; class_prior is left to whoever reads tensors. */
gboolean ink_naive_bayes_load_options (const InkState *state,
                                       InkNaiveBayes *bayes, GError **error);
void ink_naive_bayes_save_options (const InkNaiveBayes *bayes,
                                   InkState *state);
/* INK_ERROR_FORMAT where it is out of range; 1 in a file from before. */
gboolean ink_naive_bayes_load_temperature (const InkState *state,
                                           InkNaiveBayes *bayes,
                                           GError **error);
void ink_naive_bayes_save_temperature (const InkNaiveBayes *bayes,
                                       InkState *state);
gpointer ink_naive_bayes_load (const InkState *state, guint n_classes,
                               GError **error);
gboolean ink_naive_bayes_save (gconstpointer payload, InkState *state,
                               GError **error);

/* INK_ERROR_LIMIT where there are too many. */
gboolean ink_naive_bayes_check_size (guint64 n_classes, guint64 n_terms,
                                     GError **error);
/* What AUTO stands for with these texts, or as it was chosen. */
void ink_naive_bayes_resolve (InkNaiveBayesOptions *options,
                              const char *const *texts, gsize n);
void ink_naive_bayes_settle (InkNaiveBayesOptions *options,
                             InkAnalyzer analyzer);
/* ink_naive_bayes_fit: takes vocabulary, which may be NULL, and document
 * frequencies out of @matrix. @options: resolved.
 * Returns: (transfer full): or NULL with INK_ERROR_LIMIT. */
InkNaiveBayes *ink_naive_bayes_fit (InkTermMatrix *matrix,
                                    const guint32 *labels, guint n_classes,
                                    const InkNaiveBayesOptions *options,
                                    InkPool *pool, GError **error);
/* ink_naive_bayes_read_counts: @counts: [n], in whatever order, which the last
 * bits depend on; @weights: [n], to work
 * in; @probabilities: (out): [n_classes] */
void ink_naive_bayes_read_counts (const InkNaiveBayes *bayes,
                                  const InkTermCount *counts, gsize n,
                                  double *weights, double *probabilities);
/* The same without the softmax: the log scores. */
void ink_naive_bayes_score_counts (const InkNaiveBayes *bayes,
                                   const InkTermCount *counts, gsize n,
                                   double *weights, double *scores);
/* ink_naive_bayes_log_scores: log P (c, text) but for a constant, of weighted
 * terms. @scores: (out): [n_classes] */
void ink_naive_bayes_log_scores (const InkNaiveBayes *bayes,
                                 const InkTermCount *counts,
                                 const double *weights, gsize n,
                                 double *scores);

G_END_DECLS
