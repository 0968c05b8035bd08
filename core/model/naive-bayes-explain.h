#pragma once

#include "core/model/naive-bayes.h"

G_BEGIN_DECLS

/* Why a text got its class. What a term adds to a class is told against the
 * mean of the others: in nats, of the log odds in that sense, calibrated where
 * the model is. All terms add up to the class's log odds but for what a text
 * without terms has. Each occurrence of a term adds its part, and each token of
 * an n-gram an even share of that. */

/* A text as a model reads it, cut into tokens once. Holds the model, not the
 * text; does not change, so that any thread may ask. */
typedef struct _InkExplanation InkExplanation;

InkExplanation *ink_explanation_new (InkModel *model, const char *text);
void ink_explanation_free (InkExplanation *explanation);

InkModel *ink_explanation_model (const InkExplanation *explanation);

/* What ink_model_predict_texts() says, to the bit. [n_classes] */
const double *
ink_explanation_probabilities (const InkExplanation *explanation);

/* ink_explanation_tokens: the tokens in their order, single words or
 * characters. (transfer full) (element-type InkTokenWeight) */
GArray *ink_explanation_tokens (const InkExplanation *explanation,
                                guint class_index);

/* ink_explanation_terms: at most @n terms that add to the class, or take from
 * it where @against, at least @least nats (> 0); the strongest first.
 * (transfer full) (element-type InkTermEffect), with a clear function set */
GArray *ink_explanation_terms (const InkExplanation *explanation,
                               guint class_index, gboolean against, guint n,
                               double least);

/* ink_explanation_term_spans: where a term stands in the text, ascending;
 * n-grams may overlap. (transfer full) (element-type InkTokenSpan) */
GArray *ink_explanation_term_spans (const InkExplanation *explanation,
                                    const char *term);

/* One word of a text, wherever it stands in it. */
typedef struct
{
  char *word;      /* the token, lower-cased */
  guint count;     /* occurrences in the text */
  gboolean known;  /* as a term or in an n-gram */
  guint n_ngrams;  /* different longer terms of the text that it is in */
  double *contributions; /* [n_classes]: nats of all occurrences together */
  gboolean is_term;      /* by itself; what follows is 0 where it is not */
  double idf;
  guint32 document_frequency; /* training texts that hold it */
  guint64 n_documents;        /* training texts */
  double *shares; /* [n_classes]: of its training weight (BERNOULLI: of the
                     training texts that hold it) */
} InkWordFigures;

/* @token: its number; (transfer full) */
InkWordFigures *ink_explanation_word (const InkExplanation *explanation,
                                      gsize token);
void ink_word_figures_free (InkWordFigures *figures);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkExplanation, ink_explanation_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkWordFigures, ink_word_figures_free)

G_END_DECLS
