/* Some documents of a corpus that is counted already. Terms and the entries of
 * a document keep their order, so that sums over them keep their bits. */
#include "core/text/term-subset.h"

#include <string.h>

#include "core/base/error.h"
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

/* The terms that stay, in code point order; (transfer full) */
static guint32 *
choose_terms (const Tally *t, guint32 n_terms, const InkTermLimits *limits,
              guint32 *n_chosen)
{
  guint32 *chosen = g_new (guint32, n_terms);
  guint32 least = MAX (limits->min_df, 1);
  guint32 n = 0;

  for (guint32 i = 0; i < n_terms; i++)
    if (t->frequencies[i] >= least)
      chosen[n++] = i;
  if (limits->max_features > 0 && n > limits->max_features)
    n = ink_term_limit (chosen, n, t->totals, limits->max_features);
  *n_chosen = n;
  return chosen;
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
  chosen = choose_terms (&t, all->n_terms, limits, &n_chosen);
  if (n_chosen > 0)
    subset = subset_new (all, documents, n, &t, chosen, n_chosen, numbers);
  else
    ink_term_matrix_set_empty_error (limits->min_df > 1, error);
  g_free (t.frequencies);
  g_free (t.totals);
  return subset;
}
