#pragma once

#include "core/model/text-terms-private.h"

G_BEGIN_DECLS

/* Which words of a text go, and what is left of its terms. */

#define FLIP_NO_UNIT G_MAXUINT32
#define FLIP_TARGETS 64 /* classes looked at, the likeliest */

/* A term that a word is in. */
typedef struct
{
  guint32 slot;
  guint32 count; /* of the term's occurrences in the text */
} FlipPart;

typedef struct
{
  const InkNaiveBayes *bayes;
  InkTextTerms terms;
  guint32 *unit_of; /* [terms.n_tokens]: the word that goes with a token, or
                       FLIP_NO_UNIT */
  InkVocabulary *units; /* the different words */
  guint32 n_units;
  gsize *starts;   /* [n_units + 1]: each word's first part */
  FlipPart *parts; /* [starts[n_units]] */
  guint32 *n_parts_of; /* [terms.n_terms]: words that a term is of */
  gboolean by_parts; /* a term goes occurrence by occurrence (CHAR_WB), else all
                        of it with any of its words */

  guint from, n_targets;
  guint targets[FLIP_TARGETS]; /* the likeliest first */
  double *leads;    /* [terms.n_terms][n_targets]: log theta of from less that
                       of the target */
  double *weights;  /* [terms.n_terms]: with nothing gone, before the norm */
  double base_leads[FLIP_TARGETS];

  guint32 *removed; /* [terms.n_terms]: occurrences (by_parts), else words */
  guint64 steps, most_steps;
} FlipSearch;

/* @from: the class the text has; @probabilities: [n_classes] */
void flip_search_init (FlipSearch *search, const InkNaiveBayes *bayes,
                       const char *text);
void flip_search_set_classes (FlipSearch *search, guint from,
                              const double *probabilities);
void flip_search_clear (FlipSearch *search);

/* What is left of the terms without @units [n]. @counts: (out): [n_terms], in
 * the order of the text. Returns: how many */
gsize flip_search_counts_without (FlipSearch *search, const guint32 *units,
                                  guint n, InkTermCount *counts);

/* Whether the text without @units has another class: the last word on it. */
typedef gboolean (*FlipCheck) (FlipSearch *search, const guint32 *units,
                               guint n, gpointer user_data);

/* flip_search_greedily: one word after the other, each the one that most helps
 * a target. @units: (out): [limit]
 * Returns: how many, 0 where @limit do not suffice. */
guint flip_search_greedily (FlipSearch *search, guint limit, FlipCheck check,
                            gpointer user_data, guint32 *units);
/* flip_search_fewest: less than @below words, by branch and bound.
 * @complete: (out): whether nothing was left out for its time
 * Returns: how many, 0 for none. */
guint flip_search_fewest (FlipSearch *search, guint below, FlipCheck check,
                          gpointer user_data, guint32 *units,
                          gboolean *complete);

G_END_DECLS
