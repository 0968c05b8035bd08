/* The examples behind a figure, the most confident first. */
#include "core/metrics/selection.h"

typedef struct
{
  double confidence;
  guint32 index;
} Chosen;

void
ink_selection_free (InkSelection *selection)
{
  g_free (selection->title);
  g_free (selection->indices);
  g_free (selection);
}

static int
by_confidence (gconstpointer a, gconstpointer b)
{
  const Chosen *x = a;
  const Chosen *y = b;

  if (x->confidence != y->confidence)
    return x->confidence < y->confidence ? 1 : -1;
  return (x->index > y->index) - (x->index < y->index);
}

/* @chosen: (transfer full); @title: (transfer full) */
static InkSelection *
selection_new (char *title, GArray *chosen, int by)
{
  InkSelection *selection = g_new0 (InkSelection, 1);

  g_array_sort (chosen, by_confidence);
  selection->title = title;
  selection->n = chosen->len;
  selection->indices = g_new (guint32, MAX (chosen->len, 1));
  for (guint i = 0; i < chosen->len; i++)
    selection->indices[i] = g_array_index (chosen, Chosen, i).index;
  selection->by = by;
  g_array_unref (chosen);
  return selection;
}

InkSelection *
ink_selection_of_cell (const InkEvaluation *evaluation, guint truth,
                       guint predicted)
{
  const char *const *names = ink_evaluation_class_names (evaluation);
  const guint32 *labels = ink_evaluation_labels (evaluation);
  const guint32 *read_as = ink_evaluation_predicted (evaluation);
  const double *probabilities = ink_evaluation_probabilities (evaluation);
  const guint n_classes = ink_evaluation_n_classes (evaluation);
  const gsize n = ink_evaluation_count (evaluation);
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (Chosen));

  g_return_val_if_fail (truth < n_classes && predicted < n_classes, NULL);

  for (gsize i = 0; i < n; i++)
    if (labels[i] == truth && read_as[i] == predicted)
      {
        Chosen one
            = { probabilities[i * n_classes + predicted], (guint32) i };

        g_array_append_val (chosen, one);
      }
  return selection_new (g_strdup_printf ("Truly %s, read as %s", names[truth],
                                         names[predicted]),
                        chosen, (int) predicted);
}
