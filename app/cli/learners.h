#pragma once

#include "app/cli/train.h"

G_BEGIN_DECLS

/* The learners that the command line knows, for the commands that take one:
 * `train`, `cross-validate`, `learning-curve`. The options of all of them are
 * parsed together, so that they may stand before the learner's name; one that
 * belongs to another learner is wrong usage. */

/* A command that takes a learner. */
typedef struct
{
  const char *name;      /* "train" */
  const char *title;     /* above the entries, in the help */
  const char *arguments; /* after the learner's name: "--data DATA" */
  const char *about;     /* for the help */
  const char *more;      /* (nullable): for the help of one learner too */
  const GOptionEntry *entries; /* of every learner */
  const char *shared_title;
  const GOptionEntry *shared_entries; /* (nullable): more of them */
  gboolean trains; /* also takes the learners' train_entries */
} CliLearnerCommand;

/* cli_learner_parse: reads a command line.
 * @text_args: where the options for text data go
 * @learner: (out): NULL where the help was asked for, which is printed then
 * Returns: FALSE for wrong usage. */
gboolean cli_learner_parse (const CliLearnerCommand *command, char **argv,
                            CliTextArgs *text_args,
                            const CliLearner **learner, GError **error);

G_END_DECLS
