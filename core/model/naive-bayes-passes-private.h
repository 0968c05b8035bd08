#pragma once

#include <pthread.h>
#include <stdatomic.h>

#include "core/model/naive-bayes-private.h"
#include "core/model/naive-bayes-source.h"
#include "core/model/text-feed-private.h"
#include "core/text/term-gatherer.h"

G_BEGIN_DECLS

/* ink_naive_bayes_train_feed: trains on all texts of @feed. The first pass
 * counts: terms, documents that hold them, texts of each class. Each document's
 * own counts are kept while they take little; where they are not, a second pass
 * counts the known terms again. Weights are added up in rounds.
 * @options: checked
 * Returns: (transfer full): NULL with an error that names the feed. */
InkModel *ink_naive_bayes_train_feed (const InkTextFeed *feed,
                                      const InkNaiveBayesOptions *options,
                                      const InkNaiveBayesTraining *training,
                                      GError **error);

/* The first pass. */
typedef struct
{
  const InkTextFeed *feed;
  const InkNaiveBayesTraining *training;
  InkNaiveBayesOptions options; /* resolved once the first texts are read */
  InkTermRule rule;
  InkVocabulary *stops; /* NULL without */
  InkPool *pool;
  guint n_threads;
  InkTermGatherer *gatherer;

  pthread_mutex_t mutex; /* of all below */
  GQueue early;          /* InkTextBlock: read ahead to choose an analyzer */
  GPtrArray *labels;     /* guint32 [texts of it], by block; emptied where the
                            documents' counts are not kept */
  GArray *class_counts;  /* guint64, by label */
  guint64 n_documents;
  gsize n_blocks;
  GError *failure; /* of the block of the lowest number */
  gsize failed;    /* its number */
  atomic_bool stopping;

  double told; /* the fraction last told; of the calling thread */
  gint64 told_at;
} InkCounting;

gboolean ink_counting_init (InkCounting *counting, const InkTextFeed *feed,
                            const InkNaiveBayesOptions *options,
                            const InkNaiveBayesTraining *training,
                            GError **error);
void ink_counting_clear (InkCounting *counting);
/* Bytes that counts may take. */
gsize ink_counting_memory (const InkCounting *counting);
/* For a thread: all together keep no more terms than a few would.
 * (transfer full) */
InkTermBlock *ink_counting_block_new (const InkCounting *counting,
                                      const InkTermRule *rule);
/* The whole pass. */
gboolean ink_counting_run (InkCounting *counting, GError **error);
/* A block, or one that was read ahead. @block: (out): without texts at the
 * end. */
gboolean ink_counting_next (InkCounting *counting, InkTextBlock *block,
                            GError **error);
/* Notes an error of block @number and stops all threads; takes @error. */
void ink_counting_fail (InkCounting *counting, gsize number, GError *error);
/* In the calling thread, as often as one likes: how far all has come. FALSE
 * where the watch ends it, which is noted as an error. */
gboolean ink_counting_tell (InkCounting *counting, double fraction);

G_END_DECLS
