#pragma once

#include <stdio.h>

#include "app/cli/examples.h"
#include "app/cli/train.h"
#include "core/base/event.h"
#include "core/train/recipe.h"

G_BEGIN_DECLS

/* A run of `inkling-cli train lenet5` as it is told. Feed it every event. One
 * thread. */
typedef struct
{
  const InkRecipe *recipe;
  guint epochs;               /* asked for */
  InkEvent start, epoch, end; /* the newest of each kind */
  guint epoch_seen;           /* of the newest step */
  guint64 epoch_begun;        /* step at which that epoch began */
  guint64 steps_an_epoch;
  gint64 line_time;
} CliLenet5Report;

/* Borrows @recipe. */
void cli_lenet5_report_init (CliLenet5Report *report, const InkRecipe *recipe);
/* Shows progress, where that is wanted. */
void cli_lenet5_report_add_event (CliLenet5Report *report,
                                  const InkEvent *event);
/* @data: as the user wrote it */
void cli_lenet5_report_set_facts (const CliLenet5Report *report,
                                  const char *data,
                                  const CliExamples *examples,
                                  InkModel *model);
/* The summary of a run that ended well: JSON, on standard output, where asked
 * for, else text on @out. */
void cli_lenet5_report_print (const CliLenet5Report *report,
                              const CliTrainArgs *args, FILE *out);

G_END_DECLS
