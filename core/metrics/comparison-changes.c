/* The examples that changed from one model to the other, as a table. */
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
