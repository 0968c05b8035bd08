#pragma once

#include "core/model/naive-bayes-private.h"
#include "core/text/term-block.h"

G_BEGIN_DECLS

/* The adding up of weights by class and term, a round of blocks of texts at a
 * time: the blocks are weighed by many threads, each entry is dealt out to a
 * stretch of terms, and each stretch is added up by one thread that goes
 * through the blocks in their order. So every sum is taken in the order of the
 * texts: its bits depend on neither the threads nor the blocks. */

#define WEIGHED_STRETCHES 32

typedef struct
{
  guint32 term;
  guint32 class_index;
  double weight;
} WeighedEntry;

/* What texts weigh. Memory grows and stays. */
typedef struct
{
  gsize n, max;
  WeighedEntry *entries; /* [n]: by stretch, else in the order of the texts */
  gsize starts[WEIGHED_STRETCHES + 1];
  double *weights; /* of a text */
  gsize max_weights;
} WeighedTexts;

/* weighed_texts_set: replaces what is there.
 * @bayes: its idf and options are read
 * @rows: the texts; @labels: [rows->n]: their classes
 * @numbers: (nullable): what each label is called in the model */
void weighed_texts_set (WeighedTexts *texts, const InkNaiveBayes *bayes,
                        const InkTermRows *rows, const guint32 *labels,
                        const guint32 *numbers);
void weighed_texts_clear (WeighedTexts *texts);

/* Adds the texts of @rounds [n] to @sums, in their order. */
void weighed_texts_sum (const WeighedTexts *rounds, guint n,
                        InkClassSums *sums, InkPool *pool);

G_END_DECLS
