/* Naive Bayes on a corpus, from files to answers, as a user would have it: the
 * training part is read and fitted, the test part read and predicted. One line
 * of JSON: seconds of each, what was right, and the most memory taken.
 * Usage: bench-text TRAIN TEST [THREADS [ENCODING]] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "core/data/dataset.h"
#include "core/model/naive-bayes.h"

typedef struct
{
  double read, fit, read_test, predict;
  gsize bytes, correct, count;
} Result;

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static InkTextSet *
read_texts (const char *path, InkEncoding encoding, double *seconds,
            GError **error)
{
  gint64 start = g_get_monotonic_time ();
  InkTextOptions options = { .encoding = encoding };
  InkTextSet *set
      = ink_dataset_load_texts (path, INK_SPLIT_TRAIN, &options, NULL, error);

  *seconds = seconds_since (start);
  return set;
}

static void
predict (const InkModel *model, const InkTextSet *test, guint n_threads,
         Result *result)
{
  gint64 start = g_get_monotonic_time ();
  guint n = ink_text_set_count (test), n_classes = ink_model_n_classes (model);
  g_autofree const char **texts = g_new (const char *, n);
  g_autofree double *p = g_new (double, (gsize) n * n_classes);

  for (guint i = 0; i < n; i++)
    texts[i] = ink_text_set_text (test, i);
  ink_model_predict_texts (model, texts, n, n_threads, p);
  for (guint i = 0; i < n; i++)
    {
      const double *row = p + (gsize) i * n_classes;
      guint best = 0;

      for (guint c = 1; c < n_classes; c++)
        best = row[c] > row[best] ? c : best;
      result->correct += best == ink_text_set_labels (test)[i];
    }
  result->count = n;
  result->predict = seconds_since (start);
}

static gboolean
measure (const char *train_path, const char *test_path, guint n_threads,
         InkEncoding encoding, Result *result, GError **error)
{
  g_autoptr (InkTextSet) train
      = read_texts (train_path, encoding, &result->read, error);
  g_autoptr (InkTextSet) test = NULL;
  g_autoptr (InkModel) model = NULL;
  gint64 start;

  if (train == NULL)
    return FALSE;
  for (guint i = 0; i < ink_text_set_count (train); i++)
    result->bytes += strlen (ink_text_set_text (train, i));
  start = g_get_monotonic_time ();
  model = ink_naive_bayes_train_on (train, &INK_NAIVE_BAYES_OPTIONS_DEFAULT,
                                    n_threads, error);
  result->fit = seconds_since (start);
  if (model == NULL)
    return FALSE;
  test = read_texts (test_path, encoding, &result->read_test, error);
  if (test == NULL)
    return FALSE;
  predict (model, test, n_threads, result);
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
  printf ("{\"read\":%.4f,\"fit\":%.4f,\"read_test\":%.4f,\"predict\":%.4f,"
          "\"all\":%.4f,\"fit_mb_per_second\":%.1f,\"accuracy\":%.6f,"
          "\"memory_mb\":%.1f}\n",
          r.read, r.fit, r.read_test, r.predict,
          r.read + r.fit + r.read_test + r.predict,
          (double) r.bytes / 1e6 / r.fit, (double) r.correct / (double) r.count,
          (double) usage.ru_maxrss * 1024 / 1e6);
  return 0;
}
