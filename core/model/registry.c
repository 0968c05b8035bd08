/* The one table of models. A new kind of model adds its header above and its
 * row below; nothing else needs to know of it. */
#include "core/model/registry.h"

#include <string.h>

#include "core/model/lenet5.h"
#include "core/model/naive-bayes.h"

static const InkModelClass *const models[] = {
  &ink_lenet5_class,
  &ink_naive_bayes_class,
  NULL,
};

const InkModelClass *const *
ink_registry_models (guint *n)
{
  *n = G_N_ELEMENTS (models) - 1;
  return models;
}

const InkModelClass *
ink_registry_find (const char *name)
{
  for (guint i = 0; models[i] != NULL; i++)
    if (strcmp (models[i]->name, name) == 0)
      return models[i];
  return NULL;
}
