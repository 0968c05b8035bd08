/* Training in one pass or two. */
#include "core/model/naive-bayes-passes-private.h"

#include <string.h>

#include "core/base/error.h"
#include "core/model/kept-texts-private.h"
#include "core/model/weighed-texts-private.h"

#define BLOCKS_A_THREAD 2 /* in a round */
#define KEPT_BEFORE 0.9   /* of all is done where the texts' counts are kept */

/* The adding up, a round of blocks at a time. */
typedef struct
{
  InkCounting *counting;
  InkNaiveBayes *bayes;
  const guint32 *numbers; /* of labels; NULL where they are classes */
  guint size;             /* blocks in a round */
  gsize first;            /* block of the round */
  WeighedTexts *weighed;  /* [size] */
  InkTermBlock **counts;  /* [threads]; second pass */
  InkTermRows *rows;      /* [threads]; counts that are kept */
  InkClassSums sums;
} Rounds;

/* From what is kept. */
static void
weigh_kept_cb (guint task, guint worker, gpointer user_data)
{
  Rounds *rounds = user_data;
  InkCounting *counting = rounds->counting;
  gsize number = rounds->first + task;
  InkTermRows *rows = &rounds->rows[worker];

  if (number >= counting->n_blocks)
    {
      rows->n = rows->n_entries = 0;
      weighed_texts_set (&rounds->weighed[task], rounds->bayes, rows, NULL,
                         NULL);
      return;
    }
  ink_term_gatherer_rows (counting->gatherer, number, rows);
  ink_term_gatherer_drop_rows (counting->gatherer, number);
  weighed_texts_set (&rounds->weighed[task], rounds->bayes, rows,
                     counting->labels->pdata[number], rounds->numbers);
}

static gboolean
weigh_block (Rounds *rounds, InkTermBlock *counts, const InkTextBlock *block,
             GError **error)
{
  ink_term_block_begin (counts);
  for (guint i = 0; i < block->n; i++)
    if (!ink_term_block_add (counts, block->texts[i], block->lengths[i],
                             error))
      return FALSE;
  weighed_texts_set (&rounds->weighed[block->number - rounds->first],
                     rounds->bayes,
                     ink_term_block_known (counts, rounds->bayes->vocabulary),
                     block->labels, rounds->numbers);
  return TRUE;
}

/* From the texts. A round's tasks take the next blocks, whichever takes
 * which. */
static void
weigh_again_cb (guint task, guint worker, gpointer user_data)
{
  Rounds *rounds = user_data;
  InkCounting *counting = rounds->counting;
  const InkTextFeed *feed = counting->feed;
  InkTextBlock block;
  GError *error = NULL;

  if (atomic_load (&counting->stopping))
    return;
  if (!feed->next (feed->self, &block, &error))
    ink_counting_fail (counting, G_MAXSIZE, error);
  else if (block.texts != NULL)
    {
      if (rounds->counts[worker] == NULL)
        rounds->counts[worker]
            = ink_counting_block_new (counting, &rounds->bayes->rule);
      if (!weigh_block (rounds, rounds->counts[worker], &block, &error))
        ink_counting_fail (counting, block.number, error);
      feed->clear (&block);
    }
}

static void
forget_round (Rounds *rounds)
{
  for (guint i = 0; i < rounds->size; i++)
    memset (rounds->weighed[i].starts, 0, sizeof rounds->weighed[i].starts);
}

/* Rounds that are full to the last do not look behind it. */
static gboolean
pass_ends (InkCounting *counting)
{
  GError *error = NULL;

  if (ink_text_feed_ends (counting->feed, &error))
    return TRUE;
  ink_counting_fail (counting, G_MAXSIZE, error);
  return FALSE;
}

/* FALSE, with the error noted, where the pass fails or is ended. */
static gboolean
run_rounds (Rounds *rounds)
{
  InkCounting *counting = rounds->counting;
  gboolean kept = ink_term_gatherer_has_rows (counting->gatherer);
  double before = kept ? KEPT_BEFORE : 0.5;

  for (; rounds->first < counting->n_blocks; rounds->first += rounds->size)
    {
      gsize done = MIN (rounds->first + rounds->size, counting->n_blocks);
      double fraction = (double) done / (double) counting->n_blocks;

      forget_round (rounds);
      ink_pool_run (counting->pool, rounds->size,
                    kept ? weigh_kept_cb : weigh_again_cb, rounds);
      if (counting->failure != NULL
          || !ink_counting_tell (counting, before + (1 - before) * fraction))
        return FALSE;
      weighed_texts_sum (rounds->weighed, rounds->size, &rounds->sums,
                         counting->pool);
    }
  return kept || pass_ends (counting);
}

static void
rounds_init (Rounds *rounds, InkCounting *counting, InkNaiveBayes *bayes,
             const guint32 *numbers, const guint64 *masks)
{
  *rounds = (Rounds) { counting, bayes, numbers,
                       BLOCKS_A_THREAD * counting->n_threads };
  rounds->weighed = g_new0 (WeighedTexts, rounds->size);
  rounds->counts = g_new0 (InkTermBlock *, counting->n_threads);
  rounds->rows = g_new0 (InkTermRows, counting->n_threads);
  ink_class_sums_init (&rounds->sums, bayes->n_classes, bayes->n_terms, masks);
}

static void
rounds_clear (Rounds *rounds)
{
  for (guint i = 0; i < rounds->size; i++)
    weighed_texts_clear (&rounds->weighed[i]);
  for (guint i = 0; i < rounds->counting->n_threads; i++)
    {
      ink_term_block_free (rounds->counts[i]);
      ink_term_rows_clear (&rounds->rows[i]);
    }
  g_free (rounds->weighed);
  g_free (rounds->counts);
  g_free (rounds->rows);
}

