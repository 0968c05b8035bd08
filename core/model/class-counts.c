/* Numbers by term and class. Of 130,000 words of 20 newsgroups, a word is in
 * fewer than three on average. */
#include "core/model/class-counts.h"

#include <string.h>

void
ink_class_counts_row (const InkClassCounts *counts, guint32 term, double *row)
{
  memset (row, 0, counts->n_classes * sizeof *row);
  for (guint32 i = counts->starts[term]; i < counts->starts[term + 1]; i++)
    row[counts->classes[i]] = ink_class_counts_value (counts, i);
}

static double
dense_at (gconstpointer values, gboolean compact, gsize i)
{
  return compact ? (double) ((const float *) values)[i]
                 : ((const double *) values)[i];
}

static void
set_value (InkClassCounts *counts, guint32 pair, double value)
{
  if (counts->compact)
    ((float *) counts->values)[pair] = (float) value;
  else
    ((double *) counts->values)[pair] = value;
}

static gsize
value_size (const InkClassCounts *counts)
{
  return counts->compact ? sizeof (float) : sizeof (double);
}

/* Makes room for as many pairs as starts[n_terms] says. */
static void
allocate_pairs (InkClassCounts *counts)
{
  gsize n = counts->starts[counts->n_terms];

  counts->classes = g_new (guint16, n);
  counts->values = g_malloc0_n (n, value_size (counts));
}

void
ink_class_counts_init_dense (InkClassCounts *counts, guint n_classes,
                             guint32 n_terms, gconstpointer values,
                             gboolean compact)
{
  guint32 *ends, n;

  *counts = (InkClassCounts) { n_classes, n_terms, compact,
                               g_new0 (guint32, (gsize) n_terms + 1) };
  ends = counts->starts + 1;
  for (guint c = 0; c < n_classes; c++)
    for (guint32 t = 0; t < n_terms; t++)
      ends[t] += dense_at (values, compact, (gsize) c * n_terms + t) != 0;
  for (guint32 t = 0; t < n_terms; t++)
    counts->starts[t + 1] += counts->starts[t];
  n = counts->starts[n_terms];
  allocate_pairs (counts);
  /* From the last class down, each pair takes the last free place. */
  for (guint c = n_classes; c-- > 0;)
    for (guint32 t = 0; t < n_terms; t++)
      {
        double value = dense_at (values, compact, (gsize) c * n_terms + t);

        if (value == 0)
          continue;
        counts->classes[--ends[t]] = (guint16) c;
        set_value (counts, ends[t], value);
      }
  /* Now every end stands at the term's start. */
  memmove (counts->starts, ends, n_terms * sizeof *ends);
  counts->starts[n_terms] = n;
}

gpointer
ink_class_counts_to_dense (const InkClassCounts *counts)
{
  gsize size = value_size (counts);
  guint8 *dense
      = g_malloc0_n ((gsize) counts->n_classes * counts->n_terms, size);

  for (guint32 t = 0; t < counts->n_terms; t++)
    for (guint32 i = counts->starts[t]; i < counts->starts[t + 1]; i++)
      memcpy (dense + size * ((gsize) counts->classes[i] * counts->n_terms + t),
              (const guint8 *) counts->values + size * i, size);
  return dense;
}

void
ink_class_counts_clear (InkClassCounts *counts)
{
  g_clear_pointer (&counts->starts, g_free);
  g_clear_pointer (&counts->classes, g_free);
  g_clear_pointer (&counts->values, g_free);
}

void
ink_class_sums_init (InkClassSums *sums, guint n_classes, guint32 n_terms,
                     const guint64 *masks)
{
  InkClassCounts *counts = &sums->counts;

  *counts = (InkClassCounts) { n_classes, n_terms, FALSE,
                               g_new (guint32, (gsize) n_terms + 1) };
  sums->masks = masks;
  counts->starts[0] = 0;
  for (guint32 t = 0; t < n_terms; t++)
    counts->starts[t + 1]
        = counts->starts[t]
          + (masks == NULL ? n_classes : ink_class_sums_bits (masks[t]));
  counts->values = g_new0 (double, counts->starts[n_terms]);
}

/* Takes the pairs that are not 0 out of @sums, whose memory becomes theirs. */
static void
squeeze (InkClassSums *sums, InkClassCounts *counts)
{
  const double *values = sums->counts.values;
  guint32 n = 0;

  for (guint32 t = 0; t < counts->n_terms; t++)
    {
      guint64 left = sums->masks == NULL ? 0 : sums->masks[t];
      guint32 end = counts->starts[t + 1];
      guint32 first = n;

      for (guint32 i = counts->starts[t], c = 0; i < end; i++, c++)
        {
          if (sums->masks != NULL)
            for (; !(left >> c & 1); c++)
              ;
          if (values[i] == 0)
            continue;
          counts->classes[n] = (guint16) c;
          set_value (counts, n++, values[i]);
        }
      counts->starts[t] = first;
    }
  counts->starts[counts->n_terms] = n;
}

void
ink_class_sums_finish (InkClassSums *sums, gboolean compact,
                       InkClassCounts *counts)
{
  guint32 n = sums->counts.starts[sums->counts.n_terms];

  *counts = sums->counts;
  counts->compact = compact;
  counts->classes = g_new (guint16, n);
  squeeze (sums, counts);
  if (n != counts->starts[counts->n_terms] || compact)
    {
      n = counts->starts[counts->n_terms];
      counts->classes = g_renew (guint16, counts->classes, n);
      counts->values
          = g_realloc_n (counts->values, MAX (n, 1), value_size (counts));
    }
  memset (sums, 0, sizeof *sums);
}
