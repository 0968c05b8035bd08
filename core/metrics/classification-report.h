#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double precision, recall, f1;
  guint64 support; /* true examples */
} InkReportRow;

typedef struct
{
  InkReportRow macro;    /* plain mean over the classes that occur */
  InkReportRow micro;    /* of the pooled counts: all equal the accuracy */
  InkReportRow weighted; /* mean by support */
} InkReportAverages;

/* ink_classification_report: as sklearn.metrics.precision_recall_fscore_support
 * with zero_division=0: a ratio over nothing is 0. A class that occurs neither
 * among the labels nor among the predictions has no part in the macro average,
 * as there where `labels` is not given.
 * @counts: [n_classes][n_classes], rows true, columns predicted
 * @rows: (out): [n_classes]. Any thread. */
void ink_classification_report (const guint64 *counts, guint n_classes,
                                InkReportRow *rows,
                                InkReportAverages *averages);

G_END_DECLS
