/* Fits on parts of a corpus that is counted once. What is kept are the counts
 * of all terms in all texts, by rule: which rule a fit needs follows from its
 * own texts where the analyzer is AUTO, so there may be more than one. A fit
 * takes its texts' counts out, with the terms that these have and no others. */
#include "core/model/naive-bayes-corpus.h"

#include <pthread.h>

#include "core/base/error.h"
#include "core/model/naive-bayes-private.h"
#include "core/text/term-subset.h"

/* Of a fit: reading the corpus (of the first one), fitting, and the rest for
 * reading the test part. */
#define COUNTING_SHARE 0.8
#define FITTING_SHARE 0.15
#define TEXTS_A_WATCH 256

struct _InkNaiveBayesCorpus
{
  InkTextSet *texts;
  InkNaiveBayesOptions options; /* pointing to the two below */
  GStrv stop_words;
  double *class_prior;
  pthread_mutex_t mutex; /* held while texts are counted */
  InkTermMatrix *counts[INK_ANALYZER_CHAR_WB + 1]; /* by analyzer */
};

typedef struct
{
  InkNaiveBayesWatch func; /* (nullable) */
  gpointer user_data;
} Watch;

InkNaiveBayesCorpus *
ink_naive_bayes_corpus_new (InkTextSet *texts,
                            const InkNaiveBayesOptions *options)
{
  InkNaiveBayesCorpus *corpus = g_new0 (InkNaiveBayesCorpus, 1);

  corpus->texts = ink_text_set_ref (texts);
  corpus->stop_words = g_strdupv ((GStrv) options->stop_words);
  corpus->class_prior = g_memdup2 (
      options->class_prior, options->n_class_prior * sizeof (double));
  corpus->options = *options;
  corpus->options.stop_words = (const char *const *) corpus->stop_words;
  corpus->options.class_prior = corpus->class_prior;
  pthread_mutex_init (&corpus->mutex, NULL);
  return corpus;
}

void
ink_naive_bayes_corpus_free (InkNaiveBayesCorpus *corpus)
{
  if (corpus == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (corpus->counts); i++)
    ink_term_matrix_free (corpus->counts[i]);
  pthread_mutex_destroy (&corpus->mutex);
  ink_text_set_unref (corpus->texts);
  g_strfreev (corpus->stop_words);
  g_free (corpus->class_prior);
  g_free (corpus);
}

static gboolean
watch_at (const Watch *watch, double fraction, GError **error)
{
  return watch->func == NULL
         || watch->func (fraction, watch->user_data, error);
}

static gboolean
counting_cb (double fraction, gpointer user_data, GError **error)
{
  return watch_at (user_data, COUNTING_SHARE * fraction, error);
}

/* The texts at @indices [n], or all where it is NULL; (transfer container) */
static const char **
strings_of (const InkTextSet *texts, const guint32 *indices, guint n)
{
  const char **strings = g_new (const char *, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    strings[i]
        = ink_text_set_text (texts, indices != NULL ? indices[i] : i);
  return strings;
}

static InkTermMatrix *
count_all (const InkNaiveBayesCorpus *corpus,
           const InkNaiveBayesOptions *options, const Watch *watch,
           GError **error)
{
  g_autoptr (InkVocabulary) stops
      = ink_naive_bayes_stop_vocabulary (options->stop_words);
  const InkTermRule rule = { options->analyzer, options->ngram_min,
                             options->ngram_max, stops };
  const InkTermLimits none = { .min_df = { 1, FALSE } };
  guint n = ink_text_set_count (corpus->texts);
  g_autofree const char **strings = strings_of (corpus->texts, NULL, n);

  return ink_term_matrix_new_watched (strings, n, &rule, &none, 1,
                                      counting_cb, (gpointer) watch, error);
}

/* (transfer none): NULL with an error. Others that need the same wait. */
static const InkTermMatrix *
counts_for (InkNaiveBayesCorpus *corpus, const InkNaiveBayesOptions *options,
            const Watch *watch, GError **error)
{
  const InkTermMatrix *counts = NULL;

  pthread_mutex_lock (&corpus->mutex);
  if (corpus->counts[options->analyzer] == NULL
      && watch_at (watch, 0, error)) /* it may be over by now */
    corpus->counts[options->analyzer]
        = count_all (corpus, options, watch, error);
  counts = corpus->counts[options->analyzer];
  pthread_mutex_unlock (&corpus->mutex);
  return counts;
}

/* The terms of text @index that the model knows, in the order in which they
 * first come up. */
static void
take_known (const InkTermMatrix *all, const guint32 *numbers, guint32 index,
            GArray *known)
{
  g_array_set_size (known, 0);
  for (gsize i = all->starts[index]; i < all->starts[index + 1]; i++)
    {
      InkTermCount count
          = { numbers[all->entries[i].term], all->entries[i].count };

      if (count.term != G_MAXUINT32)
        g_array_append_val (known, count);
    }
}

static gboolean
read_test (const InkTermMatrix *all, const guint32 *numbers,
           const InkNaiveBayes *bayes, const guint32 *test, guint n,
           const Watch *watch, double *probabilities, GError **error)
{
  const double before = COUNTING_SHARE + FITTING_SHARE;
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (InkTermCount));
  g_autoptr (GArray) weights = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < n; i++)
    {
      if (i % TEXTS_A_WATCH == 0
          && !watch_at (watch, before + (1 - before) * i / n, error))
        return FALSE;
      take_known (all, numbers, test[i], known);
      g_array_set_size (weights, known->len);
      ink_naive_bayes_read_counts (
          bayes, (const InkTermCount *) (void *) known->data, known->len,
          (double *) (void *) weights->data,
          probabilities + (gsize) i * bayes->n_classes);
    }
  return TRUE;
}

