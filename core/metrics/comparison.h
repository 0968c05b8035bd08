#pragma once

#include "core/metrics/bootstrap.h"
#include "core/metrics/delong.h"
#include "core/metrics/selection.h"

G_BEGIN_DECLS

/* Two models, A and B, on the same examples: is B better, and how sure is
 * that? Differences are B less A. */
typedef struct
{
  gsize n;
  guint64 both_right;
  guint64 better;     /* B alone is right */
  guint64 worse;      /* A alone is right */
  guint64 both_wrong; /* alike or not */
  guint64 otherwise;  /* of these, predicted as different classes */
  double mcnemar_p;
  InkBootstrapOptions options; /* without those who watched it */
  InkEstimate a[INK_N_FIGURES];
  InkEstimate b[INK_N_FIGURES];
  InkEstimate difference[INK_N_FIGURES]; /* paired bootstrap */
  guint n_classes;                       /* of A */
  /* [n_classes]: one class against the rest, DeLong's test; all NAN where the
   * class has no ROC curve */
  InkAucComparison *classes;
} InkComparison;

/* ink_comparison_new:
 * @a, @b: of the same examples in the same order; the models' classes are
 * matched by name and may be in another order
 * Returns: (transfer full): or NULL with INK_ERROR_MISMATCH where the examples
 * are not the same, or ink_bootstrap_pair()'s error. Any thread; @pool is kept
 * busy. */
InkComparison *ink_comparison_new (const InkEvaluation *a,
                                   const InkEvaluation *b,
                                   const InkBootstrapOptions *options,
                                   InkPool *pool, GError **error);
void ink_comparison_free (InkComparison *comparison);

/* ink_comparison_better: 'A' or 'B' where the interval of @figure's difference
 * leaves 0 out in that model's favour, else 0. */
char ink_comparison_better (const InkComparison *comparison, InkFigure figure);

/* ink_comparison_sentence: "B is better by 0.31 points, 95 % interval 0.12 to
 * 0.50; McNemar's exact test p = 0.002", points being hundredths of accuracy.
 * One is called better where the interval leaves 0 out and p is below 1 -
 * level, else they are not told apart. (transfer full). */
char *ink_comparison_sentence (const InkComparison *comparison);

typedef enum
{
  INK_CHANGE_BETTER,    /* B alone is right */
  INK_CHANGE_WORSE,     /* A alone is right */
  INK_CHANGE_OTHERWISE, /* both are wrong, each in its way */
} InkChange;

/* ink_comparison_select: the examples that changed so, the most confident of
 * the mistakes first: A's, or B's for INK_CHANGE_WORSE.
 * @a, @b: as above
 * Returns: (transfer full): indices into both; or NULL with INK_ERROR_MISMATCH.
 * Any thread. */
InkSelection *ink_comparison_select (const InkEvaluation *a,
                                     const InkEvaluation *b, InkChange change,
                                     GError **error);

/* ink_comparison_write_changes: a CSV file of the examples that the models take
 * for different classes: `index` (from 0), `label`, `a`, `b` (names of classes)
 * and `change`: `better`, `worse` or `other` (both wrong). Whole or not at all.
 * @a, @b: as above. */
gboolean ink_comparison_write_changes (const InkEvaluation *a,
                                       const InkEvaluation *b,
                                       const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkComparison, ink_comparison_free)

G_END_DECLS
