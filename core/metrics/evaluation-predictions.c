/* Every prediction of an evaluation as a table, for tools of one's own. */
#include "core/metrics/evaluation-predictions.h"

#include "core/base/file.h"
#include "core/metrics/csv-private.h"

void
ink_predictions_append_header (GString *csv, const char *leading,
                               const InkEvaluation *evaluation)
{
  const char *const *names = ink_evaluation_class_names (evaluation);

  g_string_append_printf (csv, "%s,label,predicted", leading);
  for (guint c = 0; names[c] != NULL; c++)
    {
      g_string_append_c (csv, ',');
      ink_csv_append_field (csv, "p:", names[c]);
    }
  g_string_append_c (csv, '\n');
}

void
ink_predictions_append_row (GString *csv, const InkEvaluation *evaluation,
                            gsize i)
{
  const char *const *names = ink_evaluation_class_names (evaluation);
  guint n_classes = ink_evaluation_n_classes (evaluation);
  const double *row
      = ink_evaluation_probabilities (evaluation) + i * n_classes;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  ink_csv_append_field (csv, "", names[ink_evaluation_labels (evaluation)[i]]);
  g_string_append_c (csv, ',');
  ink_csv_append_field (csv, "",
                        names[ink_evaluation_predicted (evaluation)[i]]);
  for (guint c = 0; c < n_classes; c++)
    {
      g_ascii_formatd (number, sizeof number, "%.9g", row[c]);
      g_string_append_c (csv, ',');
      g_string_append (csv, number);
    }
  g_string_append_c (csv, '\n');
}

gboolean
ink_evaluation_write_predictions (const InkEvaluation *evaluation,
                                  const char *path, GError **error)
{
  g_autoptr (GString) csv = g_string_new (NULL);

  ink_predictions_append_header (csv, "index", evaluation);
  for (gsize i = 0; i < ink_evaluation_count (evaluation); i++)
    {
      g_string_append_printf (csv, "%" G_GSIZE_FORMAT ",", i);
      ink_predictions_append_row (csv, evaluation, i);
    }
  return ink_file_replace (path, csv->str, csv->len, error);
}
