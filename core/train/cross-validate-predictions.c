/* The held-out predictions of a cross-validation as one table. */
#include "core/base/file.h"
#include "core/metrics/evaluation-predictions.h"
#include "core/train/cross-validate-private.h"

/* Where an example stands. */
typedef struct
{
  guint fold; /* of all repeats */
  guint row;  /* of its evaluation */
} Place;

/* @places: (out): [count], of the examples in repeat @repeat */
static void
find_places (const InkCrossValidation *self, guint repeat, Place *places)
{
  const guint k = self->options.n_folds;

  for (guint f = repeat * k; f < (repeat + 1) * k; f++)
    for (guint i = 0; i < self->folds[f].n_test; i++)
      places[self->folds[f].examples[i]] = (Place) { f, i };
}

static void
append_repeat (GString *csv, const InkCrossValidation *self, guint repeat)
{
  const guint n = ink_learner_count (self->learner);
  g_autofree Place *places = g_new (Place, n);

  find_places (self, repeat, places);
  for (guint i = 0; i < n; i++)
    {
      const InkFold *fold = &self->folds[places[i].fold];

      g_string_append_printf (csv, "%u,%u,%u,", i, repeat + 1,
                              places[i].fold % self->options.n_folds + 1);
      ink_predictions_append_row (csv, fold->evaluation, places[i].row);
    }
}

gboolean
ink_cross_validation_write_predictions (const InkCrossValidation *self,
                                        const char *path, GError **error)
{
  g_autoptr (GString) csv = g_string_new (NULL);

  ink_predictions_append_header (csv, "index,repeat,fold",
                                 self->folds[0].evaluation);
  for (guint r = 0; r < self->options.n_repeats; r++)
    append_repeat (csv, self, r);
  return ink_file_replace (path, csv->str, csv->len, error);
}
