#pragma once

#include "app/cli/train.h"
#include "core/train/recipe.h"

G_BEGIN_DECLS

/* What `inkling-cli train lenet5` was asked for, beyond what every learner
 * is. */
typedef struct
{
  InkRecipe recipe;
  guint threads;      /* 0: one a processor */
  const char *events; /* (nullable): - for standard output */
  const char *charts; /* (nullable): a folder */
  const char *drawings; /* (nullable): a folder */
} CliLenet5Options;

extern const GOptionEntry cli_lenet5_entries[];
extern const GOptionEntry cli_lenet5_train_entries[];

/* Reads what the entries took. FALSE, as wrong usage, where that is no recipe.
 * @options: (out): borrows from the command line */
gboolean cli_lenet5_take_options (const CliTrainArgs *args,
                                  CliLenet5Options *options, GError **error);

/* The recipes, each with its settings as they would be typed, for the help.
 * (transfer full) */
char *cli_lenet5_describe_recipes (void);

G_END_DECLS
