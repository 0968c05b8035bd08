#pragma once

#include <json-glib/json-glib.h>

#include "app/cli/examples.h"
#include "app/cli/options.h"
#include "core/model/model.h"
#include "core/train/learner.h"

G_BEGIN_DECLS

/* `inkling-cli train`: what the learners share, and the learners. */
typedef struct
{
  char *data;
  char *output;
  char *title; /* (nullable) */
  char *seed;
  char *validation_fraction;
  gboolean json;
  gboolean quiet;
} CliTrainArgs;

/* One kind of model that can be trained: its row in learners.c. */
typedef struct
{
  const char *name;  /* of the model, as in the registry */
  const char *title; /* above its options in the help */
  /* How it learns. NULL-terminated by an entry without a name; all take a value
   * that is kept as text, or are flags. Also says which options are this
   * learner's alone. */
  const GOptionEntry *entries;
  /* (nullable): the same, of `train` alone: the files that it writes */
  const GOptionEntry *train_entries;
  const char *train_title;
  gboolean takes_text;
  /* (nullable): more for the help; (transfer full) */
  char *(*describe) (void);
  gboolean (*run) (const CliTrainArgs *args, const InkTextOptions *text,
                   GError **error);
  /* The learner that the options ask for, of all of @examples; (transfer full).
   * Of @args it takes what says how to learn: seed, validation_fraction. */
  InkLearner *(*new_learner) (const CliTrainArgs *args,
                              const CliExamples *examples, GError **error);
  /* How that learner learns, in one line; of options that new_learner() took.
   * (transfer full) */
  char *(*recipe) (const CliTrainArgs *args);
} CliLearner;

/* --recipe, an option of every learner: (nullable). */
extern char *cli_recipe;

extern const CliLearner cli_learner_lenet5;
extern const CliLearner cli_learner_naive_bayes;

/* The facts that every model file gets: data and data_hash. @data: as the
 * user wrote it; of a path, the last part is kept. */
void cli_train_set_data_facts (InkModel *model, const char *data,
                               const char *hash);

/* The title asked for, if any. */
void cli_train_set_title (InkModel *model, const CliTrainArgs *args);

G_END_DECLS
