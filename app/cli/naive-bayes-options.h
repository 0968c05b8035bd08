#pragma once

#include "core/model/naive-bayes.h"

G_BEGIN_DECLS

/* The options of naive Bayes on the command line, for every command that fits
 * one. One thread. */
extern const GOptionEntry cli_naive_bayes_entries[];

/* cli_naive_bayes_take: what was parsed, into @options, which hold defaults. What
 * they then point to stays as long as the program runs.
 * Returns: FALSE for wrong usage, or a file of stop words that cannot be
 * read. */
gboolean cli_naive_bayes_take (InkNaiveBayesOptions *options, GError **error);
/* The options as one would type them, the analyzer as it was found; what is as
 * in scikit-learn by default and came later than the rest is left out.
 * (transfer full) */
char *cli_naive_bayes_text (const InkNaiveBayesOptions *options);

G_END_DECLS
