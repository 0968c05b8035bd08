#pragma once

#include <json-glib/json-glib.h>

#include "core/train/recipe.h"

G_BEGIN_DECLS

/* Sets a member for every setting but the name and the epochs. */
void ink_recipe_add_to_json (const InkRecipe *recipe, JsonObject *object);
/* ink_recipe_from_json: what run.json holds as its recipe, name and epochs
 * with it. A setting that is not there is that of the known recipe of this
 * name, else of the default one. @recipe: (out caller-allocates): checked as
 * by ink_recipe_check(). INK_ERROR_FORMAT for a member of the wrong type,
 * INK_ERROR_ARGUMENT for a value that cannot be. */
gboolean ink_recipe_from_json (JsonObject *object, InkRecipe *recipe,
                               GError **error);

G_END_DECLS
