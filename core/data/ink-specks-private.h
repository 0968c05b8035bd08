#pragma once

#include "core/data/ink-mask.h"

G_BEGIN_DECLS

/* ink_mask_drop_specks: clears what is small beside the rest and far from it.
 * Returns: FALSE where nothing but grain was there. */
gboolean ink_mask_drop_specks (InkMask *mask);

G_END_DECLS
