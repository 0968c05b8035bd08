#pragma once

#include "core/data/folds.h"
#include "core/train/cross-validate.h"

G_BEGIN_DECLS

/* ink_folds_check: whether these labels can be cut into @n_folds folds. A class
 * without any example is left out of account.
 * Returns: FALSE with INK_ERROR_MISMATCH: a class with fewer examples than
 * folds, by name and number, or examples of one class only. */
gboolean ink_folds_check (const InkLearner *learner, guint n_folds,
                          GError **error);

G_END_DECLS
