/* The examples behind a figure. Each kind says which examples it wants; all are
 * gathered and put in order the same way, in one pass and a sort of what was
 * found. */
#include "core/metrics/selection.h"

#include <math.h>

#include "core/metrics/threshold.h"

/* What is asked of an example; a kind uses what it needs. */
typedef struct
{
  const InkEvaluation *evaluation;
  guint n_classes;
  const double *probabilities; /* [n][n_classes] */
  const guint32 *labels;
  const guint32 *predicted;
  guint class_index; /* the true one of a cell */
  guint other;       /* the predicted one of a cell, or a bin */
  double low, high;
  gboolean right;
  InkSide side;
  InkShortfall shortfall;
} Wanted;

typedef gboolean (*Wants) (const Wanted *wanted, gsize i);

typedef struct
{
  double key; /* the largest first */
  guint32 index;
} Found;

void
ink_selection_free (InkSelection *selection)
{
  if (selection == NULL)
    return;
  g_free (selection->title);
  g_free (selection->indices);
  g_free (selection);
}

InkSelection *
ink_selection_copy (const InkSelection *selection)
{
  InkSelection *copy = g_memdup2 (selection, sizeof *selection);

  copy->title = g_strdup (selection->title);
  copy->indices
      = g_memdup2 (selection->indices, selection->n * sizeof (guint32));
  return copy;
}

void
ink_selection_set_title (InkSelection *selection, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_free (selection->title);
  selection->title = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

static Wanted
wanted_of (const InkEvaluation *evaluation)
{
  return (Wanted) {
    .evaluation = evaluation,
    .n_classes = ink_evaluation_n_classes (evaluation),
    .probabilities = ink_evaluation_probabilities (evaluation),
    .labels = ink_evaluation_labels (evaluation),
    .predicted = ink_evaluation_predicted (evaluation),
  };
}

static const char *
name_of (const Wanted *wanted, guint class_index)
{
  return ink_evaluation_class_names (wanted->evaluation)[class_index];
}

static double
probability (const Wanted *wanted, gsize i, guint class_index)
{
  return wanted->probabilities[i * wanted->n_classes + class_index];
}

static double
confidence (const Wanted *wanted, gsize i)
{
  return probability (wanted, i, wanted->predicted[i]);
}

static gboolean
is_right (const Wanted *wanted, gsize i)
{
  return wanted->labels[i] == wanted->predicted[i];
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *x = a;
  const Found *y = b;

  if (x->key != y->key)
    return x->key < y->key ? 1 : -1;
  return (x->index > y->index) - (x->index < y->index);
}

/* @found: sorted here. (transfer full) */
static InkSelection *
selection_of (GArray *found, int by)
{
  InkSelection *selection = g_new0 (InkSelection, 1);

  g_array_sort (found, compare_found);
  selection->n = found->len;
  selection->indices = g_new (guint32, MAX (found->len, 1));
  selection->by = by;
  for (guint i = 0; i < found->len; i++)
    selection->indices[i] = g_array_index (found, Found, i).index;
  return selection;
}

/* @by: a class, or -1 for the one that was predicted. Without a title yet. */
static InkSelection *
gather (const Wanted *wanted, Wants wants, int by)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  const gsize n = ink_evaluation_count (wanted->evaluation);

  for (gsize i = 0; i < n; i++)
    if (wants (wanted, i))
      {
        const Found one
            = { by < 0 ? confidence (wanted, i)
                       : probability (wanted, i, (guint) by),
                (guint32) i };

        g_array_append_val (found, one);
      }
  return selection_of (found, by);
}

static gboolean
is_in_cell (const Wanted *wanted, gsize i)
{
  return wanted->labels[i] == wanted->class_index
         && wanted->predicted[i] == wanted->other;
}

InkSelection *
ink_selection_of_cell (const InkEvaluation *evaluation, guint truth,
                       guint predicted)
{
  Wanted wanted = wanted_of (evaluation);
  InkSelection *selection;

  wanted.class_index = truth;
  wanted.other = predicted;
  selection = gather (&wanted, is_in_cell, (int) predicted);
  ink_selection_set_title (selection, "Truly %s, read as %s",
                           name_of (&wanted, truth),
                           name_of (&wanted, predicted));
  return selection;
}

