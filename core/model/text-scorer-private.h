#pragma once

#include "core/model/naive-bayes-private.h"
#include "core/text/term-block.h"

G_BEGIN_DECLS

/* Reads texts with a model, a few at a time; keeps its memory. One thread at a
 * time. */
typedef struct _InkTextScorer InkTextScorer;

/* @bayes: borrowed */
InkTextScorer *ink_text_scorer_new (const InkNaiveBayes *bayes);
void ink_text_scorer_free (InkTextScorer *scorer);
/* @lengths: (nullable): [n]: bytes; else the texts end with NUL
 * @probabilities: (out): [n][n_classes] */
void ink_text_scorer_run (InkTextScorer *scorer, const char *const *texts,
                          const guint32 *lengths, gsize n,
                          double *probabilities);
/* The same without softmax and temperature: log scores. */
void ink_text_scorer_run_raw (InkTextScorer *scorer, const char *const *texts,
                              const guint32 *lengths, gsize n, double *scores);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTextScorer, ink_text_scorer_free)

G_END_DECLS