/* @numbers: (out): [n_terms of @all]. */
static InkNaiveBayes *
fit (const InkNaiveBayesCorpus *corpus, const InkNaiveBayesOptions *options,
     const InkTermMatrix *all, const guint32 *train, guint n, guint32 *numbers,
     GError **error)
{
  const InkTermLimits limits
      = { options->min_df, options->max_df, options->max_features };
  g_autoptr (InkPool) pool = ink_pool_new (1);
  g_autoptr (InkTermMatrix) own
      = ink_term_matrix_subset (all, train, n, &limits, numbers, error);
  g_autofree guint32 *labels = g_new (guint32, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    labels[i] = ink_text_set_labels (corpus->texts)[train[i]];
  return own == NULL ? NULL
                     : ink_naive_bayes_fit (
                         own, labels, ink_text_set_n_classes (corpus->texts),
                         options, pool, error);
}

static gboolean
check_classes (const InkTextSet *texts, const guint32 *train, guint n,
               GError **error)
{
  const guint32 *labels = ink_text_set_labels (texts);

  for (guint i = 1; i < n; i++)
    if (labels[train[i]] != labels[train[0]])
      return TRUE;
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s: expected texts of two classes or more to learn "
                        "from, found %u of one",
                        ink_text_set_name (texts), n);
}

gboolean
ink_naive_bayes_corpus_fit (InkNaiveBayesCorpus *corpus, const guint32 *train,
                            guint n_train, const guint32 *test, guint n_test,
                            InkNaiveBayesWatch watch, gpointer user_data,
                            double *probabilities, GError **error)
{
  const Watch watching = { watch, user_data };
  InkNaiveBayesOptions options = corpus->options;
  g_autofree const char **strings
      = strings_of (corpus->texts, train, n_train);
  g_autofree guint32 *numbers = NULL;
  const InkTermMatrix *all;
  InkNaiveBayes *bayes;
  gboolean done;

  if (options.hash_features > 0)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "hash-features: expected none where parts are held "
                          "out in turn, found %u", options.hash_features);
  if (!check_classes (corpus->texts, train, n_train, error))
    return FALSE;
  ink_naive_bayes_resolve (&options, strings, n_train);
  all = counts_for (corpus, &options, &watching, error);
  if (all == NULL || !watch_at (&watching, COUNTING_SHARE, error))
    return FALSE;
  numbers = g_new (guint32, all->n_terms);
  bayes = fit (corpus, &options, all, train, n_train, numbers, error);
  if (bayes == NULL)
    {
      g_prefix_error (error, "%s: ", ink_text_set_name (corpus->texts));
      return FALSE;
    }
  done = read_test (all, numbers, bayes, test, n_test, &watching,
                    probabilities, error);
  ink_naive_bayes_free (bayes);
  return done;
}
