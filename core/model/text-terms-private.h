#pragma once

#include "core/model/naive-bayes-private.h"

G_BEGIN_DECLS

/* Where a known term stands in a text. */
typedef struct
{
  guint32 slot;        /* of the text's different terms */
  guint32 first, last; /* tokens */
} InkTermPlace;

/* The known terms of one text, and where they stand. */
typedef struct
{
  InkTokenizer *tokenizer; /* after its run on the text */
  const InkToken *tokens;  /* [n_tokens]: the tokenizer's */
  gsize n_tokens;
  InkTermCount *counts; /* [n_terms]: each different one, in the order in which
                           they first come up, as when the text is read */
  gsize n_terms;
  InkTermPlace *places; /* [n_places]: by first token, the shortest first */
  gsize n_places;
} InkTextTerms;

void ink_text_terms_init (InkTextTerms *terms, const InkNaiveBayes *bayes,
                          const char *text);
void ink_text_terms_clear (InkTextTerms *terms);
/* A token's bytes, lower-cased; not NUL-terminated. */
const char *ink_text_terms_token (const InkTextTerms *terms, gsize token,
                                  gsize *length);

/* The most of many, strongest first; of equally strong ones the first given. */
typedef struct
{
  guint32 term;
  double strength;
} InkRankedTerm;

/* @ranked: [most], of which @n are there */
void ink_ranked_terms_add (InkRankedTerm *ranked, guint *n, guint most,
                           guint32 term, double strength);

G_END_DECLS
