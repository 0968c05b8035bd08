#pragma once

#include "core/model/naive-bayes.h"
#include "core/text/term-counts.h"

G_BEGIN_DECLS

/* The payload of a naive Bayes model; immutable once made. */
typedef struct
{
  InkNaiveBayesOptions options; /* analyzer is not AUTO */
  InkTermRule rule;
  guint n_classes;
  guint32 n_terms;
  guint64 n_documents;

  InkVocabulary *vocabulary;
  guint32 *document_frequency; /* [n_terms] */
  double *class_count;         /* [n_classes]: documents */
  GBytes *feature_count;       /* [n_classes][n_terms]: F64, or F32 if compact:
                                  sums of weights */

  /* follow from the above */
  double *idf;       /* [n_terms] */
  double *log_prior; /* [n_classes] */
  double *log_theta; /* [n_terms][n_classes] */
} InkNaiveBayes;

void ink_naive_bayes_free (gpointer payload);
/* Works out what follows from counts and options. */
void ink_naive_bayes_finish (InkNaiveBayes *bayes);
/* INK_ERROR_ARGUMENT naming the option, its range and what was given. */
gboolean ink_naive_bayes_check_options (const InkNaiveBayesOptions *options,
                                        GError **error);

gpointer ink_naive_bayes_load (const InkState *state, guint n_classes,
                               GError **error);
gboolean ink_naive_bayes_save (gconstpointer payload, InkState *state,
                               GError **error);

/* What AUTO stands for with these texts. */
void ink_naive_bayes_resolve (InkNaiveBayesOptions *options,
                              const char *const *texts, gsize n);
/* ink_naive_bayes_fit: takes vocabulary, which may be NULL, and document
 * frequencies out of @matrix. @options: resolved.
 * Returns: (transfer full): or NULL with INK_ERROR_LIMIT. */
InkNaiveBayes *ink_naive_bayes_fit (InkTermMatrix *matrix,
                                    const guint32 *labels, guint n_classes,
                                    const InkNaiveBayesOptions *options,
                                    GError **error);
/* ink_naive_bayes_read_counts: @counts: [n], ascending; @weights: [n], to work
 * in; @probabilities: (out): [n_classes] */
void ink_naive_bayes_read_counts (const InkNaiveBayes *bayes,
                                  const InkTermCount *counts, gsize n,
                                  double *weights, double *probabilities);
/* ink_naive_bayes_log_scores: log P (c, text) but for a constant, of weighted
 * terms. @scores: (out): [n_classes] */
void ink_naive_bayes_log_scores (const InkNaiveBayes *bayes,
                                 const InkTermCount *counts,
                                 const double *weights, gsize n,
                                 double *scores);

G_END_DECLS