static gboolean
has_outcome (const Wanted *wanted, gsize i)
{
  return is_right (wanted, i) == (wanted->right != FALSE);
}

InkSelection *
ink_selection_of_outcome (const InkEvaluation *evaluation, gboolean right)
{
  Wanted wanted = wanted_of (evaluation);
  InkSelection *selection;

  wanted.right = right;
  selection = gather (&wanted, has_outcome, -1);
  ink_selection_set_title (selection, "Read %s", right ? "right" : "wrong");
  return selection;
}

static gboolean
is_in_bin (const Wanted *wanted, gsize i)
{
  return ink_calibration_bin (confidence (wanted, i), INK_CALIBRATION_BINS)
         == wanted->other;
}

InkSelection *
ink_selection_of_bin (const InkEvaluation *evaluation, guint bin)
{
  const InkCalibrationBin *bins = ink_evaluation_calibration_bins (evaluation);
  Wanted wanted = wanted_of (evaluation);
  InkSelection *selection;

  wanted.other = bin;
  selection = gather (&wanted, is_in_bin, -1);
  ink_selection_set_title (selection, "Confidence %.2f to %.2f", bins[bin].low,
                           bins[bin].high);
  return selection;
}

static gboolean
has_confidence (const Wanted *wanted, gsize i)
{
  const double p = confidence (wanted, i);

  return has_outcome (wanted, i) && p >= wanted->low
         && (p < wanted->high || wanted->high >= 1);
}

InkSelection *
ink_selection_of_confidence (const InkEvaluation *evaluation, double low,
                             double high, gboolean right)
{
  Wanted wanted = wanted_of (evaluation);
  InkSelection *selection;

  wanted.low = low;
  wanted.high = high;
  wanted.right = right;
  selection = gather (&wanted, has_confidence, -1);
  ink_selection_set_title (selection, "Read %s with confidence %.2f to %.2f",
                           right ? "right" : "wrong", low, high);
  return selection;
}

static InkSide
side_of (const Wanted *wanted, gsize i)
{
  const gboolean positive = wanted->labels[i] == wanted->class_index;

  if (probability (wanted, i, wanted->class_index) >= wanted->low)
    return positive ? INK_SIDE_TRUE_POSITIVE : INK_SIDE_FALSE_POSITIVE;
  return positive ? INK_SIDE_FALSE_NEGATIVE : INK_SIDE_TRUE_NEGATIVE;
}

static gboolean
is_on_side (const Wanted *wanted, gsize i)
{
  return side_of (wanted, i) == wanted->side;
}

InkSelection *
ink_selection_of_side (const InkEvaluation *evaluation, guint class_index,
                       double threshold, InkSide side)
{
  static const char *const names[]
      = { "True positives", "False positives", "False negatives",
          "True negatives" };
  g_autofree char *shown = ink_threshold_format (threshold);
  Wanted wanted = wanted_of (evaluation);
  InkSelection *selection;

  wanted.class_index = class_index;
  wanted.low = threshold;
  wanted.side = side;
  selection = gather (&wanted, is_on_side, (int) class_index);
  ink_selection_set_title (selection, "%s of %s at threshold %s", names[side],
                           name_of (&wanted, class_index), shown);
  return selection;
}

static gboolean
is_error (const Wanted *wanted, gsize i)
{
  const InkSide side = side_of (wanted, i);

  return side == INK_SIDE_FALSE_POSITIVE || side == INK_SIDE_FALSE_NEGATIVE;
}

InkSelection *
ink_selection_of_errors (const InkEvaluation *evaluation, guint class_index,
                         double threshold)
{
  g_autofree char *shown = ink_threshold_format (threshold);
  Wanted wanted = wanted_of (evaluation);
  InkSelection *selection;

  wanted.class_index = class_index;
  wanted.low = threshold;
  selection = gather (&wanted, is_error, (int) class_index);
  ink_selection_set_title (
      selection, "False positives, then false negatives of %s at threshold %s",
      name_of (&wanted, class_index), shown);
  return selection;
}

