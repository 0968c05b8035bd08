#pragma once

#include "core/model/naive-bayes-private.h"
#include "core/text/term-union.h"

G_BEGIN_DECLS

/* The classes of two models together, by name. Where both have theirs sorted as
 * those of files are (numbers by their value, others by their bytes), these
 * are, too; else the first's come first, as they are. */
typedef struct
{
  GStrv names;
  guint n;
  guint32 *first, *second; /* where each one's classes are among @names */
} InkClassUnion;

/* The different ones of @labels [n], sorted. (transfer full) */
GStrv ink_class_names_of (const char *const *labels, gsize n);
InkClassUnion *ink_class_union_new (const char *const *first,
                                    const char *const *second);
void ink_class_union_free (InkClassUnion *classes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkClassUnion, ink_class_union_free)

/* ink_naive_bayes_sum_new: a model that has a dictionary and no counts yet.
 * @options: copied; @vocabulary: (transfer full), also when it fails
 * @document_frequency: (transfer full), the same: by @vocabulary's terms
 * Returns: (transfer full): or NULL with INK_ERROR_LIMIT. */
InkNaiveBayes *ink_naive_bayes_sum_new (const InkNaiveBayesOptions *options,
                                        guint n_classes,
                                        InkVocabulary *vocabulary,
                                        guint32 *document_frequency,
                                        guint64 n_documents, GError **error);
/* Document frequencies of both. @first, @second: by each one's own terms;
 * @second may be NULL. (transfer full) */
guint32 *ink_naive_bayes_add_frequencies (const InkTermUnion *terms,
                                          const guint32 *first,
                                          guint32 n_first,
                                          const guint32 *second,
                                          guint32 n_second);

/* What was counted on one part. */
typedef struct
{
  const InkClassCounts *counts;
  const double *class_count; /* [counts->n_classes] */
  const guint32 *terms;      /* where its terms are in the sum: ascending */
  const guint32 *classes;    /* and its classes */
  const double *idf;         /* of its terms, to be brought to that of the sum;
                                NULL: its weights stay */
} InkNaiveBayesPart;

/* Both parts' counts into @sum, which ink_naive_bayes_sum_new() made. */
void ink_naive_bayes_sum_add (InkNaiveBayes *sum, const InkNaiveBayesPart *a,
                              const InkNaiveBayesPart *b);

/* Whether a prior that was given fits those classes; INK_ERROR_MISMATCH. */
gboolean ink_naive_bayes_check_prior_of (const InkNaiveBayes *bayes,
                                         const InkClassUnion *classes,
                                         GError **error);
/* Whether there are as many texts as the dictionary is of: no part is missing
 * any more. */
gboolean ink_naive_bayes_is_whole (const InkNaiveBayes *bayes);

/* Whether sums of weights are sums of tf times a term's idf, so that one can
 * bring them to another idf. */
gboolean ink_naive_bayes_is_linear (const InkNaiveBayesOptions *options);
/* Whether weights do not depend on other texts at all. */
gboolean ink_naive_bayes_is_local (const InkNaiveBayesOptions *options);

G_END_DECLS
