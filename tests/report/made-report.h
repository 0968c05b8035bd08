#pragma once

#include "core/data/image-set.h"
#include "core/data/text-set.h"
#include "ui/report/report.h"

G_BEGIN_DECLS

/* A made-up model with what it made of made-up examples, whose names and texts
 * are the worst there are. */
typedef struct
{
  InkModel *model;
  InkImageSet *images; /* NULL for texts */
  InkTextSet *texts;   /* NULL for images */
  InkEvaluation *evaluation;
  InkReportSubject subject;
} MadeReport;

#define MADE_N 60
/* "<script>", quotes and "&", right-to-left, and very long. */
extern const char *const made_names[];

MadeReport *made_report_new (gboolean images);
void made_report_free (MadeReport *made);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MadeReport, made_report_free)

G_END_DECLS