static gboolean
is_shortfall (const Wanted *wanted, gsize i)
{
  const gboolean read_as = wanted->predicted[i] == wanted->class_index;
  const gboolean is = wanted->labels[i] == wanted->class_index;

  if (read_as == is)
    return FALSE;
  return wanted->shortfall == INK_SHORTFALL_F1
         || (wanted->shortfall == INK_SHORTFALL_PRECISION ? read_as : is);
}

/* By what they were read as: for the precision that is the class. */
InkSelection *
ink_selection_of_shortfall (const InkEvaluation *evaluation,
                            guint class_index, InkShortfall shortfall)
{
  Wanted wanted = wanted_of (evaluation);
  const char *name = name_of (&wanted, class_index);
  InkSelection *selection;

  wanted.class_index = class_index;
  wanted.shortfall = shortfall;
  selection = gather (&wanted, is_shortfall, -1);
  if (shortfall == INK_SHORTFALL_PRECISION)
    ink_selection_set_title (selection, "Read as %s, truly another", name);
  else if (shortfall == INK_SHORTFALL_RECALL)
    ink_selection_set_title (selection, "Truly %s, read as another", name);
  else
    ink_selection_set_title (
        selection, "Read as %s and truly another, or the other way", name);
  return selection;
}

static gboolean
is_of_class (const Wanted *wanted, gsize i)
{
  return wanted->labels[i] == wanted->class_index;
}

InkSelection *
ink_selection_of_class (const InkEvaluation *evaluation, guint class_index)
{
  Wanted wanted = wanted_of (evaluation);
  InkSelection *selection;

  wanted.class_index = class_index;
  selection = gather (&wanted, is_of_class, (int) class_index);
  ink_selection_set_title (selection, "Truly %s",
                           name_of (&wanted, class_index));
  return selection;
}

/* Rises with the loss, which is that of what was true alone. */
static double
log_loss_of (const Wanted *wanted, gsize i)
{
  return 1 - probability (wanted, i, wanted->labels[i]);
}

static double
brier_of (const Wanted *wanted, gsize i)
{
  double sum = 0;

  for (guint c = 0; c < wanted->n_classes; c++)
    {
      const double distance
          = probability (wanted, i, c) - (c == wanted->labels[i]);

      sum += distance * distance;
    }
  return sum;
}

static InkSelection *
gather_largest (const InkEvaluation *evaluation,
                double (*part) (const Wanted *wanted, gsize i), gsize most,
                const char *title)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  const Wanted wanted = wanted_of (evaluation);
  const gsize n = ink_evaluation_count (evaluation);
  InkSelection *selection;

  for (gsize i = 0; i < n; i++)
    {
      const Found one = { part (&wanted, i), (guint32) i };

      if (one.key > 0)
        g_array_append_val (found, one);
    }
  selection = selection_of (found, -1);
  selection->n = MIN (selection->n, most);
  selection->order = "largest first";
  ink_selection_set_title (selection, "%s", title);
  return selection;
}

InkSelection *
ink_selection_of_loss (const InkEvaluation *evaluation, gsize most)
{
  return gather_largest (evaluation, log_loss_of, most,
                         "Largest parts of the log loss");
}

InkSelection *
ink_selection_of_brier (const InkEvaluation *evaluation, gsize most)
{
  return gather_largest (evaluation, brier_of, most,
                         "Largest parts of the Brier score");
}

void
ink_threshold_counts (const InkEvaluation *evaluation, guint class_index,
                      double threshold, guint64 counts[4])
{
  Wanted wanted = wanted_of (evaluation);
  const gsize n = ink_evaluation_count (evaluation);

  wanted.class_index = class_index;
  wanted.low = threshold;
  for (guint i = 0; i < 4; i++)
    counts[i] = 0;
  for (gsize i = 0; i < n; i++)
    counts[side_of (&wanted, i)]++;
}
