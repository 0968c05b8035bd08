#pragma once

#include "core/model/naive-bayes.h"

G_BEGIN_DECLS

/* The options of naive Bayes on the command line, for every command that fits
 * one. One thread. */
extern const GOptionEntry cli_naive_bayes_entries[];

/* cli_naive_bayes_take: what was parsed, into @options, which hold defaults.
 * What they then point to stays as long as the program runs.
 * Returns: FALSE for wrong usage, or a file of stop words that cannot be
 * read. */
gboolean cli_naive_bayes_take (InkNaiveBayesOptions *options, GError **error);
/* For the help: what the recipes are. (transfer full) */
char *cli_naive_bayes_describe_recipes (void);

G_END_DECLS
