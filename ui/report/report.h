#pragma once

#include <gio/gio.h>

#include "core/data/image-set.h"
#include "core/data/text-set.h"
#include "core/metrics/bootstrap.h"
#include "core/model/model.h"

G_BEGIN_DECLS

/* A report on one evaluation: a folder with `report.json`, `predictions.csv`,
 * the charts as PNG and SVG in `charts`, and `index.html`, one page that needs
 * nothing beside it. */

/* Everything is borrowed. */
typedef struct
{
  const InkEvaluation *evaluation;
  const InkImageSet *images; /* what it was made on: one of the two */
  const InkTextSet *texts;
  const InkModel *model;
  const char *model_name;  /* for people: "digits", "Run of 14:32" */
  const char *model_file;  /* (nullable): where there is one */
  const char *data;        /* as it was asked for: a name or a path */
  const char *split;       /* (nullable): "test"; NULL for data without */
  const char *command;     /* (nullable): what makes the report again */
  InkBootstrapOptions bootstrap; /* n_resamples 0: without */
  guint n_threads;               /* 0 for all */
} InkReportSubject;

/* @fraction: of the work, 0 to 1. In the thread that writes. */
typedef void (*InkReportFunc) (double fraction, gpointer user_data);

/* ink_report_write: into @folder, whole or not at all: it is made beside it
 * under another name, is on the disk, and is renamed. A folder that is there
 * must be empty or a report, which is replaced; INK_ERROR_IO otherwise. The
 * same subject gives the same bytes but for the date, which $SOURCE_DATE_EPOCH
 * sets.
 * @cancellable, @func: (nullable)
 * Returns: FALSE with INK_ERROR_IO, G_IO_ERROR_CANCELLED or ink_bootstrap()'s
 * error. Any thread that owns the subject. */
gboolean ink_report_write (const InkReportSubject *subject, const char *folder,
                           GCancellable *cancellable, InkReportFunc func,
                           gpointer user_data, GError **error);

/* ink_report_check_folder: whether ink_report_write() would write there, before
 * anything is worked out for it. Makes nothing. */
gboolean ink_report_check_folder (const char *folder, GError **error);

G_END_DECLS
