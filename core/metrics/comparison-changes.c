/* The examples that changed from one model to the other, as a table and as
 * evidence to be shown. */
#include "core/base/file.h"
#include "core/metrics/comparison-private.h"
#include "core/metrics/csv-private.h"

static const char *
name_change (gboolean a_right, gboolean b_right)
{
  return a_right ? "worse" : b_right ? "better" : "other";
}

static void
append_row (GString *csv, const InkEvaluation *a, const InkEvaluation *b,
            const guint32 *to_b, gsize i)
{
  guint32 label = ink_evaluation_labels (a)[i];
  guint32 by_a = ink_evaluation_predicted (a)[i];
  guint32 by_b = ink_evaluation_predicted (b)[i];

  if (to_b[by_a] == by_b)
    return;
  g_string_append_printf (csv, "%" G_GSIZE_FORMAT ",", i);
  ink_csv_append_field (csv, "", ink_evaluation_class_names (a)[label]);
  g_string_append_c (csv, ',');
  ink_csv_append_field (csv, "", ink_evaluation_class_names (a)[by_a]);
  g_string_append_c (csv, ',');
  ink_csv_append_field (csv, "", ink_evaluation_class_names (b)[by_b]);
  g_string_append_printf (csv, ",%s\n",
                          name_change (by_a == label, by_b == to_b[label]));
}

gboolean
ink_comparison_write_changes (const InkEvaluation *a, const InkEvaluation *b,
                              const char *path, GError **error)
{
  g_autofree guint32 *to_b = ink_comparison_match (a, b, error);
  g_autoptr (GString) csv = g_string_new ("index,label,a,b,change\n");

  if (to_b == NULL)
    return FALSE;
  for (gsize i = 0; i < ink_evaluation_count (a); i++)
    append_row (csv, a, b, to_b, i);
  return ink_file_replace (path, csv->str, csv->len, error);
}

typedef struct
{
  double confidence;
  guint32 index;
} Found;

static int
by_confidence (gconstpointer a, gconstpointer b)
{
  const Found *x = a;
  const Found *y = b;

  if (x->confidence != y->confidence)
    return x->confidence < y->confidence ? 1 : -1;
  return (x->index > y->index) - (x->index < y->index);
}

static gboolean
changed (const InkEvaluation *a, const InkEvaluation *b, const guint32 *to_b,
         InkChange change, gsize i)
{
  guint32 label = ink_evaluation_labels (a)[i];
  guint32 by_a = ink_evaluation_predicted (a)[i];
  guint32 by_b = ink_evaluation_predicted (b)[i];
  gboolean a_right = by_a == label;
  gboolean b_right = by_b == to_b[label];

  if (change == INK_CHANGE_BETTER)
    return b_right && !a_right;
  if (change == INK_CHANGE_WORSE)
    return a_right && !b_right;
  return !a_right && !b_right && to_b[by_a] != by_b;
}

static InkSelection *
make_selection (GArray *found, const char *title)
{
  InkSelection *selection = g_new0 (InkSelection, 1);

  g_array_sort (found, by_confidence);
  selection->title = g_strdup (title);
  selection->order = "the surest mistakes first";
  selection->n = found->len;
  selection->indices = g_new (guint32, MAX (found->len, 1));
  selection->by = -1;
  for (guint i = 0; i < found->len; i++)
    selection->indices[i] = g_array_index (found, Found, i).index;
  return selection;
}

InkSelection *
ink_comparison_select (const InkEvaluation *a, const InkEvaluation *b,
                       InkChange change, GError **error)
{
  static const char *const titles[]
      = { [INK_CHANGE_BETTER] = "B alone is right; what A read",
          [INK_CHANGE_WORSE] = "A alone is right; what B read",
          [INK_CHANGE_OTHERWISE] = "Both are wrong, differently; what A read" };
  const InkEvaluation *wrong = change == INK_CHANGE_WORSE ? b : a;
  const guint n_classes = ink_evaluation_n_classes (wrong);
  const double *p = ink_evaluation_probabilities (wrong);
  g_autofree guint32 *to_b = ink_comparison_match (a, b, error);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));

  if (to_b == NULL)
    return NULL;
  for (gsize i = 0; i < ink_evaluation_count (a); i++)
    {
      guint32 predicted = ink_evaluation_predicted (wrong)[i];
      const Found one = { p[i * n_classes + predicted], (guint32) i };

      if (changed (a, b, to_b, change, i))
        g_array_append_val (found, one);
    }
  return make_selection (found, titles[change]);
}
