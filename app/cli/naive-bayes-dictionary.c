/* Training with a dictionary that is given. */
#include "app/cli/naive-bayes-dictionary.h"

#include <string.h>

#include "app/cli/options.h"
#include "app/cli/output.h"
#include "core/base/error.h"
#include "core/store/checkpoint.h"
#include "core/store/shipped-models.h"

char *cli_dictionary;

gboolean
cli_dictionary_take (InkModel **dictionary, InkNaiveBayesOptions *options,
                     GError **error)
{
  static InkModel *loaded;
  g_autofree char *path = NULL;

  *dictionary = NULL;
  if (cli_dictionary == NULL)
    return TRUE;
  path = ink_shipped_models_resolve (cli_dictionary);
  if (loaded == NULL)
    loaded = ink_checkpoint_load (path, error);
  if (loaded == NULL)
    return FALSE;
  if (ink_model_class (loaded) != &ink_naive_bayes_class)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected a naive-bayes model for a dictionary, "
                          "found %s", path, ink_model_class (loaded)->name);
  ink_naive_bayes_options (loaded, options);
  if (options->prior == INK_PRIOR_GIVEN) /* to all classes */
    {
      options->prior = INK_PRIOR_FITTED;
      options->class_prior = NULL;
      options->n_class_prior = 0;
    }
  *dictionary = loaded;
  return TRUE;
}

gboolean
cli_dictionary_check_output (const char *output, GError **error)
{
  g_autofree char *path = cli_dictionary == NULL
                              ? NULL
                              : ink_shipped_models_resolve (cli_dictionary);

  return cli_check_distinct ("--output", output, "the dictionary", path,
                             error);
}

gboolean
cli_dictionary_check (const InkModel *dictionary,
                      const InkNaiveBayesOptions *options, GError **error)
{
  InkNaiveBayesOptions its;

  if (dictionary == NULL)
    return TRUE;
  ink_naive_bayes_options (dictionary, &its);
  if (options->analyzer == its.analyzer && options->ngram_min == its.ngram_min
      && options->ngram_max == its.ngram_max
      && options->stop_words == its.stop_words && options->idf == its.idf
      && options->hash_features == its.hash_features
      && options->max_features == its.max_features)
    return TRUE;
  return cli_usage_error (error,
                          "--dictionary: expected no other analyzer, ngrams, "
                          "stop words, idf and max-features than those of the "
                          "dictionary");
}
