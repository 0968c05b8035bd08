#pragma once

#include "app/cli/learners.h"
#include "core/train/cross-validate.h"
#include "ui/plot/plot.h"

G_BEGIN_DECLS

/* What `cross-validate` and `learning-curve` share: on what and how folds are
 * made, the learner and progress. One thread. */

typedef struct
{
  CliExamples examples;
  InkLearner *learner;
  InkCrossValidationOptions options;
  char *recipe; /* in one line */
  const char *charts; /* (nullable): a folder that is there */
  gboolean json;
} CliFolds;

#define CLI_FOLDS_TITLE "Folds:"
extern const GOptionEntry cli_folds_entries[];

/* cli_folds_take: reads the options, then the data.
 * @folds: (out): to be cleared. FALSE also with wrong usage. */
gboolean cli_folds_take (const CliLearner *learner, const CliTextArgs *text,
                         CliFolds *folds, GError **error);
void cli_folds_clear (CliFolds *folds);
/* --data, as it was given; checked to be there by cli_folds_take(). */
const char *cli_folds_data (void);

/* Says what is about to be done. */
void cli_folds_begin (const CliFolds *folds);
/* An InkCrossValidationFunc: says what is done. */
void cli_folds_progress_cb (const InkCrossValidationProgress *progress,
                            gpointer user_data);

/* A cell of a table on standard output: two spaces and nine columns; a dash
 * for NAN. */
void cli_folds_print_number (double value);

/* Writes @plot as NAME.png into the folder of --charts. Takes @plot. */
gboolean cli_folds_write_chart (const CliFolds *folds, InkPlot *plot,
                                const char *name, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliFolds, cli_folds_clear)

G_END_DECLS
