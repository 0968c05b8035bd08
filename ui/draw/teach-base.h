#pragma once

#include "ui/workbench.h"

G_BEGIN_DECLS

/* Which model is taught. Main thread. */

/* ink_teach_base_find: the current digit model; or where that was itself taught
 * from one that is still on offer, that one: My Digits still holds what was
 * taught then, and a model that has seen a drawing says nothing about the next.
 * Returns: (transfer full): loaded; or NULL with INK_ERROR_NOT_FOUND (there is
 * no model) or INK_ERROR_MISMATCH (it cannot be taught). */
InkModelEntry *ink_teach_base_find (InkWorkbench *workbench, GError **error);
/* For people, without where it comes from: "Digits". (transfer full) */
char *ink_teach_base_name (InkModelEntry *entry);

G_END_DECLS
