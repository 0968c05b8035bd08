/* Naive Bayes on a corpus, from files to answers, as a user would have it: the
 * training part is read and fitted, the test part read and predicted, both
 * block by block. One line of JSON: seconds of each, what was right, and the
 * most memory taken.
 * Usage: bench-text TRAIN TEST [THREADS [ENCODING]] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "core/data/dataset.h"
#include "core/model/naive-bayes-source.h"

typedef struct
{
  double fit, predict;
  gsize bytes, correct, count;
} Result;

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static InkTextSource *
open_texts (const char *path, InkEncoding encoding, GError **error)
{
  InkTextOptions options = { .encoding = encoding };

  return ink_text_source_open (path, INK_SPLIT_TRAIN, &options, error);
}

static gboolean
measure (const char *train_path, const char *test_path, guint n_threads,
         InkEncoding encoding, Result *result, GError **error)
{
  const InkNaiveBayesTraining training = { .n_threads = n_threads };
  g_autoptr (InkTextSource) train = open_texts (train_path, encoding, error);
  g_autoptr (InkTextSource) test = NULL;
  g_autoptr (InkModel) model = NULL;
  g_auto (InkSourceReading) reading = { 0 };
  gint64 start = g_get_monotonic_time ();

  if (train == NULL)
    return FALSE;
  model = ink_naive_bayes_train_source (
      train, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, &training, error);
  result->fit = seconds_since (start);
  if (model == NULL)
    return FALSE;
  result->bytes = ink_text_source_bytes (train);
  g_clear_pointer (&train, ink_text_source_free);
  start = g_get_monotonic_time ();
  test = open_texts (test_path, encoding, error);
  if (test == NULL
      || !ink_naive_bayes_read_source (model, test, NULL, &training, &reading,
                                       error))
    return FALSE;
  result->predict = seconds_since (start);
  result->correct = reading.n_right;
  result->count = reading.n;
  return TRUE;
}

int
main (int argc, char **argv)
{
  guint n_threads = argc > 3 ? (guint) atoi (argv[3]) : 0;
  InkEncoding encoding = INK_ENCODING_AUTO;
  g_autoptr (GError) error = NULL;
  Result r = { 0 };
  struct rusage usage;

  if (argc < 3)
    {
      fprintf (stderr, "usage: bench-text TRAIN TEST [THREADS [latin-1]]\n");
      return 2;
    }
  if (argc > 4 && strcmp (argv[4], "latin-1") == 0)
    encoding = INK_ENCODING_LATIN1;
  if (!measure (argv[1], argv[2], n_threads, encoding, &r, &error))
    {
      fprintf (stderr, "bench-text: %s\n", error->message);
      return 1;
    }
  getrusage (RUSAGE_SELF, &usage);
  printf ("{\"fit\":%.4f,\"predict\":%.4f,\"all\":%.4f,"
          "\"fit_mb_per_second\":%.1f,\"accuracy\":%.6f,"
          "\"memory_mb\":%.1f}\n",
          r.fit, r.predict, r.fit + r.predict, (double) r.bytes / 1e6 / r.fit,
          (double) r.correct / (double) r.count,
          (double) usage.ru_maxrss * 1024 / 1e6);
  return 0;
}
