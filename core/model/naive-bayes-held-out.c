/* The temperature of naive Bayes by texts that it has not learned from, in one
 * pass over them. Every text has a rank by the seed and its number, and those
 * of the lowest ranks are scored and kept: a fair sample of fixed size whatever
 * the threads, the order of the data and how many texts there are. */
#include "core/model/naive-bayes-calibration-private.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/model/temperature.h"
#include "core/model/text-scorer-private.h"

#define USEC_A_WATCH 100000

typedef struct
{
  guint64 rank;
  guint64 number; /* of the text */
  guint32 label;  /* as the source numbers them */
  double *scores; /* [n_classes] */
} Kept;

typedef struct
{
  const InkNaiveBayes *bayes;
  InkTextSource *source;
  const InkNaiveBayesTraining *training;
  guint64 seed;
  guint most;

  pthread_mutex_t mutex; /* of all below */
  GArray *kept;          /* Kept */
  guint32 n_labels;      /* that were seen, of all texts */
  GError *failure;
  atomic_bool stopping;
  _Atomic guint64 highest; /* rank that may still be kept; only falls */
  gint64 told_at;          /* of the calling thread */
} Pass;

/* What one thread takes out of a block. */
typedef struct
{
  GArray *kept;    /* Kept */
  GArray *texts;   /* const char * */
  GArray *lengths; /* guint32 */
  GArray *scores;  /* double [kept->len][n_classes] */
  InkTextScorer *scorer;
} Taking;

static void
kept_clear (gpointer data)
{
  g_free (((Kept *) data)->scores);
}

static void
fail (Pass *pass, GError *error)
{
  pthread_mutex_lock (&pass->mutex);
  if (pass->failure == NULL)
    pass->failure = g_steal_pointer (&error);
  pthread_mutex_unlock (&pass->mutex);
  atomic_store (&pass->stopping, TRUE);
  g_clear_error (&error);
}

static void
tell (Pass *pass)
{
  const InkNaiveBayesTraining *training = pass->training;
  gint64 now = g_get_monotonic_time ();
  GError *error = NULL;

  if (training->watch == NULL || now - pass->told_at < USEC_A_WATCH)
    return;
  pass->told_at = now;
  if (!training->watch (ink_text_source_fraction (pass->source),
                        training->watch_data, &error))
    fail (pass, error);
}

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  const Kept *x = a, *y = b;

  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  return (x->number > y->number) - (x->number < y->number);
}

/* Leaves the texts of the lowest ranks, in the order of these. */
static void
prune (Pass *pass)
{
  g_array_sort (pass->kept, compare_ranks);
  if (pass->kept->len <= pass->most)
    return;
  g_array_set_size (pass->kept, pass->most);
  atomic_store (&pass->highest,
                g_array_index (pass->kept, Kept, pass->most - 1).rank);
}

static void
take_block (Pass *pass, const InkTextBlock *block, Taking *taking)
{
  const guint64 highest = atomic_load (&pass->highest);

  g_array_set_size (taking->kept, 0);
  g_array_set_size (taking->texts, 0);
  g_array_set_size (taking->lengths, 0);
  for (guint i = 0; i < block->n; i++)
    {
      InkRng rng = ink_rng (pass->seed, INK_STREAM_SPLIT, block->first + i, 0);
      Kept kept = { ink_rng_u64 (&rng), block->first + i, block->labels[i],
                    NULL };

      if (kept.rank > highest)
        continue;
      g_array_append_val (taking->kept, kept);
      g_array_append_val (taking->texts, block->texts[i]);
      g_array_append_val (taking->lengths, block->lengths[i]);
    }
}

