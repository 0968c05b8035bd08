#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A number for each term and class, most of them 0: kept term by term, the
 * classes that are not 0 alone. Immutable once made. */
typedef struct
{
  guint n_classes;
  guint32 n_terms;
  gboolean compact;  /* values are float, else double */
  guint32 *starts;   /* [n_terms + 1]: each term's first pair */
  guint16 *classes;  /* [starts[n_terms]]: ascending within a term */
  gpointer values;   /* [starts[n_terms]] */
} InkClassCounts;

static inline double
ink_class_counts_value (const InkClassCounts *counts, guint32 pair)
{
  return counts->compact ? (double) ((const float *) counts->values)[pair]
                         : ((const double *) counts->values)[pair];
}

/* A term's numbers, 0 where it has none. @row: (out): [n_classes] */
void ink_class_counts_row (const InkClassCounts *counts, guint32 term,
                           double *row);
/* ink_class_counts_init_dense: @values: [n_classes][n_terms]: float where
 * @compact, else double; at most G_MAXUINT32 of them */
void ink_class_counts_init_dense (InkClassCounts *counts, guint n_classes,
                                  guint32 n_terms, gconstpointer values,
                                  gboolean compact);
/* The same the other way: (transfer full): [n_classes][n_terms] float or
 * double. */
gpointer ink_class_counts_to_dense (const InkClassCounts *counts);
void ink_class_counts_clear (InkClassCounts *counts);

/* Adding up. Different threads may add to different terms, or classes. */
typedef struct
{
  InkClassCounts counts; /* without classes; values are double */
  const guint64 *masks;  /* [n_terms]; NULL where all classes have a place */
} InkClassSums;

/* ink_class_sums_init: all 0.
 * @masks: (nullable): [n_terms]: a bit for each class that a term may have
 * anything of; borrowed; for at most 64 classes */
void ink_class_sums_init (InkClassSums *sums, guint n_classes, guint32 n_terms,
                          const guint64 *masks);
/* Leaves @sums cleared. */
void ink_class_sums_finish (InkClassSums *sums, gboolean compact,
                            InkClassCounts *counts);

static inline guint
ink_class_sums_bits (guint64 x)
{
  x -= (x >> 1) & 0x5555555555555555u;
  x = (x & 0x3333333333333333u) + ((x >> 2) & 0x3333333333333333u);
  x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0fu;
  return (guint) ((x * 0x0101010101010101u) >> 56);
}

/* ink_class_sums_add: nothing where the term's mask lacks the class, as texts
 * that have changed since it was made may have it. */
static inline void
ink_class_sums_add (InkClassSums *sums, guint32 term, guint class_index,
                    double value)
{
  guint32 start = sums->counts.starts[term];
  guint rank = class_index;

  if (sums->counts.starts[term + 1] - start < sums->counts.n_classes)
    {
      guint64 mask = sums->masks[term];

      if (!(mask >> class_index & 1))
        return;
      rank = ink_class_sums_bits (mask & (((guint64) 1 << class_index) - 1));
    }
  ((double *) sums->counts.values)[start + rank] += value;
}

/* Brings near what ink_class_sums_add() will change, or its neighbour. */
static inline void
ink_class_sums_prefetch (const InkClassSums *sums, guint32 term,
                         guint class_index)
{
  __builtin_prefetch ((const double *) sums->counts.values
                          + sums->counts.starts[term] + class_index,
                      1);
}

G_END_DECLS
