#pragma once

#include "core/model/naive-bayes.h"

G_BEGIN_DECLS

/* Options by name. */
typedef struct
{
  const char *name;  /* "best-text" */
  const char *title; /* "Best for texts" */
  const char *about; /* one line: for what, and how it was chosen */
  InkNaiveBayesOptions options;
} InkNaiveBayesRecipe;

/* "default" (scikit-learn's) and "best-text". [*n], static. */
const InkNaiveBayesRecipe *ink_naive_bayes_recipes (guint *n);
/* NULL where there is none of that name. */
const InkNaiveBayesRecipe *ink_naive_bayes_recipe (const char *name);

G_END_DECLS
