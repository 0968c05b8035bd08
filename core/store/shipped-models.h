#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The models that come with the program: `NAME.safetensors` beside its card
 * `NAME.md`, looked for in $INKLING_RESOURCES/models, in
 * ../share/inkling/models beside the program's folder, and in the folder of the
 * sources it was built from. Any thread. */

/* Paths of all of them, by name; (transfer full). */
GStrv ink_shipped_models_list (void);
/* ink_shipped_models_resolve: what the user wrote for a model: a path, or the
 * name of a shipped model (`digits`). A file that exists wins.
 * Returns: (transfer full): a path that may not exist. */
char *ink_shipped_models_resolve (const char *path_or_name);

G_END_DECLS
