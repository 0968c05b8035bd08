#pragma once

#include "core/model/model.h"

G_BEGIN_DECLS

/* The one table of models: [*n], static. */
const InkModelClass *const *ink_registry_models (guint *n);
/* NULL where there is none of that name. */
const InkModelClass *ink_registry_find (const char *name);

G_END_DECLS
