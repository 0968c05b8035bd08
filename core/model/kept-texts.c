/* Texts that are kept as counts, added up class by class. A thread adds a class
 * up in an array of all terms, and then writes it to its places among the
 * sums. */
#include "core/model/kept-texts-private.h"

#include <string.h>

#include "core/base/memory.h"

#define TEXTS_A_LOOK 256 /* between two looks at whether to stop */

typedef struct
{
  guint32 block, text; /* its place there */
} Place;

/* What a thread works with. */
typedef struct
{
  InkTermRows rows; /* one text */
  double *weights;
  gsize max_weights;
  double *sums; /* [n_terms]; all 0 between two classes */
} Worker;

typedef struct
{
  InkCounting *counting;
  const InkNaiveBayes *bayes;
  InkClassSums *sums;
  double before;
  gsize *starts;   /* [n_classes + 1] */
  Place *places;   /* [n_documents]: by class, else in the order of texts */
  guint32 *order;  /* [n_classes]: the largest first */
  Worker *workers; /* [threads] */
  _Atomic gsize n_done;
} Adding;

/* The largest class takes one thread; at most a fourth of it may be waited
 * for. The threads' sums take no more than the counts may. */
gboolean
kept_texts_suit (const InkCounting *counting, const InkNaiveBayes *bayes)
{
  double most = 0;

  for (guint c = 0; c < bayes->n_classes; c++)
    most = MAX (most, bayes->class_count[c]);
  return most * counting->n_threads <= 1.25 * (double) counting->n_documents
         && (guint64) bayes->n_classes * bayes->n_terms
                <= 4 * ink_term_gatherer_n_entries (counting->gatherer)
         && (guint64) counting->n_threads * bayes->n_terms * sizeof (double)
                <= ink_counting_memory (counting);
}

static guint
class_of (const guint32 *numbers, guint32 label)
{
  return numbers == NULL ? label : numbers[label];
}

/* Texts in the order of their classes. */
static void
find_places (Adding *adding, const guint32 *numbers)
{
  const InkCounting *counting = adding->counting;
  guint n_classes = adding->bayes->n_classes;
  g_autofree gsize *next = g_new0 (gsize, n_classes + 1);

  adding->starts = g_new0 (gsize, n_classes + 1);
  adding->places = g_new (Place, counting->n_documents);
  for (guint c = 0; c < n_classes; c++)
    adding->starts[c + 1]
        = adding->starts[c] + (gsize) adding->bayes->class_count[c];
  memcpy (next, adding->starts, n_classes * sizeof *next);
  for (guint32 b = 0; b < counting->n_blocks; b++)
    {
      const guint32 *labels = counting->labels->pdata[b];
      guint32 n = ink_term_gatherer_n_documents (counting->gatherer, b);

      for (guint32 d = 0; d < n; d++)
        adding->places[next[class_of (numbers, labels[d])]++]
            = (Place) { b, d };
    }
}

static int
compare_sizes_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Adding *adding = user_data;
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  gsize m = adding->starts[x + 1] - adding->starts[x];
  gsize n = adding->starts[y + 1] - adding->starts[y];

  return m != n ? (m < n) - (m > n) : (x > y) - (x < y);
}

static void
adding_init (Adding *adding, const guint32 *numbers)
{
  guint n_classes = adding->bayes->n_classes;

  find_places (adding, numbers);
  adding->order = g_new (guint32, n_classes);
  for (guint32 c = 0; c < n_classes; c++)
    adding->order[c] = c;
  g_qsort_with_data (adding->order, (gint) n_classes, sizeof (guint32),
                     compare_sizes_cb, adding);
  adding->workers = g_new0 (Worker, adding->counting->n_threads);
}

static void
adding_clear (Adding *adding)
{
  for (guint i = 0; i < adding->counting->n_threads; i++)
    {
      ink_term_rows_clear (&adding->workers[i].rows);
      g_free (adding->workers[i].weights);
      g_aligned_free (adding->workers[i].sums);
    }
  g_free (adding->workers);
  g_free (adding->order);
  g_free (adding->places);
  g_free (adding->starts);
}

static void
prefetch_text (const Adding *adding, Place place)
{
  ink_term_gatherer_prefetch (adding->counting->gatherer, place.block,
                              place.text);
}

static void
add_text (const Adding *adding, Worker *worker, Place place)
{
  InkTermRows *rows = &worker->rows;
  double *restrict sums = worker->sums;

  ink_term_gatherer_document (adding->counting->gatherer, place.block,
                              place.text, rows);
  if (rows->n_entries > worker->max_weights)
    {
      worker->max_weights = rows->max_entries;
      g_free (worker->weights);
      worker->weights = g_new (double, worker->max_weights);
    }
  ink_naive_bayes_weigh (adding->bayes, rows->entries, rows->n_entries,
                         worker->weights);
  for (gsize i = 0; i < rows->n_entries; i++)
    sums[rows->entries[i].term] += worker->weights[i];
}

/* Whether to go on. The calling thread, worker 0, tells of it. */
static gboolean
look_around (Adding *adding, guint worker, gsize n)
{
  InkCounting *counting = adding->counting;
  gsize done = atomic_fetch_add (&adding->n_done, n) + n;
  double fraction = (double) done / (double) counting->n_documents;

  if (worker == 0)
    ink_counting_tell (counting,
                       adding->before + (1 - adding->before) * fraction);
  return !atomic_load (&counting->stopping);
}

/* To the class's places; leaves the worker's sums 0. */
static void
write_sums (const Adding *adding, Worker *worker, guint class_index)
{
  for (guint32 t = 0; t < adding->bayes->n_terms; t++)
    if (worker->sums[t] != 0)
      {
        ink_class_sums_add (adding->sums, t, class_index, worker->sums[t]);
        worker->sums[t] = 0;
      }
}

static void
add_class_cb (guint task, guint worker, gpointer user_data)
{
  Adding *adding = user_data;
  Worker *w = &adding->workers[worker];
  guint c = adding->order[task];
  gsize end = adding->starts[c + 1];

  if (w->sums == NULL)
    w->sums = ink_memory_new0 (adding->bayes->n_terms * sizeof (double));
  for (gsize first = adding->starts[c]; first < end; first += TEXTS_A_LOOK)
    {
      gsize n = MIN (end - first, TEXTS_A_LOOK);

      for (gsize i = 0; i < n; i++)
        {
          if (i + 2 < n)
            prefetch_text (adding, adding->places[first + i + 2]);
          add_text (adding, w, adding->places[first + i]);
        }
      if (!look_around (adding, worker, n))
        return;
    }
  write_sums (adding, w, c);
}

gboolean
kept_texts_sum (InkCounting *counting, const InkNaiveBayes *bayes,
                const guint32 *numbers, double before, InkClassSums *sums)
{
  Adding adding = { counting, bayes, sums, before };

  /* The calling thread may find no class left to tell of. */
  if (!ink_counting_tell (counting, before))
    return FALSE;
  adding_init (&adding, numbers);
  ink_pool_run (counting->pool, bayes->n_classes, add_class_cb, &adding);
  adding_clear (&adding);
  for (gsize b = 0; b < counting->n_blocks; b++)
    ink_term_gatherer_drop_rows (counting->gatherer, b);
  return counting->failure == NULL;
}
