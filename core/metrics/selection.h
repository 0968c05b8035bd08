#pragma once

#include "core/metrics/evaluation.h"

G_BEGIN_DECLS

/* Which examples stand behind a figure: indices into the evaluation, and what
 * they are in words. */
typedef struct
{
  char *title;     /* "Truly 4, read as 9": without a number */
  guint32 *indices; /* [n], the most confident first: by the probability of
                       @by, or of what was predicted; ties by index */
  gsize n;
  int by; /* a class index, or -1 */
  const char *order; /* where it is another, in words: "largest first";
                        static */
} InkSelection;

InkSelection *ink_selection_copy (const InkSelection *selection);
void ink_selection_free (InkSelection *selection);

/* All (transfer full), never NULL, n may be 0. Class indices must be in range.
 * Any thread. */
InkSelection *ink_selection_of_cell (const InkEvaluation *evaluation,
                                     guint truth, guint predicted);
/* @right: those read right, or those read wrong */
InkSelection *ink_selection_of_outcome (const InkEvaluation *evaluation,
                                        gboolean right);
/* Of a reliability bin, 0 to INK_CALIBRATION_BINS - 1. */
InkSelection *ink_selection_of_bin (const InkEvaluation *evaluation, guint bin);
/* Confidence in [low, high), at the upper end of 1 closed; @right as above. */
InkSelection *ink_selection_of_confidence (const InkEvaluation *evaluation,
                                           double low, double high,
                                           gboolean right);
typedef enum
{
  INK_SIDE_TRUE_POSITIVE,
  INK_SIDE_FALSE_POSITIVE,
  INK_SIDE_FALSE_NEGATIVE,
  INK_SIDE_TRUE_NEGATIVE,
} InkSide;
/* Where class @class_index is said when its probability is at least
 * @threshold. */
InkSelection *ink_selection_of_side (const InkEvaluation *evaluation,
                                     guint class_index, double threshold,
                                     InkSide side);
/* What a class's precision, recall or F1 are short of: read as the class but
 * another (precision), of the class but read as another (recall), or both. */
typedef enum
{
  INK_SHORTFALL_PRECISION,
  INK_SHORTFALL_RECALL,
  INK_SHORTFALL_F1,
} InkShortfall;
InkSelection *ink_selection_of_shortfall (const InkEvaluation *evaluation,
                                          guint class_index,
                                          InkShortfall shortfall);

/* Every example of a class, however it was read. */
InkSelection *ink_selection_of_class (const InkEvaluation *evaluation,
                                      guint class_index);
/* Both kinds of errors about a class at a threshold: as the order is by its
 * probability, the false positives and then the false negatives. */
InkSelection *ink_selection_of_errors (const InkEvaluation *evaluation,
                                       guint class_index, double threshold);
/* The @most examples that add most to the log loss, the largest first, whatever
 * the order of the others is; none of those that add nothing. */
InkSelection *ink_selection_of_loss (const InkEvaluation *evaluation,
                                     gsize most);
/* The same of the Brier score: by the squared distance of the probabilities
 * from what is true. */
InkSelection *ink_selection_of_brier (const InkEvaluation *evaluation,
                                      gsize most);
/* Another title: printf-like. */
void ink_selection_set_title (InkSelection *selection, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

/* The four numbers at a threshold, [INK_SIDE_...]. */
void ink_threshold_counts (const InkEvaluation *evaluation, guint class_index,
                           double threshold, guint64 counts[4]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkSelection, ink_selection_free)

G_END_DECLS