static void
score_block (Pass *pass, const InkTextBlock *block, Taking *taking)
{
  const guint n_classes = pass->bayes->n_classes;
  const guint n = taking->kept->len;

  g_array_set_size (taking->scores, n * n_classes);
  ink_text_scorer_run_raw (
      taking->scorer, (const char *const *) (void *) taking->texts->data,
      (const guint32 *) (void *) taking->lengths->data, n,
      (double *) (void *) taking->scores->data);
  for (guint i = 0; i < n; i++)
    g_array_index (taking->kept, Kept, i).scores
        = g_memdup2 (&g_array_index (taking->scores, double, i * n_classes),
                     n_classes * sizeof (double));
  pthread_mutex_lock (&pass->mutex);
  for (guint i = 0; i < block->n; i++)
    pass->n_labels = MAX (pass->n_labels, block->labels[i] + 1);
  g_array_append_vals (pass->kept, taking->kept->data, n);
  if (pass->kept->len > pass->most + pass->most / 4)
    prune (pass);
  pthread_mutex_unlock (&pass->mutex);
}

static void
read_blocks (Pass *pass, Taking *taking, gboolean tells)
{
  GError *error = NULL;
  InkTextBlock block;

  while (!atomic_load (&pass->stopping))
    {
      if (!ink_text_source_next (pass->source, &block, &error))
        {
          fail (pass, error);
          return;
        }
      if (block.texts == NULL)
        return;
      take_block (pass, &block, taking);
      score_block (pass, &block, taking);
      ink_text_block_clear (&block);
      if (tells)
        tell (pass);
    }
}

static void
read_blocks_cb (guint task, guint worker, gpointer user_data)
{
  Pass *pass = user_data;
  Taking taking = { g_array_new (FALSE, FALSE, sizeof (Kept)),
                    g_array_new (FALSE, FALSE, sizeof (const char *)),
                    g_array_new (FALSE, FALSE, sizeof (guint32)),
                    g_array_new (FALSE, FALSE, sizeof (double)),
                    ink_text_scorer_new (pass->bayes) };

  read_blocks (pass, &taking, worker == 0);
  g_array_unref (taking.kept);
  g_array_unref (taking.texts);
  g_array_unref (taking.lengths);
  g_array_unref (taking.scores);
  ink_text_scorer_free (taking.scorer);
}

/* The model's class of each label that the pass has seen, (transfer full);
 * NULL with an error. */
static guint32 *
match_classes (const Pass *pass, const InkModel *model, GError **error)
{
  const char *data = ink_text_source_name (pass->source);
  const guint32 *numbers = ink_text_source_numbers (pass->source);
  guint n_classes;
  const char *const *names
      = ink_text_source_class_names (pass->source, &n_classes);
  g_autofree guint32 *classes = g_new (guint32, MAX (pass->n_labels, 1));

  for (guint32 label = 0; label < pass->n_labels; label++)
    {
      const char *name = names[numbers[label]];

      if (!ink_calibration_find_class (model, name, data, &classes[label],
                                       error))
        return NULL;
      if (pass->bayes->base[classes[label]] == -INFINITY)
        {
          ink_error_set (error, INK_ERROR_MISMATCH,
                         "%s: calibration: expected classes that the model has "
                         "seen texts of, found '%s'",
                         data, name);
          return NULL;
        }
    }
  return g_steal_pointer (&classes);
}

static gboolean
check_enough (const InkScoredTexts *texts, const char *data, GError **error)
{
  guint i = 1;

  if (texts->n < INK_CALIBRATION_MIN_TEXTS)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: calibration: expected %d texts or more, found "
                          "%u",
                          data, INK_CALIBRATION_MIN_TEXTS, texts->n);
  while (i < texts->n && texts->labels[i] == texts->labels[0])
    i++;
  return i < texts->n
         || ink_error_set (error, INK_ERROR_MISMATCH,
                           "%s: calibration: expected texts of two classes or "
                           "more, found one",
                           data);
}