/* Bits of labels to bits of classes. NULL where there are too many classes. */
static const guint64 *
masks_of_classes (InkGatheredTerms *terms, guint n_classes,
                  const guint32 *numbers)
{
  if (n_classes > 64)
    return NULL;
  for (guint32 t = 0; numbers != NULL && t < terms->n; t++)
    {
      guint64 left = terms->masks[t], mask = 0;

      for (; left != 0; left &= left - 1)
        mask |= (guint64) 1 << numbers[__builtin_ctzll (left)];
      terms->masks[t] = mask;
    }
  return terms->masks;
}

static InkNaiveBayes *
bayes_new (const InkCounting *counting, InkGatheredTerms *terms,
           guint n_classes, const guint32 *numbers)
{
  InkNaiveBayes *bayes = g_new0 (InkNaiveBayes, 1);

  bayes->n_classes = n_classes;
  ink_naive_bayes_set_options (bayes, &counting->options);
  bayes->n_documents = counting->n_documents;
  bayes->vocabulary = g_steal_pointer (&terms->vocabulary);
  bayes->n_terms = terms->n;
  bayes->document_frequency = g_steal_pointer (&terms->document_frequency);
  bayes->class_count = g_new0 (double, n_classes);
  for (guint i = 0; i < counting->class_counts->len; i++)
    bayes->class_count[numbers == NULL ? i : numbers[i]]
        = (double) g_array_index (counting->class_counts, guint64, i);
  ink_naive_bayes_prepare (bayes);
  return bayes;
}

static InkNaiveBayes *
fit (InkCounting *counting, InkGatheredTerms *terms, guint n_classes,
     const guint32 *numbers, GError **error)
{
  gboolean again = !ink_term_gatherer_has_rows (counting->gatherer);
  InkNaiveBayes *bayes;
  gboolean done;
  Rounds rounds;

  if (again && !counting->feed->rewind (counting->feed->self, error))
    return NULL;
  bayes = bayes_new (counting, terms, n_classes, numbers);
  rounds_init (&rounds, counting, bayes, numbers,
               masks_of_classes (terms, n_classes, numbers));
  done = !again && kept_texts_suit (counting, bayes)
             ? kept_texts_sum (counting, bayes, numbers, KEPT_BEFORE,
                               &rounds.sums)
             : run_rounds (&rounds);
  rounds_clear (&rounds);
  ink_class_sums_finish (&rounds.sums, bayes->options.compact, &bayes->counts);
  if (done)
    {
      ink_naive_bayes_finish (bayes, counting->pool);
      return bayes;
    }
  ink_naive_bayes_free (bayes);
  g_propagate_error (error, g_steal_pointer (&counting->failure));
  return NULL;
}

/* What can only be told once all texts are read. */
static gboolean
check_classes (const InkCounting *counting, const char *const *names,
               guint n_classes, const guint32 *numbers, GError **error)
{
  const InkNaiveBayesOptions *options = &counting->options;
  const guint64 *counts
      = (const guint64 *) (void *) counting->class_counts->data;
  guint n_met = 0, met = 0;

  for (guint i = 0; i < counting->class_counts->len; i++)
    if (counts[i] > 0)
      {
        n_met++;
        met = i;
      }
  if (n_met < 2)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "expected texts of two classes or more, found %"
                          G_GUINT64_FORMAT " texts of %s",
                          counting->n_documents,
                          n_met == 0 ? "none"
                                     : names[numbers == NULL ? met
                                                             : numbers[met]]);
  if (options->prior == INK_PRIOR_GIVEN && options->n_class_prior != n_classes)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "expected a prior for each of %u classes, found %u",
                          n_classes, options->n_class_prior);
  return TRUE;
}

static InkModel *
train (InkCounting *counting, GError **error)
{
  const InkTextFeed *feed = counting->feed;
  const InkNaiveBayesOptions *options = &counting->options;
  const InkTermLimits limits
      = { options->min_df, options->max_df, options->max_features };
  InkGatheredTerms terms = { 0 };
  const char *const *names;
  const guint32 *numbers;
  InkNaiveBayes *bayes = NULL;
  guint n_classes;

  if (!ink_counting_run (counting, error))
    return NULL;
  names = feed->classes (feed->self, &n_classes, &numbers);
  if (check_classes (counting, names, n_classes, numbers, error)
      && ink_term_gatherer_finish (counting->gatherer, &limits,
                                   counting->n_documents, counting->pool,
                                   &terms, error)
      && ink_naive_bayes_check_size (n_classes, terms.n, error))
    bayes = fit (counting, &terms, n_classes, numbers, error);
  else
    g_prefix_error (error, "%s: ", feed->name);
  ink_vocabulary_free (terms.vocabulary);
  g_free (terms.document_frequency);
  g_free (terms.masks);
  return bayes == NULL ? NULL
                       : ink_model_new (&ink_naive_bayes_class, bayes, names);
}

InkModel *
ink_naive_bayes_train_feed (const InkTextFeed *feed,
                            const InkNaiveBayesOptions *options,
                            const InkNaiveBayesTraining *training,
                            GError **error)
{
  static const InkNaiveBayesTraining defaults = { 0 };
  InkModel *model = NULL;
  InkCounting counting;

  if (ink_counting_init (&counting, feed, options,
                         training == NULL ? &defaults : training, error))
    model = train (&counting, error);
  ink_counting_clear (&counting);
  return model;
}
