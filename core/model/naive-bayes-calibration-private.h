#pragma once

#include "core/model/naive-bayes-calibration.h"

G_BEGIN_DECLS

/* Texts as a model scored them that has not learned from them. */
typedef struct
{
  const double *scores;  /* [n][n_classes]: log scores, finite, but -INFINITY
                            for a class that cannot be */
  const guint32 *labels; /* [n]: the model's classes, each possible */
  guint n;               /* > 0 */
  guint n_classes;
} InkScoredTexts;

/* What calibration holds of them at once: 128 MiB. */
#define INK_CALIBRATION_MAX_SCORES (1u << 24)
/* The most texts of so many classes. */
guint ink_calibration_most_texts (guint n_classes);

/* ink_calibration_fit: the temperature that makes the labels likeliest, and the
 * figures raw and with it. @folds, @seed: go into @calibration */
void ink_calibration_fit (const InkScoredTexts *texts, guint folds,
                          guint64 seed, InkNaiveBayesCalibration *calibration);
void ink_calibration_measure (const InkScoredTexts *texts, double temperature,
                              InkCalibrationFigures *figures);

/* ink_calibration_find_class: the model's class of that name;
 * INK_ERROR_MISMATCH naming @data where there is none. */
gboolean ink_calibration_find_class (const InkModel *model, const char *name,
                                     const char *data, guint32 *class_index,
                                     GError **error);

G_END_DECLS
