/* Options of naive Bayes by name. */
#include "core/model/naive-bayes-recipe.h"

#include <string.h>

static const InkNaiveBayesRecipe recipes[] = {
  { .name = "default",
    .title = "Default",
    .about = "scikit-learn's TfidfVectorizer and MultinomialNB as they are",
    .options = { .analyzer = INK_ANALYZER_AUTO,
                 .ngram_min = 1,
                 .ngram_max = 1,
                 .min_df = { 1, FALSE },
                 .alpha = 1.0,
                 .norm = INK_NORM_L2 } },
  { .name = "best-text",
    .title = "Best for texts",
    .about = "complement naive Bayes of single words and pairs, by 5-fold "
             "cross-validation",
    .options = { .analyzer = INK_ANALYZER_AUTO,
                 .ngram_min = 1,
                 .ngram_max = 2,
                 .min_df = { 1, FALSE },
                 .alpha = 0.3,
                 .sublinear_tf = TRUE,
                 .norm = INK_NORM_L2,
                 .events = INK_EVENTS_COMPLEMENT } },
};

const InkNaiveBayesRecipe *
ink_naive_bayes_recipes (guint *n)
{
  *n = G_N_ELEMENTS (recipes);
  return recipes;
}

const InkNaiveBayesRecipe *
ink_naive_bayes_recipe (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (recipes); i++)
    if (strcmp (name, recipes[i].name) == 0)
      return &recipes[i];
  return NULL;
}
