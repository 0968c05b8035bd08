#pragma once

#include "core/model/naive-bayes.h"

G_BEGIN_DECLS

/* The options of naive Bayes as text. Any thread. */

/* ink_naive_bayes_options_text: as one would type them on the command line,
 * "--analyzer word --ngrams 1-2 ..."; what is as in scikit-learn by default and
 * came later than the rest is left out. (transfer full) */
char *ink_naive_bayes_options_text (const InkNaiveBayesOptions *options);

/* ink_stop_words_load: the words of a UTF-8 file, one a line; blank lines are
 * none. Returns: (transfer full): or NULL with the errors of ink_file_read()
 * and ink_text_decode(). Blocks. */
GStrv ink_stop_words_load (const char *path, GError **error);

G_END_DECLS