/* Whether the scores are numbers, and not the same for all texts. */
static gboolean
check_scores (const InkScoredTexts *texts, const InkNaiveBayes *bayes,
              const char *data, GError **error)
{
  const gsize n_classes = texts->n_classes;
  gboolean differ = FALSE;

  for (gsize i = 0; i < texts->n * n_classes; i++)
    {
      guint c = (guint) (i % n_classes);

      if (!isfinite (texts->scores[i]) && bayes->base[c] != -INFINITY)
        return ink_error_set (error, INK_ERROR_MISMATCH,
                              "%s: calibration: expected finite scores, found "
                              "%g for class %u",
                              data, texts->scores[i], c);
      differ = differ || texts->scores[i] != texts->scores[c];
    }
  return differ
         || ink_error_set (error, INK_ERROR_MISMATCH,
                           "%s: calibration: expected words that the model "
                           "knows, found none in %u texts",
                           data, texts->n);
}

static gboolean
fit (const Pass *pass, const InkScoredTexts *texts,
     InkNaiveBayesCalibration *calibration, InkCalibrationFigures *now,
     GError **error)
{
  const char *data = ink_text_source_name (pass->source);
  InkNaiveBayesCalibration found;

  if (!check_enough (texts, data, error)
      || !check_scores (texts, pass->bayes, data, error))
    return FALSE;
  ink_calibration_fit (texts, 0, pass->seed, &found);
  if (found.temperature >= INK_TEMPERATURE_MAX / 2)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: calibration: expected texts that the model "
                          "tells apart better than chance, found none such: "
                          "are these its classes?",
                          data);
  if (now != NULL)
    ink_calibration_measure (texts, pass->bayes->temperature, now);
  *calibration = found;
  return TRUE;
}

static gboolean
pack_and_fit (Pass *pass, const guint32 *classes,
              InkNaiveBayesCalibration *calibration,
              InkCalibrationFigures *now, GError **error)
{
  const guint n_classes = pass->bayes->n_classes;
  const guint n = pass->kept->len;
  g_autofree double *scores = g_new (double, (gsize) n * n_classes);
  g_autofree guint32 *labels = g_new (guint32, n);

  for (guint i = 0; i < n; i++)
    {
      Kept *kept = &g_array_index (pass->kept, Kept, i);

      labels[i] = classes[kept->label];
      memcpy (scores + (gsize) i * n_classes, kept->scores,
              n_classes * sizeof *scores);
      g_clear_pointer (&kept->scores, g_free);
    }
  return fit (pass, &(InkScoredTexts) { scores, labels, n, n_classes },
              calibration, now, error);
}

static gboolean
finish (Pass *pass, const InkModel *model,
        InkNaiveBayesCalibration *calibration, InkCalibrationFigures *now,
        GError **error)
{
  g_autofree guint32 *classes = NULL;

  if (pass->failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&pass->failure));
      return FALSE;
    }
  classes = match_classes (pass, model, error);
  if (classes == NULL)
    return FALSE;
  prune (pass); /* sums have the same bits in the same order */
  return pack_and_fit (pass, classes, calibration, now, error);
}

gboolean
ink_naive_bayes_calibrate_held_out (const InkModel *model,
                                    InkTextSource *source, guint64 seed,
                                    const InkNaiveBayesTraining *training,
                                    InkNaiveBayesCalibration *calibration,
                                    InkCalibrationFigures *now, GError **error)
{
  static const InkNaiveBayesTraining defaults = { 0 };
  Pass pass = { .bayes = ink_model_payload (model),
                .source = source,
                .training = training == NULL ? &defaults : training,
                .seed = seed,
                .most = ink_calibration_most_texts (
                    ink_model_n_classes (model)),
                .kept = g_array_new (FALSE, FALSE, sizeof (Kept)) };
  g_autoptr (InkPool) pool = ink_pool_new (pass.training->n_threads);
  gboolean done;

  g_array_set_clear_func (pass.kept, kept_clear);
  pthread_mutex_init (&pass.mutex, NULL);
  atomic_init (&pass.stopping, FALSE);
  atomic_init (&pass.highest, G_MAXUINT64);
  tell (&pass); /* the calling thread may find no block left to tell of */
  ink_pool_run (pool, ink_pool_n_threads (pool), read_blocks_cb, &pass);
  done = finish (&pass, model, calibration, now, error);
  g_array_unref (pass.kept);
  pthread_mutex_destroy (&pass.mutex);
  return done;
}
