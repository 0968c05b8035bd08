/* Some documents of a corpus that is counted already. Terms and the entries of
 * a document keep their order, so that sums over them keep their bits. */
#include "core/text/term-subset.h"

#include <string.h>

#include "core/text/term-limit.h"

/* Over the chosen documents, by term of all. */
typedef struct
{
  guint32 *frequencies;
  guint64 *totals;
} Tally;

static void
tally (const InkTermMatrix *all, const guint32 *documents, gsize n, Tally *t)
{
  t->frequencies = g_new0 (guint32, all->n_terms);
  t->totals = g_new0 (guint64, all->n_terms);
  for (gsize d = 0; d < n; d++)
    for (gsize i = all->starts[documents[d]]; i < all->starts[documents[d] + 1];
         i++)
      {
        t->frequencies[all->entries[i].term]++;
        t->totals[all->entries[i].term] += all->entries[i].count;
      }
}

static void
copy_entries (const InkTermMatrix *all, const guint32 *documents,
              const guint32 *numbers, InkTermMatrix *subset)
{
  gsize most = 0;
  gsize n = 0;

  for (gsize d = 0; d < subset->n_documents; d++)
    most += all->starts[documents[d] + 1] - all->starts[documents[d]];
  subset->starts = g_new0 (gsize, subset->n_documents + 1);
  subset->entries = g_new (InkTermCount, most);
  for (gsize d = 0; d < subset->n_documents; d++)
    {
      for (gsize i = all->starts[documents[d]];
           i < all->starts[documents[d] + 1]; i++)
        if (numbers[all->entries[i].term] != G_MAXUINT32)
          subset->entries[n++] = (InkTermCount) {
            numbers[all->entries[i].term], all->entries[i].count
          };
      subset->starts[d + 1] = n;
    }
}

static InkTermMatrix *
subset_new (const InkTermMatrix *all, const guint32 *documents, gsize n,
            const Tally *t, const guint32 *chosen, guint32 n_chosen,
            guint32 *numbers)
{
  InkTermMatrix *subset = g_new0 (InkTermMatrix, 1);

  memset (numbers, 0xff, all->n_terms * sizeof *numbers);
  subset->n_documents = n;
  subset->n_terms = n_chosen;
  subset->document_frequency = g_new (guint32, n_chosen);
  for (guint32 i = 0; i < n_chosen; i++)
    {
      numbers[chosen[i]] = i;
      subset->document_frequency[i] = t->frequencies[chosen[i]];
    }
  copy_entries (all, documents, numbers, subset);
  return subset;
}

InkTermMatrix *
ink_term_matrix_subset (const InkTermMatrix *all, const guint32 *documents,
                        gsize n, const InkTermLimits *limits, guint32 *numbers,
                        GError **error)
{
  InkTermMatrix *subset = NULL;
  g_autofree guint32 *chosen = NULL;
  guint32 n_chosen;
  Tally t;

  tally (all, documents, n, &t);
  chosen = ink_term_limits_choose (limits, t.frequencies, t.totals,
                                   all->n_terms, n, &n_chosen, error);
  if (chosen != NULL)
    subset = subset_new (all, documents, n, &t, chosen, n_chosen, numbers);
  g_free (t.frequencies);
  g_free (t.totals);
  return subset;
}
