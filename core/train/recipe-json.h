#pragma once

#include <json-glib/json-glib.h>

#include "core/train/recipe.h"

G_BEGIN_DECLS

/* Sets a member for every setting but the name and the epochs. */
void ink_recipe_add_to_json (const InkRecipe *recipe, JsonObject *object);

G_END_DECLS
