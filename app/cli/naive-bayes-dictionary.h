#pragma once

#include "core/model/naive-bayes.h"

G_BEGIN_DECLS

/* `train naive-bayes --dictionary MODEL`: parts of a corpus that are trained
 * with the dictionary of all of it. One thread. */

/* What was given; NULL without. */
extern char *cli_dictionary;

/* cli_dictionary_take: loads it. *@options become the dictionary's own, as a
 * start for what is given besides.
 * @dictionary: (out) (transfer none): NULL without one; stays as long as the
 * program runs */
gboolean cli_dictionary_take (InkModel **dictionary,
                              InkNaiveBayesOptions *options, GError **error);
/* FALSE, as wrong usage, where @options would make other terms of a text. */
gboolean cli_dictionary_check (const InkModel *dictionary,
                               const InkNaiveBayesOptions *options,
                               GError **error);

/* Whether @output is another file than the dictionary, which the other parts of
 * the corpus need as it is. */
gboolean cli_dictionary_check_output (const char *output, GError **error);

G_END_DECLS
